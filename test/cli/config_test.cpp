// The configuration file: what it sets, what wins over it, its mistakes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness.h"

namespace plimsoll::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Outcome run_with_config(const std::string& config, std::vector<std::string> arguments,
                        std::map<std::string, std::string> environment = {}) {
  arguments.insert(arguments.begin(), "check");
  arguments.emplace_back("plan.json");
  return run_with(arguments, {.files = {{"plan.json", privileged_plan()}, {".plimsoll.hcl", config}},
                              .environment = std::move(environment)});
}

TEST(Config, SetsWhatFlagsAndEnvironmentLeaveOpen) {
  EXPECT_EQ(run_with_config("fail_on = \"critical\"\n", {}).code, kClean);
  EXPECT_EQ(run_with_config("fail-on = \"critical\"\n", {"--fail-on", "low"}).code, kFindings);
  EXPECT_EQ(run_with_config("fail_on = \"critical\"\n", {}, {{"PLIMSOLL_FAIL_ON", "low"}}).code, kFindings);
  EXPECT_EQ(run_with_config("fail_on = \"critical\"\n", {"--no-config"}).code, kFindings);
  EXPECT_EQ(run_with_config("skip_control = [\"ECS.4\", \"ECS.5\"]\n", {}).code, kClean);
  EXPECT_EQ(run_with_config("skip_control = \"ECS.4\"\n", {}).code, kClean);
  EXPECT_EQ(run_with_config("exit_zero = true\n", {}).code, kClean);
  EXPECT_EQ(run_with_config("exit_zero = false\n", {}).code, kFindings);
  EXPECT_THAT(run_with_config("format = \"json\"\n", {}).out, HasSubstr("\"schema_version\": 1"));
}

TEST(Config, ReadsTheFileThatIsNamed) {
  const Given given = {.files = {{"plan.json", privileged_plan()},
                                 {".plimsoll.hcl", "fail_on = \"low\"\n"},
                                 {"ci/strict.hcl", "fail_on = \"critical\"\n"}}};
  EXPECT_EQ(run_with({"check", "plan.json", "--config", "ci/strict.hcl"}, given).code, kClean);
  EXPECT_EQ(run_with({"check", "plan.json", "--config", "none.hcl"}, given).code, kCannot);
}

TEST(Config, SetsInputsOfPolicies) {
  const std::string policy =
      "input \"limit\" {\n  type = number\n  default = 1\n}\n"
      "resource_policy \"aws_ecs_task_definition\" \"p\" {\n  enforce {\n"
      "    condition = input.limit > 5\n    error_message = \"limit\"\n  }\n}\n";
  const auto run = [&policy](const std::string& config, std::vector<std::string> more) {
    std::vector<std::string> arguments = {"check", "plan.json", "--no-builtin", "--policy", "p.policy.hcl"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_with(arguments,
                    {.files = {{"plan.json", privileged_plan()}, {"p.policy.hcl", policy}, {".plimsoll.hcl", config}}});
  };
  EXPECT_EQ(run("", {}).code, kFindings);
  EXPECT_EQ(run("inputs {\n  limit = 9\n}\n", {}).code, kClean);
  EXPECT_EQ(run("inputs {\n  limit = 9\n}\n", {"--input", "limit=2"}).code, kFindings);
}

TEST(Config, NamesEveryMistakeWithItsPlace) {
  const Outcome outcome =
      run_with_config("fail_onn = \"low\"\nexit_zero = \"yes\"\nonly = var.x\nwaiver {\n}\nunknown = \"wran\"\n", {});
  EXPECT_EQ(outcome.code, kCannot);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("There is no setting \"fail_onn\""), HasSubstr("did you mean \"fail-on\"?"),
                                 HasSubstr("\"exit-zero\" has a value of the wrong type"),
                                 HasSubstr(".plimsoll.hcl:3:"), HasSubstr("Unexpected block \"waiver\"")));
  const Outcome value = run_with_config("unknown = \"wran\"\n", {});
  EXPECT_EQ(value.code, kCannot);
  EXPECT_THAT(value.err, AllOf(HasSubstr("Invalid value \"wran\" for .plimsoll.hcl:1 (unknown)"), HasSubstr("warn")));
  EXPECT_EQ(run_with_config("fail_on = \n", {}).code, kCannot);
  EXPECT_EQ(run_with_config("fail_on = \n", {"--help"}).code, kClean);
}

TEST(Config, ShowsEverySettingWithItsOrigin) {
  const Outcome outcome = run_with_config("fail_on = \"high\"\ninputs {\n  token = \"hunter2\"\n}\n",
                                          {"--show-config", "--unknown", "warn", "--input", "a=hunter2"},
                                          {{"PLIMSOLL_SEVERITY", "medium"}});
  EXPECT_EQ(outcome.code, kClean);
  EXPECT_THAT(
      outcome.out,
      AllOf(HasSubstr("fail-on = \"high\"  # .plimsoll.hcl:1 (fail-on)\n"),
            HasSubstr("unknown = \"warn\"  # --unknown\n"), HasSubstr("severity = \"medium\"  # PLIMSOLL_SEVERITY\n"),
            HasSubstr("include = (default)\n"), HasSubstr("inputs.token = (set)\n"), Not(HasSubstr("hunter2"))));
}

}  // namespace
}  // namespace plimsoll::cli
