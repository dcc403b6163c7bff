#include "plimsoll/value/json_cursor.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "json_index.h"
#include "plimsoll/base/text.h"

namespace plimsoll::json {
namespace {

constexpr std::size_t kContext = 40;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// RFC 8259 number, the whole text.
bool is_number(const char* p, const char* end) {
  const auto digits = [&p, end] {
    const char* const start = p;
    while (p < end && is_digit(*p)) ++p;
    return p > start;
  };
  if (p < end && *p == '-') ++p;
  if (p < end && *p == '0') {
    ++p;
  } else if (!digits()) {
    return false;
  }
  if (p < end && *p == '.') {
    ++p;
    if (!digits()) return false;
  }
  if (p < end && (*p == 'e' || *p == 'E')) {
    ++p;
    if (p < end && (*p == '+' || *p == '-')) ++p;
    if (!digits()) return false;
  }
  return p == end;
}

/// What stands at an error, without showing text that may be secret.
std::string describe(std::string_view rest) {
  if (rest.empty()) return "the end of the text";
  const char c = rest.front();
  if (rest.starts_with("<<<<<<<") || rest.starts_with("=======") || rest.starts_with(">>>>>>>")) {
    return "a merge-conflict marker";
  }
  if (c == '"') return "a string";
  if (is_digit(c) || c == '-') return "a number";
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return "a bare word";
  if (c == '/' || c == '#') return "a comment";
  if (static_cast<unsigned char>(c) >= 0x80) return "a character outside of ASCII";
  return "'" + printable(rest.substr(0, 1)) + "'";
}

}  // namespace

Cursor::Cursor(std::string_view text, CursorOptions options)
    : text_(text),
      max_depth_(options.max_depth),
      index_(std::make_unique<StructuralIndex>(text, options.window)),
      base_(text.data()) {}

Cursor::~Cursor() = default;
Cursor::Cursor(Cursor&&) noexcept = default;

bool Cursor::refill() {
  if (error_) return false;
  const bool more = index_->has_more();
  if (more && index_->advance()) {
    base_ = index_->stretch().data();
    begin_ = index_->tokens();
    at_ = begin_;
    end_ = begin_ + index_->count();
    return true;
  }
  if (more) begin_ = at_ = end_ = nullptr;  // the tokens of the last stretch are gone
  if (index_->error()) {
    const LexicalError& found = *index_->error();
    error_ = SyntaxError{.offset = found.offset,
                         .message = std::string(found.message),
                         .context = context_before(text_.data() + found.offset),
                         .at_end = found.at_end};
  }
  return false;
}

/// The next token, or nullptr at the end of the text or at an error.
inline const char* Cursor::take() {
  if (at_ == end_ && !refill()) return nullptr;
  return base_ + *at_++;
}

const char* Cursor::peek() {
  if (error_ || (at_ == end_ && !refill())) return nullptr;
  return base_ + *at_;
}

std::size_t Cursor::offset() {
  const char* const token = peek();
  return token == nullptr ? text_.size() : static_cast<std::size_t>(token - text_.data());
}

/// `place` is a token, or nullptr for the end of the text.
bool Cursor::fail(const char* place, std::string_view expected) {
  if (error_) return false;
  const std::size_t at = place == nullptr ? text_.size() : static_cast<std::size_t>(place - text_.data());
  error_ = SyntaxError{.offset = at,
                       .message = "expected " + std::string(expected) + ", found " + describe(text_.substr(at)),
                       .context = context_before(text_.data() + at),
                       .at_end = place == nullptr};
  return false;
}

bool Cursor::fail_depth(const char* place) {
  if (error_) return false;
  error_ = SyntaxError{.offset = static_cast<std::size_t>(place - text_.data()),
                       .message = "nested deeper than " + std::to_string(max_depth_) + " levels"};
  return false;
}

/// The last tokens before a place: punctuation and keys as they are, everything else blanked.
std::string Cursor::context_before(const char* place) const {
  std::string context;
  const std::uint32_t* token = std::lower_bound(begin_, end_, place - base_, [](std::uint32_t a, std::ptrdiff_t b) {
    return static_cast<std::ptrdiff_t>(a) < b;
  });
  const std::uint32_t* const stop = token;
  while (token != begin_ && context.size() < kContext) {
    --token;
    const char* const text = base_ + *token;
    std::string shown(1, *text);
    if (*text == '"') {
      const bool is_key = token + 1 < stop && base_[token[1]] == ':';
      const std::string_view body(text + 1, token[1] - *token - 1);
      shown = is_key ? "\"" + printable(body.substr(0, body.rfind('"'))) + "\"" : "\"...\"";
    } else if (std::strchr("{}[]:,", *text) == nullptr) {
      shown = "...";
    }
    if (shown.size() + context.size() > kContext) break;
    context.insert(0, shown);
  }
  return context;
}

/// End of the token taken last: only white space lies between it and the next token.
inline const char* Cursor::token_end() const {
  const char* end = base_ + *at_;
  while (is_space(end[-1])) --end;
  return end;
}

inline std::string_view Cursor::string_body(const char* token) const {
  return {token + 1, static_cast<std::size_t>(token_end() - token - 2)};
}

Shape Cursor::shape() {
  const char* const token = peek();
  if (token == nullptr) return Shape::kNone;
  switch (*token) {
    case '{':
      return Shape::kObject;
    case '[':
      return Shape::kArray;
    case '"':
      return Shape::kString;
    case 't':
    case 'f':
      return Shape::kBool;
    case 'n':
      return Shape::kNull;
    default:
      return is_digit(*token) || *token == '-' ? Shape::kNumber : Shape::kNone;
  }
}

bool Cursor::enter_object() {
  if (error_) return false;
  const char* const token = take();
  if (token == nullptr || *token != '{') return fail(token, "an object");
  if (depth_ == max_depth_) return fail_depth(token);
  ++depth_;
  return first_ = true;
}

bool Cursor::enter_array() {
  if (error_) return false;
  const char* const token = take();
  if (token == nullptr || *token != '[') return fail(token, "an array");
  if (depth_ == max_depth_) return fail_depth(token);
  ++depth_;
  return first_ = true;
}

bool Cursor::next_member(std::string_view& key) {
  if (error_) return false;
  const char* token = take();
  if (token != nullptr && *token == '}') {
    --depth_;
    return first_ = false;
  }
  if (!first_) {
    if (token == nullptr || *token != ',') return fail(token, "',' or '}'");
    token = take();
  }
  first_ = false;
  if (token == nullptr || *token != '"') return fail(token, "a key");
  key = string_body(token);
  if (key.find('\\') != std::string_view::npos) {
    key_.clear();
    append_unescaped(key_, key);
    key = key_;
  }
  token = take();
  if (token == nullptr || *token != ':') return fail(token, "':'");
  return true;
}

bool Cursor::next_element() {
  if (error_) return false;
  const char* const token = peek();
  if (token != nullptr && *token == ']') {
    ++at_;
    --depth_;
    return first_ = false;
  }
  if (!first_) {
    if (token == nullptr || *token != ',') return fail(token, "',' or ']'");
    ++at_;
  }
  first_ = false;
  return true;
}

bool Cursor::read_string(std::string& out) {
  const char* const token = error_ ? nullptr : take();
  if (token == nullptr || *token != '"') return fail(token, "a string");
  const std::string_view body = string_body(token);
  out.clear();
  if (body.find('\\') == std::string_view::npos) {
    out.assign(body);
  } else {
    out.reserve(body.size());
    append_unescaped(out, body);
  }
  return true;
}

bool Cursor::read_bool(bool& out) {
  const char* const token = error_ ? nullptr : take();
  if (token == nullptr || (*token != 't' && *token != 'f')) return fail(token, "true or false");
  out = *token == 't';
  return check_scalar(token);
}

bool Cursor::read_number(std::string_view& text) {
  const char* const token = error_ ? nullptr : take();
  if (token == nullptr || (*token != '-' && !is_digit(*token))) return fail(token, "a number");
  if (!check_scalar(token)) return false;
  text = {token, static_cast<std::size_t>(token_end() - token)};
  return true;
}

/// Validates a string, number or literal that was just taken (strings are good already, see StructuralIndex).
inline bool Cursor::check_scalar(const char* token) {
  const auto is_literal = [token, this](std::string_view word) {
    return std::string_view(token, static_cast<std::size_t>(token_end() - token)) == word;
  };
  switch (*token) {
    case '"':
      return true;
    case 'n':
      return is_literal("null") || fail(token, "a value");
    case 't':
      return is_literal("true") || fail(token, "a value");
    case 'f':
      return is_literal("false") || fail(token, "a value");
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      return is_number(token, token_end()) || fail(token, "a well-formed number");
    default:
      return fail(token, "a value");
  }
}

/// Passes a key that was just taken and its colon: the first token of the value, or nullptr after an error.
inline const char* Cursor::pass_key(const char* token) {
  if (token == nullptr || *token != '"') {
    fail(token, "a key");
    return nullptr;
  }
  token = take();
  if (token == nullptr || *token != ':') {
    fail(token, "':'");
    return nullptr;
  }
  token = take();
  if (token == nullptr) fail(token, "a value");
  return token;
}

bool Cursor::skip() {
  if (error_) return false;
  const char* const token = peek();
  if (token == nullptr) return fail(token, "a value");
  if (*token == '{' || *token == '[') return skip_containers();
  ++at_;
  return check_scalar(token);
}

bool Cursor::skip_containers() {
  open_.clear();
  const char* token = take();
  for (;;) {
    // `token` is the first of a value.
    if (*token == '{' || *token == '[') {
      if (depth_ + open_.size() == max_depth_) return fail_depth(token);
      const char bracket = *token;
      open_.push_back(bracket);
      token = take();
      if (token == nullptr) return fail(token, "a value");
      if (*token != bracket + 2) {  // '{' + 2 is '}', '[' + 2 is ']'
        if (bracket == '{' && (token = pass_key(token)) == nullptr) return false;
        continue;
      }
      open_.pop_back();
    } else if (!check_scalar(token)) {
      return false;
    }
    // Behind a value: closing brackets, then a comma or the end.
    for (;;) {
      if (open_.empty()) return true;
      const char bracket = open_.back();
      token = take();
      if (token != nullptr && *token == ',') {
        token = take();
        if (bracket == '{') {
          if ((token = pass_key(token)) == nullptr) return false;
        } else if (token == nullptr) {
          return fail(token, "a value");
        }
        break;
      }
      if (token == nullptr || *token != bracket + 2) return fail(token, bracket == '{' ? "',' or '}'" : "',' or ']'");
      open_.pop_back();
    }
  }
}

bool Cursor::finish() {
  const char* const token = peek();
  if (error_) return false;
  return token == nullptr || fail(token, "the end of the text");
}

/// A container whose members are being read.
struct Cursor::Frame {
  std::string key = {};  // of this container in its parent, if that is an object
  bool is_object = false;
  Members members = {};
  Sequence elements = {};
};

bool Cursor::read_scalar(const char* token, Value& out) {
  if (!check_scalar(token)) return false;
  if (*token == '"') {
    const std::string_view body = string_body(token);
    std::string text;
    if (body.find('\\') == std::string_view::npos) {
      text.assign(body);
    } else {
      text.reserve(body.size());
      append_unescaped(text, body);
    }
    out = Value::string(std::move(text));
  } else if (*token == 'n') {
    out = Value::null();
  } else if (*token == 't' || *token == 'f') {
    out = Value::boolean(*token == 't');
  } else {
    const auto number = Number::parse({token, static_cast<std::size_t>(token_end() - token)});
    if (!number) return fail(token, "a number");
    out = Value::number(*number);
  }
  return true;
}

namespace {

bool has_duplicates(const Members& members) {
  std::vector<std::string_view> keys;
  keys.reserve(members.size());
  for (const auto& [key, value] : members) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

}  // namespace

bool Cursor::read_value(Value& out, Kind array_kind, bool reject_duplicate_keys) {
  if (error_) return false;
  std::vector<Frame> frames;
  std::string_view key;
  for (;;) {
    // A value begins here.
    const char* const token = take();
    if (token == nullptr) return fail(token, "a value");
    Value done;
    bool closed = true;
    if (*token == '{' || *token == '[') {
      if (depth_ == max_depth_) return fail_depth(token);
      ++depth_;
      first_ = true;
      frames.push_back({.key = std::string(key), .is_object = *token == '{'});
      closed = false;
    } else if (!read_scalar(token, done)) {
      return false;
    }
    std::string name = closed ? std::string(key) : std::string();
    // Put finished values into their containers until one goes on.
    for (;;) {
      if (closed) {
        if (frames.empty()) {
          out = std::move(done);
          return true;
        }
        Frame& parent = frames.back();
        if (parent.is_object) {
          parent.members.emplace_back(std::move(name), std::move(done));
        } else {
          parent.elements.push_back(std::move(done));
        }
      }
      Frame& top = frames.back();
      key = {};
      if (top.is_object ? next_member(key) : next_element()) break;
      if (error_) return false;
      if (reject_duplicate_keys && has_duplicates(top.members)) return fail(base_ + at_[-1], "unique keys");
      name = std::move(top.key);
      done =
          top.is_object ? Value::object(std::move(top.members)) : Value::sequence(array_kind, std::move(top.elements));
      frames.pop_back();
      closed = true;
    }
  }
}

}  // namespace plimsoll::json
