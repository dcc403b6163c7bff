// A forward-only reader of one JSON text of any size, for documents of which only parts are needed. What is skipped is
// validated just as strictly (RFC 8259) as what is read, at the speed of simdjson's structural index.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/value/value.h"

namespace plimsoll::json {

/// `message` says what was expected and what kind of thing was found. `context` is the structure before the error (at
/// most 40 characters) with every string value and number blanked: a broken text may show a secret at any place.
struct SyntaxError {
  std::size_t offset = 0;  // byte in the text
  std::string message = {};
  std::string context = {};
  bool at_end = false;  // the text ends too early
};

/// What the value at hand begins with; kNone when it is no value, or after an error.
enum class Shape : std::uint8_t { kNone, kObject, kArray, kString, kNumber, kBool, kNull };

struct CursorOptions {
  std::size_t max_depth = 512;
  /// Bytes indexed at once: bounds the memory beside the text (at most four bytes per byte of it).
  std::size_t window = std::size_t{1} << 19;
};

/// Bytes that must be readable behind the text given to a Cursor.
inline constexpr std::size_t kCursorPadding = 64;

class StructuralIndex;

/// Every reading function consumes exactly one value (or one step of a container) and returns false after an error,
/// which sticks. Precondition of read_*: shape() is the matching one; else it is an error as well.
class Cursor {
 public:
  explicit Cursor(std::string_view text, CursorOptions options = {});
  ~Cursor();
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) = delete;

  bool ok() const { return !error_.has_value(); }
  const std::optional<SyntaxError>& error() const { return error_; }

  std::string_view text() const { return text_; }
  Shape shape();
  /// Byte offset of the next token; the length of the text at its end.
  std::size_t offset();

  bool enter_object();
  /// For a text that begins inside an object, at a member's key: what was read before is taken for read. Once, first.
  void resume_in_object() {
    depth_ = 1;
    first_ = true;
  }
  /// Steps to the next member: true with its key, false behind the closing brace or after an error. The key is valid
  /// until the next call of any function.
  bool next_member(std::string_view& key);
  bool enter_array();
  /// Steps to the next element: true when there is one, false behind the closing bracket or after an error.
  bool next_element();

  bool read_string(std::string& out);
  bool read_bool(bool& out);
  /// The number as written.
  bool read_number(std::string_view& text);
  /// Any value as a tree. `array_kind` is kList or kTuple.
  bool read_value(Value& out, Kind array_kind, bool reject_duplicate_keys = false);
  /// Passes over any value.
  bool skip();

  /// True when only white space is left; anything else is an error.
  bool finish();

 private:
  struct Frame;

  const char* take();
  const char* peek();
  bool refill();
  bool fail(const char* place, std::string_view expected);
  bool fail_depth(const char* place);
  std::string context_before(const char* place) const;
  const char* token_end() const;
  std::string_view string_body(const char* token) const;
  const char* pass_key(const char* token);
  bool check_scalar(const char* token);
  bool skip_containers();
  bool read_scalar(const char* token, Value& out);

  std::string_view text_;
  std::size_t max_depth_;
  std::unique_ptr<StructuralIndex> index_;
  const char* base_ = nullptr;            // start of the indexed stretch
  const std::uint32_t* begin_ = nullptr;  // its tokens, as offsets from base_; one more at the end is its length
  const std::uint32_t* at_ = nullptr;
  const std::uint32_t* end_ = nullptr;
  std::size_t depth_ = 0;
  bool first_ = false;  // nothing was read yet in the innermost container
  std::string key_ = {};
  std::vector<char> open_ = {};  // opening brackets while skipping
  std::optional<SyntaxError> error_ = std::nullopt;
};

/// Appends the string that the JSON text between two quotes stands for. Lone surrogates become U+FFFD, as in Go.
/// Precondition: every escape is valid.
void append_unescaped(std::string& out, std::string_view body);

}  // namespace plimsoll::json
