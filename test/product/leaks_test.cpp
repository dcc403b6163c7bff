// What must never come out: sensitive values, values of environment variables, and names that act on a terminal or a
// runner. The plans here are hostile on purpose; every format is looked at, with --verbose.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "../cli/harness.h"

namespace plimsoll::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

const char* const kBait = "S3CR3T-BAIT";

json change(const std::string& type, const std::string& name, const json& after, const json& after_sensitive) {
  return {{"address", type + "." + name},
          {"mode", "managed"},
          {"type", type},
          {"name", name},
          {"provider_name", "aws"},
          {"change",
           {{"actions", {"create"}}, {"before", nullptr}, {"after", after}, {"after_sensitive", after_sensitive}}}};
}

std::string plan_of(const std::vector<json>& changes) {
  return json{{"format_version", "1.2"}, {"terraform_version", "1.11.4"}, {"resource_changes", changes}}.dump();
}

json task_definition(const std::string& container) {
  const json environment =
      json::array({{{"name", "AWS_SECRET_ACCESS_KEY"}, {"value", kBait}}, {{"name", "DB_PASSWORD"}, {"value", kBait}}});
  const json definition = {{"name", container}, {"image", "nginx"}, {"privileged", true}, {"environment", environment}};
  return {{"family", "app"}, {"container_definitions", json::array({definition}).dump()}};
}

// Standard output and standard error of every format.
std::string everything(const std::string& plan, const std::string& policy = "") {
  std::string all;
  for (const std::string format : {"text", "json", "sarif", "markdown"}) {
    std::vector<std::string> arguments = {"check",     "plan.json",          "-f", format, "--verbose",
                                          "--include", "pass,not_applicable"};
    if (!policy.empty()) arguments.insert(arguments.end(), {"--policy", "own.policy.hcl"});
    const Outcome outcome = run_with(arguments, {.files = {{"plan.json", plan}, {"own.policy.hcl", policy}}});
    EXPECT_NE(outcome.code, kClean) << format << outcome.err;
    EXPECT_FALSE(outcome.out.empty()) << format << outcome.err;
    all += outcome.out + outcome.err;
  }
  return all;
}

TEST(Leaks, SensitiveValuesStayInWhateverPartTerraformMarks) {
  const json setting = {{"name", "containerInsights"}, {"value", kBait}};
  const json cluster = {{"name", "c"}, {"setting", json::array({setting})}};
  const json service = {{"name", "s"}, {"launch_type", "FARGATE"}, {"platform_version", kBait}};
  const json each = {{"name", true}, {"value", true}};
  const std::vector<json> marks = {
      {{"setting", true}}, {{"setting", json::array({true})}}, {{"setting", json::array({each})}}};
  for (const json& mark : marks) {
    const std::string all =
        everything(plan_of({change("aws_ecs_cluster", "c", cluster, mark),
                            change("aws_ecs_service", "s", service, {{"platform_version", true}})}));
    EXPECT_THAT(all, Not(HasSubstr(kBait))) << mark;
    EXPECT_THAT(all, HasSubstr("(sensitive value)")) << mark;
  }
}

TEST(Leaks, EnvironmentValuesAreSecretsWithoutAnyMark) {
  const std::string plan = plan_of({change("aws_ecs_task_definition", "t", task_definition("web"), json::object())});
  EXPECT_THAT(everything(plan), Not(HasSubstr(kBait)));

  // However a policy reads the definitions.
  const std::string policy = R"(policy {}
resource_policy "aws_ecs_task_definition" "decodes" {
  locals {
    containers = core::jsondecode(attrs.container_definitions)
    values     = [for e in local.containers[0].environment : e.value]
  }
  enforce {
    condition     = false
    error_message = "Container ${local.containers[0].name} has ${core::join(", ", local.values)} ${core::jsonencode(local.containers)}"
  }
}
resource_policy "aws_ecs_task_definition" "repeats" {
  enforce {
    condition     = false
    error_message = "Look: ${attrs.container_definitions}"
  }
}
resource_policy "aws_ecs_task_definition" "indexes" {
  enforce {
    condition     = { a = 1 }[core::jsondecode(attrs.container_definitions)[0].environment[0].value] == 1
    error_message = "never"
  }
}
resource_policy "aws_ecs_task_definition" "parses" {
  enforce {
    condition     = core::parseint(core::jsondecode(attrs.container_definitions)[0].environment[0].value, 10) == 1
    error_message = "never"
  }
}
)";
  const std::string all = everything(plan, policy);
  EXPECT_THAT(all, Not(HasSubstr(kBait)));
  EXPECT_THAT(all, HasSubstr("Look: (sensitive value)"));
  EXPECT_THAT(all, HasSubstr("Container web has (sensitive value)")) << "only the values are secret";
}

TEST(Leaks, NamesActOnNobody) {
  const std::string name =
      "web\n::error file=x::pwn\r\x1b[31m|`code`\xE2\x80\xAE"
      "abc<script>";
  json hostile = change("aws_ecs_task_definition", "t", task_definition(name), json::object());
  hostile["address"] = "module.m[\"" + name + "\"].aws_ecs_task_definition.t";
  const std::string all = everything(plan_of({hostile}));
  EXPECT_THAT(all, Not(HasSubstr("\x1b")));
  EXPECT_THAT(all, Not(HasSubstr("\r")));
  EXPECT_THAT(all, Not(HasSubstr("\n::")));
  EXPECT_THAT(all, Not(HasSubstr("\xE2\x80\xAE"))) << "bidirectional override";
  EXPECT_THAT(everything(plan_of(
                  {change("aws_ecs_task_definition", "t", task_definition(std::string(10000, 'L')), json::object())})),
              HasSubstr("LLL"));
}

// A bind mount in the clothes of a Docker volume is shown where it is written.
TEST(Places, OfAHostPathIsTheAttributeThatHoldsIt) {
  json after = task_definition("web");
  const json options = {{"o", "bind"}, {"type", "none"}, {"device", "/etc"}};
  const json docker = {{"driver", "local"}, {"driver_opts", options}};
  const json disguised = {{"name", "v"}, {"host_path", ""}, {"docker_volume_configuration", json::array({docker})}};
  const json plain = {{"name", "h"}, {"host_path", "/etc"}};
  after["volume"] = json::array({disguised, plain});
  const std::string plan = plan_of({change("aws_ecs_task_definition", "t", after, json::object())});
  const Outcome outcome =
      run_with({"plan.json", "--control", "ecs-sensitive-host-mount"}, {.files = {{"plan.json", plan}}});
  EXPECT_THAT(outcome.out, HasSubstr("at volume[\"v\"].docker_volume_configuration[0].driver_opts"));
  EXPECT_THAT(outcome.out, HasSubstr("at volume[\"h\"].host_path"));
}

}  // namespace
}  // namespace plimsoll::cli
