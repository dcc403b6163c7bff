// Where the tokens of a JSON text begin, a stretch of the text at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace simdjson::internal {
class dom_parser_implementation;
}

namespace plimsoll::json {

struct LexicalError {
  std::size_t offset = 0;
  std::string_view message = {};
  bool at_end = false;
};

/// Tokens are brackets, colons, commas, the opening quotes of strings and the first bytes of everything else. The text
/// is cut outside of tokens, so that a token lies in one stretch. Strings of a stretch are closed, hold valid UTF-8,
/// valid escapes and no control characters.
class StructuralIndex {
 public:
  StructuralIndex(std::string_view text, std::size_t window);
  ~StructuralIndex();

  /// Moves on to the next stretch that has tokens. False at the end of the text and at a lexical error; tokens before
  /// the error have been delivered.
  bool advance();
  bool has_more() const { return !error_ && start_ < text_.size(); }

  std::string_view stretch() const { return stretch_; }
  const std::uint32_t* tokens() const { return tokens_; }  // tokens()[count()] is the length of the stretch
  std::size_t count() const { return count_; }
  const std::optional<LexicalError>& error() const { return error_; }

 private:
  bool index(std::size_t end);
  bool index_slowly(std::size_t end);
  void stop_at(std::size_t offset, std::string_view message);

  std::string_view text_;
  std::size_t window_;
  std::size_t start_ = 0;
  std::size_t capacity_ = 0;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser_;
  std::vector<std::uint32_t> slow_ = {};
  std::string_view stretch_ = {};
  std::uint32_t* tokens_ = nullptr;
  std::size_t count_ = 0;
  std::optional<LexicalError> error_ = std::nullopt;
};

/// Offset of the first byte that is no well-formed UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

}  // namespace plimsoll::json
