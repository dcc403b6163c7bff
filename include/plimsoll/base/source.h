// Source text and places in it. Offsets are bytes and authoritative; lines and columns are derived for people.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// A place for people and their tools: line and column count from 1, columns in UTF-16 code units, as editors and SARIF
/// do. A byte-order mark is not counted.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(const LineColumn&, const LineColumn&) = default;
};

/// Half-open byte range [begin, end) in the text of one file.
struct ByteRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// One immutable text with its name. The name is the path as the user gave it (never made absolute).
class SourceFile {
 public:
  /// `text` must be shorter than 4 GiB; callers check before.
  SourceFile(std::string name, std::string text);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  std::string_view slice(ByteRange range) const;

  /// Place of a byte; an offset past the end gives the place after the last byte. O(log lines).
  LineColumn position(std::uint32_t offset) const;
  /// The line (from 1) without its line ending; empty when there is no such line.
  std::string_view line(std::uint32_t number) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

using SourcePtr = std::shared_ptr<const SourceFile>;

/// A range in a file that it keeps alive; `file` null means "no place known".
struct SourceRange {
  SourcePtr file = nullptr;
  ByteRange bytes = {};
  explicit operator bool() const { return file != nullptr; }
};

}  // namespace plimsoll
