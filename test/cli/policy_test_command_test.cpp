// `plimsoll policy test`: which files run, reports, filters, exit codes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness.h"

namespace plimsoll::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kPolicy = R"(input "limit" {
  type    = number
  default = 2
}
resource_policy "aws_x" "size" {
  enforce {
    condition     = attrs.size < input.limit
    error_message = "size <${attrs.size}> & more"
  }
}
)";

std::string test_of(const std::string& mocks) {
  return "policytest {\n  targets = [\"size.policy.hcl\"]\n}\n" + mocks;
}
std::string mock(const std::string& name, int size, const std::string& more = "") {
  return "resource \"aws_x\" \"" + name + "\" {\n  attrs = { size = " + std::to_string(size) + " }\n" + more + "}\n";
}

Given files(const std::string& test) {
  return {.files = {{"p/size.policy.hcl", kPolicy}, {"p/size.policytest.hcl", test_of(test)}}};
}

TEST(PolicyTest, PassesWithOneLinePerFile) {
  const Outcome outcome = run_with({"policy", "test", "p"}, files(mock("small", 1)));
  EXPECT_EQ(outcome.code, kClean) << outcome.err;
  EXPECT_EQ(outcome.out, "p/size.policytest.hcl: 1 passed\n1 passed, 0 failed, 0 skipped in 1 file\n");
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_THAT(run_with({"policy", "test", "p", "--verbose"}, files(mock("small", 1))).out,
              HasSubstr("  pass  resource.aws_x.small\n"));
}

TEST(PolicyTest, AFileWithNothingButSkippedMocksIsFine) {
  const Outcome outcome = run_with({"policy", "test", "p"}, files(mock("later", 3, "  skip = true\n")));
  EXPECT_EQ(outcome.code, kClean) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("0 passed, 0 failed, 1 skipped in 1 file\n"));
}

TEST(PolicyTest, ShowsAFailureWithItsPlaceAndValues) {
  const Outcome outcome = run_with({"policy", "test", "p"}, files(mock("small", 1) + mock("big", 3)));
  EXPECT_EQ(outcome.code, kFindings);
  EXPECT_EQ(outcome.out, R"(p/size.policytest.hcl: 1 passed, 1 failed
  FAIL  resource.aws_x.big  p/size.policytest.hcl:7
    Policy violation: fail: size <3> & more
    expected: no policy denies it
    got:      resource_policy.aws_x.size denies it
    error: resource_policy.aws_x.size denies this mock
     --> p/size.policy.hcl:7:21
      |
    7 |     condition     = attrs.size < input.limit
      |                     ^^^^^^^^^^^^^^^^^^^^^^^^
      = attrs.size is 3
      = input.limit is 2
      = message: size <3> & more
1 passed, 1 failed, 0 skipped in 1 file
)");
  EXPECT_EQ(outcome.last_error_line(), "plimsoll: 1 test failed (exit code 1)");
}

TEST(PolicyTest, RunsTheOtherFilesWhenOneIsBroken) {
  Given setup = files(mock("small", 1));
  setup.files["p/a.policytest.hcl"] = "policytest {\n  targets = [\"size\"]\n}\n";
  const Outcome outcome = run_with({"policy", "test"}, setup);
  EXPECT_EQ(outcome.code, kCannot);
  EXPECT_THAT(outcome.out, HasSubstr("p/a.policytest.hcl: cannot be run\n"));
  EXPECT_THAT(outcome.out, HasSubstr("Did you mean \"size.policy.hcl\"?"));
  EXPECT_THAT(outcome.out, HasSubstr("1 passed, 0 failed, 0 skipped in 2 files; 1 could not be run\n"));
}

TEST(PolicyTest, NeedsTests) {
  EXPECT_EQ(run_with({"policy", "test", "nowhere"}).code, kCannot);
  EXPECT_THAT(run_with({"policy", "test", "p"}, {.files = {{"p/size.policy.hcl", kPolicy}}}).err,
              HasSubstr("Nothing to read in p"));
  EXPECT_EQ(run_with({"policy", "test", "p"}, files("")).code, kCannot);
  EXPECT_THAT(run_with({"policy", "test", "p"}, files("")).last_error_line(), HasSubstr("there was no test to run"));
}

TEST(PolicyTest, SearchesBelowADirectory) {
  Given setup;
  setup.files["all/deep/er/size.policy.hcl"] = kPolicy;
  setup.files["all/deep/er/size.policytest.hcl"] = test_of(mock("small", 1));
  setup.files["all/.hidden/broken.policytest.hcl"] = "{";
  const Outcome outcome = run_with({"policy", "test", "all"}, setup);
  EXPECT_EQ(outcome.code, kClean) << outcome.out;
  EXPECT_THAT(outcome.out, StartsWith("all/deep/er/size.policytest.hcl: 1 passed\n"));
}

struct RunCase {
  std::string pattern;
  std::string summary;
};

class PolicyTestRun : public ::testing::TestWithParam<RunCase> {};

