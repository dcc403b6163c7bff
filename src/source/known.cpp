#include <set>

#include "plimsoll/source/evaluator.h"

namespace plimsoll::source {
namespace {

void add(KnownResources& known, const plan::ResourceChange& resource) {
  if (!resource.has_after || !resource.deposed.empty() || resource.mode == plan::Mode::kOther) return;
  std::string address = resource.module_address;
  if (!address.empty()) address += '.';
  if (resource.mode == plan::Mode::kData) address += "data.";
  address += resource.type + "." + resource.name;
  known[std::move(address)].emplace_back(resource.index, resource.after);
}

}  // namespace

Known known_from(const plan::Plan& plan) {
  Known known;
  known.variables = plan.variables;
  known.timestamp = plan.timestamp;
  known.complete = plan.kind == plan::DocumentKind::kPlan && !plan.errored && plan.complete &&
                   plan.deferred_addresses.empty() && plan.has_configuration;
  KnownResources resources;
  std::set<std::string_view> changed;
  for (const plan::ResourceChange& change : plan.changes) {
    add(resources, change);
    changed.insert(change.address);
  }
  // One that is read again during apply has a change: what it said before counts no longer.
  for (const plan::ResourceChange& data : plan.data_sources) {
    if (!changed.contains(data.address)) add(resources, data);
  }
  known.resources = std::make_shared<const KnownResources>(std::move(resources));
  return known;
}

}  // namespace plimsoll::source
