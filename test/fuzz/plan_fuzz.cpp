// Any bytes as a plan: an error with a place, or a plan whose changes can be walked and traced.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "plimsoll/plan/read.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const plimsoll::plan::ReadOptions options{.type_info =
                                                [](std::string_view type) {
                                                  return plimsoll::plan::TypeInfo{
                                                      .wanted = type.starts_with("aws_ecs_"),
                                                      .unset_is_null = {"network_mode", "setting"},
                                                      .unset_blocks = {"setting"},
                                                      .tags_follow_tags_all = true};
                                                },
                                            .max_depth = 100};
  const auto plan = plimsoll::plan::read(std::string(reinterpret_cast<const char*>(data), size), "plan.json", options);
  if (!plan) {
    if (plan.errors().empty() || plan.errors()[0].where.empty()) std::abort();
    return 0;
  }
  for (const auto& change : plan->changes) {
    if (plan->config_of(change) == nullptr) continue;
    plimsoll::plan::trace_references(*plan, change, "container_definitions");
    plimsoll::plan::trace_references(*plan, change, "volume.0.name");
  }
  return 0;
}
