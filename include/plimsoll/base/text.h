// Text helpers that several modules need: suggestions, globs, escaping for people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// Number of single-character edits (insert, delete, replace, swap neighbours) between two texts.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `word`, case ignored, or "" when none is near enough to be a likely slip.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// `*` matches any run of characters; every other character is literal. The whole text must match.
bool glob_match(std::string_view pattern, std::string_view text);

/// Text for a terminal: control characters (C0, DEL, C1) and Unicode bidirectional overrides become visible escapes
/// such as \n or \u202e; the rest is unchanged. Bytes that are not UTF-8 become \xNN.
std::string printable(std::string_view text);

/// True for well-formed UTF-8 (no surrogates, no overlong forms).
bool is_valid_utf8(std::string_view text);

/// Appends a code point as UTF-8; invalid ones become U+FFFD.
void append_utf8(std::string& out, std::uint32_t code_point);

/// A string as an HCL quoted template without active interpolation: `a"b${c}` -> `"a\"b$${c}"`.
std::string hcl_quote(std::string_view text);

/// True when `name` can stand as an HCL identifier (letter or underscore, then letters, digits, `_`, `-`; ASCII only).
bool is_hcl_identifier(std::string_view name);

std::string ascii_lower(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

}  // namespace plimsoll
