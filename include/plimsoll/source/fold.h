// A resource as the plan shows it, with what its source adds where the plan says unknown.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/value/value.h"

namespace plimsoll::source {

/// An attribute that holds JSON text which the provider rewrites.
struct JsonAttribute {
  std::string name = {};
  /// What the provider makes of the decoded text; nullopt for what it would refuse. Applied to both sides.
  std::function<std::optional<Value>(const Value& decoded)> normalise = nullptr;
};

struct FoldResult {
  Value value = {};
  /// Paths where both sides are known and differ: this source is not the plan's, and `value` is the planned one.
  std::vector<std::string> disagreements = {};
  std::size_t known_leaves = 0;   // scalars that the source knows and the plan does too, equal
  std::size_t filled_leaves = 0;  // scalars that only the source knows
};

/// `planned` and `source` are the attributes of one resource; JSON attributes of `source` are the decoded structure
/// (Evaluator::structured), and come out as Value::unknown_json where the plan does not know the text.
///
/// A source value is used only where the plan says unknown and the source itself is unknown in part: one unknown part
/// makes the provider call the whole unknown. Where the source is certain and the plan is not, the provider decided so,
/// and the plan stands. What the source leaves out agrees with anything, since providers fill in defaults.
FoldResult fold(const Value& planned, const Value& source, const std::vector<JsonAttribute>& json = {});

}  // namespace plimsoll::source
