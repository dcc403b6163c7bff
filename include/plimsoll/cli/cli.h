// The command line: flags, streams, exit codes. Callable in process, so that tests run whole commands with buffers.
#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plimsoll/base/file_system.h"

namespace plimsoll::cli {

/// The world a command runs in; main() fills it from the process, tests from literals.
struct World {
  FileSystem* files = nullptr;
  std::map<std::string, std::string> environment = {};
  std::istream* in = nullptr;
  std::ostream* out = nullptr;
  std::ostream* err = nullptr;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t terminal_width = 100;
  /// Runs `terraform show -json FILE` or `tofu show -json FILE`; nullopt when neither is on PATH.
  std::function<std::optional<Result<std::string>>(const std::string& file)> show_binary_plan = nullptr;
};

enum ExitCode : int { kClean = 0, kFindings = 1, kCannot = 2, kInternalError = 3 };

/// Runs one command; `arguments` without the program's name. Never throws; never prints a partial report.
int run(const std::vector<std::string>& arguments, World& world);

}  // namespace plimsoll::cli
