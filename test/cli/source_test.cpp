// --source, --no-source and what is found without either.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness.h"

namespace plimsoll::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A task definition whose image is known after apply only, and its plan.
const char* const kSource = R"(
resource "aws_ecr_repository" "r" { name = "r" }
resource "aws_ecs_task_definition" "app" {
  family                = "app"
  container_definitions = jsonencode([{ name = "web", image = aws_ecr_repository.r.repository_url, privileged = true }])
}
)";
const char* const kPlan = R"({"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}},
"resource_changes":[
{"address":"aws_ecr_repository.r","mode":"managed","type":"aws_ecr_repository","name":"r",
 "change":{"actions":["create"],"before":null,"after":{"name":"r"},"after_unknown":{"repository_url":true}}},
{"address":"aws_ecs_task_definition.app","mode":"managed","type":"aws_ecs_task_definition","name":"app",
 "change":{"actions":["create"],"before":null,"after":{"family":"app","network_mode":"awsvpc","volume":[]},
 "after_unknown":{"container_definitions":true}}}],
"configuration":{"root_module":{"resources":[
{"address":"aws_ecr_repository.r","mode":"managed","type":"aws_ecr_repository","name":"r","expressions":{}},
{"address":"aws_ecs_task_definition.app","mode":"managed","type":"aws_ecs_task_definition","name":"app",
 "expressions":{"family":{"constant_value":"app"},"container_definitions":
 {"references":["aws_ecr_repository.r.repository_url","aws_ecr_repository.r"]}}}]}}})";

std::string control_4(const std::vector<std::string>& arguments, std::map<std::string, std::string> files) {
  files.emplace("plan.json", kPlan);
  std::vector<std::string> all = {"check", "plan.json", "--control", "ECS.4"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const Outcome outcome = run_with(all, {.files = std::move(files)});
  return outcome.out + outcome.err;
}

TEST(Source, DecidesWhatThePlanDoesNotKnow) {
  EXPECT_THAT(control_4({}, {}), HasSubstr("unknown"));
  EXPECT_THAT(control_4({}, {{"main.tf", kSource}}), HasSubstr("Container \"web\" runs in privileged mode"));
  EXPECT_THAT(control_4({"--source", "app"}, {{"app/main.tf", kSource}}), HasSubstr("Container \"web\""));
  EXPECT_THAT(control_4({"--no-source"}, {{"main.tf", kSource}}), HasSubstr("unknown"));
}

TEST(Source, IsUsedOnlyWhereItIsThePlans) {
  const std::string changed = std::string(kSource) + "resource \"aws_ecr_repository\" \"new\" {}\n";
  EXPECT_THAT(control_4({}, {{"main.tf", changed}}), testing::AllOf(HasSubstr("unknown"), Not(HasSubstr("warning"))));
  EXPECT_THAT(control_4({"--source", "app"}, {{"app/main.tf", changed}}),
              testing::AllOf(HasSubstr("unknown"), HasSubstr("The source is not the plan's")));
  std::string other_family = kSource;
  other_family.replace(other_family.find("\"app\"\n"), 5, "\"other\"");
  EXPECT_THAT(control_4({}, {{"main.tf", other_family}}),
              testing::AllOf(HasSubstr("unknown"), HasSubstr("They differ at family")));
}

TEST(Source, ADirectoryThatWasNamedMustBeThere) {
  EXPECT_THAT(control_4({"--source", "nowhere"}, {}), HasSubstr("No such directory"));
}

}  // namespace
}  // namespace plimsoll::cli
