// Results of policy tests as plain data: what the runner says and the writers of test reports read. No Values here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/diagnostic.h"

namespace plimsoll {

enum class TestStatus : std::uint8_t { kPass, kFail, kSkip };
std::string_view name(TestStatus status);  // "pass", "fail", "skip"

/// One mock and what became of it.
struct TestCase {
  std::string name = {};   // resource.TYPE.NAME
  std::uint32_t line = 0;  // of the mock in its file
  TestStatus status = TestStatus::kPass;
  std::string message = {};   // why it failed, or was skipped against its will; one line
  std::string expected = {};  // of a failure: "no policy denies it"
  std::string actual = {};
  Diagnostics diagnostics = {};
  std::string note = {};  // what is no failure but should be seen: no policy judged the mock
};

/// How often an enforce block gave each verdict.
struct EnforceCoverage {
  std::string file = {};
  std::uint32_t line = 0;
  std::string policy = {};  // resource_policy.TYPE.NAME
  std::size_t index = 0;    // of the block in its policy
  std::size_t pass = 0;
  std::size_t fail = 0;
  std::size_t unknown = 0;
  std::size_t not_applicable = 0;
};

struct TestFileResult {
  std::string file = {};
  std::vector<TestCase> cases = {};
  Diagnostics errors = {};  // the file could not be run
  Diagnostics warnings = {};
  std::vector<EnforceCoverage> coverage = {};  // of every enforce block of every policy that the file targets
  std::vector<std::string> used_inputs = {};   // those of the run that a policy declares
};

struct TestCounts {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;
  std::size_t broken_files = 0;
};

/// All files of a run.
struct TestRun {
  std::string tool_version = {};
  std::vector<TestFileResult> files = {};
};
TestCounts count(const TestFileResult& file);
TestCounts count(const TestRun& run);

/// Coverage of a run: blocks that several test files reach are added up; in the order of files and lines.
std::vector<EnforceCoverage> coverage(const TestRun& run);

}  // namespace plimsoll
