// Running .policytest.hcl files: mocks judged by the policies that the file targets.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "plimsoll/base/file_system.h"
#include "plimsoll/policy/evaluate.h"

namespace plimsoll::policy {

/// One mock of a test file. `subject.id` is its index among the mocks of the file.
struct Mock {
  PolicyKind kind = PolicyKind::kResource;
  bool is_data = false;  // a data source: answers core::getdatasource, is not judged
  std::string type = {};
  std::string name = {};
  PolicySubject subject = {};
  bool skip = false;
  bool expect_failure = false;
};

/// Builds the functions that a file is judged with; given its mocks, none while the mocks themselves are evaluated.
using FunctionsForMocks = std::function<lang::FunctionTable(const std::vector<Mock>& mocks)>;
/// core::, relations over the mocks and plimsoll::. Callers add what else their policies use.
lang::FunctionTable functions_for_mocks(const std::vector<Mock>& mocks);

enum class TestStatus : std::uint8_t { kPass, kFail, kSkip };
struct TestCase {
  std::string name = {};  // resource.TYPE.NAME
  TestStatus status = TestStatus::kPass;
  std::string message = {};  // why it failed, or was skipped against its will
  Diagnostics diagnostics = {};
};
struct TestFileResult {
  std::string file = {};
  std::vector<TestCase> cases = {};
  Diagnostics errors = {};  // the file could not be run
  Diagnostics warnings = {};
};

struct TestOptions {
  /// Files or directories of policies, for test files that name no targets; none: the directory of the test file.
  std::vector<std::string> policies = {};
  /// Values for inputs; those of the test file win.
  std::map<std::string, Value, std::less<>> inputs = {};
};

/// Runs one test file. `functions` must offer core:: and what the targeted policies use.
TestFileResult run_test_file(const std::string& path, const FileSystem& files, const FunctionsForMocks& functions,
                             const TestOptions& options = {});

}  // namespace plimsoll::policy
