// Texts of judgements: one line, never a sensitive value, never a reason to fail.
#pragma once

#include <string>

#include "plimsoll/policy/evaluate.h"

namespace plimsoll::policy {

/// Line breaks, tabs and other control characters become spaces; longer texts end in "…".
std::string one_line(std::string text);

/// Evaluates a message; "" when it is absent, null or fails (then with a warning). A fatal failure sets `malformed`.
std::string evaluate_text(const hcl::Expression* expression, const lang::Context& context, Judgements& out);

/// A failure that does not change the verdict.
void warn(Judgements& out, const lang::Failure& failure, const std::string& consequence);

}  // namespace plimsoll::policy
