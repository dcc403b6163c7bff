// Values from outside a module: inputs, outputs of called modules, resources.
#include <algorithm>

#include "engine.h"
#include "origins.h"
#include "plimsoll/source/syntax.h"

namespace plimsoll::source {
namespace {

/// Plan JSON has lists where an untyped value was a tuple.
Value as_written(const Value& value) {
  if (value.is_sequence()) {
    Sequence elements = value.elements();
    for (Value& element : elements) element = as_written(element);
    return Value::tuple(std::move(elements)).with_sensitive(value.is_sensitive());
  }
  if (!value.is_object()) return value;
  Members members = value.members();
  for (auto& [key, member] : members) member = as_written(member);
  return Value::object(std::move(members), value.kind()).with_sensitive(value.is_sensitive());
}

bool is_true(const Declaration& declaration, std::string_view argument) {
  const Argument* written = declaration.argument(argument);
  if (written == nullptr) return false;
  const auto* literal = std::get_if<hcl::Literal>(&written->attribute->value->node);
  // Anything but a plain `false` is taken as the mark that hides.
  return literal == nullptr || literal->kind != hcl::LiteralKind::kBool || literal->boolean;
}

bool is_nullable(const Declaration& declaration) {
  const Argument* written = declaration.argument("nullable");
  const auto* literal = written == nullptr ? nullptr : std::get_if<hcl::Literal>(&written->attribute->value->node);
  return literal == nullptr || literal->kind != hcl::LiteralKind::kBool || literal->boolean;
}

/// Equal as plan JSON would show them: there a list and a tuple look the same.
bool looks_equal(const Value& a, const Value& b) {
  return a.is_wholly_known() && b.is_wholly_known() && equal(as_written(a), as_written(b));
}

}  // namespace

Value Engine::converted(Value value, const Declaration& declaration, const SourceRange& place) {
  const Argument* type = declaration.argument("type");
  const lang::Scope nothing;
  if (type != nullptr) {
    const lang::Context context = context_for(type->file, nothing);
    const auto [entry, added] = constraints_.try_emplace(&declaration);
    if (added) entry->second = parse_constraint(*type->attribute->value, context);
    std::optional<Value> typed;
    if (entry->second) typed = convert(value, *entry->second, context);
    value = typed ? *std::move(typed) : Value::unknown({"var." + declaration.block->labels.front().text});
  }
  if (value.origin() == nullptr) value = passed_on(value, place);
  return is_true(declaration, "sensitive") ? value.with_sensitive() : value;
}

std::optional<Value> Engine::default_of(Instance& instance, const Declaration& declaration) {
  const Argument* written = declaration.argument("default");
  if (written == nullptr) return std::nullopt;
  (void)instance;
  const lang::Scope nothing;
  const Value value = evaluate({*written->attribute->value, written->file}, nothing);
  return converted(value, declaration, {.file = written->file, .bytes = written->attribute->value->range});
}

/// What the last .tfvars file that Terraform loads by itself says, with its place.
std::optional<Value> Engine::assigned(Instance& root, const std::string& name, const Declaration& declaration) {
  if (!variable_files_read_) {
    variable_files_read_ = true;
    for (const std::string& file : root.module->source->variable_files) {
      const bool automatic =
          file.starts_with("terraform.tfvars") || file.ends_with(".auto.tfvars") || file.ends_with(".auto.tfvars.json");
      Result<std::string> text = files_.read(join_path(configuration_.directory, file));
      if (!automatic || !text || text->size() > (std::size_t{16} << 20)) continue;
      auto parsed = std::make_shared<File>();
      parsed->text = std::make_shared<const SourceFile>(join_path(configuration_.directory, file), *std::move(text));
      hcl::ParsedFile body = parse_source_file(parsed->text);
      if (has_errors(body.diagnostics)) continue;
      parsed->body = std::move(body.body);
      variable_files_.push_back(std::move(parsed));
    }
  }
  for (const std::shared_ptr<const File>& file : variable_files_) footprints_.look_at_all_of(file->text);
  for (auto file = variable_files_.rbegin(); file != variable_files_.rend(); ++file) {
    const hcl::Attribute* attribute = (*file)->body.attribute(name);
    if (attribute == nullptr) continue;
    const lang::Scope nothing;
    const Value value = evaluate({*attribute->value, (*file)->text}, nothing);
    return converted(value, declaration, {.file = (*file)->text, .bytes = attribute->value->range});
  }
  return std::nullopt;
}

/// The plan decides what the value is; the source where it comes from.
Value Engine::root_input(Instance& root, const std::string& name, const Declaration& declaration) {
  const auto planned = known_.variables.find(name);
  std::optional<Value> fallback = default_of(root, declaration);
  if (planned == known_.variables.end()) {
    return fallback ? *std::move(fallback) : Value::unknown({"var." + name});
  }
  const Value value = converted(as_written(planned->second), declaration, declaration.header_range());
  for (const std::optional<Value>& candidate : {assigned(root, name, declaration), fallback}) {
    if (candidate && looks_equal(*candidate, value)) return candidate->with_sensitive(value.is_sensitive());
  }
  return stamped(value, declaration.header_range());
}

Value Engine::input(Instance& instance, const std::string& name, const Declaration& declaration) {
  footprints_.look_at(declaration);
  if (instance.parent == nullptr) return root_input(instance, name, declaration);
  const Argument* written = instance.module->call->argument(name);
  if (written != nullptr) {
    lang::Scope scope(&instance.parent->scope);
    bind_key(scope, instance.key, instance.each_value);
    Value value = evaluate({*written->attribute->value, written->file}, scope);
    if (!value.is_null() || is_nullable(declaration)) {
      return converted(std::move(value), declaration,
                       {.file = written->file, .bytes = written->attribute->value->range});
    }
  }
  std::optional<Value> fallback = default_of(instance, declaration);
  return fallback ? *std::move(fallback) : Value::unknown({instance.address + ".var." + name});
}

/// The instances of a resource as an expression sees them: an object, a list (count) or an object of them (for_each).
Value Engine::known_resource(const Instance& instance, std::string_view name) {
  const std::string address = (instance.address.empty() ? "" : instance.address + ".") + std::string(name);
  const Declaration& declaration = instance.module->source->resources.find(name)->second;
  footprints_.look_at(declaration);
  const auto found = known_.resources->find(address);
  const bool has_any = found != known_.resources->end();
  const bool counted = declaration.argument("count") != nullptr;
  if (!counted && declaration.argument("for_each") == nullptr) {
    if (!has_any || found->second.size() != 1 || !found->second.front().first.is_null()) {
      return Value::unknown({address});
    }
    return found->second.front().second;
  }
  // What a plan does not list might be there all the same.
  if (!known_.complete) return Value::unknown({address});
  Members members;
  std::map<std::int64_t, Value> elements;
  for (const auto& [key, value] : has_any ? found->second : std::vector<std::pair<Value, Value>>{}) {
    if (counted && key.is_number()) {
      elements.emplace(key.as_number().integer(), value);
    } else if (!counted && key.is_string()) {
      members.emplace_back(key.as_string(), value);
    } else {
      return Value::unknown({address});
    }
  }
  if (!counted) return Value::object(std::move(members));
  if (!elements.empty() && elements.rbegin()->first + 1 != static_cast<std::int64_t>(elements.size())) {
    return Value::unknown({address});
  }
  Sequence list;
  for (auto& [index, value] : elements) list.push_back(std::move(value));
  return Value::tuple(std::move(list));
}

std::optional<lang::Outcome> Engine::data(Instance& instance, std::string_view type) {
  const std::string prefix = "data." + std::string(type) + ".";
  const Declarations& resources = instance.module->source->resources;
  Members members;
  for (auto at = resources.lower_bound(prefix); at != resources.end() && at->first.starts_with(prefix); ++at) {
    members.emplace_back(at->first.substr(prefix.size()), known_resource(instance, at->first));
  }
  if (members.empty()) return std::nullopt;
  return Value::object(std::move(members));
}

Value Engine::outputs(Instance& instance, const ModuleUse& use) {
  Members members;
  for (const auto& [name, declaration] : instance.module->source->outputs) {
    if (use.all || use.outputs.contains(name)) members.emplace_back(name, output(instance, name));
  }
  return Value::object(std::move(members));
}

std::optional<lang::Outcome> Engine::module_value(Instance& instance, std::string_view name) {
  const auto module = instance.module->children.find(name);
  if (module == instance.module->children.end()) return std::nullopt;
  const std::string address = (instance.address.empty() ? "" : instance.address + ".") + "module." + module->first;
  const Value unknown = Value::unknown({address});
  if (module->second->source == nullptr || module->second->source->broken) return unknown;
  ModuleUse use{.all = true};
  if (!uses_.empty()) {
    const auto found = uses_.back()->find(name);
    if (found != uses_.back()->end()) use = found->second;
  }
  const auto value_of = [&](const Value& key) {
    Instance* const at = child(instance, module->first, key);
    return at == nullptr ? unknown : outputs(*at, use);
  };
  const Repetition repeated = repetition(instance, "module." + module->first, *module->second->call);
  if (repeated.kind == Repetition::Kind::kNone) return value_of(Value::null());
  constexpr std::int64_t kMostInstances = 10'000;
  if (!repeated.known || repeated.count > kMostInstances) return unknown;
  if (repeated.kind == Repetition::Kind::kCount) {
    Sequence elements;
    for (std::int64_t i = 0; i < repeated.count; ++i) elements.push_back(value_of(Value::number(i)));
    return Value::tuple(std::move(elements));
  }
  Members members;
  for (const auto& [key, value] : repeated.each.members()) members.emplace_back(key, value_of(Value::string(key)));
  return Value::object(std::move(members));
}

}  // namespace plimsoll::source
