// The JSON syntax of Terraform files as a body of HCL.
#include <array>
#include <span>

#include "json_tree.h"
#include "plimsoll/source/syntax.h"
#include "rebase.h"

namespace plimsoll::source {
namespace {

using hcl::ExpressionPtr;

/// Blocks of a module and how many labels they have; everything else at the top is not evaluated.
struct BlockType {
  std::string_view name;
  std::size_t labels = 0;
};
constexpr std::array<BlockType, 6> kBlockTypes = {
    {{"resource", 2}, {"data", 2}, {"variable", 1}, {"output", 1}, {"module", 1}, {"locals", 0}}};

constexpr std::array<std::string_view, 4> kLeftOut = {"//", "lifecycle", "provisioner", "connection"};

/// How the strings of a value are meant.
enum class Meaning : std::uint8_t { kTemplate, kLiteral, kExpression };

ExpressionPtr make(ByteRange range, std::uint32_t height, decltype(hcl::Expression::node) node) {
  auto expression = std::make_unique<hcl::Expression>();
  expression->range = range;
  expression->height = height;
  expression->node = std::move(node);
  return expression;
}

hcl::Template text_template(std::string text, ByteRange range) {
  hcl::Template node;
  if (text.empty()) return node;
  hcl::TemplatePart part;
  part.range = {.begin = range.begin + 1, .end = range.end - 1};  // without the quotes
  part.node = hcl::TemplateText{.text = std::move(text)};
  node.parts.push_back(std::move(part));
  return node;
}

class Converter {
 public:
  explicit Converter(hcl::ParsedFile& file) : file_(file) {}

  void run() {
    each_member([this](const JsonMember& member) { top_level(member); });
  }

  void run_values() {
    each_member([this](const JsonMember& member) { attribute(file_.body, member, Meaning::kLiteral); });
  }

 private:
  template <typename Use>
  void each_member(const Use& use) {
    JsonResult parsed = parse_json(file_.source->text());
    if (!parsed.root) {
      error("Invalid JSON", "Expected " + parsed.error.expected + ".",
            {.begin = parsed.error.offset, .end = parsed.error.offset});
      return;
    }
    file_.body.range = parsed.root->range;
    for_each_object(*parsed.root, [&use](const JsonNode& object) {
      for (const JsonMember& member : object.members) use(member);
    });
  }

  void error(std::string summary, std::string detail, ByteRange range) {
    file_.diagnostics.push_back(
        make_error(std::move(summary), std::move(detail), {.file = file_.source, .bytes = range}));
  }

  /// A block is an object; several of them may stand in an array.
  template <typename Use>
  void for_each_object(const JsonNode& node, const Use& use) {
    if (node.kind == JsonKind::kObject) {
      use(node);
    } else if (node.kind == JsonKind::kArray) {
      for (const JsonNode& element : node.elements) for_each_object(element, use);
    } else if (node.kind != JsonKind::kNull) {
      error("Invalid block", "An object is expected here, or an array of objects.", node.range);
    }
  }

  void top_level(const JsonMember& member) {
    for (const BlockType& type : kBlockTypes) {
      if (type.name != member.key.text) continue;
      hcl::Block block;
      block.type = {.text = member.key.text, .range = member.key.range};
      block.header_range = member.key.range;
      labelled(block, member.value, type.labels);
    }
  }

  void labelled(const hcl::Block& so_far, const JsonNode& node, std::size_t labels) {
    for_each_object(node, [&](const JsonNode& object) {
      if (labels == 0) {
        hcl::Block block = header_of(so_far);
        block.range = {.begin = so_far.type.range.begin, .end = object.range.end};
        fill(block.body, object, block.type.text == "variable");
        file_.body.blocks.push_back(std::move(block));
        return;
      }
      for (const JsonMember& member : object.members) {
        if (member.key.text == "//") continue;
        hcl::Block block = header_of(so_far);
        // What belongs to one name only begins at that name.
        block.type.range = member.key.range;
        block.header_range = member.key.range;
        block.labels.push_back({.text = member.key.text, .range = member.key.range});
        labelled(block, member.value, labels - 1);
      }
    });
  }

  static hcl::Block header_of(const hcl::Block& block) {
    hcl::Block copy;
    copy.type = block.type;
    copy.labels = block.labels;
    copy.header_range = block.header_range;
    return copy;
  }

  void fill(hcl::Body& body, const JsonNode& object, bool is_variable) {
    body.range = object.range;
    for (const JsonMember& member : object.members) {
      const std::string& name = member.key.text;
      if (std::find(kLeftOut.begin(), kLeftOut.end(), name) != kLeftOut.end()) continue;
      if (name == "dynamic") {
        dynamic_blocks(body, member);
        continue;
      }
      const Meaning meaning = !is_variable     ? Meaning::kTemplate
                              : name == "type" ? Meaning::kExpression
                                               : Meaning::kLiteral;
      attribute(body, member, meaning);
    }
  }

  void attribute(hcl::Body& body, const JsonMember& member, Meaning meaning) {
    hcl::Attribute attribute;
    attribute.name = {.text = member.key.text, .range = member.key.range};
    attribute.range = {.begin = member.key.range.begin, .end = member.value.range.end};
    attribute.value = expression(member.value, meaning);
    body.attributes.push_back(std::move(attribute));
  }

