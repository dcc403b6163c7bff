// What an evaluation has looked at, so that an edit elsewhere is known not to concern it. Internal to the source
// module.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <vector>

#include "plimsoll/source/configuration.h"

namespace plimsoll::source {

/// Parts of files, by their numbers in Footprints; sorted.
using Footprint = std::shared_ptr<const std::vector<std::uint32_t>>;

/// Accounts that lie inside one another, as evaluations do: what an inner one has looked at counts for the outer one
/// too.
class Footprints {
 public:
  void begin() { accounts_.emplace_back(); }
  Footprint end();

  /// All of a declaration counts, since what it does not say matters as well.
  void look_at(const Declaration& declaration);
  /// In JSON syntax all of the file counts: its members may stand in several places.
  void look_at(const SourceRange& range);
  void look_at_all_of(const SourcePtr& file);
  /// What was evaluated before.
  void look_at(const Footprint& earlier);

  std::vector<SourceRange> ranges(const Footprint& footprint) const;

 private:
  struct Account {
    std::vector<std::uint32_t> parts = {};
    std::set<Footprint> earlier = {};
  };
  using Key = std::tuple<const SourceFile*, std::uint32_t, std::uint32_t>;

  void add(const SourceRange& range);

  std::vector<Account> accounts_ = {};
  std::vector<SourceRange> ranges_ = {};
  std::map<Key, std::uint32_t> numbers_ = {};
};

}  // namespace plimsoll::source
