// Templates, and messages: templates whose unknown and sensitive parts are replaced by a note.
#include "internal.h"
#include "marks.h"
#include "normal_form.h"
#include "size_limits.h"
#include "type.h"

namespace plimsoll::lang {

namespace {

constexpr std::string_view kUnknownText = "(known after apply)";
constexpr std::string_view kSensitiveText = "(sensitive value)";

/// A template under construction. In a message nothing ever becomes unknown or sensitive.
struct Text {
  bool is_message = false;
  std::string text = {};
  bool known = true;
  bool sensitive = false;
  std::vector<std::string> because = {};
};

Outcome message_text(const hcl::Expression& expression, const Context& context);
std::optional<Outcome> append_parts(const std::vector<hcl::TemplatePart>& parts, Text& text, const Context& context);

void note_unknown(Text& text, const Value& value) {
  text.sensitive = text.sensitive || (!text.is_message && value.is_sensitive());
  if (text.is_message) {
    text.text += value.is_sensitive() ? kSensitiveText : kUnknownText;
    return;
  }
  text.known = false;
  text.because = merge_causes(text.because, value.unknown_because());
}

std::optional<Outcome> append_value(const Value& value, ByteRange range, Text& text, const Context& context) {
  if (value.is_unknown()) {
    note_unknown(text, value);
    return std::nullopt;
  }
  if (text.is_message && value.contains_sensitive()) {
    text.text += kSensitiveText;
    return std::nullopt;
  }
  if (value.is_null()) {
    return fail(context, range, "Invalid template interpolation value",
                "The expression result is null. Cannot include a null value in a string template.");
  }
  text.sensitive = text.sensitive || value.is_sensitive();
  if (value.is_string()) {
    text.text += value.as_string();
    return std::nullopt;
  }
  const std::optional<Value> converted = convert(value, Kind::kString);
  if (!converted) {
    return fail(context, range, "Invalid template interpolation value",
                "Cannot include the given value in a string template: string required, but have " +
                    std::string(friendly_kind(value)) + ".");
  }
  text.text += converted->as_string();
  return std::nullopt;
}

std::optional<Outcome> append_interpolation(const hcl::Expression& expression, Text& text, const Context& context) {
  if (text.is_message) {
    const Outcome value = message_text(expression, context);
    if (!value.ok()) return value;
    return append_value(value.value(), expression.range, text, context);
  }
  const Operand value(expression, context);
  if (!value.ok()) return value.outcome();
  return append_value(value.value(), expression.range, text, context);
}

std::optional<Outcome> append_if(const hcl::TemplateIf& node, Text& text, const Context& context) {
  const Operand condition(*node.condition, context);
  if (!condition.ok()) return condition.outcome();
  const Value& value = condition.value();
  if (value.is_unknown() || (text.is_message && value.is_sensitive())) {
    note_unknown(text, value);
    return std::nullopt;
  }
  text.sensitive = text.sensitive || value.is_sensitive();
  const std::optional<Value> decided = convert(value, Kind::kBool);
  if (!decided || decided->is_null()) {
    return fail(context, node.condition->range, value.is_null() ? "Null condition" : "Incorrect condition type",
                value.is_null() ? "The condition value is null. Conditions must either be true or false."
                                : "The condition expression must be of type bool.");
  }
  return append_parts(decided->as_bool() ? node.then : node.otherwise, text, context);
}

std::optional<Outcome> append_for(const hcl::TemplateFor& node, Text& text, const Context& context) {
  const Operand collection(*node.collection, context);
  if (!collection.ok()) return collection.outcome();
  const Value& value = collection.value();
  if (value.is_unknown() || (text.is_message && value.is_sensitive())) {
    note_unknown(text, value);
    return std::nullopt;
  }
  if (value.is_null()) {
    return fail(context, node.collection->range, "Iteration over null value",
                "A null value cannot be used as the collection in a 'for' directive.");
  }
  if (!value.is_sequence() && !value.is_object()) {
    return fail(context, node.collection->range, "Iteration over non-iterable value",
                "A value of type " + std::string(friendly_kind(value)) +
                    " cannot be used as the collection in a 'for' directive.");
  }
  text.sensitive = text.sensitive || value.is_sensitive();
  Scope scope(context.scope);
  Context inner = context;
  inner.scope = &scope;
  std::optional<Outcome> failure;
  iterate(value, [&](const Value& key, const Value& element) {
    if (!node.key.empty()) scope.set(node.key, key);
    scope.set(node.value, element);
    failure = append_parts(node.body, text, inner);
    return !failure;
  });
  return failure;
}

std::optional<Outcome> append_parts(const std::vector<hcl::TemplatePart>& parts, Text& text, const Context& context) {
  for (const hcl::TemplatePart& part : parts) {
    std::optional<Outcome> failure;
    if (const auto* literal = std::get_if<hcl::TemplateText>(&part.node)) {
      text.text += literal->text;
    } else if (const auto* value = std::get_if<hcl::TemplateInterpolation>(&part.node)) {
      failure = append_interpolation(*value->value, text, context);
    } else if (const auto* choice = std::get_if<hcl::TemplateIf>(&part.node)) {
      failure = append_if(*choice, text, context);
    } else if (const auto* loop = std::get_if<hcl::TemplateFor>(&part.node)) {
      failure = append_for(*loop, text, context);
    }
    if (failure) return failure;
    if (text.text.size() > kMaxTextSize) return too_large(range_in(context, part.range));
  }
  return std::nullopt;
}

Outcome template_value(const hcl::Template& node, bool is_message, const Context& context) {
  Text text{.is_message = is_message};
  if (std::optional<Outcome> failure = append_parts(node.parts, text, context)) return *std::move(failure);
  Value value = text.known ? normalised(Value::string(std::move(text.text))) : Value::unknown(std::move(text.because));
  return marked_if(std::move(value), text.sensitive);
}

// ---- messages ------------------------------------------------------------------------------------------------------

/// The value with a note in place of everything unknown or sensitive inside it.
Value with_notes(const Value& value) {
  if (value.is_sensitive()) return Value::string(std::string(kSensitiveText));
  if (value.is_unknown()) return Value::string(std::string(kUnknownText));
  if (value.is_sequence()) {
    Sequence elements;
    for (const Value& element : value.elements()) elements.push_back(with_notes(element));
    return Value::sequence(value.kind(), std::move(elements));
  }
  if (value.is_object()) {
    Members members;
    for (const auto& [key, member] : value.members()) members.emplace_back(key, with_notes(member));
    return Value::object(std::move(members), value.kind());
  }
  return value;
}

/// Functions that put texts together: their arguments' parts can be replaced one by one.
bool assembles_text(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  if (colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return name == "join" || name == "format" || name == "formatlist";
}

/// join() and format() with notes for the arguments' unknown and sensitive parts; nullopt where that is no help.
std::optional<Outcome> message_call(const hcl::Call& call, const Context& context) {
  const Function* function = context.functions == nullptr ? nullptr : context.functions->find(call.name);
  if (function == nullptr || call.expands_last || !assembles_text(call.name)) return std::nullopt;
  Sequence arguments;
  bool replaced = false;
  for (const hcl::ExpressionPtr& argument : call.arguments) {
    Outcome value = evaluate_node(*argument, context);
    if (!value.ok()) return value;
    const bool plain = !value.value().contains_sensitive() && value.value().is_wholly_known();
    // A list that is unknown or hidden as a whole has no parts to show.
    if (!plain && arguments.empty()) return std::nullopt;
    if (value.value().is_sensitive() || value.value().is_unknown()) {
      if (arguments.size() == 1 && call.arguments.size() == 2 && function->name.ends_with("join")) return std::nullopt;
    }
    replaced = replaced || !plain;
    arguments.push_back(plain ? std::move(value).take() : with_notes(value.value()));
  }
  if (!replaced) return call_function(*function, arguments, call, context);
  Outcome result = call_function(*function, arguments, call, context);
  // `%d` of a note, for example: the whole call is replaced then.
  if (!result.ok()) return std::nullopt;
  return result;
}

Outcome message_conditional(const hcl::Conditional& node, const Context& context) {
  const Operand condition(*node.condition, context);
  if (condition.ok() && condition.value().is_bool() && !condition.value().is_sensitive()) {
    return message_text(condition.value().as_bool() ? *node.then : *node.otherwise, context);
  }
  return evaluate_conditional(node, context);
}

Outcome message_text(const hcl::Expression& expression, const Context& context) {
  if (const auto* node = std::get_if<hcl::Template>(&expression.node)) {
    if (node->is_wrap) {
      return message_text(*std::get<hcl::TemplateInterpolation>(node->parts.front().node).value, context);
    }
    return template_value(*node, true, context);
  }
  if (const auto* node = std::get_if<hcl::Parentheses>(&expression.node)) return message_text(*node->inner, context);
  if (const auto* node = std::get_if<hcl::Conditional>(&expression.node)) return message_conditional(*node, context);
  if (const auto* node = std::get_if<hcl::Call>(&expression.node)) {
    if (std::optional<Outcome> result = message_call(*node, context)) return *std::move(result);
  }
  return evaluate_node(expression, context);
}

}  // namespace

const std::string* literal_text(const hcl::Expression& expression) {
  static const std::string kEmpty;
  const auto* node = std::get_if<hcl::Template>(&expression.node);
  if (node == nullptr || node->parts.size() > 1) return nullptr;
  if (node->parts.empty()) return &kEmpty;
  const auto* text = std::get_if<hcl::TemplateText>(&node->parts.front().node);
  return text == nullptr ? nullptr : &text->text;
}

Outcome evaluate_template(const hcl::Template& node, ByteRange range, const Context& context) {
  if (node.is_wrap) {
    return evaluate_node(*std::get<hcl::TemplateInterpolation>(node.parts.front().node).value, context);
  }
  Outcome value = template_value(node, false, context);
  if (value.ok() && context.on_template != nullptr) {
    value = (*context.on_template)(node, range, context, std::move(value).take());
  }
  if (!value.ok() || !context.record_origins) return value;
  return produced(std::move(value).take(), range, context);
}

Outcome evaluate_message(const hcl::Expression& expression, const Context& context) {
  const Outcome value = message_text(expression, context);
  if (!value.ok() || value.value().is_null()) return value;
  Text text{.is_message = true};
  if (std::optional<Outcome> failure = append_value(value.value(), expression.range, text, context)) {
    return *std::move(failure);
  }
  return Value::string(std::move(text.text));
}

}  // namespace plimsoll::lang
