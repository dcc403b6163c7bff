#include "plimsoll/fix/locate.h"

#include <algorithm>
#include <cctype>

#include "documents.h"
#include "places.h"
#include "plimsoll/base/text.h"
#include "steps.h"
#include "targets.h"

namespace plimsoll::fix {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// JSON text in a heredoc or a file of its own: the value with the key before it, as far as both are on one line.
ByteRange with_json_key(std::string_view text, ByteRange value) {
  std::size_t at = value.begin;
  const auto skip_blanks = [&] {
    while (at > 0 && is_blank(text[at - 1])) --at;
  };
  skip_blanks();
  if (at == 0 || text[at - 1] != ':') return value;
  --at;
  skip_blanks();
  if (at == 0 || text[at - 1] != '"') return value;
  std::size_t open = text.substr(0, at - 1).rfind('"');
  if (open != std::string_view::npos && open > 0 && text[open - 1] == '\\') --open;  // text inside of a string
  const bool one_line =
      open != std::string_view::npos && text.substr(open, value.begin - open).find('\n') == std::string_view::npos;
  return one_line ? ByteRange{static_cast<std::uint32_t>(open), value.end} : value;
}

/// The item of an object that has its value there.
std::optional<ByteRange> item_of(const Node& node, ByteRange value) {
  for (auto at = node.around.rbegin(); at != node.around.rend(); ++at) {
    const auto* object = std::get_if<hcl::ObjectConstructor>(&(*at)->node);
    if (object == nullptr) continue;
    for (const hcl::ObjectItem& item : object->items) {
      if (item.value->range == value) return ByteRange{item.key->range.begin, value.end};
    }
    return std::nullopt;
  }
  return std::nullopt;
}

/// The value with its name. A block is known by its header: its body may be long.
ByteRange with_name(const SourceRange& place, Documents& documents) {
  const Node node = documents.find(place);
  switch (node.kind) {
    case Node::Kind::kBlock:
      return node.block->header_range;
    case Node::Kind::kText:
      if (node.block != nullptr) return node.block->header_range;
      return with_json_key(place.file->text(), place.bytes);
    case Node::Kind::kExpression:
      if (const std::optional<ByteRange> item = item_of(node, place.bytes)) return *item;
      if (node.attribute != nullptr && node.attribute->value->range == place.bytes) return node.attribute->range;
      return place.bytes;
    case Node::Kind::kNothing:
      // JSON text inside of a heredoc lies in one expression and is none itself.
      return with_json_key(place.file->text(), place.bytes);
  }
  return place.bytes;
}

/// The value alone.
ByteRange bare(const SourceRange& place, Documents& documents) {
  const Node node = documents.find(place);
  return node.block != nullptr ? node.block->header_range : place.bytes;
}

Location location_of(const SourceRange& place, ByteRange bytes) {
  return {
      .file = place.file->name(), .start = place.file->position(bytes.begin), .end = place.file->position(bytes.end)};
}

bool is_reference(std::string_view text) {
  const bool is_word = text == "true" || text == "false" || text == "null";
  const bool is_name = !text.empty() && (std::isalpha(static_cast<unsigned char>(text.front())) != 0);
  return is_name && !is_word && text.size() <= 80 && std::ranges::all_of(text, [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.' || c == '[' || c == ']' || c == '"' ||
                  c == '*';
         });
}

/// What a call does with what it is given.
std::string done_by(const hcl::Call& call) {
  if (call.name == "file") return "read by file() here";
  if (call.name == "templatefile" || call.name == "templatestring") return "rendered by " + call.name + "() here";
  if (call.name.ends_with("encode")) return "encoded here";
  if (call.name.ends_with("decode")) return "decoded here";
  return "passed through " + call.name + "() here";
}

/// Shows references and names of functions and nothing else: an expression may hold a secret.
std::string on_the_way(const SourceRange& place, Documents& documents) {
  const Node node = documents.find(place);
  const hcl::Expression* expression = node.expression;
  ByteRange bytes = place.bytes;
  if (const auto* text = expression == nullptr ? nullptr : std::get_if<hcl::Template>(&expression->node)) {
    if (!text->is_wrap) return "put together here";
    expression = std::get<hcl::TemplateInterpolation>(text->parts.front().node).value.get();
    bytes = expression->range;
  }
  const std::string_view written = place.file->slice(bytes);
  if (is_reference(written)) return "passed on as " + std::string(written);
  if (expression == nullptr) return "passed on here";
  if (const auto* call = std::get_if<hcl::Call>(&expression->node)) return done_by(*call);
  if (std::holds_alternative<hcl::ObjectConstructor>(expression->node)) return "merged with this object";
  if (std::holds_alternative<hcl::Conditional>(expression->node)) return "chosen here by a condition";
  if (std::holds_alternative<hcl::For>(expression->node)) return "made by this for expression";
  return "passed on here";
}

/// The condition that chose what stands there, the innermost first.
const hcl::Expression* chosen_by(const Node& node, ByteRange place) {
  for (auto at = node.around.rbegin(); at != node.around.rend(); ++at) {
    const auto* conditional = std::get_if<hcl::Conditional>(&(*at)->node);
    if (conditional != nullptr && !contains(conditional->condition->range, place)) return conditional->condition.get();
  }
  return nullptr;
}

/// Whether this is the head of a variable's block: that is the place of a value that no file gives.
bool is_given_outside(const Node& node, ByteRange place) {
  return node.block == nullptr && !node.blocks.empty() && node.blocks.front()->header_range == place &&
         node.blocks.front()->body.range.begin >= place.end && node.attribute == nullptr;
}

bool encloses(const SourceRange& outer, const SourceRange& inner) {
  return outer.file->name() == inner.file->name() && contains(outer.bytes, inner.bytes);
}

/// The value that a path leads to, or the object that lacks it.
struct Found {
  const Value* value = nullptr;
  std::string missing = {};  // the name that `value` lacks
};

Found find(const Value& body, const std::vector<Step>& steps) {
  const Walk way = walk(body, steps);
  if (way.null != nullptr) return {.value = way.null};
  if (way.unknown != nullptr) return {.value = way.unknown};
  const Value* last = way.way.back();
  if (way.found == steps.size()) return {.value = last};
  const Value* list = steps[way.found].key ? lookup(*last, steps[way.found].name) : nullptr;
  if (list != nullptr) return {.value = list};  // it has no such element
  return {.value = last, .missing = steps[way.found].name};
}

/// A list that lacks an element has the place of the attribute, an object that came from elsewhere perhaps none.
const Value* with_place(const Value& body, const std::vector<Step>& steps, const Value* found) {
  if (!places_of(*found).empty()) return found;
  const Walk way = walk(body, steps);
  for (auto at = way.way.rbegin(); at != way.way.rend(); ++at) {
    if (!places_of(**at).empty()) return *at;
  }
  return nullptr;
}

/// `is_known` says which keys mean something of their own.
std::string slip_of(const Found& found, const std::function<bool(std::string_view)>& is_known) {
  if (found.missing.empty() || !found.value->is_object() || lookup(*found.value, found.missing) != nullptr) return "";
  const auto plain = [](std::string_view name) {
    std::string result = ascii_lower(name);
    std::erase_if(result, [](char c) { return c == '_' || c == '-'; });
    return result;
  };
  std::vector<std::string> names;
  for (const auto& [key, value] : found.value->members()) {
    if (plain(key) == plain(found.missing)) return key;
    if (is_known == nullptr || !is_known(key)) names.push_back(key);
  }
  return did_you_mean(found.missing, names);
}

bool is_copy(const SourceRange& place) {
  const std::string& name = place.file->name();
  return name.starts_with(".terraform/") || name.find("/.terraform/") != std::string::npos;
}

/// Where the configuration itself calls the module that holds the resource.
SourceRange caller_of(const source::ResourceSource& resource) {
  for (const source::Module* module = resource.module; module != nullptr && module->call != nullptr;
       module = module->parent) {
    const SourceRange call = module->call->range();
    if (call && !is_copy(call)) return call;
  }
  return {};
}

bool is_same(const SourceRange& a, const SourceRange& b) {
  return a.file->name() == b.file->name() && a.bytes == b.bytes;
}

/// What else decides about the value at a place.
void note_decision(const SourceRange& place, Located& located, Documents& documents) {
  const Node node = documents.find(place);
  if (const hcl::Expression* condition = chosen_by(node, place.bytes)) {
    located.related.push_back(
        {.location = location_of(place, condition->range), .message = "chosen by this condition"});
  }
  if (is_given_outside(node, place.bytes)) {
    located.related.push_back({.location = location_of(place, place.bytes),
                               .message = "the value of this variable is given outside of the configuration: -var, "
                                          "-var-file or the environment"});
  }
}

/// The nearest place first that belongs to the configuration, then the others.
std::vector<SourceRange> own_first(std::vector<SourceRange> places, const source::ResourceSource& resource) {
  auto own = std::ranges::find_if_not(places, is_copy);
  if (own == places.end()) {
    const SourceRange caller = caller_of(resource);
    if (!caller) return places;
    own = places.insert(places.end(), caller);
  }
  std::rotate(places.begin(), own, own + 1);
  return places;
}

}  // namespace

