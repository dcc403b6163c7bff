#include "plimsoll/lang/certain.h"

#include <algorithm>

#include "plimsoll/value/json.h"

namespace plimsoll::lang {

namespace {

using Causes = std::vector<std::string>;

constexpr std::size_t kMaxElements = 256;  // of a collection whose elements are compared

std::shared_ptr<const Origin> common_origin(const Value& a, const Value& b) {
  if (a.origin() == nullptr || b.origin() == nullptr) return nullptr;
  if (a.origin() == b.origin()) return a.origin();
  const SourceRange& left = a.origin()->range;
  const SourceRange& right = b.origin()->range;
  return left.file == right.file && left.bytes == right.bytes ? a.origin() : nullptr;
}

Value unclear(const Value& a, const Value& b, const Causes& because) {
  return Value::unknown(merge_causes(because, merge_causes(a.all_unknown_because(), b.all_unknown_because())));
}

/// What a text says as JSON, if it may be an object or an array.
std::optional<Value> json_of(const Value& text) {
  if (const Value* decoded = text.decoded()) return *decoded;
  if (!text.is_string() || text.as_string().find_first_of("[{") == std::string::npos) return std::nullopt;
  Result<Value> decoded = json::decode(text.as_string());
  if (!decoded || !(decoded->is_object() || decoded->is_sequence())) return std::nullopt;
  return *std::move(decoded);
}

bool is_listlike(const Value& value) {
  return value.kind() == Kind::kList || value.kind() == Kind::kTuple || value.known_list() != nullptr;
}

/// The first elements of a list that is known as a whole or in part.
const Sequence& first_of(const Value& list) {
  return list.is_unknown() ? list.known_list()->first : list.elements();
}

Value either_list(const Value& a, const Value& b, const Causes& because) {
  const Sequence& left = first_of(a);
  const Sequence& right = first_of(b);
  Sequence elements;
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    elements.push_back(either(left[i], right[i], because));
  }
  if (a.kind() == b.kind() && !a.is_unknown() && left.size() == right.size()) {
    return Value::sequence(a.kind(), std::move(elements));
  }
  return Value::list_in_part({.first = std::move(elements), .is_list = false},
                             merge_causes(because, merge_causes(a.unknown_because(), b.unknown_because())));
}

bool is_objectlike(const Value& value) {
  return value.is_object() || value.known_object() != nullptr;
}

PartialObject partial(const Value& object) {
  return object.is_object() ? PartialObject{.sure = object.members()} : *object.known_object();
}

const Value* member(const Members& members, const std::string& key) {
  const auto found = std::ranges::find(members, key, [](const auto& m) -> const std::string& { return m.first; });
  return found == members.end() ? nullptr : &found->second;
}

/// Members of `object`, put with those of the same name in the other into `result`.
void join_members(const Members& members, bool sure, const PartialObject& other, const Causes& because,
                  PartialObject& result) {
  for (const auto& [key, value] : members) {
    if (member(result.sure, key) != nullptr || member(result.maybe, key) != nullptr) continue;
    const Value* other_sure = member(other.sure, key);
    const Value* other_maybe = member(other.maybe, key);
    const Value* twin = other_sure != nullptr ? other_sure : other_maybe;
    const bool in_both = sure && other_sure != nullptr;
    Value joined = twin == nullptr ? value : either(value, *twin, because);
    if (twin == nullptr && other.open) joined = Value::unknown(because);
    (in_both ? result.sure : result.maybe).emplace_back(key, std::move(joined));
  }
}

Value either_object(const Value& a, const Value& b, const Causes& because) {
  const PartialObject left = partial(a);
  const PartialObject right = partial(b);
  PartialObject result{.open = left.open || right.open};
  join_members(left.sure, true, right, because, result);
  join_members(left.maybe, false, right, because, result);
  join_members(right.sure, true, left, because, result);
  join_members(right.maybe, false, left, because, result);
  if (result.maybe.empty() && !result.open) {
    return Value::object(std::move(result.sure), a.kind() == b.kind() ? a.kind() : Kind::kObject);
  }
  return Value::object_in_part(std::move(result),
                               merge_causes(because, merge_causes(a.unknown_because(), b.unknown_because())));
}

Value either_content(const Value& a, const Value& b, const Causes& because) {
  if (a.kind() == b.kind() && equal(a, b)) return a;
  if (is_listlike(a) && is_listlike(b)) return either_list(a, b, because);
  if (is_objectlike(a) && is_objectlike(b)) return either_object(a, b, because);
  const std::optional<Value> left = json_of(a);
  const std::optional<Value> right = left ? json_of(b) : std::nullopt;
  if (!right) return unclear(a, b, because);
  Value decoded = either(*left, *right, because);
  // Two spellings of the same: the text is one of them all the same.
  if (decoded.is_wholly_known()) return unclear(a, b, because);
  return Value::unknown_json(std::move(decoded));
}

}  // namespace

