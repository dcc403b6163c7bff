#include "module_uses.h"

#include "plimsoll/hcl/children.h"

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

  void visit(const Expression& expression) {
    if (const std::string* name = module_name(expression)) uses[*name].all = true;
    if (use_output(expression)) return;
    for_each_child(expression, [this](const Expression& child) { visit(child); });
  }

 private:
  /// module.NAME.output, module.NAME[key].output, module.NAME[*].output.
  bool use_output(const Expression& expression) {
    if (const auto* attribute = std::get_if<GetAttribute>(&expression.node)) {
      const std::string* name = module_name(*attribute->object);
      if (name == nullptr) return false;
      uses[*name].outputs.insert(attribute->name.text);
      if (const auto* index = std::get_if<Index>(&attribute->object->node)) visit(*index->key);
      return true;
    }
    const auto* splat = std::get_if<Splat>(&expression.node);
    if (splat == nullptr) return false;
    const std::string* name = module_name(*splat->source);
    const std::string* output = name == nullptr ? nullptr : first_attribute(*splat->each);
    if (output == nullptr) return false;
    uses[*name].outputs.insert(*output);
    visit(*splat->each);
    return true;
  }
};

}  // namespace

ModuleUses module_uses(const hcl::Expression& expression) {
  Collector collector;
  collector.visit(expression);
  return std::move(collector.uses);
}

}  // namespace plimsoll::source
