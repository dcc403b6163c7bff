#include "plimsoll/policy/relations.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace plimsoll::policy {
namespace {

enum class Tri : std::uint8_t { kNo, kMaybe, kYes };

/// Equality of values that may be unknown inside: a certain difference anywhere decides. Maps and objects are not told
/// apart, since plans do not.
class Comparison {
 public:
  explicit Comparison(const UnknownValues& unknowns) : unknowns_(unknowns) {}

  Tri operator()(const Value& a, const Value& b) const {
    if (a.is_unknown() || b.is_unknown()) return compare_unknown(a, b);
    if (a.is_object() && b.is_object()) return compare_members(a, b);
    if (a.kind() != b.kind()) return Tri::kNo;
    if (a.is_sequence()) return compare_elements(a, b);
    return equal(a, b) ? Tri::kYes : Tri::kNo;
  }

 private:
  Tri compare_unknown(const Value& a, const Value& b) const {
    const std::optional<bool> decided = unknowns_.equal ? unknowns_.equal(a, b) : std::nullopt;
    if (!decided) return Tri::kMaybe;
    return *decided ? Tri::kYes : Tri::kNo;
  }

  Tri compare_elements(const Value& a, const Value& b) const {
    if (a.elements().size() != b.elements().size()) return Tri::kNo;
    if (a.kind() == Kind::kSet) {
      if (!a.is_wholly_known() || !b.is_wholly_known()) return Tri::kMaybe;
      return equal(a, b) ? Tri::kYes : Tri::kNo;
    }
    Tri result = Tri::kYes;
    for (std::size_t i = 0; i < a.elements().size(); ++i)
      result = std::min(result, (*this)(a.elements()[i], b.elements()[i]));
    return result;
  }

  Tri compare_members(const Value& a, const Value& b) const {
    if (a.members().size() != b.members().size()) return Tri::kNo;
    Tri result = Tri::kYes;
    for (std::size_t i = 0; i < a.members().size(); ++i) {
      if (a.members()[i].first != b.members()[i].first) return Tri::kNo;
      result = std::min(result, (*this)(a.members()[i].second, b.members()[i].second));
    }
    return result;
  }

  const UnknownValues& unknowns_;
};

/// Resources of one type by the value of one attribute.
struct AttributeIndex {
  using ByName = std::unordered_map<std::string, std::vector<std::size_t>>;
  struct Owned {
    ByName by_owner = {};
    std::vector<std::size_t> open = {};  // without an owner
  };
  std::map<std::string, ByName, std::less<>> by_key = {};  // kind, then name
  std::vector<std::size_t> open = {};                      // without a key: to be compared
  std::map<std::string, Owned, std::less<>> texts = {};    // those of known text by what owns it; built when asked for
};

struct TypeIndex {
  std::vector<Value> resources = {};
  std::map<std::string, AttributeIndex, std::less<>> attributes = {};
};

std::optional<ValueKey> key_of(const Value& value, const UnknownValues& unknowns) {
  if (value.is_string()) return ValueKey{.name = value.as_string()};
  return value.is_unknown() && unknowns.key ? unknowns.key(value) : std::nullopt;
}

AttributeIndex build_index(const std::vector<Value>& resources, const std::string& attribute,
                           const UnknownValues& unknowns) {
  AttributeIndex index;
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const Value* value = resources[i].find(attribute);
    if (value == nullptr && !resources[i].is_unknown()) continue;  // no match, whatever is wanted
    const std::optional<ValueKey> key = value != nullptr ? key_of(*value, unknowns) : std::nullopt;
    (key ? index.by_key[key->kind][key->name] : index.open).push_back(i);
  }
  return index;
}

/// What the plan holds, asked once per type and indexed by the attributes that filters name: relating thousands of
/// resources to each other must not compare each with each. Safe to use from several threads.
class ResourceIndex {
 public:
  explicit ResourceIndex(ResourceSource source, UnknownValues unknowns = {})
      : source_(std::move(source)), unknowns_(std::move(unknowns)) {}

  Comparison comparison() const { return Comparison(unknowns_); }

