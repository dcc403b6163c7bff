// What a plan does not know, from the Terraform source beside it.
#pragma once

#include "plimsoll/analysis/analysis.h"
#include "plimsoll/plan/plan.h"

namespace plimsoll::analysis {

/// Fills the unknown values of ECS resources in `plan` from the source, where the two agree. Does nothing, reads
/// nothing, when the plan knows all of them. Errors: a directory that was named, is needed and is no configuration.
/// Warnings go to `plan`.
Result<Done> see_through(plan::Plan& plan, const PlanInput& input, const SourceRequest& request);

}  // namespace plimsoll::analysis
