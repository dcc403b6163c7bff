// An ECS task definition in the API's JSON, as the resource that Terraform would show.
#pragma once

#include "input.h"
#include "plimsoll/base/result.h"
#include "plimsoll/plan/plan.h"

namespace plimsoll::plan {

/// `document` is the whole text: a task definition as RegisterTaskDefinition takes it, or DescribeTaskDefinition's
/// output around it.
Result<Plan> to_plan(Input& input, const Value& document);

}  // namespace plimsoll::plan
