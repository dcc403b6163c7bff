// Numbers.
#include <algorithm>
#include <cmath>

#include "arithmetic.h"
#include "function_families.h"

namespace plimsoll::lang {

namespace {

const Number& number_of(const Invocation& call, std::size_t i) {
  return call.arguments[i].as_number();
}

Number zero() {
  return Number(std::int64_t{0});
}

Outcome abs(const Invocation& call) {
  const Number& n = number_of(call, 0);
  return Value::number(n < zero() ? negate(n) : n);
}

Outcome round_with(const Invocation& call, Number (*rounding)(const Number&)) {
  const Number& n = number_of(call, 0);
  return n.is_integer() ? call.arguments[0] : Value::number(rounding(n));
}

Outcome signum(const Invocation& call) {
  const std::optional<std::int64_t> n = whole_of(call, 0);
  if (!n) return call_error(call, "value must be a whole number");
  return Value::number(*n < 0 ? -1 : *n > 0 ? 1 : 0);
}

Outcome extreme(const Invocation& call, bool greatest) {
  if (call.arguments.empty()) return call_error(call, "must pass at least one number");
  const Value* best = &call.arguments[0];
  for (const Value& value : call.arguments) {
    const bool better = greatest ? best->as_number() < value.as_number() : value.as_number() < best->as_number();
    if (better) best = &value;
  }
  return *best;
}

Outcome sum(const Invocation& call) {
  const Value& list = call.arguments[0];
  if (!list.is_sequence()) return argument_error(call, 0, "argument must be list, set, or tuple");
  if (list.elements().empty()) return argument_error(call, 0, "cannot sum an empty list");
  Number total = zero();
  for (const Value& element : list.elements()) {
    const std::optional<Value> number = convert(element, Kind::kNumber);
    if (!number || number->is_null()) {
      return argument_error(call, 0, "argument must be list, set, or tuple of number values");
    }
    total = add(total, number->as_number());
  }
  return Value::number(total);
}

/// As exact as a double: so are Terraform's powers.
Outcome pow(const Invocation& call) {
  const double result = std::pow(number_of(call, 0).real(), number_of(call, 1).real());
  if (std::isnan(result)) return call_error(call, "the result is not a number");
  return Value::number(Number(result));
}

Outcome log(const Invocation& call) {
  const double result = std::log(number_of(call, 0).real()) / std::log(number_of(call, 1).real());
  if (std::isnan(result)) return call_error(call, "the result is not a number");
  return Value::number(Number(result));
}

/// The value of a digit in bases up to 62: 0-9, a-z, A-Z; up to 36 capital letters count like small ones.
int digit_value(char c, std::int64_t base) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + (base <= 36 ? 10 : 36);
  return 62;
}

Outcome parseint(const Invocation& call) {
  const std::optional<std::int64_t> base = whole_of(call, 1);
  if (!base || *base < 2 || *base > 62) {
    return argument_error(call, 1, "base must be a whole number between 2 and 62 inclusive");
  }
  if (!call.arguments[0].is_string()) return argument_error(call, 0, "first argument must be a string");
  // The text is not shown: it may be sensitive.
  const auto bad = [&] {
    return argument_error(call, 0, "cannot parse the text as a base " + std::to_string(*base) + " integer");
  };
  std::string_view text = text_of(call, 0);
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (text.empty() || text.size() > 1000) return bad();
  Number number = zero();
  for (const char c : text) {
    const int digit = digit_value(c, *base);
    if (digit >= *base) return bad();
    number = add(multiply(number, Number(*base)), Number(std::int64_t{digit}));
  }
  return Value::number(negative ? negate(number) : number);
}

Function numeric(std::string name, std::vector<std::string> parameters, std::string summary,
                 std::function<Outcome(const Invocation&)> implementation) {
  Function function{
      .name = std::move(name), .summary = std::move(summary), .implementation = std::move(implementation)};
  for (std::string& parameter : parameters) {
    function.parameters.push_back({.name = std::move(parameter), .kind = Kind::kNumber});
  }
  return function;
}

}  // namespace

std::vector<Function> number_functions() {
  return {
      numeric("abs", {"num"}, "The number without its sign.", abs),
      numeric("ceil", {"num"}, "The smallest whole number that is not less.",
              [](const Invocation& call) { return round_with(call, ceil); }),
      numeric("floor", {"num"}, "The greatest whole number that is not greater.",
              [](const Invocation& call) { return round_with(call, floor); }),
      numeric("signum", {"num"}, "-1, 0 or 1: the sign of the number.", signum),
      numeric("pow", {"num", "power"}, "The number to a power.", pow),
      numeric("log", {"num", "base"}, "The logarithm of the number to a base.", log),
      {.name = "max",
       .parameters = {{.name = "numbers", .variadic = true, .kind = Kind::kNumber}},
       .summary = "The greatest of the numbers.",
       .implementation = [](const Invocation& call) { return extreme(call, true); }},
      {.name = "min",
       .parameters = {{.name = "numbers", .variadic = true, .kind = Kind::kNumber}},
       .summary = "The smallest of the numbers.",
       .implementation = [](const Invocation& call) { return extreme(call, false); }},
      {.name = "sum",
       .parameters = {{.name = "list"}},
       .summary = "The sum of a list's numbers.",
       .traits = {.deep_unknown = true},
       .implementation = sum,
       .portable = false},
      {.name = "parseint",
       .parameters = {{.name = "number"}, {.name = "base", .kind = Kind::kNumber}},
       .summary = "The whole number that a string holds in a base from 2 to 62.",
       .implementation = parseint},
  };
}

}  // namespace plimsoll::lang
