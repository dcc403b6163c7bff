// Regular expressions that are written down: why one is refused, before anything is matched.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace plimsoll::lang {

/// Why RE2 refuses a pattern. The reason does not quote it: patterns may be sensitive.
struct PatternProblem {
  std::string reason = {};                           // "missing closing ] in the regular expression"
  std::optional<std::size_t> offset = std::nullopt;  // of the offending part in the pattern, in bytes
  std::size_t length = 0;
};
std::optional<PatternProblem> pattern_problem(const std::string& pattern);

}  // namespace plimsoll::lang
