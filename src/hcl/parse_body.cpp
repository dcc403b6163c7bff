// Attributes and blocks.
#include <algorithm>
#include <numeric>

#include "parser_state.h"

namespace plimsoll::hcl {

Body Parser::file() {
  Body body = {};
  body.range = {.begin = 0, .end = tokens_.back().range.end};
  body_items(body, TokenKind::kEndOfFile);
  return body;
}

/// Items up to `end`, which stays.
void Parser::body_items(Body& body, TokenKind end) {
  const NewlineMode mode(*this, true);
  while (true) {
    while (take_if(TokenKind::kNewline)) {
    }
    if (is_at(end) || is_at(TokenKind::kEndOfFile)) break;
    item_level_ = open_.size();
    item_begin_ = begin();
    if (is_at(TokenKind::kIdentifier)) {
      item(body);
    } else {
      not_an_item();
    }
  }
  report_duplicates(body);
}

void Parser::item(Body& body) {
  const Token name = take();
  switch (peek().kind) {
    case TokenKind::kEqual:
      return attribute(body, name);
    case TokenKind::kOpenBrace:
    case TokenKind::kOpenQuote:
    case TokenKind::kIdentifier:
      return block(body, name);
    default:
      return neither_attribute_nor_block(body, name);
  }
}

/// At "=" (or what stands for it after a reported mistake).
void Parser::attribute(Body& body, const Token& name) {
  take();
  ExpressionPtr value = expression();
  if (!value) return skip_item();
  body.attributes.push_back({.name = name_of(name), .value = std::move(value)});
  Attribute& added = body.attributes.back();
  added.range = {.begin = name.range.begin, .end = last_end_};
  attribute_end(added);
}

void Parser::attribute_end(const Attribute& attribute) {
  if (take_if(TokenKind::kNewline) || is_at(TokenKind::kEndOfFile)) return;
  explain_leftover(attribute);
  skip_item();
}

void Parser::block(Body& body, const Token& name) {
  const Nesting nesting(*this);
  if (too_deep()) return skip_item();
  Block block = {.type = name_of(name)};
  if (!labels(block)) return skip_item();
  block.header_range = {.begin = name.range.begin, .end = last_end_};
  if (!is_at(TokenKind::kOpenBrace)) {
    no_block_body(block);
    // A brace on the next line is a mistake of its own, but shows where the body is.
    const std::size_t next = next_visible();
    if (next == at_ || tokens_[next].kind != TokenKind::kOpenBrace) return skip_item();
    at_ = next;
  }
  const bool complete = block_body(block);
  block.range = {.begin = name.range.begin, .end = last_end_};
  body.blocks.push_back(std::move(block));
  if (complete) block_end();
}

bool Parser::labels(Block& block) {
  while (is_at(TokenKind::kOpenQuote) || is_at(TokenKind::kIdentifier)) {
    Label next = {};
    if (!label(next)) return false;
    block.labels.push_back(std::move(next));
  }
  return true;
}

bool Parser::label(Label& out) {
  const Token first = take();
  out.range = first.range;
  if (first.kind == TokenKind::kIdentifier) {
    out.text = text(first);
    out.quoted = false;
    return true;
  }
  while (is_at(TokenKind::kTemplateText)) out.text += quoted_text(take().range);
  if (!is_at(TokenKind::kCloseQuote)) {
    open_.push_back(first);
    fail("Template in a block label", "A label is plain text. For a literal \"${\" write \"$${\".");
    return false;
  }
  out.range.end = take().range.end;
  return true;
}

/// From "{" to "}"; false when the file ended or the block is cut short.
bool Parser::block_body(Block& block) {
  const Token open = take_open();
  const std::size_t level = open_.size();
  const std::uint32_t begin_of_block = item_begin_;
  block.body.range.begin = open.range.begin;
  if (is_at(TokenKind::kIdentifier)) one_line_body(block.body);
  body_items(block.body, TokenKind::kCloseBrace);
  item_level_ = level - 1;
  item_begin_ = begin_of_block;
  open_.resize(level);
  const bool closed = is_at(TokenKind::kCloseBrace);
  if (closed) {
    take();
  } else {
    missing_close(open, "\"}\"");
  }
  open_.pop_back();
  block.body.range.end = last_end_;
  return closed;
}

/// `{ name = value }`. Ends at the "}", or at a line end after a reported mistake.
void Parser::one_line_body(Body& body) {
  item_level_ = open_.size();
  item_begin_ = begin();
  const Token name = take();
  if (!is_at(TokenKind::kEqual)) {
    if (is_at(TokenKind::kOpenBrace) || is_at(TokenKind::kOpenQuote) || is_at(TokenKind::kIdentifier)) {
      fail_at(peek(), name.range, "Nested block on the line of its parent",
              "Start the block \"" + std::string(text(name)) + "\" on a line of its own.");
    } else {
      fail("Missing \"=\" after \"" + std::string(text(name)) + "\"",
           "Expected \"=\" and a value, found " + describe(peek()) + ".");
    }
    return skip_item();
  }
  take();
  ExpressionPtr value = expression();
  if (!value) return skip_item();
  body.attributes.push_back(
      {.name = name_of(name), .value = std::move(value), .range = {.begin = name.range.begin, .end = last_end_}});
  if (is_at(TokenKind::kCloseBrace)) return;
  if (is_at(TokenKind::kNewline)) {
    fail("Missing line break after \"{\"", "A block that spans lines starts its content on a line of its own.");
  } else if (is_at(TokenKind::kComma) || is_at(TokenKind::kIdentifier)) {
    fail("More than one argument in a one-line block", "Write each argument on a line of its own, without commas.");
  } else {
    missing_close(open_.back(), "\"}\"");
  }
  skip_item();
}

void Parser::block_end() {
  if (take_if(TokenKind::kNewline) || is_at(TokenKind::kEndOfFile)) return;
  // "} }" on one line: the outer block reports or ends.
  if (is_at(TokenKind::kIdentifier)) {
    fail("Missing line break after a block", "Start the next argument or block on a line of its own.");
    return;
  }
  fail("Unexpected " + describe(peek()) + " after a block", "A block ends with its \"}\" and a line break.");
  skip_item();
}

/// "Attribute redefined" for every name that was set before in this body.
void Parser::report_duplicates(const Body& body) {
  const std::vector<Attribute>& all = body.attributes;
  std::vector<std::uint32_t> order(all.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&all](std::uint32_t a, std::uint32_t b) {
    const int names = all[a].name.text.compare(all[b].name.text);
    return names != 0 ? names < 0 : a < b;
  });
  for (std::size_t i = 1, first = 0; i < order.size() && diagnostics_.size() < kMaxDiagnostics; ++i) {
    const Name& name = all[order[i]].name;
    const Name& before = all[order[first]].name;
    if (name.text != before.text) {
      first = i;
      continue;
    }
    diagnostics_.push_back(make_error("Attribute redefined",
                                      "\"" + name.text + "\" was set in line " +
                                          std::to_string(line_of(before.range.begin)) +
                                          " already; each attribute may be set once.",
                                      {.file = source_, .bytes = name.range}));
  }
}

}  // namespace plimsoll::hcl
