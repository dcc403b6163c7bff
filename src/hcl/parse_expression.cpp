// Operators, accesses and simple terms.
#include <algorithm>
#include <array>
#include <optional>

#include "parser_state.h"

namespace plimsoll::hcl {
namespace {

struct OperatorInfo {
  TokenKind token = TokenKind::kInvalid;
  BinaryOperator op = BinaryOperator::kOr;
  int precedence = 0;
};

constexpr std::array kOperators = {
    OperatorInfo{TokenKind::kOr, BinaryOperator::kOr, 1},
    OperatorInfo{TokenKind::kAnd, BinaryOperator::kAnd, 2},
    OperatorInfo{TokenKind::kEqualEqual, BinaryOperator::kEqual, 3},
    OperatorInfo{TokenKind::kNotEqual, BinaryOperator::kNotEqual, 3},
    OperatorInfo{TokenKind::kLess, BinaryOperator::kLess, 4},
    OperatorInfo{TokenKind::kLessEqual, BinaryOperator::kLessEqual, 4},
    OperatorInfo{TokenKind::kGreater, BinaryOperator::kGreater, 4},
    OperatorInfo{TokenKind::kGreaterEqual, BinaryOperator::kGreaterEqual, 4},
    OperatorInfo{TokenKind::kPlus, BinaryOperator::kAdd, 5},
    OperatorInfo{TokenKind::kMinus, BinaryOperator::kSubtract, 5},
    OperatorInfo{TokenKind::kStar, BinaryOperator::kMultiply, 6},
    OperatorInfo{TokenKind::kSlash, BinaryOperator::kDivide, 6},
    OperatorInfo{TokenKind::kPercent, BinaryOperator::kModulo, 6},
};

constexpr std::size_t kTokenKinds = static_cast<std::size_t>(TokenKind::kEndOfFile) + 1;

constexpr std::array<OperatorInfo, kTokenKinds> make_operator_table() {
  std::array<OperatorInfo, kTokenKinds> table = {};
  for (const OperatorInfo& info : kOperators) table[static_cast<std::size_t>(info.token)] = info;
  return table;
}

constexpr std::array<OperatorInfo, kTokenKinds> kOperatorTable = make_operator_table();

}  // namespace

ExpressionPtr Parser::expression() {
  const Nesting nesting(*this);
  if (too_deep()) return nullptr;
  const std::uint32_t start = begin();
  ExpressionPtr condition = binary(1);
  if (!condition || !is_at(TokenKind::kQuestion)) return condition;
  const Token question = take();
  ExpressionPtr then = expression();
  if (!then) return nullptr;
  if (!is_at(TokenKind::kColon)) {
    return fail("Missing \":\" of the conditional",
                "The \"?\" in line " + std::to_string(line_of(question.range.begin)) +
                    " needs a second choice, as in: condition ? a : b. Found " + describe(peek()) + ".");
  }
  take();
  ExpressionPtr otherwise = expression();
  if (!otherwise) return nullptr;
  const std::uint32_t height = std::max({condition->height, then->height, otherwise->height}) + 1;
  return make_chained(start, height, Conditional{std::move(condition), std::move(then), std::move(otherwise)});
}

ExpressionPtr Parser::binary(int minimum_precedence) {
  const std::uint32_t start = begin();
  ExpressionPtr left = unary();
  while (left) {
    const OperatorInfo& info = kOperatorTable[static_cast<std::size_t>(peek().kind)];
    if (info.precedence < minimum_precedence) break;
    const Token token = take();
    ExpressionPtr right = binary(info.precedence + 1);
    if (!right) return nullptr;
    const std::uint32_t height = std::max(left->height, right->height) + 1;
    left = make_chained(start, height, Binary{info.op, std::move(left), std::move(right), token.range});
  }
  return left;
}

ExpressionPtr Parser::unary() {
  const TokenKind kind = peek().kind;
  const std::uint32_t start = begin();
  if (kind != TokenKind::kBang && kind != TokenKind::kMinus) {
    ExpressionPtr base = primary();
    return base ? postfix(std::move(base), start) : nullptr;
  }
  const Nesting nesting(*this);
  if (too_deep()) return nullptr;
  take();
  ExpressionPtr operand = unary();
  if (!operand) return nullptr;
  const std::uint32_t height = operand->height + 1;
  return make_chained(
      start, height,
      Unary{kind == TokenKind::kBang ? UnaryOperator::kNot : UnaryOperator::kNegate, std::move(operand)});
}

ExpressionPtr Parser::postfix(ExpressionPtr base, std::uint32_t start) {
  while (base) {
    if (is_at(TokenKind::kDot)) {
      base = after_dot(std::move(base), start);
    } else if (is_at(TokenKind::kOpenBracket)) {
      base = after_bracket(std::move(base), start);
    } else {
      break;
    }
  }
  return base;
}

ExpressionPtr Parser::after_dot(ExpressionPtr base, std::uint32_t start) {
  const Token dot = take();
  const Token& next = peek();
  const std::uint32_t height = base->height + 1;
  if (next.kind == TokenKind::kIdentifier) {
    const Token name = take();
    return make_chained(start, height, GetAttribute{std::move(base), name_of(name)});
  }
  if (next.kind == TokenKind::kNumber) return legacy_index(std::move(base), start);
  if (next.kind == TokenKind::kStar) {
    take();
    return attribute_splat(std::move(base), start, {.begin = dot.range.begin, .end = last_end_});
  }
  if (next.kind == TokenKind::kOpenBracket) {
    return fail_at(next, dot.range, "Unexpected \".\" before \"[\"", "An index follows its collection directly: a[0].");
  }
  if (next.kind == TokenKind::kOpenQuote) {
    return fail("Invalid attribute name", "A name in quotes is an index: write a[\"name\"].");
  }
  return fail("Missing attribute name", "Expected a name after the dot, found " + describe(next) + ".");
}

ExpressionPtr Parser::legacy_index(ExpressionPtr base, std::uint32_t start) {
  const Token number = peek();
  const std::string digits(text(number));
  const std::size_t dot = digits.find('.');
  if (dot != std::string::npos) {  // ".0.1" is a dot and the number 0.1
    return fail("Invalid legacy index", "Indexes written with dots cannot follow each other: write [" +
                                            digits.substr(0, dot) + "][" + digits.substr(dot + 1) + "].");
  }
  take();
  const std::uint32_t height = base->height + 1;
  ExpressionPtr key = make(number.range.begin, 1, Literal{.kind = LiteralKind::kNumber, .number = digits});
  return make_chained(start, height, Index{std::move(base), std::move(key), true});
}

ExpressionPtr Parser::after_bracket(ExpressionPtr base, std::uint32_t start) {
  const Token open = take_open();
  ExpressionPtr key = nullptr;
  {
    const NewlineMode mode(*this, false);
    if (is_at(TokenKind::kStar)) {
      take();
      if (!is_at(TokenKind::kCloseBracket)) return missing_close(open, "\"]\" after \"[*\"");
      take_close();
    } else {
      key = expression();
      if (!key) return nullptr;
      if (!is_at(TokenKind::kCloseBracket)) return missing_close(open, "\"]\"");
      take_close();
    }
  }
  if (!key) return full_splat(std::move(base), start, open.range.begin);
  const std::uint32_t height = std::max(base->height, key->height) + 1;
  return make_chained(start, height, Index{std::move(base), std::move(key), false});
}

/// `.*` maps the attribute accesses that follow it directly; what comes after them applies to the whole result.
ExpressionPtr Parser::attribute_splat(ExpressionPtr source, std::uint32_t start, ByteRange marker) {
  ExpressionPtr each = make(marker.begin, 1, SplatElement{});
  while (each && is_at(TokenKind::kDot)) {
    if (tokens_[at_ + 1].kind == TokenKind::kStar) {
      take();
      return fail("Nested splat", "\".*\" cannot follow another \".*\"; \"[*]\" can be nested.");
    }
    each = after_dot(std::move(each), marker.begin);
  }
  if (!each) return nullptr;
  const std::uint32_t height = std::max(source->height, each->height) + 1;
  return make_chained(start, height, Splat{std::move(source), std::move(each), false});
}

/// `[*]` maps everything that follows.
ExpressionPtr Parser::full_splat(ExpressionPtr source, std::uint32_t start, std::uint32_t marker_begin) {
  const Nesting nesting(*this);
  if (too_deep()) return nullptr;
  ExpressionPtr each = postfix(make(marker_begin, 1, SplatElement{}), marker_begin);
  if (!each) return nullptr;
  const std::uint32_t height = std::max(source->height, each->height) + 1;
  return make_chained(start, height, Splat{std::move(source), std::move(each), true});
}

ExpressionPtr Parser::primary() {
  switch (peek().kind) {
    case TokenKind::kNumber: {
      const Token number = take();
      return make(number.range.begin, 1, Literal{.kind = LiteralKind::kNumber, .number = std::string(text(number))});
    }
    case TokenKind::kIdentifier:
      return identifier();
    case TokenKind::kOpenQuote:
    case TokenKind::kOpenHeredoc:
      return template_expression();
    case TokenKind::kOpenParen:
      return parentheses();
    case TokenKind::kOpenBracket:
      return tuple();
    case TokenKind::kOpenBrace:
      return object();
    default:
      return no_expression();
  }
}

ExpressionPtr Parser::identifier() {
  const Token name = take();
  if (is_at(TokenKind::kOpenParen) || is_at(TokenKind::kColonColon)) return call(name);
  const std::string_view word = text(name);
  if (word == "null") return make(name.range.begin, 1, Literal{.kind = LiteralKind::kNull});
  if (word == "true" || word == "false") {
    return make(name.range.begin, 1, Literal{.kind = LiteralKind::kBool, .boolean = word == "true"});
  }
  return make(name.range.begin, 1, Variable{std::string(word)});
}

ExpressionPtr Parser::parentheses() {
  const NewlineMode mode(*this, false);
  const Token open = take_open();
  ExpressionPtr inner = expression();
  if (!inner) return nullptr;
  if (!is_at(TokenKind::kCloseParen)) return missing_close(open, "an operator or \")\"");
  take_close();
  const std::uint32_t height = inner->height + 1;
  return make_chained(open.range.begin, height, Parentheses{std::move(inner)});
}

}  // namespace plimsoll::hcl
