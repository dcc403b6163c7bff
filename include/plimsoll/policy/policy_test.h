// Running .policytest.hcl files: mocks judged by the policies that the file targets.
#pragma once

#include <string>
#include <vector>

#include "plimsoll/base/file_system.h"
#include "plimsoll/policy/evaluate.h"

namespace plimsoll::policy {

/// Builds the functions a mock file is judged with; given the mocks of that file (for core::getresources).
struct Mock {
  PolicyKind kind = PolicyKind::kResource;
  std::string type = {};
  std::string name = {};
  PolicySubject subject = {};
  bool skip = false;
  bool expect_failure = false;
};
using FunctionsForMocks = std::function<lang::FunctionTable(const std::vector<Mock>& mocks)>;

enum class TestStatus : std::uint8_t { kPass, kFail, kSkip };
struct TestCase {
  std::string name = {};  // resource.TYPE.NAME
  TestStatus status = TestStatus::kPass;
  std::string message = {};  // why it failed
  Diagnostics diagnostics = {};
};
struct TestFileResult {
  std::string file = {};
  std::vector<TestCase> cases = {};
  Diagnostics errors = {};  // the file could not be run
};

/// Runs one test file. `functions` must offer core:: and what the targeted policies use.
TestFileResult run_test_file(const std::string& path, const FileSystem& files, const FunctionsForMocks& functions);

}  // namespace plimsoll::policy
