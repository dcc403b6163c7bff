// What the runner says beside the status: expected and actual, the place and the operands, notes, coverage, limits.
#include "plimsoll/base/file_system.h"
#include "plimsoll/policy/policy_test.h"
#include "support.h"

namespace plimsoll::policy::testing {
namespace {

using ::testing::AllOf;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::string kPolicy = R"(input "limit" {
  type    = number
  default = 2
}
resource_policy "aws_x" "size" {
  filter = core::try(attrs.on, true)
  enforce {
    condition     = attrs.size < input.limit
    error_message = "size is ${attrs.size}"
  }
}
resource_policy "aws_old" "kept" {
  operations = ["delete"]
  enforce {
    condition = prior_attrs.keep != true
  }
}
)";
const std::string kTargets = "policytest {\n  targets = [\"p.policy.hcl\"]\n}\n";

std::string mock(const std::string& body, const std::string& type = "aws_x") {
  return "resource \"" + type + "\" \"m\" {\n" + body + "\n}\n";
}

TestFileResult run(const std::string& test, const TestOptions& options = {}, const std::string& policy = kPolicy) {
  MemoryFileSystem files;
  files.files["p.policy.hcl"] = policy;
  files.files["t.policytest.hcl"] = test;
  return run_test_file("t.policytest.hcl", files, functions_for_mocks, options);
}

TEST(TestReport, ExplainsADenial) {
  const TestFileResult result = run(kTargets + mock("attrs = { size = 3 }"));
  ASSERT_THAT(result.cases, SizeIs(1));
  const TestCase& test = result.cases[0];
  EXPECT_EQ(test.line, 4U);
  EXPECT_EQ(test.expected, "no policy denies it");
  EXPECT_EQ(test.actual, "resource_policy.aws_x.size denies it");
  EXPECT_EQ(render(test.diagnostics),
            "error: resource_policy.aws_x.size denies this mock\n"
            " --> p.policy.hcl:8:21\n"
            "  |\n"
            "8 |     condition     = attrs.size < input.limit\n"
            "  |                     ^^^^^^^^^^^^^^^^^^^^^^^^\n"
            "  = attrs.size is 3\n"
            "  = input.limit is 2\n"
            "  = message: size is 3\n");
}

TEST(TestReport, ExplainsWhyNothingWasDenied) {
  const std::string expected = "expect_failure = true\n";
  const std::string allowed = render(run(kTargets + mock(expected + "attrs = { size = 1 }")).cases.at(0).diagnostics);
  EXPECT_THAT(allowed, AllOf(HasSubstr("note: resource_policy.aws_x.size allows this mock"),
                             HasSubstr("attrs.size is 1"), Not(HasSubstr("error:"))));
  const std::string filtered =
      render(run(kTargets + mock(expected + "attrs = { on = false }")).cases.at(0).diagnostics);
  EXPECT_THAT(filtered, AllOf(HasSubstr("resource_policy.aws_x.size does not apply"), HasSubstr("p.policy.hcl:6:12"),
                              HasSubstr("attrs.on is false")));
}

TEST(TestReport, WithholdsSensitiveOperands) {
  const TestFileResult result = run(kTargets + mock("attrs = { size = core::sensitive(314159) }"));
  EXPECT_THAT(render(result.cases.at(0).diagnostics) + result.cases.at(0).message, Not(HasSubstr("314159")));
}

TEST(TestReport, NotesMocksThatNothingJudges) {
  EXPECT_THAT(run(kTargets + mock("attrs = { a = 1 }", "aws_y")).cases.at(0).note, HasSubstr("none is about aws_y"));
  EXPECT_THAT(run(kTargets + mock("attrs = { a = 1 }", "aws_old")).cases.at(0).note,
              HasSubstr("none lists the operation \"create\""));
  EXPECT_THAT(run(kTargets + mock("prior_attrs = { keep = false }", "aws_old")).cases.at(0).note, IsEmpty());
  const TestCase missed = run(kTargets + mock("expect_failure = true\nattrs = { a = 1 }", "aws_y")).cases.at(0);
  EXPECT_EQ(missed.status, TestStatus::kFail);
  EXPECT_THAT(missed.actual, HasSubstr("none is about aws_y"));
}

TEST(TestReport, CountsCoverage) {
  const TestFileResult result = run(kTargets + "resource \"aws_x\" \"a\" {\n  attrs = { size = 1 }\n}\n" +
                                    "resource \"aws_x\" \"b\" {\n  expect_failure = true\n  attrs = { size = 9 }\n}\n" +
                                    "resource \"aws_x\" \"c\" {\n  attrs = { on = false }\n}\n");
  ASSERT_THAT(result.coverage, SizeIs(2));
  EXPECT_THAT(result.coverage[0],
              AllOf(Field(&EnforceCoverage::pass, 1U), Field(&EnforceCoverage::fail, 1U),
                    Field(&EnforceCoverage::not_applicable, 1U), Field(&EnforceCoverage::line, 7U)));
  EXPECT_THAT(result.coverage[1], AllOf(Field(&EnforceCoverage::policy, "resource_policy.aws_old.kept"),
                                        Field(&EnforceCoverage::pass, 0U), Field(&EnforceCoverage::fail, 0U)));
}

