// Task sizes of Fargate. Source: Amazon ECS Developer Guide, "Task definition parameters for Fargate".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::ecs {

/// "256", "1 vCPU", ".25 vcpu" -> CPU units; nullopt when the text is no such size.
std::optional<int> parse_cpu(std::string_view text);
/// "512", "1GB", "0.5 GB" -> MiB.
std::optional<int> parse_memory(std::string_view text);

bool is_fargate_cpu(int cpu, bool windows);
bool is_fargate_size(int cpu, int memory);
/// "512, 1024 or 2048 MiB", "4096 to 16384 MiB in steps of 1024"; `cpu` is one that Fargate offers.
std::string fargate_memory_choices(int cpu);
/// "256, 512, 1024, …" for an operating system.
std::string fargate_cpu_choices(bool windows);

}  // namespace plimsoll::ecs
