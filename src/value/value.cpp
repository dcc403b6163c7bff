#include "plimsoll/value/value.h"

#include <algorithm>

#include "plimsoll/base/text.h"

namespace plimsoll {
namespace {

const Value kNull;
const std::vector<std::string> kNoCauses;

bool key_less(const std::pair<std::string, Value>& a, const std::pair<std::string, Value>& b) {
  return a.first < b.first;
}

// Calls `visit` for this value and, as long as it returns true, for everything inside it.
template <typename Visit>
void walk(const Value& value, const Visit& visit) {
  if (!visit(value)) return;
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) walk(element, visit);
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.members()) walk(member, visit);
  } else if (const PartialList* list = value.known_list()) {
    for (const Value& element : list->first) walk(element, visit);
    for (const Value& element : list->further) walk(element, visit);
  } else if (const PartialObject* object = value.known_object()) {
    for (const auto& [key, member] : object->sure) walk(member, visit);
    for (const auto& [key, member] : object->maybe) walk(member, visit);
  }
}

/// Sorted by key, keys unique, the last of equal ones kept.
void put_in_order(Members& members) {
  if (!std::ranges::is_sorted(members, key_less)) std::ranges::stable_sort(members, key_less);
  // Of equal keys the last one written wins: move it to the front of its run, then drop the rest.
  for (std::size_t i = members.size(); i-- > 1;) {
    if (members[i].first == members[i - 1].first) std::swap(members[i].second, members[i - 1].second);
  }
  const auto same_key = [](const auto& a, const auto& b) { return a.first == b.first; };
  members.erase(std::unique(members.begin(), members.end(), same_key), members.end());
}

void put_in_order(std::vector<std::string>& causes) {
  std::ranges::sort(causes);
  causes.erase(std::unique(causes.begin(), causes.end()), causes.end());
}

bool same_sequence(const Sequence& a, const Sequence& b) {
  return std::ranges::equal(a, b, equal);
}

bool same_set(const Sequence& a, const Sequence& b) {
  return a.size() == b.size() && std::ranges::all_of(a, [&b](const Value& x) {
           return std::ranges::any_of(b, [&x](const Value& y) { return equal(x, y); });
         });
}

bool same_members(const Members& a, const Members& b) {
  return std::ranges::equal(
      a, b, [](const auto& x, const auto& y) { return x.first == y.first && equal(x.second, y.second); });
}

}  // namespace

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBool:
      return "bool";
    case Kind::kNumber:
      return "number";
    case Kind::kString:
      return "string";
    case Kind::kList:
      return "list";
    case Kind::kTuple:
      return "tuple";
    case Kind::kSet:
      return "set";
    case Kind::kMap:
      return "map";
    case Kind::kObject:
      return "object";
    case Kind::kUnknown:
      return "unknown";
  }
  return "unknown";
}

Value Value::boolean(bool b) {
  Value value;
  value.kind_ = Kind::kBool;
  value.bool_ = b;
  return value;
}

Value Value::number(Number n) {
  Value value;
  value.kind_ = Kind::kNumber;
  value.rep_ = std::make_shared<const Number>(std::move(n));
  return value;
}

Value Value::string(std::string s) {
  Value value;
  value.kind_ = Kind::kString;
  value.rep_ = std::make_shared<const std::string>(std::move(s));
  return value;
}

Value Value::sequence(Kind kind, Sequence elements) {
  Value value;
  value.kind_ = kind;
  value.rep_ = std::make_shared<const Sequence>(std::move(elements));
  return value;
}

Value Value::object(Members members, Kind kind) {
  put_in_order(members);
  Value value;
  value.kind_ = kind;
  value.rep_ = std::make_shared<const Members>(std::move(members));
  return value;
}

struct Value::UnknownRep {
  std::vector<std::string> because = {};
  std::optional<PartialList> list = std::nullopt;
  std::optional<PartialObject> object = std::nullopt;
  std::shared_ptr<const Value> decoded = nullptr;
};

Value Value::unknown_with(UnknownRep rep) {
  put_in_order(rep.because);
  Value value;
  value.kind_ = Kind::kUnknown;
  value.rep_ = std::make_shared<const UnknownRep>(std::move(rep));
  return value;
}

Value Value::unknown(std::vector<std::string> because) {
  return unknown_with({.because = std::move(because)});
}

Value Value::partial_list(Sequence known, std::vector<std::string> because) {
  return list_in_part({.first = std::move(known)}, std::move(because));
}

Value Value::list_in_part(PartialList known, std::vector<std::string> because) {
  return unknown_with({.because = std::move(because), .list = std::move(known)});
}

