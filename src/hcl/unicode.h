// What the lexer needs to know about Unicode: decoding, identifier characters, white space.
#pragma once

#include <cstdint>
#include <string_view>

namespace plimsoll::hcl {

struct CodePoint {
  std::uint32_t value = 0;
  std::uint32_t size = 0;  // bytes; 0 where the text is not UTF-8 (or at its end)
};

/// The code point that starts at `offset`; well-formed UTF-8 only (no surrogates, no overlong forms).
CodePoint decode(std::string_view text, std::size_t offset);

/// Offset of the first byte that is not UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

/// Unicode's XID_Continue, unassigned code points between two letters counting as letters. An identifier that starts
/// with a combining mark or a digit of another script is not told apart from one that starts with a letter.
bool is_identifier_character(std::uint32_t code_point);

/// Unicode's White_Space, which is what `~` strips.
bool is_space(std::uint32_t code_point);

std::string_view strip_left(std::string_view text);
std::string_view strip_right(std::string_view text);

}  // namespace plimsoll::hcl
