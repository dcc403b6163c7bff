// Calls, tuples, objects and for-expressions.
#include <algorithm>

#include "parser_state.h"

namespace plimsoll::hcl {

/// name { "::" name } "(" arguments ")"
ExpressionPtr Parser::call(const Token& first) {
  Call call = {.name = std::string(text(first)), .name_range = first.range};
  while (take_if(TokenKind::kColonColon)) {
    if (!is_at(TokenKind::kIdentifier)) {
      return fail("Missing function name", "Expected a name after \"::\", found " + describe(peek()) + ".");
    }
    const Token part = take();
    call.name.append("::").append(text(part));
    call.name_range.end = part.range.end;
  }
  if (!is_at(TokenKind::kOpenParen)) {
    return fail_at(peek(), call.name_range, "Missing arguments of the function call",
                   "Expected \"(\" after \"" + call.name + "\", found " + describe(peek()) + ".");
  }
  std::uint32_t height = 0;
  {
    const NewlineMode mode(*this, false);
    const Token open = take_open();
    if (!list(open, TokenKind::kCloseParen, call.arguments, height, &call.expands_last)) return nullptr;
  }
  return make_chained(first.range.begin, height + 1, std::move(call));
}

ExpressionPtr Parser::tuple() {
  const NewlineMode mode(*this, false);
  const Token open = take_open();
  if (is_at_keyword("for")) return for_expression(open, false);
  TupleConstructor tuple = {};
  std::uint32_t height = 0;
  if (!list(open, TokenKind::kCloseBracket, tuple.elements, height, nullptr)) return nullptr;
  return make_chained(open.range.begin, height + 1, std::move(tuple));
}

/// Items up to and with the closing bracket. Goes on after a mistake in an item, so that the next one shows too.
bool Parser::list(const Token& open, TokenKind close, std::vector<ExpressionPtr>& out, std::uint32_t& height,
                  bool* expands_last) {
  const std::size_t level = open_.size();
  const std::string closer = close == TokenKind::kCloseParen ? "\")\"" : "\"]\"";
  bool good = true;
  while (!is_at(close)) {
    if (continues_outside(at_)) {
      missing_close(open, closer);
      return false;
    }
    ExpressionPtr element = expression();
    if (element) {
      height = std::max(height, element->height);
      out.push_back(std::move(element));
      if (expands_last && take_if(TokenKind::kEllipsis)) {
        *expands_last = true;
        if (is_at(close)) break;
        missing_close(open, closer + " after the expanded argument (\"...\"), which must be the last");
        good = false;
      }
    } else {
      good = false;
    }
    if (!good && !skip_to_separator(level)) return false;
    if (is_at(close)) break;
    if (take_if(TokenKind::kComma)) continue;
    missing_separator(open, closer);
    good = false;
    if (!skip_to_separator(level)) return false;
    take_if(TokenKind::kComma);
  }
  take_close();
  return good;
}

void Parser::missing_separator(const Token& open, const std::string& closer) {
  const Token found = peek();
  const bool starts_element = found.kind == TokenKind::kIdentifier || found.kind == TokenKind::kNumber ||
                              found.kind == TokenKind::kOpenQuote || found.kind == TokenKind::kOpenBrace;
  if (starts_element && !continues_outside(at_)) {
    fail("Missing \",\"", "Expected \",\" or " + closer + " before " + describe(found) + ".");
  } else {
    missing_close(open, "\",\" or " + closer);
  }
}

ExpressionPtr Parser::object() {
  const Token open = take_open();
  {
    const NewlineMode mode(*this, false);
    const std::size_t first = at_;
    if (is_at_keyword("for")) return for_expression(open, true);
    at_ = first;  // line ends count again
  }
  const NewlineMode mode(*this, true);
  const std::size_t level = open_.size();
  ObjectConstructor object = {};
  std::uint32_t height = 0;
  bool good = true;
  while (true) {
    while (take_if(TokenKind::kNewline)) {
    }
    if (is_at(TokenKind::kCloseBrace)) break;
    if (!object_item(object, height, open)) {
      good = false;
      if (!skip_to_separator(level)) return nullptr;
    }
    if (is_at(TokenKind::kComma)) take();
  }
  take_close();
  if (!good) return nullptr;
  return make_chained(open.range.begin, height + 1, std::move(object));
}

/// key ("=" | ":") value, with a look at what ends it.
bool Parser::object_item(ObjectConstructor& object, std::uint32_t& height, const Token& open) {
  ExpressionPtr key = object_key();
  if (!key) return false;
  if (!is_at(TokenKind::kEqual) && !is_at(TokenKind::kColon)) {
    const TokenKind kind = peek().kind;
    if (kind == TokenKind::kEndOfFile || continues_outside(at_)) return missing_close(open, "\"}\"") != nullptr;
    if (kind == TokenKind::kArrow) {
      fail("Unexpected \"=>\"", "Key and value of an object are separated by \"=\" or \":\".");
    } else if (kind == TokenKind::kEqualEqual) {
      fail("Unexpected \"==\"", "Key and value of an object are separated by one \"=\" or \":\".");
    } else {
      fail("Missing value of the object key", "Expected \"=\" and a value, found " + describe(peek()) + ".");
    }
    return false;
  }
  take();
  ExpressionPtr value = expression();
  if (!value) return false;
  height = std::max({height, key->height, value->height});
  object.items.push_back({std::move(key), std::move(value)});
  const TokenKind next = peek().kind;
  if (next == TokenKind::kComma || next == TokenKind::kNewline || next == TokenKind::kCloseBrace) return true;
  missing_close(open, "a new line, \",\" or \"}\"");
  return false;
}

ExpressionPtr Parser::object_key() {
  const Token first = peek();
  const TokenKind second = tokens_[at_ + (first.kind == TokenKind::kEndOfFile ? 0 : 1)].kind;
  if (first.kind == TokenKind::kIdentifier && (second == TokenKind::kEqual || second == TokenKind::kColon)) {
    take();
    Template name = {};
    name.parts.push_back({.range = first.range, .node = TemplateText{std::string(text(first))}});
    return make(first.range.begin, 1, std::move(name));
  }
  ExpressionPtr key = expression();
  if (!key || first.kind == TokenKind::kOpenParen) return key;
  return literal_key(std::move(key));
}

/// A bare word is a name: `true` and `null` too. Anything longer stays an expression: see is_ambiguous_key().
ExpressionPtr Parser::literal_key(ExpressionPtr key) {
  const auto* literal = std::get_if<Literal>(&key->node);
  const bool is_word =
      std::holds_alternative<Variable>(key->node) || (literal && literal->kind != LiteralKind::kNumber);
  if (!is_word) return key;
  Template name = {};
  name.parts.push_back({.range = key->range, .node = TemplateText{std::string(source_->slice(key->range))}});
  return make(key->range.begin, 1, std::move(name));
}

ExpressionPtr Parser::for_expression(const Token& open, bool is_object) {
  const NewlineMode mode(*this, false);
  take();  // "for"
  For result = {};
  if (!for_names(result.key_name, result.value_name)) return nullptr;
  result.collection = expression();
  if (!result.collection) return nullptr;
  if (!is_at(TokenKind::kColon)) {
    return fail("Missing \":\" of the for-expression",
                "Expected \":\" and the result after the collection, found " + describe(peek()) + ".");
  }
  take();
  result.value = expression();
  if (!result.value) return nullptr;
  if (is_at(TokenKind::kArrow)) {
    if (!is_object) {
      return fail("Unexpected \"=>\" in a tuple",
                  "A for-expression with keys is written in braces: {for … : key => value}.");
    }
    take();
    result.key = std::move(result.value);
    result.value = expression();
    if (!result.value) return nullptr;
  } else if (is_object) {
    return fail("Missing \"=>\" of the for-expression",
                "A for-expression in braces needs a key and a value: {for … : key => value}.");
  }
  if (is_at(TokenKind::kEllipsis)) {
    if (!is_object) return fail("Unexpected \"...\" in a tuple", "Only values of an object can be grouped by key.");
    take();
    result.groups = true;
  }
  if (is_at_keyword("if")) {
    take();
    result.condition = expression();
    if (!result.condition) return nullptr;
  }
  if (!is_at(is_object ? TokenKind::kCloseBrace : TokenKind::kCloseBracket)) {
    return missing_close(
        open, result.condition ? (is_object ? "\"}\"" : "\"]\"") : (is_object ? "\"if\" or \"}\"" : "\"if\" or \"]\""));
  }
  take_close();
  std::uint32_t height = std::max(result.collection->height, result.value->height);
  if (result.key) height = std::max(height, result.key->height);
  if (result.condition) height = std::max(height, result.condition->height);
  return make_chained(open.range.begin, height + 1, std::move(result));
}

/// The names and "in", for expressions and template directives alike.
bool Parser::for_names(std::string& key, std::string& value) {
  const auto name = [this](std::string& out) {
    if (is_at(TokenKind::kEqual)) {
      fail("\"for\" as an object key", "After \"{\" it starts a for-expression; as a key, write \"for\" in quotes.");
      return false;
    }
    if (!is_at(TokenKind::kIdentifier)) {
      fail("Missing name after \"for\"",
           "Expected a name for each element, as in: for item in list. Found " + describe(peek()) + ".");
      return false;
    }
    out = text(take());
    return true;
  };
  if (!name(value)) return false;
  if (take_if(TokenKind::kComma)) {
    key = std::move(value);
    if (!name(value)) return false;
  }
  if (!is_at_keyword("in")) {
    fail("Missing \"in\" after the names of \"for\"",
         "Expected: for item in collection, or: for key, value in collection. Found " + describe(peek()) + ".");
    return false;
  }
  take();
  return true;
}

}  // namespace plimsoll::hcl
