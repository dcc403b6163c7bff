#include "plimsoll/value/json.h"

#include <cstring>

#include "plimsoll/value/json_cursor.h"

namespace plimsoll::json {
namespace {

void append_escaped(std::string& out, unsigned char c) {
  constexpr char kHex[] = "0123456789abcdef";
  out += "\\u00";
  out += kHex[c >> 4];
  out += kHex[c & 15];
}

/// Length of U+2028 or U+2029 at the front, else 0.
std::size_t separator_length(std::string_view text) {
  const bool separator = text.starts_with("\xE2\x80\xA8") || text.starts_with("\xE2\x80\xA9");
  return separator ? 3 : 0;
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
    } else if (byte < 0x20 || c == '<' || c == '>' || c == '&') {
      append_escaped(out, byte);
    } else if (separator_length(text.substr(i)) > 0) {
      out += text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_value(std::string& out, const Value& value) {
  if (value.is_bool()) {
    out += value.as_bool() ? "true" : "false";
  } else if (value.is_number()) {
    out += value.as_number().to_string();
  } else if (value.is_string()) {
    append_string(out, value.as_string());
  } else if (value.is_sequence()) {
    const char* separator = "[";
    for (const Value& element : value.elements()) {
      out += separator;
      append_value(out, element);
      separator = ",";
    }
    out += value.elements().empty() ? "[]" : "]";
  } else if (value.is_object()) {
    const char* separator = "{";
    for (const auto& [key, member] : value.members()) {
      out += separator;
      append_string(out, key);
      out += ':';
      append_value(out, member);
      separator = ",";
    }
    out += value.members().empty() ? "{}" : "}";
  } else {
    out += "null";
  }
}

}  // namespace

Result<Value> decode(std::string_view text, DecodeOptions options) {
  std::string padded;
  padded.reserve(text.size() + kCursorPadding);
  padded.assign(text);
  Cursor cursor(padded, {.max_depth = options.max_depth});
  Value value;
  if (cursor.read_value(value, options.array_kind, options.reject_duplicate_keys) && cursor.finish()) return value;
  const SyntaxError& error = *cursor.error();
  return make_error("Invalid JSON", "At byte " + std::to_string(error.offset) + ": " + error.message + ".");
}

std::string encode(const Value& value) {
  std::string out;
  append_value(out, value);
  return out;
}

}  // namespace plimsoll::json
