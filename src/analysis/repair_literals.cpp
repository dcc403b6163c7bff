#include "repair_literals.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "plimsoll/base/text.h"
#include "plimsoll/hcl/token.h"

namespace plimsoll::analysis {
namespace {

using hcl::TokenKind;

/// One token of those that matter, text in quotes and heredocs taken as a whole.
struct Item {
  enum class Kind : std::uint8_t { kWord, kText, kHeredoc, kNumber, kOpen, kClose, kAssign, kComma, kNewline, kOther };
  Kind kind = Kind::kOther;
  ByteRange range = {};
};
using Items = std::vector<Item>;

Item::Kind kind_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kIdentifier:
      return Item::Kind::kWord;
    case TokenKind::kNumber:
      return Item::Kind::kNumber;
    case TokenKind::kOpenBrace:
    case TokenKind::kOpenBracket:
    case TokenKind::kOpenParen:
      return Item::Kind::kOpen;
    case TokenKind::kCloseBrace:
    case TokenKind::kCloseBracket:
    case TokenKind::kCloseParen:
      return Item::Kind::kClose;
    case TokenKind::kEqual:
    case TokenKind::kColon:
      return Item::Kind::kAssign;
    case TokenKind::kComma:
      return Item::Kind::kComma;
    case TokenKind::kNewline:
      return Item::Kind::kNewline;
    default:
      return Item::Kind::kOther;
  }
}

bool opens_text(TokenKind kind) {
  return kind == TokenKind::kOpenQuote || kind == TokenKind::kOpenHeredoc;
}

Items items_of(const SourcePtr& file) {
  Items items;
  const std::vector<hcl::Token> tokens = hcl::lex(file).tokens;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const hcl::Token& token = tokens[i];
    if (token.kind == TokenKind::kWhitespace || token.kind == TokenKind::kComment) continue;
    if (!opens_text(token.kind)) {
      items.push_back({.kind = kind_of(token.kind), .range = token.range});
      continue;
    }
    const bool is_heredoc = token.kind == TokenKind::kOpenHeredoc;
    std::size_t depth = 1;
    while (depth > 0 && i + 1 < tokens.size()) {
      const TokenKind next = tokens[++i].kind;
      if (opens_text(next)) ++depth;
      if (next == TokenKind::kCloseQuote || next == TokenKind::kCloseHeredoc) --depth;
    }
    items.push_back({.kind = is_heredoc ? Item::Kind::kHeredoc : Item::Kind::kText,
                     .range = {token.range.begin, tokens[i].range.end}});
  }
  return items;
}

class Scan {
 public:
  explicit Scan(SourcePtr file) : file_(std::move(file)), items_(items_of(file_)) {}

  const Items& items() const { return items_; }

  /// The word, or what stands between the quotes.
  std::string_view text(std::size_t i) const {
    std::string_view text = file_->slice(items_[i].range);
    if (items_[i].kind == Item::Kind::kText && text.size() >= 2) text = text.substr(1, text.size() - 2);
    return text;
  }

  bool is(std::size_t i, Item::Kind kind) const { return i < items_.size() && items_[i].kind == kind; }

  /// `name =` and `"name":`, whatever follows; not what stands between the ? and the : of a condition.
  bool is_key(std::size_t i) const {
    const bool is_name = is(i, Item::Kind::kWord) || is(i, Item::Kind::kText);
    const bool is_branch = i > 0 && file_->slice(items_[i - 1].range) == "?";
    return is_name && is(i + 1, Item::Kind::kAssign) && !is_branch;
  }

  std::size_t skip_newlines(std::size_t i) const {
    while (is(i, Item::Kind::kNewline)) ++i;
    return i;
  }

  /// Behind the bracket that closes the one at `i`.
  std::size_t behind_brackets(std::size_t i) const {
    std::size_t depth = 0;
    for (; i < items_.size(); ++i) {
      if (is(i, Item::Kind::kOpen)) ++depth;
      if (is(i, Item::Kind::kClose) && --depth == 0) return i + 1;
    }
    return items_.size();
  }

  /// Behind the value that begins at `i`: where its line or list goes on.
  std::size_t behind_value(std::size_t i) const {
    while (i < items_.size()) {
      if (is(i, Item::Kind::kOpen)) {
        i = behind_brackets(i);
        continue;
      }
      if (is(i, Item::Kind::kComma) || is(i, Item::Kind::kNewline) || is(i, Item::Kind::kClose)) return i;
      ++i;
    }
    return i;
  }

  void add_literals(std::size_t begin, std::size_t end, std::vector<ByteRange>& out) const {
    for (std::size_t i = begin; i < end; ++i) {
      if (is_literal(i) && !is_key(i) && !is_name(i) && !is_index(i)) out.push_back(items_[i].range);
    }
  }

 private:
  bool is_literal(std::size_t i) const {
    if (is(i, Item::Kind::kWord)) return text(i) == "true" || text(i) == "false";
    return is(i, Item::Kind::kText) || is(i, Item::Kind::kHeredoc) || is(i, Item::Kind::kNumber);
  }
  /// The value of `name = "x"`.
  bool is_name(std::size_t i) const { return i >= 2 && is_key(i - 2) && ascii_lower(text(i - 2)) == "name"; }
  /// What stands right behind a bracket that follows a word or another bracket.
  bool is_index(std::size_t i) const {
    if (i < 2 || !is(i - 1, Item::Kind::kOpen) || !is(i + 1, Item::Kind::kClose)) return false;
    if (file_->slice(items_[i - 1].range) != "[") return false;
    const bool follows = is(i - 2, Item::Kind::kWord) || is(i - 2, Item::Kind::kClose);
    return follows && items_[i - 2].range.end == items_[i - 1].range.begin;
  }

