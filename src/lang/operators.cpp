// Operators and the conditional. Source: HCL native syntax specification 2.24; the rule for && and || is that of
// Terraform 1.12.
#include <cmath>

#include "arithmetic.h"
#include "internal.h"
#include "marks.h"
#include "normal_form.h"
#include "plimsoll/lang/certain.h"
#include "type.h"

namespace plimsoll::lang {

namespace {

using hcl::BinaryOperator;

Outcome invalid_operand(const Context& context, ByteRange range, std::string_view which, std::string_view why) {
  return fail(context, range, "Invalid operand",
              "Unsuitable value for " + std::string(which) + " operand: " + std::string(why) + ".");
}

Outcome null_operand(const Context& context, ByteRange range) {
  return fail(context, range, "Operation failed", "Error during operation: argument must not be null.");
}

/// An operand as the primitive that its operator works on; unknown stays unknown.
Outcome primitive_operand(const Value& value, Kind kind, ByteRange range, std::string_view which,
                          const Context& context) {
  if (value.kind() == kind || value.is_unknown()) return value;
  if (value.is_null()) return null_operand(context, range);
  std::string why;
  std::optional<Value> converted = convert(value, kind, &why);
  if (!converted) return invalid_operand(context, range, which, why);
  return *std::move(converted);
}

// ---- && and || -----------------------------------------------------------------------------------------------------

/// One side of a logical operator. `decides`: false for &&, true for ||.
struct Side {
  enum class State : std::uint8_t { kError, kUnknown, kNull, kNeutral, kDecides };
  State state = State::kError;
  Outcome outcome = Value::null();
  bool not_bool = false;
  bool sensitive() const { return outcome.ok() && outcome.value().is_sensitive(); }
  bool is_fatal() const { return !outcome.ok() && outcome.failure().fatal; }
};

Side logical_side(const hcl::Expression& expression, bool deciding, std::string_view which, const Context& context) {
  const Operand operand(expression, context);
  if (!operand.ok()) return {.outcome = operand.outcome()};
  if (operand.value().is_null()) return {.state = Side::State::kNull, .outcome = operand.value()};
  Outcome value = primitive_operand(operand.value(), Kind::kBool, expression.range, which, context);
  if (!value.ok()) return {.outcome = std::move(value), .not_bool = true};
  Side side{.state = Side::State::kUnknown, .outcome = std::move(value)};
  if (side.outcome.value().is_bool()) {
    const bool decides = side.outcome.value().as_bool() == deciding;
    side.state = decides ? Side::State::kDecides : Side::State::kNeutral;
  }
  return side;
}

/// The failure that a pair of sides has, if any: errors that nothing decides over.
std::optional<Outcome> logical_failure(const Side& left, const Side& right, const Context& context) {
  using State = Side::State;
  if (left.not_bool) return left.outcome;
  if (right.not_bool) return right.outcome;
  const bool decided = left.state == State::kDecides || right.state == State::kDecides;
  if (context.strict_logic || !decided) {
    if (left.state == State::kError) return left.outcome;
    if (right.is_fatal()) return right.outcome;
    if (right.state == State::kError && (context.strict_logic || left.state != State::kUnknown)) return right.outcome;
  }
  return std::nullopt;
}

Outcome evaluate_logical(const hcl::Binary& binary, ByteRange range, const Context& context) {
  using State = Side::State;
  const bool is_and = binary.op == BinaryOperator::kAnd;
  const bool deciding = !is_and;
  Side left = logical_side(*binary.left, deciding, "left", context);
  Side right = logical_side(*binary.right, deciding, "right", context);
  if (!context.strict_logic && is_and) {  // Null counts as false for && alone.
    if (left.state == State::kNull) left.state = State::kDecides;
    if (right.state == State::kNull) right.state = State::kDecides;
  }
  if (std::optional<Outcome> failure = logical_failure(left, right, context)) return *std::move(failure);
  const bool sensitive = left.sensitive() || right.sensitive();
  const auto result = [&](Value value) { return produced(marked_if(std::move(value), sensitive), range, context); };
  const bool decided = left.state == State::kDecides || right.state == State::kDecides;
  for (const auto& [side, expression] : {std::pair(&left, binary.left.get()), std::pair(&right, binary.right.get())}) {
    if (side->state == State::kNull && (context.strict_logic || !decided)) {
      return null_operand(context, expression->range);
    }
  }
  if (decided) return result(Value::boolean(deciding));
  if (left.state == State::kUnknown || right.state == State::kUnknown) {
    std::vector<std::string> because;
    if (left.state == State::kUnknown) because = left.outcome.value().unknown_because();
    if (right.state == State::kUnknown) because = merge_causes(because, right.outcome.value().unknown_because());
    return result(Value::unknown(std::move(because)));
  }
  return result(Value::boolean(!deciding));
}

// ---- == and != -----------------------------------------------------------------------------------------------------

bool has_marks(const Value& value) {
  return value.is_sensitive() || ((value.is_sequence() || value.is_object()) && value.contains_sensitive());
}

Outcome equality_result(Equality equality, bool negate_it, bool sensitive, ByteRange range, const Context& context) {
  Value value = equality.state == Equality::State::kUnknown
                    ? Value::unknown(std::move(equality.because))
                    : Value::boolean((equality.state == Equality::State::kTrue) != negate_it);
  return produced(marked_if(std::move(value), sensitive), range, context);
}

/// `value == "text"` without building a value for the text.
Outcome compare_with_text(const hcl::Expression& other, const std::string& text, bool negate_it, ByteRange range,
                          const Context& context) {
  const Operand operand(other, context);
  if (!operand.ok()) return operand.outcome();
  const Value& value = operand.value();
  Equality equality;
  if (value.is_unknown()) {
    equality = compare_equal(value, Value::string(text));
  } else if (value.is_string() && value.as_string() == text) {
    equality.state = Equality::State::kTrue;
  }
  return equality_result(std::move(equality), negate_it, has_marks(value), range, context);
}

Outcome evaluate_equality(const hcl::Binary& binary, ByteRange range, const Context& context) {
  const bool negate_it = binary.op == BinaryOperator::kNotEqual;
  if (const std::string* text = literal_text(*binary.right); text != nullptr && !may_need_normalising(*text)) {
    return compare_with_text(*binary.left, *text, negate_it, range, context);
  }
  const Operand left(*binary.left, context);
  if (!left.ok()) return left.outcome();
  const Operand right(*binary.right, context);
  if (!right.ok()) return right.outcome();
  const bool sensitive = has_marks(left.value()) || has_marks(right.value());
  return equality_result(compare_equal(left.value(), right.value()), negate_it, sensitive, range, context);
}

// ---- numbers -------------------------------------------------------------------------------------------------------

bool compare(const Number& a, const Number& b, BinaryOperator op) {
  switch (op) {
    case BinaryOperator::kLess:
      return a < b;
    case BinaryOperator::kLessEqual:
      return !(b < a);
    case BinaryOperator::kGreater:
      return b < a;
    default:
      return !(a < b);
  }
}

/// `x op n` where only a lower bound of x is certain: decided when every x from the bound up gives the same.
std::optional<bool> compare_bound(const Number& bound, const Number& n, BinaryOperator op) {
  const bool at_bound = compare(bound, n, op);
  const bool wants_more = op == BinaryOperator::kGreater || op == BinaryOperator::kGreaterEqual;
  if (at_bound == wants_more) return at_bound;
  return std::nullopt;
}

BinaryOperator mirrored(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::kLess:
      return BinaryOperator::kGreater;
    case BinaryOperator::kLessEqual:
      return BinaryOperator::kGreaterEqual;
    case BinaryOperator::kGreater:
      return BinaryOperator::kLess;
    default:
      return BinaryOperator::kLessEqual;
  }
}

bool is_comparison(BinaryOperator op) {
  return op == BinaryOperator::kLess || op == BinaryOperator::kLessEqual || op == BinaryOperator::kGreater ||
         op == BinaryOperator::kGreaterEqual;
}

Value numeric_unknown(const Value& left, const Value& right, BinaryOperator op) {
  std::optional<bool> decided;
  if (is_comparison(op)) {
    const Number* left_bound = lower_bound_of(left);
    const Number* right_bound = lower_bound_of(right);
    if (left_bound != nullptr && right.is_number()) decided = compare_bound(*left_bound, right.as_number(), op);
    if (right_bound != nullptr && left.is_number()) {
      decided = compare_bound(*right_bound, left.as_number(), mirrored(op));
    }
  }
  if (decided) return Value::boolean(*decided);
  return Value::unknown(merge_causes(left.unknown_because(), right.unknown_because()));
}

/// nullopt for a quotient that does not exist.
std::optional<Value> calculate(const Number& a, const Number& b, BinaryOperator op) {
  switch (op) {
    case BinaryOperator::kAdd:
      return Value::number(add(a, b));
    case BinaryOperator::kSubtract:
      return Value::number(subtract(a, b));
    case BinaryOperator::kMultiply:
      return Value::number(multiply(a, b));
    case BinaryOperator::kModulo:
      return Value::number(modulo(a, b));
    case BinaryOperator::kDivide: {
      std::optional<Number> quotient = divide(a, b);
      if (!quotient) return std::nullopt;
      return Value::number(*std::move(quotient));
    }
    default:
      return Value::boolean(compare(a, b, op));
  }
}

Outcome evaluate_numeric(const hcl::Binary& binary, ByteRange range, const Context& context) {
  const Operand left(*binary.left, context);
  if (!left.ok()) return left.outcome();
  const Operand right(*binary.right, context);
  if (!right.ok()) return right.outcome();
  const Outcome a = primitive_operand(left.value(), Kind::kNumber, binary.left->range, "left", context);
  if (!a.ok()) return a;
  const Outcome b = primitive_operand(right.value(), Kind::kNumber, binary.right->range, "right", context);
  if (!b.ok()) return b;
  const bool sensitive = left.value().is_sensitive() || right.value().is_sensitive();
  if (a.value().is_unknown() || b.value().is_unknown()) {
    Value unknown = numeric_unknown(a.value(), b.value(), binary.op);
    return produced(marked_if(std::move(unknown), sensitive), range, context);
  }
  std::optional<Value> result = calculate(a.value().as_number(), b.value().as_number(), binary.op);
  if (result && result->is_number() && std::isnan(result->as_number().real())) result.reset();
  if (!result) {
    return fail(context, range, "Operation failed",
                "Error during operation: zero and infinity, or two infinities, give no number here.");
  }
  return produced(marked_if(*std::move(result), sensitive), range, context);
}

// ---- conditional ---------------------------------------------------------------------------------------------------

bool same_type_at_a_glance(const Value& a, const Value& b) {
  if (a.is_null() || a.is_unknown() || b.is_null() || b.is_unknown()) return true;
  return a.kind() == b.kind() && !a.is_sequence() && !a.is_object();
}

/// A side of a conditional with the type that both sides share. Where that depends on the type of something unknown,
/// which Terraform knows, so do the types of what is around.
Value shared_type(const Value& side, const Value& other, const Type& common) {
  const bool is_collection = common.kind == Kind::kList || common.kind == Kind::kSet || common.kind == Kind::kMap;
  std::optional<Value> converted = convert(side, common);
  Value value = converted ? *std::move(converted) : side;
  const bool doubtful = is_collection && common.elements.front().is_any();
  const bool known = !doubtful || (side.is_wholly_known() && other.is_wholly_known());
  return known ? value : without_doubtful_types(value);
}

/// The chosen side converted to the type that both sides share.
Outcome unified(const Value& chosen, const Value& other, bool chose_then, ByteRange range, const Context& context) {
  if (same_type_at_a_glance(chosen, other)) return chosen;
  const Type chosen_type = type_of(chosen);
  const Type other_type = type_of(other);
  if (chosen_type == other_type) return chosen;
  const std::optional<Type> common = unify({chosen_type, other_type});
  std::optional<Value> converted = common ? convert(chosen, *common) : std::nullopt;
  if (converted && context.leaf_by_leaf) return shared_type(chosen, other, *common);
  if (converted) return *std::move(converted);
  const Type& then = chose_then ? chosen_type : other_type;
  const Type& otherwise = chose_then ? other_type : chosen_type;
  return fail(context, range, "Inconsistent conditional result types",
              "The true and false result expressions must have consistent types. The 'true' value is " +
                  friendly_name(then) + ", but the 'false' value is " + friendly_name(otherwise) + ".");
}

/// Of two sides of which one will be chosen what both agree on, with the type that both share.
Value in_common(const Value& then, const Value& otherwise, const std::vector<std::string>& because) {
  const Sequence sides = {then, otherwise};
  const std::optional<Type> common =
      same_type_at_a_glance(then, otherwise) ? Type{} : unify({type_of(then), type_of(otherwise)});
  if (!common) return Value::unknown(merge_causes(because, unknown_from(sides).unknown_because()));
  return either(shared_type(then, otherwise, *common), shared_type(otherwise, then, *common), because);
}

Outcome choose_unknown(const Value& condition, const Outcome& then, const Outcome& otherwise, const Context& context) {
  std::vector<std::string> because = condition.unknown_because();
  if (context.leaf_by_leaf && then.ok() && otherwise.ok()) {
    return marked_if(in_common(then.value(), otherwise.value(), because), condition.is_sensitive());
  }
  for (const Outcome* side : {&then, &otherwise}) {
    if (!side->ok() && side->failure().fatal) return *side;
    if (side->ok()) because = merge_causes(because, side->value().unknown_because());
  }
  const auto marked = [](const Outcome& side) { return side.ok() && side.value().is_sensitive(); };
  return marked_if(Value::unknown(std::move(because)), condition.is_sensitive() || marked(then) || marked(otherwise));
}

}  // namespace

