// Type conversions.
#include "function_families.h"

namespace plimsoll::lang {

namespace {

Outcome cannot_convert(const Invocation& call, std::string_view wanted, const std::string& why) {
  std::string detail = "cannot convert " + std::string(friendly_kind(call.arguments[0])) + " to " + std::string(wanted);
  if (!why.empty()) detail += ": " + why;
  return argument_error(call, 0, detail);
}

Outcome convert_primitive(const Invocation& call, Kind kind) {
  std::string why;
  std::optional<Value> converted = convert(call.arguments[0], kind, &why);
  if (!converted) return cannot_convert(call, kind_name(kind), why);
  return *std::move(converted);
}

/// To a list, set or map of whatever type the elements share.
Outcome convert_collection(const Invocation& call, Kind kind) {
  const Value& value = call.arguments[0];
  if (value.is_null() || value.is_unknown()) return value;
  const bool fits = kind == Kind::kMap ? value.is_object() : value.is_sequence();
  if (!fits) return cannot_convert(call, kind_name(kind), "");
  std::vector<Type> types;
  if (value.is_object()) {
    for (const auto& [key, member] : value.members()) types.push_back(type_of(member));
  } else {
    for (const Value& element : value.elements()) types.push_back(type_of(element));
  }
  const std::optional<Type> element = unify(types);
  if (!element) return cannot_convert(call, kind_name(kind), "all elements must have the same type");
  std::string why;
  std::optional<Value> converted = convert(value, collection_type(kind, *element), &why);
  if (!converted) return cannot_convert(call, kind_name(kind), why);
  return *std::move(converted);
}

Function conversion(std::string name, std::string summary, std::function<Outcome(const Invocation&)> implementation,
                    bool portable = false) {
  return {.name = std::move(name),
          .parameters = {{.name = "v"}},
          .summary = std::move(summary),
          .traits = {.allows_null = true, .allows_unknown = true, .keeps_marks = true},
          .implementation = std::move(implementation),
          .portable = portable};
}

}  // namespace

std::vector<Function> conversion_functions() {
  return {
      conversion("tostring", "The value as a string; only primitive values convert.",
                 [](const Invocation& call) { return convert_primitive(call, Kind::kString); }),
      conversion("tonumber", "The value as a number; strings must hold a decimal number.",
                 [](const Invocation& call) { return convert_primitive(call, Kind::kNumber); }),
      conversion("tobool", "The value as a bool; of strings \"true\", \"1\", \"false\" and \"0\" convert.",
                 [](const Invocation& call) { return convert_primitive(call, Kind::kBool); }),
      conversion(
          "tolist", "The elements as a list; they are converted to one type.",
          [](const Invocation& call) { return convert_collection(call, Kind::kList); }, true),
      conversion(
          "toset", "The elements as a set: no duplicates, no order of their own.",
          [](const Invocation& call) { return convert_collection(call, Kind::kSet); }, true),
      conversion("tomap", "The object as a map; its values are converted to one type.",
                 [](const Invocation& call) { return convert_collection(call, Kind::kMap); }),
  };
}

}  // namespace plimsoll::lang
