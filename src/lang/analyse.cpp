// Names and calls in an expression, found without evaluating it.
#include <algorithm>

#include "plimsoll/lang/evaluate.h"

namespace plimsoll::lang {

namespace {

using hcl::Expression;

/// Walks a tree in source order with the for-variables in force.
struct Walker {
  std::vector<Reference> references = {};
  std::vector<const hcl::Call*> calls = {};
  std::vector<std::string_view> bound = {};

  bool is_bound(std::string_view name) const { return std::find(bound.begin(), bound.end(), name) != bound.end(); }

  void visit(const hcl::ExpressionPtr& expression) {
    if (expression != nullptr) visit(*expression);
  }
  void visit(const Expression& expression) {
    std::visit([&](const auto& node) { enter(node, expression.range); }, expression.node);
  }
  void visit(const std::vector<hcl::ExpressionPtr>& expressions) {
    for (const hcl::ExpressionPtr& expression : expressions) visit(expression);
  }

  void enter(const hcl::Literal&, ByteRange) {}
  void enter(const hcl::SplatElement&, ByteRange) {}
  void enter(const hcl::Template& node, ByteRange) { visit_parts(node.parts); }
  void enter(const hcl::Variable& node, ByteRange range) {
    if (!is_bound(node.name)) references.push_back({.root = node.name, .range = range});
  }
  void enter(const hcl::GetAttribute& node, ByteRange range) {
    if (const auto* variable = std::get_if<hcl::Variable>(&node.object->node)) {
      if (!is_bound(variable->name)) {
        references.push_back({.root = variable->name, .member = node.name.text, .range = range});
      }
      return;
    }
    visit(node.object);
  }
  void enter(const hcl::Index& node, ByteRange) {
    visit(node.collection);
    visit(node.key);
  }
  void enter(const hcl::Splat& node, ByteRange) {
    visit(node.source);
    visit(node.each);
  }
  void enter(const hcl::Call& node, ByteRange) {
    calls.push_back(&node);
    visit(node.arguments);
  }
  void enter(const hcl::Unary& node, ByteRange) { visit(node.operand); }
  void enter(const hcl::Binary& node, ByteRange) {
    visit(node.left);
    visit(node.right);
  }
  void enter(const hcl::Conditional& node, ByteRange) {
    visit(node.condition);
    visit(node.then);
    visit(node.otherwise);
  }
  void enter(const hcl::TupleConstructor& node, ByteRange) { visit(node.elements); }
  void enter(const hcl::ObjectConstructor& node, ByteRange) {
    for (const hcl::ObjectItem& item : node.items) {
      visit(item.key);
      visit(item.value);
    }
  }
  void enter(const hcl::For& node, ByteRange) {
    visit(node.collection);
    const std::size_t outside = bind(node.key_name, node.value_name);
    visit(node.key);
    visit(node.value);
    visit(node.condition);
    bound.resize(outside);
  }
  void enter(const hcl::Parentheses& node, ByteRange) { visit(node.inner); }

  std::size_t bind(const std::string& key, const std::string& value) {
    const std::size_t outside = bound.size();
    if (!key.empty()) bound.emplace_back(key);
    bound.emplace_back(value);
    return outside;
  }

  void visit_parts(const std::vector<hcl::TemplatePart>& parts) {
    for (const hcl::TemplatePart& part : parts) {
      if (const auto* value = std::get_if<hcl::TemplateInterpolation>(&part.node)) visit(value->value);
      if (const auto* choice = std::get_if<hcl::TemplateIf>(&part.node)) {
        visit(choice->condition);
        visit_parts(choice->then);
        visit_parts(choice->otherwise);
      }
      if (const auto* loop = std::get_if<hcl::TemplateFor>(&part.node)) {
        visit(loop->collection);
        const std::size_t outside = bind(loop->key, loop->value);
        visit_parts(loop->body);
        bound.resize(outside);
      }
    }
  }
};

}  // namespace

std::vector<Reference> references(const Expression& expression) {
  Walker walker;
  walker.visit(expression);
  return std::move(walker.references);
}

std::vector<const hcl::Call*> calls(const Expression& expression) {
  Walker walker;
  walker.visit(expression);
  return std::move(walker.calls);
}

}  // namespace plimsoll::lang
