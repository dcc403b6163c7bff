// The order that the provider gives to container definitions. Source: behaviour of hashicorp/aws from 5.39.0.
#include <algorithm>

#include "plimsoll/ecs/ecs.h"

namespace plimsoll::ecs {

namespace {

/// Sorted by name where every name is known: an unknown one could come anywhere, and the order decides nothing.
Value sorted_by_name(const Value& list) {
  if (!list.is_sequence()) return list;
  const bool all_named = std::ranges::all_of(list.elements(), [](const Value& v) { return v.get("name").is_string(); });
  if (!all_named) return list;
  Sequence elements = list.elements();
  std::ranges::stable_sort(elements, {},
                           [](const Value& v) -> const std::string& { return v.get("name").as_string(); });
  return Value::sequence(list.kind(), std::move(elements))
      .with_sensitive(list.is_sensitive())
      .with_origin(list.origin());
}

Value sorted_inside(const Value& container) {
  if (!container.is_object()) return container;
  Members members = container.members();
  for (auto& [key, member] : members) {
    if (key == "environment" || key == "secrets") member = sorted_by_name(member);
  }
  return Value::object(std::move(members), container.kind())
      .with_sensitive(container.is_sensitive())
      .with_origin(container.origin());
}

}  // namespace

std::optional<Value> planned_containers(const Value& decoded) {
  const Value text = decoded.is_unknown() && decoded.decoded() == nullptr ? Value::unknown_json(decoded) : decoded;
  lang::Outcome outcome = containers(Value::object({{"container_definitions", text}}));
  if (!outcome.ok()) return std::nullopt;
  Value list = std::move(outcome).take();
  if (!list.is_sequence()) return list;
  Sequence elements;
  for (const Value& container : list.elements()) elements.push_back(sorted_inside(container));
  return sorted_by_name(Value::list(std::move(elements)).with_origin(list.origin()));
}

}  // namespace plimsoll::ecs
