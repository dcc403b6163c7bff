// The configuration section: what the author wrote, as far as plans keep it.
#pragma once

#include "input.h"
#include "plimsoll/plan/plan.h"

namespace plimsoll::plan {

/// The object `configuration` into plan.configuration and plan.providers. Of resources only wanted types are kept.
bool read_configuration(Input& input, json::Cursor& cursor, Plan& plan);

/// The object `variables` of a plan: values of the root variables.
bool read_variables(json::Cursor& cursor, Plan& plan);

}  // namespace plimsoll::plan
