#include "plimsoll/lang/explain.h"

#include <algorithm>
#include <optional>

#include "internal.h"
#include "plimsoll/base/text.h"
#include "type.h"

namespace plimsoll::lang {

namespace {

using hcl::BinaryOperator;
using hcl::Expression;

constexpr std::size_t kMaxOperands = 16;
constexpr std::size_t kMaxNameSize = 80;    // bytes
constexpr std::size_t kMaxValueSize = 120;  // bytes
constexpr std::size_t kMaxSteps = 500'000;

// ---- text ----------------------------------------------------------------------------------------------------------

/// Cuts at a character's edge and says so.
std::string shortened(std::string text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  text.resize(size);
  return text + "…";
}

/// Source text on one line.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

void describe(const Value& value, std::string& out);

void describe_string(const std::string& text, std::string& out) {
  const bool is_json = text.size() > 2 && (text.front() == '[' || text.front() == '{');
  if (is_json) {
    out += "(JSON text of " + std::to_string(text.size()) + " bytes)";
  } else {
    // More than can be shown need not be quoted.
    out += hcl_quote(std::string_view(text).substr(0, std::min(text.size(), kMaxValueSize + 8)));
  }
}

/// Every part through `part(i)`, until there is more than can be shown.
template <typename Part>
void describe_parts(std::string_view open, std::string_view close, std::size_t count, std::string& out, Part part) {
  out += open;
  for (std::size_t i = 0; i < count && out.size() <= kMaxValueSize; ++i) {
    if (i > 0) out += ", ";
    part(i);
  }
  out += close;
}

void describe(const Value& value, std::string& out) {
  if (value.is_sensitive()) {
    out += "(sensitive value)";
  } else if (value.is_unknown()) {
    out += "(known after apply)";
  } else if (value.is_string()) {
    describe_string(value.as_string(), out);
  } else if (value.is_sequence()) {
    const Sequence& elements = value.elements();
    describe_parts("[", "]", elements.size(), out, [&](std::size_t i) { describe(elements[i], out); });
  } else if (value.is_object()) {
    const Members& members = value.members();
    describe_parts("{", "}", members.size(), out, [&](std::size_t i) {
      const std::string& key = members[i].first;
      out += (is_hcl_identifier(key) ? key : hcl_quote(key)) + " = ";
      if (ascii_lower(key) == "environment") {
        out += "(withheld)";
      } else {
        describe(members[i].second, out);
      }
    });
  } else {
    out += debug_string(value);  // null, bool or number
  }
}

// ---- what decides --------------------------------------------------------------------------------------------------

enum class Truth : std::uint8_t { kFalse, kTrue, kUnknown, kError };

Truth truth_of(const Outcome& outcome) {
  if (!outcome.ok()) return Truth::kError;
  const std::optional<Value> decided = convert(outcome.value(), Kind::kBool);
  if (!decided) return Truth::kError;
  if (decided->is_unknown()) return Truth::kUnknown;
  return decided->is_bool() && decided->as_bool() ? Truth::kTrue : Truth::kFalse;
}

bool is_constant(const Expression& expression) {
  return std::holds_alternative<hcl::Literal>(expression.node) || literal_text(expression) != nullptr;
}

const Expression& without_parentheses(const Expression& expression) {
  const Expression* inner = &expression;
  while (const auto* node = std::get_if<hcl::Parentheses>(&inner->node)) inner = node->inner.get();
  return *inner;
}

/// The name without its namespaces.
std::string_view bare_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class Explainer {
 public:
  explicit Explainer(const Context& context) : source_(context.source) {}

  /// The parts that decide a condition.
  void condition(const Expression& expression, const Context& context);
  std::vector<OperandValue> take() &&;

 private:
  void note(ByteRange range, const Value& value);
  /// Notes the value of an operand and of what it is made of.
  void operand(const Expression& expression, const Context& context);
  void parts(const Expression& expression, const Context& context);
  void logical(const hcl::Binary& binary, const Context& context);
  void conditional(const hcl::Conditional& node, const Context& context);
  bool quantifier(const hcl::Call& call, const Context& context);
  bool deciding_element(const hcl::For& loop, Truth wanted, const Context& context);
  ByteRange place_of_variable(const hcl::For& loop, const std::string& name, std::uint32_t end) const;

  SourcePtr source_ = nullptr;
  std::vector<OperandValue> found_ = {};
};

void Explainer::note(ByteRange range, const Value& value) {
  if (found_.size() >= kMaxOperands || source_ == nullptr) return;
  std::string text;
  describe(value, text);
  OperandValue added{.range = range,
                     .name = shortened(one_line(source_->slice(range)), kMaxNameSize),
                     .value = shortened(std::move(text), kMaxValueSize)};
  const bool known = std::any_of(found_.begin(), found_.end(), [&](const OperandValue& other) {
    return other.name == added.name && other.value == added.value;
  });
  if (!known) found_.push_back(std::move(added));
}

void Explainer::operand(const Expression& outer, const Context& context) {
  const Expression& expression = without_parentheses(outer);
  if (is_constant(expression) || found_.size() >= kMaxOperands) return;
  const bool built = std::holds_alternative<hcl::TupleConstructor>(expression.node) ||
                     std::holds_alternative<hcl::ObjectConstructor>(expression.node);
  if (!built) {
    const Outcome value = evaluate_node(expression, context);
    if (value.ok()) note(expression.range, value.value());
  }
  parts(expression, context);
}

void Explainer::parts(const Expression& expression, const Context& context) {
  if (const auto* call = std::get_if<hcl::Call>(&expression.node)) {
    for (const hcl::ExpressionPtr& argument : call->arguments) operand(*argument, context);
  } else if (const auto* binary = std::get_if<hcl::Binary>(&expression.node)) {
    operand(*binary->left, context);
    operand(*binary->right, context);
  } else if (const auto* unary = std::get_if<hcl::Unary>(&expression.node)) {
    operand(*unary->operand, context);
  } else if (const auto* index = std::get_if<hcl::Index>(&expression.node)) {
    if (!index->is_legacy) operand(*index->key, context);
  } else if (const auto* tuple = std::get_if<hcl::TupleConstructor>(&expression.node)) {
    for (const hcl::ExpressionPtr& element : tuple->elements) operand(*element, context);
  } else if (const auto* object = std::get_if<hcl::ObjectConstructor>(&expression.node)) {
    for (const hcl::ObjectItem& item : object->items) operand(*item.value, context);
  } else if (const auto* node = std::get_if<hcl::Conditional>(&expression.node)) {
    conditional(*node, context);
  } else if (const auto* loop = std::get_if<hcl::For>(&expression.node)) {
    operand(*loop->collection, context);
  } else if (const auto* text = std::get_if<hcl::Template>(&expression.node)) {
    for (const hcl::TemplatePart& part : text->parts) {
      if (const auto* inner = std::get_if<hcl::TemplateInterpolation>(&part.node)) operand(*inner->value, context);
    }
  }
}

/// The sides that decide: those that give the result, or, where neither does, both.
void Explainer::logical(const hcl::Binary& binary, const Context& context) {
  const Truth left = truth_of(evaluate_node(*binary.left, context));
  const Truth right = truth_of(evaluate_node(*binary.right, context));
  const Truth deciding = binary.op == BinaryOperator::kAnd ? Truth::kFalse : Truth::kTrue;
  const auto either = [&](Truth truth) { return left == truth || right == truth; };
  std::optional<Truth> shown;
  for (const Truth truth : {deciding, Truth::kError, Truth::kUnknown}) {
    if (!shown && either(truth)) shown = truth;
  }
  if (!shown || left == *shown) condition(*binary.left, context);
  if (!shown || right == *shown) condition(*binary.right, context);
}

void Explainer::conditional(const hcl::Conditional& node, const Context& context) {
  const Truth chosen = truth_of(evaluate_node(*node.condition, context));
  condition(*node.condition, context);
  if (chosen == Truth::kTrue) condition(*node.then, context);
  if (chosen == Truth::kFalse) condition(*node.otherwise, context);
}

/// alltrue([for …]) and anytrue([for …]); false when the call is something else or nothing in it decides alone.
bool Explainer::quantifier(const hcl::Call& call, const Context& context) {
  const std::string_view name = bare_name(call.name);
  const bool all = name == "alltrue";
  if ((!all && name != "anytrue") || call.arguments.size() != 1 || call.expands_last) return false;
  const auto* loop = std::get_if<hcl::For>(&without_parentheses(*call.arguments.front()).node);
  if (loop == nullptr || loop->key != nullptr) return false;
  for (const Truth wanted : {all ? Truth::kFalse : Truth::kTrue, Truth::kError, Truth::kUnknown}) {
    if (deciding_element(*loop, wanted, context)) return true;
  }
  return false;
}

bool Explainer::deciding_element(const hcl::For& loop, Truth wanted, const Context& context) {
  const Outcome collection = evaluate_node(*loop.collection, context);
  if (!collection.ok()) return false;
  const Value& value = collection.value();
  if (!value.is_sequence() && !value.is_object()) return false;
  bool found = false;
  iterate(value, [&](const Value& key, const Value& element) {
    const bool hidden = value.is_sensitive();
    Scope scope(context.scope);
    if (!loop.key_name.empty()) scope.set(loop.key_name, marked_if(key, hidden));
    scope.set(loop.value_name, marked_if(element, hidden));
    Context inner = context;
    inner.scope = &scope;
    if (loop.condition != nullptr && truth_of(evaluate_node(*loop.condition, inner)) != Truth::kTrue) return true;
    if (truth_of(evaluate_node(*loop.value, inner)) != wanted) return true;
    if (context.budget->steps == 0) return false;  // an exhausted budget is no error of the element's
    found = true;
    const ByteRange value_place = place_of_variable(loop, loop.value_name, loop.collection->range.begin);
    if (!loop.key_name.empty()) {
      note(place_of_variable(loop, loop.key_name, value_place.begin), marked_if(key, hidden));
    }
    note(value_place, marked_if(element, hidden));
    condition(*loop.value, inner);
    return false;
  });
  return found;
}

/// The tree does not hold where a loop variable is written: it is the last such word before `end`.
ByteRange Explainer::place_of_variable(const hcl::For& loop, const std::string& name, std::uint32_t end) const {
  const std::string_view text = source_ == nullptr ? std::string_view() : source_->text();
  const auto is_word = [](char c) {
    return c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80U || (c >= '0' && c <= '9') ||
           (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  for (std::size_t at = text.rfind(name, end); at != std::string_view::npos && at > 0; at = text.rfind(name, at - 1)) {
    const std::size_t behind = at + name.size();
    if (behind <= end && !is_word(text[at - 1]) && (behind == text.size() || !is_word(text[behind]))) {
      return {.begin = static_cast<std::uint32_t>(at), .end = static_cast<std::uint32_t>(behind)};
    }
  }
  return loop.collection->range;
}

void Explainer::condition(const Expression& outer, const Context& context) {
  const Expression& expression = without_parentheses(outer);
  if (const auto* binary = std::get_if<hcl::Binary>(&expression.node)) {
    const bool is_logical = binary->op == BinaryOperator::kAnd || binary->op == BinaryOperator::kOr;
    return is_logical ? logical(*binary, context) : parts(expression, context);
  }
  if (const auto* unary = std::get_if<hcl::Unary>(&expression.node)) return condition(*unary->operand, context);
  if (const auto* node = std::get_if<hcl::Conditional>(&expression.node)) return conditional(*node, context);
  if (const auto* call = std::get_if<hcl::Call>(&expression.node)) {
    if (quantifier(*call, context)) return;
  }
  operand(expression, context);
}

std::vector<OperandValue> Explainer::take() && {
  std::stable_sort(found_.begin(), found_.end(), [](const OperandValue& a, const OperandValue& b) {
    return a.range.begin != b.range.begin ? a.range.begin < b.range.begin : a.range.end > b.range.end;
  });
  return std::move(found_);
}

}  // namespace

std::vector<OperandValue> explain_operands(const Expression& expression, const Context& context) {
  Budget budget{.steps = kMaxSteps};
  Context own = context;
  own.budget = &budget;
  Explainer explainer(own);
  explainer.condition(expression, own);
  return std::move(explainer).take();
}

}  // namespace plimsoll::lang
