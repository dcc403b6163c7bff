#include "parser_state.h"

#include <algorithm>

namespace plimsoll::hcl {

Parser::Parser(const SourcePtr& source, Lexed lexed, Limits limits)
    : source_(source),
      tokens_(std::move(lexed.tokens)),
      broken_(std::move(lexed.broken)),
      diagnostics_(std::move(lexed.diagnostics)),
      limits_(limits) {}

Diagnostics Parser::take_diagnostics() {
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.range.bytes.begin < b.range.bytes.begin; });
  return std::move(diagnostics_);
}

ParsedFile parse_file(const SourcePtr& source, Limits limits) {
  Parser parser(source, lex_tokens(source, {.keep_trivia = false}), limits);
  ParsedFile parsed = {.source = source};
  parsed.body = parser.file();
  parsed.diagnostics = parser.take_diagnostics();
  return parsed;
}

namespace {

ParsedExpression finish(const SourcePtr& source, ExpressionPtr expression, Diagnostics diagnostics) {
  if (has_errors(diagnostics)) expression = nullptr;
  return {.source = source, .expression = std::move(expression), .diagnostics = std::move(diagnostics)};
}

}  // namespace

ParsedExpression parse_expression(const SourcePtr& source, Limits limits) {
  Parser parser(source, lex_tokens(source, {.keep_trivia = false, .is_fragment = true}), limits);
  ExpressionPtr expression = parser.whole_expression();
  return finish(source, std::move(expression), parser.take_diagnostics());
}

ParsedExpression parse_template(const SourcePtr& source, Limits limits) {
  Parser parser(source, lex_tokens(source, {.is_template = true, .keep_trivia = false}), limits);
  ExpressionPtr expression = parser.whole_template();
  return finish(source, std::move(expression), parser.take_diagnostics());
}

ExpressionPtr Parser::whole_expression() {
  const NewlineMode mode(*this, false);
  ExpressionPtr result = expression();
  if (result && !is_at(TokenKind::kEndOfFile)) {
    return fail("Unexpected text after the expression",
                "Expected an operator or the end, found " + describe(peek()) + ".");
  }
  return result;
}

}  // namespace plimsoll::hcl
