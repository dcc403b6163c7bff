#include "places.h"

#include <algorithm>
#include <tuple>

#include "json_edit.h"
#include "plimsoll/base/text.h"
#include "plimsoll/fix/fix.h"
#include "written.h"

namespace plimsoll::fix {
namespace {

using Kind = Operation::Kind;
using source::Module;

constexpr std::size_t kMostCallers = 6;

void collect(const Module& module, std::vector<const Module*>& out) {
  out.push_back(&module);
  for (const auto& [name, child] : module.children) collect(*child, out);
}

bool is_at(const SourceRange& a, const SourceRange& b) {
  return a.file != nullptr && b.file != nullptr && a.file->name() == b.file->name() && a.bytes == b.bytes;
}

/// The condition that decides whether this place counts, if one does; the innermost first.
const hcl::Conditional* deciding(const Node& node) {
  for (auto at = node.around.rbegin(); at != node.around.rend(); ++at) {
    const auto* conditional = std::get_if<hcl::Conditional>(&(*at)->node);
    if (conditional == nullptr) continue;
    const ByteRange inner = node.expression->range;
    if (contains(conditional->then->range, inner) || contains(conditional->otherwise->range, inner)) return conditional;
  }
  return nullptr;
}

/// "privilegedMode" and "privileged_mode" are one name.
std::string plain_name(std::string_view name) {
  std::string plain = ascii_lower(name);
  std::erase(plain, '_');
  return plain;
}

std::string snake_case(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !out.empty()) out += '_';
    out += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

void leaves(const Value& value, std::vector<const Value*>& out, std::size_t depth) {
  constexpr std::size_t kMostLeaves = 200;
  constexpr std::size_t kDeepest = 3;
  if (out.size() >= kMostLeaves) return;
  out.push_back(&value);
  if (depth >= kDeepest) return;
  if (value.is_object()) {
    for (const auto& [key, member] : value.members()) leaves(member, out, depth + 1);
  } else if (value.is_sequence()) {
    for (const Value& element : value.elements()) leaves(element, out, depth + 1);
  }
}

}  // namespace

std::vector<SourceRange> places_of(const Value& value) {
  std::vector<SourceRange> places;
  if (value.origin() == nullptr) return places;
  if (value.origin()->range) places.push_back(value.origin()->range);
  for (const SourceRange& place : value.origin()->via) {
    if (place) places.push_back(place);
  }
  return places;
}

Places::Places(const source::Configuration& configuration, const Module* home, Documents& documents)
    : configuration_(configuration), home_(home), documents_(documents) {
  if (configuration.root != nullptr) collect(*configuration.root, modules_);
  for (const Module* module : modules_) {
    if (!module->is_local && module->source != nullptr) copies_.push_back(module->source->directory + "/");
  }
}

bool Places::holds_items(const SourceRange& place) {
  const SourceRange text = documents_.readable(place);
  return json_items(text.file->text(), json_value(text.file->text(), text.bytes)).has_value();
}

/// Text of a template can refer to something.
bool Places::can_refer(const SourceRange& place) {
  return documents_.of(place.file).is_hcl && documents_.embedded(place) == nullptr;
}

void Places::because(std::string reason) {
  if (reason_.empty()) reason_ = std::move(reason);
}

std::string Places::describe(const SourceRange& place) const {
  return place.file->name() + ":" + std::to_string(place.file->position(place.bytes.begin).line);
}

bool Places::can_edit(const SourceRange& place) {
  if (!place) return false;
  const std::string& name = place.file->name();
  const bool is_copy = name.starts_with(".terraform/") || name.find("/.terraform/") != std::string::npos ||
                       std::ranges::any_of(copies_, [&](const std::string& dir) { return name.starts_with(dir); });
  if (is_copy) because("The value comes from " + describe(place) + ", a module that is not this configuration's own.");
  return !is_copy;
}

Candidate Places::at(Operation operation, const Node& node) const {
  Candidate candidate = {.operations = {std::move(operation)}};
  if (node.expression == nullptr) return candidate;
  if (deciding(node) != nullptr) {
    candidate.limit = Applicability::kReview;
    candidate.notes.push_back("A condition decides whether " + describe(candidate.operations.front().place) +
                              " counts: look at its other branch too.");
  }
  return candidate;
}

bool Places::is_secret(const Node& node) const {
  std::string variable;
  if (node.blocks.size() == 1 && node.blocks.front()->type.text == "variable") {
    variable = node.blocks.front()->labels.empty() ? "" : node.blocks.front()->labels.front().text;
  } else if (node.attribute != nullptr && (node.blocks.empty() || node.blocks.front()->type.text == "module")) {
    variable = node.attribute->name.text;  // of a .tfvars file or a call
  }
  if (variable.empty()) return false;
  return std::ranges::any_of(modules_, [&](const Module* module) {
    if (module->source == nullptr) return false;
    const auto declared = module->source->variables.find(variable);
    const source::Argument* mark =
        declared == module->source->variables.end() ? nullptr : declared->second.argument("sensitive");
    return mark != nullptr && mark->file->slice(mark->attribute->value->range) != "false";
  });
}

void Places::replace_at(const SourceRange& place, const Value& text, std::vector<Candidate>& out) {
  Operation operation = {.kind = Kind::kReplace, .place = place, .value = text};
  const Node node = documents_.find(place);
  if (is_secret(node)) return because("Its value is sensitive, and an edit would show it.");
  if (node.kind == Node::Kind::kText) {
    const std::string_view written = place.file->slice(place.bytes);
    const bool is_value = !written.empty() && written.find("${") == std::string_view::npos;
    if (is_value && fits_json(text, can_refer(place))) out.push_back({.operations = {operation}});
    return;
  }
  if (node.kind != Node::Kind::kExpression || !is_plain(*node.expression)) return;
  Candidate candidate = at(operation, node);
  // `debug ? true : false` with both branches alike is written as what it is.
  const hcl::Conditional* conditional = deciding(node);
  if (conditional != nullptr) {
    const bool is_then = conditional->then->range == place.bytes;
    const hcl::Expression& other = is_then ? *conditional->otherwise : *conditional->then;
    const bool alike = place.file->slice(other.range) == to_hcl(text);
    const auto whole = std::ranges::find_if(node.around, [&](const hcl::Expression* one) {
      return std::get_if<hcl::Conditional>(&one->node) == conditional;
    });
    if (alike && (is_then || conditional->otherwise->range == place.bytes)) {
      candidate.operations.front().place.bytes = (*whole)->range;
    }
  }
  out.push_back(std::move(candidate));
}

/// The default of a module's variable counts where a call does not set it: the call can.
void Places::give_input(const SourceRange& place, const Value& text, std::vector<Candidate>& out) {
  std::size_t callers = 0;
  for (const Module* module : modules_) {
    if (module->parent == nullptr || module->call == nullptr || module->source == nullptr) continue;
    for (const auto& [name, declaration] : module->source->variables) {
      const source::Argument* fallback = declaration.argument("default");
      if (fallback == nullptr || !is_at({fallback->file, fallback->attribute->value->range}, place)) continue;
      const SourceRange call = module->call->range();
      const source::Argument* written = module->call->argument(name);
      if (!module->parent->is_local || !can_edit(call) || ++callers > kMostCallers) continue;
      if (written != nullptr) {
        replace_at({written->file, written->attribute->value->range}, text, out);
      } else {
        out.push_back({.operations = {{.kind = Kind::kInsert, .place = call, .items = {{name, text}}}}});
      }
    }
  }
}

std::vector<Candidate> Places::replace(const Value& value, const Value& text) {
  std::vector<Candidate> out;
  for (const SourceRange& place : places_of(value)) {
    if (can_edit(place)) replace_at(place, text, out);
    give_input(place, text, out);
  }
  if (out.empty()) because_of(value, "The value");
  return out;
}

bool Places::is_given_from_outside(const Value& value) const {
  if (value.origin() == nullptr || !value.origin()->range || configuration_.root->source == nullptr) return false;
  return std::ranges::any_of(configuration_.root->source->variables, [&](const auto& variable) {
    return is_at(variable.second.header_range(), value.origin()->range);
  });
}

/// Why nothing can be written where a value comes from: it is given from outside, or computed.
void Places::because_of(const Value& value, const std::string& what) {
  if (value.origin() == nullptr || !value.origin()->range || configuration_.root->source == nullptr) return;
  const SourceRange& place = value.origin()->range;
  for (const auto& [name, declaration] : configuration_.root->source->variables) {
    if (!is_at(declaration.header_range(), place)) continue;
    return because("Variable " + hcl_quote(name) +
                   " decides, and its value comes from outside of this configuration: from -var, -var-file or TF_VAR_" +
                   name + ", not from its default. Change it there.");
  }
  because(what + " is computed at " + describe(place) + ".");
}

void Places::insert_at(const SourceRange& place, const std::string& name, const Value& member,
                       std::vector<Candidate>& out) {
  const Operation operation = {.kind = Kind::kInsert, .place = place, .items = {{name, member}}};
  const Node node = documents_.find(place);
  if (node.kind == Node::Kind::kBlock) out.push_back({.operations = {operation}});
  if (node.kind == Node::Kind::kText) {
    const bool fits = fits_json(member, can_refer(place));
    if (fits && holds_items(place)) out.push_back({.operations = {operation}});
    if (!fits)
      because(describe(place) + " is text, which cannot refer to anything: write values in place of references.");
  }
  if (node.kind != Node::Kind::kExpression) return;
  if (const auto* object = std::get_if<hcl::ObjectConstructor>(&node.expression->node)) {
    // What is written there already is computed: a second item of that name would only hide it.
    const auto there = std::ranges::find_if(
        object->items, [&](const hcl::ObjectItem& item) { return plain_name(key_text(item)) == plain_name(name); });
    if (there == object->items.end()) {
      out.push_back(at(operation, node));
    } else if (ascii_lower(key_text(*there)) != ascii_lower(name)) {
      rename_at(*there, place, name, member, out);
    }
  }
  // The last argument of merge() wins.
  const auto* call = std::get_if<hcl::Call>(&node.expression->node);
  if (call == nullptr || call->name != "merge") return;
  for (auto argument = call->arguments.rbegin(); argument != call->arguments.rend(); ++argument) {
    if (!std::holds_alternative<hcl::ObjectConstructor>((*argument)->node)) continue;
    insert_at({place.file, (*argument)->range}, name, member, out);
  }
}

/// Objects and module calls in this configuration from which members of `object` come: what it lacks can join them. A
/// module may call it by another name, so both spellings are tried.
void Places::insert_in_caller(const Value& object, const std::string& name, const Value& member,
                              std::vector<Candidate>& out) {
  struct Home {
    SourceRange place = {};
    std::size_t members = 0;
    bool is_call = false;
  };
  std::vector<Home> homes;
  const auto note = [&homes](const SourceRange& place, bool is_call) {
    const auto known = std::ranges::find_if(homes, [&](const Home& home) { return is_at(home.place, place); });
    if (known == homes.end()) {
      homes.push_back({.place = place, .members = 1, .is_call = is_call});
    } else {
      ++known->members;
    }
  };
  std::vector<const Value*> parts;
  leaves(object, parts, 0);
  for (const Value* part : parts) {
    for (const SourceRange& place : places_of(*part)) {
      if (!can_edit(place)) continue;
      const Node node = documents_.find(place);
      if (node.kind != Node::Kind::kExpression) continue;
      const auto around = std::ranges::find_if(
          node.around.rbegin(), node.around.rend(),
          [](const hcl::Expression* one) { return std::holds_alternative<hcl::ObjectConstructor>(one->node); });
      if (around != node.around.rend()) {
        note({place.file, (*around)->range}, false);
      } else if (node.blocks.size() == 1 && node.blocks.front()->type.text == "module") {
        note({place.file, node.blocks.front()->range}, true);
      }
    }
  }
  std::ranges::stable_sort(homes, std::greater<>(), &Home::members);
  if (homes.size() > kMostCallers) homes.resize(kMostCallers);
  for (const Home& home : homes) {
    if (!home.is_call) {
      const bool snake = place_has_snake(home.place);
      const std::string other = snake_case(name);
      insert_at(home.place, snake ? other : name, member, out);
      if (other != name) insert_at(home.place, snake ? name : other, member, out);
      continue;
    }
    for (const Module* module : modules_) {
      if (module->call == nullptr || module->source == nullptr || !is_at(module->call->range(), home.place)) continue;
      for (const auto& [variable, declaration] : module->source->variables) {
        if (plain_name(variable) != plain_name(name) || module->call->argument(variable) != nullptr) continue;
        insert_at(home.place, variable, member, out);
      }
    }
  }
}

/// Whether the object at a place writes its names_like_this.
bool Places::place_has_snake(const SourceRange& place) {
  const Node node = documents_.find(place);
  const auto* object =
      node.expression == nullptr ? nullptr : std::get_if<hcl::ObjectConstructor>(&node.expression->node);
  return object != nullptr && std::ranges::any_of(object->items, [](const hcl::ObjectItem& item) {
           return key_text(item).find('_') != std::string::npos;
         });
}

std::vector<Candidate> Places::insert(const Value& object, const std::string& name, const Value& member) {
  std::vector<Candidate> out;
  for (const SourceRange& place : places_of(object)) {
    if (can_edit(place)) insert_at(place, name, member, out);
  }
  if (out.empty()) insert_in_caller(object, name, member, out);
  if (out.empty()) give_by_name(name, member, out);
  wrap(object, "merge", Value::object({{name, member}}), out);
  if (out.empty()) because_of(object, "The object");
  return out;
}

std::vector<Candidate> Places::give(const Value& object, const std::string& name, const Value& member) {
  std::vector<Candidate> out;
  insert_in_caller(object, name, member, out);
  return out;
}

std::vector<Candidate> Places::insert_block(const Value& block, const std::string& type, const Value& body) {
  std::vector<Candidate> out;
  for (const SourceRange& place : places_of(block)) {
    if (!can_edit(place)) continue;
    const Node node = documents_.find(place);
    const bool fits = node.kind == Node::Kind::kBlock || (node.kind == Node::Kind::kText && fits_json(body, true));
    if (!fits) continue;
    out.push_back({.operations = {{.kind = Kind::kBlock, .place = place, .value = body, .type = type}}});
  }
  if (!out.empty()) return out;
  // Modules take blocks as a map of objects or as a list of them.
  const Value& name = body.get("name");
  if (name.is_string()) insert_in_caller(block, type, Value::object({{name.as_string(), Value::object({})}}), out);
  insert_in_caller(block, type, Value::tuple({body}), out);
  insert_in_caller(block, type, body, out);
  return out;
}

std::vector<Candidate> Places::append(const Value& list, const Sequence& elements) {
  std::vector<Candidate> out;
  const Value whole = Value::tuple(elements);
  for (const SourceRange& place : places_of(list)) {
    if (!can_edit(place)) continue;
    const Operation operation = {.kind = Kind::kAppend, .place = place, .elements = elements};
    const Node node = documents_.find(place);
    if (node.kind == Node::Kind::kText) {
      const bool fits = fits_json(whole, can_refer(place));
      if (fits && holds_items(place)) out.push_back({.operations = {operation}});
    }
    if (node.kind != Node::Kind::kExpression) continue;
    if (std::holds_alternative<hcl::TupleConstructor>(node.expression->node)) out.push_back(at(operation, node));
    const auto* call = std::get_if<hcl::Call>(&node.expression->node);
    if (call == nullptr || call->name != "concat") continue;
    for (auto argument = call->arguments.rbegin(); argument != call->arguments.rend(); ++argument) {
      if (!std::holds_alternative<hcl::TupleConstructor>((*argument)->node)) continue;
      out.push_back(
          {.operations = {{.kind = Kind::kAppend, .place = {place.file, (*argument)->range}, .elements = elements}}});
    }
  }
  if (out.empty() && list.is_sequence() && list.elements().empty()) out = replace(list, whole);
  wrap(list, "concat", whole, out);
  if (out.empty()) because_of(list, "The list");
  return out;
}

std::vector<Candidate> Places::remove(const Value& object, const std::string& name, const Value& member) {
  std::vector<Candidate> out;
  for (const SourceRange& place : places_of(object)) {
    if (!can_edit(place)) continue;
    const Node node = documents_.find(place);
    Operation operation = {.kind = Kind::kRemove, .place = place, .name = name};
    if (node.kind == Node::Kind::kBlock) {
      const bool is_attribute = node.block->body.attribute(name) != nullptr;
      Candidate candidate;
      if (is_attribute) candidate.operations = {operation};
      for (const hcl::Block* nested : node.block->body.blocks_of(name)) {
        candidate.operations.push_back({.kind = Kind::kRemove, .place = place, .member = nested->range});
      }
      if (!candidate.operations.empty()) out.push_back(std::move(candidate));
    }
    const bool is_object =
        node.kind == Node::Kind::kExpression && std::holds_alternative<hcl::ObjectConstructor>(node.expression->node);
    if (is_object) out.push_back(at(operation, node));
    if (node.kind == Node::Kind::kText && holds_items(place)) {
      out.push_back({.operations = {operation}});
    }
  }
  const std::vector<Candidate> nulls = replace(member, Value::null());
  out.insert(out.end(), nulls.begin(), nulls.end());
  return out;
}

std::vector<Candidate> Places::remove_element(const Value& list, const Value& element, const std::string& name) {
  std::vector<Candidate> out;
  // The element itself, in the list that is written.
  for (const SourceRange& place : places_of(element)) {
    if (!can_edit(place)) continue;
    const Node node = documents_.find(place);
    if (node.kind == Node::Kind::kText) {
      for (const SourceRange& around : places_of(list)) {
        const bool holds = around.file->name() == place.file->name() && contains(around.bytes, place.bytes);
        if (!holds || !holds_items(around)) continue;
        out.push_back({.operations = {{.kind = Kind::kRemove, .place = around, .member = place.bytes}}});
      }
    }
    if (node.kind != Node::Kind::kExpression || node.around.empty()) continue;
    const hcl::Expression& around = *node.around.back();
    if (!std::holds_alternative<hcl::TupleConstructor>(around.node)) continue;
    out.push_back(
        {.operations = {{.kind = Kind::kRemove, .place = {place.file, around.range}, .member = place.bytes}}});
  }
  // A list that is made from a map of names and values.
  for (const SourceRange& place : places_of(element.get("value"))) {
    if (!can_edit(place)) continue;
    const Node node = documents_.find(place);
    if (node.kind != Node::Kind::kExpression || node.around.empty()) continue;
    const hcl::Expression& around = *node.around.back();
    const auto* object = std::get_if<hcl::ObjectConstructor>(&around.node);
    const bool holds = object != nullptr && std::ranges::any_of(object->items, [&](const hcl::ObjectItem& item) {
                         return key_text(item) == name && item.value->range == place.bytes;
                       });
    if (!holds) continue;
    out.push_back({.operations = {{.kind = Kind::kRemove, .place = {place.file, around.range}, .name = name}}});
  }
  return out;
}

std::vector<Candidate> Places::top_level(const SourceRange& after, const std::string& type,
                                         const std::vector<std::string>& labels, const Value& body) {
  if (!can_edit(after)) return {};
  return {{.operations = {{.kind = Kind::kTopLevel, .place = after, .value = body, .type = type, .labels = labels}}}};
}

}  // namespace plimsoll::fix
