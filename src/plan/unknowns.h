// What becomes of unknown values once the whole document is read.
#pragma once

#include "input.h"
#include "plimsoll/plan/plan.h"

namespace plimsoll::plan {

/// In every wanted change: unknown attributes that nobody set become null, blocks an empty list (the AWS default
/// applies), the others get the references that cause them.
void resolve_unknowns(Input& input, Plan& plan);

/// Marks root variables that the configuration declares sensitive.
void mark_variables(Plan& plan);

/// Configured resources of wanted types that have no change although the plan is not whole, and that are not deferred.
void find_unseen(Input& input, Plan& plan);

}  // namespace plimsoll::plan
