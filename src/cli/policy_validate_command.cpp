// `plimsoll policy validate`.
#include <fmt/format.h>

#include <algorithm>

#include "command.h"
#include "plimsoll/analysis/mocks.h"
#include "plimsoll/policy/source.h"
#include "plimsoll/policy/validate.h"
#include "plimsoll/report/policy_tests.h"
#include "policy_files.h"

namespace plimsoll::cli {
namespace {

std::size_t count_level(const Diagnostics& diagnostics, DiagnosticLevel level) {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(), [level](const Diagnostic& d) { return d.level == level; }));
}

/// Reads every file; what cannot be read is reported like a mistake in it.
std::vector<SourcePtr> read_sources(const std::vector<std::string>& paths, const FileSystem& files,
                                    Diagnostics& errors) {
  std::vector<SourcePtr> sources;
  for (const std::string& path : paths) {
    Result<SourcePtr> source = policy::read_source(path, files);
    if (source) {
      sources.push_back(*std::move(source));
    } else {
      errors.insert(errors.end(), source.errors().begin(), source.errors().end());
    }
  }
  return sources;
}

Ending ending_of(const Diagnostics& found, bool strict) {
  const std::size_t errors = count_level(found, DiagnosticLevel::kError);
  const std::size_t warnings = count_level(found, DiagnosticLevel::kWarning);
  if (errors > 0) return {.code = kCannot, .reason = "the policies are not valid: " + first_error(found)};
  if (strict && warnings > 0) {
    return {.code = kCannot, .reason = fmt::format("{} with --strict", count_of(warnings, "warning"))};
  }
  return {};
}

std::string summary(std::size_t files, const Diagnostics& found) {
  const std::size_t errors = count_level(found, DiagnosticLevel::kError);
  const std::size_t warnings = count_level(found, DiagnosticLevel::kWarning);
  std::string text = count_of(files, "file") + ": " + (errors == 0 ? "valid" : count_of(errors, "error"));
  if (warnings > 0) text += ", " + count_of(warnings, "warning");
  return text + "\n";
}

}  // namespace

Ending run_policy_validate(const Session& session) {
  const Arguments& arguments = session.arguments;
  const std::vector<std::string> paths =
      arguments.operands.empty() ? std::vector<std::string>{"."} : arguments.operands;
  Result<std::vector<std::string>> files =
      find_policy_files(paths, {kPolicySuffix, policy::kCompanionSuffix, kTestSuffix}, *session.world.files);
  if (!files) return cannot(session, files.errors(), "nothing was validated");

  Diagnostics found;
  const std::vector<SourcePtr> sources = read_sources(*files, *session.world.files, found);
  const Diagnostics mistakes =
      policy::validate(sources, analysis::functions_over_mocks({}), {.portable = arguments.has("portable")});
  found.insert(found.end(), mistakes.begin(), mistakes.end());

  Ending ending = ending_of(found, arguments.has("strict"));
  if (arguments.last("format") == "json") {
    ending.output = report::diagnostics_json(found);
  } else {
    print_diagnostics(session, found);
    ending.output = summary(files->size(), found);
  }
  return ending;
}

}  // namespace plimsoll::cli