Outcome evaluate_unary(const hcl::Unary& unary, ByteRange range, const Context& context) {
  const bool is_not = unary.op == hcl::UnaryOperator::kNot;
  const Operand operand(*unary.operand, context);
  if (!operand.ok()) return operand.outcome();
  const Outcome converted =
      primitive_operand(operand.value(), is_not ? Kind::kBool : Kind::kNumber, unary.operand->range, "unary", context);
  if (!converted.ok()) return converted;
  const Value& value = converted.value();
  Value result;
  if (value.is_unknown()) {
    result = Value::unknown(value.unknown_because());
  } else if (is_not) {
    result = Value::boolean(!value.as_bool());
  } else {
    result = Value::number(negate(value.as_number()));
  }
  return produced(marked_if(std::move(result), operand.value().is_sensitive()), range, context);
}

Outcome evaluate_binary(const hcl::Binary& binary, ByteRange range, const Context& context) {
  switch (binary.op) {
    case BinaryOperator::kAnd:
    case BinaryOperator::kOr:
      return evaluate_logical(binary, range, context);
    case BinaryOperator::kEqual:
    case BinaryOperator::kNotEqual:
      return evaluate_equality(binary, range, context);
    default:
      return evaluate_numeric(binary, range, context);
  }
}

Outcome evaluate_conditional(const hcl::Conditional& node, const Context& context) {
  const Operand condition(*node.condition, context);
  if (!condition.ok()) return condition.outcome();
  const ByteRange where = node.condition->range;
  if (condition.value().is_null()) {
    return fail(context, where, "Null condition",
                "The condition value is null. Conditions must either be true or false.");
  }
  const Outcome decided = to_bool(
      condition.value(), make_error("Incorrect condition type", "The condition expression must be of type bool.",
                                    {.file = nullptr, .bytes = where}));
  if (!decided.ok()) {
    return fail(context, where, decided.failure().diagnostic.summary, decided.failure().diagnostic.detail);
  }
  const Outcome then = evaluate_node(*node.then, context);
  const Outcome otherwise = evaluate_node(*node.otherwise, context);
  const ByteRange whole{.begin = node.condition->range.begin, .end = node.otherwise->range.end};
  if (decided.value().is_unknown()) {
    Outcome either_side = choose_unknown(condition.value(), then, otherwise, context);
    if (!either_side.ok() || !context.leaf_by_leaf) return either_side;
    return produced_if_new(std::move(either_side).take(), whole, context);
  }
  const bool chose_then = decided.value().as_bool();
  const Outcome& chosen = chose_then ? then : otherwise;
  const Outcome& other = chose_then ? otherwise : then;
  if (!chosen.ok()) return chosen;
  const bool sensitive = condition.value().is_sensitive();
  if (!other.ok()) return marked_if(chosen.value(), sensitive);
  const ByteRange sides{.begin = node.then->range.begin, .end = node.otherwise->range.end};
  Outcome result = unified(chosen.value(), other.value(), chose_then, sides, context);
  if (!result.ok()) return result;
  return marked_if(std::move(result).take(), sensitive);
}

}  // namespace plimsoll::lang
