#include "type.h"

#include <algorithm>
#include <cmath>

namespace plimsoll::lang {

namespace {

bool is_primitive(Kind kind) {
  return kind == Kind::kBool || kind == Kind::kNumber || kind == Kind::kString;
}
bool is_collection(Kind kind) {
  return kind == Kind::kList || kind == Kind::kSet || kind == Kind::kMap;
}

std::size_t count_kind(const std::vector<Type>& types, Kind kind) {
  return static_cast<std::size_t>(
      std::count_if(types.begin(), types.end(), [kind](const Type& type) { return type.kind == kind; }));
}

std::optional<Type> unify_primitives(const std::vector<Type>& types) {
  bool text = false;
  for (const Type& type : types) {
    if (!is_primitive(type.kind)) return std::nullopt;
    text = text || type.kind == Kind::kString;
  }
  // Number and bool meet in nothing but a string, and only where one is given.
  if (!text) return std::nullopt;
  return simple_type(Kind::kString);
}

std::optional<Type> unify_elements(Kind kind, const std::vector<Type>& types) {
  std::vector<Type> elements;
  for (const Type& type : types) {
    // A tuple or an object takes part with all its elements.
    elements.insert(elements.end(), type.elements.begin(), type.elements.end());
  }
  std::optional<Type> element = unify(elements);
  if (!element) return std::nullopt;
  return collection_type(kind, *std::move(element));
}

/// Types of one shape, element by element; nullopt where one position does not unify.
std::optional<Type> unify_positions(const std::vector<Type>& types) {
  Type result = types.front();
  for (std::size_t i = 0; i < result.elements.size(); ++i) {
    std::vector<Type> column;
    for (const Type& type : types) column.push_back(type.elements[i]);
    std::optional<Type> element = unify(column);
    if (!element) return std::nullopt;
    result.elements[i] = *std::move(element);
  }
  return result;
}

std::optional<Type> unify_objects(const std::vector<Type>& types) {
  const bool same_names =
      std::all_of(types.begin(), types.end(), [&](const Type& type) { return type.names == types.front().names; });
  if (same_names) return unify_positions(types);
  return unify_elements(Kind::kMap, types);
}

std::optional<Type> unify_tuples(const std::vector<Type>& types) {
  const bool same_length = std::all_of(types.begin(), types.end(), [&](const Type& type) {
    return type.elements.size() == types.front().elements.size();
  });
  if (same_length) return unify_positions(types);
  return unify_elements(Kind::kList, types);
}

std::optional<Value> no(std::string* why, std::string text) {
  if (why != nullptr) *why = std::move(text);
  return std::nullopt;
}

}  // namespace

std::string shortest_decimal(std::string text) {
  if (text.find('.') == std::string::npos || text.find_first_of("eE") != std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

namespace {

std::optional<Value> to_text(const Value& value, std::string* why) {
  if (value.is_number()) return Value::string(shortest_decimal(value.as_number().to_string()));
  if (value.is_bool()) return Value::string(value.as_bool() ? "true" : "false");
  return no(why, "string required");
}

std::optional<Value> to_number(const Value& value, std::string* why) {
  if (!value.is_string()) return no(why, "number required");
  // "+1" and ".5" are numbers in text, though not in source.
  std::string text = value.as_string();
  if (text.size() > 1 && text.front() == '+' && text[1] != '-' && text[1] != '+') text.erase(0, 1);
  if (text.size() > 1 && text.front() == '.') text.insert(0, 1, '0');
  if (text == "Inf" || text == "inf") return Value::number(Number(HUGE_VAL));
  if (text == "-Inf" || text == "-inf") return Value::number(Number(-HUGE_VAL));
  std::optional<Number> number = Number::parse(shortest_decimal(std::move(text)));
  if (!number) return no(why, "a number is required");
  return Value::number(*std::move(number));
}

std::optional<Value> to_boolean(const Value& value, std::string* why) {
  if (!value.is_string()) return no(why, "bool required");
  const std::string& text = value.as_string();
  if (text == "true" || text == "1") return Value::boolean(true);
  if (text == "false" || text == "0") return Value::boolean(false);
  return no(why, "a bool is required");
}

std::optional<Value> to_sequence(const Value& value, const Type& type, std::string* why) {
  if (!value.is_sequence()) return no(why, friendly_name(type) + " required");
  const bool positional = type.kind == Kind::kTuple;
  if (positional && (value.kind() != Kind::kTuple || value.elements().size() != type.elements.size())) {
    return no(why, "tuple of length " + std::to_string(type.elements.size()) + " required");
  }
  Sequence elements;
  elements.reserve(value.elements().size());
  bool sensitive = false;
  for (std::size_t i = 0; i < value.elements().size(); ++i) {
    std::optional<Value> element = convert(value.elements()[i], type.elements[positional ? i : 0], why);
    if (!element) return std::nullopt;
    sensitive = sensitive || element->is_sensitive();
    elements.push_back(*std::move(element));
  }
  if (type.kind != Kind::kSet) return Value::sequence(type.kind, std::move(elements));
  if (sensitive) {
    for (Value& element : elements) element = element.with_sensitive(false);
  }
  return make_set(std::move(elements)).with_sensitive(sensitive);
}

std::optional<Value> to_map(const Value& value, const Type& type, std::string* why) {
  if (!value.is_object()) return no(why, friendly_name(type) + " required");
  Members members;
  members.reserve(value.members().size());
  for (const auto& [key, member] : value.members()) {
    std::optional<Value> converted = convert(member, type.elements[0], why);
    if (!converted) return std::nullopt;
    members.emplace_back(key, *std::move(converted));
  }
  return Value::object(std::move(members), Kind::kMap);
}

std::optional<Value> to_object(const Value& value, const Type& type, std::string* why) {
  if (!value.is_object()) return no(why, "object required");
  Members members;
  for (std::size_t i = 0; i < type.names.size(); ++i) {
    const Value* member = value.find(type.names[i]);
    if (member == nullptr) return no(why, "attribute \"" + type.names[i] + "\" is required");
    std::optional<Value> converted = convert(*member, type.elements[i], why);
    if (!converted) return std::nullopt;
    members.emplace_back(type.names[i], *std::move(converted));
  }
  return Value::object(std::move(members));
}

std::optional<Value> convert_known(const Value& value, const Type& type, std::string* why) {
  switch (type.kind) {
    case Kind::kString:
      return to_text(value, why);
    case Kind::kNumber:
      return to_number(value, why);
    case Kind::kBool:
      return to_boolean(value, why);
    case Kind::kList:
    case Kind::kSet:
    case Kind::kTuple:
      return to_sequence(value, type, why);
    case Kind::kMap:
      return to_map(value, type, why);
    case Kind::kObject:
      return to_object(value, type, why);
    case Kind::kNull:
    case Kind::kUnknown:
      break;
  }
  return value;
}

}  // namespace

int compare_for_order(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) {
    if (a.is_null() || b.is_null()) return a.is_null() ? 1 : -1;  // null comes last
    return a.kind() < b.kind() ? -1 : 1;
  }
  if (a.is_string()) return a.as_string().compare(b.as_string());
  if (a.is_number()) return a.as_number() < b.as_number() ? -1 : b.as_number() < a.as_number() ? 1 : 0;
  if (a.is_bool()) return static_cast<int>(a.as_bool()) - static_cast<int>(b.as_bool());
  if (a.is_sequence()) {
    const std::size_t common = std::min(a.elements().size(), b.elements().size());
    for (std::size_t i = 0; i < common; ++i) {
      if (const int order = compare_for_order(a.elements()[i], b.elements()[i]); order != 0) return order;
    }
    return a.elements().size() < b.elements().size() ? -1 : a.elements().size() > b.elements().size() ? 1 : 0;
  }
  if (a.is_object()) {
    const std::size_t common = std::min(a.members().size(), b.members().size());
    for (std::size_t i = 0; i < common; ++i) {
      const auto& [left_key, left] = a.members()[i];
      const auto& [right_key, right] = b.members()[i];
      if (const int order = left_key.compare(right_key); order != 0) return order;
      if (const int order = compare_for_order(left, right); order != 0) return order;
    }
    return a.members().size() < b.members().size() ? -1 : a.members().size() > b.members().size() ? 1 : 0;
  }
  return 0;
}

bool operator==(const Type& a, const Type& b) {
  return a.kind == b.kind && a.names == b.names && a.elements == b.elements;
}

Type simple_type(Kind kind) {
  Type type;
  type.kind = kind;
  return type;
}

Type collection_type(Kind kind, Type element) {
  Type type = simple_type(kind);
  type.elements.push_back(std::move(element));
  return type;
}

Type type_of(const Value& value) {
  if (value.is_null() || value.is_unknown()) return {};
  Type type = simple_type(value.kind());
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) type.elements.push_back(type_of(element));
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.members()) {
      if (value.kind() == Kind::kObject) type.names.push_back(key);
      type.elements.push_back(type_of(member));
    }
  }
  if (!is_collection(type.kind)) return type;
  // Nulls and unknown elements have the type of those beside them.
  std::vector<Type> typed;
  for (Type& element : type.elements) {
    if (!element.is_any() && std::find(typed.begin(), typed.end(), element) == typed.end()) {
      typed.push_back(std::move(element));
    }
  }
  std::optional<Type> element = unify(typed);
  return collection_type(type.kind, element ? *std::move(element) : Type{});
}

