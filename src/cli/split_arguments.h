// Splitting an argument list into flags, operands and what is neither. The only code that knows cxxopts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/result.h"
#include "plimsoll/cli/flags.h"

namespace plimsoll::cli {

struct SplitFlag {
  std::string name = {};
  std::string value = {};  // "true" for a switch
};

struct SplitArguments {
  std::vector<SplitFlag> flags = {};  // in the order given
  std::vector<std::string> operands = {};
  std::vector<std::string> unknown = {};  // flags that the command does not have, as written
};

/// Errors: a flag without its argument, an argument for a switch.
Result<SplitArguments> split_arguments(const Command& command, const std::vector<std::string>& arguments);

}  // namespace plimsoll::cli
