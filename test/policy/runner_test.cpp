// Running .policytest.hcl files.
#include "plimsoll/base/file_system.h"
#include "plimsoll/policy/policy_test.h"
#include "support.h"

namespace plimsoll::policy::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kPolicy =
    "input \"level\" {\n  type = string\n  default = \"advisory\"\n}\n"
    "input \"limit\" {\n  type = number\n  default = 2\n}\n"
    "resource_policy \"aws_x\" \"size\" {\n  enforcement_level = input.level\n"
    "  enforce {\n    condition = attrs.size < input.limit\n    error_message = \"size is ${attrs.size}\"\n  }\n}\n";

const std::string kTargets = "policytest {\n  targets = [\"p.policy.hcl\"]\n}\n";
const std::string kGatedTargets = "policytest {\n  targets = [\"p.policy.hcl\"]\n  plimsoll { language = 1 }\n}\n";

TestFileResult run(const std::string& test, const std::string& policy = kPolicy, const TestOptions& options = {}) {
  MemoryFileSystem files;
  files.files["dir/p.policy.hcl"] = policy;
  files.files["dir/t.policytest.hcl"] = test;
  return run_test_file("dir/t.policytest.hcl", files, functions_for_mocks, options);
}

std::string explain(const TestFileResult& result) {
  std::string text = render(result.errors);
  for (const TestCase& test : result.cases) {
    text += test.name + " " + std::to_string(static_cast<int>(test.status)) + " " + test.message + "\n" +
            render(test.diagnostics);
  }
  return text;
}

struct MockCase {
  std::string name;
  std::string mock;  // body of resource "aws_x" "m"
  TestStatus status;
  std::string message;  // part of message and diagnostics
};

class RunMock : public ::testing::TestWithParam<MockCase> {};

TEST_P(RunMock, GivesTheStatus) {
  const TestFileResult result =
      run(kTargets + "locals {\n  small = 1\n}\nresource \"aws_x\" \"m\" {\n" + GetParam().mock + "\n}\n");
  ASSERT_THAT(result.cases, SizeIs(1)) << explain(result);
  EXPECT_EQ(result.cases[0].name, "resource.aws_x.m");
  EXPECT_EQ(result.cases[0].status, GetParam().status) << explain(result);
  EXPECT_THAT(explain(result), HasSubstr(GetParam().message));
}

const MockCase kMocks[] = {
    {"passes", "attrs = { size = local.small }", TestStatus::kPass, ""},
    {"fails", "attrs = { size = 3 }", TestStatus::kFail, "Policy violation: fail: size is 3"},
    {"fails_as_expected", "attrs = { size = 3 }\nexpect_failure = true", TestStatus::kPass, ""},
    {"misses_failure", "attrs = { size = 1 }\nexpect_failure = true", TestStatus::kFail, "Missing expected failure"},
    {"skipped", "attrs = { size = 3 }\nskip = true", TestStatus::kSkip, ""},
    {"policy_error", "attrs = { weight = 3 }", TestStatus::kFail, "A policy ended in an error"},
    {"policy_error_is_no_expected_failure", "attrs = { weight = 3 }\nexpect_failure = true", TestStatus::kFail,
     "ended in an error"},
    {"mock_error", "attrs = { size = local.nope }", TestStatus::kFail, "cannot be evaluated"},
    {"mock_error_in_skipped", "attrs = { size = local.nope }\nskip = true", TestStatus::kFail, "cannot be evaluated"},
    {"own_inputs", "attrs = { size = 3 }\ninputs {\n  limit = 5\n}", TestStatus::kPass, ""},
    {"own_inputs_in_mock", "attrs = { size = input.limit - 1 }\ninputs {\n  limit = 50\n}", TestStatus::kPass, ""},
    {"own_input_wrong", "attrs = { size = 3 }\ninputs {\n  limit = \"x\"\n}", TestStatus::kFail, "number is required"},
    {"own_input_unknown", "attrs = { size = 3 }\ninputs {\n  limt = 3\n}", TestStatus::kFail,
     "Did you mean \"limit\"?"},
    {"turns_out_empty", "attrs = { for k in [] : k => k }", TestStatus::kSkip, "no attributes"},
    {"turns_out_empty_but_expected", "attrs = { for k in [] : k => k }\nexpect_failure = true", TestStatus::kFail,
     "no attributes"},
    {"delete_is_not_judged", "prior_attrs = { size = 9 }", TestStatus::kPass, ""},
    {"update_is_judged", "attrs = { size = 9 }\nprior_attrs = { size = 1 }", TestStatus::kFail, "size is 9"},
    {"operation_given", "attrs = { size = 9 }\nmeta = { operation = \"delete\" }", TestStatus::kPass, ""},
    {"operation_wrong", "attrs = { size = 9 }\nmeta = { operation = \"destroy\" }", TestStatus::kFail,
     "Invalid operation"},
    {"flag_wrong", "attrs = { size = 1 }\nskip = \"perhaps\"", TestStatus::kFail, "\"skip\" is true or false"},
};
INSTANTIATE_TEST_SUITE_P(All, RunMock, ::testing::ValuesIn(kMocks), [](const auto& each) { return each.param.name; });

