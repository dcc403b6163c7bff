#include "marks.h"

namespace plimsoll::lang {

namespace {

Value strip(const Value& value);

Sequence strip(Sequence elements) {
  for (Value& element : elements) element = strip(element);
  return elements;
}

Members strip(Members members) {
  for (auto& [key, member] : members) member = strip(member);
  return members;
}

Value strip(const Value& value) {
  const Value node = unmarked_node(value);
  if (node.is_sequence()) {
    return Value::sequence(node.kind(), strip(node.elements())).with_origin(node.origin());
  }
  if (node.is_object()) return Value::object(strip(node.members()), node.kind()).with_origin(node.origin());
  if (const PartialList* list = node.known_list()) {
    return Value::list_in_part({.first = strip(list->first), .further = strip(list->further), .is_list = list->is_list},
                               node.unknown_because())
        .with_origin(node.origin());
  }
  if (const PartialObject* object = node.known_object()) {
    return Value::object_in_part({.sure = strip(object->sure), .maybe = strip(object->maybe), .open = object->open},
                                 node.unknown_because())
        .with_origin(node.origin());
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
