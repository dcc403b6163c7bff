// Unified diffs of edited source files, as `patch -p1` and `git apply` read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/finding/finding.h"

namespace plimsoll::fix {

/// Edits of one text, as bytes.
struct TextEdit {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  std::string text = {};
};

/// The text with every edit made. Edits are sorted by offset, do not overlap and lie inside the text.
std::string edited(std::string_view text, const std::vector<TextEdit>& edits);

/// The edits as a unified diff with three lines of context; "" when they change nothing. `name` follows a/ and b/.
/// Edits as for edited(). Lines end in "\n"; a last line without one is marked as diff does.
std::string unified_diff(std::string_view name, std::string_view text, const std::vector<TextEdit>& edits);

}  // namespace plimsoll::fix