  SourcePtr file_;
  Items items_;
};

bool is_in_capitals(std::string_view name) {
  if (name.size() < 2) return false;
  return std::ranges::all_of(name, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string plain_name(std::string_view name) {
  std::string plain = ascii_lower(name);
  std::erase_if(plain, [](char c) { return c == '_' || c == '-'; });
  return plain;
}

bool is_environment(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames = {"environment", "environmentvariables", "env", "envvars",
                                                      "environmentvars"};
  return std::ranges::find(kNames, plain_name(name)) != kNames.end();
}

bool is_like_environment(std::string_view name) {
  return ascii_lower(name).find("env") != std::string::npos;
}

/// Values of maps whose keys are in capitals.
void add_map_values(const Scan& scan, std::size_t begin, std::size_t end, std::vector<ByteRange>& out) {
  for (std::size_t i = begin; i < end; ++i) {
    if (scan.is_key(i) && is_in_capitals(scan.text(i))) scan.add_literals(i + 2, scan.behind_value(i + 2), out);
  }
}

/// `{ name = "DB_HOST", value = "x" }`, in any order: `i` is at the name's key.
void add_value_beside(const Scan& scan, std::size_t i, std::vector<ByteRange>& out) {
  const Items& items = scan.items();
  std::size_t begin = i;
  for (std::size_t depth = 0; begin > 0; --begin) {
    if (items[begin - 1].kind == Item::Kind::kClose) ++depth;
    if (items[begin - 1].kind == Item::Kind::kOpen && depth-- == 0) break;
  }
  if (begin == 0) return;
  const std::size_t end = scan.behind_brackets(begin - 1);
  for (std::size_t at = begin; at < end; ++at) {
    if (scan.is(at, Item::Kind::kOpen)) at = scan.behind_brackets(at) - 1;
    const bool is_value = at < end && scan.is_key(at) && ascii_lower(scan.text(at)) == "value";
    if (is_value) scan.add_literals(at + 2, scan.behind_value(at + 2), out);
  }
}

void add_environment(const SourcePtr& file, std::uint32_t base, std::size_t depth, std::vector<ByteRange>& out) {
  constexpr std::size_t kDeepest = 4;
  const Scan scan(file);
  std::vector<ByteRange> found;
  for (std::size_t i = 0; i < scan.items().size(); ++i) {
    const ByteRange range = scan.items()[i].range;
    if (scan.is(i, Item::Kind::kHeredoc) && depth < kDeepest) {
      // Without the line that opens it.
      const std::string text(file->slice(range));
      const std::size_t line = std::min(text.find('\n'), text.size() - 1) + 1;
      const auto inner = std::make_shared<const SourceFile>(file->name(), text.substr(line));
      add_environment(inner, base + range.begin + static_cast<std::uint32_t>(line), depth + 1, out);
      continue;
    }
    const bool is_block = scan.is(i, Item::Kind::kWord) && scan.is(i + 1, Item::Kind::kOpen) &&
                          file->slice(scan.items()[i + 1].range) == "{";
    if (!is_block && !scan.is_key(i)) continue;
    const std::string_view name = scan.text(i);
    const std::size_t begin = scan.skip_newlines(is_block ? i + 1 : i + 2);
    const std::size_t end = is_block ? scan.behind_brackets(begin) : scan.behind_value(begin);
    // `environment = "prod"` is a tag or a name.
    const bool is_single = end <= begin + 1;
    if (is_environment(name) && !is_single) scan.add_literals(begin, end, found);
    if (is_like_environment(name) && !is_single) add_map_values(scan, begin, end, found);
    const bool names_one = ascii_lower(name) == "name" && scan.is(begin, Item::Kind::kText);
    if (names_one && is_in_capitals(scan.text(begin))) add_value_beside(scan, i, found);
  }
  for (const ByteRange& range : found) out.push_back({base + range.begin, base + range.end});
}

}  // namespace

std::vector<ByteRange> environment_literals(const SourcePtr& file) {
  std::vector<ByteRange> out;
  add_environment(file, 0, 0, out);
  return out;
}

std::vector<ByteRange> literals_of(const SourcePtr& file, const std::set<std::string>& names) {
  std::vector<ByteRange> out;
  const Scan scan(file);
  std::size_t depth = 0;
  const std::size_t top = file->name().ends_with(".json") ? 1 : 0;
  for (std::size_t i = 0; i < scan.items().size(); ++i) {
    if (scan.is(i, Item::Kind::kOpen)) ++depth;
    if (scan.is(i, Item::Kind::kClose) && depth > 0) --depth;
    if (depth != top || !scan.is_key(i) || !names.contains(std::string(scan.text(i)))) continue;
    const std::size_t begin = scan.skip_newlines(i + 2);
    scan.add_literals(begin, scan.behind_value(begin), out);
  }
  return out;
}

std::vector<ByteRange> literals_in(const SourcePtr& file, ByteRange range) {
  std::vector<ByteRange> out;
  const auto part = std::make_shared<const SourceFile>(file->name(), std::string(file->slice(range)));
  const Scan scan(part);
  scan.add_literals(0, scan.items().size(), out);
  for (ByteRange& one : out) one = {one.begin + range.begin, one.end + range.begin};
  return out;
}

}  // namespace plimsoll::analysis
