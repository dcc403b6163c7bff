#include "fold.h"

#include <algorithm>
#include <optional>

namespace plimsoll::plan {
namespace {

// Each returns nothing when nothing changes, so that large known values are never rebuilt.
std::optional<Value> unknown_in(const Value& value, const Value& unknown);

bool is_true(const Value& mark) {
  return mark.is_bool() && mark.as_bool();
}

std::optional<Value> unknown_members(const Value& value, const Members& marks) {
  Members members;
  bool changed = false;
  for (const auto& [key, mark] : marks) {
    std::optional<Value> member = unknown_in(value.get(key), mark);
    if (!member) continue;
    if (!changed && value.is_object()) members = value.members();
    changed = true;
    // Of equal keys the last wins, so that this one replaces what is there.
    members.emplace_back(key, std::move(*member));
  }
  if (!changed) return std::nullopt;
  return Value::object(std::move(members)).with_sensitive(value.is_sensitive());
}

std::optional<Value> unknown_elements(const Value& value, const Sequence& marks) {
  std::optional<Sequence> elements;
  const std::size_t known = value.is_sequence() ? value.elements().size() : 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    std::optional<Value> element = unknown_in(i < known ? value.elements()[i] : Value(), marks[i]);
    if (!element) continue;
    if (!elements) elements = known > 0 ? value.elements() : Sequence{};
    if (elements->size() <= i) elements->resize(i + 1);
    (*elements)[i] = std::move(*element);
  }
  if (!elements) return std::nullopt;
  return Value::list(std::move(*elements)).with_sensitive(value.is_sensitive());
}

std::optional<Value> unknown_in(const Value& value, const Value& unknown) {
  if (is_true(unknown)) return Value::unknown();
  if (unknown.is_object() && (value.is_object() || value.is_null())) return unknown_members(value, unknown.members());
  if (unknown.is_sequence() && (value.is_sequence() || value.is_null())) {
    return unknown_elements(value, unknown.elements());
  }
  return std::nullopt;
}

// A mark on a block covers every part of it: whoever takes a part out must find the mark there.
Value sensitive_throughout(const Value& value) {
  if (value.is_object()) {
    Members members = value.members();
    for (auto& [key, member] : members) member = sensitive_throughout(member);
    return Value::object(std::move(members), value.kind()).with_sensitive();
  }
  if (!value.is_sequence()) return value.with_sensitive();
  Sequence elements = value.elements();
  for (Value& element : elements) element = sensitive_throughout(element);
  return Value::sequence(value.kind(), std::move(elements)).with_sensitive();
}

std::optional<Value> sensitive_in(const Value& value, const Value& sensitive) {
  if (is_true(sensitive)) return sensitive_throughout(value);
  if (sensitive.is_object() && value.is_object()) {
    std::optional<Members> members;
    for (const auto& [key, mark] : sensitive.members()) {
      const Value* const member = value.find(key);
      std::optional<Value> marked = member == nullptr ? std::nullopt : sensitive_in(*member, mark);
      if (!marked) continue;
      if (!members) members = value.members();
      members->emplace_back(key, std::move(*marked));
    }
    if (members) return Value::object(std::move(*members));
  }
  if (sensitive.is_sequence() && value.is_sequence()) {
    std::optional<Sequence> elements;
    const std::size_t count = std::min(value.elements().size(), sensitive.elements().size());
    for (std::size_t i = 0; i < count; ++i) {
      std::optional<Value> marked = sensitive_in(value.elements()[i], sensitive.elements()[i]);
      if (!marked) continue;
      if (!elements) elements = value.elements();
      (*elements)[i] = std::move(*marked);
    }
    if (elements) return Value::sequence(value.kind(), std::move(*elements));
  }
  return std::nullopt;
}

}  // namespace

Value fold_unknown(const Value& value, const Value& unknown) {
  return unknown_in(value, unknown).value_or(value);
}

Value mark_sensitive(const Value& value, const Value& sensitive) {
  return sensitive_in(value, sensitive).value_or(value);
}

}  // namespace plimsoll::plan
