#include "plimsoll/plan/plan.h"

#include <algorithm>
#include <tuple>

#include "address.h"

namespace plimsoll::plan {

const ConfigResource* ConfigModule::find(Mode mode, std::string_view type, std::string_view name) const {
  const auto key = std::tie(mode, type, name);
  const auto found =
      std::lower_bound(resources.begin(), resources.end(), key, [](const ConfigResource& resource, const auto& wanted) {
        const std::string_view own_type = resource.type;
        const std::string_view own_name = resource.name;
        return std::tie(resource.mode, own_type, own_name) < wanted;
      });
  const bool same = found != resources.end() && found->mode == mode && found->type == type && found->name == name;
  return same ? &*found : nullptr;
}

const ConfigModule* Plan::module_of(std::string_view module_address) const {
  const ConfigModule* module = &configuration;
  for (const std::string_view name : module_names(module_address)) {
    const auto call = module->calls.find(name);
    if (call == module->calls.end() || call->second.module == nullptr) return nullptr;
    module = call->second.module.get();
  }
  return module;
}

const ConfigResource* Plan::config_of(const ResourceChange& change) const {
  const ConfigModule* const module = module_of(change.module_address);
  return module == nullptr ? nullptr : module->find(change.mode, change.type, change.name);
}

}  // namespace plimsoll::plan
