// x.control.hcl beside x.policy.hcl: a control and its fixes for a policy in the standard language.
#include "support.h"

namespace plimsoll::analysis::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr std::string_view kPolicy = R"(policy {}
resource_policy "aws_x" "size" {
  locals {
    wanted = 3
  }
  enforce {
    condition = attrs.named
  }
  enforce {
    condition     = attrs.size == local.wanted
    error_message = "The size is ${attrs.size}."
  }
}
)";

constexpr std::string_view kControl = R"(control "ORG.1" {
  title    = "Things have the right size"
  severity = "low"
}
fix "aws_x" "size" "1" {
  summary = "Set size to ${local.wanted}"
  set "size" {
    value = local.wanted
  }
}
)";

Result<SelectedPolicies> load_pair(std::string_view policy, std::string_view control, const std::string& path = "p") {
  MemoryFileSystem files;
  files.files = {{"p/x.policy.hcl", std::string(policy)}, {"p/x.control.hcl", std::string(control)}};
  return load_policies({.builtin = false, .paths = {path}}, files);
}

std::string complaint(std::string_view policy, std::string_view control) {
  const auto loaded = load_pair(policy, control);
  return loaded.ok() ? "" : render(loaded.errors());
}

TEST(Companion, GivesAStandardPolicyItsControlAndFixes) {
  for (const std::string path : {"p", "p/x.policy.hcl"}) {
    const auto policies = load_pair(kPolicy, kControl, path);
    ASSERT_TRUE(policies.ok()) << render(policies.errors());
    ASSERT_EQ(policies->controls.size(), 1U);
    EXPECT_EQ(policies->controls[0].title, "Things have the right size");
    const Checked checked = check_text(*policies, plan_text(change_text("aws_x.a", R"({"named":true,"size":2})")));
    ASSERT_EQ(checked.report.findings.size(), 1U);
    const Finding& finding = checked.report.findings[0];
    EXPECT_EQ(finding.control, "ORG.1");
    EXPECT_EQ(finding.severity, Severity::kLow);
    ASSERT_TRUE(finding.fix.has_value());
    EXPECT_EQ(finding.fix->summary, "Set size to 3");
    EXPECT_THAT(finding.fix->hcl, HasSubstr("size = 3"));
  }
}

TEST(Companion, SaysWhereItDoesNotFit) {
  const auto changed = [](std::string from, std::string to) {
    std::string text(kControl);
    return text.replace(text.find(from), from.size(), to);
  };
  EXPECT_THAT(complaint(kPolicy, changed("\"size\" \"1\"", "\"sise\" \"1\"")),
              AllOf(HasSubstr("p/x.control.hcl:5:"), HasSubstr("Did you mean \"size\"?")));
  EXPECT_THAT(complaint(kPolicy, changed("\"1\"", "\"2\"")), HasSubstr("2 enforce block(s)"));
  EXPECT_THAT(complaint(kPolicy, changed("local.wanted}", "local.wantd}")),
              AllOf(HasSubstr("p/x.control.hcl:6:"), HasSubstr("Did you mean \"wanted\"?")));
  EXPECT_THAT(complaint(kPolicy, "fix \"aws_x\" \"size\" \"1\" {\n  summary = \"x\"\n}\n"), HasSubstr("control"));
  EXPECT_THAT(complaint("policy {\n  plimsoll { language = 1 }\n}\n" + std::string(kPolicy.substr(10)), kControl),
              HasSubstr("Control file beside an extended policy"));
}

TEST(Companion, IsReadOnlyBesideItsPolicy) {
  MemoryFileSystem files;
  files.files = {{"p/y.policy.hcl", std::string(kPolicy)}, {"p/x.control.hcl", std::string(kControl)}};
  const auto policies = load_policies({.builtin = false, .paths = {"p"}}, files);
  ASSERT_TRUE(policies.ok());
  EXPECT_EQ(policies->controls[0].id, "size");
}

}  // namespace
}  // namespace plimsoll::analysis::testing
