#include "lexer.h"

#include <array>

#include "unicode.h"

namespace plimsoll::hcl {
namespace {

enum class CharClass : std::uint8_t { kPunctuation, kSpace, kIdentifier, kDigit, kWide };

constexpr std::array<CharClass, 256> make_classes() {
  std::array<CharClass, 256> classes = {};
  for (unsigned c = 0; c < 256; ++c) {
    const unsigned lower = c | 0x20U;
    if ((lower >= 'a' && lower <= 'z') || c == '_') classes[c] = CharClass::kIdentifier;
    if (c >= '0' && c <= '9') classes[c] = CharClass::kDigit;
    if (c == ' ' || c == '\t') classes[c] = CharClass::kSpace;
    if (c >= 0x80) classes[c] = CharClass::kWide;
  }
  return classes;
}

constexpr std::array<CharClass, 256> kClasses = make_classes();

CharClass class_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}

bool is_digit(char c) {
  return class_of(c) == CharClass::kDigit;
}

/// End of the identifier characters from `at`; `at` itself when there are none.
std::uint32_t identifier_end(std::string_view text, std::uint32_t at) {
  while (at < text.size()) {
    const CharClass kind = class_of(text[at]);
    if (kind == CharClass::kIdentifier || kind == CharClass::kDigit || text[at] == '-') {
      ++at;
    } else if (kind == CharClass::kWide) {
      const CodePoint point = decode(text, at);
      if (point.size == 0 || !is_identifier_character(point.value)) break;
      at += point.size;
    } else {
      break;
    }
  }
  return at;
}

bool starts_identifier(std::string_view text, std::uint32_t at) {
  if (at >= text.size()) return false;
  const CharClass kind = class_of(text[at]);
  if (kind != CharClass::kWide) return kind == CharClass::kIdentifier;
  const CodePoint point = decode(text, at);
  return point.size != 0 && is_identifier_character(point.value);
}

}  // namespace

LexResult lex(const SourcePtr& source) {
  Lexed lexed = lex_tokens(source, {});
  return {.tokens = std::move(lexed.tokens), .diagnostics = std::move(lexed.diagnostics)};
}

Lexed lex_tokens(const SourcePtr& source, LexOptions options) {
  return Lexer(source, options).run();
}

Lexer::Lexer(const SourcePtr& source, LexOptions options)
    : source_(source),
      text_(source->text()),
      options_(options),
      size_(static_cast<std::uint32_t>(text_.size())),
      frames_(),
      out_() {
  frames_.push_back({.mode = options.is_template ? Mode::kBareTemplate : Mode::kNormal});
  // Policies have a token per five bytes, one per four with white space.
  out_.tokens.reserve(text_.size() / (options.keep_trivia ? 3 : 5) + 16);
}

Lexed Lexer::run() {
  bad_byte_ = find_invalid_utf8(text_);
  if (text_.substr(0, 3) == "\xEF\xBB\xBF") emit_trivia(TokenKind::kWhitespace, 3);
  while (at_ < size_) {
    switch (frames_.back().mode) {
      case Mode::kNormal:
      case Mode::kInterpolation:
        lex_expression();
        break;
      case Mode::kQuoted:
        lex_quoted();
        break;
      case Mode::kHeredoc:
        lex_heredoc();
        break;
      case Mode::kBareTemplate:
        lex_bare_template();
        break;
    }
  }
  unterminated_at_end();
  report_encoding();
  emit(TokenKind::kEndOfFile, 0);
  return std::move(out_);
}

void Lexer::lex_expression() {
  const char c = text_[at_];
  switch (class_of(c)) {
    case CharClass::kSpace: {
      std::uint32_t end = at_ + 1;
      while (end < size_ && class_of(text_[end]) == CharClass::kSpace) ++end;
      emit_trivia(TokenKind::kWhitespace, end - at_);
      break;
    }
    case CharClass::kIdentifier:
      lex_identifier();
      break;
    case CharClass::kDigit:
      lex_number();
      break;
    case CharClass::kWide:
      if (starts_identifier(text_, at_)) {
        lex_identifier();
      } else {
        invalid_character();
      }
      break;
    case CharClass::kPunctuation:
      lex_punctuation(c);
      break;
  }
}

