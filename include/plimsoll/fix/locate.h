// Where in the Terraform source a finding is decided.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/fix/repair.h"

namespace plimsoll::fix {

/// A place and what explains it.
struct Located {
  Location location = {};
  /// Places on the way from there to the resource, nearest first.
  std::vector<RelatedLocation> related = {};
  /// For something that is missing: a key of that object that looks like a slip of the missing one, "" without.
  std::string slip = {};
};

/// The smallest range that decides the value at `path` (`container_definitions["web"].privileged`; "" for the subject
/// or the resource as a whole): the attribute or item with the value; for something missing the object or block that
/// lacks it. A value that comes through a module whose files are copies (.terraform) is placed where the nearest module
/// of the configuration itself passes it on, and the copy is a related place. A value that no file gives is placed at
/// the head of its variable's block. `is_known_key`: keys of container definitions that cannot be slips of others.
/// Nullopt when no place is certain.
std::optional<Located> locate(const source::ResourceSource& resource, const std::optional<Value>& containers,
                              const std::optional<Subject>& subject, const std::string& path, Documents& documents,
                              const std::function<bool(std::string_view)>& is_known_key = nullptr);

}  // namespace plimsoll::fix