std::optional<Type> unify(const std::vector<Type>& types) {
  if (types.empty()) return Type{};
  if (std::all_of(types.begin(), types.end(), [&](const Type& type) { return type == types.front(); })) {
    return types.front();
  }
  if (count_kind(types, Kind::kUnknown) > 0) return Type{};
  const std::size_t size = types.size();
  const std::size_t maps = count_kind(types, Kind::kMap);
  const std::size_t lists = count_kind(types, Kind::kList);
  const std::size_t sets = count_kind(types, Kind::kSet);
  const std::size_t objects = count_kind(types, Kind::kObject);
  const std::size_t tuples = count_kind(types, Kind::kTuple);
  if (objects == size) return unify_objects(types);
  if (tuples == size) return unify_tuples(types);
  if (maps + objects == size) return unify_elements(Kind::kMap, types);
  if (lists > 0 && lists + tuples + sets == size) return unify_elements(Kind::kList, types);
  if (sets + tuples == size) return unify_elements(Kind::kSet, types);
  return unify_primitives(types);
}

std::optional<Value> convert(const Value& value, const Type& type, std::string* why) {
  if (type.is_any() || value.is_null() || value.is_unknown()) return value;
  if (is_primitive(type.kind) && value.kind() == type.kind) return value;
  std::optional<Value> converted = convert_known(value, type, why);
  if (!converted) return std::nullopt;
  Value result = value.is_sensitive() ? converted->with_sensitive() : *std::move(converted);
  return value.origin() == nullptr ? result : result.with_origin(value.origin());
}

