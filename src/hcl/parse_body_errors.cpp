// What went wrong in a body: the frequent slips have messages of their own.
#include "parser_state.h"

namespace plimsoll::hcl {
namespace {

bool continues_expression(TokenKind kind) {
  return (kind >= TokenKind::kEqualEqual && kind <= TokenKind::kOr) || kind == TokenKind::kQuestion ||
         kind == TokenKind::kColon || kind == TokenKind::kDot;
}

}  // namespace

/// Index of the next token that is not a line end.
std::size_t Parser::next_visible() const {
  std::size_t next = at_;
  while (tokens_[next].kind == TokenKind::kNewline) ++next;
  return next;
}

/// At a token that starts neither an attribute nor a block.
void Parser::not_an_item() {
  const Token found = peek();
  if (found.kind == TokenKind::kCloseBrace) {
    fail("Unexpected \"}\"", "No block is open here.");
    take();
    return;
  }
  if (found.kind == TokenKind::kOpenQuote) {
    fail("Unexpected string", "Names of arguments and types of blocks are written without quotes.");
  } else if (continues_expression(found.kind)) {
    fail("Unexpected " + describe(found) + " at the start of a line",
         "The line end before it has ended the argument. Put the expression in parentheses to spread it over lines.");
  } else {
    fail("Unexpected " + describe(found), "Expected an argument (name = value) or a block (type \"label\" { … }).");
  }
  skip_item();
}

/// A name, then something other than "=", "{", a label.
void Parser::neither_attribute_nor_block(Body& body, const Token& name) {
  const Token found = peek();
  const std::string word(text(name));
  switch (found.kind) {
    case TokenKind::kColon:
      fail("Unexpected \":\" after \"" + word + "\"", "Arguments are set with \"=\": " + word + " = …");
      return attribute(body, name);
    case TokenKind::kEqualEqual:
      fail("Unexpected \"==\" after \"" + word + "\"", "Arguments are set with a single \"=\": " + word + " = …");
      return attribute(body, name);
    case TokenKind::kDot:
    case TokenKind::kColonColon:
      fail_at(found, name.range, "Unexpected expression",
              "Expected an argument (name = value) or a block; a reference or call stands to the right of \"=\".");
      return skip_item();
    case TokenKind::kNewline:
      if (tokens_[next_visible()].kind == TokenKind::kOpenBrace) return block(body, name);
      [[fallthrough]];
    case TokenKind::kEndOfFile:
    case TokenKind::kCloseBrace:
      fail_at(found.kind == TokenKind::kEndOfFile ? name : found, name.range,
              "Missing \"=\" or \"{\" after \"" + word + "\"",
              "Expected an argument (" + word + " = value) or a block (" + word + " { … }).");
      return skip_item();
    default:
      fail("Missing \"=\" after \"" + word + "\"", "Expected \"=\" or \"{\", found " + describe(found) + ".");
      return skip_item();
  }
}

/// After type and labels, where "{" was expected.
void Parser::no_block_body(const Block& block) {
  const Token found = peek();
  if (found.kind == TokenKind::kEqual) {
    fail("Unexpected \"=\" in a block header",
         "An argument has a single name before \"=\"; a block has no \"=\" before \"{\".");
  } else if (found.kind == TokenKind::kNewline || found.kind == TokenKind::kEndOfFile) {
    const std::string& type = block.type.text;
    const bool could_be_argument = block.labels.size() == 1;
    const std::string label(source_->slice(block.labels.empty() ? ByteRange{} : block.labels[0].range));
    fail_at(found, block.header_range,
            "Missing \"" + std::string(could_be_argument ? "=\" or \"{" : "{") + "\" after \"" + type + "\"",
            could_be_argument
                ? "Expected an argument (" + type + " = " + label + ") or a block with its \"{\" on this line."
                : "A block has its \"{\" on the line of its header.");
  } else {
    fail("Unexpected " + describe(found) + " in a block header", "Expected a label or \"{\".");
  }
}

/// The value of an attribute is complete, but its line goes on.
void Parser::explain_leftover(const Attribute& attribute) {
  const Token found = peek();
  const std::string& name = attribute.name.text;
  switch (found.kind) {
    case TokenKind::kComma:
      fail("Unexpected \",\"", "Arguments are separated by line breaks.");
      return;
    case TokenKind::kCloseBrace:
      fail("Missing line break before \"}\"", "The block spans lines, so its \"}\" stands on a line of its own.");
      return;
    case TokenKind::kEqual:
      fail("Unexpected \"=\" in the value of \"" + name + "\"", "To compare, write \"==\".");
      return;
    case TokenKind::kCloseParen:
    case TokenKind::kCloseBracket:
      fail("Unexpected " + describe(found), "No bracket is open here that it could close.");
      return;
    default: {
      const auto* variable = std::get_if<Variable>(&attribute.value->node);
      if (variable && variable->name == "not") {
        fail("Unexpected " + describe(found), "The logical not is \"!\".");
        return;
      }
      missing_close(found, "an operator or the end of the line");
    }
  }
}

}  // namespace plimsoll::hcl
