#include "format.h"

#include <algorithm>

#include "plimsoll/hcl/edit.h"
#include "unicode.h"

namespace plimsoll::hcl {
namespace {

struct FormatToken {
  TokenKind kind = TokenKind::kEndOfFile;
  ByteRange range = {};
  ByteRange gap = {};  // the white space before it
  bool ends_line = false;
};

/// Tokens without white space. A line comment takes its line end with it, the end of a heredoc the blanks after it; a
/// CR belongs to the line end.
std::vector<FormatToken> significant_tokens(const SourcePtr& source) {
  const std::vector<Token> all = lex(source).tokens;
  std::vector<FormatToken> out;
  std::uint32_t gap_begin = 0;
  for (const Token& token : all) {
    if (token.kind == TokenKind::kWhitespace) continue;
    FormatToken next = {.kind = token.kind, .range = token.range, .ends_line = token.kind == TokenKind::kNewline};
    if (next.ends_line && token.range.begin > gap_begin && source->text()[token.range.begin - 1] == '\r') {
      --next.range.begin;
    }
    next.gap = {.begin = gap_begin, .end = next.range.begin};
    gap_begin = token.range.end;
    FormatToken* last = out.empty() ? nullptr : &out.back();
    if (last != nullptr && last->kind == TokenKind::kCloseHeredoc) next.gap.begin = next.gap.end;
    const bool after_line_comment =
        last != nullptr && last->kind == TokenKind::kComment && !source->slice(last->range).starts_with("/*");
    if (next.ends_line && after_line_comment && !last->ends_line) {
      last->range.end = next.range.end;
      last->ends_line = true;
    } else {
      out.push_back(next);
    }
  }
  return out;
}

int bracket_change(TokenKind kind) {
  switch (kind) {
    case TokenKind::kOpenBrace:
    case TokenKind::kOpenBracket:
    case TokenKind::kOpenParen:
    case TokenKind::kDirectiveOpen:
    case TokenKind::kInterpolationOpen:
      return 1;
    case TokenKind::kCloseBrace:
    case TokenKind::kCloseBracket:
    case TokenKind::kCloseParen:
    case TokenKind::kTemplateClose:
      return -1;
    default:
      return 0;
  }
}

/// After these a minus is a sign.
bool expects_operand(TokenKind kind) {
  switch (kind) {
    case TokenKind::kEndOfFile:
    case TokenKind::kOpenParen:
    case TokenKind::kOpenBrace:
    case TokenKind::kOpenBracket:
    case TokenKind::kEqual:
    case TokenKind::kColon:
    case TokenKind::kComma:
    case TokenKind::kQuestion:
    case TokenKind::kPlus:
    case TokenKind::kStar:
    case TokenKind::kSlash:
    case TokenKind::kPercent:
    case TokenKind::kMinus:
    case TokenKind::kEqualEqual:
    case TokenKind::kNotEqual:
    case TokenKind::kGreater:
    case TokenKind::kGreaterEqual:
    case TokenKind::kLess:
    case TokenKind::kLessEqual:
    case TokenKind::kAnd:
    case TokenKind::kOr:
    case TokenKind::kBang:
      return true;
    default:
      return false;
  }
}

bool is_template_open(TokenKind kind) {
  return kind == TokenKind::kInterpolationOpen || kind == TokenKind::kDirectiveOpen;
}

/// Whether a blank stands between `token` and `after`, which follow each other in one cell; `before` is kEndOfFile at
/// the cell's start. The order of the rules matters.
bool is_spaced(TokenKind before, const FormatToken& token, const FormatToken& after, std::string_view word) {
  const TokenKind kind = token.kind;
  const TokenKind next = after.kind;
  if (next == TokenKind::kNewline) return false;
  if (kind == TokenKind::kIdentifier && next == TokenKind::kOpenParen) return false;
  if (kind == TokenKind::kIdentifier && next == TokenKind::kColonColon) return false;
  if (kind == TokenKind::kColonColon && next == TokenKind::kIdentifier) return false;
  if (kind == TokenKind::kDot || next == TokenKind::kDot) return false;
  if (next == TokenKind::kComma || next == TokenKind::kEllipsis) return false;
  if (kind == TokenKind::kComma) return true;
  if (kind == TokenKind::kTemplateText || kind == TokenKind::kOpenQuote || kind == TokenKind::kOpenHeredoc)
    return false;
  if (next == TokenKind::kTemplateText || next == TokenKind::kCloseQuote || next == TokenKind::kCloseHeredoc) {
    return false;
  }
  if (word == "in" && before == TokenKind::kIdentifier) return true;  // [for x in [1, 2] : x]
  if (next == TokenKind::kOpenBracket &&
      (kind == TokenKind::kIdentifier || kind == TokenKind::kNumber || bracket_change(kind) < 0)) {
    return false;
  }
  if (kind == TokenKind::kBang) return false;
  if (kind == TokenKind::kMinus) return !expects_operand(before);
  if (kind == TokenKind::kOpenBrace || next == TokenKind::kCloseBrace) {
    return kind != TokenKind::kOpenBrace || next != TokenKind::kCloseBrace;
  }
  if (is_template_open(kind) && next == TokenKind::kOpenBrace) return true;
  if (kind == TokenKind::kCloseBrace && next == TokenKind::kTemplateClose) return true;
  if (kind == TokenKind::kTemplateClose && is_template_open(next)) return false;
  return bracket_change(kind) <= 0 && bracket_change(next) >= 0;
}

/// Joins the character before it in what people see: combining marks, variation selectors, skin tones.
bool is_joined(std::uint32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xFE20 && c <= 0xFE2F) || c == 0x200D ||
         (c >= 0x1F3FB && c <= 0x1F3FF);
}

std::size_t columns_of(std::string_view text) {
  std::size_t count = 0;
  bool joins_next = false;  // after a zero-width joiner, and in CR LF
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    if (!is_joined(point.value) && !joins_next) ++count;
    joins_next = point.value == 0x200D || (point.value == '\r' && text.substr(at + 1, 1) == "\n");
    at += std::max(point.size, 1U);
  }
  return count;
}

