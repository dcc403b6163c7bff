// From an argument to the one attribute that gives its value. Internal to the plan module.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plimsoll/plan/plan.h"

namespace plimsoll::plan {

/// Attribute `name` of the instance at Plan::changes[change].
struct Attribute {
  std::size_t change = 0;
  std::string name = {};
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// Managed instances that exist after the plan, by address; siblings by the address without their own key.
struct Instances {
  explicit Instances(const Plan& plan);
  std::unordered_map<std::string_view, std::size_t> by_address = {};
  std::unordered_map<std::string, std::size_t> sibling_counts = {};
};

/// The attribute whose value the argument takes as it is, by the rules of plimsoll/plan/identity.h; else nullopt.
std::optional<Attribute> direct_reference(const Plan& plan, const Instances& instances, const Attribute& argument);

}  // namespace plimsoll::plan
