#include "documents.h"

#include <algorithm>

#include "plimsoll/hcl/children.h"
#include "plimsoll/source/syntax.h"

namespace plimsoll::fix {
namespace {

using hcl::Expression;
/// A heredoc, or quotes around nothing but text.
bool is_text(const Expression& expression) {
  return std::get<hcl::Template>(expression.node).is_heredoc || is_plain(expression);
}

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
  if (std::holds_alternative<hcl::Template>(expression.node) && is_text(expression)) node.kind = Node::Kind::kText;
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

/// The quoted text, without interpolations, around a place.
std::optional<ByteRange> quoted_around(const Node& node, const SourceFile& file) {
  if (node.kind != Node::Kind::kText || node.around.empty()) return std::nullopt;
  const Expression& around = *node.around.back();
  const auto* text = std::get_if<hcl::Template>(&around.node);
  if (text == nullptr || text->is_heredoc || !file.slice(around.range).starts_with('"')) return std::nullopt;
  return ByteRange{around.range.begin + 1, around.range.end - 1};
}

/// `content` lies between quotes.
std::optional<Embedded> embed(const SourceRange& place, ByteRange content, bool in_json) {
  std::optional<Unescaped> plain = unescaped(place.file->text(), content, in_json);
  if (!plain) return std::nullopt;
  Embedded result = {.in_json = in_json, .offsets = std::move(plain->offsets)};
  const std::string name = place.file->name() + "#" + std::to_string(content.begin);
  const bool is_template = plain->text.find("${") != std::string::npos || plain->text.find("%{") != std::string::npos;
  if (!in_json || !is_template) {
    result.inner = std::make_shared<const SourceFile>(name + ".json", std::move(plain->text));
    return result;
  }
  const std::optional<ByteRange> inside = result.inward(place.bytes);
  const std::optional<ByteRange> range = inside ? interpolation_around(plain->text, *inside) : std::nullopt;
  if (!range) return std::nullopt;
  const std::string head = "v = ";
  const std::string expression = plain->text.substr(range->begin, range->end - range->begin);
  result.is_hcl = true;
  result.prefix = static_cast<std::uint32_t>(head.size());
  result.offsets = {result.offsets.begin() + range->begin, result.offsets.begin() + range->end + 1};
  result.inner =
      std::make_shared<const SourceFile>(name + "." + std::to_string(range->begin) + ".tf", head + expression + "\n");
  return result;
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
  const source::Syntax syntax = source::syntax_of(file->name());
  document->is_hcl = syntax == source::Syntax::kHcl;
  document->is_json = syntax == source::Syntax::kJson || syntax == source::Syntax::kJsonValues;
  document->parsed.source = file;
  if (document->is_hcl || document->is_json) document->parsed = source::parse_source_file(file);
  if (document->is_hcl) document->layout = hcl::layout_of(file);
  known = std::move(document);
  return *known;
}

Node Documents::find(const SourceRange& place) {
  Node node;
  const Document& document = of(place.file);
  const bool is_parsed = (document.is_hcl || document.is_json) && !has_errors(document.parsed.diagnostics);
  if (is_parsed) search(document.parsed.body, place.bytes, node);
  if (document.is_hcl) return node;
  // HCL stands in strings only.
  const bool in_string = document.is_json && json_string_around(place.file->text(), place.bytes).has_value();
  if (!in_string || node.kind != Node::Kind::kExpression) node.kind = Node::Kind::kText;
  return node;
}

const Embedded* Documents::embedded(const SourceRange& place) {
  const Document& document = of(place.file);
  std::optional<ByteRange> content;
  if (document.is_json) content = json_string_around(place.file->text(), place.bytes);
  if (document.is_hcl) content = quoted_around(find(place), *place.file);
  if (!content) return nullptr;
  std::optional<Embedded> made = embed(place, *content, document.is_json);
  if (!made) return nullptr;
  const auto [entry, added] = embedded_.try_emplace(made->inner->name(), *made);
  return &entry->second;
}

SourceRange Documents::readable(const SourceRange& place) {
  const Embedded* inner = embedded(place);
  const std::optional<ByteRange> range = inner == nullptr ? std::nullopt : inner->inward(place.bytes);
  return range ? SourceRange{.file = inner->inner, .bytes = *range} : place;
}

}  // namespace plimsoll::fix
