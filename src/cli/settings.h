// What the flags of a command mean, as plain data.
#pragma once

#include <string>
#include <vector>

#include "arguments.h"
#include "plimsoll/analysis/analysis.h"
#include "plimsoll/cli/cli.h"
#include "plimsoll/report/report.h"

namespace plimsoll::cli {

/// One report to write: to a file, or to standard output when `file` is empty.
struct Target {
  const report::Format* format = nullptr;
  std::string file = {};
  bool color = false;
};

struct ReportSettings {
  std::vector<Target> targets = {};
  report::Options options = {};
};

Result<ReportSettings> report_settings(const Arguments& arguments, const World& world);
Result<analysis::PolicyRequest> policy_request(const Arguments& arguments, const World& world);

}  // namespace plimsoll::cli
