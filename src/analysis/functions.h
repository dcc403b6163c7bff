// The functions that policies may call while a plan is judged. Internal to the analysis module.
#pragma once

#include "plimsoll/lang/functions.h"
#include "plimsoll/plan/plan.h"

namespace plimsoll::analysis {

/// core::, ecs:: and plimsoll:: over one plan, which must outlive the table. An empty plan serves for checking
/// policies.
lang::FunctionTable function_table(const plan::Plan& plan);

}  // namespace plimsoll::analysis
