// hcl_structure [--expressions]: reads file names from standard input, one per line, and prints one line of JSON for
// each: whether the parser accepts the file, whether its tokens put together are its bytes, and its structure as
// hcl2json prints it (blocks and labels as objects, literals as JSON, everything else as "${source}"). With
// --expressions also the tree of every attribute's value beside its source. compare.py puts it beside the reference.
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "plimsoll/base/text.h"
#include "plimsoll/hcl/parser.h"
#include "plimsoll/hcl/token.h"

namespace plimsoll::hcl {
namespace {

/// Text in JSON quotes; bytes that are not UTF-8 stay for the reader to replace.
std::string json_text(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.append(1, '\\').append(1, c);
    } else if (byte < 0x20) {
      out.append("\\u00").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 15U]);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string json_object(const std::map<std::string, std::string>& members) {
  std::string out;
  for (const auto& [name, value] : members) out += (out.empty() ? "" : ",") + json_text(name) + ":" + value;
  return "{" + out + "}";
}

/// A literal's own text, so that "${" in it does not read as an interpolation.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool opens = (text[at] == '$' || text[at] == '%') && at + 1 < text.size() && text[at + 1] == '{';
    if (opens) out += text[at];
    out += text[at];
  }
  return out;
}

struct Structure {
  const SourceFile& source;

  std::string slice(const Expression& expression) const { return std::string(source.slice(expression.range)); }
  std::string wrapped(const Expression& expression) const { return "${" + slice(expression) + "}"; }

  /// JSON of a value.
  std::string value(const Expression& expression) const {
    if (const auto* literal = std::get_if<Literal>(&expression.node)) return literal_value(*literal);
    if (const auto* unary = std::get_if<Unary>(&expression.node)) return unary_value(expression, *unary);
    if (const auto* tuple = std::get_if<TupleConstructor>(&expression.node)) {
      std::string out;
      for (const ExpressionPtr& element : tuple->elements) out += (out.empty() ? "" : ",") + value(*element);
      return "[" + out + "]";
    }
    if (const auto* object = std::get_if<ObjectConstructor>(&expression.node)) {
      std::map<std::string, std::string> members;
      for (const ObjectItem& item : object->items) members[key(*item.key)] = value(*item.value);
      return json_object(members);
    }
    const auto* text = std::get_if<Template>(&expression.node);
    if (!text) return json_text(wrapped(expression));
    if (text->is_wrap) return value(*std::get<TemplateInterpolation>(text->parts[0].node).value);
    return json_text(parts(text->parts));
  }
  static std::string literal_value(const Literal& literal) {
    if (literal.kind == LiteralKind::kNull) return "null";
    if (literal.kind == LiteralKind::kBool) return literal.boolean ? "true" : "false";
    return "{\"\\u0000number\":" + json_text(literal.number) + "}";
  }
  std::string unary_value(const Expression& expression, const Unary& unary) const {
    const auto* literal = std::get_if<Literal>(&unary.operand->node);
    if (!literal) return json_text(wrapped(expression));
    if (unary.op == UnaryOperator::kNot) return literal->boolean ? "false" : "true";
    return "{\"\\u0000number\":" + json_text("-" + literal->number) + "}";
  }

