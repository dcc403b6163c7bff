// templatestring: a template that comes from elsewhere.
#include <algorithm>

#include "function_families.h"
#include "plimsoll/hcl/parser.h"

namespace plimsoll::lang {

namespace {

/// A direct reference: names, attributes and constant indices only.
bool is_reference(const hcl::Expression& expression) {
  if (std::holds_alternative<hcl::Variable>(expression.node)) return true;
  if (const auto* attribute = std::get_if<hcl::GetAttribute>(&expression.node)) return is_reference(*attribute->object);
  const auto* index = std::get_if<hcl::Index>(&expression.node);
  if (index == nullptr) return false;
  const bool constant = std::holds_alternative<hcl::Literal>(index->key->node) || literal_text(*index->key) != nullptr;
  return constant && is_reference(*index->collection);
}

std::string not_a_reference(const hcl::Expression& expression) {
  if (literal_text(expression) != nullptr) {
    return "invalid template expression: templatestring is only for rendering templates retrieved dynamically from "
           "elsewhere, and so does not support providing a literal template; consider using a template string "
           "expression instead";
  }
  if (const auto* text = std::get_if<hcl::Template>(&expression.node)) {
    return std::string(
               "invalid template expression: templatestring is only for rendering templates retrieved "
               "dynamically from elsewhere; ") +
           (text->is_wrap ? "to treat the inner expression as template syntax, write the reference expression directly "
                            "without any template interpolation syntax"
                          : "to render an inline template, consider using a plain template string expression");
  }
  return "invalid template expression: must be a direct reference to a single string from elsewhere, containing valid "
         "Terraform template syntax";
}

bool is_variable_name(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && letter(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

/// The reason why a template cannot be rendered with these variables; "" when it can.
std::string variables_error(const hcl::Expression& text, const Value& variables) {
  for (const auto& [name, value] : variables.members()) {
    if (!is_variable_name(name)) {
      return "invalid template variable name: must start with a letter, followed by zero or more letters, digits, and "
             "underscores";
    }
  }
  for (const Reference& reference : references(text)) {
    if (variables.find(reference.root) == nullptr) {
      return "vars map does not contain key \"" + reference.root + "\", which the template refers to";
    }
  }
  return "";
}

bool calls_templates(const hcl::Expression& text) {
  const std::vector<const hcl::Call*> all = calls(text);
  return std::any_of(all.begin(), all.end(), [](const hcl::Call* call) {
    return call->name.ends_with("templatestring") || call->name.ends_with("templatefile");
  });
}

Outcome render(const Invocation& call, const std::string& text, const Value& variables) {
  const auto source = std::make_shared<const SourceFile>("<templatestring argument>", text);
  const hcl::ParsedExpression parsed = hcl::parse_template(source);
  if (parsed.expression == nullptr || has_errors(parsed.diagnostics)) {
    return argument_error(call, 0,
                          "invalid template: " + (parsed.diagnostics.empty() ? std::string("syntax error")
                                                                             : parsed.diagnostics.front().summary));
  }
  if (std::string error = variables_error(*parsed.expression, variables); !error.empty()) {
    return argument_error(call, 1, error);
  }
  if (calls_templates(*parsed.expression)) {
    return call_error(call, "cannot recursively call templatestring from inside another template function");
  }
  Scope scope;
  for (const auto& [name, value] : variables.members()) scope.set(name, marked_if(value, variables.is_sensitive()));
  Context context = *call.context;
  context.source = source;
  context.scope = &scope;
  context.record_origins = false;
  Outcome result = evaluate_node(*parsed.expression, context);
  if (!result.ok() && !result.failure().fatal) {
    const Diagnostic& why = result.failure().diagnostic;
    return call_error(call, why.summary + "; " + why.detail.substr(0, why.detail.find_last_not_of('.') + 1));
  }
  if (!result.ok()) return result;
  std::optional<Value> converted = convert(result.value(), Kind::kString);
  if (!converted) return call_error(call, "the template's result must be a string");
  return *std::move(converted);
}

Outcome templatestring(const Invocation& call) {
  const std::vector<hcl::ExpressionPtr>& arguments = call.call->arguments;
  const Context& context = *call.context;
  if (std::optional<Outcome> failure = arity_failure(*call.function, arguments.size(), *call.call, context)) {
    return *std::move(failure);
  }
  const Outcome variables = evaluate_node(*arguments[1], context);
  if (!variables.ok()) return variables;
  if (!is_reference(*arguments[0])) return argument_error(call, 0, not_a_reference(*arguments[0]));
  const Outcome text = evaluate_node(*arguments[0], context);
  if (!text.ok()) return text;
  const bool sensitive = text.value().is_sensitive();
  if (variables.value().is_null()) return argument_error(call, 1, "argument must not be null");
  if (text.value().is_unknown() || variables.value().is_unknown()) {
    const Sequence both = {text.value(), variables.value()};
    return marked_if(unknown_from(both), sensitive || variables.value().is_sensitive());
  }
  if (!text.value().is_string()) return argument_error(call, 0, "invalid template value: a string is required");
  if (!variables.value().is_object()) return argument_error(call, 1, "invalid vars value: must be a map");
  Outcome result = render(call, text.value().as_string(), variables.value());
  if (!result.ok()) return result;
  return marked_if(std::move(result).take(), sensitive);
}

}  // namespace

std::vector<Function> template_functions() {
  return {
      {.name = "templatestring",
       .parameters = {{.name = "template"}, {.name = "vars"}},
       .summary = "The text of a template that a reference names, rendered with an object of variables.",
       .traits = {.unevaluated = true},
       .implementation = templatestring,
       .portable = false},
  };
}

}  // namespace plimsoll::lang
