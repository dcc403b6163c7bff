// Names and calls in an expression, found without evaluating it.
#include <algorithm>

#include "plimsoll/hcl/children.h"
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

  void visit(const Expression& expression) {
    if (enter(expression)) return;
    hcl::for_each_child(expression, [this](const Expression& child) { visit(child); });
  }

  /// True when what is inside was visited too.
  bool enter(const Expression& expression) {
    if (const auto* call = std::get_if<hcl::Call>(&expression.node)) calls.push_back(call);
    if (const auto* variable = std::get_if<hcl::Variable>(&expression.node)) {
      refer({.root = variable->name, .range = expression.range});
    }
    if (const auto* attribute = std::get_if<hcl::GetAttribute>(&expression.node)) {
      const auto* variable = std::get_if<hcl::Variable>(&attribute->object->node);
      if (variable == nullptr) return false;
      refer({.root = variable->name, .member = attribute->name.text, .range = expression.range});
      return true;
    }
    if (const auto* text = std::get_if<hcl::Template>(&expression.node)) {
      visit_parts(text->parts);
      return true;
    }
    const auto* loop = std::get_if<hcl::For>(&expression.node);
    if (loop == nullptr) return false;
    visit(*loop->collection);
    const std::size_t outside = bind(loop->key_name, loop->value_name);
    for (const hcl::ExpressionPtr* inner : {&loop->key, &loop->value, &loop->condition}) {
      if (*inner != nullptr) visit(**inner);
    }
    bound.resize(outside);
    return true;
  }

  void refer(Reference reference) {
    if (!is_bound(reference.root)) references.push_back(std::move(reference));
  }

  std::size_t bind(const std::string& key, const std::string& value) {
    const std::size_t outside = bound.size();
    if (!key.empty()) bound.emplace_back(key);
    bound.emplace_back(value);
    return outside;
  }

  void visit_parts(const std::vector<hcl::TemplatePart>& parts) {
    for (const hcl::TemplatePart& part : parts) {
      if (const auto* value = std::get_if<hcl::TemplateInterpolation>(&part.node)) visit(*value->value);
      if (const auto* choice = std::get_if<hcl::TemplateIf>(&part.node)) {
        visit(*choice->condition);
        visit_parts(choice->then);
        visit_parts(choice->otherwise);
      }
      if (const auto* loop = std::get_if<hcl::TemplateFor>(&part.node)) {
        visit(*loop->collection);
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