/// The lines and, for each, the columns of its first two cells: what alignment needs.
struct Formatter {
  const SourcePtr& source;
  std::vector<FormatToken> tokens = {};
  std::vector<FormatLine> lines = {};
  std::vector<std::size_t> lead_columns = {};
  std::vector<std::size_t> assign_columns = {};  // without the gap before the "="
  std::vector<int> indents = {};                 // brackets that each open level stands for

  void run() {
    tokens = significant_tokens(source);
    std::uint32_t line_begin = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind == TokenKind::kEndOfFile) {
        if (first < i) add_line(first, i, line_begin);
        break;
      }
      if (!tokens[i].ends_line) continue;
      add_line(first, i + 1, line_begin);
      line_begin = tokens[i].range.end;
      first = i + 1;
    }
    align(&FormatLine::assign, [this](std::size_t i) { return lead_columns[i]; });
    align(&FormatLine::comment, [this](std::size_t i) {
      const std::size_t gap = lines[i].assign ? lines[i].assign->spaces : 0;
      return lead_columns[i] + gap + assign_columns[i];
    });
  }

  /// Index of the "=" whose right side is whole on this line, or `end`.
  std::size_t find_assign(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin + 1; i < end; ++i) {
      if (tokens[i].kind != TokenKind::kEqual) continue;
      int net = 0;
      for (std::size_t j = i; j < end; ++j) net += bracket_change(tokens[j].kind);
      return net == 0 ? i : end;
    }
    return end;
  }

  void add_line(std::size_t begin, std::size_t end, std::uint32_t line_begin) {
    FormatLine line = {.range = {.begin = line_begin, .end = tokens[end - 1].range.end}};
    line.is_blank = tokens[begin].kind == TokenKind::kNewline;
    const bool has_comment = end - begin > 1 && tokens[end - 1].kind == TokenKind::kComment;
    const std::size_t comment = has_comment ? end - 1 : end;
    const std::size_t assign = find_assign(begin, comment);
    line.indent = {.range = tokens[begin].gap, .spaces = line.is_blank ? 0 : indent(begin, assign, comment)};
    std::size_t lead = line.indent.spaces + add_cell(line, begin, assign);
    lead_columns.push_back(lead);
    if (assign < comment) line.assign = Gap{.range = tokens[assign].gap, .spaces = 1};
    assign_columns.push_back(add_cell(line, assign, comment));
    if (has_comment) line.comment = Gap{.range = tokens[comment].gap, .spaces = 1};
    lines.push_back(std::move(line));
  }

  /// Gaps between the tokens of a cell; its columns without the gap before it.
  std::size_t add_cell(FormatLine& line, std::size_t begin, std::size_t end) const {
    std::size_t columns = 0;
    for (std::size_t i = begin; i < end; ++i) {
      columns += columns_of(source->slice(tokens[i].range));
      if (i + 1 == end) break;
      const TokenKind before = i > begin ? tokens[i - 1].kind : TokenKind::kEndOfFile;
      const std::string_view word =
          tokens[i].kind == TokenKind::kIdentifier ? source->slice(tokens[i].range) : std::string_view();
      const bool spaced = is_spaced(before, tokens[i], tokens[i + 1], word);
      line.inner.push_back({.range = tokens[i + 1].gap, .spaces = spaced ? 1U : 0U});
      columns += spaced ? 1 : 0;
    }
    return columns;
  }

  /// Blanks before the line. A line that opens more brackets than it closes is one level, however many they are.
  std::uint32_t indent(std::size_t begin, std::size_t assign, std::size_t end) {
    int net = 0;
    for (std::size_t i = begin; i < assign && tokens[i].kind != TokenKind::kOpenHeredoc; ++i) {
      net += bracket_change(tokens[i].kind);
    }
    for (std::size_t i = assign; i < end; ++i) net += bracket_change(tokens[i].kind);
    for (int closed = -net; closed > 0 && !indents.empty();) {
      const int level = indents.back();
      if (closed < level) {
        indents.back() -= closed;
        break;
      }
      closed -= level;
      indents.pop_back();
    }
    const auto spaces = static_cast<std::uint32_t>(2 * indents.size());
    if (net > 0) indents.push_back(net);
    return spaces;
  }

  /// Cells of consecutive lines start in one column.
  template <typename Columns>
  void align(std::optional<Gap> FormatLine::*cell, Columns columns) {
    for (std::size_t begin = 0; begin < lines.size();) {
      std::size_t end = begin;
      std::size_t widest = 0;
      while (end < lines.size() && lines[end].*cell) widest = std::max(widest, columns(end++));
      for (std::size_t i = begin; i < end; ++i) {
        (lines[i].*cell)->spaces = static_cast<std::uint32_t>(widest - columns(i) + 1);
      }
      begin = std::max(end, begin + 1);
    }
  }
};

}  // namespace

std::vector<FormatLine> format_lines(const SourcePtr& source) {
  Formatter formatter = {.source = source};
  formatter.run();
  return std::move(formatter.lines);
}

std::string format(const SourcePtr& source) {
  std::string out;
  std::uint32_t at = 0;
  const auto put = [&](const Gap& gap) {
    out += source->slice({.begin = at, .end = gap.range.begin});
    out.append(gap.spaces, ' ');
    at = gap.range.end;
  };
  for (const FormatLine& line : format_lines(source)) {
    std::vector<Gap> gaps = line.inner;
    gaps.push_back(line.indent);
    if (line.assign) gaps.push_back(*line.assign);
    if (line.comment) gaps.push_back(*line.comment);
    std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.range.begin < b.range.begin; });
    for (const Gap& gap : gaps) put(gap);
  }
  out += source->slice({.begin = at, .end = static_cast<std::uint32_t>(source->text().size())});
  return out;
}

}  // namespace plimsoll::hcl
