// Fixes as text. The goldens below testdata/fix are what `terraform fmt` 1.11.4 leaves unchanged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "corpus.h"
#include "plimsoll/fix/fix.h"

namespace plimsoll::fix {
namespace {

using policy::FixEdit;
using policy::FixSpec;
using Kind = policy::FixEdit::Kind;
using ::testing::HasSubstr;
using ::testing::Not;

Value text(const char* value) {
  return Value::string(value);
}

const Target kContainer = {.address = "module.api[\"blue\"].aws_ecs_task_definition.app",
                           .type = "aws_ecs_task_definition",
                           .name = "app",
                           .subject = Subject{.kind = "container", .name = "web"}};
const Target kVolume = {.address = "aws_ecs_task_definition.app",
                        .type = "aws_ecs_task_definition",
                        .name = "app",
                        .subject = Subject{.kind = "volume", .name = "data"}};
const Target kService = {.address = "aws_ecs_service.app", .type = "aws_ecs_service", .name = "app"};

FixEdit set_in_element(const char* path, Value value) {
  return {.kind = Kind::kSet, .in_element = true, .path = path, .value = std::move(value)};
}
FixEdit set(const char* path, Value value) {
  return {.kind = Kind::kSet, .path = path, .value = std::move(value)};
}
FixEdit block(const char* type, Members body) {
  return {.kind = Kind::kBlock, .type = type, .body = Value::object(std::move(body))};
}

std::string hcl(std::vector<FixEdit> edits, const Target& target) {
  return suggest({.edits = std::move(edits)}, target).hcl;
}

Value mount() {
  return Value::object(
      {{"sourceVolume", text("tmp")}, {"containerPath", text("/tmp")}, {"readOnly", Value::boolean(false)}});
}

Value awslogs() {
  return Value::object({{"logDriver", text("awslogs")},
                        {"options", Value::object({{"awslogs-group", text("/ecs/app")},
                                                   {"awslogs-region", text("us-east-1")},
                                                   {"awslogs-stream-prefix", text("web")}})}});
}

/// Every layout, by the name of its golden.
std::vector<std::pair<std::string, std::string>> layouts() {
  const Value group = Value::object({{"name", text("/ecs/app")}, {"retention_in_days", Value::number(365)}});
  const Value secrets = Value::tuple(
      {Value::object({{"name", text("DB_PASSWORD")}, {"valueFrom", text("/app/DB_PASSWORD")}}),
       Value::object(
           {{"name", text("X")}, {"valueFrom", Value::object({{"__expression", text("aws_ssm_parameter.x.arn")}})}})});
  return {
      {"one-attribute", hcl({set_in_element("privileged", Value::boolean(false))}, kContainer)},
      {"several-places", hcl({set_in_element("readonlyRootFilesystem", Value::boolean(true)),
                              {.kind = Kind::kAppend, .in_element = true, .path = "mountPoints", .value = mount()},
                              block("volume", {{"name", text("tmp")}})},
                             kContainer)},
      {"log-configuration",
       hcl({set_in_element("logConfiguration", awslogs()),
            {.kind = Kind::kResource, .type = "aws_cloudwatch_log_group", .name = "ecs", .body = group}},
           kContainer)},
      {"nested-object",
       hcl({set_in_element("linuxParameters.capabilities.drop", Value::tuple({text("ALL")})),
            set_in_element("linuxParameters.initProcessEnabled", Value::boolean(true)),
            set_in_element("user", text("1000:1000")), set_in_element("privileged", Value::boolean(false))},
           kContainer)},
      {"secrets", hcl({set_in_element("secrets", secrets)}, kContainer)},
      {"entry-of-a-list", hcl({set_in_element("mountPoints[\"/data\"].readOnly", Value::boolean(true))}, kContainer)},
      {"nested-blocks", hcl({set("auto_scaling_group_provider.managed_termination_protection", text("ENABLED")),
                             set("auto_scaling_group_provider.managed_scaling.status", text("ENABLED"))},
                            kService)},
      {"keyed-block", hcl({set("setting[\"containerInsights\"].value", text("enhanced"))}, kService)},
      {"volume", hcl({set_in_element("efs_volume_configuration.transit_encryption", text("ENABLED"))}, kVolume)},
      {"volume-and-resource",
       hcl({{.kind = Kind::kRemove, .in_element = true, .path = "host_path"}, set("network_mode", text("awsvpc"))},
           kVolume)},
      {"remove", hcl({{.kind = Kind::kRemove, .path = "pid_mode"}}, kService)},
      {"tags",
       hcl({set("tags",
                Value::object({{"Owner", text("platform")}, {"cost-center", text("42")}, {"a b", text("${x}\n\"")}}))},
           kService)},
      {"block-with-blocks",
       hcl({block("setting",
                  {{"name", text("x")},
                   {"nested", Value::list({Value::object({{"a", Value::number(1)}, {"longer", Value()}})})}})},
           kService)},
  };
}

TEST(Suggest, LooksAsTerraformFmtPrints) {
  for (const auto& [name, actual] : layouts()) {
    EXPECT_EQ(actual + "\n", plimsoll::test::read_file("testdata/fix/" + name + ".tf.golden")) << name;
  }
}

TEST(Suggest, KeepsSummaryNotesAndApplicability) {
  const FixSpec spec = {.summary = "Set privileged to false",
                        .applicability = Applicability::kExact,
                        .notes = {"A new revision replaces the old one."},
                        .edits = {set_in_element("privileged", Value::boolean(false))}};
  const Fix fix = suggest(spec, kContainer);
  EXPECT_EQ(fix.summary, spec.summary);
  EXPECT_EQ(fix.notes, spec.notes);
  EXPECT_EQ(fix.applicability, Applicability::kExact);
  EXPECT_EQ(fix.hcl, "privileged = false");
  EXPECT_TRUE(fix.edits.empty());
  EXPECT_EQ(suggest({.summary = "Advice"}, kContainer).hcl, "");
}

TEST(Suggest, SensitiveValuesNeverAppear) {
  const Value secret = text("hunter2").with_sensitive();
  const Value inside = Value::object({{"name", text("A")}, {"value", secret}});
  Value deep = text("x");
  for (int i = 0; i < 100; ++i) deep = Value::tuple({deep});
  const std::vector<FixEdit> edits[] = {
      {set_in_element("user", secret)},
      {set_in_element("environment", Value::tuple({inside}))},
      {{.kind = Kind::kAppend, .in_element = true, .path = "environment", .value = inside}},
      {block("setting", {{"value", secret}})},
      {{.kind = Kind::kResource, .type = "aws_x", .name = "y", .body = inside}},
      {set_in_element("user", Value::unknown({"aws_x.y"}))},
      {set_in_element("command", deep)},
      {set_in_element("not a path", text("x"))},
      {set_in_element("", text("x"))},
  };
  for (const auto& edit : edits) {
    const Fix fix = suggest({.applicability = Applicability::kExact, .edits = edit}, kContainer);
    EXPECT_EQ(fix.applicability, Applicability::kManual) << fix.hcl;
    EXPECT_THAT(fix.hcl, Not(HasSubstr("hunter2")));
    EXPECT_TRUE(fix.hcl.starts_with("# ")) << fix.hcl;
  }
}

TEST(Suggest, HostileNamesCannotLeaveTheirComment) {
  const Target hostile = {.address = "aws_x.y[\"a\nb\"]",
                          .type = "aws_x",
                          .name = "y\nresource",
                          .subject = Subject{.kind = "container", .name = "w\n}\n${evil}\x1b[31m\xE2\x80\xAE"}};
  const std::string text_of_fix =
      hcl({set_in_element("user", text("1000\n}\n${evil}")),
           set("x", text("y")),
           {.kind = Kind::kRemove, .path = "a\nb = 1"},
           {.kind = Kind::kResource, .type = "a\"b", .name = "c\nd", .body = Value::object({})}},
          hostile);
  EXPECT_THAT(text_of_fix, Not(HasSubstr("\n}\n${evil}")));
  EXPECT_THAT(text_of_fix, Not(HasSubstr("\nb")));
  EXPECT_THAT(text_of_fix, Not(HasSubstr("\nd")));
  EXPECT_THAT(text_of_fix, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text_of_fix, Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_THAT(text_of_fix, HasSubstr("user = \"1000\\n}\\n$${evil}\""));
}

TEST(ToHcl, WritesEveryKindOfValue) {
  struct Case {
    Value value;
    const char* expected;
  };
  const Case cases[] = {
      {Value(), "null"},
      {Value::boolean(true), "true"},
      {Value::number(42), "42"},
      {text("a\"b\n${c}%{d}"), R"("a\"b\n$${c}%%{d}")"},
      {Value::list({}), "[]"},
      {Value::object({}), "{}"},
      {Value::tuple({Value::number(1), text("a")}), R"([1, "a"])"},
      {Value::object({{"__expression", text("aws_x.y[0].arn")}}), "aws_x.y[0].arn"},
      {Value::object({{"__expression", text("a\nb")}}), "{\n  __expression = \"a\\nb\"\n}"},
      {Value::object({{"__expression", text("a # b")}}), "{\n  __expression = \"a # b\"\n}"},
      {Value::object({{"a", Value::number(1)}, {"b c", Value::tuple({})}}), "{\n  a     = 1\n  \"b c\" = []\n}"},
      {text("x").with_sensitive(), "\"(sensitive value)\""},
      {Value::unknown(), "\"(known after apply)\""},
      {Value::tuple({text("x").with_sensitive()}), "[\"(sensitive value)\"]"},
  };
  for (const Case& c : cases) EXPECT_EQ(to_hcl(c.value), c.expected);
}

TEST(ToHcl, BreaksWhatIsTooLong) {
  const std::string word(60, 'w');
  EXPECT_EQ(to_hcl(Value::tuple({Value::string(word), Value::string(word)}), 1),
            "[\n    \"" + word + "\",\n    \"" + word + "\",\n  ]");
  EXPECT_EQ(to_hcl(Value::tuple({Value::object({{"a", Value::string(word)}, {"long", Value::string(word)}})})),
            "[\n  {\n    a    = \"" + word + "\"\n    long = \"" + word + "\"\n  },\n]");
}

TEST(ToHcl, EndsAtTheDepthLimit) {
  Value deep = text("x");
  for (int i = 0; i < 1'000; ++i) deep = Value::tuple({deep});
  EXPECT_THAT(to_hcl(deep), HasSubstr("nested too deeply"));
}

}  // namespace
}  // namespace plimsoll::fix
