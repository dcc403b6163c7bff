// The resources that plans for benchmarks are made of.
#pragma once

#include <span>
#include <string_view>

namespace plimsoll::bench {

/// In the texts `#` stands for the number of the resource, `~` for that of the one before it in the plan and `@` for
/// the container definitions of a task definition.
struct ResourceType {
  std::string_view name = {};
  std::string_view values = {};
  std::string_view unknown = {};        // after_unknown of a new one
  std::string_view configuration = {};  // expressions
};

/// Types of a service on ECS; the first is the task definition.
std::span<const ResourceType> common_types();

/// Types that published policies judge and relate to each other, each before those that refer to it.
std::span<const ResourceType> governed_types();

}  // namespace plimsoll::bench
