// Terraform itself as the judge of repairs, where it is on the machine: the exact repairs of testdata/fix/cases are
// made, the results planned and held against the recorded plans, `terraform fmt` has nothing to say, and repairing
// again changes nothing. One plan takes seconds, so that the cases become modules of one configuration.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "corpus.h"
#include "plan_leaves.h"

namespace plimsoll::test {
namespace {

namespace fs = std::filesystem;

constexpr int kNoProvider = 69;  // the planner's exit code

int shell(const std::string& command) {
  const int status = std::system(("{ " + command + "; }").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

std::string quoted(const fs::path& path) {
  return "'" + path.string() + "'";
}

Value json_of(const fs::path& path) {
  Result<Value> value = json::decode(read_file(path.string()));
  EXPECT_TRUE(value.ok()) << path;
  return value.ok() ? *std::move(value) : Value::object({});
}

/// Prints the JSON of a plan of the configuration in a folder: see test/fix/judge.
fs::path planner() {
  const char* named = std::getenv("PLIMSOLL_PLANNER");
  return named != nullptr ? fs::path(named) : fs::path(source_dir()) / "../shared/tools/tfplan";
}

class LiveRepairs : public ::testing::Test {
 protected:
  void SetUp() override {
    if (shell("command -v terraform >/dev/null") != 0) GTEST_SKIP() << "terraform is not on PATH";
    if (!fs::exists(planner())) GTEST_SKIP() << planner() << " is missing: PLIMSOLL_PLANNER names another";
    std::string pattern = (fs::temp_directory_path() / "plimsoll-live-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    work_ = pattern;
  }
  void TearDown() override {
    if (!work_.empty()) fs::remove_all(work_);
  }

  /// The case with its exact repairs made. Nothing of it is left that is not source.
  void repair(const std::string& name, const fs::path& to) const {
    const fs::path from = fs::path(source_dir()) / "testdata/fix/cases" / name;
    fs::create_directories(to.parent_path());
    fs::copy(from, to, fs::copy_options::recursive);
    const bool was_formatted = is_formatted(to);
    EXPECT_LE(shell("cd " + quoted(to) + " && " + PLIMSOLL_BINARY + " fix plan.json --write --quiet 2>/dev/null"), 1)
        << name;
    EXPECT_TRUE(!was_formatted || is_formatted(to)) << name;
    for (const fs::directory_entry& entry : fs::directory_iterator(to)) {
      const std::string file = entry.path().filename().string();
      const bool is_record = file == "plan.json" || file.starts_with("after-") || file.ends_with(".diff");
      if (is_record) fs::remove(entry.path());
    }
  }

  static bool is_formatted(const fs::path& folder) {
    return shell("terraform fmt -check -recursive " + quoted(folder) + " >/dev/null 2>&1") == 0;
  }

  /// False when there is no provider to plan with.
  bool plan(const fs::path& folder) {
    const int code = shell(quoted(planner()) + " " + quoted(folder) + " >" + quoted(work_ / "plan.json") + " 2>" +
                           quoted(work_ / "log"));
    if (code == kNoProvider) return false;
    EXPECT_EQ(code, 0) << read_file((work_ / "log").string());
    return true;
  }

  /// The part of a live plan that is below `prefix` is what was recorded for the case.
  static void expect_recorded(const std::map<std::string, Leaves>& live, const std::string& prefix,
                              const std::string& name) {
    const fs::path folder = fs::path(source_dir()) / "testdata/fix/cases" / name;
    const fs::path after = folder / "after-exact.json";
    const std::map<std::string, Leaves> recorded =
        planned_leaves(json_of(fs::exists(after) ? after : folder / "plan.json"));
    for (const auto& [address, leaves] : recorded) {
      const auto now = live.find(prefix + address);
      if (now == live.end()) {
        ADD_FAILURE() << name << ": " << address << " is not planned";
        continue;
      }
      for (const std::string& path : differing_paths(leaves, now->second)) {
        ADD_FAILURE() << name << ": " << address << " " << path << " is not as recorded";
      }
    }
    const auto is_its = [&](const auto& resource) { return resource.first.starts_with(prefix); };
    EXPECT_TRUE(prefix.empty() || static_cast<std::size_t>(std::ranges::count_if(live, is_its)) == recorded.size())
        << name << ": other resources";
  }

  void expect_nothing_to_repair(const fs::path& folder) const {
    const fs::path diff = work_ / "diff";
    EXPECT_LE(shell("cd " + quoted(folder) + " && " + PLIMSOLL_BINARY + " fix --source . " +
                    quoted(work_ / "plan.json") + " >" + quoted(diff) + " 2>/dev/null"),
              1);
    EXPECT_EQ(read_file(diff.string()), "");
  }

  fs::path work_ = {};
};

/// Whether a case needs inputs, arguments or installed modules of its own: it is no module of another configuration.
bool is_root_only(const fs::path& folder) {
  return std::ranges::any_of(fs::directory_iterator(folder), [](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    return name == "plan.args" || name == ".terraform" || name.find(".tfvars") != std::string::npos;
  });
}

std::vector<std::string> modular_cases() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(source_dir()) / "testdata/fix/cases")) {
    if (entry.is_directory() && !is_root_only(entry.path())) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

TEST_F(LiveRepairs, PlanAsRecorded) {
  const fs::path root = work_ / "root";
  repair("tfvars", root);
  std::ofstream calls(root / "cases.tf");
  for (const std::string& name : modular_cases()) {
    repair(name, root / "cases" / name);
    calls << "module \"" << name << "\" {\n  source = \"./cases/" << name << "\"\n}\n\n";
  }
  calls.close();
  if (!plan(root)) GTEST_SKIP() << "there is no AWS provider to plan with";
  const std::map<std::string, Leaves> live = planned_leaves(json_of(work_ / "plan.json"));
  expect_recorded(live, "", "tfvars");
  for (const std::string& name : modular_cases()) expect_recorded(live, "module." + name + ".", name);
  expect_nothing_to_repair(root);
}

TEST_F(LiveRepairs, PlanAsRecordedWithModulesFromARegistry) {
  const fs::path root = work_ / "root";
  repair("module-copy", root);
  if (!plan(root)) GTEST_SKIP() << "there is no AWS provider to plan with";
  expect_recorded(planned_leaves(json_of(work_ / "plan.json")), "", "module-copy");
  expect_nothing_to_repair(root);
}

}  // namespace
}  // namespace plimsoll::test