  const std::vector<Value>& resources(const std::string& type) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return entry(type).resources;
  }

  /// Numbers of the resources that could match `filter`, in order.
  std::vector<std::size_t> candidates(const std::string& type, const Value& filter) {
    const std::lock_guard<std::mutex> lock(mutex_);
    TypeIndex& index = entry(type);
    const Members* wanted = filter.is_object() ? &filter.members() : nullptr;
    for (std::size_t i = 0; wanted != nullptr && i < wanted->size(); ++i) {
      const auto& [name, value] = (*wanted)[i];
      if (const std::optional<ValueKey> key = key_of(value, unknowns_)) return merged(attribute(index, name), *key);
    }
    std::vector<std::size_t> all(index.resources.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    return all;
  }

 private:
  TypeIndex& entry(const std::string& type) {
    const auto found = types_.find(type);
    if (found != types_.end()) return found->second;
    return types_.emplace(type, TypeIndex{.resources = source_ ? source_(type) : std::vector<Value>{}}).first->second;
  }

  AttributeIndex& attribute(TypeIndex& index, const std::string& name) const {
    const auto found = index.attributes.find(name);
    if (found != index.attributes.end()) return found->second;
    return index.attributes.emplace(name, build_index(index.resources, name, unknowns_)).first->second;
  }

  /// Of the same kind only those of the same name; of another kind what is not certain to differ.
  std::vector<std::size_t> merged(AttributeIndex& index, const ValueKey& key) const {
    std::vector<std::size_t> result = index.open;
    for (const auto& [kind, by_name] : index.by_key) {
      if (kind == key.kind) {
        add_named(by_name, key.name, result);
      } else if (kind.empty()) {
        const AttributeIndex::Owned& owned = texts_by_owner(index, by_name, key.kind);
        add(owned.open, result);
        add_named(owned.by_owner, key.name, result);
      } else if (const std::optional<std::string> owner = key.kind.empty() ? owner_of(kind, key.name) : std::nullopt) {
        add_named(by_name, *owner, result);
      } else {
        for (const auto& [name, resources] : by_name) add(resources, result);
      }
    }
    std::sort(result.begin(), result.end());
    return result;
  }

  static void add(const std::vector<std::size_t>& more, std::vector<std::size_t>& result) {
    result.insert(result.end(), more.begin(), more.end());
  }

  static void add_named(const AttributeIndex::ByName& by_name, const std::string& name,
                        std::vector<std::size_t>& result) {
    if (const auto found = by_name.find(name); found != by_name.end()) add(found->second, result);
  }

  std::optional<std::string> owner_of(const std::string& kind, const std::string& text) const {
    return unknowns_.owner ? unknowns_.owner(kind, text) : std::nullopt;
  }

  const AttributeIndex::Owned& texts_by_owner(AttributeIndex& index, const AttributeIndex::ByName& texts,
                                              const std::string& kind) const {
    const auto [entry, added] = index.texts.try_emplace(kind);
    if (!added) return entry->second;
    for (const auto& [text, resources] : texts) {
      const std::optional<std::string> owner = owner_of(kind, text);
      add(resources, owner ? entry->second.by_owner[*owner] : entry->second.open);
    }
    return entry->second;
  }

  ResourceSource source_;
  UnknownValues unknowns_;
  std::mutex mutex_;
  std::map<std::string, TypeIndex, std::less<>> types_;
};

void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Whether a resource has what a filter wants. `because` collects why that is not certain, in no order.
Tri matches(const Value& resource, const Value& filter, const Comparison& compare, bool missing_matches,
            std::vector<std::string>& because, bool& sensitive) {
  if (resource.is_unknown()) {
    append(because, resource.unknown_because());
    return Tri::kMaybe;
  }
  if (!filter.is_object()) return Tri::kYes;
  Tri result = Tri::kYes;
  std::vector<std::string> causes;
  for (const auto& [name, wanted] : filter.members()) {
    const Value* actual = resource.find(name);
    if (actual == nullptr && missing_matches) continue;
    if (actual == nullptr) return Tri::kNo;
    sensitive = sensitive || actual->contains_sensitive();
    const Tri one = compare(*actual, wanted);
    if (one == Tri::kNo) return Tri::kNo;
    if (one == Tri::kMaybe) {
      append(causes, actual->all_unknown_because());
      append(causes, wanted.all_unknown_because());
    }
    result = std::min(result, one);
  }
  append(because, causes);
  return result;
}

