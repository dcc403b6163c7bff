// The shape of an ECS ContainerDefinition, as the API reference lists it (Amazon ECS API, ContainerDefinition).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace plimsoll::ecs {

enum class KeyType : std::uint8_t { kString, kBool, kInteger, kStrings, kIntegers, kStringMap, kObject, kObjects };

struct Key {
  std::string_view name = {};
  KeyType type = KeyType::kString;
  std::span<const Key> members = {};  // of kObject and kObjects
  bool secret = false;                // of scalars: never shown, marked by Terraform or not
};

/// Every key of a container definition, in byte order, as are the members below.
std::span<const Key> container_keys();

/// What a value of this type must be, for messages: "a list of strings".
std::string_view description(KeyType type);

/// Equality as Go's encoding/json matches keys: without regard to case, where the Kelvin sign counts as k and the
/// long s as s.
bool keys_fold_equal(std::string_view canonical, std::string_view written);

}  // namespace plimsoll::ecs
