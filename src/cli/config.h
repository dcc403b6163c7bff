// The configuration file: settings that flags and the environment leave open.
#pragma once

#include <string>

#include "arguments.h"
#include "plimsoll/base/file_system.h"

namespace plimsoll::cli {

inline constexpr const char* kConfigName = ".plimsoll.hcl";

/// Reads `--config FILE`, else .plimsoll.hcl of the current directory if there is one, and adds what it sets to the
/// flags that are not given: attributes are named as flags are, with "_" or "-", and an `inputs` block sets inputs of
/// policies. Every mistake comes back at once. --no-config reads nothing.
Result<Done> add_config(Arguments& arguments, const FileSystem& files);

/// Every setting of the command and where it comes from, one on a line.
std::string show_config(const Arguments& arguments);

}  // namespace plimsoll::cli
