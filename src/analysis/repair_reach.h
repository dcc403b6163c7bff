// How far an edit reaches. Internal to the analysis module.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "plimsoll/fix/repair.h"

namespace plimsoll::analysis {

/// What the values of resources rest on, in the offsets of the files before any edit.
class Reach {
 public:
  /// The footprint of a resource, in files that carry `edits`.
  void set(std::size_t change, const std::vector<SourceRange>& footprint, const fix::FileEdits& edits);

  /// Whether edits of the files as they were can change the resource's values. Edits beside its footprint count too.
  bool touches(const fix::FileEdits& edits, std::size_t change) const;

 private:
  struct Part {
    std::size_t file = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::map<std::string, std::size_t, std::less<>> files_ = {};  // numbers of names
  std::map<std::size_t, std::vector<Part>> parts_ = {};
};

}  // namespace plimsoll::analysis
