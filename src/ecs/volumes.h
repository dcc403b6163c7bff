#pragma once

#include "plimsoll/lang/evaluate.h"
#include "plimsoll/value/value.h"

namespace plimsoll::ecs {

/// See ecs::volumes in ecs.h; `containers` as ecs::containers() gives them.
Value volumes(const Value& attrs, const lang::Outcome& containers);

}  // namespace plimsoll::ecs
