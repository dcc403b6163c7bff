// Unified diffs of edited source files, as `patch -p1` and `git apply` read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/source.h"
#include "plimsoll/hcl/edit.h"

namespace plimsoll::fix {

/// The edits as a unified diff with three lines of context; "" when they change nothing. `name` follows a/ and b/.
/// Edits are sorted by offset, do not overlap and lie inside the text. Lines end in "\n"; a last line without one is
/// marked as diff does.
std::string unified_diff(std::string_view name, std::string_view text, const std::vector<hcl::Edit>& edits);

/// A text and its edits as they may be shown.
struct Shown {
  std::string text = {};
  std::vector<hcl::Edit> edits = {};
};

/// The text with `(withheld)` in place of every secret range, and the edits moved along; ranges may touch, nest and
/// come in any order. The diff of the result shows what changes, but applies only where it holds no secret.
Shown withhold(std::string_view text, const std::vector<hcl::Edit>& edits, std::vector<ByteRange> secrets);

}  // namespace plimsoll::fix
