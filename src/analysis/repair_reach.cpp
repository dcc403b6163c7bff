#include "repair_reach.h"

#include <algorithm>

namespace plimsoll::analysis {
namespace {

enum class Side : std::uint8_t { kBegin, kEnd };

/// The offset in the unedited file of an offset in the edited one. What lies inside of new text has none: it is taken
/// to be the beginning or the end of what the new text replaces.
std::size_t unedited(std::size_t offset, const std::vector<hcl::Edit>& edits, Side side) {
  std::size_t added = 0;
  std::size_t removed = 0;
  for (const hcl::Edit& edit : edits) {
    const std::size_t begin = edit.offset + added - removed;
    if (offset < begin) break;
    if (offset <= begin + edit.text.size()) return side == Side::kBegin ? edit.offset : edit.offset + edit.length;
    added += edit.text.size();
    removed += edit.length;
  }
  return offset - added + removed;
}

}  // namespace

void Reach::set(std::size_t change, const std::vector<SourceRange>& footprint, const fix::FileEdits& edits) {
  std::vector<Part>& parts = parts_[change];
  parts.clear();
  for (const SourceRange& range : footprint) {
    const auto number = files_.try_emplace(range.file->name(), files_.size()).first;
    Part part = {.file = number->second, .begin = range.bytes.begin, .end = range.bytes.end};
    if (const auto file = edits.find(range.file->name()); file != edits.end()) {
      part.begin = unedited(part.begin, file->second.edits, Side::kBegin);
      part.end = unedited(part.end, file->second.edits, Side::kEnd);
    }
    parts.push_back(part);
  }
}

bool Reach::touches(const fix::FileEdits& edits, std::size_t change) const {
  const auto parts = parts_.find(change);
  if (parts == parts_.end()) return false;
  for (const auto& [name, file] : edits) {
    const auto number = files_.find(name);
    if (number == files_.end()) continue;
    for (const Part& part : parts->second) {
      if (part.file != number->second) continue;
      const bool touched = std::ranges::any_of(file.edits, [&part](const hcl::Edit& edit) {
        return edit.offset <= part.end && edit.offset + edit.length >= part.begin;
      });
      if (touched) return true;
    }
  }
  return false;
}

}  // namespace plimsoll::analysis
