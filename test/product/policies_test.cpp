// The built-in policies: every one has a test file that passes, metadata that is complete and right, and a fix for
// whatever it fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "corpus.h"
#include "plimsoll/analysis/analysis.h"
#include "plimsoll/analysis/mocks.h"
#include "plimsoll/base/file_system.h"
#include "plimsoll/base/text.h"
#include "plimsoll/fix/fix.h"
#include "plimsoll/hcl/parser.h"
#include "plimsoll/policy/policy_test.h"

namespace plimsoll {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string& directory() {
  static const std::string path = test::source_dir() + "/policies";
  return path;
}

std::vector<std::string> files_ending(std::string_view suffix) {
  std::vector<std::string> found;
  const Result<std::vector<std::string>> names = RealFileSystem().list(directory());
  if (!names.ok()) return found;
  for (const std::string& name : *names) {
    if (name.ends_with(suffix)) found.push_back(name);
  }
  return found;
}

// "ecs-4" for ecs-4.policy.hcl.
std::vector<std::string> policy_names() {
  constexpr std::string_view kSuffix = ".policy.hcl";
  std::vector<std::string> names = files_ending(kSuffix);
  for (std::string& name : names) name.resize(name.size() - kSuffix.size());
  return names;
}

// The functions of a run over the mocks; remembers the mocks.
struct Functions {
  std::vector<policy::Mock> last_mocks = {};

  lang::FunctionTable operator()(const std::vector<policy::Mock>& mocks) {
    if (!mocks.empty()) last_mocks = mocks;
    return analysis::functions_over_mocks(mocks);
  }
};

policy::PolicySet load_policy(const std::string& name, Functions& functions) {
  const std::string file = name + ".policy.hcl";
  auto source = std::make_shared<const SourceFile>(file, test::read_file("policies/" + file));
  auto set = policy::load({source}, functions({}));
  if (!set.ok()) throw std::runtime_error(render(set.errors()));
  return *std::move(set);
}

struct Judged {
  policy::Mock mock = {};
  policy::Judgement judgement = {};
};

// What a policy, with its default inputs, says of every mock in a test file: its own, or that of another name.
std::vector<Judged> judge_mocks(const std::string& name, const std::string& test = {}) {
  const RealFileSystem files;
  Functions functions;
  (void)policy::run_test_file(directory() + "/" + (test.empty() ? name : test) + ".policytest.hcl", files,
                              std::ref(functions));
  const std::vector<policy::Mock> mocks = functions.last_mocks;
  static std::vector<std::shared_ptr<policy::PolicySet>> kept;  // judgements point into it
  kept.push_back(std::make_shared<policy::PolicySet>(load_policy(name, functions)));
  const lang::FunctionTable table = functions(mocks);
  std::vector<Judged> all;
  for (const policy::Mock& mock : mocks) {
    lang::Memo memo;
    for (const policy::Policy& policy : kept.back()->files.front()->policies) {
      if (!policy::applies(policy, mock.subject)) continue;
      policy::Judgements judged = policy::evaluate(policy, mock.subject, table, memo);
      for (policy::Judgement& judgement : judged.judgements) {
        all.push_back({.mock = mock, .judgement = std::move(judgement)});
      }
    }
  }
  return all;
}

Fix fix_of(const Judged& judged) {
  return fix::suggest(*judged.judgement.fix, {.address = judged.mock.type + "." + judged.mock.name,
                                              .type = judged.mock.type,
                                              .name = judged.mock.name,
                                              .subject = judged.judgement.subject});
}

std::string first_fix(const std::string& policy, const std::string& mock) {
  for (const Judged& judged : judge_mocks(policy)) {
    if (judged.mock.name == mock && judged.judgement.fix) return fix_of(judged).hcl;
  }
  return "(none)";
}

// --- the test files beside the policies

class PolicyTestFile : public ::testing::TestWithParam<std::string> {};

TEST_P(PolicyTestFile, Passes) {
  const RealFileSystem files;
  Functions functions;
  const policy::TestFileResult result =
      policy::run_test_file(directory() + "/" + GetParam(), files, std::ref(functions));
  EXPECT_TRUE(result.errors.empty()) << render(result.errors);
  EXPECT_TRUE(result.warnings.empty()) << render(result.warnings);
  EXPECT_FALSE(result.cases.empty());
  for (const policy::TestCase& test : result.cases) {
    EXPECT_NE(test.status, policy::TestStatus::kFail) << test.name << ": " << test.message << "\n"
                                                      << render(test.diagnostics);
  }
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param.substr(0, info.param.find('.'));
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Policies, PolicyTestFile, ::testing::ValuesIn(files_ending(".policytest.hcl")), test_name);

// --- every policy

class BuiltinPolicy : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Policies, BuiltinPolicy, ::testing::ValuesIn(policy_names()), test_name);

