#include "rebase.h"

#include <memory>
#include <type_traits>

namespace plimsoll::source {
namespace {

using namespace hcl;

/// Parsing made these nodes; nobody else has seen them yet, so that they may still change.
class Rebaser {
 public:
  explicit Rebaser(const MoveOffset& move) : move_(move) {}

  void visit(const ExpressionPtr& expression) {
    if (expression != nullptr) visit(const_cast<Expression&>(*expression));
  }

 private:
  void visit(Expression& expression) {
    shift(expression.range);
    std::visit([this](auto& node) { visit_node(node); }, expression.node);
  }

  void shift(ByteRange& range) { range = {.begin = move_(range.begin), .end = move_(range.end)}; }

  void visit_parts(std::vector<TemplatePart>& parts) {
    for (TemplatePart& part : parts) {
      shift(part.range);
      if (auto* value = std::get_if<TemplateInterpolation>(&part.node)) {
        visit(value->value);
      } else if (auto* choice = std::get_if<TemplateIf>(&part.node)) {
        visit(choice->condition);
        visit_parts(choice->then);
        visit_parts(choice->otherwise);
      } else if (auto* loop = std::get_if<TemplateFor>(&part.node)) {
        visit(loop->collection);
        visit_parts(loop->body);
      }
    }
  }

  template <typename Node>
  void visit_node(Node& node) {
    if constexpr (std::is_same_v<Node, Template>) {
      visit_parts(node.parts);
    } else if constexpr (std::is_same_v<Node, GetAttribute>) {
      visit(node.object);
      shift(node.name.range);
    } else if constexpr (std::is_same_v<Node, Index>) {
      visit(node.collection);
      visit(node.key);
    } else if constexpr (std::is_same_v<Node, Splat>) {
      visit(node.source);
      visit(node.each);
    } else if constexpr (std::is_same_v<Node, Call>) {
      shift(node.name_range);
      for (const ExpressionPtr& argument : node.arguments) visit(argument);
    } else if constexpr (std::is_same_v<Node, Unary>) {
      visit(node.operand);
    } else if constexpr (std::is_same_v<Node, Binary>) {
      visit(node.left);
      visit(node.right);
      shift(node.op_range);
    } else if constexpr (std::is_same_v<Node, Conditional>) {
      visit(node.condition);
      visit(node.then);
      visit(node.otherwise);
    } else if constexpr (std::is_same_v<Node, TupleConstructor>) {
      for (const ExpressionPtr& element : node.elements) visit(element);
    } else if constexpr (std::is_same_v<Node, ObjectConstructor>) {
      for (const ObjectItem& item : node.items) {
        visit(item.key);
        visit(item.value);
      }
    } else if constexpr (std::is_same_v<Node, For>) {
      visit(node.collection);
      visit(node.key);
      visit(node.value);
      visit(node.condition);
    } else if constexpr (std::is_same_v<Node, Parentheses>) {
      visit(node.inner);
    }
  }

  const MoveOffset& move_;
};

}  // namespace

hcl::ExpressionPtr rebase(hcl::ExpressionPtr expression, const MoveOffset& move) {
  Rebaser(move).visit(expression);
  return expression;
}

}  // namespace plimsoll::source
