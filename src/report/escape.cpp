#include "escape.h"

#include <algorithm>

#include "layout.h"
#include "plimsoll/base/text.h"
#include "utf8.h"

namespace plimsoll::report {
namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

void append_percent(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4U];
  out += kDigits[byte & 0xFU];
}

// Where Markdown, GitHub or GitLab could see more than a character: emphasis, code, links, HTML, table cells, math,
// mentions, issue references, bare links, emoji names. An underscore inside a word is harmless, and addresses are full
// of them.
bool is_markup(std::string_view text, std::size_t at) {
  const char before = at > 0 ? text[at - 1] : ' ';
  const char after = at + 1 < text.size() ? text[at + 1] : ' ';
  switch (text[at]) {
    case '_':
      return !is_alphanumeric(before) || !is_alphanumeric(after);
    case ':':
      return after != ' ';
    case '.':
      return at >= 3 && ascii_lower(text.substr(at - 3, 3)) == "www";
    case '-':
      return after == '-' || before == '-';
    default:
      return std::string_view("&<>`*[]~|\\$@#!").find(text[at]) != std::string_view::npos;
  }
}

}  // namespace

std::string printable_code(std::string_view code) {
  std::string out;
  out.reserve(code.size());
  while (!code.empty()) {
    const std::size_t end = std::min(code.find_first_of("\n\t"), code.size());
    out += printable(code.substr(0, end));
    if (end < code.size()) out += code[end];
    code.remove_prefix(std::min(end + 1, code.size()));
  }
  return out;
}

std::string escape_markdown(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  line = printable(line);
  std::string out;
  out.reserve(line.size() + 32);
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (is_markup(line, at)) {
      out += "&#" + std::to_string(static_cast<int>(line[at])) + ";";
      // Hosts look for mentions and references in the rendered text: an empty comment parts the sign from the name.
      if (line[at] == '@' || line[at] == '#') out += "<!-- -->";
    } else {
      out += line[at];
    }
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  return "<code>" + escape_markdown(text) + "</code>";
}

std::string markdown_fence(std::string_view code, std::string_view language) {
  std::size_t longest = 2, run = 0;
  for (const char c : code) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fence + std::string(language) + "\n" + finish_lines(printable_code(code)) + fence + "\n";
}

std::string markdown_link_target(std::string_view uri) {
  if (!uri.starts_with("https://") && !uri.starts_with("http://")) return {};
  std::string out;
  for (const char c : uri) {
    const bool is_safe = is_alphanumeric(c) || std::string_view("-._~:/?#&+,;=%").find(c) != std::string_view::npos;
    is_safe ? out.push_back(c) : append_percent(out, c);
  }
  return out;
}

std::string shorten(std::string_view text, std::size_t limit) {
  constexpr std::string_view kMark = "…";
  if (text.size() <= limit) return std::string(text);
  std::size_t end = 0;
  while (end < text.size()) {
    const std::size_t next = end + first_char(text.substr(end)).bytes.size();
    if (next + kMark.size() > limit) break;
    end = next;
  }
  return std::string(text.substr(0, end)) + std::string(kMark);
}

std::string uri_path(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const bool is_safe = is_alphanumeric(c) || std::string_view("-._~/").find(c) != std::string_view::npos;
    is_safe ? out.push_back(c) : append_percent(out, c);
  }
  return out;
}

}  // namespace plimsoll::report
