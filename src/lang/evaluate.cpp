#include "plimsoll/lang/evaluate.h"

#include <algorithm>

#include "internal.h"
#include "marks.h"
#include "normal_form.h"
#include "plimsoll/base/text.h"
#include "plimsoll/lang/certain.h"
#include "type.h"

namespace plimsoll::lang {

namespace {

using hcl::Expression;

/// peek() gives up on longer traversals, so that its recursion stays small whatever the tree looks like.
constexpr int kMaxPeekDepth = 64;

Failure exhausted(const Context& context, ByteRange range, const char* what) {
  return {make_error("Expression too complex", what, range_in(context, range)), true, true};
}

/// One step into the tree; `ok` is false once the budget is used up.
class Step {
 public:
  explicit Step(Budget* budget) : budget_(budget) {
    if (budget_ == nullptr) return;
    ++budget_->depth;
    has_steps_ = budget_->steps > 0;
    if (has_steps_) --budget_->steps;
  }
  ~Step() {
    if (budget_ != nullptr) --budget_->depth;
  }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;
  bool has_steps() const { return has_steps_; }
  bool too_deep() const { return budget_ != nullptr && budget_->depth > budget_->max_depth; }

 private:
  Budget* budget_ = nullptr;
  bool has_steps_ = true;
};

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string near = did_you_mean(word, candidates);
  return near.empty() ? std::string() : " Did you mean \"" + near + "\"?";
}

/// Names are checked before anything is evaluated, so a name that is missing is never hidden by try().
Failure undefined(const Context& context, ByteRange range, std::string detail) {
  return {make_error("Undefined reference", std::move(detail), range_in(context, range)), true};
}

Outcome evaluate_variable(const hcl::Variable& variable, ByteRange range, const Context& context) {
  const Scope::Binding* binding = context.scope == nullptr ? nullptr : context.scope->find(variable.name);
  if (binding == nullptr) {
    std::vector<std::string> names;
    if (context.scope != nullptr) names = context.scope->names();
    return undefined(context, range,
                     "There is no variable named \"" + variable.name + "\"." + suggestion(variable.name, names));
  }
  if (binding->members != nullptr) {
    return fail(
        context, range, "Invalid reference",
        "The \"" + variable.name + "\" object cannot be accessed directly. Instead, access one of its attributes.");
  }
  return binding->value;
}

Outcome evaluate_lazy_member(const Scope::Binding& binding, const hcl::GetAttribute& node, const Context& context) {
  std::optional<Outcome> member = binding.members(node.name.text);
  if (member) return std::move(*member);
  return undefined(context, node.name.range,
                   "There is no " + binding.name + " value named \"" + node.name.text + "\"." +
                       suggestion(node.name.text, binding.member_names));
}

const Scope::Binding* lazy_binding(const Expression& expression, const Context& context) {
  const auto* variable = std::get_if<hcl::Variable>(&expression.node);
  if (variable == nullptr || context.scope == nullptr) return nullptr;
  const Scope::Binding* binding = context.scope->find(variable->name);
  return binding != nullptr && binding->members != nullptr ? binding : nullptr;
}

Outcome evaluate_attribute(const hcl::GetAttribute& node, const Context& context) {
  if (const Scope::Binding* binding = lazy_binding(*node.object, context)) {
    return evaluate_lazy_member(*binding, node, context);
  }
  Outcome object = evaluate_node(*node.object, context);
  if (!object.ok()) return object;
  return get_attribute(object.value(), node.name, context);
}

Outcome evaluate_index(const hcl::Index& node, ByteRange range, const Context& context) {
  const Operand collection(*node.collection, context);
  if (!collection.ok()) return collection.outcome();
  const Operand key(*node.key, context);
  if (!key.ok()) return key.outcome();
  const ByteRange where = node.is_legacy ? range : node.key->range;
  return get_index(collection.value(), key.value(), where, context);
}

Outcome evaluate_tuple(const hcl::TupleConstructor& node, ByteRange range, const Context& context) {
  Sequence elements;
  elements.reserve(node.elements.size());
  for (const hcl::ExpressionPtr& element : node.elements) {
    Outcome value = evaluate_node(*element, context);
    if (!value.ok()) return value;
    elements.push_back(passed_on(std::move(value).take(), element->range, context));
  }
  return produced(Value::tuple(std::move(elements)), range, context);
}

/// The text of an object constructor's key; `unknown` and `sensitive` say what it does to the object.
struct ObjectKey {
  std::optional<Failure> failure = std::nullopt;
  std::string text = {};
  bool sensitive = false;
  std::optional<Value> unknown = std::nullopt;
};

ObjectKey object_key(const Expression& expression, const Context& context) {
  if (const std::string* text = literal_text(expression)) return {.text = normalised(*text).value_or(*text)};
  const auto error = [&](std::string summary, std::string detail) {
    Outcome failure = fail(context, expression.range, std::move(summary), std::move(detail));
    if (is_recoverable(failure, context))
      return ObjectKey{.unknown = not_understood(failure, expression.range, context)};
    return ObjectKey{.failure = failure.failure()};
  };
  if (hcl::is_ambiguous_key(expression)) {
    return error("Ambiguous object key",
                 "Put parentheses around it for the value of this reference, or quotes for a name with dots.");
  }
  const Operand key(expression, context);
  if (!key.ok()) return {.failure = key.outcome().failure()};
  const Value& value = key.value();
  if (value.is_unknown()) return {.sensitive = value.is_sensitive(), .unknown = value};
  if (value.is_null()) return error("Null value as key", "Can't use a null value as a key.");
  const std::optional<Value> text = convert(value, Kind::kString);
  if (!text) return error("Incorrect key type", "Can't use this value as a key: string required.");
  return {.text = text->as_string(), .sensitive = value.is_sensitive()};
}

/// Items in source order, some with unknown keys: those leave the attributes known that they cannot stand for.
struct ObjectItems {
  Members members = {};
  std::vector<bool> has_key = {};
  std::vector<std::string> because = {};

