// Short ways to read a plan in tests.
#pragma once

#include <string>
#include <string_view>

#include "corpus.h"
#include "plimsoll/plan/read.h"

namespace plimsoll::plan {

/// ECS types wanted, with the optional and computed attributes that the tests need.
inline TypeInfo ecs_info(std::string_view type) {
  TypeInfo info{.wanted = type.starts_with("aws_ecs_"), .tags_follow_tags_all = true};
  info.unset_is_null = {"network_mode", "enable_fault_injection",
                        "launch_type",  "platform_version",
                        "setting",      "auto_scaling_group_provider.managed_termination_protection"};
  info.unset_blocks = {"setting"};
  return info;
}

inline Result<Plan> read_text(std::string text) {
  return read(std::move(text), "p.json", {.type_info = ecs_info});
}

inline Result<Plan> read_corpus(const std::string& path) {
  return read(test::read_file("testdata/corpus/" + path), path, {.type_info = ecs_info});
}

/// A plan with one task definition whose change is `change`, and `more` sections (beginning with a comma).
inline std::string plan_of(const std::string& change, const std::string& more = "") {
  return R"({"format_version":"1.2","resource_changes":[{"address":"aws_ecs_task_definition.a","mode":"managed",)"
         R"("type":"aws_ecs_task_definition","name":"a","change":)" +
         change + "}]" + more + "}";
}

/// Summary, detail and place of the first error; "" when there is none.
inline std::string error_of(const Result<Plan>& plan) {
  if (plan.ok()) return "";
  const Diagnostic& error = plan.errors().front();
  return error.summary + " | " + error.detail + " | " + error.where;
}

}  // namespace plimsoll::plan
