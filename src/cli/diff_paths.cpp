#include "diff_paths.h"

#include <algorithm>

#include "plimsoll/base/file_system.h"
#include "plimsoll/base/text.h"

namespace plimsoll::cli {
namespace {

using Parts = std::vector<std::string>;

/// "../.." and no more: how often a path leads up before it leads anywhere.
std::size_t steps_up(const Parts& path) {
  return static_cast<std::size_t>(std::ranges::find_if(path, [](const auto& part) { return part != ".."; }) -
                                  path.begin());
}

Parts common_directory(const std::vector<Parts>& paths) {
  Parts common(paths.front().begin(), paths.front().end() - 1);
  for (const Parts& path : paths) {
    const auto end = std::ranges::mismatch(common, Parts(path.begin(), path.end() - 1)).in1;
    common.erase(end, common.end());
  }
  return common;
}

std::string joined(const Parts& parts) {
  return parts.empty() ? "." : join(parts, "/");
}

DiffPaths below(const Parts& base, const std::vector<Parts>& paths) {
  DiffPaths result = {.base = joined(base)};
  for (const Parts& path : paths) {
    result.names.push_back(joined(Parts(path.begin() + static_cast<std::ptrdiff_t>(base.size()), path.end())));
  }
  return result;
}

/// For files at different depths above the current directory: its own name is part of their paths then.
DiffPaths above(const std::vector<Parts>& paths, const std::string& current_directory) {
  std::vector<Parts> absolute;
  for (const Parts& path : paths) absolute.push_back(split(join_path(current_directory, joined(path)), '/'));
  const Parts base = common_directory(absolute);
  DiffPaths result = below(base, absolute);
  const std::size_t depth = split(current_directory, '/').size() - base.size();
  result.base = joined(Parts(depth, ".."));
  return result;
}

}  // namespace

DiffPaths diff_paths(const std::vector<std::string>& files, const std::string& current_directory) {
  if (files.empty()) return {};
  std::vector<Parts> paths;
  for (const std::string& file : files) paths.push_back(split(join_path(".", file), '/'));
  const auto is_absolute = [](const Parts& path) { return path.front().empty(); };
  if (std::ranges::none_of(paths, [&](const Parts& path) { return is_absolute(path) || steps_up(path) > 0; })) {
    return below({}, paths);
  }
  const bool same_depth = std::ranges::all_of(paths, [&](const Parts& path) {
    return is_absolute(path) == is_absolute(paths.front()) && steps_up(path) == steps_up(paths.front());
  });
  if (same_depth) {
    DiffPaths result = below(common_directory(paths), paths);
    if (result.base.empty()) result.base = "/";
    return result;
  }
  if (current_directory.starts_with('/') && std::ranges::none_of(paths, is_absolute)) {
    return above(paths, current_directory);
  }
  return {.base = ".", .names = files};
}

}  // namespace plimsoll::cli