  Value take(const Context& context) && {
    const bool known = std::find(has_key.begin(), has_key.end(), false) == has_key.end();
    if (known) return Value::object(std::move(members));
    if (!context.leaf_by_leaf) return Value::unknown(std::move(because));
    ObjectBuilder object;
    object.because_of(because);
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (has_key[i]) {
        object.set(members[i].first, std::move(members[i].second));
      } else {
        object.set_somewhere(members[i].second);
      }
    }
    return std::move(object).take();
  }
};

Outcome evaluate_object(const hcl::ObjectConstructor& node, ByteRange range, const Context& context) {
  ObjectItems items;
  items.members.reserve(node.items.size());
  bool sensitive = false;
  for (const hcl::ObjectItem& item : node.items) {
    ObjectKey key = object_key(*item.key, context);
    if (key.failure) return std::move(*key.failure);
    Outcome value = evaluate_node(*item.value, context);
    if (!value.ok()) return value;
    sensitive = sensitive || key.sensitive;
    if (key.unknown) items.because = merge_causes(items.because, key.unknown->unknown_because());
    items.has_key.push_back(!key.unknown);
    items.members.emplace_back(std::move(key.text), passed_on(std::move(value).take(), item.value->range, context));
  }
  return produced(marked_if(std::move(items).take(context), sensitive), range, context);
}

/// Most literals are small whole numbers: no need to look at their decimal text twice.
std::optional<std::int64_t> small_integer(const std::string& text) {
  constexpr std::size_t kMostDigits = 15;
  if (text.empty() || text.size() > kMostDigits) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = 10 * number + (c - '0');
  }
  return number;
}

Outcome evaluate_literal(const hcl::Literal& literal, ByteRange range, const Context& context) {
  switch (literal.kind) {
    case hcl::LiteralKind::kNull:
      return produced(Value(), range, context);
    case hcl::LiteralKind::kBool:
      return produced(Value::boolean(literal.boolean), range, context);
    case hcl::LiteralKind::kNumber:
      break;
  }
  if (const std::optional<std::int64_t> integer = small_integer(literal.number)) {
    return produced(Value::number(*integer), range, context);
  }
  std::optional<Number> number = Number::parse(shortest_decimal(literal.number));
  if (!number) return fail(context, range, "Invalid number literal", "This number cannot be represented.");
  return produced(Value::number(*std::move(number)), range, context);
}

const Value* peek_within(const Expression& expression, const Context& context, int depth) {
  if (depth > kMaxPeekDepth) return nullptr;
  if (const auto* attribute = std::get_if<hcl::GetAttribute>(&expression.node)) {
    const Value* object = peek_within(*attribute->object, context, depth + 1);
    if (object == nullptr || object->is_sensitive() || !object->is_object()) return nullptr;
    return object->find(attribute->name.text);
  }
  if (const auto* variable = std::get_if<hcl::Variable>(&expression.node)) {
    const Scope::Binding* binding = context.scope == nullptr ? nullptr : context.scope->find(variable->name);
    return binding == nullptr || binding->members != nullptr ? nullptr : &binding->value;
  }
  if (std::holds_alternative<hcl::SplatElement>(expression.node)) return context.splat_element;
  return nullptr;
}

