// What AWS Fargate refuses at apply although Terraform plans it.
#pragma once

#include "plimsoll/lang/evaluate.h"
#include "plimsoll/value/value.h"

namespace plimsoll::ecs {

/// See ecs::fargate_violations in ecs.h; `containers` as ecs::containers() gives them.
Value fargate_violations(const Value& attrs, const lang::Outcome& containers);

}  // namespace plimsoll::ecs
