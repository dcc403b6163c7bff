// Lines of HCL as `terraform fmt` lays them out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::fix {

/// Two spaces per level.
std::string indentation(std::size_t level);

/// A body or an object in the making: `key = value` items, whose equals signs are aligned over consecutive ones that
/// take one line, and everything else.
class Lines {
 public:
  explicit Lines(std::size_t indent) : indent_(indent) {}

  std::size_t indent() const { return indent_; }
  bool empty() const { return items_.empty(); }
  /// `text` may have several lines; those after the first are indented already.
  void attribute(std::string key, std::string text);
  /// A comment line; control characters are made visible, so it stays one line.
  void comment(std::string_view text);
  /// Lines that are indented already, without a newline at the end.
  void raw(std::string text);
  /// `head {`, the lines of `body` (made with indent() + 1), `}`.
  void block(std::string head, const Lines& body);

  /// All lines, without a newline at the end.
  std::string text() const;

 private:
  struct Item {
    std::string key = {};  // "" for raw text
    std::string text = {};
  };
  std::size_t indent_ = 0;
  std::vector<Item> items_ = {};
};

}  // namespace plimsoll::fix
