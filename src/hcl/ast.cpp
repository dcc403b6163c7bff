#include "plimsoll/hcl/ast.h"

namespace plimsoll::hcl {

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