Value either(const Value& a, const Value& b, const Causes& because) {
  return either_content(a, b, because)
      .with_sensitive(a.is_sensitive() || b.is_sensitive())
      .with_origin(common_origin(a, b));
}

std::optional<Value> any_of(const Value& collection, const Causes& because) {
  std::optional<Value> result;
  const auto add = [&](const Value& value) { result = result ? either(*result, value, because) : value; };
  if (collection.is_sequence() && collection.elements().size() <= kMaxElements) {
    for (const Value& element : collection.elements()) add(element);
  }
  if (collection.is_object() && collection.members().size() <= kMaxElements) {
    for (const auto& [key, value] : collection.members()) add(value);
  }
  return result;
}

void ObjectBuilder::set(const std::string& key, Value value) {
  std::erase_if(object_.maybe, [&](const auto& m) { return m.first == key; });
  std::erase_if(object_.sure, [&](const auto& m) { return m.first == key; });
  object_.sure.emplace_back(key, std::move(value));
}

void ObjectBuilder::set_perhaps(const std::string& key, const Value& value) {
  for (Members* members : {&object_.sure, &object_.maybe}) {
    for (auto& [name, before] : *members) {
      if (name != key) continue;
      before = either(before, value, because_);
      return;
    }
  }
  // Where others may be there already, this one may have been, with another value.
  object_.maybe.emplace_back(key, object_.open ? Value::unknown(because_) : value);
}

void ObjectBuilder::set_somewhere(const Value& value) {
  for (auto& [name, before] : object_.sure) before = either(before, value, because_);
  for (auto& [name, before] : object_.maybe) before = either(before, value, because_);
  object_.open = true;
}

void ObjectBuilder::set_all(const Value& object) {
  if (object.is_object()) {
    for (const auto& [key, value] : object.members()) set(key, value);
    return;
  }
  because_of(object.unknown_because());
  const PartialObject* known = object.known_object();
  if (known == nullptr || known->open) set_somewhere(Value::unknown(object.unknown_because()));
  if (known == nullptr) return;
  for (const auto& [key, value] : known->maybe) set_perhaps(key, value);
  for (const auto& [key, value] : known->sure) set(key, value);
}

Value ObjectBuilder::take(Kind kind) && {
  if (object_.maybe.empty() && !object_.open) return Value::object(std::move(object_.sure), kind);
  return Value::object_in_part(std::move(object_), std::move(because_));
}

Value without_doubtful_types(const Value& value) {
  const auto like = [&](const Value& changed) {
    return changed.with_sensitive(value.is_sensitive()).with_origin(value.origin());
  };
  if (value.is_bool() || value.is_number()) return like(Value::unknown({"a type that is not known"}));
  const auto all = [](Sequence elements) {
    for (Value& element : elements) element = without_doubtful_types(element);
    return elements;
  };
  const auto all_members = [](Members members) {
    for (auto& [key, member] : members) member = without_doubtful_types(member);
    return members;
  };
  if (value.is_sequence()) return like(Value::sequence(value.kind(), all(value.elements())));
  if (value.is_object()) return like(Value::object(all_members(value.members()), value.kind()));
  if (const PartialList* list = value.known_list()) {
    return like(Value::list_in_part(
        {.first = all(list->first), .further = all(list->further), .is_list = list->is_list}, value.unknown_because()));
  }
  if (const PartialObject* object = value.known_object()) {
    return like(Value::object_in_part(
        {.sure = all_members(object->sure), .maybe = all_members(object->maybe), .open = object->open},
        value.unknown_because()));
  }
  return value;
}

}  // namespace plimsoll::lang
