// try, can, and functions about sensitivity and types.
#include "function_families.h"
#include "plimsoll/lang/certain.h"

namespace plimsoll::lang {

namespace {

std::string place_of(const SourceRange& range) {
  if (!range) return "";
  const LineColumn begin = range.file->position(range.bytes.begin);
  return " (at " + range.file->name() + ":" + std::to_string(begin.line) + "," + std::to_string(begin.column) + ")";
}

/// Whether an expression that has a value will still have one when everything is known: a look-up in something known.
bool is_settled(const hcl::Expression& expression, const Context& context) {
  if (const auto* inner = std::get_if<hcl::Parentheses>(&expression.node)) return is_settled(*inner->inner, context);
  const hcl::Expression* around = nullptr;
  if (const auto* attribute = std::get_if<hcl::GetAttribute>(&expression.node)) around = attribute->object.get();
  if (const auto* index = std::get_if<hcl::Index>(&expression.node)) {
    const bool constant =
        std::holds_alternative<hcl::Literal>(index->key->node) || literal_text(*index->key) != nullptr;
    if (constant) around = index->collection.get();
  }
  if (around == nullptr) return std::holds_alternative<hcl::Variable>(expression.node);
  if (std::holds_alternative<hcl::Variable>(around->node)) return true;
  const Outcome value = evaluate_node(*around, context);
  return value.ok() && !value.value().is_unknown() && is_settled(*around, context);
}

/// One pass over the arguments of try(): the first without an error. Failures are listed in `reasons`, unless null.
std::optional<Outcome> first_success(const Invocation& call, bool strict_logic, std::string* reasons,
                                     std::size_t begin = 0) {
  Context context = *call.context;
  context.strict_logic = strict_logic;
  context.quiet = reasons == nullptr;
  context.failures_count = true;
  for (std::size_t i = begin; i < call.call->arguments.size(); ++i) {
    const hcl::Expression& argument = *call.call->arguments[i];
    Outcome value = evaluate_node(argument, context);
    if (value.ok() && context.leaf_by_leaf && !value.value().is_wholly_known() && !is_settled(argument, context)) {
      // It may fail after all: then it is the next that counts.
      const std::optional<Outcome> next = first_success(call, strict_logic, nullptr, i + 1);
      if (!next || !next->ok()) return value;
      return either(value.value(), next->value(), value.value().all_unknown_because());
    }
    if (value.ok()) return value;
    if (value.failure().fatal) return value;
    if (reasons == nullptr) continue;
    const Diagnostic& why = value.failure().diagnostic;
    *reasons += "\n- " + why.summary + place_of(why.range) + "\n  " + why.detail;
  }
  return std::nullopt;
}

/// Most failures inside of try() are expected: why all arguments fail is found out only once someone wants to read it.
Outcome nothing_succeeded(const Invocation& call) {
  if (call.context->quiet) return call_error(call, "no expression succeeded");
  std::string reasons;
  if (std::optional<Outcome> result = first_success(call, true, &reasons)) return *std::move(result);
  return call_error(
      call, "no expression succeeded:" + reasons + "\nAt least one expression must produce a successful result");
}

Outcome try_values(const Invocation& call) {
  if (call.call->arguments.empty()) return call_error(call, "at least one argument is required");
  std::optional<Outcome> result = first_success(call, true, nullptr);
  if (!result && !call.context->strict_logic) result = first_success(call, false, nullptr);
  if (!result) return nothing_succeeded(call);
  if (!result->ok()) return *std::move(result);
  const Value& value = result->value();
  // Not wholly known: unknown as a whole. A value that is itself unknown keeps what is certain about it.
  if (call.context->leaf_by_leaf || value.is_unknown() || value.is_wholly_known()) return *std::move(result);
  return marked_if(Value::unknown(value.all_unknown_because()), value.contains_sensitive());
}

Outcome can_evaluate(const Invocation& call) {
  const std::vector<hcl::ExpressionPtr>& arguments = call.call->arguments;
  if (std::optional<Outcome> failure = arity_failure(*call.function, arguments.size(), *call.call, *call.context)) {
    return *std::move(failure);
  }
  Context context = *call.context;
  context.strict_logic = true;
  context.quiet = true;
  context.failures_count = true;
  const hcl::Expression& argument = *arguments.front();
  const Outcome value = evaluate_node(argument, context);
  if (!value.ok()) return value.failure().fatal ? value : Outcome(Value::boolean(false));
  if (value.value().is_wholly_known()) return Value::boolean(true);
  if (context.leaf_by_leaf && is_settled(argument, context)) return Value::boolean(true);
  return Value::unknown(value.value().all_unknown_because());
}

Outcome make_sensitive(const Invocation& call) {
  return call.arguments[0].with_sensitive();
}

Outcome make_nonsensitive(const Invocation& call) {
  return unmarked_node(call.arguments[0]);
}

Outcome is_sensitive(const Invocation& call) {
  const Value& value = call.arguments[0];
  if (value.is_unknown() && !value.is_sensitive()) return Value::unknown(value.unknown_because());
  return Value::boolean(value.is_sensitive());
}

Outcome describe_type(const Invocation& call) {
  return Value::string(type_expression(type_of(call.arguments[0])));
}

constexpr Traits kTakesAnything{.allows_null = true, .allows_unknown = true, .allows_sensitive = true};

}  // namespace

std::vector<Function> control_functions() {
  return {
      {.name = "try",
       .parameters = {{.name = "expressions", .variadic = true}},
       .summary = "The value of the first argument that raises no error; unknown when that value is not wholly known.",
       .traits = {.unevaluated = true},
       .implementation = try_values},
      {.name = "can",
       .parameters = {{.name = "expression"}},
       .summary = "Whether the argument evaluates without an error; unknown when its value is not wholly known.",
       .traits = {.unevaluated = true},
       .implementation = can_evaluate},
      {.name = "sensitive",
       .parameters = {{.name = "value"}},
       .summary = "The value, marked as sensitive: it is shown nowhere.",
       .traits = kTakesAnything,
       .implementation = make_sensitive},
      {.name = "nonsensitive",
       .parameters = {{.name = "value"}},
       .summary = "The value without its sensitive mark.",
       .traits = kTakesAnything,
       .implementation = make_nonsensitive},
      {.name = "issensitive",
       .parameters = {{.name = "value"}},
       .summary = "Whether the value is marked as sensitive.",
       .traits = kTakesAnything,
       .implementation = is_sensitive},
      {.name = "type",
       .parameters = {{.name = "value"}},
       .summary = "A description of the value's type, for debugging.",
       .traits = kTakesAnything,
       .implementation = describe_type,
       .policy_only = true},
  };
}

}  // namespace plimsoll::lang