void Lexer::lex_punctuation(char c) {
  const char next = at(at_ + 1);
  const auto pair = [&](char second, TokenKind both, TokenKind single) {
    if (next == second) {
      emit(both, 2);
    } else {
      emit(single, 1);
    }
  };
  switch (c) {
    case '\n':
      return lex_newline();
    case '\r':
      return next == '\n' ? emit_trivia(TokenKind::kWhitespace, 1) : invalid_character();
    case '"':
      frames_.push_back({.mode = Mode::kQuoted, .open = {.begin = at_, .end = at_ + 1}});
      return emit(TokenKind::kOpenQuote, 1);
    case '{':
      return lex_open_brace();
    case '}':
      return lex_close_brace();
    case '[':
      return emit(TokenKind::kOpenBracket, 1);
    case ']':
      return emit(TokenKind::kCloseBracket, 1);
    case '(':
      return emit(TokenKind::kOpenParen, 1);
    case ')':
      return emit(TokenKind::kCloseParen, 1);
    case '=':
      return next == '>' ? emit(TokenKind::kArrow, 2) : pair('=', TokenKind::kEqualEqual, TokenKind::kEqual);
    case '!':
      return pair('=', TokenKind::kNotEqual, TokenKind::kBang);
    case '<':
      return lex_less();
    case '>':
      return pair('=', TokenKind::kGreaterEqual, TokenKind::kGreater);
    case '+':
      return emit(TokenKind::kPlus, 1);
    case '-':
      return emit(TokenKind::kMinus, 1);
    case '*':
      return emit(TokenKind::kStar, 1);
    case '%':
      return emit(TokenKind::kPercent, 1);
    case '/':
      return next == '/' || next == '*' ? lex_comment() : emit(TokenKind::kSlash, 1);
    case '#':
      return lex_comment();
    case '?':
      return emit(TokenKind::kQuestion, 1);
    case ':':
      return pair(':', TokenKind::kColonColon, TokenKind::kColon);
    case ',':
      return emit(TokenKind::kComma, 1);
    case '.':
      if (next == '.' && at(at_ + 2) == '.') return emit(TokenKind::kEllipsis, 3);
      return emit(TokenKind::kDot, 1);
    case '&':
      return next == '&' ? emit(TokenKind::kAnd, 2) : invalid_character();
    case '|':
      return next == '|' ? emit(TokenKind::kOr, 2) : invalid_character();
    case '~':
      if (next == '}' && frames_.back().mode == Mode::kInterpolation && frames_.back().braces == 0) {
        return lex_close_brace();
      }
      return invalid_character();
    default:
      return invalid_character();
  }
}

void Lexer::lex_identifier() {
  emit(TokenKind::kIdentifier, identifier_end(text_, at_) - at_);
}

void Lexer::lex_number() {
  std::uint32_t end = at_;
  while (is_digit(at(end))) ++end;
  if (at(end) == '.' && is_digit(at(end + 1))) {
    ++end;
    while (is_digit(at(end))) ++end;
  }
  if (at(end) == 'e' || at(end) == 'E') {
    const bool is_signed = at(end + 1) == '+' || at(end + 1) == '-';
    std::uint32_t digits = end + (is_signed ? 2 : 1);
    if (is_digit(at(digits))) {
      while (is_digit(at(digits))) ++digits;
      end = digits;
    }
  }
  emit(TokenKind::kNumber, end - at_);
}

void Lexer::lex_comment() {
  if (text_[at_] == '/' && text_[at_ + 1] == '*') {
    const std::size_t close = text_.find("*/", at_ + 2);
    if (close == std::string_view::npos) {
      report("Unclosed comment", "This comment has no closing \"*/\".", {.begin = at_, .end = at_ + 2});
      return emit_trivia(TokenKind::kComment, size_ - at_);
    }
    skip_encoding(static_cast<std::uint32_t>(close) + 2);
    return emit_trivia(TokenKind::kComment, static_cast<std::uint32_t>(close) + 2 - at_);
  }
  const std::size_t found = text_.find('\n', at_);
  std::uint32_t end = found == std::string_view::npos ? size_ : static_cast<std::uint32_t>(found);
  if (found != std::string_view::npos && text_[end - 1] == '\r') --end;
  skip_encoding(end);
  emit_trivia(TokenKind::kComment, end - at_);
}

void Lexer::lex_newline() {
  // An interpolation in quotes may span lines, but an attribute cannot follow in it: the "}" was forgotten.
  const std::size_t keep = quoted_frames_begin();
  if (keep < frames_.size() && frames_.back().mode == Mode::kInterpolation && attribute_follows(at_ + 1)) {
    const ByteRange open = frames_[keep + 1].open;
    return close_frames(keep, "Unclosed interpolation",
                        "This \"" + std::string(slice(open)) + "\" has no closing \"}\".", open);
  }
  emit(TokenKind::kNewline, 1);
}

void Lexer::lex_less() {
  if (at(at_ + 1) == '=') return emit(TokenKind::kLessEqual, 2);
  if (at(at_ + 1) == '<' && lex_heredoc_opener()) return;
  emit(TokenKind::kLess, 1);
}

/// "<<" ["-"] identifier, then the line must end.
bool Lexer::lex_heredoc_opener() {
  const std::uint32_t begin = at_ + (at(at_ + 2) == '-' ? 3 : 2);
  if (!starts_identifier(text_, begin)) return false;
  const std::uint32_t end = identifier_end(text_, begin);
  if (!is_line_end(end)) {
    report("Invalid heredoc", "The line must end right after the marker of a heredoc.", {.begin = at_, .end = end});
    emit(TokenKind::kInvalid, end - at_);
    return true;
  }
  const std::uint32_t line_end = text_[end] == '\r' ? end + 2 : end + 1;
  frames_.push_back(
      {.mode = Mode::kHeredoc, .open = {.begin = at_, .end = end}, .marker = {.begin = begin, .end = end}});
  emit(TokenKind::kOpenHeredoc, line_end - at_);
  return true;
}

