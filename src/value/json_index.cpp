#include "json_index.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace plimsoll::json {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
/// How far back a good place to cut is looked for.
constexpr std::size_t kCutSearch = std::size_t{1} << 16;
/// simdjson counts in 32 bits.
constexpr std::size_t kMaxStretch = 0xFFFF0000;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_operator(char c) {
  return c == '{' || c == '}' || c == '[' || c == ']' || c == ':' || c == ',';
}
bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// End of a stretch that starts at `start`, outside of tokens if the guess is right: behind a key's colon (`":` is all
/// but certainly one), else behind any separator. A wrong guess ends inside a string, which stage 1 notices.
std::size_t find_cut(std::string_view text, std::size_t start, std::size_t window) {
  if (text.size() - start <= window) return text.size();
  const std::size_t limit = start + window;
  const std::size_t lowest = std::max(start + 2, limit - std::min(kCutSearch, window));
  for (std::size_t i = limit - 1; i > lowest; --i) {
    if (text[i] == ':' && text[i - 1] == '"' && text[i - 2] != '\\') return i + 1;
  }
  for (std::size_t i = limit; i > lowest; --i) {
    if (is_operator(text[i - 1]) || is_space(text[i - 1])) return i;
  }
  for (std::size_t i = limit; i < text.size(); ++i) {
    if (is_operator(text[i]) || is_space(text[i])) return i + 1;
  }
  return text.size();
}

/// `from` lies inside a string: the offset behind its closing quote, or npos.
std::size_t find_string_end(std::string_view text, std::size_t from) {
  for (std::size_t quote = text.find('"', from); quote != kNone; quote = text.find('"', quote + 1)) {
    std::size_t backslashes = 0;
    while (quote > backslashes && text[quote - 1 - backslashes] == '\\') ++backslashes;
    if (backslashes % 2 == 0) return quote + 1;
  }
  return kNone;
}

/// Offset of the first backslash that starts no valid escape, or npos.
std::size_t find_bad_escape(std::string_view text) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const char* p = begin;
  while ((p = static_cast<const char*>(std::memchr(p, '\\', static_cast<std::size_t>(end - p)))) != nullptr) {
    // Escapes come in crowds (JSON inside JSON): look a few bytes ahead before calling memchr again.
    for (; p < end && *p == '\\'; ++p) {
      if (end - p < 2) return static_cast<std::size_t>(p - begin);
      const char kind = p[1];
      if (kind == 'u') {
        if (end - p < 6 || !is_hex(p[2]) || !is_hex(p[3]) || !is_hex(p[4]) || !is_hex(p[5])) {
          return static_cast<std::size_t>(p - begin);
        }
        p += 5;
      } else if (kind == '"' || kind == '\\' || kind == '/' || kind == 'n' || kind == 't' || kind == 'r' ||
                 kind == 'b' || kind == 'f') {
        p += 1;
      } else {
        return static_cast<std::size_t>(p - begin);
      }
    }
    if (p >= end) break;
  }
  return kNone;
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

bool is_sequence(std::string_view s) {
  const auto byte = [s](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  for (std::size_t i = 1; i < s.size(); ++i) {
    if ((byte(i) & 0xC0) != 0x80) return false;
  }
  if (s.size() == 3) return !(byte(0) == 0xE0 && byte(1) < 0xA0) && !(byte(0) == 0xED && byte(1) >= 0xA0);
  if (s.size() == 4) return !(byte(0) == 0xF0 && byte(1) < 0x90) && !(byte(0) == 0xF4 && byte(1) >= 0x90);
  return true;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(static_cast<unsigned char>(text[i]));
    if (length == 0 || text.size() - i < length || !is_sequence(text.substr(i, length))) return i;
    i += length;
  }
  return kNone;
}

StructuralIndex::StructuralIndex(std::string_view text, std::size_t window) : text_(text), window_(window) {}

StructuralIndex::~StructuralIndex() = default;

bool StructuralIndex::advance() {
  count_ = 0;
  while (!error_ && start_ < text_.size()) {
    const std::size_t cut = find_cut(text_, start_, window_);
    if (!index(cut)) {
      const std::size_t closed = cut < text_.size() ? find_string_end(text_, cut) : kNone;
      if (closed == kNone || !index(closed)) index_slowly(text_.size());
    }
    start_ += stretch_.size();
    if (count_ > 0) return true;
  }
  return false;
}