TEST_P(PolicyTestRun, SelectsTests) {
  Given setup = files(mock("small", 1) + mock("tiny", 0) + mock("big", 3));
  setup.files["p/other.policytest.hcl"] = test_of(mock("small", 1));
  const Outcome outcome = run_with({"policy", "test", "p", "--run", GetParam().pattern}, setup);
  EXPECT_THAT(outcome.out + outcome.err, HasSubstr(GetParam().summary));
}

INSTANTIATE_TEST_SUITE_P(All, PolicyTestRun,
                         ::testing::Values(RunCase{"small", "2 passed, 0 failed, 0 skipped in 2 files"},
                                           RunCase{"other.policytest", "1 passed, 0 failed, 0 skipped in 1 file"},
                                           RunCase{"resource.aws_x.t*", "1 passed, 0 failed, 0 skipped in 1 file"},
                                           RunCase{"other*", "1 passed, 0 failed, 0 skipped in 1 file"},
                                           RunCase{"/(tiny|big)$/", "1 passed, 1 failed, 0 skipped in 1 file"},
                                           RunCase{"/(/", "invalid regular expression"},
                                           RunCase{"nothing", "no test matches --run"}));

TEST(PolicyTest, TakesInputs) {
  const Given setup = files(mock("big", 3));
  EXPECT_EQ(run_with({"policy", "test", "p", "--input", "limit=9"}, setup).code, kClean);
  Given with_variable = setup;
  with_variable.environment["TFPOLICY_INPUT_limit"] = "9";
  EXPECT_EQ(run_with({"policy", "test", "p"}, with_variable).code, kClean);
  EXPECT_EQ(run_with({"policy", "test", "p", "--input", "limit=1"}, with_variable).code, kFindings);
  Given with_file = with_variable;
  with_file.files["in.tfvars"] = "limit = 1\n";
  EXPECT_EQ(run_with({"policy", "test", "p", "--input-file", "in.tfvars"}, with_file).code, kClean);
  const Outcome slip = run_with({"policy", "test", "p", "--input", "limt=9"}, setup);
  EXPECT_EQ(slip.code, kFindings);
  EXPECT_THAT(slip.err, HasSubstr("No tested policy declares an input named \"limt\""));
}

TEST(PolicyTest, TakesPoliciesForTestsWithoutTargets) {
  const Given setup = {.files = {{"policies/size.policy.hcl", kPolicy}, {"tests/t.policytest.hcl", mock("small", 1)}}};
  EXPECT_EQ(run_with({"policy", "test", "tests", "--policies", "policies"}, setup).code, kClean);
  EXPECT_EQ(run_with({"policy", "test", "tests"}, setup).code, kCannot);
}

TEST(PolicyTest, WritesSeveralReports) {
  const Given setup = files(mock("small", 1) + mock("big", 3) + mock("later", 3, "  skip = true\n"));
  const Outcome outcome =
      run_with({"policy", "test", "p", "-f", "text", "-f", "json=out.json", "--junit", "out.xml"}, setup);
  EXPECT_EQ(outcome.code, kFindings);
  EXPECT_THAT(outcome.out, HasSubstr("1 passed, 1 failed, 1 skipped in 1 file\n"));
  EXPECT_THAT(outcome.files.files.at("out.json"),
              AllOf(HasSubstr(R"("summary": {"passed": 1, "failed": 1, "skipped": 1, "broken_files": 0})"),
                    HasSubstr(R"("start": {"line": 7, "column": 21})")));
  EXPECT_THAT(
      outcome.files.files.at("out.xml"),
      AllOf(HasSubstr(R"(<testsuite name="p/size.policytest.hcl" tests="3" failures="1" errors="0" skipped="1">)"),
            HasSubstr("size &lt;3&gt; &amp; more"), Not(HasSubstr("<3>")), HasSubstr("<skipped/>")));
  EXPECT_EQ(run_with({"policy", "test", "p", "-f", "text", "-f", "json"}, setup).code, kCannot);
}

TEST(PolicyTest, ShowsCoverage) {
  const std::string out = run_with({"policy", "test", "p", "--coverage"}, files(mock("small", 1))).out;
  EXPECT_THAT(out, HasSubstr("       1       0        0       0  p/size.policy.hcl:6 resource_policy.aws_x.size\n"));
  EXPECT_THAT(out, HasSubstr("Never denied anything:\n  p/size.policy.hcl:6 resource_policy.aws_x.size\n"));
  EXPECT_THAT(out, Not(HasSubstr("Never allowed")));
}

TEST(PolicyTest, NotesMocksThatNothingJudges) {
  const Outcome outcome =
      run_with({"policy", "test", "p"}, files("resource \"aws_y\" \"m\" {\n  attrs = { size = 1 }\n}\n"));
  EXPECT_EQ(outcome.code, kClean);
  EXPECT_THAT(outcome.out, HasSubstr("note: No policy judges this mock: none is about aws_y."));
}

}  // namespace
}  // namespace plimsoll::cli
