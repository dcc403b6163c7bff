// Real plans of testdata/corpus, read as the program reads them.
#include <gmock/gmock.h>

#include <algorithm>

#include "corpus.h"
#include "plimsoll/plan/read.h"
#include "support.h"

namespace plimsoll::ecs {
namespace {

using ::testing::UnorderedElementsAre;

plan::Plan read_plan(const std::string& name) {
  const std::string path = plimsoll::test::corpus_dir() + "/" + name + "/plan.json";
  Result<plan::Plan> plan = plan::read(plimsoll::test::read_file(path), path, {.type_info = type_info});
  EXPECT_TRUE(plan.ok()) << path;
  return plan.ok() ? *std::move(plan) : plan::Plan();
}

std::size_t index_of(const plan::Plan& plan, const std::string& address) {
  for (std::size_t i = 0; i < plan.changes.size(); ++i) {
    if (plan.changes[i].address == address) return i;
  }
  ADD_FAILURE() << "no " << address;
  return 0;
}

Value ask(const plan::Plan& plan, const std::string& function, const std::string& address) {
  const std::size_t i = index_of(plan, address);
  return test::call(plan, function, {plan.changes.at(i).after}, i).value();
}

std::vector<std::string> parameters(const Value& violations) {
  std::vector<std::string> names;
  for (const Value& violation : violations.elements()) names.push_back(violation.get("parameter").as_string());
  return names;
}

TEST(Plans, EverythingThatFargateRefuses) {
  const plan::Plan plan = read_plan("controls/fargate-invalid");
  EXPECT_THAT(parameters(ask(plan, "fargate_violations", "aws_ecs_task_definition.bad")),
              UnorderedElementsAre("networkMode", "pidMode", "ipcMode", "placementConstraints", "memory", "sourcePath",
                                   "dockerVolumeConfiguration", "disableNetworking", "dnsServers",
                                   "dockerSecurityOptions", "extraHosts", "links", "privileged", "devices",
                                   "sharedMemorySize", "tmpfs", "capabilities"));
}

TEST(Plans, TheArticleOnReadOnlyRootsCannotStartOnFargate) {
  const plan::Plan plan = read_plan("controls/source-article-ecs5");
  const auto task = std::ranges::find(plan.changes, "aws_ecs_task_definition", &plan::ResourceChange::type);
  ASSERT_NE(task, plan.changes.end());
  EXPECT_THAT(parameters(ask(plan, "fargate_violations", task->address)),
              UnorderedElementsAre("dockerVolumeConfiguration", "dockerVolumeConfiguration"));
  const Value volumes = ask(plan, "volumes", task->address);
  EXPECT_EQ(volumes.elements().at(0).get("kind").as_string(), "docker");
  EXPECT_EQ(debug_string(volumes.elements().at(0).get("mounted_by")), "list[\"app\"]");
}

TEST(Plans, ACleanFargateWorkloadIsClean) {
  const plan::Plan plan = read_plan("controls/clean-fargate");
  EXPECT_TRUE(ask(plan, "fargate_violations", "aws_ecs_task_definition.app").elements().empty());
  EXPECT_EQ(debug_string(ask(plan, "launch_types", "aws_ecs_service.app")), "list[\"FARGATE\"]");
  EXPECT_EQ(ask(plan, "task_definition", "aws_ecs_service.app").get("family").as_string(), "app");
  EXPECT_TRUE(test::check_plan(plan).empty());
}

TEST(Plans, OperatingSystemThroughTheService) {
  const plan::Plan plan = read_plan("controls/platform-versions");
  const auto os = [&](const std::string& name) {
    const Value task = ask(plan, "task_definition", "aws_ecs_service." + name);
    return task.is_unknown() ? "unknown" : debug_string(test::call(plan, "os_family", {task}).value());
  };
  EXPECT_EQ(os("linux_1_0_0"), "\"LINUX\"");
  EXPECT_EQ(os("windows_1_0_0"), "\"WINDOWS_SERVER_2022_CORE\"");
  EXPECT_EQ(os("elsewhere_1_0_0"), "unknown");
  EXPECT_EQ(debug_string(ask(plan, "launch_types", "aws_ecs_service.fargate_strategy")), "list[\"FARGATE\"]");
  EXPECT_EQ(debug_string(ask(plan, "launch_types", "aws_ecs_service.other_strategy")), "list[\"EC2\"]");
  EXPECT_EQ(debug_string(ask(plan, "launch_types", "aws_ecs_service.external")), "list[\"EXTERNAL\"]");
}

TEST(Plans, EfsVolumes) {
  const plan::Plan plan = read_plan("controls/ecs18-efs");
  const auto encryption = [&](const std::string& name, std::size_t i) {
    return debug_string(
        ask(plan, "volumes", "aws_ecs_task_definition." + name).elements().at(i).get("efs").get("transit_encryption"));
  };
  EXPECT_EQ(encryption("enabled", 0), "\"ENABLED\"");
  EXPECT_EQ(encryption("disabled", 0), "\"DISABLED\"");
  EXPECT_EQ(encryption("unset", 0), "null");
  EXPECT_EQ(encryption("fs_unknown", 0), "\"ENABLED\"");
  EXPECT_EQ(ask(plan, "volumes", "aws_ecs_task_definition.no_efs").elements().at(0).get("kind").as_string(), "bind");
}

TEST(Plans, UnknownDefinitionsNameTheirCauses) {
  const plan::Plan plan = read_plan("controls/unknown-container-defs");
  EXPECT_THAT(ask(plan, "containers", "aws_ecs_task_definition.image").unknown_because(),
              ::testing::Contains("aws_ecr_repository.r.repository_url"));
  EXPECT_TRUE(ask(plan, "containers", "aws_ecs_task_definition.empty").elements().empty());
  EXPECT_EQ(ask(plan, "containers", "aws_ecs_task_definition.loggroup_name").elements().size(), 1U);
}

TEST(Plans, SensitiveDefinitionsAreReadAndMarked) {
  const plan::Plan plan = read_plan("generated/cd03-sensitive");
  const Value containers = ask(plan, "containers", "aws_ecs_task_definition.app");
  ASSERT_EQ(containers.elements().size(), 1U);
  EXPECT_FALSE(containers.elements()[0].get("name").is_sensitive());
  EXPECT_TRUE(containers.elements()[0].get("image").is_sensitive());
  EXPECT_THAT(debug_string(containers), ::testing::Not(::testing::HasSubstr("hunter2")));
}

TEST(Plans, TagsAndSettings) {
  const plan::Plan tags = read_plan("controls/tags-default");
  std::size_t tagged = 0;
  for (std::size_t i = 0; i < tags.changes.size(); ++i) {
    const Value found = test::call(tags, "tags", {tags.changes[i].after}, i).value();
    ASSERT_TRUE(found.is_object()) << tags.changes[i].address;
    tagged += found.members().empty() ? 0 : 1;
  }
  EXPECT_GT(tagged, 0U);
  const plan::Plan full = read_plan("generated/md02-service-fargate-full");
  EXPECT_EQ(test::call(full, "account_setting", {Value::string("containerInsights")}).value().as_string(), "enabled");
}

TEST(Plans, BrokenDefinitionsAreRefused) {
  for (const char* name : {"in-cd-object", "in-cd-not-json", "in-cd-redacted", "in-cd-string-boolean"}) {
    const plan::Plan plan = read_plan("generated/" + std::string(name));
    const Diagnostics found = test::check_plan(plan);
    ASSERT_EQ(found.size(), 1U) << name;
    EXPECT_THAT(found[0].where, ::testing::HasSubstr("aws_ecs_task_definition.")) << name;
  }
  for (const char* name : {"in-cd-array", "in-cd-null", "in-cd-empty-string", "in-cd-missing", "in-cd-pascal-case"}) {
    EXPECT_TRUE(test::check_plan(read_plan("generated/" + std::string(name))).empty()) << name;
  }
}

}  // namespace
}  // namespace plimsoll::ecs
