// Paths of fixes: `setting["containerInsights"].value`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::fix {

/// `setting["containerInsights"]` -> name "setting", key "containerInsights".
struct Step {
  std::string name = {};
  std::optional<std::string> key = std::nullopt;
  friend bool operator==(const Step&, const Step&) = default;
};

/// Cuts at the dots outside of brackets; nullopt when a name is no identifier.
std::optional<std::vector<Step>> parse_path(std::string_view path);

}  // namespace plimsoll::fix
