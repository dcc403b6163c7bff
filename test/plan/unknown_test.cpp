// Unset or unknown, and the references behind what is unknown.
#include <gtest/gtest.h>

#include "plan_test_support.h"

namespace plimsoll::plan {
namespace {

const ResourceChange* find(const Plan& plan, const std::string& address) {
  for (const ResourceChange& change : plan.changes) {
    if (change.address == address) return &change;
  }
  return nullptr;
}

/// network_mode of a task definition that is unknown in the plan, "configured" with this expression (or none).
std::string network_mode(const std::string& expressions, const std::string& more = "") {
  const Result<Plan> plan =
      read_text(plan_of(R"({"actions":["create"],"before":null,"after":{},"after_unknown":{"network_mode":true}})",
                        R"(,"variables":{"n":{"value":null}},"configuration":{"root_module":{"resources":[{"mode":)"
                        R"("managed","type":"aws_ecs_task_definition","name":"a","expressions":)" +
                            expressions + more + R"(}],"variables":{"n":{}}}})"));
  if (!plan.ok()) return error_of(plan);
  const Value& value = plan->changes[0].after.get("network_mode");
  if (!value.is_unknown()) return debug_string(value);
  std::string causes = "unknown";
  for (const std::string& cause : value.unknown_because()) causes += " " + cause;
  return causes;
}

TEST(UnknownTest, WhatDependsOnKnownThingsOnlyIsUnset) {
  struct Case {
    std::string expressions;
    std::string more;
    std::string expected;
  };
  const Case cases[] = {
      {"{}", "", "null"},
      {R"({"network_mode":{"constant_value":null}})", "", "null"},
      {R"({"network_mode":{}})", "", "null"},
      {R"({"network_mode":{"references":["var.n"]}})", "", "null"},
      {R"({"network_mode":{"references":["var.n","path.module"]}})", "", "null"},
      {R"({"network_mode":{"references":["each.value.mode","each.value"]}})",
       R"(,"for_each_expression":{"constant_value":{}})", "null"},
      {R"({"network_mode":{"references":["each.value.mode","each.value"]}})",
       R"(,"for_each_expression":{"references":["data.x.y.z","data.x.y"]})", "unknown data.x.y.z"},
      {R"({"network_mode":{"references":["count.index"]}})", R"(,"count_expression":{"references":["var.n"]})", "null"},
      {R"({"network_mode":{"references":["local.mode"]}})", "", "unknown local.mode"},
      {R"({"network_mode":{"references":["module.m.mode","module.m"]}})", "", "unknown module.m.mode"},
      {R"({"network_mode":{"references":["var.n","aws_x.y[0].z","aws_x.y[0]","aws_x.y"]}})", "",
       "unknown aws_x.y[0].z var.n"},
  };
  for (const Case& c : cases) EXPECT_EQ(network_mode(c.expressions, c.more), c.expected) << c.expressions << c.more;
}

TEST(UnknownTest, WithoutConfigurationNothingIsGuessed) {
  const Result<Plan> plan =
      read_text(plan_of(R"({"actions":["create"],"before":null,"after":{},"after_unknown":{"network_mode":true}})"));
  ASSERT_TRUE(plan.ok());
  EXPECT_TRUE(plan->changes[0].after.get("network_mode").is_unknown());
}

constexpr std::string_view kModules =
    R"({"format_version":"1.2","resource_changes":[{"address":"module.a[\"k\"].module.b.aws_ecs_task_definition.t",)"
    R"("module_address":"module.a[\"k\"].module.b","mode":"managed","type":"aws_ecs_task_definition","name":"t","change":)"
    R"({"actions":["create"],"before":null,"after":{"volume":[{"name":"v"}]},"after_unknown":{"container_definitions":true,)"
    R"("network_mode":true,"launch_type":true,"tags":true,"volume":[{"efs":[{"id":true}]}]}}}],"configuration":{)"
    R"("root_module":{"module_calls":{"a":{"source":"./a","for_each_expression":{"references":["aws_q.q.ids","aws_q.q"]},)"
    R"("expressions":{"image":{"references":["aws_ecr_repository.r.url","aws_ecr_repository.r"]},"mode":{"constant_value":)"
    R"(null},"key":{"references":["each.key"]}},"module":{"variables":{"image":{},"mode":{},"key":{},"type":{"default":null}},)"
    R"("module_calls":{"b":{"expressions":{"definition":{"references":["var.image","local.x"]},"mode":{"references":)"
    R"(["var.mode"]},"type":{"references":["var.type"]},"key":{"references":["var.key"]}},"module":{"variables":)"
    R"({"definition":{},"mode":{},"type":{},"key":{}},"resources":[{"mode":"managed","type":"aws_ecs_task_definition",)"
    R"("name":"t","expressions":{"container_definitions":{"references":["var.definition","aws_x.own.arn","aws_x.own"]},)"
    R"("network_mode":{"references":["var.mode"]},"launch_type":{"references":["var.type"]},"tags":{"references":)"
    R"(["var.key"]},"volume":[{"name":{"constant_value":"w"},"efs":[{"id":{"references":["aws_w.w.id","aws_w.w"]}}]},)"
    R"({"name":{"constant_value":"v"},"efs":[{"id":{"references":["aws_v.v.id","aws_v.v"]}}]}]}}]}}}}}}}}})";

TEST(UnknownTest, ReferencesAreTracedThroughModules) {
  const Result<Plan> plan = read_text(std::string(kModules));
  ASSERT_TRUE(plan.ok()) << error_of(plan);
  const ResourceChange& change = plan->changes[0];
  const auto causes = [&change](const std::string& name) { return change.after.get(name).all_unknown_because(); };
  using Names = std::vector<std::string>;
  EXPECT_EQ(causes("container_definitions"),
            (Names{"aws_ecr_repository.r.url", "module.a[\"k\"].local.x", "module.a[\"k\"].module.b.aws_x.own.arn"}));
  EXPECT_TRUE(change.after.get("network_mode").is_null());
  EXPECT_TRUE(change.after.get("launch_type").is_null());
  EXPECT_EQ(causes("tags"), Names{"aws_q.q.ids"});
  EXPECT_EQ(causes("volume"), Names{"module.a[\"k\"].module.b.aws_v.v.id"});
  EXPECT_EQ(trace_references(*plan, change, "volume.0.efs.0.id"), Names{"module.a[\"k\"].module.b.aws_v.v.id"});
  EXPECT_EQ(trace_references(*plan, change, "tags.Name"), Names{"aws_q.q.ids"});
  EXPECT_EQ(trace_references(*plan, change, "arn"), Names{});
}

TEST(UnknownTest, CorpusSamples) {
  const Result<Plan> clusters = read_corpus("generated/md08-service-shapes/plan.json");
  ASSERT_TRUE(clusters.ok());
  // A block that nobody wrote is no block at all: `for … in attrs.setting` works, in policies made elsewhere too.
  const Value& unset = find(*clusters, "aws_ecs_cluster.nosetting")->after.get("setting");
  ASSERT_TRUE(unset.is_sequence());
  EXPECT_TRUE(unset.elements().empty());
  const Value& setting = find(*clusters, "aws_ecs_cluster.unk")->after.get("setting");
  EXPECT_EQ(setting.all_unknown_because(), std::vector<std::string>{"terraform_data.s.id"});

  const Result<Plan> modes = read_corpus("controls/ecs17-network/plan.json");
  ASSERT_TRUE(modes.ok());
  EXPECT_TRUE(find(*modes, "aws_ecs_task_definition.unset")->after.get("network_mode").is_null());
  EXPECT_TRUE(find(*modes, "aws_ecs_task_definition.var_null")->after.get("network_mode").is_null());
  EXPECT_TRUE(find(*modes, "aws_ecs_task_definition.unknown")->after.get("network_mode").is_unknown());

  const Result<Plan> volumes = read_corpus("generated/md07-unknown-for-each-dynamic/plan.json");
  ASSERT_TRUE(volumes.ok());
  bool unknown_volume = false;
  for (const ResourceChange& change : volumes->changes) {
    unknown_volume = unknown_volume || change.after.get("volume").is_unknown();
  }
  EXPECT_TRUE(unknown_volume);
}

TEST(UnknownTest, TagsAllFollowsTagsUnlessThereAreDefaultTags) {
  const auto tags_all = [](const std::string& provider) {
    const Result<Plan> plan = read_text(
        plan_of(R"({"actions":["create"],"before":null,"after":{"tags":{"a":"b"}},"after_unknown":{"tags_all":true}})",
                R"(,"configuration":{"provider_config":{"aws":{"name":"aws","expressions":)" + provider +
                    R"(}},"root_module":{"resources":[{"mode":"managed","type":"aws_ecs_task_definition","name":"a",)"
                    R"("provider_config_key":"module.m:aws","expressions":{}}]}})"));
    return plan.ok() ? debug_string(plan->changes[0].after.get("tags_all")) : error_of(plan);
  };
  EXPECT_EQ(tags_all("{}"), R"({a = "b"})");
  EXPECT_EQ(tags_all(R"({"default_tags":[{"tags":{"references":["aws_x.y.z","aws_x.y"]}}]})"), "(unknown)");
}

}  // namespace
}  // namespace plimsoll::plan
