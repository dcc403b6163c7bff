// Instances and what their expressions see.
#include "engine.h"

#include "origins.h"
#include "plimsoll/base/text.h"

namespace plimsoll::source {
namespace {

std::string place_of(const SourcePtr& file, ByteRange range) {
  return file->name() + ":" + std::to_string(file->position(range.begin).line);
}

/// What an expression gives that this program cannot evaluate; Terraform could, or there would be no plan.
Value not_understood(const SourcePtr& file, const lang::Failure& failure, ByteRange range) {
  const SourceRange& where = failure.diagnostic.range;
  const std::string place = where ? place_of(where.file, where.bytes) : place_of(file, range);
  return Value::unknown({place + " (" + failure.diagnostic.summary + ")"});
}

std::vector<std::string> names_of(const Declarations& declarations) {
  std::vector<std::string> names;
  for (const auto& [name, declaration] : declarations) names.push_back(name);
  return names;
}

std::string string_type(std::string_view name) {
  return std::string(name.substr(0, name.find('.')));
}

}  // namespace

Engine::Engine(const Configuration& configuration, Known known, const FileSystem& files)
    : configuration_(configuration),
      known_(std::move(known)),
      files_(files),
      access_(configuration, files, footprints_),
      functions_(source_functions(access_, texts_)) {
  hook_ = [this](const hcl::Template& node, ByteRange range, const lang::Context& context, Value value) {
    return texts_.note_template(node, range, context, std::move(value));
  };
  pass_ = [](const Value& value, const SourceRange& place) { return passed_on(value, place); };
  root_ = std::make_unique<Instance>();
  root_->module = configuration.root.get();
  open_scope(*root_);
}

void Engine::open_scope(Instance& instance) {
  if (!instance.readable()) return;
  const ModuleSource& source = *instance.module->source;
  Instance* const at = &instance;
  lang::Scope& scope = instance.scope;
  scope.set_lazy(
      "var", [this, at](std::string_view name) { return variable(*at, name); }, names_of(source.variables));
  scope.set_lazy("local", [this, at](std::string_view name) { return local(*at, name); });
  scope.set_lazy(
      "module", [this, at](std::string_view name) { return module_value(*at, name); }, names_of(source.calls));
  scope.set_lazy("data", [this, at](std::string_view type) { return data(*at, type); });
  scope.set("path", Value::object({{"module", Value::string(instance.module->path_module)},
                                   {"root", Value::string(".")},
                                   {"cwd", Value::unknown({"path.cwd"})}}));
  scope.set("terraform", Value::object({{"workspace", Value::unknown({"terraform.workspace"})},
                                        {"applying", Value::boolean(false)}}));
  scope.set("ephemeral", Value::unknown({"an ephemeral resource"}));
  add_resource_scopes(instance);
}

void Engine::add_resource_scopes(Instance& instance) {
  std::set<std::string> types;
  for (const auto& [name, declaration] : instance.module->source->resources) {
    if (!name.starts_with("data.")) types.insert(string_type(name));
  }
  Instance* const at = &instance;
  for (const std::string& type : types) {
    instance.scope.set_lazy(type, [this, at, type](std::string_view name) -> std::optional<lang::Outcome> {
      const std::string full = type + "." + std::string(name);
      if (!at->module->source->resources.contains(full)) return std::nullopt;
      return known_resource(*at, full);
    });
  }
}

Instance* Engine::child(Instance& parent, const std::string& name, const Value& key) {
  const std::string step = name + key_suffix(key);
  const auto module = parent.module->children.find(name);
  if (module == parent.module->children.end() || !parent.readable()) return nullptr;
  footprints_.look_at(*module->second->call);
  if (const auto known = parent.children.find(step); known != parent.children.end()) {
    const auto repeated = parent.values.find("repetition module." + name);
    if (repeated != parent.values.end()) footprints_.look_at(repeated->second.footprint);
    return known->second.get();
  }
  const Repetition repeated = repetition(parent, "module." + name, *module->second->call);
  std::optional<Value> each_value = instance_value(repeated, key);
  if (!each_value) return nullptr;
  auto instance = std::make_unique<Instance>();
  instance->module = module->second.get();
  instance->parent = &parent;
  instance->key = key;
  instance->each_value = *std::move(each_value);
  instance->address = (parent.address.empty() ? "module." : parent.address + ".module.") + step;
  open_scope(*instance);
  return parent.children.emplace(step, std::move(instance)).first->second.get();
}

Instance* Engine::find(const std::vector<ModuleStep>& steps) {
  Instance* instance = root_.get();
  for (const ModuleStep& step : steps) {
    if (instance != nullptr) instance = child(*instance, step.name, step.key);
  }
  return instance;
}

lang::Context Engine::context_for(const SourcePtr& file, const lang::Scope& scope) {
  lang::Context context;
  context.source = file;
  context.scope = &scope;
  context.functions = &functions_;
  context.budget = &budget_;
  context.record_origins = true;
  context.leaf_by_leaf = true;
  context.timestamp = &known_.timestamp;
  context.on_template = &hook_;
  context.on_pass = &pass_;
  return context;
}

void Engine::know_functions(const hcl::Expression& expression) {
  if (!functions_known_.insert(&expression).second) return;
  for (const hcl::Call* call : lang::calls(expression)) add_unknown_function(functions_, call->name);
}

Value Engine::evaluate(const Place& place, const lang::Scope& scope) {
  know_functions(place.expression);
  const ModuleUses uses = module_uses(place.expression);
  uses_.push_back(&uses);
  const lang::Outcome outcome = lang::evaluate(place.expression, context_for(place.file, scope));
  uses_.pop_back();
  const Value value =
      outcome.ok() ? outcome.value() : not_understood(place.file, outcome.failure(), place.expression.range);
  return passed_on(value, {.file = place.file, .bytes = place.expression.range});
}

/// Computes a value at its first use. One that needs itself is unknown: Terraform refuses real cycles, so this is one
/// only because more is evaluated here than there.
template <typename Compute>
Value Engine::once(Instance& instance, std::string name, const Compute& compute) {
  const auto known = instance.values.find(name);
  if (known != instance.values.end()) {
    footprints_.look_at(known->second.footprint);
    return known->second.value;
  }
  const auto [running, started] = running_.emplace(&instance, name);
  if (!started) return Value::unknown({name + " (needs itself)"});
  footprints_.begin();
  Value value = compute();
  running_.erase(running);
  Evaluated evaluated{.value = std::move(value), .footprint = footprints_.end()};
  return instance.values.emplace(std::move(name), std::move(evaluated)).first->second.value;
}

std::optional<lang::Outcome> Engine::variable(Instance& instance, std::string_view name) {
  const auto declared = instance.module->source->variables.find(name);
  if (declared == instance.module->source->variables.end()) return std::nullopt;
  return once(instance, "var." + declared->first, [&] { return input(instance, declared->first, declared->second); });
}

std::optional<lang::Outcome> Engine::local(Instance& instance, std::string_view name) {
  const auto declared = instance.module->source->locals.find(name);
  if (declared == instance.module->source->locals.end()) return std::nullopt;
  return once(instance, "local." + declared->first, [&] {
    footprints_.look_at({.file = declared->second.file, .bytes = declared->second.attribute->range});
    return evaluate({*declared->second.attribute->value, declared->second.file}, instance.scope);
  });
}

Value Engine::output(Instance& instance, std::string_view name) {
  const auto declared = instance.module->source->outputs.find(name);
  if (declared == instance.module->source->outputs.end()) {
    return Value::unknown({instance.address + "." + std::string(name)});
  }
  return once(instance, "output." + declared->first, [&] {
    footprints_.look_at(declared->second);
    const Argument* value = declared->second.argument("value");
    if (value == nullptr) return Value::unknown({instance.address + "." + declared->first});
    const Value result = evaluate({*value->attribute->value, value->file}, instance.scope);
    const Argument* sensitive = declared->second.argument("sensitive");
    if (sensitive == nullptr) return result;
    const Value mark = evaluate({*sensitive->attribute->value, sensitive->file}, instance.scope);
    return mark.is_bool() && !mark.as_bool() ? result : result.with_sensitive();
  });
}

Engine::Repetition Engine::repetition(Instance& instance, const std::string& name, const Declaration& declaration) {
  const Argument* count = declaration.argument("count");
  const Argument* for_each = declaration.argument("for_each");
  const Argument* written = count != nullptr ? count : for_each;
  if (written == nullptr) return {};
  Repetition result{.kind = count != nullptr ? Repetition::Kind::kCount : Repetition::Kind::kForEach};
  const Value value = once(instance, "repetition " + name, [&] {
    return evaluate({*written->attribute->value, written->file}, instance.scope);
  });
  result.known = !value.is_unknown() && !value.is_null();
  result.because = value.unknown_because();
  if (!result.known) return result;
  if (count != nullptr) {
    std::optional<Number> number;
    if (value.is_number()) number = value.as_number();
    if (value.is_string()) number = Number::parse(value.as_string());
    if (value.is_bool()) number = Number(static_cast<std::int64_t>(value.as_bool() ? 1 : 0));
    result.known = number && number->is_integer() && number->integer() >= 0;
    if (result.known) result.count = number->integer();
    return result;
  }
  if (value.is_object()) {
    result.each = value;
    return result;
  }
  // A set of strings, whose elements are both key and value.
  Members members;
  for (const Value& element : value.is_sequence() ? value.elements() : Sequence{}) {
    result.known = result.known && element.is_string();
    if (element.is_string()) members.emplace_back(element.as_string(), element);
  }
  result.known = result.known && value.is_sequence();
  result.each = Value::object(std::move(members));
  return result;
}

std::optional<Value> Engine::instance_value(const Repetition& repetition, const Value& key) {
  switch (repetition.kind) {
    case Repetition::Kind::kNone:
      return key.is_null() ? std::optional(Value::null()) : std::nullopt;
    case Repetition::Kind::kCount: {
      if (!key.is_number() || !key.as_number().is_integer()) return std::nullopt;
      const bool exists = !repetition.known || key.as_number().integer() < repetition.count;
      return exists ? std::optional(Value::null()) : std::nullopt;
    }
    case Repetition::Kind::kForEach:
      break;
  }
  if (!key.is_string()) return std::nullopt;
  if (!repetition.known) return Value::unknown(repetition.because);
  const Value* value = repetition.each.find(key.as_string());
  return value == nullptr ? std::nullopt : std::optional(*value);
}

void Engine::bind_key(lang::Scope& scope, const Value& key, const Value& each_value) {
  if (key.is_number()) scope.set("count", Value::object({{"index", key}}));
  if (key.is_string()) scope.set("each", Value::object({{"key", key}, {"value", each_value}}));
}

}  // namespace plimsoll::source
