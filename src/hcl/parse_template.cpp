// Quoted templates, heredocs and templatefile() texts.
#include <algorithm>

#include "parser_state.h"
#include "plimsoll/base/text.h"
#include "template_text.h"
#include "unicode.h"

namespace plimsoll::hcl {
namespace {

/// In two steps because g++ 12 warns of uninitialised parts when a temporary is moved in.
template <typename Node>
void add_part(std::vector<TemplatePart>& out, ByteRange range, Node node) {
  TemplatePart& part = out.emplace_back();
  part.range = range;
  part.node.emplace<Node>(std::move(node));
}

/// Text joins the text before it; empty text is no part.
void add_text(TemplatePiece& piece, std::vector<TemplatePart>& out) {
  if (piece.text.empty()) return;
  auto* before = out.empty() ? nullptr : std::get_if<TemplateText>(&out.back().node);
  if (before) {
    before->text += piece.text;
    out.back().range.end = piece.range.end;
  } else {
    add_part(out, piece.range, TemplateText{std::move(piece.text)});
  }
}

}  // namespace

ExpressionPtr Parser::template_expression() {
  const Token open = take_open();
  if (is_at(TokenKind::kTemplateText) && tokens_[at_ + 1].kind == TokenKind::kCloseQuote) return plain_string(open);
  Template result = {.parts = {}, .is_heredoc = open.kind == TokenKind::kOpenHeredoc, .is_wrap = false};
  const TokenKind close = result.is_heredoc ? TokenKind::kCloseHeredoc : TokenKind::kCloseQuote;
  std::vector<TemplatePiece> pieces;
  const bool good = template_pieces(pieces, close);
  if (is_at(close)) take_close();
  if (!good) return nullptr;
  if (result.is_heredoc && text(open).substr(2, 1) == "-") remove_indent(pieces);
  return template_from(std::move(pieces), std::move(result), open.range.begin);
}

/// The usual case, "text", without the detour over pieces.
ExpressionPtr Parser::plain_string(const Token& open) {
  const Token content = take();
  Template result = {};
  add_part(result.parts, content.range, TemplateText{quoted_text(content.range)});
  take_close();
  return make(open.range.begin, 1, std::move(result));
}

ExpressionPtr Parser::whole_template() {
  std::vector<TemplatePiece> pieces;
  if (!template_pieces(pieces, TokenKind::kEndOfFile)) return nullptr;
  return template_from(std::move(pieces), {}, 0);
}

ExpressionPtr Parser::template_from(std::vector<TemplatePiece> pieces, Template result, std::uint32_t start) {
  result.is_wrap = pieces.size() == 1 && pieces[0].kind == TemplatePiece::Kind::kInterpolation;
  std::size_t at = 0;
  std::uint32_t height = 0;
  if (!template_parts(pieces, at, result.parts, height)) return nullptr;
  if (at < pieces.size()) {
    return fail_at_piece(pieces[at], "Unexpected " + std::string(source_->slice(pieces[at].range)),
                         "No directive is open here that it could belong to.");
  }
  return make_chained(start, height + 1, std::move(result));
}

/// Everything up to `close`, which stays. False after a mistake; the place is `close` then if that can be found.
bool Parser::template_pieces(std::vector<TemplatePiece>& pieces, TokenKind close) {
  bool good = true;
  bool strip_next = false;
  while (!is_at(close)) {
    const Token token = peek();
    const bool strips = token.range.end - token.range.begin == 3;  // "${~", "%{~"
    TemplatePiece piece = {.range = token.range};
    if (token.kind == TokenKind::kTemplateText) {
      take();
      piece.text = close == TokenKind::kCloseQuote ? quoted_text(token.range) : bare_text(text(token));
      if (strip_next) piece.text = std::string(strip_left(piece.text));
      strip_next = false;
      pieces.push_back(std::move(piece));
      continue;
    }
    if (token.kind != TokenKind::kInterpolationOpen && token.kind != TokenKind::kDirectiveOpen) {
      if (good) fail("Unexpected " + describe(token), "This string is not closed.");
      return false;
    }
    if (strips && !pieces.empty() && pieces.back().kind == TemplatePiece::Kind::kText) {
      pieces.back().text = std::string(strip_right(pieces.back().text));
    }
    good = sequence(piece, strip_next) && good;
    pieces.push_back(std::move(piece));
  }
  return good;
}

/// "${ … }" or "%{ … }".
bool Parser::sequence(TemplatePiece& piece, bool& strip_next) {
  const NewlineMode mode(*this, false);
  const Token open = take_open();
  const std::size_t level = open_.size();
  const bool is_directive = open.kind == TokenKind::kDirectiveOpen;
  bool good = is_directive ? directive(piece) : interpolation(piece);
  if (good && !is_at(TokenKind::kTemplateClose)) {
    not_closed(open);
    good = false;
  }
  while (!good && skip_to_separator(level) && !is_at(TokenKind::kTemplateClose)) ++at_;
  if (!is_at(TokenKind::kTemplateClose)) return false;
  strip_next = peek().range.end - peek().range.begin == 2;
  take_close();
  piece.range = {.begin = open.range.begin, .end = last_end_};
  return good;
}

void Parser::not_closed(const Token& open) {
  const bool is_directive = open.kind == TokenKind::kDirectiveOpen;
  std::string detail = "Expected \"}\", found " + describe(peek()) + ".";
  if (!is_directive) detail += " For a literal \"${\", as in a shell script, write \"$${\".";
  fail(is_directive ? "Unexpected text in a template directive" : "Unexpected text in an interpolation",
       std::move(detail));
}

bool Parser::interpolation(TemplatePiece& piece) {
  piece.kind = TemplatePiece::Kind::kInterpolation;
  piece.expression = expression();
  return piece.expression != nullptr;
}

bool Parser::directive(TemplatePiece& piece) {
  struct Keyword {
    std::string_view word = {};
    TemplatePiece::Kind kind = TemplatePiece::Kind::kIf;
  };
  static constexpr Keyword kKeywords[] = {{"if", TemplatePiece::Kind::kIf},
                                          {"else", TemplatePiece::Kind::kElse},
                                          {"endif", TemplatePiece::Kind::kEndIf},
                                          {"for", TemplatePiece::Kind::kFor},
                                          {"endfor", TemplatePiece::Kind::kEndFor}};
  for (const Keyword& keyword : kKeywords) {
    if (!is_at_keyword(keyword.word)) continue;
    take();
    piece.kind = keyword.kind;
    if (keyword.kind == TemplatePiece::Kind::kElse && is_at_keyword("if")) {
      fail("Unexpected \"if\" after \"else\"", "There is no \"else if\": nest another %{ if } in the %{ else }.");
      return false;
    }
    if (keyword.kind == TemplatePiece::Kind::kFor && !for_names(piece.key_name, piece.value_name)) return false;
    if (keyword.kind != TemplatePiece::Kind::kFor && keyword.kind != TemplatePiece::Kind::kIf) return true;
    piece.expression = expression();
    return piece.expression != nullptr;
  }
  std::vector<std::string> words;
  for (const Keyword& keyword : kKeywords) words.emplace_back(keyword.word);
  const std::string near = did_you_mean(text(peek()), words);
  fail("Unknown template directive", near.empty()
                                         ? "Expected if, else, endif, for or endfor. For a literal \"%{\" write "
                                           "\"%%{\"."
                                         : "Did you mean \"" + near + "\"?");
  return false;
}

std::nullptr_t Parser::fail_at_piece(const TemplatePiece& piece, std::string summary, std::string detail) {
  return fail_at({.kind = TokenKind::kDirectiveOpen, .range = piece.range}, piece.range, std::move(summary),
                 std::move(detail));
}

/// Parts up to a directive that belongs to an outer one, or to the end.
bool Parser::template_parts(std::vector<TemplatePiece>& pieces, std::size_t& at, std::vector<TemplatePart>& out,
                            std::uint32_t& height) {
  for (; at < pieces.size(); ++at) {
    TemplatePiece& piece = pieces[at];
    switch (piece.kind) {
      case TemplatePiece::Kind::kText:
        add_text(piece, out);
        break;
      case TemplatePiece::Kind::kInterpolation:
        height = std::max(height, piece.expression->height);
        add_part(out, piece.range, TemplateInterpolation{std::move(piece.expression)});
        break;
      case TemplatePiece::Kind::kIf:
        if (!template_if(pieces, at, out, height)) return false;
        break;
      case TemplatePiece::Kind::kFor:
        if (!template_for(pieces, at, out, height)) return false;
        break;
      default:
        return true;
    }
  }
  return true;
}

/// From the "if" to its "endif", where `at` is left.
bool Parser::template_if(std::vector<TemplatePiece>& pieces, std::size_t& at, std::vector<TemplatePart>& out,
                         std::uint32_t& height) {
  const Nesting nesting(*this);
  if (too_deep()) return false;
  TemplatePiece& opener = pieces[at++];
  TemplateIf result = {};
  std::uint32_t inner = opener.expression->height;
  if (!template_parts(pieces, at, result.then, inner)) return false;
  if (at < pieces.size() && pieces[at].kind == TemplatePiece::Kind::kElse) {
    ++at;
    if (!template_parts(pieces, at, result.otherwise, inner)) return false;
  }
  if (!ends_directive(pieces, at, opener, TemplatePiece::Kind::kEndIf)) return false;
  result.condition = std::move(opener.expression);
  height = std::max(height, inner + 1);
  add_part(out, {.begin = opener.range.begin, .end = pieces[at].range.end}, std::move(result));
  return true;
}

bool Parser::template_for(std::vector<TemplatePiece>& pieces, std::size_t& at, std::vector<TemplatePart>& out,
                          std::uint32_t& height) {
  const Nesting nesting(*this);
  if (too_deep()) return false;
  TemplatePiece& opener = pieces[at++];
  TemplateFor result = {};
  std::uint32_t inner = opener.expression->height;
  if (!template_parts(pieces, at, result.body, inner)) return false;
  if (!ends_directive(pieces, at, opener, TemplatePiece::Kind::kEndFor)) return false;
  result.key = std::move(opener.key_name);
  result.value = std::move(opener.value_name);
  result.collection = std::move(opener.expression);
  height = std::max(height, inner + 1);
  add_part(out, {.begin = opener.range.begin, .end = pieces[at].range.end}, std::move(result));
  return true;
}

bool Parser::ends_directive(const std::vector<TemplatePiece>& pieces, std::size_t at, const TemplatePiece& opener,
                            TemplatePiece::Kind end) {
  if (at < pieces.size() && pieces[at].kind == end) return true;
  const std::string closer = end == TemplatePiece::Kind::kEndIf ? "%{ endif }" : "%{ endfor }";
  if (at == pieces.size()) {
    fail_at_piece(opener, "Unclosed template directive", "Expected " + closer + " before the end of the template.");
  } else {
    fail_at_piece(
        pieces[at], "Unexpected " + std::string(source_->slice(pieces[at].range)),
        "The directive in line " + std::to_string(line_of(opener.range.begin)) + " needs its " + closer + " first.");
  }
  return false;
}

}  // namespace plimsoll::hcl
