// What functions of collections give where part of their arguments is unknown: as much as holds whatever that turns out
// to be. Terraform itself says less in its plan.
#include <algorithm>
#include <set>

#include "function_families.h"
#include "plimsoll/lang/certain.h"

namespace plimsoll::lang {

namespace {

Outcome merge(const Invocation& call) {
  ObjectBuilder merged;
  bool any_object = false;
  bool any_map = false;
  bool known = true;
  Members members;
  for (const Value& value : call.arguments) {
    if (!value.is_null() && !value.is_object() && !value.is_unknown()) {
      return call_error(call, "arguments must be maps or objects, got " + std::string(friendly_kind(value)));
    }
    any_map = any_map || value.kind() == Kind::kMap;
    any_object = any_object || value.kind() == Kind::kObject;
    known = known && !value.is_unknown();
  }
  const Kind kind = any_map && !any_object ? Kind::kMap : Kind::kObject;
  for (const Value& value : call.arguments) {
    if (value.is_null()) continue;
    if (known) members.insert(members.end(), value.members().begin(), value.members().end());
    if (!known) merged.set_all(value);
  }
  return known ? Value::object(std::move(members), kind) : std::move(merged).take(kind);
}

/// Of all values that look-up may find the part that they share.
Value any_member(const Invocation& call) {
  const Value& map = call.arguments[0];
  const std::vector<std::string> because = unknown_from(call.arguments).unknown_because();
  std::optional<Value> any = any_of(map, because);
  if (!any) return Value::unknown(because);
  return call.arguments.size() > 2 ? either(*any, call.arguments[2], because) : *std::move(any);
}

Value partial_lookup(const Invocation& call) {
  const PartialObject& map = *call.arguments[0].known_object();
  const Value unknown = unknown_from(call.arguments.first(2));
  if (!call.arguments[1].is_string()) return unknown;
  const auto named = [&](const auto& member) { return member.first == call.arguments[1].as_string(); };
  const auto sure = std::find_if(map.sure.begin(), map.sure.end(), named);
  if (sure != map.sure.end()) return sure->second;
  const auto maybe = std::find_if(map.maybe.begin(), map.maybe.end(), named);
  if (call.arguments.size() < 3 || (map.open && maybe == map.maybe.end())) return unknown;
  return maybe == map.maybe.end() ? call.arguments[2]
                                  : either(maybe->second, call.arguments[2], unknown.unknown_because());
}

Function better_lookup(Function function) {
  function.implementation = [inner = function.implementation](const Invocation& call) -> Outcome {
    const Value& map = call.arguments[0];
    const Value& key = call.arguments[1];
    if (call.arguments.size() > 3 || map.is_null()) return inner(call);
    const bool sensitive = map.is_sensitive() || key.is_sensitive();
    if (map.known_object() != nullptr) return marked_if(partial_lookup(call), sensitive);
    if (map.is_object() && key.is_unknown()) return marked_if(any_member(call), sensitive);
    return inner(call);
  };
  return function;
}

Function better_element(Function function) {
  function.traits.allows_unknown = true;
  function.implementation = [inner = function.implementation](const Invocation& call) -> Outcome {
    if (!call.arguments[0].is_unknown() && !call.arguments[1].is_unknown()) return inner(call);
    const std::vector<std::string> because = unknown_from(call.arguments).unknown_because();
    std::optional<Value> any = any_of(call.arguments[0], because);
    return any ? *std::move(any) : Value::unknown(because);
  };
  return function;
}

/// keys() and values() of what is sure to be in an object.
Function better_listing(Function function, bool of_keys) {
  function.traits.allows_unknown = true;
  function.implementation = [inner = function.implementation, of_keys](const Invocation& call) -> Outcome {
    const Value& map = call.arguments[0];
    if (!map.is_unknown()) return inner(call);
    const PartialObject* known = map.known_object();
    if (known == nullptr) return Value::unknown(map.unknown_because());
    PartialList list{.is_list = false};
    for (const auto& [key, value] : known->sure) list.further.push_back(of_keys ? Value::string(key) : value);
    return Value::list_in_part(std::move(list), map.unknown_because());
  };
  return function;
}

/// Elements of which none equals another for sure: unknown ones may equal any.
Sequence distinct_known(const Sequence& elements) {
  std::set<Value, OrderedBefore> seen;
  Sequence kept;
  for (const Value& element : elements) {
    if (element.is_wholly_known() && seen.insert(element).second) kept.push_back(element);
  }
  return kept;
}

/// toset(), distinct() and compact(): of a list that is known in part, elements that will be in the result.
Function better_selection(Function function, bool (*keeps)(const Value&)) {
  const bool deep = function.traits.deep_unknown;
  function.traits.allows_unknown = true;
  function.traits.deep_unknown = false;
  function.implementation = [inner = function.implementation, deep, keeps](const Invocation& call) -> Outcome {
    const Value& list = call.arguments[0];
    const PartialList* partial = list.known_list();
    if (partial == nullptr && list.is_unknown()) return list;
    if (partial == nullptr && (!deep || list.is_wholly_known())) return inner(call);
    if (partial == nullptr && !list.is_sequence()) return inner(call);
    Sequence elements = partial != nullptr ? partial->first : list.elements();
    if (partial != nullptr) elements.insert(elements.end(), partial->further.begin(), partial->further.end());
    Sequence kept;
    for (const Value& element : distinct_known(elements)) {
      if (keeps(element)) kept.push_back(element);
    }
    return Value::list_in_part({.further = std::move(kept), .is_list = false}, list.all_unknown_because());
  };
  return function;
}

Function better_reverse(Function function) {
  function.traits.allows_unknown = true;
  function.implementation = [inner = function.implementation](const Invocation& call) -> Outcome {
    const Value& list = call.arguments[0];
    if (!list.is_unknown()) return inner(call);
    const PartialList* known = list.known_list();
    if (known == nullptr) return Value::unknown(list.unknown_because());
    PartialList reversed = {.further = known->first, .is_list = known->is_list};
    reversed.further.insert(reversed.further.end(), known->further.begin(), known->further.end());
    return Value::list_in_part(std::move(reversed), list.unknown_because());
  };
  return function;
}

/// tolist(), tomap(): with types that Terraform knows and this program does not.
Function better_conversion(Function function) {
  function.implementation = [inner = function.implementation](const Invocation& call) -> Outcome {
    Outcome result = inner(call);
    if (!result.ok() || result.value().is_wholly_known()) return result;
    if (call.context == nullptr || !call.context->leaf_by_leaf) return result;
    const Type type = type_of(result.value());
    bool doubtful = type.elements.empty() || type.elements.front().is_any();
    for (const Value& element : result.value().is_sequence() ? result.value().elements() : Sequence{}) {
      doubtful = doubtful || element.is_unknown();
    }
    for (const auto& [key, member] : result.value().is_object() ? result.value().members() : Members{}) {
      doubtful = doubtful || member.is_unknown();
    }
    return doubtful ? without_doubtful_types(result.value()) : result;
  };
  return function;
}

bool keeps_all(const Value&) {
  return true;
}

bool is_not_empty(const Value& value) {
  return !value.is_null() && !(value.is_string() && value.as_string().empty());
}

Function better(Function function) {
  const std::string& name = function.name;
  if (name == "lookup") return better_lookup(std::move(function));
  if (name == "element") return better_element(std::move(function));
  if (name == "keys" || name == "values") return better_listing(std::move(function), name == "keys");
  if (name == "distinct" || name == "toset") return better_selection(std::move(function), keeps_all);
  if (name == "compact") return better_selection(std::move(function), is_not_empty);
  if (name == "reverse") return better_reverse(std::move(function));
  if (name == "tolist" || name == "tomap") return better_conversion(std::move(function));
  if (name == "merge") function.implementation = merge;
  return function;
}

}  // namespace

std::vector<Function> leaf_by_leaf_functions() {
  std::vector<Function> functions;
  for (const auto family : {mapping_functions, sequence_functions, conversion_functions}) {
    for (Function& function : family()) functions.push_back(better(std::move(function)));
  }
  return functions;
}

}  // namespace plimsoll::lang