TEST(TestReport, CoverageAddsUpOverFiles) {
  const TestFileResult one = run(kTargets + mock("attrs = { size = 1 }"));
  const std::vector<EnforceCoverage> all = coverage({.files = {one, one}});
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].pass, 2U);
}

TEST(TestReport, RunsSelectedMocksOnly) {
  const std::string two = kTargets + "resource \"aws_x\" \"a\" {\n  attrs = { size = aws_x.b.size }\n}\n" +
                          "resource \"aws_x\" \"b\" {\n  attrs = { size = 1 }\n}\n";
  const TestFileResult result =
      run(two, {.selected = [](const std::string& name) { return name == "resource.aws_x.a"; }});
  ASSERT_THAT(result.cases, SizeIs(1));
  EXPECT_EQ(result.cases[0].status, TestStatus::kPass);
}

TEST(TestReport, LeavesOutInputsThatNoPolicyDeclares) {
  const TestFileResult result = run(kTargets + mock("attrs = { size = 3 }"),
                                    {.inputs = {{"limit", Value::string("5")}, {"elsewhere", Value::string("x")}}});
  EXPECT_EQ(result.cases.at(0).status, TestStatus::kPass);
  EXPECT_EQ(result.used_inputs, std::vector<std::string>{"limit"});
}

TEST(TestReport, SetupStageJudgesProvidersByTheirMeta) {
  const std::string policy =
      "provider_policy \"aws\" \"p\" {\n  enforce {\n    condition = meta.alias == null\n  }\n  enforce {\n    "
      "condition "
      "= attrs.region == \"eu\"\n  }\n}\n";
  const std::string test =
      kTargets + "provider \"aws\" \"p\" {\n  attrs = { region = \"eu\" }\n}\n" + mock("attrs = { a = 1 }");
  const TestFileResult result = run(test, {.stage = EvaluationStage::kSetup}, policy);
  ASSERT_THAT(result.cases, SizeIs(2));
  EXPECT_EQ(result.cases[1].status, TestStatus::kSkip);
  EXPECT_EQ(result.coverage.at(0).pass, 1U);
  EXPECT_EQ(result.coverage.at(1).unknown, 1U);
}

// --- hostile files ---

TEST(HostileTests, TooManyMocks) {
  std::string text = kTargets;
  for (std::size_t i = 0; i <= kMaxMocks; ++i) {
    text += "resource \"aws_x\" \"m" + std::to_string(i) + "\" {\n  attrs = { size = 1 }\n}\n";
  }
  const TestFileResult result = run(text);
  EXPECT_THAT(result.cases, IsEmpty());
  EXPECT_THAT(all_text(result.errors), HasSubstr("Too many mocks"));
}

TEST(HostileTests, TooLargeFiles) {
  const std::string large = "# " + std::string(kMaxPolicyFileBytes, 'x') + "\n";
  EXPECT_THAT(all_text(run(large).errors), HasSubstr("File too large"));
  EXPECT_THAT(all_text(run(kTargets + mock("attrs = { a = 1 }"), {}, large).errors), HasSubstr("File too large"));
}

TEST(HostileTests, DeepNestingIsRefused) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_FALSE(run(kTargets + mock("attrs = { a = " + deep + " }")).errors.empty());
  const std::string policy =
      rule("enforce {\n  condition = " + std::string(100'000, '(') + "true" + std::string(100'000, ')') + "\n}\n");
  EXPECT_FALSE(run(kTargets + mock("attrs = { a = 1 }"), {}, policy).errors.empty());
}

TEST(HostileTests, LongChainsOfReferencesEnd) {
  std::string text = kTargets + "locals {\n  l0 = 1\n";
  for (int i = 1; i < 5'000; ++i) text += "  l" + std::to_string(i) + " = local.l" + std::to_string(i - 1) + "\n";
  const TestFileResult result = run(text + "}\n" + mock("attrs = { size = local.l4999 }"));
  ASSERT_THAT(result.cases, SizeIs(1));
  EXPECT_EQ(result.cases[0].status, TestStatus::kFail);  // the budget's depth, not the stack's
}

TEST(HostileTests, EndlessWorkEnds) {
  const std::string big =
      "[for a in core::range(1000) : [for b in core::range(1000) : [for c in core::range(1000) : a]]]";
  const TestFileResult result =
      run(kTargets + mock("attrs = { size = core::try(core::length(" + big + "), 1) }"), {.mock_steps = 100'000});
  ASSERT_THAT(result.cases, SizeIs(1));
  EXPECT_EQ(result.cases[0].status, TestStatus::kFail);
}

}  // namespace
}  // namespace plimsoll::policy::testing
