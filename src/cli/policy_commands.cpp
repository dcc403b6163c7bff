// `plimsoll policy validate` and `plimsoll policy test`.
#include <fmt/format.h>

#include "command.h"
#include "plimsoll/analysis/mocks.h"
#include "plimsoll/base/text.h"
#include "plimsoll/policy/policy_test.h"

namespace plimsoll::cli {
namespace {

constexpr std::string_view kTestSuffix = ".policytest.hcl";

/// The test files that a path names: itself, or those in a directory.
Result<std::vector<std::string>> test_files(const std::vector<std::string>& paths, const FileSystem& files) {
  std::vector<std::string> found;
  for (const std::string& path : paths) {
    if (!files.is_directory(path)) {
      found.push_back(path);
      continue;
    }
    Result<std::vector<std::string>> names = files.list(path);
    if (!names) return names;
    const std::size_t before = found.size();
    for (const std::string& name : *names) {
      if (name.ends_with(kTestSuffix)) found.push_back(join_path(path, name));
    }
    if (found.size() == before) {
      return make_error("No policy test in " + printable(path),
                        "expected files whose names end in \"" + std::string(kTestSuffix) + "\"");
    }
  }
  return found;
}

struct TestCounts {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;
};

std::string show_case(const policy::TestCase& test, TestCounts& counts) {
  std::string_view word;
  switch (test.status) {
    case policy::TestStatus::kPass:
      ++counts.passed;
      word = "pass";
      break;
    case policy::TestStatus::kFail:
      ++counts.failed;
      word = "FAIL";
      break;
    case policy::TestStatus::kSkip:
      ++counts.skipped;
      word = "skip";
      break;
  }
  std::string text = fmt::format("  {}  {}\n", word, printable(test.name));
  for (const std::string& line : split(test.message, '\n')) {
    if (!line.empty()) text += fmt::format("        {}\n", printable(line));
  }
  return text;
}

std::string show_file(const Session& session, const policy::TestFileResult& result, TestCounts& counts) {
  std::string text = printable(result.file) + "\n";
  for (const policy::TestCase& test : result.cases) {
    text += show_case(test, counts);
    print_diagnostics(session, test.diagnostics);
  }
  return text;
}

}  // namespace

Ending run_policy_validate(const Session& session) {
  if (session.arguments.operands.empty()) {
    return cannot(session, {make_error("policy validate needs a file or a directory")}, "nothing was validated");
  }
  const analysis::PolicyRequest request = {.builtin = false, .paths = session.arguments.operands};
  Result<analysis::SelectedPolicies> policies = analysis::load_policies(request, *session.world.files);
  if (!policies) return cannot(session, policies.errors(), "the policies are not valid");
  print_diagnostics(session, policies->set.warnings);
  return {.output = fmt::format("{}: valid\n", count_of(policies->set.files.size(), "policy file"))};
}

Ending run_policy_test(const Session& session) {
  const std::string nothing = "the tests could not be run";
  if (session.arguments.operands.empty()) {
    return cannot(session, {make_error("policy test needs a file or a directory")}, nothing);
  }
  Result<std::vector<std::string>> files = test_files(session.arguments.operands, *session.world.files);
  if (!files) return cannot(session, files.errors(), nothing);

  TestCounts counts;
  Ending ending;
  Diagnostics errors;
  for (const std::string& file : *files) {
    policy::TestFileResult result = policy::run_test_file(file, *session.world.files, analysis::functions_over_mocks);
    print_diagnostics(session, result.warnings);
    errors.insert(errors.end(), result.errors.begin(), result.errors.end());
    ending.output += show_file(session, result, counts);
  }
  if (has_errors(errors)) return cannot(session, errors, nothing);
  ending.output += fmt::format("{} passed, {} failed, {} skipped\n", counts.passed, counts.failed, counts.skipped);
  if (counts.passed + counts.failed == 0) {
    return {.code = kCannot, .reason = "there was no test to run", .output = std::move(ending.output)};
  }
  if (counts.failed > 0) {
    ending.code = kFindings;
    ending.reason = fmt::format("{} failed", count_of(counts.failed, "test"));
  }
  return ending;
}

}  // namespace plimsoll::cli
