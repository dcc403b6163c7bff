// Names of files in a diff: what `git apply` and `patch -p1` can work with.
#pragma once

#include <string>
#include <vector>

namespace plimsoll::cli {

/// Where a diff is to be applied, and how it names each file from there.
struct DiffPaths {
  std::string base = ".";               // relative to the current directory; absolute where the files are named so
  std::vector<std::string> names = {};  // in the order of the files
};

/// The current directory when all files lie in it, else the nearest directory above all of them: neither program writes
/// to a path that leads out of where it runs. `files` are as they were read; `current_directory` is absolute, or ""
/// when it is not known, in which case files at different depths above it keep their names.
DiffPaths diff_paths(const std::vector<std::string>& files, const std::string& current_directory);

}  // namespace plimsoll::cli
