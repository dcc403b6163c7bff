// Sections besides the changes: versions, states, task definitions, variables, plans that are not whole.
#include <gtest/gtest.h>

#include "plan_test_support.h"

namespace plimsoll::plan {
namespace {

TEST(DocumentTest, FormatVersions) {
  const auto outcome = [](const std::string& version) {
    const Result<Plan> plan = read_text("{" + version + "\"resource_changes\":[]}");
    return !plan.ok() ? std::string("error") : plan->warnings.empty() ? std::string() : plan->warnings[0].summary;
  };
  for (const std::string known : {"0.1", "0.2", "1.0", "1.1", "1.2"}) {
    EXPECT_EQ(outcome("\"format_version\":\"" + known + "\","), "") << known;
  }
  EXPECT_EQ(outcome(""), "The plan has no format_version");
  EXPECT_EQ(outcome("\"format_version\":\"1.5\","), "Unknown format_version 1.5");
  EXPECT_EQ(outcome("\"format_version\":\"0.9\","), "Unknown format_version 0.9");
  EXPECT_EQ(outcome("\"format_version\":\"2.0\","), "error");
  EXPECT_EQ(outcome("\"format_version\":\"10.0\","), "error");
  EXPECT_EQ(outcome("\"format_version\":4,"), "error");
}

TEST(DocumentTest, StatesAreUnchangedResources) {
  const Result<Plan> plan = read_text(
      R"({"format_version":"1.0","values":{"root_module":{"child_modules":[{"resources":[{"address":)"
      R"("module.m[0].aws_ecs_cluster.c","mode":"managed","type":"aws_ecs_cluster","name":"c","values":{"name":"c","p":"x"},)"
      R"("sensitive_values":{"p":true}},{"address":"module.m[0].aws_ecs_cluster.c","mode":"managed","type":"aws_ecs_cluster",)"
      R"("name":"c","deposed_key":"d","values":{}}],"address":"module.m[0]"}]}}})");
  ASSERT_TRUE(plan.ok()) << error_of(plan);
  EXPECT_EQ(plan->kind, DocumentKind::kState);
  ASSERT_EQ(plan->changes.size(), 2U);
  const ResourceChange& change = plan->changes[0];
  EXPECT_EQ(change.module_address, "module.m[0]");
  EXPECT_TRUE(change.actions.no_op);
  EXPECT_TRUE(change.is_judged() && change.has_before);
  EXPECT_EQ(debug_string(change.after), R"({name = "c", p = (sensitive)})");
  EXPECT_EQ(debug_string(change.before), debug_string(change.after));
  EXPECT_FALSE(plan->changes[1].is_judged());
}

TEST(DocumentTest, TaskDefinitionsBecomeTerraformAttributes) {
  const std::string definition =
      R"({"family":"f","containerDefinitions":[{"name":"app","dockerLabels":{"A-B":"c"}}],"cpu":256,"memory":"512",)"
      R"("networkMode":"awsvpc","pidMode":"host","requiresCompatibilities":["FARGATE"],"runtimePlatform":)"
      R"({"operatingSystemFamily":"LINUX"},"tags":[{"key":"k","value":"v"}],"volumes":[{"name":"a","host":{"sourcePath":)"
      R"("/x"}},{"name":"b","efsVolumeConfiguration":{"fileSystemId":"fs","transitEncryption":"ENABLED",)"
      R"("authorizationConfig":{"iam":"ENABLED"}}}]})";
  for (const std::string& text : {definition, "{\"taskDefinition\":" + definition + ",\"tags\":[]}"}) {
    const Result<Plan> plan = read_text(text);
    ASSERT_TRUE(plan.ok()) << error_of(plan);
    EXPECT_EQ(plan->kind, DocumentKind::kTaskDefinition);
    const ResourceChange& change = plan->changes.at(0);
    EXPECT_EQ(change.address, "aws_ecs_task_definition.f");
    const Value& after = change.after;
    EXPECT_EQ(debug_string(after.get("cpu")), "\"256\"");
    EXPECT_EQ(debug_string(after.get("memory")), "\"512\"");
    EXPECT_EQ(debug_string(after.get("pid_mode")), "\"host\"");
    EXPECT_EQ(debug_string(after.get("ipc_mode")), "null");
    EXPECT_EQ(debug_string(after.get("requires_compatibilities")), R"(list["FARGATE"])");
    EXPECT_EQ(debug_string(after.get("runtime_platform")), R"(list[{operating_system_family = "LINUX"}])");
    EXPECT_EQ(debug_string(after.get("tags")), R"({k = "v"})");
    EXPECT_EQ(debug_string(after.get("container_definitions")), R"(list[{dockerLabels = {A-B = "c"}, name = "app"}])");
    EXPECT_EQ(debug_string(after.get("volume")),
              R"(list[{host_path = "/x", name = "a"}, {efs_volume_configuration = list[{authorization_config = )"
              R"(list[{iam = "ENABLED"}], file_system_id = "fs", transit_encryption = "ENABLED"}], name = "b"}])");
  }
}

TEST(DocumentTest, VariablesAreSensitiveWhereDeclaredSo) {
  const Result<Plan> plan =
      read_text(R"({"format_version":"1.2","resource_changes":[],"variables":{"a":{"value":"x"},"b":{"value":[1]}},)"
                R"("configuration":{"root_module":{"variables":{"a":{"sensitive":true},"b":{"default":null}}}}})");
  ASSERT_TRUE(plan.ok());
  EXPECT_EQ(debug_string(plan->variables.at("a")), "(sensitive)");
  EXPECT_EQ(debug_string(plan->variables.at("b")), "list[1]");
  EXPECT_TRUE(plan->configuration.variables.at("b").has_default);
}

TEST(DocumentTest, PlansThatAreNotWholeNameWhatIsMissing) {
  const Result<Plan> errored = read_corpus("generated/lc16-errored/plan.json");
  ASSERT_TRUE(errored.ok());
  EXPECT_TRUE(errored->errored);
  EXPECT_EQ(errored->unseen_addresses.size(), 2U);

  const Result<Plan> deferred = read_corpus("generated/in-deferred-changes/plan.json");
  ASSERT_TRUE(deferred.ok());
  EXPECT_EQ(deferred->deferred_addresses, std::vector<std::string>{"aws_ecs_task_definition.later[*]"});
  EXPECT_TRUE(deferred->unseen_addresses.empty());

  const Result<Plan> targeted = read_corpus("generated/lc18-target/plan.json");
  ASSERT_TRUE(targeted.ok());
  EXPECT_FALSE(targeted->complete);
  EXPECT_EQ(targeted->unseen_addresses.size(), 1U);
}

TEST(DocumentTest, ConfigurationIsFoundByModulePath) {
  const Result<Plan> plan = read_corpus("generated/md01-nested-modules/plan.json");
  ASSERT_TRUE(plan.ok());
  for (const ResourceChange& change : plan->changes) {
    const ConfigResource* const resource = plan->config_of(change);
    ASSERT_NE(resource, nullptr) << change.address;
    EXPECT_EQ(resource->name, change.name);
  }
  EXPECT_EQ(plan->module_of("module.nowhere"), nullptr);
  EXPECT_EQ(plan->module_of(""), &plan->configuration);
}

TEST(DocumentTest, ProvidersWithDefaultTags) {
  const Result<Plan> plan = read_corpus("generated/md09-default-tags-provider-alias-region/plan.json");
  ASSERT_TRUE(plan.ok());
  ASSERT_FALSE(plan->providers.empty());
  EXPECT_EQ(plan->providers[0].full_name, "registry.terraform.io/hashicorp/aws");
  EXPECT_EQ(plan->providers[0].expressions.blocks.at("default_tags").size(), 1U);
}

TEST(DocumentTest, TheSameTextGivesTheSamePlan) {
  const std::string path = "generated/lc26-introduced-existing-resolved/plan.json";
  const Result<Plan> first = read_corpus(path);
  const Result<Plan> second = read_corpus(path);
  ASSERT_TRUE(first.ok() && second.ok());
  ASSERT_EQ(first->changes.size(), second->changes.size());
  for (std::size_t i = 0; i < first->changes.size(); ++i) {
    EXPECT_EQ(first->changes[i].address, second->changes[i].address);
    EXPECT_EQ(debug_string(first->changes[i].after), debug_string(second->changes[i].after));
  }
}

}  // namespace
}  // namespace plimsoll::plan
