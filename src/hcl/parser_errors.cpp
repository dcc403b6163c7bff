// Reporting mistakes and finding the place where parsing can go on.
#include <algorithm>

#include "parser_state.h"

namespace plimsoll::hcl {
namespace {

// How many open brackets a closing one looks through for its partner.
constexpr std::size_t kMaxBracketSearch = 64;

/// The kind of token that closes `open`, or kInvalid when it opens nothing.
TokenKind closer_of(TokenKind open) {
  switch (open) {
    case TokenKind::kOpenParen:
      return TokenKind::kCloseParen;
    case TokenKind::kOpenBracket:
      return TokenKind::kCloseBracket;
    case TokenKind::kOpenBrace:
      return TokenKind::kCloseBrace;
    case TokenKind::kOpenQuote:
      return TokenKind::kCloseQuote;
    case TokenKind::kOpenHeredoc:
      return TokenKind::kCloseHeredoc;
    case TokenKind::kInterpolationOpen:
    case TokenKind::kDirectiveOpen:
      return TokenKind::kTemplateClose;
    default:
      return TokenKind::kInvalid;
  }
}

bool is_closer(TokenKind kind) {
  return kind == TokenKind::kCloseParen || kind == TokenKind::kCloseBracket || kind == TokenKind::kCloseBrace ||
         kind == TokenKind::kCloseQuote || kind == TokenKind::kCloseHeredoc || kind == TokenKind::kTemplateClose;
}

std::string_view closer_text(const Token& open) {
  switch (open.kind) {
    case TokenKind::kOpenParen:
      return "\")\"";
    case TokenKind::kOpenBracket:
      return "\"]\"";
    default:
      return "\"}\"";
  }
}

/// Operators of other languages.
std::string_view hint_for(std::string_view found) {
  if (found == "=") return " To compare, write \"==\".";
  if (found == "and") return " The logical and is \"&&\".";
  if (found == "or") return " The logical or is \"||\".";
  if (found == "not") return " The logical not is \"!\".";
  if (found == "is") return " To compare, write \"==\".";
  return {};
}

}  // namespace

std::nullptr_t Parser::fail(std::string summary, std::string detail) {
  const Token found = peek();
  return fail_at(found, found.range, std::move(summary), std::move(detail));
}

/// `found` is where reading stopped: nothing is reported where the lexer has spoken already.
std::nullptr_t Parser::fail_at(const Token& found, ByteRange range, std::string summary, std::string detail) {
  if (found.kind == TokenKind::kInvalid) return nullptr;
  if (found.kind == TokenKind::kEndOfFile && std::exchange(end_reported_, true)) return nullptr;
  const auto broken = std::lower_bound(broken_.begin(), broken_.end(), found.range.begin,
                                       [](const ByteRange& a, std::uint32_t offset) { return a.end < offset; });
  if (broken != broken_.end() && broken->begin <= found.range.begin) return nullptr;
  diagnostics_.push_back(make_error(std::move(summary), std::move(detail), {.file = source_, .bytes = range}));
  if (diagnostics_.size() >= kMaxDiagnostics) give_up();
  return nullptr;
}

void Parser::give_up() {
  end_reported_ = true;
  at_ = tokens_.size() - 1;
}

std::nullptr_t Parser::missing_close(const Token& open, std::string_view expected) {
  const Token found = peek();
  std::string detail = "Expected ";
  detail.append(expected);
  const bool is_end = found.kind == TokenKind::kEndOfFile;
  if (is_end || is_closer(found.kind) || continues_outside(at_)) {
    detail += " before " + describe(found);
    if (!is_end) detail += " in line " + std::to_string(line_of(found.range.begin));
    detail += ".";
    const MisplacedClose misplaced = is_end && !end_reported_ ? find_misplaced_close() : MisplacedClose{};
    if (misplaced.open) {
      detail += " The \"}\" in line " + std::to_string(line_of(misplaced.close->range.begin)) +
                " stands further left than this block.";
    }
    const Token& blamed = misplaced.open ? *misplaced.open : open;
    return fail_at(found, blamed.range, "Unclosed \"" + std::string(text(blamed)) + "\"", std::move(detail));
  }
  detail += ", found " + describe(found) + ".";
  detail += hint_for(text(found));
  return fail("Unexpected " + describe(found), std::move(detail));
}

std::nullptr_t Parser::too_high(std::uint32_t begin) {
  const ByteRange range = {.begin = begin, .end = last_end_};
  return fail_at(
      {.kind = TokenKind::kIdentifier, .range = range}, range, "Expression too long",
      "Operators, accesses and nesting add up to more than " + std::to_string(limits_.max_height) + " levels.");
}

bool Parser::too_deep() {
  if (depth_ <= limits_.max_depth) return false;
  fail("Nested too deeply", "There are more than " + std::to_string(limits_.max_depth) + " levels here.");
  give_up();  // such a text is no mistake of a person
  return true;
}

std::string Parser::describe(const Token& token) const {
  switch (token.kind) {
    case TokenKind::kNewline:
      return "the end of the line";
    case TokenKind::kEndOfFile:
      return "the end of the file";
    case TokenKind::kOpenQuote:
      return "a string";
    case TokenKind::kCloseQuote:
      return "the end of the string";
    case TokenKind::kOpenHeredoc:
      return "a heredoc";
    case TokenKind::kCloseHeredoc:
      return "the end of the heredoc";
    case TokenKind::kTemplateText:
      return "text";
    case TokenKind::kTemplateClose:
      return "the \"}\" that ends the interpolation";
    default:
      return std::string("\"").append(text(token)).append("\"");
  }
}

ExpressionPtr Parser::no_expression() {
  const Token found = peek();
  const std::string_view word = text(found);
  if (found.kind == TokenKind::kEndOfFile && !open_.empty())
    return missing_close(open_.back(), closer_text(open_.back()));
  if (found.kind == TokenKind::kNewline || found.kind == TokenKind::kEndOfFile) {
    return fail("Missing expression",
                found.kind == TokenKind::kNewline
                    ? "The line ends here; an expression goes on in the next line only inside parentheses or brackets."
                    : "The text ends here.");
  }
  std::string detail = "Expected an expression";
  if (found.kind == TokenKind::kEqual || found.kind == TokenKind::kEqualEqual) {
    detail += "; to compare, write a single \"==\" between two of them";
  } else if (found.kind == TokenKind::kStar) {
    detail += "; all elements of a list are list[*]";
  } else if (found.kind == TokenKind::kAnd || found.kind == TokenKind::kOr) {
    detail += " on both sides of " + std::string(word);
  }
  return fail("Unexpected " + describe(found), detail + ".");
}

std::uint32_t Parser::indent_of(std::uint32_t offset) const {
  const std::string_view before = source_->text().substr(0, offset);
  const std::size_t line = before.rfind('\n');
  const std::size_t start = line == std::string_view::npos ? 0 : line + 1;
  const std::size_t indent = source_->text().find_first_not_of(" \t", start);
  return static_cast<std::uint32_t>((indent == std::string_view::npos ? offset : indent) - start);
}

bool Parser::starts_line(std::size_t token) const {
  return token == 0 || tokens_[token - 1].kind == TokenKind::kNewline;
}

/// Does the token look like the start of an attribute or a block?
bool Parser::starts_item(std::size_t token) const {
  if (tokens_[token].kind != TokenKind::kIdentifier) return false;
  std::size_t next = token + 1;
  if (tokens_[next].kind == TokenKind::kEqual) return true;
  while (tokens_[next].kind == TokenKind::kOpenQuote) {
    if (tokens_[next + 1].kind == TokenKind::kTemplateText) ++next;
    if (tokens_[next + 1].kind != TokenKind::kCloseQuote) return false;
    next += 2;
  }
  return tokens_[next].kind == TokenKind::kOpenBrace;
}

/// Indentation says that the current item has ended before this token, whatever is still open.
bool Parser::continues_outside(std::size_t token) const {
  if (!starts_line(token) || tokens_[token].range.begin == item_begin_) return false;
  const bool is_brace = tokens_[token].kind == TokenKind::kCloseBrace;
  if (!is_brace && !starts_item(token)) return false;
  const std::uint32_t indent = indent_of(tokens_[token].range.begin);
  const std::uint32_t item_indent = indent_of(item_begin_);
  return is_brace ? indent < item_indent : indent <= item_indent;
}

/// Index in open_ of the bracket that `closer` closes, not below `base`; open_.size() when there is none.
std::size_t Parser::opener_index(TokenKind closer, std::size_t base) const {
  for (std::size_t i = open_.size(); i-- > base && open_.size() - i <= kMaxBracketSearch;) {
    if (closer_of(open_[i].kind) == closer) return i;
  }
  return open_.size();
}

/// Goes to the next separator or the closing bracket of the list that open_[level - 1] opened. False: the list's end is
/// lost.
bool Parser::skip_to_separator(std::size_t level) {
  for (;; ++at_) {
    const Token& token = tokens_[at_];
    if (token.kind == TokenKind::kEndOfFile || continues_outside(at_)) return false;
    if (open_.size() == level &&
        (token.kind == TokenKind::kComma || (newlines_count_ && token.kind == TokenKind::kNewline))) {
      return true;
    }
    if (closer_of(token.kind) != TokenKind::kInvalid) {
      open_.push_back(token);
    } else if (is_closer(token.kind)) {
      const std::size_t opener = opener_index(token.kind, item_level_);
      if (opener + 1 == level) {
        open_.resize(level);
        return true;
      }
      if (opener + 1 < level) return false;
      if (opener < open_.size()) {
        open_.resize(opener);
      } else if (token.kind == TokenKind::kCloseBrace) {
        return false;
      }
    }
  }
}

/// Goes behind the current attribute or block.
void Parser::skip_item() {
  for (;; ++at_) {
    const Token& token = tokens_[at_];
    if (token.kind == TokenKind::kEndOfFile || continues_outside(at_)) break;
    if (token.kind == TokenKind::kNewline && open_.size() <= item_level_) {
      ++at_;
      break;
    }
    if (closer_of(token.kind) != TokenKind::kInvalid) {
      open_.push_back(token);
    } else if (is_closer(token.kind)) {
      const std::size_t opener = opener_index(token.kind, item_level_);
      if (opener < open_.size()) {
        open_.resize(opener);
      } else if (token.kind == TokenKind::kCloseBrace) {
        break;
      }
    }
  }
  open_.resize(item_level_);
}

/// The first "{" whose "}" stands further left than the line that opened it: that "}" was meant for another one.
Parser::MisplacedClose Parser::find_misplaced_close() const {
  std::vector<const Token*> braces;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (tokens_[i].kind == TokenKind::kOpenBrace) braces.push_back(&tokens_[i]);
    if (tokens_[i].kind != TokenKind::kCloseBrace || braces.empty()) continue;
    const Token* open = braces.back();
    if (starts_line(i) && indent_of(tokens_[i].range.begin) < indent_of(open->range.begin)) return {open, &tokens_[i]};
    braces.pop_back();
  }
  return {};
}

}  // namespace plimsoll::hcl