std::optional<Located> locate(const source::ResourceSource& resource, const std::optional<Value>& containers,
                              const std::optional<Subject>& subject, const std::string& path, Documents& documents,
                              const std::function<bool(std::string_view)>& is_known_key) {
  Value body = resource.body;
  if (containers) {
    Members members = body.members();
    members.emplace_back("container_definitions", *containers);
    body = Value::object(std::move(members)).with_origin(body.origin());
  }
  std::vector<Step> steps = parse_path(path).value_or(std::vector<Step>());
  if (steps.empty() && subject && subject->kind == "container") steps = {{"container_definitions", subject->name}};
  if (steps.empty() && subject && subject->kind == "volume") steps = {{"volume", subject->name}};
  const Found found = find(body, steps);
  // Terraform refuses unknown attributes and blocks; only JSON may hold keys that nobody reads.
  const bool is_json = !steps.empty() && steps.front().name == "container_definitions";
  Located result = {.slip = is_json ? slip_of(found, is_known_key) : ""};
  const Value* value = result.slip.empty() ? found.value : found.value->find(result.slip);
  value = with_place(body, steps, value);
  if (value == nullptr) return std::nullopt;
  const std::vector<SourceRange> all = places_of(*value);
  const std::vector<SourceRange> places = own_first(all, resource);
  // What lacks something is shown alone, whatever it is called.
  const bool is_lacking = value == found.value && !found.missing.empty();
  const auto shown = [&](const SourceRange& place, bool alone) {
    return location_of(place, alone ? bare(place, documents) : with_name(place, documents));
  };
  result.location = shown(places.front(), is_lacking);
  note_decision(places.front(), result, documents);
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (encloses(places[i], places.front())) continue;  // nothing that the place itself does not show
    const bool is_source = is_same(places[i], all.front());
    const std::string what = is_lacking ? "lacking here" : "set here";
    result.related.push_back({.location = is_source ? shown(places[i], is_lacking) : shown(places[i], true),
                              .message = is_source ? what : on_the_way(places[i], documents)});
  }
  return result;
}

}  // namespace plimsoll::fix
