#include "repair_values.h"

#include <algorithm>
#include <set>

#include "plimsoll/base/text.h"
#include "plimsoll/ecs/ecs.h"
#include "plimsoll/value/json.h"

namespace plimsoll::analysis {
namespace {

constexpr const char* kDefinitions = "container_definitions";

Value without_nulls(const Value& value) {
  if (value.is_sequence()) {
    Sequence elements;
    for (const Value& element : value.elements()) elements.push_back(without_nulls(element));
    return Value::list(std::move(elements)).with_origin(value.origin());
  }
  if (!value.is_object()) return value;
  Members members;
  for (const auto& [key, member] : value.members()) {
    if (!member.is_null()) members.emplace_back(key, without_nulls(member));
  }
  return Value::object(std::move(members)).with_origin(value.origin());
}

std::string name_of(const Value& element) {
  const Value& name = element.get("name");
  return name.is_string() ? name.as_string() : "";
}

/// Every element has a name of its own.
bool all_named(const Value& list) {
  std::set<std::string> names;
  return list.is_sequence() && std::ranges::all_of(list.elements(), [&names](const Value& element) {
           const std::string name = name_of(element);
           return !name.empty() && names.insert(name).second;
         });
}

const Value* element_named(const Value& list, const std::string& name) {
  for (const Value& element : list.elements()) {
    if (name_of(element) == name) return &element;
  }
  return nullptr;
}

/// Without numbers: causes may name lines, which move.
std::vector<std::string> causes(const Value& unknown) {
  std::vector<std::string> texts = unknown.unknown_because();
  for (std::string& text : texts) std::erase_if(text, [](char c) { return c >= '0' && c <= '9'; });
  return texts;
}

/// What is known of a value that is known in part, as if that were all.
std::optional<Value> known_part(const Value& value) {
  if (const Value* decoded = value.decoded()) return *decoded;
  if (const PartialList* list = value.known_list()) {
    Sequence elements = list->first;
    elements.insert(elements.end(), list->further.begin(), list->further.end());
    return Value::list(std::move(elements));
  }
  const PartialObject* object = value.known_object();
  if (object == nullptr) return std::nullopt;
  Members members = object->sure;
  members.insert(members.end(), object->maybe.begin(), object->maybe.end());
  return Value::object(std::move(members));
}

/// Whether as much is certain about both: where the known elements stand, which attributes there may be.
bool is_same_extent(const Value& a, const Value& b) {
  const PartialList* list = a.known_list();
  const PartialObject* object = a.known_object();
  if ((list == nullptr) != (b.known_list() == nullptr) || (object == nullptr) != (b.known_object() == nullptr)) {
    return false;
  }
  if (list != nullptr && list->first.size() != b.known_list()->first.size()) return false;
  if (object == nullptr) return true;
  return object->sure.size() == b.known_object()->sure.size() && object->open == b.known_object()->open;
}

class Difference {
 public:
  std::vector<std::string> paths = {};

  void compare(const Value& a, const Value& b, const std::string& path) {
    if (same(a, b)) return;
    if (a.is_unknown() && b.is_unknown() && is_same_extent(a, b)) {
      const std::optional<Value> before = known_part(a);
      const std::optional<Value> after = known_part(b);
      if (before && after && !same(*before, *after)) return compare(*before, *after, path);
    }
    const bool objects = is_objects(a) && is_objects(b) && (a.is_object() || b.is_object());
    if (objects) return members(a, b, path);
    // A block that is new or gone: what it says is what changes.
    if (a.is_null() && is_single_block(b)) return compare(a, b.elements().front(), path);
    if (b.is_null() && is_single_block(a)) return compare(a.elements().front(), b, path);
    const bool lists = a.is_sequence() && b.is_sequence();
    if (lists && all_named(a) && all_named(b)) return named(a, b, path);
    if (lists && a.elements().size() == b.elements().size()) {
      for (std::size_t i = 0; i < a.elements().size(); ++i) {
        // A block that stands once needs no index.
        const bool single = a.elements().size() == 1 && a.elements()[i].is_object();
        compare(a.elements()[i], b.elements()[i], single ? path : path + "[" + std::to_string(i) + "]");
      }
      return;
    }
    paths.push_back(path);
  }

