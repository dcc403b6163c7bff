// resource_changes, deferred_changes and the resources of a state.
#pragma once

#include "input.h"
#include "plimsoll/plan/plan.h"

namespace plimsoll::plan {

/// The array resource_changes into plan.changes.
bool read_changes(Input& input, json::Cursor& cursor, Plan& plan);

/// The array deferred_changes into plan.deferred_addresses.
bool read_deferred(Input& input, json::Cursor& cursor, Plan& plan);

/// `values` of a state: every resource as a change from itself to itself.
/// Data sources of wanted types in the `prior_state` of a plan.
bool read_data_sources(Input& input, json::Cursor& cursor, Plan& plan);
bool read_state(Input& input, json::Cursor& cursor, std::vector<ResourceChange>& changes);

/// planned_values: true in `has_resources` when any module lists one.
bool scan_planned_values(json::Cursor& cursor, bool& has_resources);

}  // namespace plimsoll::plan
