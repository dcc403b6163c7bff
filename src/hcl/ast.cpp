#include "plimsoll/hcl/ast.h"

namespace plimsoll::hcl {

bool is_ambiguous_key(const Expression& key) {
  const Expression* root = &key;
  while (true) {
    if (const auto* access = std::get_if<GetAttribute>(&root->node)) {
      root = access->object.get();
    } else if (const auto* index = std::get_if<Index>(&root->node)) {
      const bool is_constant =
          std::holds_alternative<Literal>(index->key->node) || std::holds_alternative<Template>(index->key->node);
      if (!is_constant) return false;
      root = index->collection.get();
    } else {
      return root != &key && std::holds_alternative<Variable>(root->node);
    }
  }
}

const Attribute* Body::attribute(std::string_view name) const {
  for (const Attribute& candidate : attributes) {
    if (candidate.name.text == name) return &candidate;
  }
  return nullptr;
}

std::vector<const Block*> Body::blocks_of(std::string_view type) const {
  std::vector<const Block*> found;
  for (const Block& candidate : blocks) {
    if (candidate.type.text == type) found.push_back(&candidate);
  }
  return found;
}

}  // namespace plimsoll::hcl
