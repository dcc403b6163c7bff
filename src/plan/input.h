// What the readers of a plan's sections share.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "plimsoll/plan/read.h"
#include "plimsoll/value/json_cursor.h"

namespace plimsoll::plan {

/// A well-formed document that says something impossible.
struct Problem {
  std::size_t offset = 0;
  std::string summary = {};
  std::string detail = {};
};

/// Part of the text, kept to be read later.
struct Slice {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The text and what is known about resource types. Readers of sections return false after an error, which is either
/// the cursor's or `problem`.
class Input {
 public:
  Input(std::string_view text, const ReadOptions& options) : text_(text), options_(options) {}

  std::string_view text() const { return text_; }
  std::size_t max_depth() const { return options_.max_depth; }
  const ReadOptions& options() const { return options_; }
  const std::optional<Problem>& problem() const { return problem_; }
  /// Asked for once per type. The reference stays valid.
  const TypeInfo& type_info(std::string_view type);

  bool fail(std::size_t offset, std::string summary, std::string detail = {});
  /// Reads a slice that was skipped before; errors get their offset in the whole text.
  bool read_slice(Slice slice, const std::function<bool(json::Cursor&)>& read);

 private:
  std::string_view text_;
  const ReadOptions& options_;
  std::map<std::string, TypeInfo, std::less<>> types_ = {};
  std::optional<Problem> problem_ = std::nullopt;
};

/// Passes over a value and says where it is.
bool skip_slice(json::Cursor& cursor, Slice& slice);
/// A string, or "" for null.
bool read_text(json::Cursor& cursor, std::string& out);
/// A boolean, or false for null.
bool read_flag(json::Cursor& cursor, bool& out);
/// Any value; lists are kList.
bool read_tree(json::Cursor& cursor, Value& out);

/// The keys that a reader of an object knows; each may occur once.
template <std::size_t N>
class KnownKeys {
 public:
  static_assert(N <= 32);
  explicit KnownKeys(const std::array<std::string_view, N>& keys) : keys_(keys) {}

  /// Position of the key, or N. A second occurrence fails: readers would disagree on which one counts.
  bool find(Input& input, json::Cursor& cursor, std::string_view key, std::size_t& position) {
    for (position = 0; position < N && keys_[position] != key; ++position) {
    }
    if (position == N) return true;
    const std::uint32_t bit = std::uint32_t{1} << position;
    if ((seen_ & bit) != 0) {
      return input.fail(cursor.offset(), "Duplicate key \"" + std::string(key) + "\"",
                        "The key stands twice in one object, so it is not certain which value applies.");
    }
    seen_ |= bit;
    return true;
  }

 private:
  const std::array<std::string_view, N>& keys_;
  std::uint32_t seen_ = 0;
};

}  // namespace plimsoll::plan
