// Finding policy and test files below what a user names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/file_system.h"

namespace plimsoll::cli {

inline constexpr std::string_view kPolicySuffix = ".policy.hcl";
inline constexpr std::string_view kTestSuffix = ".policytest.hcl";

/// Every path that is a file, and every file below a directory whose name ends in one of `suffixes`; each once, hidden
/// directories left out. A path that does not exist or holds no such file is an error.
Result<std::vector<std::string>> find_policy_files(const std::vector<std::string>& paths,
                                                   const std::vector<std::string_view>& suffixes,
                                                   const FileSystem& files);

}  // namespace plimsoll::cli
