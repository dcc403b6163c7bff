#include "type_constraint.h"

#include <algorithm>
#include <array>

#include "literal.h"
#include "plimsoll/lang/certain.h"

namespace plimsoll::source {
namespace {

struct TypeName {
  std::string_view name;
  Kind kind;
};
constexpr std::array<TypeName, 9> kTypeNames = {{{"any", Kind::kUnknown},
                                                 {"string", Kind::kString},
                                                 {"number", Kind::kNumber},
                                                 {"bool", Kind::kBool},
                                                 {"list", Kind::kList},
                                                 {"set", Kind::kSet},
                                                 {"map", Kind::kMap},
                                                 {"tuple", Kind::kTuple},
                                                 {"object", Kind::kObject}}};

std::optional<Kind> kind_of(std::string_view name) {
  for (const TypeName& entry : kTypeNames) {
    if (entry.name == name) return entry.kind;
  }
  return std::nullopt;
}

bool is_collection(Kind kind) {
  return kind == Kind::kList || kind == Kind::kSet || kind == Kind::kMap;
}

std::optional<Constraint> simple(std::string_view name) {
  const std::optional<Kind> kind = kind_of(name);
  if (!kind || *kind == Kind::kTuple || *kind == Kind::kObject) return std::nullopt;
  Constraint type;
  type.kind = *kind;
  if (is_collection(*kind)) type.elements.emplace_back();  // "list" alone is a list of anything
  return type;
}

std::optional<std::string> key_text(const hcl::Expression& key) {
  if (const auto* name = std::get_if<hcl::Variable>(&key.node)) return name->name;
  const std::string* text = literal_string(key);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

std::optional<ConstraintMember> parse_member(const hcl::ObjectItem& item, const lang::Context& context) {
  const std::optional<std::string> name = key_text(*item.key);
  if (!name) return std::nullopt;
  ConstraintMember member;
  member.name = *name;
  const hcl::Expression* type = item.value.get();
  const auto* call = std::get_if<hcl::Call>(&type->node);
  if (call != nullptr && call->name == "optional") {
    if (call->arguments.empty() || call->arguments.size() > 2) return std::nullopt;
    member.optional = true;
    type = call->arguments[0].get();
  }
  std::optional<Constraint> parsed = parse_constraint(*type, context);
  if (!parsed) return std::nullopt;
  member.type = *std::move(parsed);
  if (!member.optional || call->arguments.size() < 2) return member;
  const lang::Outcome fallback = lang::evaluate(*call->arguments[1], context);
  std::optional<Value> converted;
  if (fallback.ok()) converted = convert(fallback.value(), member.type, context);
  if (!converted) return std::nullopt;
  member.fallback = *std::move(converted);
  return member;
}

std::optional<Constraint> parse_call(const hcl::Call& call, const lang::Context& context) {
  const std::optional<Kind> kind = kind_of(call.name);
  if (!kind || call.arguments.size() != 1) return std::nullopt;
  Constraint type;
  type.kind = *kind;
  const hcl::Expression& argument = *call.arguments[0];
  if (is_collection(*kind)) {
    std::optional<Constraint> element = parse_constraint(argument, context);
    if (!element) return std::nullopt;
    type.elements.push_back(*std::move(element));
    return type;
  }
  if (const auto* object = std::get_if<hcl::ObjectConstructor>(&argument.node); object && *kind == Kind::kObject) {
    for (const hcl::ObjectItem& item : object->items) {
      std::optional<ConstraintMember> member = parse_member(item, context);
      if (!member) return std::nullopt;
      type.members.push_back(*std::move(member));
    }
    return type;
  }
  if (const auto* tuple = std::get_if<hcl::TupleConstructor>(&argument.node); tuple && *kind == Kind::kTuple) {
    for (const hcl::ExpressionPtr& element : tuple->elements) {
      std::optional<Constraint> parsed = parse_constraint(*element, context);
      if (!parsed) return std::nullopt;
      type.elements.push_back(*std::move(parsed));
    }
    return type;
  }
  return std::nullopt;
}

/// `changed` with what `original` carries besides its content.
Value like(const Value& original, Value changed) {
  if (original.is_sensitive()) changed = changed.with_sensitive();
  if (original.origin()) changed = changed.with_origin(original.origin());
  return changed;
}

/// tolist() and its kin know how elements of several types become one.
std::optional<Value> call(std::string_view function, const Value& argument, const lang::Context& context) {
  const lang::Function* found = context.functions->find(function);
  if (found == nullptr) return std::nullopt;
  const std::array arguments = {argument};
  lang::Outcome result = found->implementation({.arguments = arguments, .context = &context, .function = found});
  if (!result.ok()) return std::nullopt;
  return std::move(result).take();
}

std::string_view converter_of(Kind kind) {
  switch (kind) {
    case Kind::kString:
      return "tostring";
    case Kind::kNumber:
      return "tonumber";
    case Kind::kBool:
      return "tobool";
    case Kind::kSet:
      return "toset";
    case Kind::kMap:
      return "tomap";
    default:
      return "tolist";
  }
}

/// A part that does not convert was not understood: Terraform has planned with it.
Value part_of(const Value& value, const Constraint& type, const lang::Context& context) {
  std::optional<Value> converted = convert(value, type, context);
  return converted ? *std::move(converted) : like(value, Value::unknown({"a value of another type"}));
}

std::optional<Value> to_collection(const Value& value, const Constraint& type, const lang::Context& context) {
  if (type.kind == Kind::kMap ? !value.is_object() : !value.is_sequence()) return std::nullopt;
  const Constraint& element = type.elements.front();
  if (value.is_object()) {
    Members members = value.members();
    for (auto& [key, member] : members) member = part_of(member, element, context);
    const Value object = like(value, Value::object(std::move(members), element.is_any() ? value.kind() : Kind::kMap));
    return element.is_any() ? call("tomap", object, context) : object;
  }
  Sequence elements = value.elements();
  for (Value& member : elements) member = part_of(member, element, context);
  if (type.kind == Kind::kList && !element.is_any()) return like(value, Value::list(std::move(elements)));
  return call(converter_of(type.kind), like(value, Value::tuple(std::move(elements))), context);
}

std::optional<Value> to_tuple(const Value& value, const Constraint& type, const lang::Context& context) {
  if (!value.is_sequence() || value.elements().size() != type.elements.size()) return std::nullopt;
  Sequence elements = value.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) elements[i] = part_of(elements[i], type.elements[i], context);
  return like(value, Value::tuple(std::move(elements)));
}

/// What an attribute becomes that is not there, or null.
Value default_of(const ConstraintMember& wanted, const Value& object) {
  if (!wanted.optional) return Value::unknown({"attribute " + wanted.name + " (missing)"});
  // What is not written anywhere is missing from the object.
  return wanted.fallback.origin() != nullptr ? wanted.fallback : wanted.fallback.with_origin(object.origin());
}

Value to_member(const Value* member, const ConstraintMember& wanted, const Value& object,
                const lang::Context& context) {
  if (member == nullptr) return default_of(wanted, object);
  if (member->is_null() && wanted.optional && !wanted.fallback.is_null()) return wanted.fallback;
  return part_of(*member, wanted.type, context);
}

std::optional<Value> to_object(const Value& value, const Constraint& type, const lang::Context& context) {
  if (!value.is_object()) return std::nullopt;
  Members members;
  for (const ConstraintMember& wanted : type.members) {
    members.emplace_back(wanted.name, to_member(value.find(wanted.name), wanted, value, context));
  }
  return like(value, Value::object(std::move(members)));
}

const Value* find(const Members& members, std::string_view name) {
  const auto found = std::ranges::find(members, name, [](const auto& m) -> std::string_view { return m.first; });
  return found == members.end() ? nullptr : &found->second;
}

/// An object type says which attributes there are: what may be there is unknown, or its default.
Value object_in_part(const Value& value, const Constraint& type, const lang::Context& context) {
  const PartialObject& known = *value.known_object();
  Members members;
  for (const ConstraintMember& wanted : type.members) {
    const Value* sure = find(known.sure, wanted.name);
    const Value* maybe = find(known.maybe, wanted.name);
    Value member;
    if (sure == nullptr && maybe == nullptr && known.open) {
      member = Value::unknown(value.unknown_because());
    } else {
      member = to_member(sure != nullptr ? sure : maybe, wanted, value, context);
    }
    if (sure == nullptr && maybe != nullptr && wanted.optional) {
      member = lang::either(member, default_of(wanted, value), value.unknown_because());
    }
    // Null, should it turn out to be that, has the default in its place.
    const bool may_default = member.is_unknown() && wanted.optional && !wanted.fallback.is_null();
    members.emplace_back(wanted.name, may_default ? Value::unknown(member.all_unknown_because()) : member);
  }
  return Value::object(std::move(members));
}

Value map_in_part(const Value& value, const Constraint& element, const lang::Context& context) {
  PartialObject known = *value.known_object();
  for (auto& [key, member] : known.sure) member = part_of(member, element, context);
  for (auto& [key, member] : known.maybe) member = part_of(member, element, context);
  return Value::object_in_part(std::move(known), value.unknown_because());
}

Value list_in_part(const Value& value, const Constraint& element, const lang::Context& context) {
  PartialList known = *value.known_list();
  for (Value& member : known.first) member = part_of(member, element, context);
  for (Value& member : known.further) member = part_of(member, element, context);
  known.is_list = true;
  return Value::list_in_part(std::move(known), value.unknown_because());
}

/// Of a value that is unknown in part, what is certain in the new type too: the type may drop attributes and add
/// others, which parts that stay as they are would not show.
Value convert_unknown(const Value& value, const Constraint& type, const lang::Context& context) {
  if (type.kind == Kind::kString) return value;
  const bool has_typed_elements = type.elements.size() == 1 && !type.elements.front().is_any();
  if (value.known_list() != nullptr && type.kind == Kind::kList && has_typed_elements) {
    return like(value, list_in_part(value, type.elements.front(), context));
  }
  if (value.known_object() != nullptr && type.kind == Kind::kMap && has_typed_elements) {
    return like(value, map_in_part(value, type.elements.front(), context));
  }
  if (value.known_object() != nullptr && type.kind == Kind::kObject) {
    return like(value, object_in_part(value, type, context));
  }
  return like(value, Value::unknown(value.all_unknown_because()));
}

}  // namespace

std::optional<Constraint> parse_constraint(const hcl::Expression& expression, const lang::Context& context) {
  if (const auto* call = std::get_if<hcl::Call>(&expression.node)) return parse_call(*call, context);
  if (const auto* variable = std::get_if<hcl::Variable>(&expression.node)) return simple(variable->name);
  const std::string* quoted = literal_string(expression);
  return quoted == nullptr ? std::nullopt : simple(*quoted);
}

std::optional<Value> convert(const Value& value, const Constraint& type, const lang::Context& context) {
  if (type.is_any() || value.is_null()) return value;
  if (value.is_unknown()) return convert_unknown(value, type, context);
  if (is_collection(type.kind)) return to_collection(value, type, context);
  if (type.kind == Kind::kTuple) return to_tuple(value, type, context);
  if (type.kind == Kind::kObject) return to_object(value, type, context);
  if (value.kind() == type.kind) return value;
  return call(converter_of(type.kind), value, context);
}

}  // namespace plimsoll::source
