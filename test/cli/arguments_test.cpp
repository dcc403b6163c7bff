// What the command line refuses, and what it says then.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness.h"

namespace plimsoll::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

struct RefusedCase {
  std::vector<std::string> arguments;
  std::string says;
  std::map<std::string, std::string> environment = {};
};

class Refused : public ::testing::TestWithParam<RefusedCase> {};

TEST_P(Refused, WithCode2AndNothingOnStandardOutput) {
  const Outcome outcome =
      run_with(GetParam().arguments, {.files = {{"plan.json", clean_plan()}}, .environment = GetParam().environment});
  EXPECT_EQ(outcome.code, kCannot);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().says));
  EXPECT_THAT(outcome.last_error_line(), MatchesRegex("plimsoll: .*\\(exit code 2\\)"));
  EXPECT_THAT(outcome.files.writes, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Arguments, Refused,
    ::testing::Values(
        RefusedCase{{"chekc", "plan.json"}, "did you mean \"check\"?"}, RefusedCase{{"policy"}, "test, validate, new"},
        RefusedCase{{"policy", "tset", "x"}, "did you mean \"test\"?"},
        RefusedCase{{"plan.json", "--fromat", "json"}, "did you mean \"--format\"?"},
        RefusedCase{{"plan.json", "--zzzzzzzz"}, "Unknown flag --zzzzzzzz"},
        RefusedCase{{"plan.json", "-Z"}, "Unknown flag -Z"},
        RefusedCase{{"explain", "ECS.4", "--fail-on", "high"}, "it belongs to: check, convert"},
        RefusedCase{{"plan.json", "-f", "jsn"}, "did you mean \"json\"?"},
        RefusedCase{{"plan.json", "-f", "nothing-like-it"}, "expected one of: text, json"},
        RefusedCase{{"plan.json", "-f", "junit=a.xml"}, "\"junit\" is not available in this version"},
        RefusedCase{{"plan.json", "-f"}, "missing an argument"},
        RefusedCase{{"plan.json", "--format=json="}, "names no file"},
        RefusedCase{{"plan.json", "--fail-on", "hihg"}, "did you mean \"high\"?"},
        RefusedCase{{"plan.json", "--severity", "severe"}, "Invalid value \"severe\" for --severity"},
        RefusedCase{{"plan.json", "--unknown", "pass"}, "expected one of: fail, warn"},
        RefusedCase{{"plan.json", "--only", "existing"}, "introduced"},
        RefusedCase{{"plan.json", "--include", "pass,faill"}, "Invalid value \"faill\""},
        RefusedCase{{"plan.json", "--color", "maybe"}, "auto, always, never"},
        RefusedCase{{"plan.json", "--control", "ECS.44"}, "ECS.4"},
        RefusedCase{{"plan.json", "--skip-control", "no-such-*"}, "no-such-*"},
        RefusedCase{{"explain", "ECS.44"}, "did you mean \"ECS.4\"?"},
        RefusedCase{{"explain"}, "explain needs a control"}, RefusedCase{{"controls", "ECS.4"}, "takes no operand"},
        RefusedCase{{"controls", "-f", "sarif"}, "text, json"}, RefusedCase{{"convert"}, "needs one JSON result"},
        RefusedCase{{"completion", "fihs"}, "did you mean \"fish\"?"},
        RefusedCase{{"help", "chek"}, "did you mean \"check\"?"}, RefusedCase{{}, "No plan given"},
        RefusedCase{{"-", "-"}, "can be read only once"}, RefusedCase{{"missing.json"}, "missing.json"},
        RefusedCase{{"plan.json", "--input", "novalue"}, "needs NAME=VALUE"},
        RefusedCase{{"plan.json", "--input-file", "missing.tfvars"}, "missing.tfvars"},
        RefusedCase{{"plan.json", "-f", "text", "-f", "json"}, "both go to standard output"},
        RefusedCase{{"plan.json", "-f", "json=a", "-f", "sarif=a"}, "both be written to a"},
        RefusedCase{{"plan.json", "-f", "json=a", "-o", "b"}, "--output has nothing to write"}));

INSTANTIATE_TEST_SUITE_P(
    LaterWork, Refused,
    ::testing::Values(RefusedCase{{"diff", "plan.json"}, "`plimsoll diff` is not available in this version"},
                      RefusedCase{{"plan.json", "--baseline", "b.json"}, "--baseline is not available"},
                      RefusedCase{{"plan.json", "--write-baseline", "b.json"}, "--write-baseline is not available"},
                      RefusedCase{{"plan.json", "--waivers", "w.hcl"}, "--waivers is not available"},
                      RefusedCase{{"plan.json", "--today", "2026-01-01"}, "--today is not available"}));

INSTANTIATE_TEST_SUITE_P(
    FromTheEnvironment, Refused,
    ::testing::Values(RefusedCase{{"plan.json"}, "for PLIMSOLL_FAIL_ON", {{"PLIMSOLL_FAIL_ON", "severe"}}},
                      RefusedCase{{"plan.json"}, "PLIMSOLL_WAIVERS is not available", {{"PLIMSOLL_WAIVERS", "w.hcl"}}},
                      RefusedCase{
                          {"plan.json"}, "PLIMSOLL_QUIET is neither true nor false", {{"PLIMSOLL_QUIET", "perhaps"}}}));

TEST(Arguments, ShowEveryMistakeAtOnce) {
  const Outcome outcome = run_with({"plan.json", "--bogus", "--fail-on", "x", "--color", "y", "--waivers", "z"});
  for (const char* part : {"--bogus", "--fail-on", "--color", "--waivers"}) EXPECT_THAT(outcome.err, HasSubstr(part));
}

TEST(Arguments, EscapeWhatTheyEcho) {
  const Outcome outcome = run_with({"plan.json", "--fail-on", "a\x1b[31m\nb"});
  EXPECT_EQ(outcome.err.find('\x1b'), std::string::npos);
}

TEST(Arguments, AreNotMatchedRecursively) {
  const Outcome outcome = run_with({"--" + std::string(1 << 20, 'a')});
  EXPECT_EQ(outcome.code, kCannot);
}

TEST(Arguments, FlagsMayComeBeforeTheCommand) {
  EXPECT_EQ(run_with({"--color", "never", "controls", "-f", "json"}).code, kClean);
  EXPECT_EQ(run_with({"--verbose", "check", "plan.json"}, {.files = {{"plan.json", clean_plan()}}}).code, kClean);
}

TEST(Arguments, AFileMayBeNamedLikeAFlag) {
  EXPECT_EQ(run_with({"check", "--", "-f"}, {.files = {{"-f", clean_plan()}}}).code, kClean);
}

}  // namespace
}  // namespace plimsoll::cli
