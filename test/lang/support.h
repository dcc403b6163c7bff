// What the tests of this module share: parsing and evaluating one expression.
#pragma once

#include <string>

#include "plimsoll/hcl/parser.h"
#include "plimsoll/lang/evaluate.h"
#include "plimsoll/lang/functions.h"

namespace plimsoll::lang {

/// The functions of policies, also without their prefix.
inline FunctionTable policy_functions() {
  FunctionTable table;
  for (Function& function : core_functions()) {
    table.add(function);
    function.name.erase(0, std::string("core::").size());
    table.add(function);
  }
  return table;
}

/// The functions of Terraform source, and type(), which its console has.
inline FunctionTable console_functions() {
  FunctionTable table;
  table.add(terraform_functions());
  table.add(*policy_functions().find("type"));
  return table;
}

inline hcl::ParsedExpression parse(const std::string& text) {
  return hcl::parse_expression(std::make_shared<const SourceFile>("test.hcl", text));
}

/// local.unknown, local.secret and what else the fixtures use.
inline Value console_locals() {
  const auto unknown = [](const char* name) { return Value::unknown({name}); };
  const Value secret = Value::string("secret").with_sensitive();
  return Value::object({{"unknown", unknown("terraform_data.u.id")},
                        {"any", unknown("terraform_data.u.output")},
                        {"unknown_list", unknown("terraform_data.u.id")},
                        {"unknown_number", unknown("terraform_data.u.id")},
                        {"unknown_bool", unknown("terraform_data.u.id")},
                        {"secret", secret},
                        {"secret_number", Value::number(5).with_sensitive()},
                        {"secret_unknown", unknown("terraform_data.u.id").with_sensitive()},
                        {"secrets", Value::list({Value::string("a"), secret})},
                        {"secret_object", Value::object({{"a", Value::number(1)}, {"b", secret}})},
                        {"template", Value::string("Hello, ${name}! %{ for x in xs }<${x}>%{ endfor }")},
                        {"text", Value::string("plain")}});
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
