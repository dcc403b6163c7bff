// Why a condition came out as it did: the values of those of its parts that decided.
#pragma once

#include <string>
#include <vector>

#include "plimsoll/lang/evaluate.h"

namespace plimsoll::lang {

/// One part of an expression and what it was.
struct OperandValue {
  ByteRange range = {};    // in Context::source; of a loop variable: its name in the for-expression
  std::string name = {};   // the source text on one line, shortened
  std::string value = {};  // as HCL on one line, shortened; "(sensitive value)", "(known after apply)"
};

/// The values that decided the outcome of an expression, in source order, each once: references, calls, operands of
/// comparisons and arithmetic; no literals, and nothing that has no value. Of `a && b` that is false only the false
/// side counts (likewise for ||, true and unknown); of alltrue() and anytrue() over a for-expression the first element
/// that decides, with its loop variables.
///
/// Evaluates parts of the expression anew: for the one failed condition that is shown, not for every evaluation. Has
/// limits of its own and does not touch `context.budget`. Besides sensitive values it withholds JSON text and members
/// called "environment", which hold environment variables' values before anybody has marked them.
std::vector<OperandValue> explain_operands(const hcl::Expression& expression, const Context& context);

}  // namespace plimsoll::lang
