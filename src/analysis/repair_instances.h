// What count and for_each make of an edited source. Internal to the analysis module.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "repair_reach.h"
#include "repair_world.h"

namespace plimsoll::analysis {

/// Keys of the instances of one resource or module call, nullopt when they are not known, and what that rests on.
struct Repeated {
  std::optional<std::set<std::string>> keys = std::nullopt;
  std::vector<SourceRange> footprint = {};
};

class Instances {
 public:
  /// Those of the source before any edit.
  explicit Instances(Edition& base);

  using Recount = std::map<std::size_t, Repeated>;
  /// What `edits`, in the offsets of the files before any edit, may have changed.
  Recount recount(const fix::FileEdits& edits, Edition& edition) const;
  /// Addresses of instances that are new, or of what has instances that are not known any more.
  std::vector<std::string> added(const Recount& recount) const;
  /// From now on these count; `edits` are all that the files carry.
  void accept(const Recount& recount, const fix::FileEdits& edits);

 private:
  std::vector<std::string> addresses_ = {};
  std::map<std::size_t, std::optional<std::set<std::string>>> keys_ = {};
  Reach reach_ = {};
};

}  // namespace plimsoll::analysis
