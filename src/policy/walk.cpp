#include "walk.h"

#include "plimsoll/hcl/children.h"

namespace plimsoll::policy {
namespace {

/// Whether an error in `part` need not be one of the whole.
bool is_optional(const hcl::Expression& whole, const hcl::Expression& part) {
  if (const auto* call = std::get_if<hcl::Call>(&whole.node)) {
    return call->name == "core::try" || call->name == "core::can";
  }
  if (const auto* binary = std::get_if<hcl::Binary>(&whole.node)) {
    return binary->op == hcl::BinaryOperator::kAnd || binary->op == hcl::BinaryOperator::kOr;
  }
  const auto* conditional = std::get_if<hcl::Conditional>(&whole.node);
  return conditional != nullptr && &part != conditional->condition.get();
}

}  // namespace

void visit_parts(const hcl::Expression& expression, const PartVisitor& visit) {
  hcl::for_each_child(expression, [&](const hcl::Expression& part) { visit(part, is_optional(expression, part)); });
}

}  // namespace plimsoll::policy
