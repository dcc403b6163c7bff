// Inputs of policies from flags, environment and files: which wins, and what is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness.h"

namespace plimsoll::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kPolicy = R"(
input "family" {
  type    = string
  default = "app"
}
input "allowed" {
  type    = list(string)
  default = []
}
resource_policy "aws_ecs_task_definition" "family" {
  enforce {
    condition     = attrs.family == input.family || core::contains(input.allowed, attrs.family)
    error_message = "The family is not the wanted one."
  }
}
)";

struct InputCase {
  std::vector<std::string> flags;
  int code = 0;
  std::map<std::string, std::string> environment = {};
};

class Inputs : public ::testing::TestWithParam<InputCase> {};

TEST_P(Inputs, ReachThePolicy) {
  std::vector<std::string> arguments = {"plan.json", "--no-builtin", "--policy", "own.policy.hcl"};
  arguments.insert(arguments.end(), GetParam().flags.begin(), GetParam().flags.end());
  const Outcome outcome =
      run_with(arguments, {.files = {{"plan.json", clean_plan()},
                                     {"own.policy.hcl", kPolicy},
                                     {"app.tfvars", "family = \"app\"\n"},
                                     {"other.tfvars", "# a comment\nfamily = \"other\"\n"},
                                     {"list.tfvars", "family = \"x\"\nallowed = [\"a\", \"app\"]\n"},
                                     {"list.json", R"({"family":"x","allowed":["app"]})"}},
                           .environment = GetParam().environment});
  EXPECT_EQ(outcome.code, GetParam().code) << outcome.out << outcome.err;
}

INSTANTIATE_TEST_SUITE_P(
    Cli, Inputs,
    ::testing::Values(
        InputCase{{}, kClean}, InputCase{{"--input", "family=other"}, kFindings},
        InputCase{{"--input", "family=other", "--input", "family=app"}, kClean},
        InputCase{{"--input", "family=x", "--input", R"(allowed=["a","app"])"}, kClean},
        InputCase{{"--input-file", "other.tfvars"}, kFindings},
        InputCase{{"--input-file", "other.tfvars", "--input-file", "app.tfvars"}, kClean},
        InputCase{{"--input-file", "list.tfvars"}, kClean}, InputCase{{"--input-file", "list.json"}, kClean},
        InputCase{{"--input-file", "other.tfvars", "--input", "family=app"}, kClean},
        InputCase{{}, kFindings, {{"TFPOLICY_INPUT_family", "other"}}},
        InputCase{{"--input-file", "other.tfvars"}, kClean, {{"TFPOLICY_INPUT_family", "app"}}},
        InputCase{{"--input", "family=app"}, kClean, {{"TFPOLICY_INPUT_family", "other"}}},
        InputCase{{}, kClean, {{"PLIMSOLL_INPUT", "family=x\nallowed=[\"app\"]"}}},
        InputCase{{}, kClean, {{"TFPOLICY_INPUT_of_others", "x"}}}, InputCase{{}, kFindings, {{"family", "other"}}},
        InputCase{{"--input-file", "app.tfvars"}, kClean, {{"family", "other"}}},
        InputCase{{}, kClean, {{"TFPOLICY_INPUT_family", "app"}, {"family", "other"}}},
        InputCase{{}, kCannot, {{"allowed", "not a list"}}}, InputCase{{"--input", "famly=app"}, kCannot}));

TEST(UndeclaredInputs, AreNamed) {
  const std::map<std::string, std::string> files = {
      {"plan.json", clean_plan()}, {"own.policy.hcl", kPolicy}, {"in", "famly = \"x\"\n"}};
  const std::vector<std::string> base = {"plan.json", "--no-builtin", "--policy", "own.policy.hcl"};
  const auto with = [&](const std::string& flag, const std::string& value) {
    std::vector<std::string> arguments = base;
    arguments.insert(arguments.end(), {flag, value});
    return run_with(arguments, {.files = files});
  };
  EXPECT_THAT(with("--input", "famly=x").err, HasSubstr("Did you mean \"family\"?"));
  const Outcome from_file = with("--input-file", "in");
  EXPECT_EQ(from_file.code, kClean);
  EXPECT_THAT(from_file.err, HasSubstr("Did you mean \"family\"?"));
}

struct BadFileCase {
  std::string text;
  std::string says;
};

class BadInputFile : public ::testing::TestWithParam<BadFileCase> {};

TEST_P(BadInputFile, IsRefusedWithItsPlace) {
  const Outcome outcome =
      run_with({"plan.json", "--input-file", "in"}, {.files = {{"plan.json", clean_plan()}, {"in", GetParam().text}}});
  EXPECT_EQ(outcome.code, kCannot);
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().says));
  EXPECT_THAT(outcome.err, HasSubstr("in"));
}

INSTANTIATE_TEST_SUITE_P(Cli, BadInputFile,
                         ::testing::Values(BadFileCase{"a = ", "in:1"}, BadFileCase{"a = var.b\n", "in:1:5"},
                                           BadFileCase{"block {\n}\n", "NAME = VALUE lines only"},
                                           BadFileCase{"{\"a\":1,}", "error"},
                                           BadFileCase{"{\"a\":1,\"a\":2}", "error"}));

TEST(WrongInputs, AreNotShownWhenTheyAreWrong) {
  const Outcome outcome =
      run_with({"plan.json", "--input", "no_such_input=hunter2"}, {.files = {{"plan.json", clean_plan()}}});
  EXPECT_EQ(outcome.code, kCannot);
  EXPECT_THAT(outcome.err, Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace plimsoll::cli
