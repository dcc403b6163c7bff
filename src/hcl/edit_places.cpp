#include "edit_places.h"

#include <algorithm>

namespace plimsoll::hcl {
namespace {

/// The first token that begins at or after a place.
std::size_t token_from(const Layout& layout, std::uint32_t at) {
  const auto found =
      std::lower_bound(layout.tokens.begin(), layout.tokens.end(), at,
                       [](const Token& token, std::uint32_t place) { return token.range.begin < place; });
  return static_cast<std::size_t>(found - layout.tokens.begin());
}

std::string_view line_at(const Layout& layout, std::uint32_t begin) {
  const std::string_view rest = layout.source->text().substr(begin);
  return rest.substr(0, rest.find('\n'));
}

std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

bool is_comment_line(std::string_view line) {
  const std::string_view text = trimmed(line);
  return text.starts_with('#') || text.starts_with("//");
}

/// The line before the one that begins here is blank, opens a body or does not exist.
bool begins_group(const Layout& layout, std::uint32_t begin) {
  if (begin == 0) return true;
  const std::string_view above = trimmed(line_at(layout, line_begin_of(layout, begin - 1)));
  return above.empty() || above.ends_with('{') || above.ends_with('[');
}

/// The line that begins here is blank, closes a body or does not exist.
bool ends_group(const Layout& layout, std::uint32_t begin) {
  if (begin >= layout.source->text().size()) return true;
  const std::string_view line = trimmed(line_at(layout, begin));
  return line.empty() || line.starts_with('}') || line.starts_with(']');
}

bool is_blank_line(const Layout& layout, std::uint32_t begin) {
  return begin < layout.source->text().size() && trimmed(line_at(layout, begin)).empty();
}

std::uint32_t next_line(const Layout& layout, std::uint32_t begin) {
  const std::size_t found = layout.source->text().find('\n', begin);
  return static_cast<std::uint32_t>(found == std::string_view::npos ? layout.source->text().size() : found + 1);
}

}  // namespace

Tail tail_of(const Layout& layout, std::uint32_t end) {
  Tail tail = {};
  for (std::size_t i = token_from(layout, end); i < layout.tokens.size(); ++i) {
    const Token& token = layout.tokens[i];
    tail.end = token.range.end;
    switch (token.kind) {
      case TokenKind::kWhitespace:
      case TokenKind::kComment:
        continue;
      case TokenKind::kComma:
        if (!tail.comma) {
          tail.comma = token.range;
          continue;
        }
        break;
      case TokenKind::kNewline:
      case TokenKind::kEndOfFile:
        tail.ends_line = true;
        return tail;
      default:
        break;
    }
    tail.end = token.range.begin;
    return tail;
  }
  return tail;
}

std::uint32_t line_begin_of(const Layout& layout, std::uint32_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : layout.source->text().rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : static_cast<std::uint32_t>(before + 1);
}

bool starts_line(const Layout& layout, std::uint32_t at) {
  return trimmed(layout.source->slice({.begin = line_begin_of(layout, at), .end = at})).empty();
}

bool ends_with_heredoc(const Layout& layout, ByteRange range) {
  const std::size_t next = token_from(layout, range.end);
  for (std::size_t i = next; i-- > 0 && layout.tokens[i].range.end >= range.end;) {
    if (layout.tokens[i].kind == TokenKind::kCloseHeredoc) return true;
  }
  return false;
}

ByteRange whole_lines(const Layout& layout, ByteRange thing, const Tail& tail, bool owns_comments) {
  ByteRange lines = {.begin = line_begin_of(layout, thing.begin), .end = tail.end};
  std::uint32_t comments = lines.begin;
  while (comments > 0) {
    const std::uint32_t above = line_begin_of(layout, comments - 1);
    if (!is_comment_line(line_at(layout, above))) break;
    comments = above;
  }
  // A comment between two neighbours is about the next line; one that begins a group may be about all of it.
  if (owns_comments || !begins_group(layout, comments) || ends_group(layout, lines.end)) lines.begin = comments;
  if (begins_group(layout, lines.begin) && is_blank_line(layout, lines.end)) {
    lines.end = next_line(layout, lines.end);
  } else if (lines.begin > 0 && ends_group(layout, lines.end)) {
    const std::uint32_t above = line_begin_of(layout, lines.begin - 1);
    if (is_blank_line(layout, above)) lines.begin = above;
  }
  return lines;
}

}  // namespace plimsoll::hcl
