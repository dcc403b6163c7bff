#include "documents.h"

#include <algorithm>

#include "plimsoll/hcl/children.h"

namespace plimsoll::fix {
namespace {

using hcl::Expression;
/// True once the search has ended, whatever it found.
bool search(const Expression& expression, ByteRange range, Node& node) {
  if (!contains(expression.range, range)) return false;
  if (expression.range == range) {
    node.kind = Node::Kind::kExpression;
    node.expression = &expression;
    return true;
  }
  node.around.push_back(&expression);
  bool found = false;
  hcl::for_each_child(expression, [&](const Expression& child) { found = found || search(child, range, node); });
  if (found) return true;
  const auto* text = std::get_if<hcl::Template>(&expression.node);
  if (text != nullptr && text->is_heredoc) node.kind = Node::Kind::kText;
  return true;
}

void search(const hcl::Body& body, ByteRange range, Node& node) {
  for (const hcl::Attribute& attribute : body.attributes) {
    if (!contains(attribute.range, range)) continue;
    node.attribute = &attribute;
    search(*attribute.value, range, node);
    return;
  }
  for (const hcl::Block& block : body.blocks) {
    if (!contains(block.range, range)) continue;
    if (block.range == range) {
      node.kind = Node::Kind::kBlock;
      node.block = &block;
      return;
    }
    node.blocks.push_back(&block);
    search(block.body, range, node);
    return;
  }
}

bool has_hcl_name(std::string_view name) {
  return name.ends_with(".tf") || name.ends_with(".tofu") || name.ends_with(".tfvars");
}

}  // namespace

bool contains(ByteRange outer, ByteRange inner) {
  return inner.begin >= outer.begin && inner.end <= outer.end;
}

std::string key_text(const hcl::ObjectItem& item) {
  const auto* key = std::get_if<hcl::Template>(&item.key->node);
  if (key == nullptr || key->parts.size() != 1) return "";
  const auto* text = std::get_if<hcl::TemplateText>(&key->parts.front().node);
  return text == nullptr ? "" : text->text;
}

bool is_plain(const Expression& expression) {
  if (const auto* text = std::get_if<hcl::Template>(&expression.node)) {
    return std::ranges::all_of(text->parts, [](const hcl::TemplatePart& part) {
      return std::holds_alternative<hcl::TemplateText>(part.node);
    });
  }
  return std::holds_alternative<hcl::Literal>(expression.node) ||
         std::holds_alternative<hcl::TupleConstructor>(expression.node) ||
         std::holds_alternative<hcl::ObjectConstructor>(expression.node);
}

const Document& Documents::of(const SourcePtr& file) {
  std::unique_ptr<const Document>& known = known_[file->name()];
  if (known != nullptr) return *known;
  auto document = std::make_unique<Document>();
  document->is_hcl = has_hcl_name(file->name());
  document->parsed.source = file;
  if (document->is_hcl) {
    document->parsed = hcl::parse_file(file);
    document->layout = hcl::layout_of(file);
  }
  known = std::move(document);
  return *known;
}

Node Documents::find(const SourceRange& place) {
  Node node;
  const Document& document = of(place.file);
  if (!document.is_hcl) {
    node.kind = Node::Kind::kText;
  } else if (!has_errors(document.parsed.diagnostics)) {
    search(document.parsed.body, place.bytes, node);
  }
  return node;
}

}  // namespace plimsoll::fix
