// Inputs of policies: from files, the environment and flags.
#pragma once

#include <map>
#include <string>

#include "arguments.h"
#include "plimsoll/base/file_system.h"
#include "plimsoll/policy/policy.h"
#include "plimsoll/value/value.h"

namespace plimsoll::cli {

struct Inputs {
  std::map<std::string, Value, std::less<>> values = {};
  std::map<std::string, policy::InputSource, std::less<>> sources = {};
};

/// Later ones win: the configuration file, --input-file (in order), TFPOLICY_INPUT_<name>, --input. A file is a JSON
/// object or HCL attributes with constant values. Errors never show a value.
Result<Inputs> read_inputs(const Arguments& arguments, const Environment& environment, const FileSystem& files);

}  // namespace plimsoll::cli