/// The arguments (type, filter) that both functions take.
struct Query {
  std::string type = {};
  Value filter = {};
};

std::optional<lang::Outcome> read_query(const lang::Invocation& call, Query& query) {
  const Value& type = call.arguments[0];
  if (type.is_unknown()) return type;
  if (!type.is_string()) return lang::argument_error(call, 0, "the type is a string");
  query.type = type.as_string();
  if (call.arguments.size() < 2) return std::nullopt;
  query.filter = call.arguments[1];
  if (query.filter.is_null() || query.filter.is_object() || query.filter.is_unknown()) return std::nullopt;
  return lang::argument_error(call, 1, "an object of attributes and their values is needed");
}

lang::Outcome select_resources(ResourceIndex& index, const lang::Invocation& call) {
  Query query;
  if (std::optional<lang::Outcome> early = read_query(call, query)) return *early;
  const std::vector<Value>& resources = index.resources(query.type);
  if (query.filter.is_unknown()) {
    if (resources.empty()) return Value::list({});
    return Value::partial_list({}, query.filter.unknown_because());
  }
  Sequence found;
  bool partial = false;
  bool sensitive = query.filter.contains_sensitive();
  std::vector<std::string> because;
  for (const std::size_t i : index.candidates(query.type, query.filter)) {
    const Tri match = matches(resources[i], query.filter, index.comparison(), false, because, sensitive);
    if (match == Tri::kYes) found.push_back(resources[i]);
    partial = partial || match == Tri::kMaybe;
  }
  Value result = partial ? Value::partial_list(std::move(found), std::move(because)) : Value::list(std::move(found));
  return sensitive ? result.with_sensitive() : result;
}

lang::Outcome select_data_source(ResourceIndex& index, const lang::Invocation& call) {
  Query query;
  if (std::optional<lang::Outcome> early = read_query(call, query)) return *early;
  if (query.filter.is_unknown()) return Value::unknown(query.filter.unknown_because());
  bool sensitive = query.filter.contains_sensitive();
  for (const Value& candidate : index.resources(query.type)) {
    std::vector<std::string> because;
    const Tri match = matches(candidate, query.filter, index.comparison(), true, because, sensitive);
    if (match == Tri::kMaybe) return Value::unknown(std::move(because)).with_sensitive(sensitive);
    if (match == Tri::kYes) return sensitive ? candidate.with_sensitive() : candidate;
  }
  return Value::unknown({"data." + query.type});
}

constexpr lang::Traits kSeesEverything = {.allows_null = true, .allows_unknown = true, .allows_sensitive = true};

}  // namespace

lang::Function getresources_function(ResourceSource source, UnknownValues unknowns) {
  const auto index = std::make_shared<ResourceIndex>(std::move(source), std::move(unknowns));
  return {.name = "core::getresources",
          .parameters = {{.name = "type"}, {.name = "filter", .optional = true}},
          .summary = "Attributes of every managed resource of a type whose attributes equal those of the filter.",
          .traits = kSeesEverything,
          .implementation = [index](const lang::Invocation& call) { return select_resources(*index, call); }};
}

lang::Function getdatasource_function(ResourceSource source) {
  const auto index = std::make_shared<ResourceIndex>(std::move(source));
  return {.name = "core::getdatasource",
          .parameters = {{.name = "type"}, {.name = "config", .optional = true}},
          .summary = "A data source with this configuration; unknown unless the plan or the test holds one.",
          .traits = kSeesEverything,
          .implementation = [index](const lang::Invocation& call) { return select_data_source(*index, call); }};
}

lang::Function gethttprequest_function() {
  return {.name = "core::gethttprequest",
          .parameters = {{.name = "url"}, {.name = "options", .optional = true}},
          .summary = "The answer of a web server; always unknown, since plimsoll works offline.",
          .traits = kSeesEverything,
          .implementation = [](const lang::Invocation&) -> lang::Outcome {
            return Value::unknown({"core::gethttprequest"});
          }};
}

std::vector<lang::Function> relation_functions(ResourceSource resources, ResourceSource data_sources,
                                               UnknownValues unknowns) {
  return {getresources_function(std::move(resources), std::move(unknowns)),
          getdatasource_function(std::move(data_sources)), gethttprequest_function()};
}

}  // namespace plimsoll::policy
