#include "json_writer.h"

#include <array>
#include <charconv>
#include <cstring>

#include "plimsoll/base/text.h"
#include "utf8.h"

namespace plimsoll::report {
namespace {

enum class Byte : std::uint8_t { kPlain, kEscape, kNotAscii };

constexpr std::array<Byte, 256> classify_bytes() {
  std::array<Byte, 256> classes = {};
  for (std::size_t byte = 0; byte < classes.size(); ++byte) {
    classes[byte] = byte >= 0x7F ? Byte::kNotAscii : byte < 0x20 ? Byte::kEscape : Byte::kPlain;
  }
  for (const char c : {'"', '\\', '#'}) classes[static_cast<unsigned char>(c)] = Byte::kEscape;
  return classes;
}
constexpr std::array<Byte, 256> kBytes = classify_bytes();

Byte classify(char c) {
  return kBytes[static_cast<unsigned char>(c)];
}

// The first byte from `at` on that is not plain. Eight bytes at a time: results are mostly plain text, and of many
// megabytes.
std::size_t skip_plain(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U, kHighs = 0x8080808080808080U;
  const auto has_zero = [](std::uint64_t x) { return (x - kOnes) & ~x & kHighs; };
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, 8);
    // May report a plain byte above a special one, never miss one: the loop below decides.
    const std::uint64_t special = (bytes & kHighs) | ((bytes - kOnes * 0x20) & ~bytes & kHighs) |
                                  has_zero(bytes ^ (kOnes * '"')) | has_zero(bytes ^ (kOnes * '\\')) |
                                  has_zero(bytes ^ (kOnes * '#')) | has_zero(bytes ^ (kOnes * 0x7F));
    if (special != 0) break;
  }
  while (at < text.size() && classify(text[at]) == Byte::kPlain) ++at;
  return at;
}

void append_unicode_escape(std::string& out, std::uint32_t code_unit) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) out += kDigits[(code_unit >> shift) & 0xFU];
}

void append_escaped(std::string& out, char c, char next) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    case '#':
      if (next == '#') return append_unicode_escape(out, '#');
      out += '#';
      return;
    default:
      append_unicode_escape(out, static_cast<unsigned char>(c));
  }
}

// Characters that would mislead whoever looks at the file in a terminal or an editor; base knows which.
void append_not_ascii(std::string& out, const Utf8Char& character) {
  if (!character.valid) return append_utf8(out, character.code_point);
  if (printable(character.bytes) == character.bytes) {
    out += character.bytes;
  } else {
    append_unicode_escape(out, character.code_point);  // all of them are in the basic plane
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    at = skip_plain(text, at);
    out.append(text.data() + begin, at - begin);
    if (at == text.size()) break;
    if (classify(text[at]) == Byte::kEscape) {
      append_escaped(out, text[at], at + 1 < text.size() ? text[at + 1] : '\0');
      ++at;
    } else {
      const Utf8Char character = first_char(text.substr(at));
      append_not_ascii(out, character);
      at += character.bytes.size();
    }
  }
  out += '"';
}

JsonWriter& JsonWriter::key(std::string_view name) {
  before_value();
  append_json_string(out_, name);
  out_ += ": ";
  after_key_ = true;
  return *this;
}

void JsonWriter::end() {
  const Container container = open_.back();
  open_.pop_back();
  if (!container.empty && container.layout == Layout::kLines) new_line();
  out_ += container.close;
  if (open_.empty()) out_ += '\n';
}

void JsonWriter::text(std::string_view value) {
  before_value();
  append_json_string(out_, value);
}

void JsonWriter::number(std::uint64_t value) {
  before_value();
  std::array<char, 20> digits = {};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.append(digits.data(), end);
}

void JsonWriter::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
}

void JsonWriter::null() {
  before_value();
  out_ += "null";
}

void JsonWriter::begin(char open, Layout layout) {
  before_value();
  out_ += open;
  open_.push_back({.close = open == '{' ? '}' : ']', .layout = layout});
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (open_.empty()) return;
  Container& container = open_.back();
  if (!container.empty) out_ += ',';
  if (container.layout == Layout::kLines) {
    new_line();
  } else if (!container.empty) {
    out_ += ' ';
  }
  container.empty = false;
}

// Only containers with a line per member indent what is in them.
void JsonWriter::new_line() {
  out_ += '\n';
  out_.append(2 * open_.size(), ' ');
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const std::string& text : texts) json.text(text);
  json.end();
}

}  // namespace plimsoll::report
