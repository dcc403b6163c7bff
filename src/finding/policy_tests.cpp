#include "plimsoll/finding/policy_tests.h"

#include <map>
#include <tuple>

namespace plimsoll {

std::string_view name(TestStatus status) {
  switch (status) {
    case TestStatus::kPass:
      return "pass";
    case TestStatus::kFail:
      return "fail";
    case TestStatus::kSkip:
      return "skip";
  }
  return "fail";
}

TestCounts count(const TestFileResult& file) {
  TestCounts counts;
  if (has_errors(file.errors)) ++counts.broken_files;
  for (const TestCase& test : file.cases) {
    if (test.status == TestStatus::kPass) ++counts.passed;
    if (test.status == TestStatus::kFail) ++counts.failed;
    if (test.status == TestStatus::kSkip) ++counts.skipped;
  }
  return counts;
}

TestCounts count(const TestRun& run) {
  TestCounts all;
  for (const TestFileResult& file : run.files) {
    const TestCounts one = count(file);
    all.passed += one.passed;
    all.failed += one.failed;
    all.skipped += one.skipped;
    all.broken_files += one.broken_files;
  }
  return all;
}

std::vector<EnforceCoverage> coverage(const TestRun& run) {
  std::map<std::tuple<std::string, std::uint32_t, std::string, std::size_t>, EnforceCoverage> blocks;
  for (const TestFileResult& file : run.files) {
    for (const EnforceCoverage& one : file.coverage) {
      const auto [entry, added] = blocks.try_emplace({one.file, one.line, one.policy, one.index}, one);
      if (added) continue;
      EnforceCoverage& all = entry->second;
      all.pass += one.pass;
      all.fail += one.fail;
      all.unknown += one.unknown;
      all.not_applicable += one.not_applicable;
    }
  }
  std::vector<EnforceCoverage> result;
  for (auto& [key, block] : blocks) result.push_back(std::move(block));
  return result;
}

}  // namespace plimsoll
