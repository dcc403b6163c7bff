#include "rebase.h"

#include <memory>

#include "plimsoll/hcl/children.h"

namespace plimsoll::source {
namespace {

using namespace hcl;

/// Parsing made these nodes; nobody else has seen them yet, so that they may still change.
class Rebaser {
 public:
  explicit Rebaser(const MoveOffset& move) : move_(move) {}

  void visit(const Expression& expression) {
    shift(expression.range);
    if (const auto* text = std::get_if<Template>(&expression.node)) {
      for_each_part(text->parts, [this](const TemplatePart& part) { shift(part.range); });
    }
    if (const auto* attribute = std::get_if<GetAttribute>(&expression.node)) shift(attribute->name.range);
    if (const auto* call = std::get_if<Call>(&expression.node)) shift(call->name_range);
    if (const auto* binary = std::get_if<Binary>(&expression.node)) shift(binary->op_range);
    for_each_child(expression, [this](const Expression& child) { visit(child); });
  }

 private:
  void shift(const ByteRange& range) {
    const_cast<ByteRange&>(range) = {.begin = move_(range.begin), .end = move_(range.end)};
  }

  const MoveOffset& move_;
};

}  // namespace

hcl::ExpressionPtr rebase(hcl::ExpressionPtr expression, const MoveOffset& move) {
  if (expression != nullptr) Rebaser(move).visit(*expression);
  return expression;
}

}  // namespace plimsoll::source
