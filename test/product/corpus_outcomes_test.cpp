// Input that is not a clean plan (testdata/corpus/generated/in-*, and what Terraform leaves beside plans): each file
// ends as testdata/corpus/README.md states, with its own exit code and words, and never looks clean.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "../cli/harness.h"
#include "corpus.h"

namespace plimsoll::cli {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr int kFindingsCode = 1;
constexpr int kInputCode = 2;

Outcome check_file(const std::string& name, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"check", name};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_with(arguments, {.files = {{name, test::read_file("testdata/corpus/generated/" + name)}}});
}

struct Refused {
  std::string file = {};
  std::vector<std::string> words = {};  // all of them on standard error
};

class RefusedInput : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedInput, EndsWithItsOwnError) {
  for (const std::string format : {"text", "json", "sarif", "markdown"}) {
    const Outcome outcome = check_file(GetParam().file, {"-f", format});
    EXPECT_EQ(outcome.code, kInputCode) << outcome.err;
    EXPECT_THAT(outcome.out, IsEmpty()) << "nothing that looks like a report";
    EXPECT_THAT(outcome.err, HasSubstr(GetParam().file));
    for (const std::string& word : GetParam().words) EXPECT_THAT(outcome.err, HasSubstr(word));
    EXPECT_THAT(outcome.last_error_line(), AllOf(HasSubstr("plimsoll: no report was written: "),
                                                 HasSubstr(GetParam().file), HasSubstr("(exit code 2)")));
    EXPECT_THAT(outcome.err, Not(HasSubstr("hunter2")));
  }
}

const char* const kUseShow = "terraform show -json";