struct FileError {
  std::string name;
  std::string text;
  std::string message;
};

class RunFile : public ::testing::TestWithParam<FileError> {};

TEST_P(RunFile, CannotBeRun) {
  const TestFileResult result = run(GetParam().text);
  EXPECT_THAT(result.cases, IsEmpty());
  EXPECT_THAT(all_text(result.errors), HasSubstr(GetParam().message));
}

const FileError kErrors[] = {
    {"no_target", "policytest {\n  targets = [\"q.policy.hcl\"]\n}\n", "Did you mean \"p.policy.hcl\"?"},
    {"no_suffix", "policytest {\n  targets = [\"p\"]\n}\n", "Did you mean \"p.policy.hcl\"?"},
    {"target_number", "policytest {\n  targets = [1]\n}\n", "holds strings"},
    {"targets_text", "policytest {\n  targets = \"p.policy.hcl\"\n}\n", "list of policy files"},
    {"unknown_block", kTargets + "input {\n}\n", "\"input\" are not expected"},
    {"data_expect", kTargets + "data \"a\" \"b\" {\n  attrs = {}\n  expect_failure = true\n}\n",
     "\"expect_failure\" is not expected in a data mock"},
    {"empty_mock", kTargets + "resource \"a\" \"b\" {\n}\n", "needs attrs or prior_attrs"},
    {"literally_empty", kGatedTargets + "resource \"a\" \"b\" {\n  attrs = {}\n}\n",
     "refuse a mock without attributes"},
    {"twice",
     kGatedTargets + "resource \"a\" \"b\" {\n  attrs = { x = 1 }\n}\nresource \"a\" \"b\" {\n  attrs = { x = 1 }\n}\n",
     "Duplicate mock"},
    {"expect_without_gate", kTargets + "resource \"a\" \"b\" {\n  attrs = { x = 1 }\n  expect {\n  }\n}\n",
     "Add plimsoll { language = 1 }"},
    {"unknown_without_gate", kTargets + "resource \"a\" \"b\" {\n  attrs = { x = plimsoll::unknown() }\n}\n",
     "plimsoll::unknown exists in files"},
    {"input_type", kTargets + "inputs {\n  limit = \"x\"\n}\n", "number is required"},
    {"local_cycle", kTargets + "locals {\n  a = local.b\n  b = local.a\n}\n", "Cycle between locals"},
};
INSTANTIATE_TEST_SUITE_P(All, RunFile, ::testing::ValuesIn(kErrors), [](const auto& each) { return each.param.name; });

TEST(Run, UsesInputsInOrder) {
  const std::string mock = "resource \"aws_x\" \"m\" {\n  attrs = { size = 5 }\n";
  const TestOptions options = {.inputs = {{"limit", Value::string("10")}}};
  EXPECT_EQ(run(kTargets + mock + "}\n").cases.at(0).status, TestStatus::kFail);
  EXPECT_EQ(run(kTargets + mock + "}\n", kPolicy, options).cases.at(0).status, TestStatus::kPass);
  const std::string file_inputs = "inputs {\n  limit = 4\n}\n";
  EXPECT_EQ(run(kTargets + file_inputs + mock + "}\n", kPolicy, options).cases.at(0).status, TestStatus::kFail);
  EXPECT_EQ(
      run(kTargets + file_inputs + mock + "  inputs {\n    limit = 6\n  }\n}\n", kPolicy, options).cases.at(0).status,
      TestStatus::kPass);
}

