// `plimsoll check` as a whole: exit codes, where output goes, and that nothing partial is ever written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness.h"

namespace plimsoll::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct ExitCase {
  std::string title;
  std::vector<std::string> arguments;
  int code = 0;
  std::string out;
  std::string err;
  std::map<std::string, std::string> environment = {};
};

Given plans(std::map<std::string, std::string> environment = {}) {
  return {.files = {{"bad.json", privileged_plan()},
                    {"good.json", clean_plan()},
                    {"broken.json", R"({"format_version": "1.2", "resource_ch)"},
                    {"errored.json", privileged_plan(R"("errored":true,)")},
                    {"in.tfvars", "read_only_exempt = [\"web\"]\n"}},
          .environment = std::move(environment)};
}

class Exit : public ::testing::TestWithParam<ExitCase> {};

TEST_P(Exit, CodeAndText) {
  const Outcome outcome = run_with(GetParam().arguments, plans(GetParam().environment));
  EXPECT_EQ(outcome.code, GetParam().code) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(GetParam().out));
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().err));
  if (GetParam().code != kClean) {
    EXPECT_THAT(outcome.last_error_line(), HasSubstr("(exit code " + std::to_string(GetParam().code) + ")"));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Check, Exit,
    ::testing::Values(
        ExitCase{"clean", {"good.json"}, kClean, "", ""}, ExitCase{"named", {"check", "good.json"}, kClean, "", ""},
        ExitCase{"findings", {"bad.json"}, kFindings, "ECS.4", "1 failing at or above low"},
        ExitCase{"several", {"good.json", "bad.json"}, kFindings, "ECS.4", ""},
        ExitCase{"threshold", {"bad.json", "--fail-on", "critical"}, kClean, "ECS.4", ""},
        ExitCase{"threshold met", {"bad.json", "--fail-on=high"}, kFindings, "ECS.4", ""},
        ExitCase{"threshold by environment", {"bad.json"}, kClean, "", "", {{"PLIMSOLL_FAIL_ON", "critical"}}},
        ExitCase{"flag beats environment",
                 {"bad.json", "--fail-on", "low"},
                 kFindings,
                 "",
                 "",
                 {{"PLIMSOLL_FAIL_ON", "critical"}}},
        ExitCase{"exit zero", {"bad.json", "--exit-zero"}, kClean, "ECS.4", ""},
        ExitCase{"exit zero by environment", {"bad.json"}, kClean, "ECS.4", "", {{"PLIMSOLL_EXIT_ZERO", "1"}}},
        ExitCase{"switch off by environment", {"bad.json"}, kFindings, "", "", {{"PLIMSOLL_EXIT_ZERO", "false"}}},
        ExitCase{"exit zero keeps 2", {"broken.json", "--exit-zero"}, kCannot, "", "broken.json"},
        ExitCase{"only one control", {"bad.json", "--control", "ECS.5"}, kClean, "", ""},
        ExitCase{"a glob", {"bad.json", "--control", "ECS.*"}, kFindings, "ECS.4", ""},
        ExitCase{"a list", {"bad.json", "--control", "ECS.5,ECS.4"}, kFindings, "ECS.4", ""},
        ExitCase{"skipped", {"bad.json", "--skip-control", "ECS.4"}, kClean, "", ""},
        ExitCase{"introduced", {"bad.json", "--only", "introduced"}, kFindings, "ECS.4", "introduced by this plan"},
        ExitCase{"hidden but counted", {"bad.json", "--severity", "critical"}, kFindings, "", "hidden by --severity"},
        ExitCase{"accepted from the first day", {"good.json", "--no-source", "--no-config"}, kClean, "", ""},
        ExitCase{"errored", {"errored.json"}, kCannot, "ECS.4", "the plan itself reports errors"},
        ExitCase{"verbose", {"good.json", "--verbose"}, kClean, "", " ms)"}),
    [](const auto& param) {
      std::string name = param.param.title;
      for (char& c : name) c = c == ' ' ? '_' : c;
      return name;
    });

TEST(Check, ReadsAPipe) {
  EXPECT_EQ(run_with({}, {.in = privileged_plan()}).code, kFindings);
  EXPECT_EQ(run_with({"-"}, {.in = clean_plan()}).code, kClean);
  EXPECT_EQ(run_with({"check"}, {.in = clean_plan()}).code, kClean);
}

