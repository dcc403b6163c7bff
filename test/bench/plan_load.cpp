// plan_load FILE: loads a file with plan::read and nothing else; ECS types become values, as in a check.
#include <cstdio>

#include "plimsoll/base/file_system.h"
#include "plimsoll/plan/read.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  plimsoll::Result<std::string> bytes = plimsoll::RealFileSystem().read(argv[1]);
  if (!bytes) return 1;
  const plimsoll::plan::ReadOptions options{.type_info = [](std::string_view type) {
    return plimsoll::plan::TypeInfo{.wanted = type.starts_with("aws_ecs_"), .unset_is_null = {"network_mode"}};
  }};
  const auto plan = plimsoll::plan::read(std::move(*bytes), argv[1], options);
  if (!plan) std::fputs(plimsoll::render(plan.errors()).c_str(), stderr);
  return plan.ok() ? 0 : 1;
}
