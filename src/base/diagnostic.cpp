#include "plimsoll/base/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>

#include "plimsoll/base/text.h"

namespace plimsoll {
namespace {

struct Palette {
  std::string_view level;
  std::string_view strong;
  std::string_view dim;
  std::string_view off;
};

Palette palette(DiagnosticLevel level, bool color) {
  if (!color) return {};
  const std::string_view accent = level == DiagnosticLevel::kError     ? "\x1b[1;31m"
                                  : level == DiagnosticLevel::kWarning ? "\x1b[1;33m"
                                                                       : "\x1b[1;36m";
  return {.level = accent, .strong = "\x1b[1m", .dim = "\x1b[34m", .off = "\x1b[0m"};
}

std::string_view level_name(DiagnosticLevel level) {
  switch (level) {
    case DiagnosticLevel::kError:
      return "error";
    case DiagnosticLevel::kWarning:
      return "warning";
    case DiagnosticLevel::kNote:
      return "note";
  }
  return "error";
}

// Number of terminal cells that a prefix of a line takes once printable() has escaped it: code points, tabs kept as
// one.
std::size_t shown_width(std::string_view text) {
  const std::string shown = printable(text);
  return static_cast<std::size_t>(
      std::ranges::count_if(shown, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Long lines (a plan, generated HCL) are cut around the range so that the caret stays on the screen.
struct Excerpt {
  std::string_view text;
  std::size_t caret_at = 0;  // bytes before the range
  std::size_t caret_bytes = 0;
};

Excerpt excerpt(std::string_view line, std::size_t begin, std::size_t end) {
  constexpr std::size_t kMaxLine = 160;
  begin = std::min(begin, line.size());
  end = std::clamp(end, begin, line.size());
  if (line.size() <= kMaxLine) return {.text = line, .caret_at = begin, .caret_bytes = end - begin};
  // Cut between characters; bytes that are no UTF-8 may all look like continuations, so look three bytes far at most.
  const auto is_inside = [line](std::size_t at) {
    return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U;
  };
  std::size_t from = begin > kMaxLine / 2 ? begin - kMaxLine / 2 : 0;
  for (int i = 0; i < 3 && from > 0 && is_inside(from); ++i) --from;
  std::size_t to = std::min(from + kMaxLine, line.size());
  for (int i = 0; i < 3 && is_inside(to); ++i) ++to;
  return {.text = line.substr(from, to - from),
          .caret_at = begin - from,
          .caret_bytes = std::clamp(end, begin, to) - begin};
}

std::string render_source(const SourceRange& range, const Palette& colors) {
  const LineColumn start = range.file->position(range.bytes.begin);
  const std::string_view line = range.file->line(start.line);
  const auto line_begin = static_cast<std::size_t>(line.data() - range.file->text().data());
  const Excerpt shown = excerpt(line, range.bytes.begin - line_begin, std::size_t{range.bytes.end} - line_begin);
  const std::string number = std::to_string(start.line);
  const std::string gutter(number.size(), ' ');
  const std::size_t indent = shown_width(shown.text.substr(0, shown.caret_at));
  const std::size_t carets =
      std::max<std::size_t>(1, shown_width(shown.text.substr(shown.caret_at, shown.caret_bytes)));
  std::string out = fmt::format("{}{}-->{} {}:{}:{}\n", gutter, colors.dim, colors.off, printable(range.file->name()),
                                start.line, start.column);
  out += fmt::format("{}{} |{}\n", colors.dim, gutter, colors.off);
  out += fmt::format("{}{} |{} {}\n", colors.dim, number, colors.off, printable(shown.text));
  out += fmt::format("{}{} |{} {}{}{}{}\n", colors.dim, gutter, colors.off, std::string(indent, ' '), colors.level,
                     std::string(carets, '^'), colors.off);
  return out;
}

std::string render_detail(const std::string& detail, std::size_t gutter, const Palette& colors) {
  std::string out;
  for (const std::string& line : split(detail, '\n')) {
    out += fmt::format("{}{} ={} {}\n", colors.dim, std::string(gutter, ' '), colors.off, printable(line));
  }
  return out;
}

}  // namespace

Diagnostic make_error(std::string summary, std::string detail, SourceRange range) {
  return {.level = DiagnosticLevel::kError,
          .summary = std::move(summary),
          .detail = std::move(detail),
          .range = std::move(range)};
}

Diagnostic make_warning(std::string summary, std::string detail, SourceRange range) {
  return {.level = DiagnosticLevel::kWarning,
          .summary = std::move(summary),
          .detail = std::move(detail),
          .range = std::move(range)};
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::ranges::any_of(diagnostics, [](const Diagnostic& d) { return d.level == DiagnosticLevel::kError; });
}

std::string render(const Diagnostic& diagnostic, bool color) {
  const Palette colors = palette(diagnostic.level, color);
  std::string out = fmt::format("{}{}{}{}: {}{}\n", colors.level, level_name(diagnostic.level), colors.off,
                                colors.strong, printable(diagnostic.summary), colors.off);
  std::size_t gutter = 1;
  if (diagnostic.range) {
    gutter = std::to_string(diagnostic.range.file->position(diagnostic.range.bytes.begin).line).size();
    out += render_source(diagnostic.range, colors);
    if (!diagnostic.where.empty()) out += render_detail("for " + diagnostic.where, gutter, colors);
  } else if (!diagnostic.where.empty()) {
    out += fmt::format(" {}-->{} {}\n", colors.dim, colors.off, printable(diagnostic.where));
  }
  if (!diagnostic.detail.empty()) out += render_detail(diagnostic.detail, gutter, colors);
  return out;
}

std::string render(const Diagnostics& diagnostics, bool color) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) out += render(diagnostic, color);
  return out;
}

}  // namespace plimsoll
