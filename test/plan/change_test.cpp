// Resource changes: which are judged, and how values, unknown and sensitive marks become one.
#include <gtest/gtest.h>

#include <algorithm>

#include "plan_test_support.h"

namespace plimsoll::plan {
namespace {

struct ActionCase {
  std::string change;
  bool judged;
  std::size_t warnings = 0;
};

TEST(ChangeTest, ActionsAreDecidedByMembership) {
  const ActionCase cases[] = {
      {R"({"actions":["create"],"before":null,"after":{}})", true},
      {R"({"actions":["update"],"before":{},"after":{}})", true},
      {R"({"actions":["delete","create"],"before":{},"after":{}})", true},
      {R"({"actions":["create","delete"],"before":{},"after":{}})", true},
      {R"({"actions":["create","forget"],"before":{},"after":{}})", true},
      {R"({"actions":["forget","create"],"before":{},"after":{}})", true},
      {R"({"actions":["no-op"],"before":{},"after":{}})", true},
      {R"({"actions":["delete"],"before":{},"after":null})", false},
      {R"({"actions":["forget"],"before":{},"after":null})", false},
      {R"({"actions":["foo"],"before":{},"after":{}})", true, 1},
      {R"({"actions":["foo"],"before":{},"after":null})", false},
      {R"({"actions":["create"],"before":null,"after":null,"after_unknown":true})", true},
      {R"({"actions":["create"],"before":null,"after":null,"after_unknown":{"a":true}})", true},
      {R"({"actions":["delete"],"before":{},"after":null,"after_unknown":{}})", false},
  };
  for (const ActionCase& c : cases) {
    const Result<Plan> plan = read_text(plan_of(c.change));
    ASSERT_TRUE(plan.ok()) << c.change << error_of(plan);
    EXPECT_EQ(plan->changes[0].is_judged(), c.judged) << c.change;
    EXPECT_EQ(plan->warnings.size(), c.warnings) << c.change;
  }
}

TEST(ChangeTest, EveryFieldOfAChangeIsRead) {
  const Result<Plan> plan = read_text(
      R"({"format_version":"1.2","terraform_version":"1.14.0","timestamp":"t","errored":true,"complete":false,)"
      R"("resource_changes":[{"address":"module.m[\"a.b\"].aws_ecs_service.s[0]","previous_address":"aws_ecs_service.old",)"
      R"("module_address":"module.m[\"a.b\"]","mode":"managed","type":"aws_ecs_service","name":"s","index":0,)"
      R"("provider_name":"registry.opentofu.org/hashicorp/aws","deposed":"abc","action_reason":"replace_by_triggers",)"
      R"("change":{"actions":["delete","create"],"before":{"a":1},"after":{"a":2},"replace_paths":[["a",0]],)"
      R"("importing":{"id":"x"}}}]})");
  ASSERT_TRUE(plan.ok()) << error_of(plan);
  const ResourceChange& change = plan->changes[0];
  EXPECT_EQ(change.address, "module.m[\"a.b\"].aws_ecs_service.s[0]");
  EXPECT_EQ(change.module_address, "module.m[\"a.b\"]");
  EXPECT_EQ(change.previous_address, "aws_ecs_service.old");
  EXPECT_EQ(change.type, "aws_ecs_service");
  EXPECT_EQ(change.name, "s");
  EXPECT_EQ(debug_string(change.index), "0");
  EXPECT_EQ(change.provider_name, "registry.opentofu.org/hashicorp/aws");
  EXPECT_EQ(change.deposed, "abc");
  EXPECT_EQ(change.action_reason, "replace_by_triggers");
  EXPECT_TRUE(change.actions.is_replace());
  EXPECT_TRUE(change.importing);
  EXPECT_FALSE(change.is_judged());
  EXPECT_EQ(debug_string(change.replace_paths), R"(list[list["a", 0]])");
  EXPECT_EQ(debug_string(change.before), "{a = 1}");
  EXPECT_EQ(debug_string(change.after), "{a = 2}");
  EXPECT_TRUE(plan->errored);
  EXPECT_FALSE(plan->complete);
  EXPECT_EQ(plan->terraform_version, "1.14.0");
  EXPECT_EQ(plan->timestamp, "t");
}

TEST(ChangeTest, TheOrderOfKeysDoesNotMatter) {
  const Result<Plan> plan =
      read_text(R"({"resource_changes":[{"change":{"after_unknown":{"b":true},"after":{"a":"x"},"actions":["create"]},)"
                R"("address":"aws_ecs_service.s","name":"s","type":"aws_ecs_service"}],"format_version":"1.2"})");
  ASSERT_TRUE(plan.ok()) << error_of(plan);
  EXPECT_EQ(debug_string(plan->changes[0].after), R"({a = "x", b = (unknown)})");
  EXPECT_FALSE(read_text(R"({"resource_changes":[{"change":{"after":[]},"type":"aws_ecs_service"}]})").ok());
}

TEST(ChangeTest, OldAndHandMadeAddressesAreCompleted) {
  const Result<Plan> plan = read_text(
      R"({"format_version":"0.1","resource_changes":[)"
      R"({"address":"module.a[\"x.y\"].data.aws_ecs_service.s","change":{"actions":["read"],"after":{}}},)"
      R"({"type":"aws_ecs_service","name":"t","index":"k","deposed":true,"change":{"actions":["create"],"after":{}}},)"
      R"({"address":"module.b.aws_ecs_service.u[0]","change":{"actions":["create"],"after":{}}}]})");
  ASSERT_TRUE(plan.ok()) << error_of(plan);
  EXPECT_EQ(plan->changes[0].mode, Mode::kData);
  EXPECT_EQ(plan->changes[0].type, "aws_ecs_service");
  EXPECT_EQ(plan->changes[0].module_address, "module.a[\"x.y\"]");
  EXPECT_FALSE(plan->changes[0].is_judged());
  EXPECT_EQ(plan->changes[1].address, "aws_ecs_service.t[\"k\"]");
  EXPECT_TRUE(plan->changes[1].is_judged());
  EXPECT_EQ(plan->changes[2].name, "u");
  EXPECT_EQ(plan->changes[2].module_address, "module.b");
}

struct FoldCase {
  std::string after;
  std::string unknown;
  std::string sensitive;
  std::string expected;
};

TEST(ChangeTest, UnknownAndSensitiveMarksAreFoldedIn) {
  const FoldCase cases[] = {
      {R"({"a":"x"})", R"({"b":true})", "false", R"({a = "x", b = (unknown)})"},
      {R"({"a":["x",null]})", R"({"a":[false,true]})", "{}", R"({a = list["x", (unknown)]})"},
      {R"({"a":[{"c":1}]})", R"({"a":[{"b":true}]})", "{}", R"({a = list[{b = (unknown), c = 1}]})"},
      {R"({"n":[{"subnets":["s"]}]})", R"({"n":[{"subnets":[false]}]})", "{}", R"({n = list[{subnets = list["s"]}]})"},
      {R"({})", R"({"volume":true})", "{}", "{volume = (unknown)}"},
      {R"({"a":null})", R"({"a":[],"b":{},"c":false})", "{}", "{a = null}"},
      {R"({"a":["x","y"]})", R"({"a":[true]})", "{}", R"({a = list[(unknown), "y"]})"},
      {R"(null)", R"({"a":true,"b":[{"c":true}]})", "{}", "{a = (unknown), b = list[{c = (unknown)}]}"},
      {R"({"a":"hunter2"})", "{}", R"({"a":true,"gone":true})", "{a = (sensitive)}"},
      {R"({"a":{"p":"x","q":"y"}})", "{}", R"({"a":{"p":true}})", R"({a = {p = (sensitive), q = "y"}})"},
      {R"({"a":["x","y"]})", "{}", R"({"a":[false,true]})", R"({a = list["x", (sensitive)]})"},
      {R"({"a":1,"a":2})", "false", "false", "{a = 2}"},
  };
  for (const FoldCase& c : cases) {
    const Result<Plan> plan =
        read_text(plan_of(R"({"actions":["create"],"before":null,"after":)" + c.after + R"(,"after_unknown":)" +
                          c.unknown + R"(,"after_sensitive":)" + c.sensitive + "}"));
    ASSERT_TRUE(plan.ok()) << error_of(plan);
    EXPECT_EQ(debug_string(plan->changes[0].after), c.expected) << c.after << c.unknown << c.sensitive;
  }
}

TEST(ChangeTest, SensitiveAndUnknownAtOnceKeepsBothMarks) {
  const Result<Plan> plan = read_corpus("generated/cd04-sensitive-and-unknown/plan.json");
  ASSERT_TRUE(plan.ok());
  const auto definition = std::find_if(plan->changes.begin(), plan->changes.end(),
                                       [](const ResourceChange& c) { return c.type == "aws_ecs_task_definition"; });
  ASSERT_NE(definition, plan->changes.end());
  const Value& value = definition->after.get("container_definitions");
  EXPECT_TRUE(value.is_unknown());
  EXPECT_TRUE(value.is_sensitive());
}

TEST(ChangeTest, AMarkOnABlockReachesEveryPartOfIt) {
  const Result<Plan> plan = read_text(plan_of(
      R"({"actions":["create"],"before":null,"after":{"a":[{"b":"x","c":["y"]}]},"after_sensitive":{"a":true}})"));
  ASSERT_TRUE(plan.ok());
  const Value& block = plan->changes[0].after.get("a");
  EXPECT_TRUE(block.is_sensitive());
  EXPECT_TRUE(block.elements()[0].get("b").is_sensitive());
  EXPECT_TRUE(block.elements()[0].get("c").elements()[0].is_sensitive());
}

TEST(ChangeTest, BothSidesOfAnUnchangedObjectAreTheSame) {
  const std::string side = R"({ "a" : [1, {"b":"x"}] })";
  for (const std::string& after : {side, std::string(R"({"a":[1,{"b":"x"}]})")}) {
    const Result<Plan> plan = read_text(plan_of(R"({"actions":["no-op"],"before":)" + side + R"(,"after":)" + after +
                                                R"(,"before_sensitive":{"a":true},"after_sensitive":{}})"));
    ASSERT_TRUE(plan.ok());
    EXPECT_EQ(debug_string(plan->changes[0].before), "{a = (sensitive)}");
    EXPECT_EQ(debug_string(plan->changes[0].after), R"({a = list[1, {b = "x"}]})");
  }
}

TEST(ChangeTest, UnwantedTypesHaveNoValues) {
  const Result<Plan> plan = read_text(
      R"({"format_version":"1.2","resource_changes":[{"address":"aws_s3_bucket.b","mode":"managed",)"
      R"("type":"aws_s3_bucket","name":"b","change":{"actions":["update"],"before":{"a":1},"after":{"a":1}}}]})");
  ASSERT_TRUE(plan.ok());
  EXPECT_TRUE(plan->changes[0].has_before && plan->changes[0].has_after);
  EXPECT_TRUE(plan->changes[0].before.is_null() && plan->changes[0].after.is_null());
}

TEST(ChangeTest, CorpusLifeCycles) {
  struct Sample {
    std::string name;
    std::size_t changes;
    std::size_t judged;
  };
  const Sample samples[] = {{"lc03-delete-destroy", 2, 0},
                            {"lc05-moved", 1, 1},
                            {"lc06-removed-forget", 2, 1},
                            {"lc14-drift-refresh-only", 0, 0},
                            {"lc17-deposed", 2, 1},
                            {"lc17-deposed-v3", 2, 1},
                            {"lc19-empty-config", 0, 0},
                            {"lc20-output-only", 0, 0},
                            {"lc22-data-task-def-read", 2, 1},
                            {"lc12-each-key-removed-create", 10, 10},
                            {"md04-variables-types", 2, 2}};
  for (const Sample& sample : samples) {
    const Result<Plan> plan = read_corpus("generated/" + sample.name + "/plan.json");
    ASSERT_TRUE(plan.ok()) << sample.name << error_of(plan);
    EXPECT_EQ(plan->changes.size(), sample.changes) << sample.name;
    std::size_t judged = 0;
    for (const ResourceChange& change : plan->changes) judged += change.is_judged() ? 1U : 0U;
    EXPECT_EQ(judged, sample.judged) << sample.name;
  }
}

}  // namespace
}  // namespace plimsoll::plan