 private:
  static bool is_single_block(const Value& value) {
    return value.is_sequence() && value.elements().size() == 1 && value.elements().front().is_object();
  }
  static bool is_objects(const Value& value) { return value.is_object() || value.is_null(); }

  void members(const Value& a, const Value& b, const std::string& path) {
    std::set<std::string> keys;
    for (const Value* side : {&a, &b}) {
      if (!side->is_object()) continue;
      for (const auto& [key, member] : side->members()) keys.insert(key);
    }
    if (keys.empty()) return paths.push_back(path);
    for (const std::string& key : keys) {
      const Value* before = a.find(key);
      const Value* after = b.find(key);
      compare(before == nullptr ? Value::null() : *before, after == nullptr ? Value::null() : *after,
              path.empty() ? key : path + "." + key);
    }
  }

  void named(const Value& a, const Value& b, const std::string& path) {
    std::set<std::string> names;
    for (const Value* side : {&a, &b}) {
      for (const Value& element : side->elements()) names.insert(name_of(element));
    }
    for (const std::string& name : names) {
      const Value* before = element_named(a, name);
      const Value* after = element_named(b, name);
      const std::string at = path + "[" + hcl_quote(name) + "]";
      if (before == nullptr || after == nullptr) {
        paths.push_back(at);
      } else {
        compare(*before, *after, at);
      }
    }
  }
};

/// As a plan would write it: lists for sequences, and text where it had text.
Value as_planned(const Value& value, const Value& like) {
  if (value.is_sequence()) {
    Sequence elements;
    const Value& first = like.is_sequence() && !like.elements().empty() ? like.elements().front() : Value::null();
    for (const Value& element : value.elements()) elements.push_back(as_planned(element, first));
    return Value::list(std::move(elements)).with_sensitive(value.is_sensitive());
  }
  if (value.is_object()) {
    Members members = value.members();
    for (auto& [key, member] : members) member = as_planned(member, like.get(key));
    // Plans list every attribute of a block.
    if (like.is_object()) {
      for (const auto& [key, member] : like.members()) {
        if (value.find(key) == nullptr)
          members.emplace_back(key, member.is_sequence() ? Value::list({}) : Value::null());
      }
    }
    return Value::object(std::move(members)).with_sensitive(value.is_sensitive());
  }
  if (!like.is_string()) return value;
  if (value.is_number()) return Value::string(value.as_number().to_string());
  if (value.is_bool()) return Value::string(value.as_bool() ? "true" : "false");
  return value;
}

Value patched(const Value& planned, const Value& before, const Value& after) {
  if (same(before, after)) return planned;
  if (after.is_null()) return planned.is_sequence() ? Value::list({}) : Value::null();
  if (planned.is_object() && before.is_object() && after.is_object()) {
    Members members;
    std::set<std::string> keys;
    for (const Value* side : {&planned, &after}) {
      for (const auto& [key, member] : side->members()) keys.insert(key);
    }
    for (const std::string& key : keys) {
      members.emplace_back(key, patched(planned.get(key), before.get(key), after.get(key)));
    }
    return Value::object(std::move(members)).with_sensitive(planned.is_sensitive());
  }
  // JSON syntax writes a block that stands once as an object.
  if (planned.is_sequence() && after.is_object()) {
    return patched(planned, before.is_object() ? Value::list({before}) : before, Value::list({after}));
  }
  const bool lists = planned.is_sequence() && before.is_sequence() && after.is_sequence();
  if (!lists) return as_planned(after, planned);
  const bool by_name = all_named(planned) && all_named(before) && all_named(after);
  const bool by_index = planned.elements().size() == before.elements().size();
  const Value& like = planned.elements().empty() ? Value::null() : planned.elements().front();
  Sequence elements;
  for (std::size_t i = 0; i < after.elements().size(); ++i) {
    const Value& element = after.elements()[i];
    const Value* old_plan = nullptr;
    const Value* old_source = nullptr;
    if (by_name) {
      old_plan = element_named(planned, name_of(element));
      old_source = element_named(before, name_of(element));
    } else if (by_index && i < before.elements().size()) {
      old_plan = &planned.elements()[i];
      old_source = &before.elements()[i];
    }
    const bool known = old_plan != nullptr && old_source != nullptr;
    elements.push_back(known ? patched(*old_plan, *old_source, element) : as_planned(element, like));
  }
  return Value::list(std::move(elements)).with_sensitive(planned.is_sensitive());
}

Value definitions_text(const Value& decoded, const Value& planned) {
  const std::optional<Value> containers = ecs::planned_containers(decoded);
  if (!containers) return Value::unknown({kDefinitions});
  const Value written = without_nulls(*containers);
  const Value text = written.is_wholly_known() ? Value::string(json::encode(written)) : Value::unknown_json(written);
  return text.with_sensitive(planned.is_sensitive());
}

/// A replaced resource is made as it is written, whatever its configuration ignores.
Value without_ignored(const Value& body, const plan::ResourceChange& change, const std::vector<std::string>& ignored) {
  if (ignored.empty() || !change.has_before) return body;
  const bool all = std::ranges::find(ignored, "all") != ignored.end();
  Members members = body.members();
  std::erase_if(members, [&](const auto& member) {
    if (!all && std::ranges::find(ignored, member.first) == ignored.end()) return false;
    return same(change.before.get(member.first), change.after.get(member.first));
  });
  return Value::object(std::move(members), body.kind()).with_origin(body.origin());
}

}  // namespace

std::vector<source::JsonAttribute> json_attributes() {
  return {{.name = kDefinitions, .normalise = ecs::planned_containers}};
}

Value SourceValues::body() const {
  if (!containers) return resource.body;
  Members members = resource.body.members();
  for (auto& [key, member] : members) {
    if (key == kDefinitions) member = *containers;
  }
  return Value::object(std::move(members)).with_origin(resource.body.origin());
}

std::optional<SourceValues> source_values(source::Evaluator& evaluator, const std::string& address) {
  std::optional<source::ResourceSource> resource = evaluator.resource(address);
  if (!resource) return std::nullopt;
  SourceValues values = {.resource = *std::move(resource)};
  if (values.resource.body.find(kDefinitions) != nullptr) {
    values.containers = evaluator.structured(address, kDefinitions);
  }
  return values;
}

std::optional<SourceValues> source_values(source::Evaluator& evaluator, const plan::ResourceChange& change) {
  std::optional<SourceValues> values = source_values(evaluator, change.address);
  if (!values) return std::nullopt;
  Value& body = values->resource.body;
  body = without_ignored(body, change, source::ignored_changes(*values->resource.declaration));
  if (body.find(kDefinitions) == nullptr) values->containers = std::nullopt;
  return values;
}

bool same(const Value& a, const Value& b) {
  if (a.is_unknown() || b.is_unknown()) {
    if (a.is_unknown() != b.is_unknown()) return false;
    const std::optional<Value> before = known_part(a);
    const std::optional<Value> after = known_part(b);
    if (before.has_value() != after.has_value() || !is_same_extent(a, b)) return false;
    if (before && !same(*before, *after)) return false;
    return a.decoded() != nullptr || causes(a) == causes(b);
  }
  if (a.is_sequence() && b.is_sequence()) {
    return a.elements().size() == b.elements().size() &&
           std::equal(a.elements().begin(), a.elements().end(), b.elements().begin(), same);
  }
  if (a.is_object() && b.is_object()) {
    const auto equal_members = [](const auto& x, const auto& y) {
      return x.first == y.first && same(x.second, y.second);
    };
    return a.members().size() == b.members().size() &&
           std::equal(a.members().begin(), a.members().end(), b.members().begin(), equal_members);
  }
  return a.kind() == b.kind() && equal(a, b);
}

std::vector<std::string> changed_paths(const Value& before, const Value& after) {
  Difference difference;
  difference.compare(before, after, "");
  return std::move(difference.paths);
}

Value replanned(const Value& planned, const Value& before, const Value& after) {
  if (!planned.is_object()) return planned;
  Members members = planned.members();
  std::set<std::string> keys;
  for (const auto& [key, member] : planned.members()) keys.insert(key);
  for (const auto& [key, member] : after.members()) {
    if (!keys.contains(key)) members.emplace_back(key, Value::null());
  }
  for (auto& [key, member] : members) {
    const Value& old_source = before.get(key);
    const Value& new_source = after.get(key);
    if (same(old_source, new_source)) continue;
    member = key == kDefinitions ? definitions_text(new_source, member) : patched(member, old_source, new_source);
  }
  return Value::object(std::move(members)).with_sensitive(planned.is_sensitive());
}

}  // namespace plimsoll::analysis
