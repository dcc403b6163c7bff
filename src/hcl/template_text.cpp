#include "template_text.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "parser_state.h"
#include "plimsoll/base/text.h"
#include "unicode.h"

namespace plimsoll::hcl {
namespace {

/// "$${" or "%%{" at a place.
bool is_template_escape(std::string_view text, std::size_t at) {
  return (text[at] == '$' || text[at] == '%') && at + 2 < text.size() && text[at + 1] == text[at] &&
         text[at + 2] == '{';
}

struct Escape {
  std::uint32_t value = 0;
  std::size_t size = 0;  // bytes with the backslash
  std::string_view problem = {};
};

Escape hexadecimal(std::string_view text, std::size_t digits) {
  Escape escape = {.size = 2};
  for (std::size_t i = 2; i < 2 + digits; ++i) {
    const char c = i < text.size() ? text[i] : '\0';
    const char lower = static_cast<char>(c | 0x20);
    const bool is_letter = lower >= 'a' && lower <= 'f';
    if (!is_letter && (c < '0' || c > '9')) {
      escape.problem = digits == 4 ? "\\u needs four hexadecimal digits." : "\\U needs eight hexadecimal digits.";
      return escape;
    }
    escape.value = escape.value * 16 + static_cast<std::uint32_t>(is_letter ? lower - 'a' + 10 : c - '0');
    ++escape.size;
  }
  const bool is_surrogate = escape.value >= 0xD800 && escape.value <= 0xDFFF;
  if (is_surrogate || escape.value > 0x10FFFF) escape.problem = "There is no such Unicode character.";
  return escape;
}

/// The escape at the start of `text`, which starts with a backslash.
Escape read_escape(std::string_view text) {
  const char c = text.size() > 1 ? text[1] : '\0';
  switch (c) {
    case 'n':
      return {.value = '\n', .size = 2};
    case 'r':
      return {.value = '\r', .size = 2};
    case 't':
      return {.value = '\t', .size = 2};
    case '"':
    case '\\':
      return {.value = static_cast<std::uint32_t>(c), .size = 2};
    case 'u':
      return hexadecimal(text, 4);
    case 'U':
      return hexadecimal(text, 8);
    default:
      return {.size = std::min<std::size_t>(text.size(), 1 + std::max(decode(text, 1).size, 1U)),
              .problem =
                  "The escapes are \\n \\r \\t \\\" \\\\ \\uNNNN \\UNNNNNNNN; for a backslash, as in a regular "
                  "expression, write \\\\."};
  }
}

std::size_t leading_spaces(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const CodePoint point = decode(text, at);
    if (point.size == 0 || !is_space(point.value)) break;
    at += point.size;
  }
  return count;
}

std::string without_leading(std::string_view text, std::size_t characters) {
  for (; characters > 0 && !text.empty(); --characters) text.remove_prefix(std::max(decode(text, 0).size, 1U));
  return std::string(text);
}

}  // namespace

std::string bare_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += text[at];
    if (is_template_escape(text, at)) ++at;
  }
  return out;
}

/// Text of a quoted template with its escapes decoded.
std::string Parser::quoted_text(ByteRange range) {
  const std::string_view raw = source_->slice(range);
  if (raw.find_first_of("\\$%") == std::string_view::npos) return std::string(raw);
  std::string out;
  out.reserve(raw.size());
  std::size_t at = 0;
  while (at < raw.size()) {
    if (raw[at] != '\\') {
      out += raw[at];
      at += is_template_escape(raw, at) ? 2 : 1;
      continue;
    }
    const Escape escape = read_escape(raw.substr(at));
    if (escape.problem.empty()) {
      append_utf8(out, escape.value);
    } else {
      const auto begin = static_cast<std::uint32_t>(range.begin + at);
      const ByteRange place = {.begin = begin, .end = static_cast<std::uint32_t>(begin + escape.size)};
      fail_at({.kind = TokenKind::kTemplateText, .range = place}, place, "Invalid escape", std::string(escape.problem));
    }
    at += escape.size;
  }
  return out;
}

void remove_indent(std::vector<TemplatePiece>& pieces) {
  std::size_t common = std::numeric_limits<std::size_t>::max();
  std::vector<TemplatePiece*> starts;
  bool at_line_start = true;
  for (TemplatePiece& piece : pieces) {
    const bool is_text = piece.kind == TemplatePiece::Kind::kText;
    const bool ends_line = is_text && piece.text.ends_with('\n');
    if (at_line_start && !(ends_line && strip_left(piece.text).empty())) {
      common = std::min(common, is_text ? leading_spaces(piece.text) : 0);
      if (is_text) starts.push_back(&piece);
    }
    at_line_start = ends_line;
  }
  for (TemplatePiece* piece : starts) piece->text = without_leading(piece->text, common);
}

}  // namespace plimsoll::hcl
