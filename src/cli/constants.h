// Values in files that know no names and no functions.
#pragma once

#include "plimsoll/hcl/parser.h"
#include "plimsoll/lang/evaluate.h"

namespace plimsoll::cli {

/// The value of an expression that may use literals only; a failure points at what is none.
lang::Outcome evaluate_constant(const hcl::Expression& expression, const SourcePtr& source);

}  // namespace plimsoll::cli
