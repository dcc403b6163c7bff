// Characters as people see them. Source: Unicode Standard Annex #29 (extended grapheme clusters).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace plimsoll::lang {

/// The parts of UTF-8 text, one code point each; bytes that are not UTF-8 count one by one.
std::vector<std::string_view> code_points(std::string_view text);
/// The first of those parts. Precondition: there is one.
std::string_view first_code_point(std::string_view text);
/// The code point that a part from code_points() encodes; U+FFFD for stray bytes.
std::uint32_t decode(std::string_view code_point);

/// The parts of UTF-8 text, one extended grapheme cluster each.
std::vector<std::string_view> graphemes(std::string_view text);
std::size_t count_graphemes(std::string_view text);

/// Without white space (Unicode property White_Space) at both ends.
std::string_view trim_white_space(std::string_view text);

}  // namespace plimsoll::lang
