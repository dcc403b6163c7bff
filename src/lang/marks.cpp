#include "marks.h"

namespace plimsoll::lang {

namespace {

Value strip(const Value& value) {
  const Value node = unmarked_node(value);
  if (node.is_sequence()) {
    Sequence elements;
    elements.reserve(node.elements().size());
    for (const Value& element : node.elements()) elements.push_back(strip(element));
    return Value::sequence(node.kind(), std::move(elements)).with_origin(node.origin());
  }
  if (node.is_object()) {
    Members members;
    members.reserve(node.members().size());
    for (const auto& [key, member] : node.members()) members.emplace_back(key, strip(member));
    return Value::object(std::move(members), node.kind()).with_origin(node.origin());
  }
  if (const Sequence* known = node.known_part()) {
    Sequence elements;
    for (const Value& element : *known) elements.push_back(strip(element));
    return Value::partial_list(std::move(elements), node.unknown_because()).with_origin(node.origin());
  }
  return node;
}

}  // namespace

Value unmarked(const Value& value) {
  return value.contains_sensitive() ? strip(value) : value;
}

Value at_least(std::int64_t bound, std::vector<std::string> because) {
  return Value::partial_list({Value::number(bound)}, std::move(because));
}

const Number* lower_bound_of(const Value& value) {
  const Sequence* known = value.is_unknown() ? value.known_part() : nullptr;
  if (known == nullptr || known->size() != 1 || !known->front().is_number()) return nullptr;
  return &known->front().as_number();
}

Value unknown_from(std::span<const Value> values) {
  std::vector<std::string> because;
  for (const Value& value : values) because = merge_causes(because, value.all_unknown_because());
  return Value::unknown(std::move(because));
}

}  // namespace plimsoll::lang