TEST_P(BuiltinPolicy, LoadsWithoutAWarning) {
  Functions functions;
  const policy::PolicySet set = load_policy(GetParam(), functions);
  EXPECT_TRUE(set.warnings.empty()) << render(set.warnings);
}

TEST_P(BuiltinPolicy, HasCompleteMetadata) {
  Functions functions;
  const policy::PolicySet set = load_policy(GetParam(), functions);
  ASSERT_TRUE(set.files.front()->control);
  const Control& control = *set.files.front()->control;
  EXPECT_EQ(ascii_lower(control.id), control.id.starts_with("ECS.") ? "ecs." + GetParam().substr(4) : GetParam());
  EXPECT_THAT(control.title, Not(IsEmpty()));
  EXPECT_LE(control.title.size(), 120U);
  EXPECT_FALSE(control.title.ends_with('.'));
  EXPECT_GE(control.description.size(), 80U);
  EXPECT_LE(control.description.size(), 1024U);
  EXPECT_TRUE(control.help_uri.starts_with("https://docs.aws.amazon.com/")) << control.help_uri;
  EXPECT_THAT(control.frameworks, Not(IsEmpty()));
  for (const auto& [framework, requirements] : control.frameworks) {
    EXPECT_THAT(requirements, Not(IsEmpty())) << framework;
  }
}

TEST_P(BuiltinPolicy, IsTestedWithEveryVerdict) {
  std::set<Verdict> seen;
  for (const Judged& judged : judge_mocks(GetParam())) seen.insert(judged.judgement.verdict);
  EXPECT_TRUE(seen.contains(Verdict::kFail));
  EXPECT_TRUE(seen.contains(Verdict::kUnknown));
  // A volume of the host is never right, so there is nothing to pass without an input.
  const bool can_pass = GetParam() != "ecs-sensitive-host-mount";
  EXPECT_EQ(seen.contains(Verdict::kPass), can_pass);
}

TEST_P(BuiltinPolicy, ExplainsAndRepairsEveryFailure) {
  for (const Judged& judged : judge_mocks(GetParam())) {
    SCOPED_TRACE(judged.mock.name);
    const policy::Judgement& judgement = judged.judgement;
    if (judgement.verdict == Verdict::kUnknown) {
      EXPECT_THAT(judgement.unknown_because, Not(IsEmpty()));
    }
    if (judgement.verdict != Verdict::kFail) continue;
    EXPECT_THAT(judgement.message, Not(HasSubstr("Violates the policy")));
    EXPECT_TRUE(judgement.message.ends_with('.')) << judgement.message;
    EXPECT_THAT(judgement.path, Not(IsEmpty()));
    if (judgement.subject) {
      EXPECT_THAT(judgement.message, HasSubstr(judgement.subject->name));
    }
    ASSERT_TRUE(judgement.fix);
    const Fix fix = fix_of(judged);
    EXPECT_THAT(fix.summary, Not(IsEmpty()));
    EXPECT_FALSE(fix.summary.ends_with('.')) << fix.summary;
    EXPECT_THAT(fix.hcl, Not(IsEmpty()));
    EXPECT_THAT(fix.notes, Not(IsEmpty()));
    const hcl::ParsedFile parsed = hcl::parse_file(std::make_shared<const SourceFile>("fix.hcl", fix.hcl + "\n"));
    EXPECT_TRUE(parsed.diagnostics.empty()) << fix.hcl << "\n" << render(parsed.diagnostics);
  }
}

// Fargate refuses Docker volumes, host paths and tmpfs; no fix may ask for them anywhere.
TEST_P(BuiltinPolicy, NeverWritesWhatFargateRefuses) {
  for (const Judged& judged : judge_mocks(GetParam())) {
    if (!judged.judgement.fix) continue;
    const std::vector<std::string> lines = split(fix_of(judged).hcl, '\n');
    for (const std::string& line : lines) {
      if (line.starts_with('#')) continue;
      EXPECT_THAT(line, Not(HasSubstr("docker_volume_configuration"))) << judged.mock.name;
      EXPECT_THAT(line, Not(HasSubstr("host_path"))) << judged.mock.name;
      EXPECT_THAT(line, Not(HasSubstr("tmpfs"))) << judged.mock.name;
    }
  }
}

// The mocks' credentials are these.
TEST_P(BuiltinPolicy, NeverShowsAValueOfTheEnvironment) {
  for (const Judged& judged : judge_mocks(GetParam())) {
    std::string shown = judged.judgement.message + judged.judgement.path;
    if (judged.judgement.fix) {
      const Fix fix = fix_of(judged);
      shown += fix.summary + fix.hcl + join(fix.notes, "");
    }
    for (const char* value : {"correct horse", "battery staple", "AKIAIOSFODNN7EXAMPLE"}) {
      EXPECT_THAT(shown, Not(HasSubstr(value))) << judged.mock.name;
    }
  }
}

