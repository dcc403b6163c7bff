// JSON, and values as text for people.
#include "function_families.h"
#include "normal_form.h"
#include "plimsoll/value/json.h"

namespace plimsoll::lang {

namespace {

/// Of text that is not known yet as much as is certain: jsonencode() says what it made it from.
Value decode_unknown(const Value& text) {
  return text.decoded() != nullptr ? *text.decoded() : Value::unknown(text.unknown_because());
}

Outcome jsondecode(const Invocation& call) {
  if (call.arguments[0].is_unknown()) return decode_unknown(call.arguments[0]);
  Result<Value> decoded = json::decode(text_of(call, 0));
  if (!decoded.ok()) {
    const Diagnostic& why = decoded.errors().front();
    return call_error(call, why.summary + (why.detail.empty() ? "" : ": " + why.detail));
  }
  return normalised(std::move(decoded).value());
}

Outcome jsonencode(const Invocation& call) {
  if (!call.arguments[0].is_wholly_known()) return Value::unknown_json(call.arguments[0]);
  std::string text = json::encode(call.arguments[0]);
  if (text.size() > kMaxTextSize) return result_too_large(call);
  return Value::string(std::move(text));
}

/// Text for people: primitives as they are, everything else as indented JSON.
void describe(const Value& value, std::size_t indent, std::string& out) {
  const std::string pad(indent + 2, ' ');
  if (value.is_unknown()) {
    out += "(unknown)";
  } else if (value.is_null()) {
    out += "(null)";
  } else if (value.is_sequence() && !value.elements().empty()) {
    out += '[';
    for (std::size_t i = 0; i < value.elements().size(); ++i) {
      out += (i == 0 ? "\n" : ",\n") + pad;
      describe(value.elements()[i], indent + 2, out);
    }
    out += '\n' + std::string(indent, ' ') + ']';
  } else if (value.is_object() && !value.members().empty()) {
    out += '{';
    for (std::size_t i = 0; i < value.members().size(); ++i) {
      const auto& [key, member] = value.members()[i];
      out += (i == 0 ? "\n" : ",\n") + pad + json::encode(Value::string(key)) + ": ";
      describe(member, indent + 2, out);
    }
    out += '\n' + std::string(indent, ' ') + '}';
  } else {
    out += json::encode(value);
  }
}

Outcome valuetostring(const Invocation& call) {
  const Value& value = call.arguments[0];
  if (const std::optional<Value> text = convert(value, Kind::kString); text && text->is_string()) return *text;
  std::string out;
  describe(value, 0, out);
  if (out.size() > kMaxTextSize) return result_too_large(call);
  return Value::string(std::move(out));
}

}  // namespace

std::vector<Function> encoding_functions() {
  return {
      {.name = "jsondecode",
       .parameters = {{.name = "str", .kind = Kind::kString}},
       .summary = "The value that JSON text describes: objects and tuples; of equal keys the last wins.",
       .traits = {.allows_unknown = true, .memoise = true},
       .implementation = jsondecode},
      {.name = "jsonencode",
       .parameters = {{.name = "val"}},
       .summary = "The value as compact JSON with sorted keys; unknown when any part of it is unknown.",
       .traits = {.allows_null = true, .allows_unknown = true},
       .implementation = jsonencode},
      {.name = "valuetostring",
       .parameters = {{.name = "value"}},
       .summary = "The value as text for messages: primitives as they are, others as indented JSON.",
       .traits = {.allows_null = true, .allows_unknown = true},
       .implementation = valuetostring,
       .policy_only = true},
  };
}

}  // namespace plimsoll::lang
