#include "documents.h"

#include <algorithm>

namespace plimsoll::fix {
namespace {

using hcl::Expression;
using Children = std::vector<const Expression*>;

void add(Children& out, const hcl::ExpressionPtr& expression) {
  if (expression != nullptr) out.push_back(expression.get());
}

void add(Children& out, const std::vector<hcl::ExpressionPtr>& expressions) {
  for (const hcl::ExpressionPtr& expression : expressions) add(out, expression);
}

void add_parts(Children& out, const std::vector<hcl::TemplatePart>& parts) {
  for (const hcl::TemplatePart& part : parts) {
    if (const auto* interpolation = std::get_if<hcl::TemplateInterpolation>(&part.node)) add(out, interpolation->value);
    if (const auto* branch = std::get_if<hcl::TemplateIf>(&part.node)) {
      add(out, branch->condition);
      add_parts(out, branch->then);
      add_parts(out, branch->otherwise);
    }
    if (const auto* loop = std::get_if<hcl::TemplateFor>(&part.node)) {
      add(out, loop->collection);
      add_parts(out, loop->body);
    }
  }
}

struct Collector {
  Children out = {};
  void operator()(const hcl::Literal&) {}
  void operator()(const hcl::Variable&) {}
  void operator()(const hcl::SplatElement&) {}
  void operator()(const hcl::Template& node) { add_parts(out, node.parts); }
  void operator()(const hcl::GetAttribute& node) { add(out, node.object); }
  void operator()(const hcl::Index& node) {
    add(out, node.collection);
    add(out, node.key);
  }
  void operator()(const hcl::Splat& node) {
    add(out, node.source);
    add(out, node.each);
  }
  void operator()(const hcl::Call& node) { add(out, node.arguments); }
  void operator()(const hcl::Unary& node) { add(out, node.operand); }
  void operator()(const hcl::Binary& node) {
    add(out, node.left);
    add(out, node.right);
  }
  void operator()(const hcl::Conditional& node) {
    add(out, node.condition);
    add(out, node.then);
    add(out, node.otherwise);
  }
  void operator()(const hcl::TupleConstructor& node) { add(out, node.elements); }
  void operator()(const hcl::ObjectConstructor& node) {
    for (const hcl::ObjectItem& item : node.items) {
      add(out, item.key);
      add(out, item.value);
    }
  }
  void operator()(const hcl::For& node) {
    add(out, node.collection);
    add(out, node.key);
    add(out, node.value);
    add(out, node.condition);
  }
  void operator()(const hcl::Parentheses& node) { add(out, node.inner); }
};

/// True once the search has ended, whatever it found.
bool search(const Expression& expression, ByteRange range, Node& node) {
  if (!contains(expression.range, range)) return false;
  if (expression.range == range) {
    node.kind = Node::Kind::kExpression;
    node.expression = &expression;
    return true;
  }
  node.around.push_back(&expression);
  for (const Expression* child : children(expression)) {
    if (search(*child, range, node)) return true;
  }
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

std::vector<const Expression*> children(const Expression& expression) {
  Collector collector;
  std::visit(collector, expression.node);
  return std::move(collector.out);
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
