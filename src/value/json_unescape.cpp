// Escapes of JSON strings, whose text was found valid before.
#include <cstring>

#include "plimsoll/base/text.h"
#include "plimsoll/value/json_cursor.h"

namespace plimsoll::json {
namespace {

std::uint32_t hex4(const char* p) {
  std::uint32_t code = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = p[i];
    const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    code = code * 16 + static_cast<std::uint32_t>(digit);
  }
  return code;
}

/// Appends the character of the \u escape at `p` and returns the place behind it (and behind its other half).
const char* append_unicode(std::string& out, const char* p, const char* end) {
  constexpr std::uint32_t kReplacement = 0xFFFD;
  const std::uint32_t code = hex4(p + 2);
  p += 6;
  if (code < 0xD800 || code > 0xDFFF) {
    append_utf8(out, code);
    return p;
  }
  if (code <= 0xDBFF && end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
    const std::uint32_t low = hex4(p + 2);
    if (low >= 0xDC00 && low <= 0xDFFF) {
      append_utf8(out, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
      return p + 6;
    }
  }
  append_utf8(out, kReplacement);
  return p;
}

char simple_escape(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    default:
      return c;
  }
}

}  // namespace

void append_unescaped(std::string& out, std::string_view body) {
  const char* p = body.data();
  const char* const end = p + body.size();
  while (p < end) {
    const auto left = static_cast<std::size_t>(end - p);
    const auto* const backslash = static_cast<const char*>(std::memchr(p, '\\', left));
    if (backslash == nullptr) {
      out.append(p, left);
      return;
    }
    out.append(p, static_cast<std::size_t>(backslash - p));
    if (backslash[1] == 'u') {
      p = append_unicode(out, backslash, end);
    } else {
      out.push_back(simple_escape(backslash[1]));
      p = backslash + 2;
    }
  }
}

}  // namespace plimsoll::json
