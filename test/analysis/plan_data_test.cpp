// What policies may ask a plan beyond the resource they judge: data sources, resources the plan leaves out, locals of
// the file, and what no plan can answer.
#include "support.h"

namespace plimsoll::analysis::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string rule(const std::string& condition, const std::string& before = "") {
  return fmt::format(
      "policy {{}}\n{}resource_policy \"aws_x\" \"r\" {{\n  enforce {{\n    condition     = {}\n"
      "    error_message = \"It does not hold.\"\n  }}\n}}\n",
      before, condition);
}

std::string refusal(const std::string& text) {
  MemoryFileSystem files;
  files.files = {{"t.policy.hcl", text}};
  const auto loaded = load_policies({.builtin = false, .paths = {"t.policy.hcl"}}, files);
  return loaded.ok() ? render(loaded->set.warnings) : render(loaded.errors());
}

constexpr std::string_view kPrior = R"(,"prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[
  {"address":"data.aws_ami.a","mode":"data","type":"aws_ami","name":"a","values":{"owner":"self","arch":"arm64"}},
  {"address":"aws_ami.b","mode":"managed","type":"aws_ami","name":"b","values":{"owner":"other","arch":"x86"}}]}}})";

TEST(DataSources, AnswerFromWhatThePlanHolds) {
  const auto verdict = [](const std::string& condition, std::string_view extra) {
    return verdicts_of(rule(condition), plan_text(change_text("aws_x.a", "{}"), R"({"root_module":{}})", extra));
  };
  const std::string arch = "core::getdatasource(\"aws_ami\", { owner = \"self\" }).arch == \"arm64\"";
  EXPECT_THAT(verdict(arch, kPrior), ElementsAre("aws_x.a r pass"));
  EXPECT_THAT(verdict(arch, ""), ElementsAre("aws_x.a r unknown"));
  EXPECT_THAT(verdict("core::getdatasource(\"aws_ami\", { owner = \"other\" }).arch == \"x86\"", kPrior),
              ElementsAre("aws_x.a r unknown"))
      << "a managed resource is no data source";
}

TEST(DataSources, ReadDuringApplyAreUnknownWhereTheyAre) {
  const std::string read =
      R"({"address":"data.aws_ami.a","mode":"data","type":"aws_ami","name":"a","change":{"actions":["read"],)"
      R"("before":null,"after":{"owner":"self"},"after_unknown":{"arch":true}}})";
  const std::string plan = plan_text(change_text("aws_x.a", "{}") + "," + read);
  const std::string ask = "core::getdatasource(\"aws_ami\", { owner = \"self\" })";
  EXPECT_THAT(verdicts_of(rule(ask + ".owner == \"self\""), plan), ElementsAre("aws_x.a r pass"));
  EXPECT_THAT(verdicts_of(rule(ask + ".arch == \"arm64\""), plan), ElementsAre("aws_x.a r unknown"));
}

TEST(GetResources, IsPartialWhereThePlanLeavesResourcesOut) {
  const std::string none = rule("core::length(core::getresources(\"aws_y\", {})) == 0");
  const std::string some = rule("core::length(core::getresources(\"aws_y\", {})) > 0");
  const std::string deferred =
      R"(,"deferred_changes":[{"reason":"instance_count_unknown","resource_change":{"address":"module.m.aws_y.d[*]",)"
      R"("mode":"managed","type":"aws_y","name":"d","change":{"actions":["create"],"before":null,"after":{}}}}])";
  const std::string x = change_text("aws_x.a", "{}");
  const std::string with_y = x + "," + change_text("aws_y.a", "{}");
  const std::string plain = R"({"root_module":{}})";
  EXPECT_THAT(verdicts_of(none, plan_text(x)), ElementsAre("aws_x.a r pass"));
  EXPECT_THAT(verdicts_of(none, plan_text(x, plain, deferred)), ElementsAre("aws_x.a r unknown"));
  EXPECT_THAT(verdicts_of(some, plan_text(x, plain, deferred)), ElementsAre("aws_x.a r unknown"));
  EXPECT_THAT(verdicts_of(some, plan_text(with_y, plain, deferred)), ElementsAre("aws_x.a r pass"));
  const std::string configured =
      R"({"root_module":{"resources":[{"address":"aws_y.t","mode":"managed","type":"aws_y","name":"t","expressions":{}}]}})";
  EXPECT_THAT(verdicts_of(none, plan_text(x, configured, R"(,"complete":false)")), ElementsAre("aws_x.a r unknown"))
      << "-target";
}

TEST(FileLocals, AreTheSameForEverySubject) {
  const std::string locals =
      "locals {\n  names = [for y in core::getresources(\"aws_y\", {}) : y.name]\n  broken = local.names[5]\n}\n";
  std::string changes = change_text("aws_y.a", R"({"name":"n"})");
  for (int i = 0; i < 1200; ++i) changes += "," + change_text(fmt::format("aws_x.a[{}]", i), R"({"name":"n"})");
  const std::string plan = plan_text(changes);
  const SelectedPolicies good = load_policy(rule("core::contains(local.names, attrs.name)", locals));
  for (const std::size_t threads : {1U, 4U}) {
    const auto checked = check({.name = "plan.json", .bytes = plan}, good, {.threads = threads});
    ASSERT_TRUE(checked.ok());
    EXPECT_EQ(std::ranges::count(checked->report.findings, Verdict::kPass, &Finding::verdict), 1200) << threads;
  }
  const Checked broken = check_text(load_policy(rule("local.broken == attrs.name", locals)), plan);
  ASSERT_EQ(broken.diagnostics.size(), 1U);
  EXPECT_THAT(render(broken.diagnostics), AllOf(HasSubstr("t.policy.hcl:4"), HasSubstr("1199 more resources")));
}

