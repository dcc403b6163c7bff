// The tree as text, for tests.
#include "plimsoll/base/text.h"
#include "plimsoll/hcl/parser.h"

namespace plimsoll::hcl {
namespace {

constexpr std::string_view kBinaryNames[] = {"||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"};

std::string quote(std::string_view text) {
  return hcl_quote(text);
}

std::string parts(const std::vector<TemplatePart>& all);

struct Dumper {
  std::string operator()(const Literal& literal) const {
    if (literal.kind == LiteralKind::kNumber) return literal.number;
    if (literal.kind == LiteralKind::kNull) return "null";
    return literal.boolean ? "true" : "false";
  }
  std::string operator()(const Template& node) const {
    const bool is_plain = node.parts.size() <= 1 && !node.is_heredoc &&
                          (node.parts.empty() || std::holds_alternative<TemplateText>(node.parts[0].node));
    if (is_plain) return node.parts.empty() ? "\"\"" : quote(std::get<TemplateText>(node.parts[0].node).text);
    return "(" +
           std::string(node.is_wrap      ? "wrap"
                       : node.is_heredoc ? "heredoc"
                                         : "template") +
           parts(node.parts) + ")";
  }
  std::string operator()(const Variable& node) const { return "(var " + quote(node.name) + ")"; }
  std::string operator()(const GetAttribute& node) const {
    return "(. " + dump(*node.object) + " " + quote(node.name.text) + ")";
  }
  std::string operator()(const Index& node) const {
    return (node.is_legacy ? "(legacy-index " : "(index ") + dump(*node.collection) + " " + dump(*node.key) + ")";
  }
  std::string operator()(const Splat& node) const {
    return (node.is_full ? "(splat " : "(attribute-splat ") + dump(*node.source) + " " + dump(*node.each) + ")";
  }
  std::string operator()(const SplatElement&) const { return "_"; }
  std::string operator()(const Call& node) const {
    std::string out = "(call " + quote(node.name);
    for (const ExpressionPtr& argument : node.arguments) out += " " + dump(*argument);
    return out + (node.expands_last ? " ...)" : ")");
  }
  std::string operator()(const Unary& node) const {
    return (node.op == UnaryOperator::kNot ? "(! " : "(neg ") + dump(*node.operand) + ")";
  }
  std::string operator()(const Binary& node) const {
    return "(" + std::string(kBinaryNames[static_cast<std::size_t>(node.op)]) + " " + dump(*node.left) + " " +
           dump(*node.right) + ")";
  }
  std::string operator()(const Conditional& node) const {
    return "(? " + dump(*node.condition) + " " + dump(*node.then) + " " + dump(*node.otherwise) + ")";
  }
  std::string operator()(const TupleConstructor& node) const {
    std::string out = "(tuple";
    for (const ExpressionPtr& element : node.elements) out += " " + dump(*element);
    return out + ")";
  }
  std::string operator()(const ObjectConstructor& node) const {
    std::string out = "(object";
    for (const ObjectItem& item : node.items) out += " (" + dump(*item.key) + " " + dump(*item.value) + ")";
    return out + ")";
  }
  std::string operator()(const For& node) const {
    std::string out = node.key ? "(for-object " : "(for-tuple ";
    if (!node.key_name.empty()) out += node.key_name + " ";
    out += node.value_name + " " + dump(*node.collection);
    if (node.key) out += " " + dump(*node.key) + " =>";
    out += " " + dump(*node.value) + (node.groups ? " ..." : "");
    if (node.condition) out += " if " + dump(*node.condition);
    return out + ")";
  }
  std::string operator()(const Parentheses& node) const { return "(paren " + dump(*node.inner) + ")"; }

  std::string operator()(const TemplateText& node) const { return quote(node.text); }
  std::string operator()(const TemplateInterpolation& node) const { return dump(*node.value); }
  std::string operator()(const TemplateIf& node) const {
    return "(%if " + dump(*node.condition) + " (then" + parts(node.then) + ") (else" + parts(node.otherwise) + "))";
  }
  std::string operator()(const TemplateFor& node) const {
    return "(%for " + (node.key.empty() ? "" : node.key + " ") + node.value + " " + dump(*node.collection) +
           parts(node.body) + ")";
  }
};

std::string parts(const std::vector<TemplatePart>& all) {
  std::string out;
  for (const TemplatePart& part : all) out += " " + std::visit(Dumper{}, part.node);
  return out;
}

}  // namespace

std::string dump(const Expression& expression) {
  return std::visit(Dumper{}, expression.node);
}

/// `{name = value; type "label" {…}}`, attributes before blocks.
std::string dump(const Body& body) {
  std::vector<std::string> items;
  for (const Attribute& attribute : body.attributes) {
    items.push_back(attribute.name.text + " = " + dump(*attribute.value));
  }
  for (const Block& block : body.blocks) {
    std::string text = block.type.text;
    for (const Label& label : block.labels) text += " " + (label.quoted ? quote(label.text) : label.text);
    items.push_back(text + " " + dump(block.body));
  }
  return "{" + join(items, "; ") + "}";
}

}  // namespace plimsoll::hcl
