// UTF-8 for writers: valid bytes out whatever comes in, and how wide text is on a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace plimsoll::report {

/// The first character of a text: one code point, or one byte that is not part of valid UTF-8.
struct Utf8Char {
  std::string_view bytes = {};
  std::uint32_t code_point = 0xFFFD;
  bool valid = false;
};
/// Precondition: `text` is not empty.
Utf8Char first_char(std::string_view text);

/// The text with every byte that is not UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

/// Whether a terminal gives the character two columns (East Asian wide and full-width forms, most emoji).
bool is_wide(std::uint32_t code_point);

/// Columns that valid UTF-8 without control characters takes; combining marks take none.
std::size_t display_width(std::string_view text);

}  // namespace plimsoll::report
