// Which resource of a plan another one means: by value where the plan knows it, else by the configuration's references.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plimsoll/plan/plan.h"

namespace plimsoll::ecs {

/// Look-ups over the ECS resources of one plan, for the values after the change or for those before it.
struct Relations {
  /// A task definition that a text may name. `old`: a revision that this plan replaces or removes.
  struct Named {
    std::size_t change = 0;
    bool old = false;
  };

  const plan::Plan* plan = nullptr;
  bool prior = false;
  /// "module.a|aws_ecs_service|web", without instance keys, to the instances.
  std::unordered_map<std::string, std::vector<std::size_t>> by_place = {};
  /// Task definitions by ARN, by family:revision and by family, which means the latest revision.
  std::unordered_map<std::string, std::vector<Named>> task_definitions = {};
  std::unordered_map<std::string, std::vector<std::size_t>> by_arn = {};
  std::unordered_map<std::string, std::size_t> capacity_providers = {};
  std::vector<std::size_t> account_settings = {};
  /// Task definition to the addresses of its services that have ECS Exec on, in the order of the plan.
  std::unordered_map<std::size_t, std::vector<std::string>> exec_services = {};
  /// Resource to the aws_ecs_tag resources that add to its tags.
  std::unordered_map<std::size_t, std::vector<std::size_t>> extra_tags = {};
};

/// The plan must outlive the result.
Relations build_relations(const plan::Plan& plan, bool prior);

/// Attributes on the side that the relations are about; null where the resource does not exist there.
const Value& values(const Relations& relations, std::size_t change);

/// The attributes of the task definition that `attrs.task_definition` of change `subject` means, merged where several
/// are possible. Unknown when that cannot be told, null when none is named.
Value task_definition(const Relations& relations, const Value& attrs, std::optional<std::size_t> subject);

}  // namespace plimsoll::ecs
