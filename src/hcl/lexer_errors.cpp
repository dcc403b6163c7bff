// What the lexer says and does about text that it cannot read.
#include <utility>

#include "lexer.h"
#include "unicode.h"

namespace plimsoll::hcl {
namespace {

// Garbage would otherwise give a diagnostic per byte.
constexpr std::size_t kMaxLexerDiagnostics = 20;

struct CharacterHint {
  std::string_view text = {};
  std::string_view detail = {};
};

constexpr CharacterHint kCharacterHints[] = {
    {"&", "There are no bitwise operators. Write \"&&\" for a logical and."},
    {"|", "There are no bitwise operators. Write \"||\" for a logical or."},
    {"~", "There are no bitwise operators. Write \"!\" for a logical not."},
    {"^", "There are no bitwise operators."},
    {";", "Separate arguments and blocks by line breaks, items of a collection by commas."},
    {"`", "Strings use double quotes; a heredoc (<<EOT) holds several lines."},
    {"'", "Strings use double quotes."},
    {"$", "\"${\" works inside a quoted string or heredoc; elsewhere write the expression by itself."},
    {"@", "This character has no meaning in HCL."},
    {"\\", "A backslash is an escape inside quotes only."},
    {"\r", "A carriage return belongs to a line end (CR LF)."},
    {"\xE2\x80\x9C", "This is a typographic quote. Use the straight one: \"."},
    {"\xE2\x80\x9D", "This is a typographic quote. Use the straight one: \"."},
    {"\xE2\x80\x98", "This is a typographic quote. Strings use straight double quotes: \"."},
    {"\xE2\x80\x99", "This is a typographic quote. Strings use straight double quotes: \"."},
    {"\xC2\xA0", "This is a no-break space. Use an ordinary one."},
};

std::string_view detail_for(std::string_view character) {
  for (const CharacterHint& hint : kCharacterHints) {
    if (hint.text == character) return hint.detail;
  }
  return "This character has no meaning in HCL outside strings and comments.";
}

}  // namespace

void Lexer::report(std::string summary, std::string detail, ByteRange range) {
  if (out_.diagnostics.size() >= kMaxLexerDiagnostics) return;
  out_.diagnostics.push_back(make_error(std::move(summary), std::move(detail), {.file = source_, .bytes = range}));
}

/// A comment from here to `end` may hold any bytes, as in Terraform.
void Lexer::skip_encoding(std::uint32_t end) {
  if (bad_byte_ < at_ || bad_byte_ >= end) return;
  const std::size_t next = find_invalid_utf8(text_.substr(end));
  bad_byte_ = next == std::string_view::npos ? next : next + end;
}

void Lexer::report_encoding() {
  if (bad_byte_ == std::string_view::npos) return;
  const auto begin = static_cast<std::uint32_t>(bad_byte_);
  report("Invalid character encoding", "HCL files are UTF-8; this byte is not.", {.begin = begin, .end = begin + 1});
}

void Lexer::invalid_character() {
  if (text_[at_] == '\'') return lex_single_quotes();
  std::uint32_t length = decode(text_, at_).size;
  if (length == 0) {  // report_encoding tells
    return emit(TokenKind::kInvalid, 1);
  }
  if (text_[at_] == '$' && at(at_ + 1) == '{') {
    report("Interpolation outside of a string", std::string(detail_for("$")), {.begin = at_, .end = at_ + 2});
    emit(TokenKind::kInvalid, 1);
    return;
  }
  const ByteRange range = {.begin = at_, .end = at_ + length};
  report("Invalid character", std::string(detail_for(slice(range))), range);
  emit(TokenKind::kInvalid, length);
}

/// In text up to `end`, a CR is only part of a line end.
void Lexer::check_carriage_returns(std::uint32_t end) {
  const std::string_view text = text_.substr(0, end);
  for (std::size_t at = text.find('\r', at_); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    const auto place = static_cast<std::uint32_t>(at);
    if (is_line_end(place)) continue;
    report("Invalid character", "A carriage return without a line feed; in a quoted string write \\r.",
           {.begin = place, .end = place + 1});
  }
}

/// 'text' becomes one token, so that what is in it is not read as code.
void Lexer::lex_single_quotes() {
  std::uint32_t end = at_ + 1;
  while (end < size_ && text_[end] != '\'' && text_[end] != '\n') ++end;
  if (at(end) != '\'') end = at_;
  const ByteRange range = {.begin = at_, .end = end + 1};
  const std::string inner(end > at_ ? slice({.begin = at_ + 1, .end = end}) : std::string_view());
  const bool plain = !inner.empty() && inner.find_first_of("\"\\$%") == std::string::npos;
  report("Invalid character", plain ? "Strings use double quotes: \"" + inner + "\"." : std::string(detail_for("'")),
         range);
  emit(TokenKind::kInvalid, range.end - range.begin);
}

/// Tells a string that was meant to span lines from one whose quote was forgotten: the next line with quotes has an odd
/// number of them.
bool Lexer::quote_closes_later() const {
  if (frames_.size() > 2 || attribute_follows(at_ + (text_[at_] == '\r' ? 2 : 1))) return false;
  std::uint32_t offset = at_ + 1;
  while (offset < size_) {
    unsigned quotes = 0;
    for (; offset < size_ && text_[offset] != '\n'; ++offset) {
      if (text_[offset] == '\\') {
        ++offset;
        if (at(offset) == '\n') break;
      } else if (text_[offset] == '"') {
        ++quotes;
      }
    }
    if (quotes > 0) return quotes % 2 == 1;
    ++offset;
  }
  return false;
}

void Lexer::unterminated_quote() {
  const std::size_t line = text_.rfind('\n', at_ == 0 ? 0 : at_ - 1);
  const std::uint32_t line_start = line == std::string_view::npos ? 0 : static_cast<std::uint32_t>(line) + 1;
  std::size_t outer = frames_.size() - 1;
  for (std::size_t i = frames_.size(); i-- > 0 && frames_[i].open.begin >= line_start;) {
    if (frames_[i].mode == Mode::kQuoted) outer = i;
  }
  if (outer + 1 < frames_.size()) {
    // In "${name" the second quote opens a string inside the interpolation.
    const ByteRange open = frames_[outer + 1].open;
    return close_frames(outer, "Unclosed interpolation",
                        "This \"" + std::string(slice(open)) + "\" has no closing \"}\" before the string ends.", open);
  }
  close_frames(outer, "Unterminated string", "The closing quote is missing on this line.",
               {.begin = frames_[outer].open.begin, .end = at_});
}

void Lexer::unterminated_at_end() {
  if (frames_.size() == 1) return;
  std::size_t blame = 1;
  for (std::size_t i = 1; i < frames_.size(); ++i) {
    if (frames_[i].mode == Mode::kInterpolation) {
      blame = i;
      break;
    }
  }
  const Frame frame = frames_[blame];
  if (frame.mode == Mode::kInterpolation) {
    return close_frames(
        1, "Unclosed interpolation",
        "This \"" + std::string(slice(frame.open)) + "\" has no closing \"}\" before the end of the file.", frame.open);
  }
  if (frame.mode == Mode::kQuoted) {
    return close_frames(1, "Unterminated string", "The closing quote is missing.",
                        {.begin = frame.open.begin, .end = frame.is_multi_line ? frame.open.end : at_});
  }
  const std::string marker(slice(frame.marker));
  std::string detail = "No line that consists of \"" + marker + "\" alone closes this heredoc.";
  if (frame.almost) {
    detail += " Line " + std::to_string(source_->position(frame.almost->begin).line) +
              (frame.almost->end == size_ ? " consists of it, but has no line break at its end."
                                          : " starts with the marker, but more text follows it.");
  }
  close_frames(1, "Unterminated heredoc", std::move(detail), frame.open);
}

/// Index of the outermost frame from which on there are only quoted strings and interpolations without open braces.
std::size_t Lexer::quoted_frames_begin() const {
  std::size_t begin = frames_.size();
  for (std::size_t i = frames_.size(); i-- > 1;) {
    const bool is_quoted = frames_[i].mode == Mode::kQuoted;
    if (!is_quoted && (frames_[i].mode != Mode::kInterpolation || frames_[i].braces > 0)) break;
    if (is_quoted) begin = i;
  }
  return begin;
}

/// Does a line such as `name = …` start here?
bool Lexer::attribute_follows(std::uint32_t offset) const {
  const auto is_name = [this](std::uint32_t i) {
    const CodePoint point = decode(text_, i);
    const char c = at(i);
    return c == '_' || c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (point.value >= 0x80 && is_identifier_character(point.value));
  };
  while (at(offset) == ' ' || at(offset) == '\t') ++offset;
  const std::uint32_t begin = offset;
  while (is_name(offset)) offset += decode(text_, offset).size;
  if (offset == begin) return false;
  while (at(offset) == ' ' || at(offset) == '\t') ++offset;
  return at(offset) == '=' && at(offset + 1) != '=' && at(offset + 1) != '>';
}

/// Ends all frames above `keep` with empty closing tokens; the empty kInvalid token makes the parser give up on the
/// expression without a second error.
void Lexer::close_frames(std::size_t keep, std::string summary, std::string detail, ByteRange range) {
  out_.broken.push_back({.begin = frames_[keep].open.begin, .end = at_});
  report(std::move(summary), std::move(detail), range);
  while (frames_.size() > keep) {
    const Mode mode = frames_.back().mode;
    frames_.pop_back();
    emit(mode == Mode::kQuoted    ? TokenKind::kCloseQuote
         : mode == Mode::kHeredoc ? TokenKind::kCloseHeredoc
                                  : TokenKind::kTemplateClose,
         0);
  }
  emit(TokenKind::kInvalid, 0);
}

}  // namespace plimsoll::hcl
