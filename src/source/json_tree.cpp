#include "json_tree.h"

#include <algorithm>

#include "plimsoll/base/text.h"

namespace plimsoll::source {
namespace {

constexpr std::size_t kMaxDepth = 128;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Reads forward; every function returns false after an error, which sticks.
class Reader {
 public:
  Reader(std::string_view text, bool holes) : text_(text), holes_(holes) {}

  JsonResult read() {
    JsonNode root;
    if (!value(root, 0)) return {.error = error_};
    space();
    if (at_ != text_.size()) {
      fail("the end of the text");
      return {.error = error_};
    }
    return {.root = std::move(root)};
  }

 private:
  bool fail(std::string expected) {
    error_ = {.offset = position(), .expected = std::move(expected)};
    return false;
  }
  std::uint32_t position() const { return static_cast<std::uint32_t>(at_); }
  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void space() {
    while (!at_end() && is_space(text_[at_])) ++at_;
  }

  bool value(JsonNode& node, std::size_t depth) {
    if (depth > kMaxDepth) return fail("less nesting");
    space();
    node.range.begin = position();
    const bool good = value_at(node, depth);
    node.range.end = position();
    return good;
  }

  bool value_at(JsonNode& node, std::size_t depth) {
    switch (peek()) {
      case '{':
        return object(node, depth);
      case '[':
        return array(node, depth);
      case '"':
        return string(node);
      case 't':
        return word(node, "true", JsonKind::kBool, true);
      case 'f':
        return word(node, "false", JsonKind::kBool, false);
      case 'n':
        return word(node, "null", JsonKind::kNull, false);
      case kHoleByte:
        return hole(node);
      default:
        return number(node);
    }
  }

  bool hole(JsonNode& node) {
    if (!holes_) return fail("a value");
    ++at_;
    node.kind = JsonKind::kHole;
    node.holes.push_back(next_hole_++);
    return true;
  }

  bool word(JsonNode& node, std::string_view text, JsonKind kind, bool boolean) {
    if (text_.substr(at_, text.size()) != text) return fail("a value");
    at_ += text.size();
    node.kind = kind;
    node.boolean = boolean;
    return true;
  }

  bool digits() {
    const std::size_t begin = at_;
    while (is_digit(peek())) ++at_;
    return at_ > begin || fail("a digit");
  }

  bool number(JsonNode& node) {
    const std::size_t begin = at_;
    take('-');
    if (!is_digit(peek())) {
      at_ = begin;
      return fail("a value");
    }
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    node.kind = JsonKind::kNumber;
    node.text = text_.substr(begin, at_ - begin);
    return true;
  }

  bool array(JsonNode& node, std::size_t depth) {
    node.kind = JsonKind::kArray;
    ++at_;
    space();
    if (take(']')) return true;
    do {
      if (!value(node.elements.emplace_back(), depth + 1)) return false;
      space();
    } while (take(','));
    return take(']') || fail("`,` or `]`");
  }

  bool object(JsonNode& node, std::size_t depth) {
    node.kind = JsonKind::kObject;
    ++at_;
    space();
    if (take('}')) return true;
    do {
      space();
      JsonMember& member = node.members.emplace_back();
      if (peek() != '"') return fail("a key in quotes");
      if (!value(member.key, depth)) return false;
      space();
      if (!take(':')) return fail("`:`");
      if (!value(member.value, depth + 1)) return false;
      space();
    } while (take(','));
    return take('}') || fail("`,` or `}`");
  }

  void append(JsonNode& node, std::string_view bytes, std::size_t offset) {
    for (std::size_t i = 0; i < bytes.size(); ++i) node.offsets.push_back(static_cast<std::uint32_t>(offset));
    node.text += bytes;
  }

  bool string(JsonNode& node) {
    node.kind = JsonKind::kString;
    ++at_;
    bool escaped = false;
    for (;;) {
      const std::size_t offset = at_;
      if (at_end()) return fail("`\"`");
      const char c = text_[at_++];
      if (c == '"') break;
      if (c == '\\') {
        escaped = true;
        if (!escape(node, offset)) return false;
      } else if (c == kHoleByte && holes_) {
        node.holes.push_back(next_hole_++);
      } else if (static_cast<unsigned char>(c) < 0x20) {
        --at_;
        return fail("no control character inside a string");
      } else {
        append(node, text_.substr(offset, 1), offset);
      }
    }
    node.offsets.push_back(static_cast<std::uint32_t>(at_ - 1));
    if (!escaped && node.holes.empty()) node.offsets.clear();
    return true;
  }

  bool escape(JsonNode& node, std::size_t offset) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    if (at_end()) return fail("`\"`");
    const char c = text_[at_++];
    if (c == 'u') return unicode(node, offset);
    const std::size_t letter = kLetters.find(c);
    if (letter == std::string_view::npos) {
      --at_;
      return fail("an escape that JSON knows");
    }
    append(node, kMeanings.substr(letter, 1), offset);
    return true;
  }

  bool hex4(std::uint32_t& code) {
    code = 0;
    for (int i = 0; i < 4; ++i) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      const char c = peek();
      const char folded = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
      const std::size_t digit = at_end() ? std::string_view::npos : kDigits.find(folded);
      if (digit == std::string_view::npos) return fail("four hexadecimal digits");
      code = code * 16 + static_cast<std::uint32_t>(digit);
      ++at_;
    }
    return true;
  }

  bool unicode(JsonNode& node, std::size_t offset) {
    std::uint32_t code = 0;
    if (!hex4(code)) return false;
    const bool high = code >= 0xD800 && code < 0xDC00;
    if (high && text_.substr(at_, 2) == "\\u") {
      const std::size_t back = at_;
      std::uint32_t low = 0;
      at_ += 2;
      if (!hex4(low)) return false;
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
      } else {
        at_ = back;  // two halves that do not belong together: each becomes U+FFFD
      }
    }
    std::string bytes;
    append_utf8(bytes, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
    append(node, bytes, offset);
    return true;
  }

  std::string_view text_;
  bool holes_;
  std::size_t at_ = 0;
  std::size_t next_hole_ = 0;
  JsonError error_ = {};
};

}  // namespace

JsonResult parse_json(std::string_view text, bool holes) {
  return Reader(text, holes).read();
}

}  // namespace plimsoll::source
