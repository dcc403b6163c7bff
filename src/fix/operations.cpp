#include "operations.h"

#include <algorithm>

namespace plimsoll::fix {
namespace {

using Kind = Operation::Kind;

Diagnostic conflict() {
  return make_error("Two repairs want to change the same place in different ways");
}

/// Two values for one place: objects and lists take the members of both.
std::optional<Value> united(const Value& a, const Value& b) {
  if (equal(a, b)) return a;
  if (a.is_object() && b.is_object()) {
    Members members = a.members();
    for (const auto& [key, value] : b.members()) {
      const auto same = std::ranges::find(members, key, &Members::value_type::first);
      if (same == members.end()) {
        members.emplace_back(key, value);
        continue;
      }
      std::optional<Value> both = united(same->second, value);
      if (!both) return std::nullopt;
      same->second = *std::move(both);
    }
    return Value::object(std::move(members));
  }
  if (!a.is_sequence() || !b.is_sequence()) return std::nullopt;
  Sequence elements = a.elements();
  for (const Value& value : b.elements()) {
    if (std::ranges::none_of(elements, [&](const Value& one) { return equal(one, value); })) elements.push_back(value);
  }
  return Value::tuple(std::move(elements));
}

/// Takes `other` into `operation`; false when both cannot be.
bool absorb(Operation& operation, const Operation& other) {
  switch (operation.kind) {
    case Kind::kWrap:
    case Kind::kReplace: {
      std::optional<Value> both = united(operation.value, other.value);
      if (!both) return false;
      operation.value = *std::move(both);
      return true;
    }
    case Kind::kInsert: {
      for (const auto& [name, value] : other.items) {
        const auto same = std::ranges::find(operation.items, name, &Members::value_type::first);
        if (same == operation.items.end()) {
          operation.items.emplace_back(name, value);
          continue;
        }
        std::optional<Value> both = united(same->second, value);
        if (!both) return false;
        same->second = *std::move(both);
      }
      return true;
    }
    case Kind::kAppend:
      operation.elements = united(Value::tuple(operation.elements), Value::tuple(other.elements))->elements();
      return true;
    case Kind::kRemove:
    case Kind::kBlock:
    case Kind::kTopLevel:
      break;
  }
  return true;
}

bool is_same_place(const Operation& a, const Operation& b) {
  if (a.kind != b.kind || a.place.file->name() != b.place.file->name()) return false;
  if (a.kind == Kind::kTopLevel) return a.type == b.type && a.labels == b.labels;
  if (a.place.bytes != b.place.bytes) return false;
  if (a.kind == Kind::kRemove) return a.name == b.name && a.member == b.member;
  if (a.kind == Kind::kWrap) return a.name == b.name;
  return a.kind != Kind::kBlock || (a.type == b.type && equal(a.value, b.value));
}

}  // namespace

Result<std::vector<Operation>> merged(const std::vector<Operation>& operations) {
  std::vector<Operation> all;
  for (const Operation& operation : operations) {
    const auto same = std::ranges::find_if(all, [&](const Operation& one) { return is_same_place(one, operation); });
    if (same == all.end()) {
      all.push_back(operation);
    } else if (!absorb(*same, operation)) {
      return conflict();
    }
  }
  return all;
}

}  // namespace plimsoll::fix
