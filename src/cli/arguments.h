// Arguments and environment variables, checked against the table in flags.h.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/result.h"
#include "plimsoll/cli/flags.h"
#include "plimsoll/value/value.h"

namespace plimsoll::cli {

/// One value of a flag and where it was given: "--format" or "PLIMSOLL_FORMAT".
struct FlagValue {
  std::string text = {};
  std::string given_by = {};
};

struct Arguments {
  const Command* command = nullptr;
  std::vector<std::string> operands = {};
  std::map<std::string, std::vector<FlagValue>, std::less<>> flags = {};
  /// Inputs of policies that the configuration file sets.
  std::map<std::string, Value, std::less<>> config_inputs = {};

  /// A switch that is on.
  bool has(std::string_view flag) const;
  /// The value that counts of a flag that is given once, or "".
  std::string last(std::string_view flag) const;
  const std::vector<FlagValue>& all(std::string_view flag) const;
  std::vector<std::string> texts(std::string_view flag) const;
};

using Environment = std::map<std::string, std::string>;

/// Every mistake comes back at once: unknown commands, flags and words (with did-you-mean), flags of other commands and
/// flags that this version does not have. --help and --version win over everything but a flag that cannot be read.
Result<Arguments> parse_arguments(const std::vector<std::string>& arguments, const Environment& environment);

/// Values that their flags do not take, and flags that this version does not have.
Diagnostics check_values(const Arguments& arguments);

/// "did you mean …?", or a list of what there is when nothing is near.
std::string suggest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace plimsoll::cli
