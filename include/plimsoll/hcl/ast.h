// The syntax tree of HCL native syntax. Immutable after parsing; every node has its exact byte range.
// Vectors of a type that is still incomplete carry no `= {}`: clang 14 would instantiate their destructor too early.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plimsoll/base/source.h"

namespace plimsoll::hcl {

struct Expression;
using ExpressionPtr = std::unique_ptr<const Expression>;

/// An identifier with its place.
struct Name {
  std::string text = {};
  ByteRange range = {};
};

enum class LiteralKind : std::uint8_t { kNull, kBool, kNumber };
struct Literal {
  LiteralKind kind = LiteralKind::kNull;
  bool boolean = false;
  std::string number = {};  // source text
};

struct TemplatePart;
/// A quoted template, a heredoc or a templatefile() text. No parts: the empty string. One interpolation and nothing
/// else
/// ("${x}"): `is_wrap`, the value is x itself with its type. One interpolation without `is_wrap` (" ${~ x}") is a
/// string.
struct Template {
  std::vector<TemplatePart> parts;
  bool is_heredoc = false;
  bool is_wrap = false;
};
struct TemplateText {
  std::string text = {};  // escapes decoded, heredoc indent and `~` stripping applied, not yet NFC-normalised
};
struct TemplateInterpolation {
  ExpressionPtr value = nullptr;
};
struct TemplateIf {
  ExpressionPtr condition = nullptr;
  std::vector<TemplatePart> then;
  std::vector<TemplatePart> otherwise;
};
struct TemplateFor {
  std::string key = {};  // "" when absent
  std::string value = {};
  ExpressionPtr collection = nullptr;
  std::vector<TemplatePart> body;
};
struct TemplatePart {
  ByteRange range = {};
  std::variant<TemplateText, TemplateInterpolation, TemplateIf, TemplateFor> node = {};
};

/// A name at the root of a traversal: `attrs`, `each`, `aws_ecs_cluster`.
struct Variable {
  std::string name = {};
};
struct GetAttribute {  // object.name
  ExpressionPtr object = nullptr;
  Name name = {};
};
struct Index {  // collection[key]; legacy `.0` too (is_legacy)
  ExpressionPtr collection = nullptr;
  ExpressionPtr key = nullptr;
  bool is_legacy = false;
};
/// source[*].a[0] (full: all following accesses are mapped) or source.*.a (attribute accesses only). `each` is the
/// expression applied to every element; in it the element is the SplatElement node.
struct Splat {
  ExpressionPtr source = nullptr;
  ExpressionPtr each = nullptr;
  bool is_full = true;
};
struct SplatElement {};
struct Call {
  std::string name = {};  // with its namespaces: "core::length"
  ByteRange name_range = {};
  std::vector<ExpressionPtr> arguments = {};
  bool expands_last = false;  // f(list...)
};
enum class UnaryOperator : std::uint8_t { kNegate, kNot };
struct Unary {
  UnaryOperator op = UnaryOperator::kNot;
  ExpressionPtr operand = nullptr;
};
enum class BinaryOperator : std::uint8_t {
  kOr,
  kAnd,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
};
struct Binary {
  BinaryOperator op = BinaryOperator::kAnd;
  ExpressionPtr left = nullptr;
  ExpressionPtr right = nullptr;
  ByteRange op_range = {};
};
struct Conditional {
  ExpressionPtr condition = nullptr;
  ExpressionPtr then = nullptr;
  ExpressionPtr otherwise = nullptr;
};
struct TupleConstructor {
  std::vector<ExpressionPtr> elements = {};
};
struct ObjectItem {
  ExpressionPtr key = nullptr;  // a bare identifier key is a Template with one text; a parenthesised one is Parentheses
  ExpressionPtr value = nullptr;
};
/// True for a bare key such as `aws.east` that could be a name or a reference. HCL accepts it where only the text
/// counts
/// (`providers` of a Terraform module) and refuses to evaluate it.
bool is_ambiguous_key(const Expression& key);
struct ObjectConstructor {
  std::vector<ObjectItem> items = {};
};
struct For {
  std::string key_name = {};  // "" when absent
  std::string value_name = {};
  ExpressionPtr collection = nullptr;
  ExpressionPtr key = nullptr;  // set for the object form
  ExpressionPtr value = nullptr;
  ExpressionPtr condition = nullptr;  // may be null
  bool groups = false;                // `...` after the value
};
struct Parentheses {
  ExpressionPtr inner = nullptr;
};

struct Expression {
  ByteRange range = {};
  std::uint32_t height = 1;  // nodes on the longest way down; at most Limits::max_height, so recursion over it is safe
  std::variant<Literal, Template, Variable, GetAttribute, Index, Splat, SplatElement, Call, Unary, Binary, Conditional,
               TupleConstructor, ObjectConstructor, For, Parentheses>
      node = {};
};

struct Attribute {
  Name name = {};
  ExpressionPtr value = nullptr;
  ByteRange range = {};  // name to end of value
};

struct Label {
  std::string text = {};  // decoded
  ByteRange range = {};   // with its quotes
  bool quoted = true;
};

struct Block;
struct Body {
  std::vector<Attribute> attributes = {};  // source order
  std::vector<Block> blocks;               // source order
  ByteRange range = {};                    // for a block: from '{' to '}' inclusive; for a file: all of it

  const Attribute* attribute(std::string_view name) const;
  std::vector<const Block*> blocks_of(std::string_view type) const;
};
struct Block {
  Name type = {};
  std::vector<Label> labels = {};
  Body body = {};
  ByteRange range = {};         // type to '}'
  ByteRange header_range = {};  // type to the last label
};

}  // namespace plimsoll::hcl