Value Value::object_in_part(PartialObject known, std::vector<std::string> because) {
  put_in_order(known.sure);
  put_in_order(known.maybe);
  return unknown_with({.because = std::move(because), .object = std::move(known)});
}

Value Value::unknown_json(Value decoded) {
  std::vector<std::string> because = decoded.all_unknown_because();
  return unknown_with({.because = std::move(because), .decoded = std::make_shared<const Value>(std::move(decoded))});
}

bool Value::is_wholly_known() const {
  bool known = true;
  walk(*this, [&known](const Value& v) { return known = known && !v.is_unknown(); });
  return known;
}

const Value* Value::find(std::string_view key) const {
  if (!is_object()) return nullptr;
  const Members& all = members();
  const auto found = std::ranges::lower_bound(all, key, {}, [](const auto& m) { return std::string_view(m.first); });
  return found != all.end() && found->first == key ? &found->second : nullptr;
}

const Value& Value::get(std::string_view key) const {
  const Value* found = find(key);
  return found != nullptr ? *found : kNull;
}

const std::vector<std::string>& Value::unknown_because() const {
  return is_unknown() ? rep<UnknownRep>().because : kNoCauses;
}

std::vector<std::string> Value::all_unknown_because() const {
  std::vector<std::string> causes;
  walk(*this, [&causes](const Value& v) {
    if (v.is_unknown()) causes = merge_causes(causes, v.unknown_because());
    return true;
  });
  return causes;
}

const Value* Value::decoded() const {
  return is_unknown() ? rep<UnknownRep>().decoded.get() : nullptr;
}

const PartialList* Value::known_list() const {
  if (!is_unknown()) return nullptr;
  const std::optional<PartialList>& list = rep<UnknownRep>().list;
  return list ? &*list : nullptr;
}

const Sequence* Value::known_part() const {
  const PartialList* list = known_list();
  return list != nullptr ? &list->first : nullptr;
}

const PartialObject* Value::known_object() const {
  if (!is_unknown()) return nullptr;
  const std::optional<PartialObject>& object = rep<UnknownRep>().object;
  return object ? &*object : nullptr;
}

bool Value::contains_sensitive() const {
  bool found = false;
  walk(*this, [&found](const Value& v) { return !(found = found || v.is_sensitive()); });
  return found;
}

Value Value::with_sensitive(bool sensitive) const {
  Value copy = *this;
  copy.sensitive_ = sensitive;
  return copy;
}

Value Value::with_origin(std::shared_ptr<const Origin> origin) const {
  Value copy = *this;
  copy.origin_ = std::move(origin);
  return copy;
}

bool equal(const Value& a, const Value& b) {
  if (a.kind() != b.kind() || a.is_unknown()) return false;
  if (a.identity() != nullptr && a.identity() == b.identity()) return a.is_wholly_known();
  switch (a.kind()) {
    case Kind::kNull:
      return true;
    case Kind::kBool:
      return a.as_bool() == b.as_bool();
    case Kind::kNumber:
      return a.as_number() == b.as_number();
    case Kind::kString:
      return a.as_string() == b.as_string();
    case Kind::kList:
    case Kind::kTuple:
      return same_sequence(a.elements(), b.elements());
    case Kind::kSet:
      return same_set(a.elements(), b.elements());
    case Kind::kMap:
    case Kind::kObject:
      return same_members(a.members(), b.members());
    case Kind::kUnknown:
      return false;
  }
  return false;
}

std::string debug_string(const Value& value) {
  if (value.is_sensitive()) return "(sensitive)";
  std::string out;
  switch (value.kind()) {
    case Kind::kNull:
      return "null";
    case Kind::kBool:
      return value.as_bool() ? "true" : "false";
    case Kind::kNumber:
      return value.as_number().to_string();
    case Kind::kString:
      return hcl_quote(value.as_string());
    case Kind::kUnknown:
      return "(unknown)";
    case Kind::kList:
    case Kind::kTuple:
    case Kind::kSet:
      for (const Value& element : value.elements()) out += (out.empty() ? "" : ", ") + debug_string(element);
      return (value.kind() == Kind::kList ? "list[" : value.kind() == Kind::kSet ? "set[" : "[") + out + "]";
    case Kind::kMap:
    case Kind::kObject:
      for (const auto& [key, member] : value.members()) {
        out += (out.empty() ? "" : ", ") + key + " = " + debug_string(member);
      }
      return (value.kind() == Kind::kMap ? "map{" : "{") + out + "}";
  }
  return out;
}

std::vector<std::string> merge_causes(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (b.empty()) return a;
  if (a.empty()) return b;
  std::vector<std::string> merged;
  merged.reserve(a.size() + b.size());
  std::ranges::set_union(a, b, std::back_inserter(merged));
  return merged;
}

}  // namespace plimsoll
