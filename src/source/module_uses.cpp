#include "module_uses.h"

#include <type_traits>

namespace plimsoll::source {
namespace {

using namespace hcl;

/// The call's name when the expression is `module.NAME`, perhaps with one index: module.NAME["a"].
const std::string* module_name(const Expression& expression) {
  if (const auto* index = std::get_if<Index>(&expression.node)) return module_name(*index->collection);
  const auto* attribute = std::get_if<GetAttribute>(&expression.node);
  if (attribute == nullptr) return nullptr;
  const auto* root = std::get_if<Variable>(&attribute->object->node);
  return root != nullptr && root->name == "module" ? &attribute->name.text : nullptr;
}

/// The attribute that a splat takes of every element first.
const std::string* first_attribute(const Expression& each) {
  if (const auto* attribute = std::get_if<GetAttribute>(&each.node)) {
    if (std::holds_alternative<SplatElement>(attribute->object->node)) return &attribute->name.text;
    return first_attribute(*attribute->object);
  }
  if (const auto* index = std::get_if<Index>(&each.node)) return first_attribute(*index->collection);
  return nullptr;
}

class Collector {
 public:
  ModuleUses uses = {};

  void visit(const ExpressionPtr& expression) {
    if (expression != nullptr) visit(*expression);
  }

  void visit(const Expression& expression) {
    if (const std::string* name = module_name(expression)) uses[*name].all = true;
    if (use_output(expression)) return;
    std::visit([this](const auto& node) { visit_node(node); }, expression.node);
  }

 private:
  /// module.NAME.output, module.NAME[key].output, module.NAME[*].output.
  bool use_output(const Expression& expression) {
    if (const auto* attribute = std::get_if<GetAttribute>(&expression.node)) {
      const std::string* name = module_name(*attribute->object);
      if (name == nullptr) return false;
      uses[*name].outputs.insert(attribute->name.text);
      if (const auto* index = std::get_if<Index>(&attribute->object->node)) visit(index->key);
      return true;
    }
    const auto* splat = std::get_if<Splat>(&expression.node);
    if (splat == nullptr) return false;
    const std::string* name = module_name(*splat->source);
    const std::string* output = name == nullptr ? nullptr : first_attribute(*splat->each);
    if (output == nullptr) return false;
    uses[*name].outputs.insert(*output);
    visit(splat->each);
    return true;
  }

  void visit_parts(const std::vector<TemplatePart>& parts) {
    for (const TemplatePart& part : parts) {
      if (const auto* value = std::get_if<TemplateInterpolation>(&part.node)) {
        visit(value->value);
      } else if (const auto* choice = std::get_if<TemplateIf>(&part.node)) {
        visit(choice->condition);
        visit_parts(choice->then);
        visit_parts(choice->otherwise);
      } else if (const auto* loop = std::get_if<TemplateFor>(&part.node)) {
        visit(loop->collection);
        visit_parts(loop->body);
      }
    }
  }

  template <typename Node>
  void visit_node(const Node& node) {
    if constexpr (std::is_same_v<Node, Template>) {
      visit_parts(node.parts);
    } else if constexpr (std::is_same_v<Node, GetAttribute>) {
      visit(node.object);
    } else if constexpr (std::is_same_v<Node, Index>) {
      visit(node.collection);
      visit(node.key);
    } else if constexpr (std::is_same_v<Node, Splat>) {
      visit(node.source);
      visit(node.each);
    } else if constexpr (std::is_same_v<Node, Call>) {
      for (const ExpressionPtr& argument : node.arguments) visit(argument);
    } else if constexpr (std::is_same_v<Node, Unary>) {
      visit(node.operand);
    } else if constexpr (std::is_same_v<Node, Binary>) {
      visit(node.left);
      visit(node.right);
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
};

}  // namespace

ModuleUses module_uses(const hcl::Expression& expression) {
  Collector collector;
  collector.visit(expression);
  return std::move(collector.uses);
}

}  // namespace plimsoll::source