INSTANTIATE_TEST_SUITE_P(
    Corpus, RefusedInput,
    ::testing::Values(
        Refused{"in-array/plan.json", {"Not a plan", "array", kUseShow}},
        Refused{"in-cd-not-json/plan.json", {"aws_ecs_task_definition.app", "container definitions", "expression"}},
        Refused{"in-cd-object/plan.json", {"aws_ecs_task_definition.app", "found an object"}},
        Refused{"in-cd-redacted/plan.json", {"aws_ecs_task_definition.app", "redacted"}},
        Refused{"in-cd-string-boolean/plan.json", {"aws_ecs_task_definition.app", "privileged", "true or false"}},
        Refused{"in-conflict-markers/plan.json", {"merge-conflict marker", "byte 29, line 3, column 1"}},
        Refused{"in-console-code-page/plan.json", {"byte 2946, line 1, column 2929", "PowerShell", "OutputEncoding"}},
        Refused{"in-deep-nesting/plan.json", {"nested deeper than 1000 levels"}},
        Refused{"in-empty/plan.json", {"the file is empty"}},
        Refused{"in-extra-brace/plan.json", {"after the end of the JSON document", "byte 2968"}},
        Refused{"in-format-version-major/plan.json", {"Unsupported format_version 2.0"}},
        Refused{"in-human-plan/plan.txt", {"the plan as people read it", kUseShow}},
        Refused{"in-invalid-utf8/plan.json", {"invalid UTF-8", "byte 439"}},
        Refused{"in-null/plan.json", {"Not a plan", "null"}},
        Refused{"in-output-json/plan.json", {"terraform output -json", kUseShow}},
        Refused{"in-providers-schema/plan.json", {"terraform providers schema -json"}},
        Refused{"in-setup-terraform-wrapper/plan.json", {"terraform_wrapper: false", "setup-terraform v3"}},
        Refused{"in-show-config/plan.json", {"configuration only"}},
        Refused{"in-state-none/plan.json", {"neither a plan nor a state"}},
        Refused{"in-stream-log/plan.json", {"the log of `terraform plan -json`", "terraform plan -out=FILE", kUseShow}},
        Refused{"in-terragrunt-prefix/plan.json", {"--tf-forward-stdout"}},
        Refused{"in-truncated/plan.json", {"Unexpected end of JSON", "byte 1500"}},
        Refused{"in-two-plans/plan.json", {"after the end of the JSON document", "byte 2969"}},
        Refused{"in-validate-json/plan.json", {"terraform validate -json"}},
        Refused{"in-version-json/plan.json", {"terraform version -json"}},
        Refused{"in-white-space/plan.json", {"nothing but white space"}},
        Refused{"in-wrapper-object/plan.json", {"plandata"}},
        Refused{"cd30-container-order-noop/tfstate.json", {"raw state file", kUseShow}},
        Refused{"lc16-errored/stream.jsonl", {"the log of `terraform plan -json`"}},
        Refused{"cd05-file/refused.txt", {"Invalid JSON"}},
        Refused{"md03-json-config/main.tf.json", {"Not a plan", "resource"}}),
    [](const auto& tested) {
      std::string name = tested.param.file;
      std::replace_if(
          name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
      return name;
    });

// Findings without their container definitions' own text differ in nothing but the path of the plan.
json findings_of(const Outcome& outcome) {
  return json::parse(outcome.out)["plans"][0]["findings"];
}

struct Same {
  std::string file = {};
  std::string warning = {};  // on standard error; "" means that nothing but the reason is said
};

class SameInput : public ::testing::TestWithParam<Same> {};

TEST_P(SameInput, GivesTheFindingsOfThePlanItWasMadeFrom) {
  const Outcome plain =
      check_file("cd01-jsonencode-known/plan.json", {"-f", "json", "--include", "pass,not_applicable"});
  const Outcome outcome = check_file(GetParam().file, {"-f", "json", "--include", "pass,not_applicable"});
  ASSERT_EQ(plain.code, kFindingsCode) << plain.err;
  ASSERT_EQ(outcome.code, kFindingsCode) << outcome.err;
  EXPECT_EQ(findings_of(outcome), findings_of(plain));
  if (GetParam().warning.empty()) {
    EXPECT_THAT(outcome.err, Not(HasSubstr("warning")));
  } else {
    EXPECT_THAT(outcome.err, AllOf(HasSubstr("warning: "), HasSubstr(GetParam().warning)));
  }
}

INSTANTIATE_TEST_SUITE_P(Corpus, SameInput,
                         ::testing::Values(Same{"in-utf16le/plan.json"}, Same{"in-utf16be/plan.json"},
                                           Same{"in-utf8-bom/plan.json"}, Same{"in-reformatted-crlf/plan.json"},
                                           Same{"in-format-version-missing/plan.json", "no format_version"},
                                           Same{"in-format-version-minor/plan.json", "1.99"},
                                           Same{"in-deferred-changes/plan.json"}));

TEST(CorpusOutcomes, DeferredChangesAreNamed) {
  const Outcome outcome = check_file("in-deferred-changes/plan.json");
  EXPECT_THAT(outcome.out, HasSubstr("Deferred, not judged: aws_ecs_task_definition.later[*]"));
  EXPECT_THAT(outcome.out, HasSubstr("the plan shows only a part"));
}

// A known null or "" (provider 5.59.0) or nothing at all: nobody saw the containers, so nobody may pass them.
TEST(CorpusOutcomes, DefinitionsThatNobodySawAreUnknown) {
  for (const std::string name : {"in-cd-null", "in-cd-empty-string", "in-cd-missing"}) {
    const Outcome outcome = check_file(name + "/plan.json", {"-f", "json", "--include", "pass"});
    ASSERT_EQ(outcome.code, kFindingsCode) << outcome.err;
    std::size_t undecided = 0;
    for (const json& finding : findings_of(outcome)) {
      const std::string control = finding["control"];
      const bool of_containers = control == "ECS.4" || control == "ECS.5" || control == "ECS.8" || control == "ECS.9" ||
                                 control == "ECS.20" || control == "ecs-no-containers";
      if (!of_containers) continue;
      ++undecided;
      EXPECT_EQ(finding["verdict"], "unknown") << name << " " << control;
    }
    EXPECT_EQ(undecided, 6U) << name;
  }
}

TEST(CorpusOutcomes, HandMadeFormsOfDefinitionsAreJudged) {
  for (const std::string name : {"in-cd-array", "in-cd-pascal-case"}) {
    const Outcome outcome = check_file(name + "/plan.json", {"-f", "json"});
    ASSERT_EQ(outcome.code, kFindingsCode) << outcome.err;
    std::vector<std::string> controls;
    for (const json& finding : findings_of(outcome)) {
      EXPECT_EQ(finding["verdict"], "fail");
      EXPECT_EQ(finding["subject"]["name"], "app");
      controls.push_back(finding["control"]);
    }
    EXPECT_THAT(controls, ::testing::ElementsAre("ECS.4", "ECS.5", "ECS.9", "ECS.20")) << name;
  }
}

TEST(CorpusOutcomes, APlanThatErroredSaysWhatIsMissing) {
  const Outcome outcome = check_file("lc16-errored/plan.json");
  EXPECT_EQ(outcome.code, kInputCode);
  EXPECT_THAT(outcome.out, HasSubstr("Configured, but not in the plan: aws_ecs_task_definition.bad"));
  EXPECT_THAT(outcome.out, HasSubstr("the plan shows only a part"));
  EXPECT_EQ(outcome.last_error_line(), "plimsoll: the plan itself reports errors (exit code 2)");
}

TEST(CorpusOutcomes, NothingToJudgeIsSaidAndIsNoError) {
  for (const std::string name : {"lc19-empty-config", "lc20-output-only", "lc14-drift-refresh-only"}) {
    const Outcome outcome = check_file(name + "/plan.json");
    EXPECT_EQ(outcome.code, 0) << name << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("No ECS resources")) << name;
  }
  const Outcome destroyed = check_file("lc03-delete-destroy/plan.json");
  EXPECT_EQ(destroyed.code, 0) << destroyed.err;
  EXPECT_THAT(destroyed.out, AllOf(HasSubstr("destroys everything"), HasSubstr("resolved")));
}

// Every file of the corpus, whatever it is: a verdict or a refusal, never a crash, never silence.
TEST(CorpusOutcomes, NoFileCrashesOrEndsInSilence) {
  const std::filesystem::path root = test::corpus_dir();
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.path().filename() == "expected.json") continue;
    const std::string name = std::filesystem::relative(entry.path(), root).string();
    const Outcome outcome = run_with({"check", name}, {.files = {{name, test::read_file(entry.path().string())}}});
    ++seen;
    EXPECT_GE(outcome.code, 0) << name;
    EXPECT_LE(outcome.code, kInputCode) << name << outcome.err;
    EXPECT_FALSE(outcome.out.empty() && outcome.err.empty()) << name;
    if (outcome.code != 0) {
      EXPECT_THAT(outcome.last_error_line(), HasSubstr("(exit code ")) << name;
    }
  }
  EXPECT_GT(seen, 150U);
}

}  // namespace
}  // namespace plimsoll::cli
