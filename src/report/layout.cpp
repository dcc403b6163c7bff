#include "layout.h"

#include <algorithm>

#include "utf8.h"

namespace plimsoll::report {
namespace {

std::string_view style_code(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kBold:
      return "\033[1m";
    case Style::kDim:
      return "\033[2m";
    case Style::kRed:
      return "\033[31m";
    case Style::kBoldRed:
      return "\033[1;31m";
    case Style::kYellow:
      return "\033[33m";
    case Style::kCyan:
      return "\033[36m";
    case Style::kGreen:
      return "\033[32m";
  }
  return "";
}

// The next piece that is not broken: a word with the spaces before it, or one wide character.
std::string_view next_piece(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && text[at] == ' ') ++at;
  const std::size_t word = at;
  while (at < text.size() && text[at] != ' ') {
    const Utf8Char character = first_char(text.substr(at));
    const bool breaks = is_wide(character.code_point);
    if (breaks && at > word) break;
    at += character.bytes.size();
    if (breaks) break;
  }
  return text.substr(0, at);
}

std::string_view without_leading_spaces(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

// Where the text of a line begins, behind white space and colour.
std::size_t text_begin(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size()) {
    if (line[at] == ' ' || line[at] == '\t') {
      ++at;
    } else if (line.substr(at).starts_with("\033[")) {
      at = std::min(line.find('m', at), line.size() - 1) + 1;
    } else {
      break;
    }
  }
  return at;
}

// `\x3a:` and `\x23#` follow the notation that printable() uses for control characters.
void append_harmless(std::string& out, std::string_view line) {
  const std::size_t begin = text_begin(line);
  const bool is_command = line.substr(begin).starts_with("::");
  if (!is_command && line.find("##") == std::string_view::npos) {
    out += line;
    return;
  }
  for (std::size_t at = 0; at < line.size(); ++at) {
    const std::string_view rest = line.substr(at);
    if (is_command && at == begin) {
      out += "\\x3a";
    } else if (rest.starts_with("##[") || rest.starts_with("##vso[")) {
      out += "\\x23";
    } else {
      out += line[at];
    }
  }
}

}  // namespace

Style severity_style(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return Style::kBoldRed;
    case Severity::kHigh:
      return Style::kRed;
    case Severity::kMedium:
      return Style::kYellow;
    case Severity::kLow:
      return Style::kCyan;
    case Severity::kInfo:
      return Style::kDim;
  }
  return Style::kPlain;
}

std::string paint(std::string_view text, Style style, bool color) {
  if (!color || style == Style::kPlain || text.empty()) return std::string(text);
  std::string out(style_code(style));
  out += text;
  out += "\033[0m";
  return out;
}

std::string pad(std::string_view text, std::size_t width) {
  std::string out(text);
  const std::size_t used = display_width(text);
  if (used < width) out.append(width - used, ' ');
  return out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  // No character has more columns than bytes.
  if (text.size() <= width && !text.starts_with(' ')) return {std::string(text)};
  std::vector<std::string> lines = {""};
  std::size_t used = 0;
  while (!text.empty()) {
    std::string_view piece = next_piece(text);
    text.remove_prefix(piece.size());
    std::size_t columns = display_width(piece);
    if (used > 0 && used + columns > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used == 0) {
      piece = without_leading_spaces(piece);
      columns = display_width(piece);
    }
    lines.back() += piece;
    used += columns;
  }
  return lines;
}

std::string finish_lines(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    line = line.substr(0, line.find_last_not_of(' ') + 1);
    append_harmless(out, line);
    out += '\n';
  }
  return out;
}

}  // namespace plimsoll::report
