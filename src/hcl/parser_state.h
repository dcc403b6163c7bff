// The recursive-descent parser's state and functions; one source file per part of the grammar. A function that returns
// an ExpressionPtr returns null after it has reported an error; its callers then return null too, without another
// report, up to the nearest place that can continue: a list item, an attribute.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lexer.h"
#include "plimsoll/hcl/parser.h"

namespace plimsoll::hcl {

// Beyond this nobody reads on, and garbage would give a diagnostic per line.
constexpr std::size_t kMaxDiagnostics = 100;

/// A piece of a template before directives are paired.
struct TemplatePiece {
  enum class Kind : std::uint8_t { kText, kInterpolation, kIf, kElse, kEndIf, kFor, kEndFor };
  Kind kind = Kind::kText;
  ByteRange range = {};
  std::string text = {};  // kText
  ExpressionPtr expression = nullptr;
  std::string key_name = {};
  std::string value_name = {};
};

class Parser {
 public:
  Parser(const SourcePtr& source, Lexed lexed, Limits limits);

  Body file();
  ExpressionPtr whole_expression();
  ExpressionPtr whole_template();
  /// All diagnostics in the order of the text.
  Diagnostics take_diagnostics();

 private:
  // parse_body.cpp
  void body_items(Body& body, TokenKind end);
  void item(Body& body);
  void attribute(Body& body, const Token& name);
  void attribute_end(const Attribute& attribute);
  void block(Body& body, const Token& name);
  bool labels(Block& block);
  bool label(Label& out);
  bool block_body(Block& block);
  void one_line_body(Body& body);
  void block_end();
  void report_duplicates(const Body& body);
  std::size_t next_visible() const;
  void not_an_item();
  void neither_attribute_nor_block(Body& body, const Token& name);
  void no_block_body(const Block& block);
  void explain_leftover(const Attribute& attribute);

  // parse_expression.cpp
  ExpressionPtr expression();
  ExpressionPtr binary(int minimum_precedence);
  ExpressionPtr unary();
  ExpressionPtr postfix(ExpressionPtr base, std::uint32_t begin);
  ExpressionPtr after_dot(ExpressionPtr base, std::uint32_t begin);
  ExpressionPtr after_bracket(ExpressionPtr base, std::uint32_t begin);
  ExpressionPtr attribute_splat(ExpressionPtr source, std::uint32_t begin, ByteRange marker);
  ExpressionPtr full_splat(ExpressionPtr source, std::uint32_t begin, std::uint32_t marker_begin);
  ExpressionPtr legacy_index(ExpressionPtr base, std::uint32_t begin);
  ExpressionPtr primary();
  ExpressionPtr identifier();
  ExpressionPtr parentheses();
  ExpressionPtr no_expression();

  // parse_collection.cpp
  ExpressionPtr call(const Token& first);
  ExpressionPtr tuple();
  ExpressionPtr object();
  bool object_item(ObjectConstructor& object, std::uint32_t& height, const Token& open);
  ExpressionPtr object_key();
  ExpressionPtr literal_key(ExpressionPtr key);
  ExpressionPtr for_expression(const Token& open, bool is_object);
  bool for_names(std::string& key, std::string& value);
  void missing_separator(const Token& open, const std::string& closer);
  bool list(const Token& open, TokenKind close, std::vector<ExpressionPtr>& out, std::uint32_t& height,
            bool* expands_last);

  // parse_template.cpp
  ExpressionPtr template_expression();
  ExpressionPtr plain_string(const Token& open);
  ExpressionPtr template_from(std::vector<TemplatePiece> pieces, Template result, std::uint32_t start);
  bool template_pieces(std::vector<TemplatePiece>& pieces, TokenKind close);
  bool sequence(TemplatePiece& piece, bool& strip_next);
  bool interpolation(TemplatePiece& piece);
  bool directive(TemplatePiece& piece);
  void not_closed(const Token& open);
  bool template_parts(std::vector<TemplatePiece>& pieces, std::size_t& at, std::vector<TemplatePart>& out,
                      std::uint32_t& height);
  bool template_if(std::vector<TemplatePiece>& pieces, std::size_t& at, std::vector<TemplatePart>& out,
                   std::uint32_t& height);
  bool template_for(std::vector<TemplatePiece>& pieces, std::size_t& at, std::vector<TemplatePart>& out,
                    std::uint32_t& height);
  bool ends_directive(const std::vector<TemplatePiece>& pieces, std::size_t at, const TemplatePiece& opener,
                      TemplatePiece::Kind end);
  std::nullptr_t fail_at_piece(const TemplatePiece& piece, std::string summary, std::string detail);

