// Provider and module policies over the configuration that a plan holds.
#include "support.h"

namespace plimsoll::analysis::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kConfiguration = R"({
  "provider_config": {
    "aws": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "version_constraint": "= 5.100.0",
      "expressions": {"region": {"references": ["var.aws_region"]}, "secret_key": {"constant_value": "hunter2"},
                      "default_tags": [{"tags": {"constant_value": {"team": "a"}}}]}},
    "aws.west": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws", "alias": "west",
      "version_constraint": "~> 5.0",
      "expressions": {"region": {"references": ["var.suffix"]}, "profile": {"constant_value": "west"}}},
    "module.api:aws": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws",
      "module_address": "module.api"},
    "null": {"name": "nothing", "full_name": "registry.terraform.io/hashicorp/null"}},
  "root_module": {
    "module_calls": {
      "api": {"source": "./api", "expressions": {"size": {"constant_value": 3}},
        "module": {"module_calls": {"db": {"source": "acme/db/aws", "version_constraint": "2.1.0", "module": {}}}}},
      "net": {"source": "terraform-aws-modules/vpc/aws", "version_constraint": ">= 5.0", "module": {}},
      "git": {"source": "git::https://example.com/x.git?ref=v1", "module": {}}},
    "variables": {"aws_region": {}, "suffix": {}}}})";

constexpr std::string_view kVariables =
    R"(,"variables":{"aws_region":{"value":"eu-west-1"},"suffix":{"value":"west-2"}})";

std::string plan() {
  return plan_text("", kConfiguration, kVariables);
}

std::string provider_rule(std::string_view condition, std::string_view type = "aws") {
  return fmt::format(
      "policy {{}}\nprovider_policy \"{}\" \"p\" {{\n  enforce {{\n    condition     = {}\n"
      "    error_message = \"${{meta.name}}\"\n  }}\n}}\n",
      type, condition);
}

std::string module_rule(std::string_view condition, std::string_view source = "*") {
  return fmt::format("policy {{}}\nmodule_policy \"{}\" \"m\" {{\n  enforce {{\n    condition = {}\n  }}\n}}\n", source,
                     condition);
}

const std::string kAws = R"(provider["registry.terraform.io/hashicorp/aws"])";
const std::string kWest = kAws + ".west";

TEST(ProviderPolicies, JudgeEveryConfigurationOfTheirType) {
  struct Case {
    std::string condition, aws, west;
  };
  for (const Case& c : {
           Case{"attrs.region == \"eu-west-1\"", "pass", "unknown"},  // made for it; another variable proves nothing
           Case{"attrs.region == \"us-east-1\"", "fail", "unknown"},
           Case{"attrs.profile == null", "pass", "fail"},  // not written is null
           Case{"attrs.profile == \"west\"", "fail", "pass"},
           Case{"core::try(attrs.default_tags[0].tags.team, \"\") == \"a\"", "pass", "fail"},
           Case{"meta.alias == null", "pass", "fail"},
           Case{"meta.alias == \"west\"", "fail", "pass"},
           Case{"meta.type == \"aws\" && meta.name == \"aws\" && meta.namespace == \"hashicorp\"", "pass", "pass"},
           Case{"meta.source == \"registry.terraform.io/hashicorp/aws\"", "pass", "pass"},
           Case{"meta.version == \"5.100.0\"", "pass", "unknown"},
           Case{"meta.tfe_stack.stack_name == \"\"", "pass", "pass"},
       }) {
    EXPECT_THAT(verdicts_of(provider_rule(c.condition), plan()),
                ::testing::UnorderedElementsAre(kAws + " p " + c.aws, kWest + " p " + c.west))
        << c.condition;
  }
}

TEST(ProviderPolicies, MatchTheTypeNotTheLocalName) {
  EXPECT_THAT(verdicts_of(provider_rule("meta.name == \"nothing\"", "null"), plan()),
              ElementsAre(R"(provider["registry.terraform.io/hashicorp/null"] p pass)"));
  EXPECT_THAT(verdicts_of(provider_rule("true", "google"), plan()), IsEmpty());
  EXPECT_EQ(verdicts_of(provider_rule("true", "*"), plan()).size(), 3U);
}

TEST(ProviderPolicies, SayWhatMakesAnArgumentUnknownAndHideSecrets) {
  const Checked region = check_text(load_policy(provider_rule("attrs.region == \"us-west-2\"")), plan());
  const auto west = std::ranges::find(region.report.findings, kWest, &Finding::address);
  ASSERT_NE(west, region.report.findings.end());
  EXPECT_THAT(west->unknown_because, ElementsAre("var.suffix"));

  std::string policy = provider_rule("false");
  policy.replace(policy.find("meta.name"), 9, "attrs.secret_key == null ? \"-\" : attrs.secret_key");
  for (const Finding& f : check_text(load_policy(policy), plan()).report.findings)
    EXPECT_THAT(f.message, Not(HasSubstr("hunter2")));
}

TEST(ModulePolicies, JudgeEveryCall) {
  struct Case {
    std::string condition, api, db, git, net;
  };
  for (const Case& c : {
           Case{"meta.source == \"./api\"", "pass", "fail", "fail", "fail"},
           Case{"meta.version == \"2.1.0\"", "fail", "pass", "fail", "unknown"},
           Case{"meta.version == \"\"", "pass", "fail", "pass", "unknown"},
           Case{"meta.address == \"module.api.module.db\"", "fail", "pass", "fail", "fail"},
           Case{"attrs.size == 3", "unknown", "unknown", "unknown", "unknown"},
       }) {
    EXPECT_THAT(verdicts_of(module_rule(c.condition), plan()),
                ::testing::UnorderedElementsAre("module.api m " + c.api, "module.api.module.db m " + c.db,
                                                "module.git m " + c.git, "module.net m " + c.net))
        << c.condition;
  }
  EXPECT_THAT(verdicts_of(module_rule("true", "acme/db/aws"), plan()), ElementsAre("module.api.module.db m pass"));
}

TEST(ConfiguredPolicies, CountAsIntroducedUnlessNothingChanges) {
  const auto change_of = [](const std::string& text) {
    const Checked checked = check_text(load_policy(module_rule("false", "./api")), text);
    return checked.report.findings.empty() ? Change::kNone : checked.report.findings[0].change;
  };
  EXPECT_EQ(change_of(plan_text(change_text("aws_x.a", "{}"), kConfiguration)), Change::kIntroduced);
  EXPECT_EQ(change_of(plan_text(change_text("aws_x.a", "{}", "{}", R"(["no-op"])", "{}"), kConfiguration)),
            Change::kExisting);
}

TEST(ConfiguredPolicies, SayThatTheyWereNotJudgedWithoutConfiguration) {
  const Checked checked =
      check_text(load_policy(module_rule("false")),
                 R"({"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"resources":[]}}})");
  EXPECT_THAT(checked.report.findings, IsEmpty());
  EXPECT_THAT(checked.report.notes, ElementsAre(HasSubstr("provider and module policies were not judged")));
}

TEST(ConfiguredPolicies, CannotAskForResources) {
  MemoryFileSystem files;
  files.files = {{"t.policy.hcl", module_rule("core::length(core::getresources(\"aws_x\", {})) == 0")}};
  const auto loaded = load_policies({.builtin = false, .paths = {"t.policy.hcl"}}, files);
  ASSERT_FALSE(loaded.ok());
  EXPECT_THAT(render(loaded.errors()), AllOf(HasSubstr("core::getresources"), HasSubstr("resource policies only")));
}

}  // namespace
}  // namespace plimsoll::analysis::testing
