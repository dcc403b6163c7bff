// Files below a directory whose paths match a pattern: Terraform's fileset().
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/file_system.h"

namespace plimsoll::source {

/// Paths relative to `directory`, sorted by bytes, of the files that match: `*`, `?`, `[a-c]`, `{one,two}` inside a
/// name,
/// `**` for any number of directories. Nullopt for a pattern that leaves the directory or is broken, where a symbolic
/// link is met, and past a limit.
std::optional<std::vector<std::string>> matching_files(const FileSystem& files, const std::string& directory,
                                                       std::string_view pattern);

}  // namespace plimsoll::source
