#include "literal.h"

namespace plimsoll::source {

const std::string* literal_string(const hcl::Expression& expression) {
  static const std::string kEmpty;
  const auto* node = std::get_if<hcl::Template>(&expression.node);
  if (node == nullptr || node->parts.size() > 1) return nullptr;
  if (node->parts.empty()) return &kEmpty;
  const auto* text = std::get_if<hcl::TemplateText>(&node->parts.front().node);
  return text == nullptr ? nullptr : &text->text;
}

}  // namespace plimsoll::source
