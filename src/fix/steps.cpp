#include "steps.h"

#include <algorithm>

#include "plimsoll/base/text.h"

namespace plimsoll::fix {

std::optional<std::vector<Step>> parse_path(std::string_view path) {
  std::vector<Step> steps;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    Step step = {.name = std::string(path.substr(0, end)), .key = std::nullopt};
    if (!is_hcl_identifier(step.name)) return std::nullopt;
    path.remove_prefix(end);
    if (path.starts_with('[')) {
      const std::size_t close = path.find(path.starts_with("[\"") ? "\"]" : "]", 1);
      if (close == std::string_view::npos) return std::nullopt;
      const bool quoted = path.starts_with("[\"");
      step.key = std::string(path.substr(quoted ? 2 : 1, close - (quoted ? 2 : 1)));
      path.remove_prefix(close + (quoted ? 2 : 1));
    }
    steps.push_back(std::move(step));
    if (path.empty()) break;
    if (path.size() == 1 || path.front() != '.') return std::nullopt;
    path.remove_prefix(1);
  }
  return steps;
}

}  // namespace plimsoll::fix
