// Large plans are read from several places at once; nothing of that may show.
#include <gtest/gtest.h>

#include <string>

#include "plimsoll/plan/read.h"

namespace plimsoll::plan {
namespace {

// What makes a text large enough to be read ahead.
const std::string& padding() {
  static const std::string text(std::size_t{9} << 20U, 'x');
  return text;
}

std::string change(std::string_view name) {
  return R"({"address":"aws_ecs_cluster.)" + std::string(name) +
         R"(","mode":"managed","type":"aws_ecs_cluster","name":")" + std::string(name) +
         R"(","change":{"actions":["create"],"before":null,"after":{"name":")" + std::string(name) +
         R"("},"after_unknown":{"arn":true}}})";
}

// A plan in Terraform's order. `decoy` is put into planned_values, `more` behind the configuration.
std::string plan_text(const std::string& decoy = "", const std::string& more = "") {
  return R"({"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{)" + decoy +
         R"("padding":")" + padding() + R"("}},"resource_changes":[)" + change("a") + "," + change("b") +
         R"(],"prior_state":{"format_version":"1.0"},"configuration":{"root_module":{"resources":[)"
         R"({"address":"aws_ecs_cluster.a","mode":"managed","type":"aws_ecs_cluster","name":"a","expressions":)"
         R"({"name":{"constant_value":"a"}}}]}},"timestamp":"2026-01-01T00:00:00Z","errored":true)" +
         more + "}\n";
}

std::string error_of(const std::string& text) {
  const Result<Plan> plan = read(text, "plan.json");
  return plan.ok() ? "no error" : render(plan.errors());
}

void expect_whole(const Result<Plan>& plan) {
  ASSERT_TRUE(plan.ok()) << render(plan.errors());
  ASSERT_EQ(plan->changes.size(), 2U);
  EXPECT_EQ(plan->changes[1].address, "aws_ecs_cluster.b");
  EXPECT_EQ(plan->changes[0].after.get("arn").unknown_because(), std::vector<std::string>{"aws_ecs_cluster.a.arn"});
  EXPECT_EQ(plan->format_version, "1.2");
  EXPECT_EQ(plan->timestamp, "2026-01-01T00:00:00Z");
  EXPECT_TRUE(plan->errored);
  EXPECT_TRUE(plan->has_configuration);
  EXPECT_NE(plan->configuration.find(Mode::kManaged, "aws_ecs_cluster", "a"), nullptr);
}

TEST(ReadAhead, ReadsALargePlanLikeASmallOne) {
  expect_whole(read(plan_text(), "plan.json"));
}

TEST(ReadAhead, IsNotDeceivedByTheSameKeyElsewhere) {
  // Members of an inner object with the names of sections, and their text inside a string.
  expect_whole(read(plan_text(R"("first":1,"resource_changes":[{"address":"fake"}],)"), "plan.json"));
  expect_whole(read(plan_text(R"("text":"x\",\"resource_changes\":[{}]",)"), "plan.json"));
  expect_whole(read(plan_text(R"("first":1,"prior_state":{"format_version":"9"},)"), "plan.json"));
}

TEST(ReadAhead, FindsTheSameMistakes) {
  EXPECT_NE(error_of(plan_text("", R"(,"resource_changes":[])")).find("Duplicate key \"resource_changes\""),
            std::string::npos);
  EXPECT_NE(error_of(plan_text("", R"(,"format_version":"1.2")")).find("Duplicate key \"format_version\""),
            std::string::npos);
  EXPECT_NE(error_of(plan_text("", ",}")).find("Invalid JSON"), std::string::npos);
  EXPECT_NE(error_of(plan_text() + "{}").find("More text after the end"), std::string::npos);
  EXPECT_NE(error_of(plan_text(R"("broken":[1 2],)")).find("Invalid JSON"), std::string::npos);
}

TEST(ReadAhead, NeverTakesACutPlanForAWholeOne) {
  const std::string text = plan_text();
  const std::size_t changes = text.find(",\"resource_changes\"");
  const std::size_t end = text.rfind('}');
  for (std::size_t cut = changes - 3; cut <= end; cut += cut < changes + 12 || cut > end - 12 ? 1 : 101) {
    ASSERT_FALSE(read(text.substr(0, cut), "plan.json").ok()) << "cut at byte " << cut;
  }
}

}  // namespace
}  // namespace plimsoll::plan