TEST(Run, FindsTheMockInputsThatPoliciesRequire) {
  const std::string policy =
      "input \"need\" {\n  type = bool\n}\nresource_policy \"aws_x\" \"p\" {\n  enforce {\n    condition = "
      "input.need\n  }\n}\n";
  const std::string mock = "resource \"aws_x\" \"m\" {\n  attrs = { a = 1 }\n";
  EXPECT_THAT(all_text(run(kTargets + mock + "}\n", policy).errors), HasSubstr("no default and no value"));
  EXPECT_EQ(run(kTargets + mock + "  inputs {\n    need = true\n  }\n}\n", policy).cases.at(0).status,
            TestStatus::kPass);
}

TEST(Run, WithoutTargetsTakesTheDirectory) {
  MemoryFileSystem files;
  files.files["dir/p.policy.hcl"] = kPolicy;
  files.files["other/q.policy.hcl"] =
      "resource_policy \"aws_x\" \"never\" {\n  enforce {\n    condition = false\n  }\n}\n";
  files.files["dir/t.policytest.hcl"] = "resource \"aws_x\" \"m\" {\n  attrs = { size = 1 }\n}\n";
  EXPECT_EQ(run_test_file("dir/t.policytest.hcl", files, functions_for_mocks).cases.at(0).status, TestStatus::kPass);
  EXPECT_EQ(
      run_test_file("dir/t.policytest.hcl", files, functions_for_mocks, {.policies = {"other"}}).cases.at(0).status,
      TestStatus::kFail);
  EXPECT_FALSE(run_test_file("dir/none.policytest.hcl", files, functions_for_mocks).errors.empty());
}

TEST(Run, LetsMocksReferToEachOther) {
  const std::string policy =
      "resource_policy \"aws_vpc\" \"logs\" {\n  enforce {\n    condition = "
      "core::length(core::getresources(\"aws_log\", { vpc = attrs.id })) == 1\n  }\n}\n"
      "resource_policy \"aws_user\" \"owner\" {\n  enforce {\n    condition = core::getdatasource(\"aws_account\", { "
      "id = attrs.account }).name == \"main\"\n  }\n}\n";
  const TestFileResult result =
      run(kTargets +
              "resource \"aws_log\" \"l\" {\n  skip = true\n  attrs = { vpc = aws_vpc.v.attrs.id }\n}\n"
              "resource \"aws_log\" \"gone\" {\n  prior_attrs = { vpc = \"vpc-1\" }\n}\n"
              "resource \"aws_vpc\" \"v\" {\n  attrs = { id = local.id }\n}\n"
              "resource \"aws_vpc\" \"lonely\" {\n  expect_failure = true\n  attrs = { id = \"${aws_vpc.v.id}0\" }\n}\n"
              "resource \"aws_user\" \"u\" {\n  attrs = { account = data.aws_account.a.id }\n}\n"
              "data \"aws_account\" \"b\" {\n  attrs = { id = \"2\", name = \"other\" }\n}\n"
              "data \"aws_account\" \"a\" {\n  attrs = { id = \"1\", name = \"main\" }\n}\n"
              "locals {\n  id = \"vpc-1\"\n}\n",
          policy);
  ASSERT_THAT(result.cases, SizeIs(5)) << explain(result);
  for (const TestCase& test : result.cases) EXPECT_NE(test.status, TestStatus::kFail) << explain(result);
}

TEST(Run, LetsDataSourcesOfOneTypeReferToEachOther) {
  const TestFileResult result = run(kTargets +
                                    "data \"aws_d\" \"a\" {\n  attrs = { id = data.aws_d.b.id }\n}\n"
                                    "data \"aws_d\" \"b\" {\n  attrs = { id = data.aws_d.c.attrs.id }\n}\n"
                                    "data \"aws_d\" \"c\" {\n  attrs = { id = 1 }\n}\n"
                                    "data \"aws_d\" \"broken\" {\n  attrs = { id = local.nope }\n}\n"
                                    "resource \"aws_x\" \"x\" {\n  attrs = { size = data.aws_d.a.id }\n}\n");
  ASSERT_THAT(result.cases, SizeIs(2)) << explain(result);
  EXPECT_EQ(result.cases[0].name, "data.aws_d.broken");
  EXPECT_EQ(result.cases[1].status, TestStatus::kPass) << explain(result);
}

TEST(Run, ReportsCyclesBetweenDataSources) {
  const TestFileResult result = run(kTargets +
                                    "data \"aws_d\" \"a\" {\n  attrs = { id = data.aws_d.b.id }\n}\n"
                                    "data \"aws_d\" \"b\" {\n  attrs = { id = data.aws_d.a.id }\n}\n");
  EXPECT_THAT(explain(result), HasSubstr("depends on itself"));
}

