// What an enforcement level costs: severities, exit codes, and messages that stand beside a verdict.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness.h"

namespace plimsoll::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string policy(const std::string& level, const std::string& condition) {
  return "policy {}\n"
         "input \"level\" {\n  type    = string\n  default = \"advisory\"\n}\n"
         "resource_policy \"aws_ecs_task_definition\" \"rule\" {\n  enforcement_level = " +
         level + "\n  enforce {\n    condition     = " + condition +
         "\n    error_message = \"It does not hold.\"\n    info_message  = \"More about ${attrs.family}.\"\n  }\n}\n";
}

// With an ARN that is known only after apply.
std::string plan() {
  std::string text = clean_plan();
  const std::string nothing = R"("after_unknown":{})";
  return text.replace(text.find(nothing), nothing.size(), R"("after_unknown":{"arn":true})");
}

struct LevelCase {
  std::string level;
  std::string condition;
  std::vector<std::string> flags;
  int code = 0;
  std::string shows = "";
};

class Levels : public ::testing::TestWithParam<LevelCase> {};

TEST_P(Levels, DecideTheExitCode) {
  const LevelCase& c = GetParam();
  std::vector<std::string> arguments = {"plan.json", "--no-builtin", "--policy", "own.policy.hcl"};
  arguments.insert(arguments.end(), c.flags.begin(), c.flags.end());
  const Outcome outcome =
      run_with(arguments, {.files = {{"plan.json", plan()}, {"own.policy.hcl", policy(c.level, c.condition)}}});
  EXPECT_EQ(outcome.code, c.code) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(c.shows));
}

INSTANTIATE_TEST_SUITE_P(
    Cli, Levels,
    ::testing::Values(LevelCase{"\"advisory\"", "false", {}, kClean, "info"},
                      LevelCase{"\"advisory\"", "false", {"--fail-on", "info"}, kFindings},
                      LevelCase{"\"mandatory_overridable\"", "false", {}, kFindings, "medium"},
                      LevelCase{"\"mandatory_overridable\"", "false", {"--fail-on", "high"}, kClean},
                      LevelCase{"\"mandatory\"", "false", {}, kFindings, "high"},
                      LevelCase{"input.level", "false", {}, kClean, "info"},
                      LevelCase{"input.level", "false", {"--input", "level=mandatory"}, kFindings, "high"},
                      LevelCase{"attrs.family == \"\" ? \"mandatory\" : \"advisory\"", "false", {}, kClean, "info"},
                      LevelCase{"null", "true", {}, kCannot},
                      // what is unknown is judged again at apply, and costs what the level says
                      LevelCase{"\"advisory\"", "attrs.arn == \"x\"", {}, kClean, "unknown"},
                      LevelCase{"\"mandatory\"", "attrs.arn == \"x\"", {}, kFindings, "unknown"},
                      LevelCase{"\"mandatory\"", "attrs.arn == \"x\"", {"--unknown", "warn"}, kClean, "unknown"},
                      // an error is no verdict
                      LevelCase{"\"advisory\"", "attrs.no_such == 1", {}, kCannot},
                      LevelCase{"\"advisory\"", "null", {}, kCannot}));

TEST(InfoMessages, StandBesideEveryVerdictButUnknown) {
  const auto shown = [](const std::string& condition) {
    return run_with({"plan.json", "--no-builtin", "--policy", "own.policy.hcl", "--include", "pass", "-f", "json"},
                    {.files = {{"plan.json", plan()}, {"own.policy.hcl", policy("\"advisory\"", condition)}}})
        .out;
  };
  EXPECT_THAT(shown("true"), HasSubstr("\"info\": \"More about app.\""));
  EXPECT_THAT(shown("false"), HasSubstr("\"info\": \"More about app.\""));
  EXPECT_THAT(shown("attrs.arn == \"x\""), Not(HasSubstr("\"info\": \"More")));
}

}  // namespace
}  // namespace plimsoll::cli
