// The built-in policies, compiled into the program from policies/.
#pragma once

#include <string_view>
#include <vector>

namespace plimsoll::analysis {

struct EmbeddedFile {
  std::string_view name = {};  // "ecs-4.policy.hcl"
  std::string_view text = {};
};
std::vector<EmbeddedFile> builtin_policy_files();

}  // namespace plimsoll::analysis