  std::string key(const Expression& expression) const {
    return is_ambiguous_key(expression) ? slice(expression) : part(expression);
  }
  /// An expression inside a template or as the key of an object.
  std::string part(const Expression& expression) const {
    if (const auto* literal = std::get_if<Literal>(&expression.node)) {
      if (literal->kind == LiteralKind::kNull) return "null";
      return literal->kind == LiteralKind::kBool ? (literal->boolean ? "true" : "false") : literal->number;
    }
    if (const auto* choice = std::get_if<Conditional>(&expression.node)) {
      return choice_text(*choice->condition, part(*choice->then), part(*choice->otherwise));
    }
    const auto* text = std::get_if<Template>(&expression.node);
    return text ? parts(text->parts) : wrapped(expression);
  }
  /// For hcl2json a ? b : c in a template is a directive too.
  std::string choice_text(const Expression& condition, const std::string& then, const std::string& otherwise) const {
    return "%{if " + slice(condition) + "}" + then + (otherwise.empty() ? "" : "%{else}" + otherwise) + "%{endif}";
  }
  std::string parts(const std::vector<TemplatePart>& all) const {
    std::string out;
    for (const TemplatePart& one : all) out += part(one);
    return out;
  }
  std::string part(const TemplatePart& one) const {
    if (const auto* text = std::get_if<TemplateText>(&one.node)) return escaped(text->text);
    if (const auto* interpolation = std::get_if<TemplateInterpolation>(&one.node)) return part(*interpolation->value);
    if (const auto* choice = std::get_if<TemplateIf>(&one.node)) {
      return choice_text(*choice->condition, parts(choice->then), parts(choice->otherwise));
    }
    const auto& loop = std::get<TemplateFor>(one.node);
    return "%{for " + (loop.key.empty() ? "" : loop.key + ", ") + loop.value + " in " + slice(*loop.collection) + "}" +
           parts(loop.body) + "%{endfor}";
  }

  /// Blocks of one type and the same labels gather in a list below their labels.
  struct Tree {
    std::map<std::string, Tree> labels = {};
    std::string blocks = {};
  };
  static std::string tree_value(const Tree& tree) {
    if (tree.labels.empty()) return "[" + tree.blocks + "]";
    std::map<std::string, std::string> members;
    for (const auto& [label, inner] : tree.labels) members[label] = tree_value(inner);
    return json_object(members);
  }
  std::string value(const Body& body) const {
    std::map<std::string, Tree> types;
    for (const Block& block : body.blocks) {
      Tree* place = &types[block.type.text];
      for (const Label& label : block.labels) place = &place->labels[label.text];
      place->blocks += (place->blocks.empty() ? "" : ",") + value(block.body);
    }
    std::map<std::string, std::string> members;
    for (const auto& [type, tree] : types) members[type] = tree_value(tree);
    for (const Attribute& attribute : body.attributes) members[attribute.name.text] = value(*attribute.value);
    return json_object(members);
  }

  void expressions(const Body& body, std::string& out) const {
    for (const Attribute& attribute : body.attributes) {
      if (!out.empty()) out += ',';
      out += "[" + json_text(slice(*attribute.value)) + "," + json_text(dump(*attribute.value)) + "]";
    }
    for (const Block& block : body.blocks) expressions(block.body, out);
  }
};

bool round_trips(const SourcePtr& source) {
  std::string joined;
  for (const Token& token : lex(source).tokens) joined += source->slice(token.range);
  return joined == source->text();
}

std::string describe(const std::string& name, bool with_expressions) {
  std::ifstream in(name, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  const auto source = std::make_shared<SourceFile>(name, bytes.str());
  const ParsedFile parsed = parse_file(source);
  const Structure structure = {*source};
  std::map<std::string, std::string> members = {{"round_trip", round_trips(source) ? "true" : "false"}};
  members["accepted"] = has_errors(parsed.diagnostics) ? "false" : "true";
  if (has_errors(parsed.diagnostics)) {
    const Diagnostic& first = parsed.diagnostics[0];
    members["error"] = json_text(std::to_string(source->position(first.range.bytes.begin).line) + ": " + first.summary);
    return json_object(members);
  }
  members["value"] = structure.value(parsed.body);
  if (!with_expressions) return json_object(members);
  std::string expressions;
  structure.expressions(parsed.body, expressions);
  members["expressions"] = "[" + expressions + "]";
  return json_object(members);
}

}  // namespace
}  // namespace plimsoll::hcl

int main(int argc, char** argv) {
  const bool with_expressions = argc > 1 && std::string_view(argv[1]) == "--expressions";
  for (std::string name; std::getline(std::cin, name);) {
    std::cout << plimsoll::hcl::describe(name, with_expressions) << '\n';
  }
  return 0;
}
