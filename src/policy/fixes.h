// Evaluating the fix blocks of an enforce block for one failure.
#pragma once

#include <optional>

#include "plimsoll/policy/evaluate.h"

namespace plimsoll::policy {

/// The first fix whose `when` is true or absent. An error in it is a warning, and there is no fix.
std::optional<FixSpec> evaluate_fix(const Enforce& enforce, const lang::Context& context, Judgements& out);

}  // namespace plimsoll::policy