// --- what AWS says of its controls (Security Hub user guide, September 2026)

struct AwsControl {
  std::string id = {};
  Severity severity = Severity::kHigh;
  std::string title = {};
  std::set<std::string> standards = {};
};

const std::vector<AwsControl>& aws_controls() {
  constexpr auto kHigh = Severity::kHigh;
  constexpr auto kMedium = Severity::kMedium;
  constexpr auto kLow = Severity::kLow;
  static const std::vector<AwsControl> all = {
      {"ECS.1",
       kHigh,
       "Amazon ECS task definitions should have secure networking modes and user definitions",
       {"aws-fsbp", "nist-800-53-r5"}},
      {"ECS.2",
       kHigh,
       "ECS services should not have public IP addresses assigned to them automatically",
       {"aws-fsbp", "nist-800-53-r5", "pci-dss-4.0.1"}},
      {"ECS.3",
       kHigh,
       "ECS task definitions should not share the host's process namespace",
       {"aws-fsbp", "nist-800-53-r5"}},
      {"ECS.4", kHigh, "ECS containers should run as non-privileged", {"aws-fsbp", "nist-800-53-r5"}},
      {"ECS.5",
       kHigh,
       "ECS task definitions should configure containers to be limited to read-only access to root filesystems",
       {"aws-fsbp", "nist-800-53-r5"}},
      {"ECS.8",
       kHigh,
       "Secrets should not be passed as container environment variables",
       {"aws-fsbp", "nist-800-53-r5", "pci-dss-4.0.1"}},
      {"ECS.9", kHigh, "ECS task definitions should have a logging configuration", {"aws-fsbp", "nist-800-53-r5"}},
      {"ECS.10",
       kMedium,
       "ECS Fargate services should run on the latest Fargate platform version",
       {"aws-fsbp", "nist-800-53-r5", "pci-dss-4.0.1"}},
      {"ECS.12", kMedium, "ECS clusters should use Container Insights", {"aws-fsbp", "nist-800-53-r5"}},
      {"ECS.13", kLow, "ECS services should be tagged", {"aws-resource-tagging"}},
      {"ECS.14", kLow, "ECS clusters should be tagged", {"aws-resource-tagging"}},
      {"ECS.15", kLow, "ECS task definitions should be tagged", {"aws-resource-tagging"}},
      {"ECS.16",
       kHigh,
       "ECS task sets should not automatically assign public IP addresses",
       {"aws-fsbp", "pci-dss-4.0.1"}},
      {"ECS.17", kMedium, "ECS task definitions should not use host network mode", {"nist-800-53-r5"}},
      {"ECS.18", kMedium, "ECS Task Definitions should use in-transit encryption for EFS volumes", {"aws-fsbp"}},
      {"ECS.19", kMedium, "ECS capacity providers should have managed termination protection enabled", {"aws-fsbp"}},
      {"ECS.20",
       kMedium,
       "ECS Task Definitions should configure non-root users in Linux container definitions",
       {"aws-fsbp"}},
      {"ECS.21",
       kMedium,
       "ECS Task Definitions should configure non-administrator users in Windows container definitions",
       {"aws-fsbp"}},
  };
  return all;
}

std::vector<Control> builtin_controls(const std::vector<std::string>& only = {}) {
  auto selected = analysis::load_policies({.only = only}, RealFileSystem());
  if (!selected.ok()) throw std::runtime_error(render(selected.errors()));
  return selected->controls;
}

const Control* find(const std::vector<Control>& controls, const std::string& id) {
  const auto found = std::ranges::find(controls, id, &Control::id);
  return found != controls.end() ? &*found : nullptr;
}

TEST(BuiltinControls, AreThoseOfAws) {
  const std::vector<Control> controls = builtin_controls();
  for (const AwsControl& aws : aws_controls()) {
    SCOPED_TRACE(aws.id);
    const Control* control = find(controls, aws.id);
    ASSERT_NE(control, nullptr);
    EXPECT_EQ(control->title, aws.title);
    EXPECT_EQ(control->severity, aws.severity);
    EXPECT_TRUE(control->help_uri.ends_with("/ecs-controls.html#ecs-" + aws.id.substr(4))) << control->help_uri;
    std::set<std::string> standards;
    for (const auto& [framework, requirements] : control->frameworks) {
      if (framework != "nist-800-190") standards.insert(framework);
    }
    EXPECT_EQ(standards, aws.standards);
  }
}