TEST(Run, ReportsCyclesBetweenMocks) {
  const TestFileResult result = run(kTargets +
                                    "resource \"aws_x\" \"a\" {\n  attrs = { size = core::try(aws_x.b.size, 1) }\n}\n"
                                    "resource \"aws_x\" \"b\" {\n  attrs = { size = aws_x.a.size }\n}\n");
  ASSERT_THAT(result.cases, SizeIs(2));
  EXPECT_THAT(explain(result), HasSubstr("depends on itself"));
  EXPECT_EQ(result.cases[0].status, TestStatus::kFail);
}

TEST(Run, GivesMetaToPoliciesOfEveryKind) {
  const std::string policy =
      "resource_policy \"*\" \"r\" {\n  operations = []\n  enforce {\n    condition = meta.provider_type == \"aws\" && "
      "meta.module_path == \"\" && "
      "meta.operation == \"delete\" && attrs.id == null && meta.tfe_stack.stack_name == \"\"\n  }\n}\n"
      "provider_policy \"aws\" \"p\" {\n  enforce {\n    condition = meta.alias == null && attrs.region == \"eu\" && "
      "meta.version == \"6.1.0\"\n  }\n}\n"
      "module_policy \"*\" \"m\" {\n  enforce {\n    condition = meta.source == \"./x\" && meta.address == "
      "\"module.m\"\n  }\n}\n";
  const TestFileResult result =
      run(kTargets +
              "resource \"aws_x\" \"gone\" {\n  prior_attrs = { id = null }\n}\n"
              "provider \"aws\" \"main\" {\n  attrs = { region = \"eu\" }\n  meta = { version = \"6.1.0\" }\n}\n"
              "module \"./x\" \"m\" {\n}\n",
          policy);
  ASSERT_THAT(result.cases, SizeIs(3)) << explain(result);
  for (const TestCase& test : result.cases) EXPECT_EQ(test.status, TestStatus::kPass) << explain(result);
}

TEST(Run, JudgesWhatOldFilesWrite) {
  const std::string policy =
      "resource_policy \"aws_x\" \"p\" {\n  enforce {\n    condition = core::try(attrs.on, false)\n  }\n}\n";
  const TestFileResult result = run(kTargets +
                                        "resource \"aws_x\" \"m\" {\n  attrs = {}\n  expect_failure = true\n}\n"
                                        "resource \"aws_x\" \"m\" {\n  attrs = { on = true }\n}\n",
                                    policy);
  ASSERT_THAT(result.cases, SizeIs(2)) << explain(result);
  EXPECT_EQ(result.cases[0].status, TestStatus::kPass) << explain(result);
  EXPECT_EQ(result.cases[1].status, TestStatus::kPass) << explain(result);
  EXPECT_THAT(all_text(result.warnings), HasSubstr("refuse a mock without attributes"));
  EXPECT_THAT(all_text(result.warnings), HasSubstr("Duplicate mock"));
}

TEST(Run, HasNoPlanAndSoNoTime) {
  const std::string policy =
      "resource_policy \"aws_x\" \"p\" {\n  enforce {\n    condition = core::timecmp(attrs.until, core::timestamp()) > "
      "0\n  }\n}\n";
  const TestFileResult result =
      run(kGatedTargets + "resource \"aws_x\" \"m\" {\n  attrs = { until = \"2000-01-01T00:00:00Z\" }\n" +
              "  expect {\n    verdict = \"unknown\"\n  }\n}\n",
          policy);
  ASSERT_THAT(result.cases, SizeIs(1)) << explain(result);
  EXPECT_EQ(result.cases[0].status, TestStatus::kPass) << explain(result);
}

TEST(Run, BrokenMessagesFail) {
  const std::string policy =
      "resource_policy \"aws_x\" \"p\" {\n  enforce {\n    condition = false\n    error_message = attrs.nope\n  }\n}\n";
  const TestFileResult result =
      run(kTargets + "resource \"aws_x\" \"m\" {\n  attrs = { a = 1 }\n  expect_failure = true\n}\n", policy);
  ASSERT_THAT(result.cases, SizeIs(1));
  EXPECT_EQ(result.cases[0].status, TestStatus::kFail);
  EXPECT_THAT(result.cases[0].message, HasSubstr("message or a fix"));
}