TEST(Meta, HoldsWhatAPlanGives) {
  const std::string change =
      R"({"address":"module.a[\"x\"].module.b.aws_x.n[0]","module_address":"module.a[\"x\"].module.b","mode":"managed",)"
      R"("type":"aws_x","name":"n","index":0,"provider_name":"registry.terraform.io/acme/cloud",)"
      R"("change":{"actions":["update"],"before":{},"after":{},"after_unknown":{}}})";
  for (const std::string condition :
       {"meta.type == \"aws_x\"", "meta.provider_type == \"cloud\"", "meta.operation == \"update\"",
        "meta.module_path == \"module.a[\\\"x\\\"].module.b\"", "meta.tfe_stack.deployment_name == \"\"",
        "core::length(core::keys(meta.tfe_workspace.tags)) == 0"}) {
    EXPECT_THAT(verdicts_of(rule(condition), plan_text(change)),
                ElementsAre(R"(module.a["x"].module.b.aws_x.n[0] r pass)"))
        << condition;
  }
}

TEST(Meta, SaysWhatToUseInPlaceOfWhatItLacks) {
  struct Case {
    std::string text, says;
  };
  for (const Case& c : {
           Case{rule("meta.address != \"\""), "plimsoll::address()"},
           Case{rule("meta.resource_type == \"aws_x\""), "meta.type"},
           Case{rule("core::try(meta.opration, \"\") == \"\""), "Did you mean \"operation\"?"},
           Case{"policy {}\nprovider_policy \"aws\" \"p\" {\n  enforce {\n    condition = core::try(meta.region, \"\") "
                "!= \"\"\n  }\n}\n",
                "attrs.region"},
       }) {
    EXPECT_THAT(refusal(c.text), AllOf(HasSubstr("warning: No such meta data"), HasSubstr(c.says)));
  }
  const Checked checked =
      check_text(load_policy(rule("meta.address != \"\"")), plan_text(change_text("aws_x.a", "{}")));
  EXPECT_THAT(render(checked.diagnostics), HasSubstr("Unsupported attribute"));
  EXPECT_FALSE(checked.incomplete.empty());
}

TEST(Offline, WebRequestsAreUnknownAndSaidToBe) {
  const std::string policy = rule("core::gethttprequest(\"https://example.com\").statusCode == 200");
  EXPECT_THAT(refusal(policy), AllOf(HasSubstr("warning: No web requests"), HasSubstr("t.policy.hcl:4")));
  const Checked checked = check_text(load_policy(policy), plan_text(change_text("aws_x.a", "{}")));
  EXPECT_THAT(lines(checked), ElementsAre("aws_x.a r unknown"));
  EXPECT_THAT(checked.report.findings[0].unknown_because, ElementsAre("core::gethttprequest"));
}

TEST(Time, IsThePlansOwn) {
  const auto verdict = [](const std::string& condition, std::string_view extra) {
    const std::string created = change_text("aws_x.a", R"({"until":"2026-03-01T00:00:00Z"})");
    return verdicts_of(rule(condition), plan_text(created, R"({"root_module":{}})", extra));
  };
  constexpr std::string_view kTimestamp = R"(,"timestamp":"2026-02-01T12:00:00Z")";
  const std::string expired = "core::timecmp(attrs.until, core::timestamp()) < 0";
  EXPECT_THAT(verdict(expired, kTimestamp), ElementsAre("aws_x.a r fail"));
  EXPECT_THAT(verdict(expired, R"(,"timestamp":"2026-03-01T00:00:01Z")"), ElementsAre("aws_x.a r pass"));
  EXPECT_THAT(verdict(expired, ""), ElementsAre("aws_x.a r unknown"));
  EXPECT_THAT(verdict("core::plantimestamp() == core::timestamp()", kTimestamp), ElementsAre("aws_x.a r pass"));
}

TEST(RequiredProviders, MustNameARange) {
  const auto providers = [](const std::string& version) {
    return "policy {\n  required_providers {\n    aws = { source = \"hashicorp/aws\", version = \"" + version +
           "\" }\n  }\n}\nresource_policy \"aws_x\" \"r\" {\n  enforce {\n    condition = true\n  }\n}\n";
  };
  EXPECT_THAT(refusal(providers("*")), HasSubstr("error: Invalid version constraint"));
  EXPECT_THAT(refusal(providers(">= 5.0, < 7.0")), IsEmpty());
}

TEST(PluginNames, AreTheSameFunctions) {
  const std::string text = "policy {\n  plimsoll { language = 1 }\n}\n" +
                           rule("core::length(plugin::ecs::containers(attrs)) == 1").substr(10);
  EXPECT_THAT(verdicts_of(text, plan_text(change_text("aws_x.a", R"({"container_definitions":"[{\"name\":\"a\"}]"})"))),
              ElementsAre("aws_x.a r pass"));
  EXPECT_THAT(refusal(rule("core::length(plugin::mine::f(attrs)) == 1")), HasSubstr("plugins"));
}

}  // namespace
}  // namespace plimsoll::analysis::testing
