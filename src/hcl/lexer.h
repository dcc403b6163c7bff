// The lexer's inner interface: the parser wants tokens without comments and white space, and starts in a template for
// templatefile().
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "plimsoll/hcl/token.h"

namespace plimsoll::hcl {

struct LexOptions {
  bool is_template = false;  // the text is a template, not a body or an expression
  bool keep_trivia = true;   // white space and comments
  bool is_fragment = false;  // part of a file: the line end after a heredoc may be missing
};

struct Lexed {
  std::vector<Token> tokens = {};
  Diagnostics diagnostics = {};
  /// Places where a string or interpolation was ended by force: errors of the parser in there (bounds included) would
  /// only repeat the lexer's.
  std::vector<ByteRange> broken = {};
};

Lexed lex_tokens(const SourcePtr& source, LexOptions options);

class Lexer {
 public:
  Lexer(const SourcePtr& source, LexOptions options);
  Lexed run();

 private:
  enum class Mode : std::uint8_t { kNormal, kInterpolation, kQuoted, kHeredoc, kBareTemplate };
  struct Frame {
    Mode mode = Mode::kNormal;
    bool at_line_start = true;             // heredoc: the closing marker may come next
    bool is_multi_line = false;            // quoted: reported already
    std::uint32_t braces = 0;              // open "{" of an expression
    ByteRange open = {};                   // the opening token
    ByteRange marker = {};                 // heredoc
    std::optional<ByteRange> almost = {};  // heredoc: a line that starts with the marker and goes on
  };

  void lex_expression();
  void lex_punctuation(char c);
  void lex_identifier();
  void lex_number();
  void lex_comment();
  void lex_newline();
  void lex_less();
  bool lex_heredoc_opener();
  void lex_open_brace();
  void lex_close_brace();
  void lex_quoted();
  void lex_quoted_newline();
  void lex_heredoc();
  void lex_bare_template();
  bool lex_template_opener();
  std::uint32_t template_escape(std::uint32_t at) const;
  std::uint32_t line_text_end(std::uint32_t at) const;
  std::optional<std::uint32_t> heredoc_end(const Frame& frame);

  // lexer_errors.cpp
  void invalid_character();
  void check_carriage_returns(std::uint32_t end);
  void lex_single_quotes();
  void skip_encoding(std::uint32_t end);
  void report_encoding();
  void unterminated_quote();
  void unterminated_at_end();
  bool quote_closes_later() const;
  std::size_t quoted_frames_begin() const;
  bool attribute_follows(std::uint32_t at) const;
  void close_frames(std::size_t keep, std::string summary, std::string detail, ByteRange range);
  void report(std::string summary, std::string detail, ByteRange range);

  std::string_view slice(ByteRange range) const { return text_.substr(range.begin, range.end - range.begin); }
  char at(std::uint32_t offset) const { return offset < size_ ? text_[offset] : '\0'; }
  bool is_line_end(std::uint32_t offset) const {
    return at(offset) == '\n' || (at(offset) == '\r' && at(offset + 1) == '\n');
  }
  /// Ends a token `length` bytes after the current place.
  void emit(TokenKind kind, std::uint32_t length) {
    out_.tokens.push_back({.kind = kind, .range = {.begin = at_, .end = at_ + length}});
    at_ += length;
  }
  void emit_trivia(TokenKind kind, std::uint32_t length) {
    if (options_.keep_trivia) {
      emit(kind, length);
    } else {
      at_ += length;
    }
  }

  const SourcePtr& source_;
  std::string_view text_;
  LexOptions options_;
  std::uint32_t size_;
  std::uint32_t at_ = 0;
  std::size_t bad_byte_ = std::string_view::npos;  // the first one outside of comments that is not UTF-8
  std::vector<Frame> frames_;
  Lexed out_;
};

}  // namespace plimsoll::hcl