std::optional<Value> convert(const Value& value, Kind primitive, std::string* why) {
  if (value.kind() == primitive) return value;
  return convert(value, simple_type(primitive), why);
}

Value make_set(Sequence elements) {
  const auto unknown_from = std::stable_partition(elements.begin(), elements.end(),
                                                  [](const Value& element) { return element.is_wholly_known(); });
  std::stable_sort(elements.begin(), unknown_from,
                   [](const Value& a, const Value& b) { return compare_for_order(a, b) < 0; });
  const auto same = [](const Value& a, const Value& b) { return compare_for_order(a, b) == 0; };
  elements.erase(std::unique(elements.begin(), unknown_from, same), unknown_from);
  return Value::sequence(Kind::kSet, std::move(elements));
}

std::string friendly_name(const Type& type) {
  switch (type.kind) {
    case Kind::kUnknown:
    case Kind::kNull:
      return "dynamic";
    case Kind::kList:
    case Kind::kSet:
    case Kind::kMap: {
      const std::string element = type.elements.front().is_any() ? "dynamic" : friendly_name(type.elements.front());
      return std::string(kind_name(type.kind)) + " of " + element;
    }
    default:
      return std::string(kind_name(type.kind));
  }
}

std::string_view friendly_kind(const Value& value) {
  return value.is_null() || value.is_unknown() ? "dynamic" : kind_name(value.kind());
}

std::string type_expression(const Type& type, std::size_t indent) {
  const std::string pad(indent + 4, ' ');
  const std::string end(indent, ' ');
  std::string text(type.is_any() || type.kind == Kind::kNull ? "dynamic" : kind_name(type.kind));
  if (is_collection(type.kind)) {
    const Type& element = type.elements.front();
    const bool structural = element.kind == Kind::kTuple || element.kind == Kind::kObject;
    if (!structural) return text + "(" + type_expression(element, indent) + ")";
    return text + "(\n" + pad + type_expression(element, indent + 4) + ",\n" + end + ")";
  }
  if (type.kind == Kind::kTuple) {
    text += "([";
    for (const Type& element : type.elements) text += "\n" + pad + type_expression(element, indent + 4) + ",";
    return text + (type.elements.empty() ? "])" : "\n" + end + "])");
  }
  if (type.kind == Kind::kObject) {
    text += "({";
    for (std::size_t i = 0; i < type.names.size(); ++i) {
      text += "\n" + pad + type.names[i] + ": " + type_expression(type.elements[i], indent + 4) + ",";
    }
    return text + (type.elements.empty() ? "})" : "\n" + end + "})");
  }
  return text;
}

}  // namespace plimsoll::lang
