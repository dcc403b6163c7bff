#include "constants.h"

#include "plimsoll/lang/functions.h"

namespace plimsoll::cli {

lang::Outcome evaluate_constant(const hcl::Expression& expression, const SourcePtr& source) {
  const lang::Scope no_names;
  const lang::FunctionTable no_functions;
  lang::Budget budget;
  return lang::evaluate(expression,
                        {.source = source, .scope = &no_names, .functions = &no_functions, .budget = &budget});
}

}  // namespace plimsoll::cli