/// Dispatches on the node. Each case calls a function of its own, which keeps the stack frame of this recursion small.
Outcome dispatch(const Expression& expression, const Context& context) {
  const ByteRange range = expression.range;
  const auto& node = expression.node;
  if (const auto* n = std::get_if<hcl::GetAttribute>(&node)) return evaluate_attribute(*n, context);
  if (const auto* n = std::get_if<hcl::Binary>(&node)) return evaluate_binary(*n, range, context);
  if (const auto* n = std::get_if<hcl::Call>(&node)) return evaluate_call(*n, range, context);
  if (const auto* n = std::get_if<hcl::Literal>(&node)) return evaluate_literal(*n, range, context);
  if (const auto* n = std::get_if<hcl::Template>(&node)) return evaluate_template(*n, range, context);
  if (const auto* n = std::get_if<hcl::Variable>(&node)) return evaluate_variable(*n, range, context);
  if (const auto* n = std::get_if<hcl::Index>(&node)) return evaluate_index(*n, range, context);
  if (const auto* n = std::get_if<hcl::Splat>(&node)) return evaluate_splat(*n, range, context);
  if (const auto* n = std::get_if<hcl::Unary>(&node)) return evaluate_unary(*n, range, context);
  if (const auto* n = std::get_if<hcl::Conditional>(&node)) return evaluate_conditional(*n, context);
  if (const auto* n = std::get_if<hcl::TupleConstructor>(&node)) return evaluate_tuple(*n, range, context);
  if (const auto* n = std::get_if<hcl::ObjectConstructor>(&node)) return evaluate_object(*n, range, context);
  if (const auto* n = std::get_if<hcl::For>(&node)) return evaluate_for(*n, range, context);
  if (const auto* n = std::get_if<hcl::Parentheses>(&node)) return evaluate_node(*n->inner, context);
  return context.splat_element == nullptr ? Outcome(Value()) : Outcome(*context.splat_element);
}

}  // namespace

SourceRange range_in(const Context& context, ByteRange range) {
  return {.file = context.source, .bytes = range};
}

Outcome fail(const Context& context, ByteRange range, std::string summary, std::string detail) {
  return Failure{.diagnostic = make_error(std::move(summary), std::move(detail), range_in(context, range))};
}

Value produced(Value value, ByteRange range, const Context& context) {
  if (!context.record_origins) return value;
  return value.with_origin(std::make_shared<const Origin>(Origin{.range = range_in(context, range)}));
}

Value produced_if_new(Value value, ByteRange range, const Context& context) {
  if (!context.record_origins || value.origin() != nullptr) return value;
  return produced(std::move(value), range, context);
}

Value passed_on(Value value, ByteRange range, const Context& context) {
  if (!context.record_origins) return value;
  if (value.origin() == nullptr) return produced(std::move(value), range, context);
  return context.on_pass == nullptr ? value : (*context.on_pass)(value, range_in(context, range));
}

const Value* peek(const Expression& expression, const Context& context) {
  return peek_within(expression, context, 0);
}

bool is_recoverable(const Outcome& outcome, const Context& context) {
  return context.leaf_by_leaf && !context.failures_count && !outcome.ok() && !outcome.failure().exhausted;
}

Value not_understood(const Outcome& outcome, ByteRange range, const Context& context) {
  const Diagnostic& why = outcome.failure().diagnostic;
  const SourceRange place = why.range ? why.range : range_in(context, range);
  std::string text;
  if (place) text = place.file->name() + ":" + std::to_string(place.file->position(place.bytes.begin).line) + " ";
  return Value::unknown({text + "(" + why.summary + ")"});
}

Outcome evaluate_node(const Expression& expression, const Context& context) {
  const Step step(context.budget);
  if (!step.has_steps()) return exhausted(context, expression.range, "The evaluation takes too many steps.");
  if (step.too_deep()) return exhausted(context, expression.range, "The evaluation is nested too deeply.");
  if (std::holds_alternative<hcl::GetAttribute>(expression.node)) {
    if (const Value* value = peek(expression, context)) return *value;
  }
  Outcome outcome = dispatch(expression, context);
  if (is_recoverable(outcome, context)) return not_understood(outcome, expression.range, context);
  return outcome;
}

Outcome evaluate(const Expression& expression, const Context& context) {
  return evaluate_node(expression, context);
}

Outcome to_bool(const Value& value, const Diagnostic& on_error) {
  if (value.is_bool() || value.is_null() || value.is_unknown()) return value;
  std::optional<Value> converted = convert(value, Kind::kBool);
  if (!converted) return Failure{.diagnostic = on_error};
  return *std::move(converted);
}

}  // namespace plimsoll::lang
