// Reading policy and test files with their limit of size.
#pragma once

#include <string>

#include "plimsoll/base/file_system.h"

namespace plimsoll::policy {

inline constexpr std::size_t kMaxPolicyFileBytes = std::size_t{16} << 20U;

/// Reads one file of at most kMaxPolicyFileBytes.
Result<SourcePtr> read_source(const std::string& path, const FileSystem& files);

}  // namespace plimsoll::policy
