// The tree as text, for tests.
#include "plimsoll/base/text.h"
#include "plimsoll/hcl/parser.h"

namespace plimsoll::hcl {
namespace {

constexpr std::string_view kBinaryNames[] = {"||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"};

/// One overload per kind of node; appends to `out`.
struct Dumper {
  std::string& out;

  void show(std::string_view text) const { out += text; }
  void show(const ExpressionPtr& expression) const { std::visit(*this, expression->node); }
  void show(const std::vector<TemplatePart>& parts) const {
    for (const TemplatePart& part : parts) {
      out += ' ';
      std::visit(*this, part.node);
    }
  }
  /// Texts, expressions and parts one after the other.
  template <typename... Items>
  void all(const Items&... items) const {
    (show(items), ...);
  }
  static std::string quote(std::string_view text) { return hcl_quote(text); }

  void operator()(const Literal& node) const {
    if (node.kind == LiteralKind::kNumber) return show(node.number);
    show(node.kind == LiteralKind::kNull ? "null" : node.boolean ? "true" : "false");
  }
  void operator()(const Template& node) const {
    if (node.parts.empty() && !node.is_heredoc) return show("\"\"");
    const auto* text = node.parts.size() == 1 ? std::get_if<TemplateText>(&node.parts[0].node) : nullptr;
    if (text && !node.is_heredoc) return show(quote(text->text));
    all(node.is_wrap ? "(wrap" : node.is_heredoc ? "(heredoc" : "(template", node.parts, ")");
  }
  void operator()(const Variable& node) const { all("(var ", quote(node.name), ")"); }
  void operator()(const GetAttribute& node) const { all("(. ", node.object, " ", quote(node.name.text), ")"); }
  void operator()(const Index& node) const {
    all(node.is_legacy ? "(legacy-index " : "(index ", node.collection, " ", node.key, ")");
  }
  void operator()(const Splat& node) const {
    all(node.is_full ? "(splat " : "(attribute-splat ", node.source, " ", node.each, ")");
  }
  void operator()(const SplatElement&) const { show("_"); }
  void operator()(const Call& node) const {
    all("(call ", quote(node.name));
    for (const ExpressionPtr& argument : node.arguments) all(" ", argument);
    show(node.expands_last ? " ...)" : ")");
  }
  void operator()(const Unary& node) const { all(node.op == UnaryOperator::kNot ? "(! " : "(neg ", node.operand, ")"); }
  void operator()(const Binary& node) const {
    all("(", kBinaryNames[static_cast<std::size_t>(node.op)], " ", node.left, " ", node.right, ")");
  }
  void operator()(const Conditional& node) const {
    all("(? ", node.condition, " ", node.then, " ", node.otherwise, ")");
  }
  void operator()(const TupleConstructor& node) const {
    show("(tuple");
    for (const ExpressionPtr& element : node.elements) all(" ", element);
    show(")");
  }
  void operator()(const ObjectConstructor& node) const {
    show("(object");
    for (const ObjectItem& item : node.items) all(" (", item.key, " ", item.value, ")");
    show(")");
  }
  void operator()(const For& node) const {
    all(node.key ? "(for-object " : "(for-tuple ", node.key_name, node.key_name.empty() ? "" : " ", node.value_name,
        " ", node.collection);
    if (node.key) all(" ", node.key, " =>");
    all(" ", node.value, node.groups ? " ..." : "");
    if (node.condition) all(" if ", node.condition);
    show(")");
  }
  void operator()(const Parentheses& node) const { all("(paren ", node.inner, ")"); }

  void operator()(const TemplateText& node) const { show(quote(node.text)); }
  void operator()(const TemplateInterpolation& node) const { show(node.value); }
  void operator()(const TemplateIf& node) const {
    all("(%if ", node.condition, " (then", node.then, ") (else", node.otherwise, "))");
  }
  void operator()(const TemplateFor& node) const {
    all("(%for ", node.key, node.key.empty() ? "" : " ", node.value, " ", node.collection, node.body, ")");
  }

  /// `{name = value; type "label" {…}}`, attributes before blocks.
  void body(const Body& node) const {
    show("{");
    std::string_view separator = {};
    for (const Attribute& attribute : node.attributes) {
      all(separator, attribute.name.text, " = ", attribute.value);
      separator = "; ";
    }
    for (const Block& block : node.blocks) {
      all(separator, block.type.text, " ");
      for (const Label& label : block.labels) all(label.quoted ? quote(label.text) : label.text, " ");
      body(block.body);
      separator = "; ";
    }
    show("}");
  }
};

}  // namespace

std::string dump(const Expression& expression) {
  std::string out;
  std::visit(Dumper{out}, expression.node);
  return out;
}

std::string dump(const Body& body) {
  std::string out;
  Dumper{out}.body(body);
  return out;
}

}  // namespace plimsoll::hcl
