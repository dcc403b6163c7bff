// What the evaluator's source files share: evaluation of single nodes, values taken without a copy, failures with
// ranges.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plimsoll/lang/evaluate.h"
#include "plimsoll/lang/functions.h"

namespace plimsoll::lang {

/// Evaluates one node and counts it against the budget. Unlike evaluate() it needs no set-up.
Outcome evaluate_node(const hcl::Expression& expression, const Context& context);

/// The value that a traversal of plain names leads to, without a copy; nullptr when anything on the way needs more than
/// a look-up (lazy members, marks, unknown values, errors).
const Value* peek(const hcl::Expression& expression, const Context& context);

/// An operand's value: borrowed from the scope where peek() finds it, else evaluated.
class Operand {
 public:
  Operand(const hcl::Expression& expression, const Context& context)
      : borrowed_(peek(expression, context)),
        owned_(borrowed_ != nullptr ? Outcome(Value()) : evaluate_node(expression, context)) {}
  bool ok() const { return borrowed_ != nullptr || owned_.ok(); }
  const Value& value() const { return borrowed_ != nullptr ? *borrowed_ : owned_.value(); }
  const Outcome& outcome() const { return owned_; }  // precondition: !ok()

 private:
  const Value* borrowed_ = nullptr;
  Outcome owned_;
};

/// Whether a failure stays where it is: the expression is unknown then, see Context::leaf_by_leaf.
bool is_recoverable(const Outcome& outcome, const Context& context);
/// Precondition: a failure.
Value not_understood(const Outcome& outcome, ByteRange range, const Context& context);

SourceRange range_in(const Context& context, ByteRange range);
Outcome fail(const Context& context, ByteRange range, std::string summary, std::string detail);
/// `value` with the range of the expression that made it, where origins are wanted.
Value produced(Value value, ByteRange range, const Context& context);
/// Takes only what has no origin yet, so that functions like try() keep their argument's.
Value produced_if_new(Value value, ByteRange range, const Context& context);
/// A part of something new: the range is its origin, or the next place on its way from elsewhere.
Value passed_on(Value value, ByteRange range, const Context& context);
inline Value marked_if(Value value, bool sensitive) {
  if (sensitive && !value.is_sensitive()) return value.with_sensitive();
  return value;
}

Outcome evaluate_unary(const hcl::Unary& unary, ByteRange range, const Context& context);
Outcome evaluate_binary(const hcl::Binary& binary, ByteRange range, const Context& context);
Outcome evaluate_conditional(const hcl::Conditional& conditional, const Context& context);
Outcome evaluate_template(const hcl::Template& node, ByteRange range, const Context& context);
Outcome evaluate_for(const hcl::For& node, ByteRange range, const Context& context);
Outcome evaluate_splat(const hcl::Splat& node, ByteRange range, const Context& context);
Outcome evaluate_call(const hcl::Call& call, ByteRange range, const Context& context);
Outcome get_attribute(const Value& object, const hcl::Name& name, const Context& context);
Outcome get_index(const Value& collection, const Value& key, ByteRange range, const Context& context);

/// A call with its arguments given: arity, null, unknown and marks are treated as the function's traits say.
Outcome call_function(const Function& function, std::span<const Value> arguments, const hcl::Call& call,
                      const Context& context);

/// The failure of a call with too few or too many arguments.
std::optional<Outcome> arity_failure(const Function& function, std::size_t count, const hcl::Call& call,
                                     const Context& context);

/// The text of a string literal without interpolation, else nullptr: lets `x == "text"` compare without building one.
const std::string* literal_text(const hcl::Expression& expression);

/// What a collection iterates over: key and value of every element. Maps and objects: members in byte order of keys.
/// Calls `each(key, value)` until it returns false. Precondition: a sequence or an object.
template <typename Each>
void iterate(const Value& collection, Each each) {
  if (collection.is_object()) {
    for (const auto& [key, value] : collection.members()) {
      if (!each(Value::string(key), value)) return;
    }
    return;
  }
  std::int64_t index = 0;
  for (const Value& element : collection.elements()) {
    Value key = collection.kind() == Kind::kSet ? element : Value::number(index);
    ++index;
    if (!each(key, element)) return;
  }
}

/// The outcome of Kleene equality, with the causes when it is undecided.
struct Equality {
  enum class State : std::uint8_t { kFalse, kTrue, kUnknown } state = State::kFalse;
  std::vector<std::string> because = {};
};
/// `==` over values that may be or contain unknowns; marks do not count.
Equality compare_equal(const Value& a, const Value& b);

}  // namespace plimsoll::lang
