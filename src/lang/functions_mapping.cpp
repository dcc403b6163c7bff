// Maps and objects.
#include <algorithm>

#include "function_families.h"

namespace plimsoll::lang {

namespace {

Outcome needs_map(const Invocation& call, std::size_t i) {
  return argument_error(call, i, "must be a map or an object, not " + std::string(friendly_kind(call.arguments[i])));
}

/// A map's keys or values form a list, an object's a tuple.
Value as_sequence(const Value& source, Sequence elements) {
  return Value::sequence(source.kind() == Kind::kMap ? Kind::kList : Kind::kTuple, std::move(elements));
}

Outcome keys(const Invocation& call) {
  const Value& map = call.arguments[0];
  if (!map.is_object()) return needs_map(call, 0);
  Sequence names;
  names.reserve(map.members().size());
  for (const auto& [key, value] : map.members()) names.push_back(Value::string(key));
  return as_sequence(map, std::move(names));
}

Outcome values(const Invocation& call) {
  const Value& map = call.arguments[0];
  if (!map.is_object()) return call_error(call, "values() requires a map as the first argument");
  Sequence members;
  members.reserve(map.members().size());
  for (const auto& [key, value] : map.members()) members.push_back(value);
  return as_sequence(map, std::move(members));
}

Outcome lookup_default(const Invocation& call, bool sensitive) {
  const Value& map = call.arguments[0];
  if (map.kind() != Kind::kMap) return marked_if(call.arguments[2], sensitive);
  std::optional<Value> fallback = convert(call.arguments[2], type_of(map).elements.front());
  if (!fallback) return argument_error(call, 2, "the default value must have the same type as the map elements");
  return marked_if(*std::move(fallback), sensitive);
}

Outcome lookup(const Invocation& call) {
  if (call.arguments.size() > 3) return call_error(call, "lookup() takes two or three arguments");
  const Value& map = call.arguments[0];
  const Value& key = call.arguments[1];
  const bool sensitive = map.is_sensitive() || key.is_sensitive();
  if (map.is_unknown() || key.is_unknown()) return marked_if(unknown_from(call.arguments.first(2)), sensitive);
  if (!map.is_object()) return argument_error(call, 0, "lookup() requires a map as the first argument");
  if (const Value* member = map.find(key.as_string())) return marked_if(*member, sensitive);
  if (call.arguments.size() == 2) {
    if (map.kind() == Kind::kObject) return argument_error(call, 0, "the given object has no such attribute");
    return call_error(call, "lookup failed to find the key");
  }
  return lookup_default(call, sensitive);
}

Outcome merge(const Invocation& call) {
  Members merged;
  bool any_map = false;
  bool any_object = false;
  for (const Value& value : call.arguments) {
    if (value.is_unknown()) return unknown_from(call.arguments);
  }
  for (const Value& value : call.arguments) {
    if (value.is_null()) continue;
    if (!value.is_object()) {
      return call_error(call, "arguments must be maps or objects, got " + std::string(friendly_kind(value)));
    }
    any_map = any_map || value.kind() == Kind::kMap;
    any_object = any_object || value.kind() == Kind::kObject;
    merged.insert(merged.end(), value.members().begin(), value.members().end());
  }
  return Value::object(std::move(merged), any_map && !any_object ? Kind::kMap : Kind::kObject);
}

Outcome zipmap(const Invocation& call) {
  const Value& names = call.arguments[0];
  const Value& members = call.arguments[1];
  if (!names.is_sequence()) return argument_error(call, 0, "list of string required");
  if (!members.is_sequence() || members.kind() == Kind::kSet) {
    return call_error(call, "values argument must be a list or tuple value");
  }
  if (!names.is_wholly_known()) return unknown_from(call.arguments);
  if (names.elements().size() != members.elements().size()) {
    return call_error(call, "number of keys (" + std::to_string(names.elements().size()) +
                                ") does not match number of values (" + std::to_string(members.elements().size()) +
                                ")");
  }
  Members zipped;
  bool sensitive = false;
  for (std::size_t i = 0; i < names.elements().size(); ++i) {
    const Value& name = names.elements()[i];
    const std::optional<Value> text = convert(name, Kind::kString);
    if (!text || text->is_null()) return argument_error(call, 0, "keys must be strings");
    sensitive = sensitive || name.is_sensitive();
    zipped.emplace_back(text->as_string(), members.elements()[i]);
  }
  const Kind kind = members.kind() == Kind::kList ? Kind::kMap : Kind::kObject;
  return marked_if(Value::object(std::move(zipped), kind), sensitive);
}

/// A map of lists turned round: every element names the keys whose list has it.
Outcome transpose(const Invocation& call) {
  const Value& map = call.arguments[0];
  if (!map.is_object()) return needs_map(call, 0);
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& [key, list] : map.members()) {
    if (list.is_null()) return call_error(call, "input must not contain null list");
    if (!list.is_sequence()) return argument_error(call, 0, "map of list of string required");
    for (const Value& element : list.elements()) {
      const std::optional<Value> text = convert(element, Kind::kString);
      if (!text || text->is_null()) return argument_error(call, 0, "input must not contain null list or string values");
      pairs.emplace_back(text->as_string(), key);
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Members transposed;
  for (std::size_t i = 0; i < pairs.size();) {
    Sequence names;
    const std::string& key = pairs[i].first;
    for (; i < pairs.size() && pairs[i].first == key; ++i) names.push_back(Value::string(pairs[i].second));
    transposed.emplace_back(key, Value::list(std::move(names)));
  }
  return Value::object(std::move(transposed), Kind::kMap);
}

}  // namespace

std::vector<Function> mapping_functions() {
  return {
      {.name = "keys",
       .parameters = {{.name = "inputMap"}},
       .summary = "The keys of a map or object, sorted.",
       .traits = {.keeps_marks = true},
       .implementation = keys},
      {.name = "values",
       .parameters = {{.name = "mapping"}},
       .summary = "The values of a map or object in the order of its keys.",
       .traits = {.keeps_marks = true},
       .implementation = values},
      {.name = "lookup",
       .parameters = {{.name = "inputMap"},
                      {.name = "key", .kind = Kind::kString},
                      {.name = "default", .variadic = true, .allows_null = true}},
       .summary = "The value of a key, or the default when the map has no such key.",
       .traits = {.allows_unknown = true, .allows_sensitive = true},
       .implementation = lookup,
       .portable = false},
      {.name = "merge",
       .parameters = {{.name = "maps", .variadic = true}},
       .summary = "One map or object of all members; of equal keys the last wins. Null arguments are skipped.",
       .traits = {.allows_null = true, .allows_unknown = true, .keeps_marks = true},
       .implementation = merge},
      {.name = "zipmap",
       .parameters = {{.name = "keys"}, {.name = "values"}},
       .summary = "A map of keys and the values at the same positions.",
       .traits = {.keeps_marks = true},
       .implementation = zipmap},
      {.name = "transpose",
       .parameters = {{.name = "values"}},
       .summary = "A map of lists of strings with keys and elements exchanged.",
       .traits = {.deep_unknown = true},
       .implementation = transpose,
       .portable = false},
  };
}

}  // namespace plimsoll::lang
