// What the tests of this module share: parsing and evaluating one expression.
#pragma once

#include <string>

#include "plimsoll/hcl/parser.h"
#include "plimsoll/lang/evaluate.h"
#include "plimsoll/lang/functions.h"

namespace plimsoll::lang {

/// The core functions under core:: and, as Terraform itself has them, without.
inline FunctionTable console_functions() {
  FunctionTable table;
  for (Function& function : core_functions()) {
    table.add(function);
    function.name.erase(0, std::string("core::").size());
    table.add(function);
  }
  return table;
}

inline hcl::ParsedExpression parse(const std::string& text) {
  return hcl::parse_expression(std::make_shared<const SourceFile>("test.hcl", text));
}

/// local.unknown, local.secret and what else the fixtures use.
inline Value console_locals() {
  return Value::object({{"unknown", Value::unknown({"terraform_data.u.id"})},
                        {"any", Value::unknown({"terraform_data.u.output"})},
                        {"secret", Value::string("secret").with_sensitive()},
                        {"secrets", Value::list({Value::string("a"), Value::string("secret").with_sensitive()})}});
}

/// Evaluates with `local` as above and whatever else `scope` holds. A syntax error counts as a failure.
inline Outcome run(const std::string& text, const FunctionTable& functions, const Scope* outer = nullptr,
                   Context context = {}) {
  const hcl::ParsedExpression parsed = parse(text);
  if (parsed.expression == nullptr || has_errors(parsed.diagnostics)) {
    return Failure{parsed.diagnostics.empty() ? make_error("Syntax error") : parsed.diagnostics.front()};
  }
  Scope scope(outer);
  scope.set("local", console_locals());
  Budget budget;
  context.source = parsed.source;
  context.scope = &scope;
  context.functions = &functions;
  context.budget = &budget;
  return evaluate(*parsed.expression, context);
}

}  // namespace plimsoll::lang
