// JSON, base64 and URL encoding.
#include <array>

#include "function_families.h"
#include "plimsoll/base/text.h"
#include "plimsoll/value/json.h"

namespace plimsoll::lang {

namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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
  return std::move(decoded).value();
}

Outcome jsonencode(const Invocation& call) {
  if (!call.arguments[0].is_wholly_known()) return Value::unknown_json(call.arguments[0]);
  std::string text = json::encode(call.arguments[0]);
  if (text.size() > kMaxTextSize) return result_too_large(call);
  return Value::string(std::move(text));
}

std::string encode_base64(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = (group << 8U) | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += k <= count ? kBase64[(group >> (18U - 6U * k)) & 0x3FU] : '=';
    }
  }
  return out;
}

/// Strict: padding demanded, line ends skipped; nullopt for anything else.
std::optional<std::string> decode_base64(std::string_view text) {
  std::string clean;
  for (const char c : text) {
    if (c != '\n' && c != '\r') clean += c;
  }
  if (clean.size() % 4 != 0) return std::nullopt;
  std::string out;
  for (std::size_t i = 0; i < clean.size(); i += 4) {
    const bool last = i + 4 == clean.size();
    const std::size_t padding = !last                                        ? 0
                                : clean[i + 2] == '=' && clean[i + 3] == '=' ? 2
                                : clean[i + 3] == '='                        ? 1
                                                                             : 0;
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const std::size_t digit = k < 4 - padding ? kBase64.find(clean[i + k]) : 0;
      if (digit == std::string_view::npos) return std::nullopt;
      group = (group << 6U) | static_cast<std::uint32_t>(digit);
    }
    for (std::size_t k = 0; k < 3 - padding; ++k) out += static_cast<char>((group >> (16U - 8U * k)) & 0xFFU);
  }
  return out;
}

Outcome base64decode(const Invocation& call) {
  std::optional<std::string> bytes = decode_base64(text_of(call, 0));
  if (!bytes) return call_error(call, "failed to decode base64 data");
  if (!is_valid_utf8(*bytes)) return call_error(call, "the result of decoding the provided string is not valid UTF-8");
  return Value::string(*std::move(bytes));
}

Outcome urlencode(const Invocation& call) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text_of(call, 0)) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
  }
  return Value::string(std::move(out));
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
  const auto on_text = [](std::string name, std::string summary, Outcome (*implementation)(const Invocation&)) {
    return Function{.name = std::move(name),
                    .parameters = {{.name = "str", .kind = Kind::kString}},
                    .summary = std::move(summary),
                    .implementation = implementation,
                    .portable = false};
  };
  return {
      {.name = "jsondecode",
       .parameters = {{.name = "str", .kind = Kind::kString}},
       .summary = "The value that JSON text describes: objects and tuples; of equal keys the last wins.",
       .traits = {.allows_unknown = true},
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
      on_text("base64encode", "The string's bytes in base64.",
              [](const Invocation& call) -> Outcome { return Value::string(encode_base64(text_of(call, 0))); }),
      on_text("base64decode", "The text that a base64 string holds; an error when it is not UTF-8.", base64decode),
      on_text("urlencode", "The string escaped for a URL's query part.", urlencode),
  };
}

}  // namespace plimsoll::lang
