// Runs whole commands in process: arguments, files, environment and standard input in; streams and exit code out.
#pragma once

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "plimsoll/cli/cli.h"

namespace plimsoll::cli {

struct Outcome {
  int code = -1;
  std::string out = {};
  std::string err = {};
  MemoryFileSystem files = {};

  std::string last_error_line() const {
    std::istringstream lines(err);
    std::string line;
    std::string last;
    while (std::getline(lines, line)) last = line;
    return last;
  }
};

struct Given {
  std::map<std::string, std::string> files = {};
  std::map<std::string, std::string> environment = {};
  std::string in = {};
  bool in_is_terminal = true;
  bool out_is_terminal = false;
};

inline Outcome run_with(const std::vector<std::string>& arguments, Given setup = {}) {
  Outcome outcome;
  outcome.files.files = std::move(setup.files);
  std::istringstream in(setup.in);
  std::ostringstream out;
  std::ostringstream err;
  World world = {.files = &outcome.files,
                 .environment = std::move(setup.environment),
                 .in = &in,
                 .out = &out,
                 .err = &err,
                 .in_is_terminal = setup.in_is_terminal && setup.in.empty(),
                 .out_is_terminal = setup.out_is_terminal};
  outcome.code = run(arguments, world);
  outcome.out = out.str();
  outcome.err = err.str();
  return outcome;
}

/// A plan that creates one task definition with one container; `container` holds more of its JSON members.
inline std::string plan_with(const std::string& container, const std::string& more = "") {
  std::string definitions = R"([{"name":"web","image":"nginx:1.27",)" + container + "}]";
  std::string escaped;
  for (char c : definitions) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return R"({"format_version":"1.2","terraform_version":"1.11.4",)" + more +
         R"("planned_values":{"root_module":{}},"resource_changes":[{"address":"aws_ecs_task_definition.app",)"
         R"("mode":"managed","type":"aws_ecs_task_definition","name":"app",)"
         R"("provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,)"
         R"("after":{"family":"app","network_mode":"awsvpc","pid_mode":null,"volume":[],)"
         R"("requires_compatibilities":["EC2"],"container_definitions":")" +
         escaped +
         R"("},"after_unknown":{},"before_sensitive":false,"after_sensitive":{}}}],)"
         R"("configuration":{"root_module":{}}})";
}

inline std::string clean_plan() {
  return plan_with(R"("privileged":false,"readonlyRootFilesystem":true,"user":"1000:1000",)"
                   R"("logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/app"}})");
}
inline std::string privileged_plan(const std::string& more = "") {
  return plan_with(R"("privileged":true,"readonlyRootFilesystem":true,"user":"1000:1000",)"
                   R"("logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/app"}})",
                   more);
}

}  // namespace plimsoll::cli
