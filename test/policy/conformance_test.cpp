// Policies as people write them, with their tests: every mock gives the result that its file states. Those of other
// people are run by the program itself: plimsoll policy test DIRECTORY.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "plimsoll/base/file_system.h"
#include "plimsoll/policy/policy_test.h"
#include "support.h"

namespace plimsoll::policy::testing {
namespace {

std::vector<std::string> test_files(const std::filesystem::path& directory) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    const std::string path = entry.path().string();
    const std::string suffix = ".policytest.hcl";
    if (path.size() > suffix.size() && path.substr(path.size() - suffix.size()) == suffix) paths.push_back(path);
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

struct Figures {
  std::size_t files = 0, passed = 0, failed = 0, skipped = 0, broken = 0;
};

Figures run_all(const std::filesystem::path& directory) {
  Figures figures;
  const RealFileSystem files;
  for (const std::string& path : test_files(directory)) {
    const TestFileResult result = run_test_file(path, files, functions_for_mocks);
    ++figures.files;
    if (!result.errors.empty()) {
      ++figures.broken;
      ADD_FAILURE() << path << "\n" << render(result.errors);
    }
    for (const TestCase& test : result.cases) {
      if (test.status == TestStatus::kPass) ++figures.passed;
      if (test.status == TestStatus::kSkip) ++figures.skipped;
      if (test.status != TestStatus::kFail) continue;
      ++figures.failed;
      ADD_FAILURE() << path << " " << test.name << ": " << test.message << "\n" << render(test.diagnostics);
    }
  }
  std::cout << directory << ": " << figures.files << " test files, " << figures.passed << " mocks as stated, "
            << figures.failed << " not, " << figures.skipped << " skipped, " << figures.broken << " files not run\n";
  return figures;
}

TEST(Conformance, OwnPairs) {
  const Figures figures = run_all(std::filesystem::path(PLIMSOLL_SOURCE_DIR) / "testdata" / "policy");
  EXPECT_GT(figures.passed, 10U);
}

}  // namespace
}  // namespace plimsoll::policy::testing
