// How a command is run: it gets a Session and hands back an Ending; only run() prints the report and the last line.
#pragma once

#include <string>

#include "arguments.h"
#include "log.h"
#include "plimsoll/cli/cli.h"
#include "settings.h"

namespace plimsoll::cli {

struct Session {
  World& world;
  const Arguments& arguments;
  Log& log;
  bool color_errors = false;
};

struct Ending {
  int code = kClean;
  std::string reason = {};  // why the code is not 0
  std::string output = {};  // for standard output
};

/// Prints diagnostics to standard error; with --quiet errors only.
void print_diagnostics(const Session& session, const Diagnostics& diagnostics);
/// Prints the errors and gives the ending of a job that could not be done: "nothing was checked".
Ending cannot(const Session& session, const Diagnostics& errors, const std::string& what);

/// The first error on one line, and how many more there are: "plan.json: byte 12: Invalid JSON, and 2 more errors".
std::string first_error(const Diagnostics& diagnostics);
/// A file, or standard input for "-".
Result<Bytes> read_input(const World& world, const std::string& file);
/// The same for a plan; a binary one is turned into JSON.
Result<analysis::PlanInput> read_plan(const Session& session, const std::string& file);
/// Writes every report: files first, so that standard output comes only when they are there. The report for standard
/// output is returned.
Result<std::string> write_reports(const ReportSettings& settings, const Report& report, FileSystem& files);

Ending run_check(const Session& session);
Ending run_fix(const Session& session);
Ending run_explain(const Session& session);
Ending run_controls(const Session& session);
Ending run_convert(const Session& session);
Ending run_completion(const Session& session);
Ending run_help(const Session& session);
Ending run_policy_test(const Session& session);
Ending run_policy_validate(const Session& session);
Ending run_policy_new(const Session& session);

/// "3 errors", "1 error".
std::string count_of(std::size_t count, const std::string& noun);

inline constexpr const char* kVersion = PLIMSOLL_VERSION;
inline constexpr const char* kStandardInput = "<stdin>";

}  // namespace plimsoll::cli
