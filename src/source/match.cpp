// Whether a plan and a configuration belong together, and look-up of modules by address.
#include "module_address.h"
#include "plimsoll/source/configuration.h"

namespace plimsoll::source {
namespace {

std::string name_of(const plan::ConfigResource& resource) {
  return (resource.mode == plan::Mode::kData ? "data." : "") + resource.type + "." + resource.name;
}

bool is_evaluated(const plan::ConfigResource& resource) {
  return resource.mode != plan::Mode::kOther;
}

/// Everything that the plan says about the module is declared in its source.
bool contains(const Module& module, const plan::ConfigModule& planned) {
  // What cannot be read contradicts nothing.
  if (module.source == nullptr || module.source->broken) return true;
  for (const plan::ConfigResource& resource : planned.resources) {
    if (is_evaluated(resource) && !module.source->resources.contains(name_of(resource))) return false;
  }
  for (const auto& [name, call] : planned.calls) {
    const auto child = module.children.find(name);
    if (child == module.children.end()) return false;
    if (call.module != nullptr && !contains(*child->second, *call.module)) return false;
  }
  return true;
}

/// The other way round, for the root module: a configuration that declares more has changed since.
bool contains(const plan::ConfigModule& planned, const ModuleSource& source) {
  std::size_t resources = 0;
  for (const plan::ConfigResource& resource : planned.resources) resources += is_evaluated(resource) ? 1 : 0;
  return resources == source.resources.size();
}

}  // namespace

bool may_match(const plan::Plan& plan, const Configuration& configuration) {
  const plan::ConfigModule& planned = plan.configuration;
  if (!plan.has_configuration || (planned.resources.empty() && planned.calls.empty())) return false;
  const Module& root = *configuration.root;
  if (root.source == nullptr || root.source->broken) return false;
  return planned.calls.size() == root.source->calls.size() && contains(root, planned);
}

bool matches(const plan::Plan& plan, const Configuration& configuration) {
  return may_match(plan, configuration) && contains(plan.configuration, *configuration.root->source);
}

const Module* Configuration::find(std::string_view module_address) const {
  const Module* module = root.get();
  for (const ModuleStep& step : module_steps(module_address)) {
    const auto child = module->children.find(step.name);
    if (child == module->children.end()) return nullptr;
    module = child->second.get();
  }
  return module;
}

}  // namespace plimsoll::source
