// Which instances count and for_each make.
#include <algorithm>

#include "engine.h"

namespace plimsoll::source {
namespace {

constexpr std::size_t kMostInstances = 10'000;

bool is_repeated(const Declaration& declaration) {
  return declaration.argument("count") != nullptr || declaration.argument("for_each") != nullptr;
}

std::string below(const Instance& instance, const std::string& name) {
  return instance.address.empty() ? name : instance.address + "." + name;
}

/// "module.a[0].module.b" is a call, "module.a[0].aws_x.y" is none.
bool is_call_address(std::string_view address) {
  const std::string_view before = address.substr(0, std::min(address.rfind('.'), address.size()));
  return before == "module" || before.ends_with(".module");
}

}  // namespace

std::optional<std::vector<Value>> Engine::keys(const Repetition& repetition) {
  if (repetition.kind == Repetition::Kind::kNone) return std::vector<Value>{Value::null()};
  if (!repetition.known || repetition.count > static_cast<std::int64_t>(kMostInstances)) return std::nullopt;
  std::vector<Value> keys;
  for (std::int64_t i = 0; i < repetition.count; ++i) keys.push_back(Value::number(i));
  if (repetition.kind == Repetition::Kind::kCount) return keys;
  for (const auto& [key, value] : repetition.each.members()) keys.push_back(Value::string(key));
  return keys;
}

void Engine::collect_repeated(Instance& instance, std::size_t& left, std::vector<std::string>& addresses) {
  if (left == 0 || !instance.readable()) return;
  --left;
  for (const auto& [name, declaration] : instance.module->source->resources) {
    if (!name.starts_with("data.") && is_repeated(declaration)) addresses.push_back(below(instance, name));
  }
  for (const auto& [name, module] : instance.module->children) {
    if (is_repeated(*module->call)) addresses.push_back(below(instance, "module." + name));
    const auto all = keys(repetition(instance, "module." + name, *module->call));
    for (const Value& key : all ? *all : std::vector<Value>{}) {
      Instance* const inner = child(instance, name, key);
      if (inner != nullptr) collect_repeated(*inner, left, addresses);
    }
  }
}

std::vector<std::string> Engine::repeated() {
  std::vector<std::string> addresses;
  std::size_t left = kMostInstances;
  collect_repeated(*root_, left, addresses);
  return addresses;
}

std::optional<std::vector<Value>> Engine::instances(std::string_view address, std::vector<SourceRange>& seen) {
  footprints_.begin();
  std::optional<std::vector<Value>> result;
  const bool is_call = is_call_address(address);
  std::vector<ModuleStep> steps = is_call ? module_steps(address) : std::vector<ModuleStep>{};
  const std::optional<ResourceAddress> resource = is_call ? std::nullopt : parse_address(address);
  const std::string name = !steps.empty() ? steps.back().name : resource ? resource->name : "";
  if (!steps.empty()) steps.pop_back();
  Instance* const instance = find(is_call ? steps : resource ? resource->modules : std::vector<ModuleStep>{});
  if (instance != nullptr && instance->readable()) {
    const Declarations& all = is_call ? instance->module->source->calls : instance->module->source->resources;
    if (const auto declared = all.find(name); declared != all.end()) {
      footprints_.look_at(declared->second);
      result = keys(repetition(*instance, (is_call ? "module." : "") + name, declared->second));
    }
  }
  seen = footprints_.ranges(footprints_.end());
  return result;
}

}  // namespace plimsoll::source