TEST(Check, AnEmptyPipeIsNoCleanPlan) {
  const Outcome outcome = run_with({"-"}, {.in_is_terminal = false});
  EXPECT_EQ(outcome.code, kCannot);
  EXPECT_THAT(outcome.out, IsEmpty());
}

TEST(Check, OneBrokenPlanAmongSeveralMeansNoReportAtAll) {
  const Outcome outcome = run_with({"bad.json", "broken.json", "-f", "text", "-f", "json=out.json"}, plans());
  EXPECT_EQ(outcome.code, kCannot);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.files.writes, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr("broken.json"));
}

TEST(Check, WritesSeveralFormatsInOneRun) {
  const Outcome outcome = run_with({"bad.json", "-f", "text,sarif=out.sarif", "-f", "json=out.json"}, plans());
  EXPECT_EQ(outcome.code, kFindings);
  EXPECT_THAT(outcome.out, HasSubstr("ECS.4"));
  EXPECT_THAT(outcome.files.files.at("out.sarif"), HasSubstr("\"2.1.0\""));
  EXPECT_THAT(outcome.files.files.at("out.json"), HasSubstr("\"schema_version\""));
}

TEST(Check, WritesToTheOutputFile) {
  const Outcome outcome = run_with({"bad.json", "-f", "json", "-o", "out.json"}, plans());
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.files.files.at("out.json"), HasSubstr("\"schema_version\""));
}

TEST(Check, SaysTheSameTwice) {
  EXPECT_EQ(run_with({"bad.json", "good.json", "-f", "json"}, plans()).out,
            run_with({"bad.json", "good.json", "-f", "json"}, plans()).out);
}

TEST(Check, ShowsWhatIsIncluded) {
  EXPECT_THAT(run_with({"good.json", "-f", "json"}, plans()).out, Not(HasSubstr("\"verdict\": \"pass\"")));
  EXPECT_THAT(run_with({"good.json", "-f", "json", "--include", "pass"}, plans()).out, HasSubstr("\"pass\""));
}

TEST(Check, ABrokenPipeIsNoSuccess) {
  MemoryFileSystem files;
  files.files = {{"good.json", clean_plan()}};
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  out.setstate(std::ios_base::badbit);
  World world = {.files = &files, .in = &in, .out = &out, .err = &err};
  EXPECT_EQ(run({"good.json"}, world), kCannot);
  EXPECT_THAT(err.str(), HasSubstr("standard output"));
}

TEST(Check, AnExceptionIsAnInternalErrorWithoutItsText) {
  MemoryFileSystem files;
  files.files = {{"tfplan", std::string("PK\x03\x04 a binary plan", 18)}};
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  World world = {.files = &files, .in = &in, .out = &out, .err = &err};
  world.show_binary_plan = [](const std::string&) -> std::optional<Result<std::string>> {
    throw std::out_of_range("hunter2");
  };
  EXPECT_EQ(run({"tfplan"}, world), kInternalError);
  EXPECT_THAT(err.str(), HasSubstr("please report"));
  EXPECT_THAT(err.str(), Not(HasSubstr("hunter2")));
  EXPECT_THAT(out.str(), IsEmpty());
}

TEST(BinaryPlan, IsTurnedIntoJson) {
  MemoryFileSystem files;
  files.files = {{"tfplan", std::string("PK\x03\x04 a binary plan", 18)}};
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  World world = {.files = &files, .in = &in, .out = &out, .err = &err};
  world.show_binary_plan = [](const std::string& file) -> std::optional<Result<std::string>> {
    EXPECT_EQ(file, "tfplan");
    return Result<std::string>(privileged_plan());
  };
  EXPECT_EQ(run({"tfplan"}, world), kFindings) << err.str();
}

TEST(BinaryPlan, WithoutTerraformSaysWhatToDo) {
  const std::string zip("PK\x03\x04 a binary plan", 18);
  const Outcome outcome = run_with({"tfplan"}, {.files = {{"tfplan", zip}}});
  EXPECT_EQ(outcome.code, kCannot);
  EXPECT_THAT(outcome.err, HasSubstr("terraform show -json"));
  EXPECT_THAT(run_with({"-"}, {.in = zip}).err, HasSubstr("read from a file only"));
}

}  // namespace
}  // namespace plimsoll::cli
