#include "footprint.h"

#include <algorithm>

namespace plimsoll::source {

Footprint Footprints::end() {
  Account account = std::move(accounts_.back());
  accounts_.pop_back();
  for (const Footprint& earlier : account.earlier) {
    account.parts.insert(account.parts.end(), earlier->begin(), earlier->end());
  }
  std::ranges::sort(account.parts);
  account.parts.erase(std::unique(account.parts.begin(), account.parts.end()), account.parts.end());
  const auto footprint = std::make_shared<const std::vector<std::uint32_t>>(std::move(account.parts));
  look_at(footprint);
  return footprint;
}

void Footprints::look_at(const Declaration& declaration) {
  look_at(declaration.range());
  for (const Argument& argument : declaration.arguments) {
    if (argument.file != declaration.file) look_at_all_of(argument.file);
  }
  for (const NestedBlock& nested : declaration.blocks) {
    if (nested.file != declaration.file) look_at_all_of(nested.file);
  }
}

void Footprints::look_at(const SourceRange& range) {
  if (range.file->name().ends_with(".json")) {
    look_at_all_of(range.file);
  } else {
    add(range);
  }
}

void Footprints::look_at_all_of(const SourcePtr& file) {
  add({.file = file, .bytes = {.begin = 0, .end = static_cast<std::uint32_t>(file->text().size())}});
}

void Footprints::look_at(const Footprint& earlier) {
  if (!accounts_.empty()) accounts_.back().earlier.insert(earlier);
}

void Footprints::add(const SourceRange& range) {
  if (accounts_.empty()) return;
  const Key key = {range.file.get(), range.bytes.begin, range.bytes.end};
  const auto [entry, added] = numbers_.try_emplace(key, static_cast<std::uint32_t>(ranges_.size()));
  if (added) ranges_.push_back(range);
  accounts_.back().parts.push_back(entry->second);
}

std::vector<SourceRange> Footprints::ranges(const Footprint& footprint) const {
  std::vector<SourceRange> ranges;
  for (const std::uint32_t number : *footprint) ranges.push_back(ranges_[number]);
  return ranges;
}

}  // namespace plimsoll::source
