// Tokens of HCL native syntax, comments and white space kept: the texts of all tokens put together are the file.
// Source: HCL native syntax specification (hashicorp/hcl, hclsyntax/spec.md).
#pragma once

#include <cstdint>
#include <vector>

#include "plimsoll/base/diagnostic.h"
#include "plimsoll/base/source.h"

namespace plimsoll::hcl {

enum class TokenKind : std::uint8_t {
  kWhitespace,  // spaces and tabs (and a CR before LF)
  kNewline,     // one line end
  kComment,     // "# …" and "// …" without the line end, or "/* … */"
  kIdentifier,
  kNumber,
  kOpenQuote,
  kCloseQuote,  // the quotes of a template
  kOpenHeredoc,
  kCloseHeredoc,       // "<<EOT\n", "<<-EOT\n"; the closing marker with its indent
  kTemplateText,       // literal run inside a template, escapes undecoded
  kInterpolationOpen,  // "${" or "${~"
  kDirectiveOpen,      // "%{" or "%{~"
  kTemplateClose,      // "}" or "~}" that ends either
  kOpenBrace,
  kCloseBrace,
  kOpenBracket,
  kCloseBracket,
  kOpenParen,
  kCloseParen,
  kEqual,
  kEqualEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kAnd,
  kOr,
  kBang,
  kQuestion,
  kColon,
  kColonColon,
  kComma,
  kDot,
  kEllipsis,
  kArrow,    // "?" ":" "::" "," "." "..." "=>"
  kInvalid,  // a character that belongs to no token
  kEndOfFile,
};

struct Token {
  TokenKind kind = TokenKind::kInvalid;
  ByteRange range = {};
};

struct LexResult {
  std::vector<Token> tokens = {};  // ends with kEndOfFile
  Diagnostics diagnostics = {};
};

/// Never fails: what cannot be read becomes kInvalid tokens and diagnostics. A byte-order mark at the start is white
/// space. Tokens that were forgotten (a closing quote) are there with an empty range, followed by an empty kInvalid.
LexResult lex(const SourcePtr& source);

}  // namespace plimsoll::hcl
