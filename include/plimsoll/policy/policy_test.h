// Running .policytest.hcl files: mocks judged by the policies that the file targets.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "plimsoll/base/file_system.h"
#include "plimsoll/finding/policy_tests.h"
#include "plimsoll/policy/evaluate.h"
#include "plimsoll/policy/source.h"

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

using plimsoll::TestCase;
using plimsoll::TestFileResult;
using plimsoll::TestStatus;

enum class EvaluationStage : std::uint8_t { kSetup, kPlan };

struct TestOptions {
  /// Files or directories of policies, for test files that name no targets; none: the directory of the test file.
  std::vector<std::string> policies = {};
  /// Values for inputs; those of the test file win. Names that no targeted policy declares are left out.
  std::map<std::string, Value, std::less<>> inputs = {};
  /// Which mocks to judge, by their name resource.TYPE.NAME; none: all. The others stay visible to relations.
  std::function<bool(const std::string& mock)> selected = nullptr;
  /// At setup only providers and modules are judged, and what they are configured with is not known.
  EvaluationStage stage = EvaluationStage::kPlan;
  /// Bounds the work on all mocks of a file together, in evaluated expressions.
  std::size_t mock_steps = 50'000'000;
};

/// Of one test file; policy/source.h limits its bytes, the parser and the evaluator the rest.
inline constexpr std::size_t kMaxMocks = 20'000;

/// Runs one test file. `functions` must offer core:: and what the targeted policies use.
TestFileResult run_test_file(const std::string& path, const FileSystem& files, const FunctionsForMocks& functions,
                             const TestOptions& options = {});

}  // namespace plimsoll::policy