void Lexer::lex_open_brace() {
  ++frames_.back().braces;
  emit(TokenKind::kOpenBrace, 1);
}

void Lexer::lex_close_brace() {
  Frame& frame = frames_.back();
  if (frame.mode == Mode::kInterpolation && frame.braces == 0) {
    frames_.pop_back();
    return emit(TokenKind::kTemplateClose, text_[at_] == '~' ? 2 : 1);
  }
  if (frame.braces > 0) --frame.braces;
  emit(TokenKind::kCloseBrace, 1);
}

/// "${" or "%{", both with an optional "~".
bool Lexer::lex_template_opener() {
  const char c = text_[at_];
  if ((c != '$' && c != '%') || at(at_ + 1) != '{') return false;
  const std::uint32_t length = at(at_ + 2) == '~' ? 3 : 2;
  frames_.back().at_line_start = false;
  frames_.push_back({.mode = Mode::kInterpolation, .open = {.begin = at_, .end = at_ + length}});
  emit(c == '$' ? TokenKind::kInterpolationOpen : TokenKind::kDirectiveOpen, length);
  return true;
}

/// Length of "$${" or "%%{" at a place, or 0.
std::uint32_t Lexer::template_escape(std::uint32_t offset) const {
  const char c = at(offset);
  return (c == '$' || c == '%') && at(offset + 1) == c && at(offset + 2) == '{' ? 3 : 0;
}

void Lexer::lex_quoted() {
  if (text_[at_] == '"') {
    frames_.pop_back();
    return emit(TokenKind::kCloseQuote, 1);
  }
  if (lex_template_opener()) return;
  std::uint32_t end = at_;
  while (end < size_) {
    const char c = text_[end];
    if (c == '"' || c == '\n') break;
    if (c == '\\' && end + 1 < size_ && !is_line_end(end + 1)) {
      end += 2;
    } else if (c == '$' || c == '%') {
      const std::uint32_t escape = template_escape(end);
      if (escape == 0 && at(end + 1) == '{') break;
      end += escape == 0 ? 1 : escape;
    } else {
      ++end;
    }
  }
  if (end < size_ && text_[end] == '\n' && end > at_ && text_[end - 1] == '\r') --end;
  check_carriage_returns(end);
  if (end > at_) emit(TokenKind::kTemplateText, end - at_);
  if (at_ < size_ && is_line_end(at_)) lex_quoted_newline();
}

void Lexer::lex_quoted_newline() {
  Frame& frame = frames_.back();
  if (!frame.is_multi_line && !quote_closes_later()) return unterminated_quote();
  if (!frame.is_multi_line) {
    frame.is_multi_line = true;
    report("Invalid multi-line string",
           "A quoted string ends on its line. Write \\n for a line break, or use a heredoc (<<EOT).",
           {.begin = frame.open.begin, .end = at_});
  }
  emit(TokenKind::kTemplateText, text_[at_] == '\r' ? 2 : 1);
}

/// End of the literal text from `offset`: the next "${" or "%{", or the end of the line with its line break.
std::uint32_t Lexer::line_text_end(std::uint32_t offset) const {
  while (offset < size_) {
    const char c = text_[offset];
    if (c == '\n') return offset + 1;
    if (c == '$' || c == '%') {
      const std::uint32_t escape = template_escape(offset);
      if (escape == 0 && at(offset + 1) == '{') return offset;
      offset += escape == 0 ? 1 : escape;
    } else {
      ++offset;
    }
  }
  return offset;
}

/// Where the closing marker ends if the line that starts here consists of it.
std::optional<std::uint32_t> Lexer::heredoc_end(const Frame& frame) {
  std::uint32_t begin = at_;
  while (begin < size_ && class_of(text_[begin]) == CharClass::kSpace) ++begin;
  const std::string_view marker = slice(frame.marker);
  if (text_.substr(begin, marker.size()) != marker) return std::nullopt;
  const auto end = static_cast<std::uint32_t>(begin + marker.size());
  std::uint32_t rest = end;
  while (rest < size_ && class_of(text_[rest]) == CharClass::kSpace) ++rest;
  if (rest < size_ ? is_line_end(rest) : options_.is_fragment) return end;
  if (rest == size_ || identifier_end(text_, end) == end)
    frames_.back().almost = ByteRange{.begin = begin, .end = rest};
  return std::nullopt;
}

/// One token per line of text: `~` and the removal of indentation work by lines.
void Lexer::lex_heredoc() {
  if (frames_.back().at_line_start) {
    if (const std::optional<std::uint32_t> end = heredoc_end(frames_.back())) {
      frames_.pop_back();
      return emit(TokenKind::kCloseHeredoc, *end - at_);
    }
  }
  if (lex_template_opener()) return;
  const std::uint32_t end = line_text_end(at_);
  frames_.back().at_line_start = text_[end - 1] == '\n';
  check_carriage_returns(end);
  emit(TokenKind::kTemplateText, end - at_);
}

void Lexer::lex_bare_template() {
  if (lex_template_opener()) return;
  emit(TokenKind::kTemplateText, line_text_end(at_) - at_);
}

}  // namespace plimsoll::hcl
