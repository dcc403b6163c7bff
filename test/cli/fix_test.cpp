// `plimsoll fix` as a command: what goes where, and how it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness.h"

namespace plimsoll::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSource = R"(resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "nginx:1.27"
    privileged             = true
    readonlyRootFilesystem = true
    user                   = "1000:1000"
    logConfiguration       = { logDriver = "awslogs", options = { awslogs-group = "/ecs/app" } }
  }])
}
)";

constexpr const char* kDiff = R"(--- a/main.tf
+++ b/main.tf
@@ -5,7 +5,7 @@
   container_definitions = jsonencode([{
     name                   = "web"
     image                  = "nginx:1.27"
-    privileged             = true
+    privileged             = false
     readonlyRootFilesystem = true
     user                   = "1000:1000"
     logConfiguration       = { logDriver = "awslogs", options = { awslogs-group = "/ecs/app" } }
)";

std::string plan_with_source() {
  std::string plan = privileged_plan();
  const std::string empty = R"("configuration":{"root_module":{}})";
  const std::string declared =
      R"("configuration":{"root_module":{"resources":[{"address":"aws_ecs_task_definition.app","mode":"managed",)"
      R"("type":"aws_ecs_task_definition","name":"app","provider_config_key":"aws","expressions":{}}]}})";
  return plan.replace(plan.find(empty), empty.size(), declared);
}

Outcome fix(std::vector<std::string> arguments, const std::string& source = kSource) {
  arguments.insert(arguments.begin(), "fix");
  return run_with(arguments, {.files = {{"main.tf", source}, {"plan.json", plan_with_source()}}});
}

TEST(Fix, PrintsTheDiffAndTellsWhatBecameOfEachFinding) {
  const Outcome outcome = fix({"plan.json"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, kDiff);
  EXPECT_THAT(outcome.err, HasSubstr("exact   ECS.4 aws_ecs_task_definition.app container \"web\""));
  EXPECT_TRUE(outcome.files.writes.empty());
}

TEST(Fix, WritesOnlyWhenAsked) {
  const Outcome outcome = fix({"plan.json", "--write"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.files.files.at("main.tf"), HasSubstr("privileged             = false\n"));
  EXPECT_THAT(outcome.err, HasSubstr("wrote main.tf"));
}

TEST(Fix, WritesTheDiffToAFile) {
  const Outcome outcome = fix({"plan.json", "-o", "repairs.diff", "--quiet"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.files.files.at("repairs.diff"), kDiff);
}

TEST(Fix, WithholdsValuesOfEnvironmentVariablesFromStandardOutput) {
  std::string source = kSource;
  const std::string before_user = "    user                   = \"1000:1000\"\n";
  source.insert(source.find(before_user), "    environment            = [{ name = \"MODE\", value = \"hunter2\" }]\n");
  std::string plan = plan_with_source();
  const std::string user = R"(\"user\":\"1000:1000\")";
  ASSERT_NE(plan.find(user), std::string::npos);
  plan.insert(plan.find(user), R"(\"environment\":[{\"name\":\"MODE\",\"value\":\"hunter2\"}],)");
  const Given given = {.files = {{"main.tf", source}, {"plan.json", plan}}};
  const Outcome shown = run_with({"fix", "plan.json"}, given);
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("-    privileged             = true\n+    privileged             = false\n"));
  EXPECT_THAT(shown.out, HasSubstr("{ name = \"MODE\", value = (withheld) }"));
  EXPECT_THAT(shown.out + shown.err, Not(HasSubstr("hunter2")));
  EXPECT_THAT(shown.err, HasSubstr("The diff withholds secrets"));
  const Outcome written = run_with({"fix", "plan.json", "-o", "repairs.diff"}, given);
  EXPECT_THAT(written.files.files.at("repairs.diff"), HasSubstr("value = \"hunter2\""));
  EXPECT_THAT(written.out + written.err, Not(HasSubstr("hunter2")));
}

TEST(Fix, WithholdsSensitiveValuesThatStandNearAnEdit) {
  const std::string variable = "variable \"pw\" {\n  sensitive = true\n  default   = \"hunter2\"\n}\n";
  const std::string database =
      "resource \"aws_db_instance\" \"db\" {\n  name = \"app\"\n  password = \"correct horse\"\n}\n";
  const std::string task =
      "resource \"aws_ecs_task_definition\" \"app\" {\n  container_definitions = jsonencode([{ name = \"web\", image = "
      "\"nginx:1.27\", privileged = true, readonlyRootFilesystem = true, user = \"1000:1000\", logConfiguration = { "
      "logDriver = \"awslogs\", options = { awslogs-group = \"/ecs/app\" } } }])\n  family = \"app\"\n  network_mode = "
      "\"awsvpc\"\n  requires_compatibilities = [\"EC2\"]\n}\n";
  const auto diff_with = [&task](const std::string& before, const std::string& change, const std::string& declared) {
    std::string plan = plan_with_source();
    plan.insert(plan.find(R"({"address":"aws_ecs_task_definition.app")"), change);
    plan.insert(plan.rfind(R"({"address":"aws_ecs_task_definition.app")"), declared);
    const Outcome outcome =
        run_with({"fix", "plan.json"}, {.files = {{"main.tf", before + task}, {"plan.json", plan}}});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("privileged = false"));
    return outcome.out + outcome.err;
  };
  EXPECT_THAT(diff_with(variable, "", ""), AllOf(HasSubstr("default   = (withheld)"), Not(HasSubstr("hunter2"))));
  const std::string change =
      R"({"address":"aws_db_instance.db","mode":"managed","type":"aws_db_instance","name":"db",)"
      R"("provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,)"
      R"("after":{"name":"app","password":"correct horse"},"after_unknown":{},"before_sensitive":false,)"
      R"("after_sensitive":{"password":true}}},)";
  const std::string declared =
      R"({"address":"aws_db_instance.db","mode":"managed","type":"aws_db_instance","name":"db",)"
      R"("provider_config_key":"aws","expressions":{}},)";
  EXPECT_THAT(diff_with(database, change, declared),
              AllOf(HasSubstr("password = "), HasSubstr("(withheld)"), Not(HasSubstr("correct horse"))));
  // Numbers and booleans are found by where they come from, not by what they look like.
  for (const std::string value : {"4711", "true"}) {
    std::string bare = database;
    bare.replace(bare.find("\"correct horse\""), 15, value);
    std::string planned = change;
    planned.replace(planned.find("\"correct horse\""), 15, value);
    EXPECT_THAT(diff_with(bare, planned, declared), AllOf(HasSubstr("password = (withheld)"), Not(HasSubstr("4711"))));
  }
  const std::string local = "locals {\n  unused_env = { DB_HOST = \"hunter2\" }\n}\n";
  EXPECT_THAT(diff_with(local, "", ""), AllOf(HasSubstr("DB_HOST = (withheld)"), Not(HasSubstr("hunter2"))));
}

TEST(Fix, LeavesAloneWhatTheFiltersExclude) {
  const Outcome outcome = fix({"plan.json", "--control", "ECS.20"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "There is nothing to repair: no finding that was asked for fails.\n");
}

TEST(Fix, EndsWithOneWhenFindingsRemain) {
  std::string source = kSource;
  source.replace(source.find("= true\n"), 6, "= var.x");
  source += "variable \"x\" {}\n";
  const Outcome outcome = fix({"plan.json"}, source);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("manual  ECS.4"));
  EXPECT_THAT(outcome.err, HasSubstr("`plimsoll check --verbose` shows what to write"));
}

TEST(Fix, ChecksForPipelines) {
  const Outcome repairs = fix({"plan.json", "--check"});
  EXPECT_EQ(repairs.code, 1);
  EXPECT_EQ(repairs.out, kDiff);
  EXPECT_THAT(repairs.last_error_line(), HasSubstr("there are repairs to apply"));
  EXPECT_EQ(fix({"plan.json", "--check", "--control", "ECS.20"}).code, 0);
  const Outcome both = fix({"plan.json", "--check", "--write"});
  EXPECT_EQ(both.code, 2);
  EXPECT_TRUE(both.files.writes.empty());
}

TEST(Fix, SaysWhatToDoNext) {
  EXPECT_THAT(fix({"plan.json"}).err, HasSubstr("1 finding repaired by the diff: --write applies it.\n"));
  std::string source = kSource;
  source.replace(source.find("1000:1000"), 9, "root");
  std::string plan = plan_with_source();
  plan.replace(plan.find("1000:1000"), 9, "root");
  const Given given = {.files = {{"main.tf", source}, {"plan.json", plan}}};
  const Outcome outcome = run_with({"fix", "plan.json"}, given);
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("1 repair needs a look afterwards: --applicability review includes it.\n"));
}

TEST(Fix, TellsWhatConcernsSeveralFindingsOnce) {
  std::string source = kSource;
  source.replace(source.find("1000:1000"), 9, "root");
  source.replace(source.find("= true\n    user"), 6, "= false");
  std::string plan = plan_with_source();
  plan.replace(plan.find("1000:1000"), 9, "root");
  const std::string read_only = R"(\"readonlyRootFilesystem\":true)";
  plan.replace(plan.find(read_only), read_only.size(), R"(\"readonlyRootFilesystem\":false)");
  const Given given = {.files = {{"main.tf", source}, {"plan.json", plan}}};
  const Outcome outcome = run_with({"fix", "plan.json", "--applicability", "review"}, given);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const std::string shared = "Terraform registers a new task definition revision that replaces the old one.";
  EXPECT_EQ(outcome.err.find(shared), outcome.err.rfind(shared));
  EXPECT_THAT(outcome.err,
              HasSubstr(shared + "\n        ECS.5 aws_ecs_task_definition.app container \"web\"\n        ECS.20 "
                                 "aws_ecs_task_definition.app container \"web\"\n"));
  EXPECT_THAT(outcome.err, HasSubstr("\n        ECS Exec needs a writable root file system"));
}

TEST(Fix, NamesFilesSoThatADiffCanBeApplied) {
  const Outcome outcome = run_with({"fix", "plan.json", "--source", "../infra"},
                                   {.files = {{"../infra/main.tf", kSource}, {"plan.json", plan_with_source()}}});
  EXPECT_EQ(outcome.out, kDiff);
  EXPECT_THAT(outcome.err, HasSubstr("apply it with `git -C ../infra apply`"));
}

TEST(Fix, SaysWhereItLookedForTheSource) {
  const Outcome none = run_with({"fix", "plan.json"}, {.files = {{"plan.json", plan_with_source()}}});
  EXPECT_EQ(none.code, 2);
  EXPECT_THAT(none.err, HasSubstr("--source DIR names it"));
  const Outcome foreign = fix({"plan.json"}, "resource \"aws_ecs_cluster\" \"other\" {\n  name = \"x\"\n}\n");
  EXPECT_EQ(foreign.code, 2);
  EXPECT_THAT(foreign.err, Not(HasSubstr("exact")));
}

TEST(Fix, SaysWhichInputItNeeds) {
  const std::string task = R"({"family":"app","containerDefinitions":[{"name":"web","image":"x","privileged":true}]})";
  const Outcome outcome = run_with({"fix", "task.json"}, {.files = {{"main.tf", kSource}, {"task.json", task}}});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("`fix` needs a plan as `terraform show -json PLAN` prints it"));
}

TEST(Fix, PutsProvedEditsIntoJson) {
  const Outcome outcome =
      run_with({"plan.json", "-f", "json"}, {.files = {{"main.tf", kSource}, {"plan.json", plan_with_source()}}});
  EXPECT_THAT(outcome.out, HasSubstr(R"("text": "false")"));
  const Outcome alone = run_with({"plan.json", "-f", "json", "--no-source"},
                                 {.files = {{"main.tf", kSource}, {"plan.json", plan_with_source()}}});
  EXPECT_THAT(alone.out, Not(HasSubstr(R"("edits")")));
}

}  // namespace
}  // namespace plimsoll::cli
