// Values of resources before and after an edit of their source. Internal to the analysis module.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plimsoll/plan/plan.h"
#include "plimsoll/source/evaluator.h"
#include "plimsoll/source/fold.h"
#include "plimsoll/value/value.h"

namespace plimsoll::analysis {

/// How JSON attributes are compared and rewritten.
std::vector<source::JsonAttribute> json_attributes();

/// A resource as its source says, container definitions decoded.
struct SourceValues {
  source::ResourceSource resource = {};
  std::optional<Value> containers = std::nullopt;
  Value body() const;  // with the decoded definitions in place
};
std::optional<SourceValues> source_values(source::Evaluator& evaluator, const std::string& address);
/// Without attributes that keep what they were before the plan because the configuration ignores changes of them: the
/// source decides nothing there.
std::optional<SourceValues> source_values(source::Evaluator& evaluator, const plan::ResourceChange& change);

/// Equal for all that can be told: origins do not count, unknown parts are equal when their causes are.
bool same(const Value& a, const Value& b);

/// Paths of what differs, elements named where they have names: `container_definitions["web"].privileged`.
std::vector<std::string> changed_paths(const Value& before, const Value& after);

/// What the plan would say if its source said `after` in place of `before`.
Value replanned(const Value& planned, const Value& before, const Value& after);

}  // namespace plimsoll::analysis