  /// {"dynamic": {"volume": {"for_each": …, "iterator": "v", "content": {…}}}}, also with arrays.
  void dynamic_blocks(hcl::Body& body, const JsonMember& dynamic) {
    for_each_object(dynamic.value, [&](const JsonNode& types) {
      for (const JsonMember& type : types.members) {
        for_each_object(type.value, [&](const JsonNode& object) {
          hcl::Block block;
          block.type = {.text = "dynamic", .range = type.key.range};
          block.header_range = type.key.range;
          block.range = {.begin = type.key.range.begin, .end = object.range.end};
          block.labels.push_back({.text = type.key.text, .range = type.key.range});
          block.body.range = object.range;
          dynamic_body(block.body, object);
          body.blocks.push_back(std::move(block));
        });
      }
    });
  }

  void dynamic_body(hcl::Body& body, const JsonNode& object) {
    for (const JsonMember& member : object.members) {
      if (member.key.text != "content") {
        attribute(body, member, member.key.text == "iterator" ? Meaning::kExpression : Meaning::kTemplate);
        continue;
      }
      for_each_object(member.value, [&](const JsonNode& content) {
        hcl::Block block;
        block.type = {.text = "content", .range = member.key.range};
        block.header_range = member.key.range;
        block.range = {.begin = member.key.range.begin, .end = content.range.end};
        fill(block.body, content, false);
        body.blocks.push_back(std::move(block));
      });
    }
  }

  ExpressionPtr expression(const JsonNode& node, Meaning meaning) {
    switch (node.kind) {
      case JsonKind::kBool:
        return make(node.range, 1, hcl::Literal{.kind = hcl::LiteralKind::kBool, .boolean = node.boolean});
      case JsonKind::kNumber:
        return make(node.range, 1, hcl::Literal{.kind = hcl::LiteralKind::kNumber, .number = node.text});
      case JsonKind::kString:
        return string(node, meaning);
      case JsonKind::kArray:
        return array(node, meaning);
      case JsonKind::kObject:
        return object(node, meaning);
      default:
        return make(node.range, 1, hcl::Literal{});
    }
  }

  ExpressionPtr array(const JsonNode& node, Meaning meaning) {
    hcl::TupleConstructor tuple;
    std::uint32_t height = 0;
    for (const JsonNode& element : node.elements) {
      tuple.elements.push_back(expression(element, meaning));
      height = std::max(height, tuple.elements.back()->height);
    }
    return make(node.range, height + 1, std::move(tuple));
  }

  ExpressionPtr object(const JsonNode& node, Meaning meaning) {
    hcl::ObjectConstructor object;
    std::uint32_t height = 0;
    for (const JsonMember& member : node.members) {
      if (meaning == Meaning::kTemplate && member.key.text == "//") continue;
      ExpressionPtr key = string(member.key, meaning);
      ExpressionPtr value = expression(member.value, meaning);
      height = std::max({height, key->height, value->height});
      object.items.push_back({.key = std::move(key), .value = std::move(value)});
    }
    return make(node.range, height + 1, std::move(object));
  }

  ExpressionPtr string(const JsonNode& node, Meaning meaning) {
    const bool has_markers = node.text.find("${") != std::string::npos || node.text.find("%{") != std::string::npos;
    if (meaning == Meaning::kExpression || (meaning == Meaning::kTemplate && has_markers)) {
      return parsed(node, meaning == Meaning::kExpression);
    }
    return make(node.range, 1, text_template(node.text, node.range));
  }

  /// What stands in the string, with its places in the file.
  ExpressionPtr parsed(const JsonNode& node, bool is_expression) {
    const auto inner = std::make_shared<const SourceFile>(file_.source->name(), node.text);
    hcl::ParsedExpression result = is_expression ? hcl::parse_expression(inner) : hcl::parse_template(inner);
    if (result.expression == nullptr || has_errors(result.diagnostics)) {
      const std::string why = result.diagnostics.empty() ? std::string() : result.diagnostics.front().detail;
      error(result.diagnostics.empty() ? "Invalid expression" : result.diagnostics.front().summary, why, node.range);
      return make(node.range, 1, hcl::Literal{});
    }
    ExpressionPtr moved = rebase(std::move(result.expression), [&node](std::uint32_t offset) {
      if (node.offsets.empty()) return node.range.begin + 1 + offset;
      return node.offsets[std::min<std::size_t>(offset, node.offsets.size() - 1)];
    });
    // The quotes belong to a value that is text, as they do in HCL's own syntax.
    const auto* text = std::get_if<hcl::Template>(&moved->node);
    if (text != nullptr && !text->is_wrap) const_cast<hcl::Expression&>(*moved).range = node.range;
    return moved;
  }

  hcl::ParsedFile& file_;
};

}  // namespace

Syntax syntax_of(std::string_view name) {
  if (name.ends_with(".tfvars.json")) return Syntax::kJsonValues;
  if (name.ends_with(".tf.json") || name.ends_with(".tofu.json")) return Syntax::kJson;
  const bool is_hcl = name.ends_with(".tf") || name.ends_with(".tofu") || name.ends_with(".tfvars");
  return is_hcl ? Syntax::kHcl : Syntax::kOther;
}

hcl::ParsedFile parse_source_file(const SourcePtr& source) {
  const Syntax syntax = syntax_of(source->name());
  if (syntax == Syntax::kHcl || syntax == Syntax::kOther) return hcl::parse_file(source);
  hcl::ParsedFile file;
  file.source = source;
  if (syntax == Syntax::kJson) Converter(file).run();
  if (syntax == Syntax::kJsonValues) Converter(file).run_values();
  return file;
}

}  // namespace plimsoll::source
