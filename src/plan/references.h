// From an attribute to the expressions behind it, through module inputs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/plan/plan.h"

namespace plimsoll::plan {

/// Terraform lists "a.b.c" together with "a.b": only the most specific ones say something.
bool is_widened(std::string_view reference, const std::vector<std::string>& all);

/// The configuration behind one value: nested blocks that it may come from (sets lose their order, so more than one),
/// or attribute expressions.
struct Written {
  std::vector<const ConfigBlock*> blocks = {};
  std::vector<const ConfigExpression*> expressions = {};
  /// True when some block that the value may come from says nothing about it, not even as a block.
  bool left_out = false;
};

/// What is written for member `key` of a block; a member of an attribute's value belongs to the attribute.
Written written_for_member(const Written& parent, std::string_view key);
/// Which of the blocks may have become `element`: constants must agree.
Written written_for_element(const Written& parent, const Value& element);

/// Follows expressions of one resource instance.
class Tracer {
 public:
  /// `resource` may be null: nothing is known about it then.
  Tracer(const Plan& plan, const ResourceChange& change, const ConfigResource* resource);

  /// See trace_references in plimsoll/plan/read.h.
  std::vector<std::string> references(const Written& written) const;
  /// True when the expression depends on nothing but constants and variables whose values are known while planning, so
  /// that it was known itself.
  bool is_known(const ConfigExpression& expression) const;

 private:
  struct Level {
    const ConfigModule* module = nullptr;
    const ConfigCall* call = nullptr;  // that made the module, null for the root
    std::string address = {};          // of the module instance
  };
  struct Walk;
  void follow(const ConfigExpression& expression, std::size_t level, const ConfigExpression* repetition,
              Walk& walk) const;
  void follow_variable(std::string_view reference, std::size_t level, Walk& walk) const;

  const ConfigResource* resource_;
  std::vector<Level> levels_ = {};
};

}  // namespace plimsoll::plan