// --- expect
// ------------------------------------------------------------------------------------------------------------

const std::string kExtended =
    "policy {\n  plimsoll { language = 1 }\n}\ncontrol \"X.1\" {\n  title = \"T\"\n  severity = \"high\"\n}\n"
    "resource_policy \"aws_x\" \"each\" {\n  enforce {\n    for_each = attrs.parts\n"
    "    subject = { kind = \"container\", name = each.value.name }\n    condition = each.value.bad != true\n"
    "    error_message = \"Part ${each.value.name} is bad.\"\n"
    "    fix {\n      summary = \"Mend it\"\n      set \"each.bad\" {\n        value = false\n      }\n    }\n  }\n}\n";

struct ExpectCase {
  std::string name;
  std::string expects;
  TestStatus status;
  std::string message;
};

class Expect : public ::testing::TestWithParam<ExpectCase> {};

TEST_P(Expect, ComparesBothWays) {
  const std::string attrs =
      "attrs = { parts = [{ name = \"a\", bad = true }, { name = \"b\", bad = plimsoll::unknown(\"aws_y.z.id\") }, { "
      "name = \"c\", bad = false }] }\n";
  const TestFileResult result =
      run(kGatedTargets + "resource \"aws_x\" \"m\" {\n" + attrs + GetParam().expects + "\n}\n", kExtended);
  ASSERT_THAT(result.cases, SizeIs(1)) << explain(result);
  EXPECT_EQ(result.cases[0].status, GetParam().status) << explain(result);
  EXPECT_THAT(explain(result), HasSubstr(GetParam().message));
}

std::string expect(const std::string& body) {
  return "expect {\n" + body + "\n}\n";
}
const std::string kA = expect("subject = \"a\"");
const std::string kB = expect("subject = \"b\"\nverdict = \"unknown\"");

const ExpectCase kExpectations[] = {
    {"all_matched", kA + kB, TestStatus::kPass, ""},
    {"pass_may_be_expected", kA + kB + expect("subject = \"c\"\nverdict = \"pass\""), TestStatus::kPass, ""},
    {"failure_not_expected", kB, TestStatus::kFail,
     "No expect block matches: fail container \"a\": Part a is bad. (fix: Mend it)"},
    {"unknown_not_expected", kA, TestStatus::kFail, "No expect block matches: unknown container \"b\""},
    {"missing", kA + kB + expect("subject = \"d\""), TestStatus::kFail, "Expected fail, subject \"d\""},
    {"wrong_verdict", kA + kB + expect("subject = \"c\""), TestStatus::kFail, "Expected fail, subject \"c\""},
    {"message", expect("message = \"a is bad\"") + kB, TestStatus::kPass, ""},
    {"wrong_message", expect("message = \"b is bad\"") + kA + kB, TestStatus::kFail, "message with \"b is bad\""},
    {"severity_of_control", expect("severity = \"high\"") + kB, TestStatus::kPass, ""},
    {"wrong_severity", expect("severity = \"low\"") + kA + kB, TestStatus::kFail, "severity low"},
    {"fix_summary", expect("fix = \"Mend\"") + kB, TestStatus::kPass, ""},
    {"fix_path", expect("fix = \"bad\"") + kB, TestStatus::kPass, ""},
    {"wrong_fix", expect("fix = \"volume\"") + kA + kB, TestStatus::kFail, "fix with \"volume\""},
    {"count", expect("subject = \"a\"\ncount = 1") + kB, TestStatus::kPass, ""},
    {"count_zero", kA + kB + expect("subject = \"c\"\ncount = 0"), TestStatus::kPass, ""},
    {"wrong_count", expect("count = 2") + kB, TestStatus::kFail, "Unexpected number of results"},
    {"count_is_no_number", kA + kB + expect("count = \"x\""), TestStatus::kFail, "how many results must match"},
    {"with_expect_failure", "expect_failure = true\n" + kA + kB, TestStatus::kPass, ""},
    {"invalid_verdict", kA + kB + expect("verdict = \"faill\""), TestStatus::kFail, "Did you mean \"fail\"?"},
    {"no_expect_unknown_is_fine", "expect_failure = true", TestStatus::kPass, ""},
};
INSTANTIATE_TEST_SUITE_P(All, Expect, ::testing::ValuesIn(kExpectations),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace plimsoll::policy::testing