/// False when the stretch ends inside a string.
bool StructuralIndex::index(std::size_t end) {
  const std::size_t length = end - start_;
  stretch_ = text_.substr(start_, length);
  if (length > kMaxStretch) return index_slowly(end);
  if (parser_ == nullptr || length > capacity_) {
    capacity_ = std::max(length, std::min(window_, text_.size()));
    parser_ = nullptr;
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(capacity_, 1, parser_)) {
      error_ = LexicalError{.offset = start_, .message = "not enough memory to index the text"};
      return true;
    }
  }
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(stretch_.data());
  const simdjson::error_code code = parser_->stage1(bytes, length, simdjson::stage1_mode::regular);
  if (code == simdjson::UNCLOSED_STRING) return false;
  if (code == simdjson::EMPTY) return true;
  if (code != simdjson::SUCCESS) return index_slowly(end);
  tokens_ = parser_->structural_indexes.get();
  count_ = parser_->n_structural_indexes;
  tokens_[count_] = static_cast<std::uint32_t>(length);
  const std::size_t bad = find_bad_escape(stretch_);
  if (bad != kNone) stop_at(bad, "invalid escape");
  return true;
}

/// Drops the tokens from `offset` on, and the string around it.
void StructuralIndex::stop_at(std::size_t offset, std::string_view message) {
  error_ = LexicalError{.offset = start_ + offset, .message = message};
  count_ = static_cast<std::size_t>(std::lower_bound(tokens_, tokens_ + count_, offset) - tokens_);
  if (count_ > 0 && stretch_[tokens_[count_ - 1]] == '"') {
    --count_;  // what is now tokens_[count_] bounds the token before
  } else {
    tokens_[count_] = static_cast<std::uint32_t>(offset);
  }
}

/// Finds the first lexical error and the tokens before it, byte by byte: only for texts that have one.
bool StructuralIndex::index_slowly(std::size_t end) {
  constexpr std::size_t kLongest = std::size_t{1} << 30;
  stretch_ = text_.substr(start_, std::min(end - start_, kLongest));
  const std::size_t invalid = find_invalid_utf8(stretch_);
  const std::string_view valid = stretch_.substr(0, invalid);
  slow_.clear();
  LexicalError found{.offset = valid.size(), .message = "invalid UTF-8"};
  bool in_scalar = false;
  std::size_t good = valid.size();  // where the last good token ends at the latest
  std::size_t i = 0;
  for (; i < valid.size(); ++i) {
    if (valid[i] != '"') {
      const bool scalar = !is_space(valid[i]) && !is_operator(valid[i]);
      if (is_operator(valid[i]) || (scalar && !in_scalar)) slow_.push_back(static_cast<std::uint32_t>(i));
      in_scalar = scalar;
      continue;
    }
    const std::size_t quote = i++;
    while (i < valid.size() && valid[i] != '"' && static_cast<unsigned char>(valid[i]) >= 0x20) {
      i += valid[i] == '\\' ? 2 : 1;
    }
    if (i >= valid.size()) {
      if (invalid == kNone) found.message = "the text ends inside a string", found.at_end = true;
      good = quote;
      break;
    }
    if (valid[i] != '"') {
      found = {.offset = i, .message = "control character in a string"};
      good = quote;
      break;
    }
    const std::size_t bad = find_bad_escape(valid.substr(quote, i - quote));
    if (bad != kNone) {
      found = {.offset = quote + bad, .message = "invalid escape"};
      good = quote;
      break;
    }
    slow_.push_back(static_cast<std::uint32_t>(quote));
    in_scalar = false;
  }
  const bool whole = invalid == kNone && i >= valid.size() && !found.at_end;
  if (whole && stretch_.size() == end - start_) found.message = "text that cannot be indexed";
  found.offset += start_;
  error_ = found;
  count_ = slow_.size();
  slow_.push_back(static_cast<std::uint32_t>(good));
  tokens_ = slow_.data();
  return true;
}

}  // namespace plimsoll::json
