// The expressions directly inside an expression: the one place that knows them all.
#pragma once

#include <type_traits>
#include <variant>
#include <vector>

#include "plimsoll/hcl/ast.h"

namespace plimsoll::hcl {

/// Calls `visit(const TemplatePart&)` for every part, those inside `%{ if }` and `%{ for }` too, in source order.
template <typename Visit>
void for_each_part(const std::vector<TemplatePart>& parts, const Visit& visit) {
  for (const TemplatePart& part : parts) {
    visit(part);
    if (const auto* choice = std::get_if<TemplateIf>(&part.node)) {
      for_each_part(choice->then, visit);
      for_each_part(choice->otherwise, visit);
    } else if (const auto* loop = std::get_if<TemplateFor>(&part.node)) {
      for_each_part(loop->body, visit);
    }
  }
}

/// Calls `visit(const Expression&)` for the expressions that `expression` is made of, but not for those inside them.
template <typename Visit>
void for_each_child(const Expression& expression, const Visit& visit) {
  const auto give = [&visit](const ExpressionPtr& child) {
    if (child != nullptr) visit(*child);
  };
  const auto of_part = [&give](const TemplatePart& part) {
    if (const auto* value = std::get_if<TemplateInterpolation>(&part.node)) give(value->value);
    if (const auto* choice = std::get_if<TemplateIf>(&part.node)) give(choice->condition);
    if (const auto* loop = std::get_if<TemplateFor>(&part.node)) give(loop->collection);
  };
  const auto of_node = [&](const auto& node) {
    using Node = std::decay_t<decltype(node)>;
    if constexpr (std::is_same_v<Node, Template>) {
      for_each_part(node.parts, of_part);
    } else if constexpr (std::is_same_v<Node, GetAttribute>) {
      give(node.object);
    } else if constexpr (std::is_same_v<Node, Index>) {
      give(node.collection);
      give(node.key);
    } else if constexpr (std::is_same_v<Node, Splat>) {
      give(node.source);
      give(node.each);
    } else if constexpr (std::is_same_v<Node, Call>) {
      for (const ExpressionPtr& argument : node.arguments) give(argument);
    } else if constexpr (std::is_same_v<Node, Unary>) {
      give(node.operand);
    } else if constexpr (std::is_same_v<Node, Binary>) {
      give(node.left);
      give(node.right);
    } else if constexpr (std::is_same_v<Node, Conditional>) {
      give(node.condition);
      give(node.then);
      give(node.otherwise);
    } else if constexpr (std::is_same_v<Node, TupleConstructor>) {
      for (const ExpressionPtr& element : node.elements) give(element);
    } else if constexpr (std::is_same_v<Node, ObjectConstructor>) {
      for (const ObjectItem& item : node.items) {
        give(item.key);
        give(item.value);
      }
    } else if constexpr (std::is_same_v<Node, For>) {
      give(node.collection);
      give(node.key);
      give(node.value);
      give(node.condition);
    } else if constexpr (std::is_same_v<Node, Parentheses>) {
      give(node.inner);
    } else {
      static_assert(std::is_same_v<Node, Literal> || std::is_same_v<Node, Variable> ||
                    std::is_same_v<Node, SplatElement>);
    }
  };
  std::visit(of_node, expression.node);
}

}  // namespace plimsoll::hcl