  // template_text.cpp
  std::string quoted_text(ByteRange range);

  // parser_state.cpp
  const Token& peek() {
    if (!newlines_count_) {
      while (tokens_[at_].kind == TokenKind::kNewline) ++at_;
    }
    return tokens_[at_];
  }
  bool is_at(TokenKind kind) { return peek().kind == kind; }
  bool is_at_keyword(std::string_view word) {
    const Token& token = peek();
    return token.kind == TokenKind::kIdentifier && text(token) == word;
  }
  Token take() {
    const Token token = peek();
    if (token.kind != TokenKind::kEndOfFile) ++at_;
    last_end_ = token.range.end;
    return token;
  }
  bool take_if(TokenKind kind) {
    if (!is_at(kind)) return false;
    take();
    return true;
  }
  Token take_open() {
    open_.push_back(peek());
    return take();
  }
  void take_close() {
    open_.pop_back();
    take();
  }
  std::string_view text(const Token& token) const { return source_->slice(token.range); }
  Name name_of(const Token& token) const { return {.text = std::string(text(token)), .range = token.range}; }
  std::uint32_t begin() { return peek().range.begin; }

  template <typename Node>
  ExpressionPtr make(std::uint32_t begin, std::uint32_t height, Node node) {
    return std::make_unique<const Expression>(
        Expression{.range = {.begin = begin, .end = last_end_}, .height = height, .node = std::move(node)});
  }
  /// As make(), for nodes that can be chained without limit in a flat text.
  template <typename Node>
  ExpressionPtr make_chained(std::uint32_t begin, std::uint32_t height, Node node) {
    if (height > limits_.max_height) return too_high(begin);
    return make(begin, height, std::move(node));
  }

  // parser_errors.cpp
  std::nullptr_t fail(std::string summary, std::string detail);
  std::nullptr_t fail_at(const Token& found, ByteRange range, std::string summary, std::string detail);
  void give_up();
  std::nullptr_t missing_close(const Token& open, std::string_view expected);
  std::nullptr_t too_high(std::uint32_t begin);
  bool too_deep();
  std::string describe(const Token& token) const;
  std::uint32_t line_of(std::uint32_t offset) const { return source_->position(offset).line; }
  std::uint32_t indent_of(std::uint32_t offset) const;
  bool starts_line(std::size_t token) const;
  bool starts_item(std::size_t token) const;
  bool continues_outside(std::size_t token) const;
  std::size_t opener_index(TokenKind closer, std::size_t base) const;
  bool skip_to_separator(std::size_t level);
  void skip_item();
  struct MisplacedClose {
    const Token* open = nullptr;
    const Token* close = nullptr;
  };
  MisplacedClose find_misplaced_close() const;

  const SourcePtr& source_;
  std::vector<Token> tokens_;
  std::vector<ByteRange> broken_;
  Diagnostics diagnostics_;
  Limits limits_;
  std::size_t at_ = 0;
  std::uint32_t last_end_ = 0;  // of the last token taken
  bool newlines_count_ = true;  // false in ( ), [ ] and interpolations: line ends are white space there
  std::size_t depth_ = 0;
  std::vector<Token> open_ = {};  // brackets, braces, quotes that are open at this place
  std::size_t item_level_ = 0;    // open_.size() where the current attribute or block began
  std::uint32_t item_begin_ = 0;  // its first byte
  bool end_reported_ = false;     // one report is enough for what is open at the end of the file

  friend class NewlineMode;
  friend class Nesting;
};

class NewlineMode {
 public:
  NewlineMode(Parser& parser, bool newlines_count) : parser_(parser), before_(parser.newlines_count_) {
    parser.newlines_count_ = newlines_count;
  }
  ~NewlineMode() { parser_.newlines_count_ = before_; }
  NewlineMode(const NewlineMode&) = delete;
  NewlineMode& operator=(const NewlineMode&) = delete;

 private:
  Parser& parser_;
  bool before_;
};

class Nesting {
 public:
  explicit Nesting(Parser& parser) : parser_(parser) { ++parser.depth_; }
  ~Nesting() { --parser_.depth_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

 private:
  Parser& parser_;
};

}  // namespace plimsoll::hcl
