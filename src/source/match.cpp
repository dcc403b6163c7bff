// Whether a plan and a configuration belong together, and look-up of modules by address.
#include <set>

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

std::string only_planned(const std::string& address) {
  return address + " is in the plan and not in the source";
}

/// The first thing that the plan says about the module and its source does not declare; "" when there is none.
std::string missing(const Module& module, const plan::ConfigModule& planned, const std::string& prefix) {
  // What cannot be read contradicts nothing.
  if (module.source == nullptr || module.source->broken) return "";
  for (const plan::ConfigResource& resource : planned.resources) {
    const std::string name = name_of(resource);
    if (is_evaluated(resource) && !module.source->resources.contains(name)) return only_planned(prefix + name);
  }
  for (const auto& [name, call] : planned.calls) {
    const std::string address = prefix + "module." + name;
    const auto child = module.children.find(name);
    if (child == module.children.end()) return only_planned(address);
    if (call.module == nullptr) continue;
    if (std::string inside = missing(*child->second, *call.module, address + "."); !inside.empty()) return inside;
  }
  return "";
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
  return planned.calls.size() == root.source->calls.size() && missing(root, planned, "").empty();
}

std::string mismatch(const plan::Plan& plan, const Configuration& configuration) {
  const Module& root = *configuration.root;
  if (std::string address = missing(root, plan.configuration, ""); !address.empty()) return address;
  if (root.source == nullptr || root.source->broken) return "";
  std::set<std::string> planned;
  for (const plan::ConfigResource& resource : plan.configuration.resources) planned.insert(name_of(resource));
  for (const auto& [name, declaration] : root.source->resources) {
    if (!planned.contains(name)) return name + " is in the source and not in the plan";
  }
  for (const auto& [name, call] : root.source->calls) {
    if (!plan.configuration.calls.contains(name)) return "module." + name + " is in the source and not in the plan";
  }
  return "";
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
