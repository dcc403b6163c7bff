// Resources that a repair adds are judged as well, by every policy.
#include <gmock/gmock.h>

#include "plimsoll/analysis/repair.h"
#include "support.h"

namespace plimsoll::analysis {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kSource = R"(resource "aws_ecs_cluster" "c" {
  name = "c"
}
)";

constexpr const char* kPolicy = R"(policy {
  plimsoll { language = 1 }
}
resource_policy "aws_ecs_cluster" "logged" {
  enforce {
    condition     = attrs.tags != null
    error_message = "No tags."
    fix {
      summary       = "Tag it and log"
      applicability = "exact"
      set "tags" { value = { Logged = "yes" } }
      resource "aws_cloudwatch_log_group" "ecs" {
        name              = "/ecs/app"
        retention_in_days = 30
      }
    }
  }
}
)";

std::string rule(const std::string& condition) {
  return "resource_policy \"aws_cloudwatch_log_group\" \"groups\" {\n  enforce {\n    condition = " + condition +
         "\n    error_message = \"Not as it should be.\"\n  }\n}\n";
}

Repair repair_with(const std::string& more, const std::string& source = kSource, const std::string& declared = "") {
  const std::string plan = testing::plan_text(
      testing::change_text("aws_ecs_cluster.c", R"({"name":"c","tags":null})"),
      R"({"root_module":{"resources":[{"address":"aws_ecs_cluster.c","mode":"managed","type":"aws_ecs_cluster",)"
      R"("name":"c","provider_config_key":"aws","expressions":{"name":{"constant_value":"c"}}})" +
          declared + "]}}");
  MemoryFileSystem files;
  files.files = {{"main.tf", source}};
  const Result<Repairs> repairs =
      repair({.name = "plan.json", .bytes = plan}, testing::load_policy(kPolicy + more), files,
             {.limit = Applicability::kReview, .wanted = [](const Finding& one) { return one.control == "logged"; }});
  if (!repairs.ok()) ADD_FAILURE() << render(repairs.errors());
  if (!repairs.ok() || repairs->repairs.size() != 1) return {};
  return repairs->repairs.front();
}

TEST(CreatedResources, PassEveryPolicyWhereARepairIsExact) {
  for (const char* condition :
       {"attrs.retention_in_days >= 30", "attrs.kms_key_id == null", R"(attrs.name == "/ecs/app")"}) {
    const Repair repair = repair_with(rule(condition));
    EXPECT_EQ(repair.applicability, Applicability::kExact) << condition << repair.reason;
    EXPECT_THAT(repair.notes, IsEmpty()) << condition;
  }
}

TEST(CreatedResources, ThatFailAPolicyNeedALook) {
  for (const char* condition : {"attrs.retention_in_days >= 365", "attrs.kms_key_id != null"}) {
    const Repair repair = repair_with(rule(condition));
    EXPECT_EQ(repair.applicability, Applicability::kReview) << condition << repair.reason;
    EXPECT_THAT(repair.notes, ElementsAre("The new aws_cloudwatch_log_group.ecs fails groups: Not as it should be."))
        << condition;
  }
}

TEST(CreatedResources, ThatCannotBeJudgedYetNeedALook) {
  const Repair unknown = repair_with(rule(R"(attrs.arn != "x")"));
  EXPECT_EQ(unknown.applicability, Applicability::kReview);
  EXPECT_THAT(unknown.notes, Contains(AllOf(HasSubstr("aws_cloudwatch_log_group.ecs cannot be judged by groups"))));
  const Repair error = repair_with(rule("attrs.name + 1 > 2"));
  EXPECT_EQ(error.applicability, Applicability::kReview);
  EXPECT_THAT(error.notes, Contains(HasSubstr("The new aws_cloudwatch_log_group.ecs could not be judged")));
}

TEST(CreatedResources, AreSeenByPoliciesAboutOtherResources) {
  const Repair repair = repair_with(R"(resource_policy "aws_ecs_cluster" "alone" {
  enforce {
    condition     = core::length(core::getresources("aws_cloudwatch_log_group", null)) == 0
    error_message = "There is a log group."
  }
}
)");
  EXPECT_EQ(repair.applicability, Applicability::kManual);
  EXPECT_EQ(repair.reason, "The edit would lead to another finding: alone of aws_ecs_cluster.c.");
}

// A log group that several instances have cannot be chosen, and takes the name.
TEST(CreatedResources, HaveNamesOfTheirOwn) {
  const std::string group = "\nresource \"aws_cloudwatch_log_group\" \"ecs\" {\n  count = 2\n  name  = \"x\"\n}\n";
  const Repair repair = repair_with(rule("attrs.kms_key_id != null"), kSource + group,
                                    R"(,{"address":"aws_cloudwatch_log_group.ecs","mode":"managed",)"
                                    R"("type":"aws_cloudwatch_log_group","name":"ecs","provider_config_key":"aws",)"
                                    R"("expressions":{"name":{"constant_value":"x"}},)"
                                    R"("count_expression":{"constant_value":2}})");
  EXPECT_THAT(repair.notes, Contains("The new aws_cloudwatch_log_group.ecs_2 fails groups: Not as it should be."));
}

}  // namespace
}  // namespace plimsoll::analysis
