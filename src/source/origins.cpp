#include "origins.h"

#include <algorithm>
#include <functional>

namespace plimsoll::source {
namespace {

using OriginPtr = std::shared_ptr<const Origin>;
constexpr std::size_t kMaxPlaces = 32;

/// Rebuilds the value with every origin replaced by `change(old, that of the value around it)`.
template <typename Change>
Value with_origins(const Value& value, const OriginPtr& around, const Change& change) {
  const OriginPtr origin = change(value.origin(), around);
  if (value.is_sequence() && !value.elements().empty()) {
    Sequence elements;
    elements.reserve(value.elements().size());
    for (const Value& element : value.elements()) elements.push_back(with_origins(element, origin, change));
    return Value::sequence(value.kind(), std::move(elements)).with_sensitive(value.is_sensitive()).with_origin(origin);
  }
  if (value.is_object() && !value.members().empty()) {
    Members members = value.members();
    for (auto& [key, member] : members) member = with_origins(member, origin, change);
    return Value::object(std::move(members), value.kind()).with_sensitive(value.is_sensitive()).with_origin(origin);
  }
  const auto with_all = [&](Sequence elements) {
    for (Value& element : elements) element = with_origins(element, origin, change);
    return elements;
  };
  const auto with_all_members = [&](Members members) {
    for (auto& [key, member] : members) member = with_origins(member, origin, change);
    return members;
  };
  if (const PartialList* list = value.known_list()) {
    return Value::list_in_part(
               {.first = with_all(list->first), .further = with_all(list->further), .is_list = list->is_list},
               value.unknown_because())
        .with_sensitive(value.is_sensitive())
        .with_origin(origin);
  }
  if (const PartialObject* object = value.known_object()) {
    return Value::object_in_part(
               {.sure = with_all_members(object->sure), .maybe = with_all_members(object->maybe), .open = object->open},
               value.unknown_because())
        .with_sensitive(value.is_sensitive())
        .with_origin(origin);
  }
  if (const Value* decoded = value.decoded()) {
    return Value::unknown_json(with_origins(*decoded, origin, change))
        .with_sensitive(value.is_sensitive())
        .with_origin(origin);
  }
  return value.with_origin(origin);
}

}  // namespace

bool is_within(const SourceRange& inner, const SourceRange& outer) {
  return inner.file == outer.file && inner.bytes.begin >= outer.bytes.begin && inner.bytes.end <= outer.bytes.end;
}

Value passed_on(const Value& value, const SourceRange& place) {
  const OriginPtr here = std::make_shared<const Origin>(Origin{.range = place});
  // Neighbours mostly share their way: one new origin serves all that had the same.
  OriginPtr last_old;
  OriginPtr last_new;
  return with_origins(value, nullptr, [&](const OriginPtr& old, const OriginPtr& around) -> OriginPtr {
    if (old == nullptr) return around != nullptr ? around : here;
    // A place inside this one has been noted: it says more.
    const SourceRange& last = old->via.empty() ? old->range : old->via.back();
    if (is_within(old->range, place) || is_within(last, place) || old->via.size() >= kMaxPlaces) return old;
    if (old == last_old) return last_new;
    Origin longer = *old;
    longer.via.push_back(place);
    last_old = old;
    last_new = std::make_shared<const Origin>(std::move(longer));
    return last_new;
  });
}

Value along(const Value& value, const Value& text) {
  if (text.origin() == nullptr) return value;
  Value result = passed_on(value, text.origin()->range);
  for (const SourceRange& place : text.origin()->via) result = passed_on(result, place);
  return result;
}

Value stamped(const Value& value, const SourceRange& place) {
  const OriginPtr here = std::make_shared<const Origin>(Origin{.range = place});
  return with_origins(value, nullptr, [&here](const OriginPtr&, const OriginPtr&) { return here; });
}

Value with_inherited_origins(const Value& value) {
  return with_origins(value, nullptr,
                      [](const OriginPtr& old, const OriginPtr& around) { return old != nullptr ? old : around; });
}

}  // namespace plimsoll::source
