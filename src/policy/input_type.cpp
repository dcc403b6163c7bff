#include "input_type.h"

#include <array>
#include <utility>

#include "plimsoll/lang/evaluate.h"
#include "plimsoll/lang/functions.h"
#include "plimsoll/value/json.h"

namespace plimsoll::policy {
namespace {

using TypeKind = InputType::Kind;

struct TypeName {
  std::string_view name;
  TypeKind kind;
};
constexpr std::array<TypeName, 9> kTypeNames = {{{"any", TypeKind::kAny},
                                                 {"string", TypeKind::kString},
                                                 {"number", TypeKind::kNumber},
                                                 {"bool", TypeKind::kBool},
                                                 {"list", TypeKind::kList},
                                                 {"set", TypeKind::kSet},
                                                 {"map", TypeKind::kMap},
                                                 {"tuple", TypeKind::kTuple},
                                                 {"object", TypeKind::kObject}}};

const TypeName* find_type(std::string_view name) {
  for (const TypeName& entry : kTypeNames) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

bool is_simple(TypeKind kind) {
  return kind <= TypeKind::kBool && kind != TypeKind::kList;
}
bool is_collection(TypeKind kind) {
  return kind == TypeKind::kList || kind == TypeKind::kSet || kind == TypeKind::kMap;
}

void unknown_type(Checker& checker, std::string_view name, ByteRange range) {
  std::vector<std::string> names;
  for (const TypeName& entry : kTypeNames) names.emplace_back(entry.name);
  checker.error(
      "Invalid type",
      "\"" + std::string(name) +
          "\" is no type; expected string, number, bool, any, list(…), set(…), map(…), tuple([…]) or object({…})." +
          suggestion(name, names),
      range);
}

std::string key_text(const hcl::Expression& key) {
  if (const auto* name = std::get_if<hcl::Variable>(&key.node)) return name->name;
  return literal_string(key).value_or("");
}

InputMember parse_member(Checker& checker, const hcl::ObjectItem& item) {
  InputMember member;
  member.name = key_text(*item.key);
  const auto* call = std::get_if<hcl::Call>(&item.value->node);
  if (call == nullptr || call->name != "optional") {
    member.type = parse_input_type(checker, *item.value);
    return member;
  }
  member.optional = true;
  if (call->arguments.empty() || call->arguments.size() > 2) {
    checker.error("Invalid type", "optional takes a type and perhaps a default.", item.value->range);
    return member;
  }
  member.type = parse_input_type(checker, *call->arguments[0]);
  if (call->arguments.size() < 2) return member;
  const hcl::Expression& fallback = *call->arguments[1];
  if (!is_constant(fallback)) {
    checker.error("Invalid default", "The default of an optional attribute must be constant.", fallback.range);
    return member;
  }
  const lang::FunctionTable no_functions;
  const lang::Outcome outcome = lang::evaluate(fallback, {.source = checker.source, .functions = &no_functions});
  if (!outcome.ok()) {
    checker.errors.push_back(outcome.failure().diagnostic);
    return member;
  }
  const Result<Value> converted = convert(outcome.value(), member.type, member.name);
  if (!converted.ok()) {
    checker.error("Invalid default", converted.errors().front().detail, fallback.range);
    return member;
  }
  member.fallback = converted.value();
  return member;
}

void parse_object(Checker& checker, const hcl::Expression& argument, InputType& type) {
  const auto* object = std::get_if<hcl::ObjectConstructor>(&argument.node);
  if (object == nullptr) {
    return checker.error("Invalid type", "object takes one argument: object({ name = type, … }).", argument.range);
  }
  for (const hcl::ObjectItem& item : object->items) type.members.push_back(parse_member(checker, item));
}

void parse_tuple(Checker& checker, const hcl::Expression& argument, InputType& type) {
  const auto* tuple = std::get_if<hcl::TupleConstructor>(&argument.node);
  if (tuple == nullptr)
    return checker.error("Invalid type", "tuple takes one argument: tuple([type, …]).", argument.range);
  for (const hcl::ExpressionPtr& element : tuple->elements)
    type.elements.push_back(parse_input_type(checker, *element));
}

InputType parse_call(Checker& checker, const hcl::Call& call, ByteRange range) {
  InputType type;
  const TypeName* entry = find_type(call.name);
  if (entry == nullptr) {
    unknown_type(checker, call.name, call.name_range);
    return type;
  }
  type.kind = entry->kind;
  if (is_simple(entry->kind) || call.arguments.size() != 1) {
    checker.error("Invalid type",
                  is_simple(entry->kind) ? call.name + " takes no argument." : call.name + " takes one argument.",
                  range);
    return {};
  }
  const hcl::Expression& argument = *call.arguments[0];
  if (entry->kind == TypeKind::kObject) {
    parse_object(checker, argument, type);
  } else if (entry->kind == TypeKind::kTuple) {
    parse_tuple(checker, argument, type);
  } else {
    type.elements.push_back(parse_input_type(checker, argument));
  }
  return type;
}

Diagnostic mismatch(const std::string& place, const InputType& wanted, const Value& value) {
  return make_error("Invalid value for input", place + ": " + describe(wanted) + " is required, but this is a " +
                                                   std::string(kind_name(value.kind())) + ".");
}

Result<Value> to_bool(const Value& value, const InputType& type, const std::string& place) {
  if (value.is_bool()) return value;
  if (value.is_string()) {
    const std::string& text = value.as_string();
    if (text == "true" || text == "1") return Value::boolean(true);
    if (text == "false" || text == "0") return Value::boolean(false);
  }
  return mismatch(place, type, value);
}

Result<Value> to_number(const Value& value, const InputType& type, const std::string& place) {
  if (value.is_number()) return value;
  if (value.is_string()) {
    if (auto number = Number::parse(value.as_string())) return Value::number(*number);
  }
  return mismatch(place, type, value);
}

Result<Value> to_text(const Value& value, const InputType& type, const std::string& place) {
  if (value.is_string()) return value;
  if (value.is_number()) return Value::string(value.as_number().to_string());
  if (value.is_bool()) return Value::string(value.as_bool() ? "true" : "false");
  return mismatch(place, type, value);
}

Result<Value> to_elements(const Value& value, const InputType& type, const std::string& place) {
  const bool fixed = type.kind == TypeKind::kTuple;
  if (!value.is_sequence() || (fixed && value.elements().size() != type.elements.size()))
    return mismatch(place, type, value);
  Sequence converted;
  for (std::size_t i = 0; i < value.elements().size(); ++i) {
    const InputType& wanted = type.elements.empty() ? InputType{} : type.elements[fixed ? i : 0];
    Result<Value> element = convert(value.elements()[i], wanted, place + "[" + std::to_string(i) + "]");
    if (!element.ok()) return element;
    bool seen = false;
    for (const Value& other : converted) seen = seen || (type.kind == TypeKind::kSet && equal(other, *element));
    if (!seen) converted.push_back(std::move(element).value());
  }
  const Kind kind = fixed ? Kind::kTuple : type.kind == TypeKind::kSet ? Kind::kSet : Kind::kList;
  return Value::sequence(kind, std::move(converted));
}

Result<Value> to_map(const Value& value, const InputType& type, const std::string& place) {
  if (!value.is_object()) return mismatch(place, type, value);
  const InputType wanted = type.elements.empty() ? InputType{} : type.elements[0];
  Members members;
  for (const auto& [key, member] : value.members()) {
    Result<Value> converted = convert(member, wanted, place + "[\"" + key + "\"]");
    if (!converted.ok()) return converted;
    members.emplace_back(key, std::move(converted).value());
  }
  return Value::object(std::move(members), Kind::kMap);
}

Result<Value> to_object(const Value& value, const InputType& type, const std::string& place) {
  if (!value.is_object()) return mismatch(place, type, value);
  Members members;
  for (const InputMember& wanted : type.members) {
    const Value* member = value.find(wanted.name);
    if (member == nullptr && !wanted.optional) {
      return make_error("Invalid value for input", place + ": the attribute \"" + wanted.name + "\" is required.");
    }
    if (member == nullptr || (member->is_null() && wanted.optional)) {
      members.emplace_back(wanted.name, wanted.fallback);
      continue;
    }
    Result<Value> converted = convert(*member, wanted.type, place + "." + wanted.name);
    if (!converted.ok()) return converted;
    members.emplace_back(wanted.name, std::move(converted).value());
  }
  return Value::object(std::move(members));
}

}  // namespace

InputType parse_input_type(Checker& checker, const hcl::Expression& expression) {
  if (const auto* call = std::get_if<hcl::Call>(&expression.node)) return parse_call(checker, *call, expression.range);
  const auto* variable = std::get_if<hcl::Variable>(&expression.node);
  const std::optional<std::string> old_spelling = literal_string(expression);  // type = "string", as in Terraform 0.11
  const std::string name = variable != nullptr ? variable->name : old_spelling.value_or("");
  InputType type;
  const TypeName* entry = find_type(name);
  if (entry == nullptr || entry->kind == TypeKind::kTuple || entry->kind == TypeKind::kObject) {
    unknown_type(checker, name, expression.range);
    return type;
  }
  type.kind = entry->kind;
  if (is_collection(type.kind)) type.elements.emplace_back();
  return type;
}

std::string describe(const InputType& type) {
  std::string name;
  for (const TypeName& entry : kTypeNames) {
    if (entry.kind == type.kind) name = entry.name;
  }
  if (type.kind == TypeKind::kObject) {
    std::string text = "object({";
    for (const InputMember& member : type.members) {
      const std::string inner = describe(member.type);
      text += (text.back() == '{' ? " " : ", ") + member.name + " = " +
              (member.optional ? "optional(" + inner + ")" : inner);
    }
    return text + (type.members.empty() ? "})" : " })");
  }
  if (type.kind == TypeKind::kTuple) {
    std::string text = "tuple([";
    for (const InputType& element : type.elements) text += (text.back() == '[' ? "" : ", ") + describe(element);
    return text + "])";
  }
  return type.elements.empty() ? name : name + "(" + describe(type.elements[0]) + ")";
}

Result<Value> convert(const Value& value, const InputType& type, const std::string& place) {
  if (value.is_null() || value.is_unknown()) return value;
  switch (type.kind) {
    case TypeKind::kAny:
      return value;
    case TypeKind::kString:
      return to_text(value, type, place);
    case TypeKind::kNumber:
      return to_number(value, type, place);
    case TypeKind::kBool:
      return to_bool(value, type, place);
    case TypeKind::kMap:
      return to_map(value, type, place);
    case TypeKind::kObject:
      return to_object(value, type, place);
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kTuple:
      return to_elements(value, type, place);
  }
  return value;
}

Value decode_text(const Value& value, const InputType& type) {
  if (!value.is_string() || type.kind == TypeKind::kString) return value;
  Result<Value> decoded = json::decode(value.as_string());
  return decoded.ok() ? std::move(decoded).value() : value;
}

}  // namespace plimsoll::policy
