// Where things begin and end on their lines: what the editing functions ask of the tokens.
#pragma once

#include <optional>

#include "plimsoll/hcl/edit.h"

namespace plimsoll::hcl {

/// What follows something on its line: its comma and comments.
struct Tail {
  std::optional<ByteRange> comma = std::nullopt;
  bool ends_line = false;  // nothing but comments follows on the line
  std::uint32_t end = 0;   // past the line end, or where the next thing begins
};
Tail tail_of(const Layout& layout, std::uint32_t end);

/// The first byte of the line; `at` itself need not be in its middle.
std::uint32_t line_begin_of(const Layout& layout, std::uint32_t at);
/// Only blanks before this place on its line.
bool starts_line(const Layout& layout, std::uint32_t at);

/// True when the text ends with a heredoc, after which only a line end may stand.
bool ends_with_heredoc(const Layout& layout, ByteRange range);

/// The lines of a thing that has lines of its own: with the comments above that belong to it, and a blank line that
/// would be one too many.
ByteRange whole_lines(const Layout& layout, ByteRange thing, const Tail& tail, bool owns_comments);

inline Edit insertion(std::size_t at, std::string text) {
  return {.offset = at, .length = 0, .text = std::move(text)};
}
inline Edit replacement(std::size_t begin, std::size_t end, std::string text) {
  return {.offset = begin, .length = end - begin, .text = std::move(text)};
}

}  // namespace plimsoll::hcl