TEST(BuiltinControls, ThatAreOffByDefault) {
  std::set<std::string> off;
  for (const Control& control : builtin_controls()) {
    if (!control.enabled) off.insert(control.id);
    EXPECT_EQ(control.deprecated, control.id == "ECS.1") << control.id;
  }
  EXPECT_EQ(off, (std::set<std::string>{"ECS.1", "ECS.13", "ECS.14", "ECS.15"}));
  EXPECT_TRUE(find(builtin_controls({"ECS.13"}), "ECS.13")->enabled);
}

// --- fixes, word for word

TEST(BuiltinFixes, MountAnEmptyVolume) {
  EXPECT_EQ(first_fix("ecs-5", "writable"),
            R"(# container "web" in container_definitions of aws_ecs_task_definition.writable
readonlyRootFilesystem = true
mountPoints = [
  # add to the entries that are there
  { containerPath = "/tmp", readOnly = false, sourceVolume = "tmp" },
]

# in resource "aws_ecs_task_definition" "writable"
volume {
  name = "tmp"
})");
  EXPECT_EQ(first_fix("ecs-5", "tmp_mounted"), "readonlyRootFilesystem = true");
}

TEST(BuiltinFixes, SendLogsToAGroupOfTheFamily) {
  EXPECT_EQ(first_fix("ecs-9", "unset"), R"(# container "web" in container_definitions of aws_ecs_task_definition.unset
logConfiguration = {
  logDriver = "awslogs"
  options = {
    awslogs-group         = "/ecs/app"
    awslogs-region        = data.aws_region.current.id
    awslogs-stream-prefix = "web"
  }
}

# new resource
resource "aws_cloudwatch_log_group" "ecs" {
  name              = "/ecs/app"
  retention_in_days = 365
})");
  EXPECT_THAT(first_fix("ecs-9", "several"), HasSubstr("awslogs-region        = \"eu-west-1\""));
}

TEST(BuiltinFixes, ReplaceVariablesBySecrets) {
  EXPECT_EQ(first_fix("ecs-8", "access_key"), R"(secrets = [
  # add to the entries that are there
  { name = "AWS_ACCESS_KEY_ID", valueFrom = "/app/AWS_ACCESS_KEY_ID" },
])");
}

TEST(BuiltinFixes, AreShortWhereOneAttributeIsEnough) {
  EXPECT_EQ(first_fix("ecs-4", "privileged"), "privileged = false");
  EXPECT_EQ(first_fix("ecs-20", "root"), "user = \"1000:1000\"");
  EXPECT_EQ(first_fix("ecs-17", "host"), "network_mode = \"awsvpc\"");
  EXPECT_EQ(first_fix("ecs-3", "host"), "# remove: pid_mode");
  EXPECT_EQ(first_fix("ecs-12", "none"), "setting {\n  name  = \"containerInsights\"\n  value = \"enhanced\"\n}");
  EXPECT_EQ(first_fix("ecs-18", "disabled"), "efs_volume_configuration {\n  transit_encryption = \"ENABLED\"\n}");
}

TEST(BuiltinFixes, NameTheServicesThatUseEcsExec) {
  const std::vector<Judged> judged = judge_mocks("ecs-5", "ecs-5-exec");
  ASSERT_EQ(judged.size(), 1U);
  ASSERT_TRUE(judged.front().judgement.fix);
  EXPECT_THAT(fix_of(judged.front()).notes.front(), ::testing::StartsWith("aws_ecs_service.web uses ECS Exec"));
}

// A public article on ECS.5 mounts Docker volumes into a Fargate task: it plans cleanly and AWS refuses it.
TEST(SourceArticle, DockerVolumesAreFoundAndNotRepeated) {
  auto policies = analysis::load_policies({}, RealFileSystem());
  ASSERT_TRUE(policies.ok()) << render(policies.errors());
  const std::string path = "testdata/corpus/controls/source-article-ecs5/plan.json";
  auto checked = analysis::check({.name = path, .bytes = test::read_file(path)}, *policies);
  ASSERT_TRUE(checked.ok()) << render(checked.errors());
  std::vector<std::string> volumes;
  for (const Finding& finding : checked->report.findings) {
    if (finding.verdict != Verdict::kFail) continue;
    EXPECT_NE(finding.control, "ECS.5");
    if (finding.control != "ecs-fargate-unsupported") continue;
    ASSERT_TRUE(finding.fix);
    volumes.push_back(finding.path + ": " + finding.fix->hcl);
  }
  EXPECT_THAT(volumes, ::testing::UnorderedElementsAre(
                           "volume[\"tmp\"].docker_volume_configuration: volume {\n  name = \"tmp\"\n}",
                           "volume[\"var-run\"].docker_volume_configuration: volume {\n  name = \"var-run\"\n}"));
}

}  // namespace
}  // namespace plimsoll
