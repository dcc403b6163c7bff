// What the provider computes when the configuration leaves it out, per ECS resource type. Source: schemas of
// hashicorp/aws 5.x and 6.x, seen in plans of 5.100.0.
#include <algorithm>
#include <array>
#include <span>

#include "plimsoll/ecs/ecs.h"

namespace plimsoll::ecs {

namespace {

using Names = std::span<const std::string_view>;

struct Row {
  std::string_view type = {};
  bool tagged = false;
  Names unset_is_null = {};
  Names unset_blocks = {};  // those of the former that are blocks
};

constexpr auto kTaskDefinition = std::to_array<std::string_view>({
    "network_mode",
    "enable_fault_injection",
    "volume.configure_at_launch",
    "volume.docker_volume_configuration.driver",
    "volume.docker_volume_configuration.scope",
});
constexpr auto kService = std::to_array<std::string_view>({
    "launch_type",
    "platform_version",
    "cluster",
    "iam_role",
    "triggers",
    "availability_zone_rebalancing",
    "deployment_configuration",
});
constexpr auto kServiceBlocks = std::to_array<std::string_view>({"deployment_configuration"});
constexpr auto kTaskSet = std::to_array<std::string_view>({"launch_type", "platform_version", "external_id", "scale"});
constexpr auto kTaskSetBlocks = std::to_array<std::string_view>({"scale"});
constexpr auto kCluster = std::to_array<std::string_view>({"setting"});
constexpr auto kCapacityProvider = std::to_array<std::string_view>({
    "auto_scaling_group_provider.managed_termination_protection",
    "auto_scaling_group_provider.managed_draining",
    "auto_scaling_group_provider.managed_scaling",
    "auto_scaling_group_provider.managed_scaling.instance_warmup_period",
    "auto_scaling_group_provider.managed_scaling.maximum_scaling_step_size",
    "auto_scaling_group_provider.managed_scaling.minimum_scaling_step_size",
    "auto_scaling_group_provider.managed_scaling.status",
    "auto_scaling_group_provider.managed_scaling.target_capacity",
});
constexpr auto kCapacityProviderBlocks =
    std::to_array<std::string_view>({"auto_scaling_group_provider.managed_scaling"});

constexpr std::array kRows = {
    Row{.type = "aws_ecs_task_definition", .tagged = true, .unset_is_null = kTaskDefinition},
    Row{.type = "aws_ecs_service", .tagged = true, .unset_is_null = kService, .unset_blocks = kServiceBlocks},
    Row{.type = "aws_ecs_task_set", .tagged = true, .unset_is_null = kTaskSet, .unset_blocks = kTaskSetBlocks},
    Row{.type = "aws_ecs_cluster", .tagged = true, .unset_is_null = kCluster, .unset_blocks = kCluster},
    Row{.type = "aws_ecs_capacity_provider",
        .tagged = true,
        .unset_is_null = kCapacityProvider,
        .unset_blocks = kCapacityProviderBlocks},
    Row{.type = "aws_ecs_cluster_capacity_providers"},
    Row{.type = "aws_ecs_account_setting_default"},
    Row{.type = "aws_ecs_tag"},
};

}  // namespace

plan::TypeInfo type_info(std::string_view type) {
  const auto row = std::ranges::find(kRows, type, &Row::type);
  if (row == kRows.end()) return {};
  return {.wanted = true,
          .unset_is_null = {row->unset_is_null.begin(), row->unset_is_null.end()},
          .unset_blocks = {row->unset_blocks.begin(), row->unset_blocks.end()},
          .tags_follow_tags_all = row->tagged};
}

bool is_ecs_type(std::string_view type) {
  return type.starts_with("aws_ecs_");
}

}  // namespace plimsoll::ecs
