// From container_definitions as a plan holds them to containers with canonical keys.
#include <algorithm>
#include <bitset>
#include <cmath>
#include <optional>

#include "container_schema.h"
#include "plimsoll/base/text.h"
#include "plimsoll/ecs/ecs.h"
#include "plimsoll/value/json.h"

namespace plimsoll::ecs {

namespace {

constexpr std::size_t kMaxDepth = 64;        // the API's own nesting ends at 5
constexpr std::size_t kMaxNameLength = 255;  // of a container, by the API

/// What is wrong and where: the path grows from the inside out while the error travels up.
struct Problem {
  std::string path = {};
  std::string detail = {};
};

std::nullopt_t fail(Problem& problem, std::string detail) {
  problem.detail = std::move(detail);
  return std::nullopt;
}

void prepend(Problem& problem, std::string_view step) {
  const bool joined = problem.path.empty() || problem.path.front() == '[';
  problem.path = std::string(step) + (joined ? "" : ".") + problem.path;
}

/// `changed` with what `original` carries besides its content.
Value like(const Value& original, Value changed) {
  if (original.is_sensitive()) changed = changed.with_sensitive();
  if (original.origin()) changed = changed.with_origin(original.origin());
  return changed;
}

bool is_integral(const Number& number) {
  return number.is_integer() || (std::isfinite(number.real()) && std::trunc(number.real()) == number.real());
}

bool is_scalar(KeyType type) {
  return type == KeyType::kString || type == KeyType::kBool || type == KeyType::kInteger;
}

bool scalar_fits(const Value& value, KeyType type) {
  if (value.is_null() || value.is_unknown()) return true;
  if (type == KeyType::kString) return value.is_string();
  if (type == KeyType::kBool) return value.is_bool();
  return value.is_number() && is_integral(value.as_number());
}

std::string found(const Value& value) {
  if (value.is_number()) return is_integral(value.as_number()) ? "a number" : "a fraction";
  if (value.is_sequence()) return "a list";
  return value.is_object() ? "an object" : "a " + std::string(kind_name(value.kind()));
}

std::nullopt_t mismatch(const Value& value, KeyType type, Problem& problem) {
  return fail(problem, "must be " + std::string(description(type)) + ", found " + found(value));
}

std::optional<Value> canonical(const Value& value, const Key& key, Problem& problem);

/// A list or map of scalars. A null inside becomes "", as Go decodes it into a string.
std::optional<Value> canonical_strings(const Value& list, KeyType element, Problem& problem) {
  bool unchanged = list.kind() == Kind::kList;
  for (std::size_t i = 0; i < list.elements().size(); ++i) {
    if (!scalar_fits(list.elements()[i], element)) {
      mismatch(list.elements()[i], element, problem);
      prepend(problem, "[" + std::to_string(i) + "]");
      return std::nullopt;
    }
    unchanged = unchanged && !list.elements()[i].is_null();
  }
  if (unchanged) return list;
  Sequence elements = list.elements();
  for (Value& value : elements) {
    if (value.is_null()) value = like(value, element == KeyType::kString ? Value::string("") : Value::number(0));
  }
  return like(list, Value::list(std::move(elements)));
}

std::optional<Value> canonical_map(const Value& map, Problem& problem) {
  bool unchanged = true;
  for (const auto& [name, value] : map.members()) {
    // The key may be anything that the author chose, so it is not shown.
    if (!scalar_fits(value, KeyType::kString)) return mismatch(map, KeyType::kStringMap, problem);
    unchanged = unchanged && !value.is_null();
  }
  if (unchanged) return map;
  Members members = map.members();
  for (auto& [name, value] : members) {
    if (value.is_null()) value = like(value, Value::string(""));
  }
  return like(map, Value::object(std::move(members), map.kind()));
}

/// True for objects that need no change, such as most environment entries.
bool is_canonical_already(const Members& members, std::span<const Key> keys) {
  return std::ranges::equal(members, keys, [](const auto& member, const Key& key) {
    return member.first == key.name && is_scalar(key.type) && scalar_fits(member.second, key.type);
  });
}

/// An object in canonical form with its secrets marked.
Value conceal(const Value& object, std::span<const Key> keys) {
  if (std::ranges::none_of(keys, &Key::secret)) return object;
  Members members = object.members();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].secret && !members[i].second.is_null()) members[i].second = members[i].second.with_sensitive();
  }
  return like(object, Value::object(std::move(members), object.kind()));
}

std::optional<Value> canonical_object(const Value& object, std::span<const Key> keys, Problem& problem) {
  const Members& members = object.members();
  if (is_canonical_already(members, keys)) return conceal(object, keys);
  Members result;
  result.reserve(keys.size());
  for (const Key& key : keys) result.emplace_back(key.name, Value());

  std::bitset<64> seen;
  std::bitset<64> nulls;
  const auto assign = [&](std::size_t i, const Value& value) {
    std::optional<Value> member = canonical(value, keys[i], problem);
    if (!member) {
      prepend(problem, keys[i].name);
      return false;
    }
    result[i].second = *std::move(member);
    (value.is_null() ? nulls : seen).set(i);
    return true;
  };

  std::vector<const std::pair<std::string, Value>*> other_keys;
  std::size_t at = 0;
  for (const auto& member : members) {
    while (at < keys.size() && keys[at].name < member.first) ++at;
    if (at == keys.size() || keys[at].name != member.first) {
      other_keys.push_back(&member);
    } else if (!assign(at, member.second)) {
      return std::nullopt;
    }
  }
  for (const auto* member : other_keys) {
    const auto key = std::ranges::find_if(keys, [&](const Key& k) { return keys_fold_equal(k.name, member->first); });
    if (key == keys.end()) continue;
    const auto i = static_cast<std::size_t>(key - keys.begin());
    if (member->second.is_null()) {
      nulls.set(i);
      continue;
    }
    if (seen.test(i)) {
      return fail(problem, "has \"" + std::string(key->name) + "\" more than once, in different case");
    }
    if (!assign(i, member->second)) return std::nullopt;
  }
  // Whichever comes last wins, and the order of the text is not known here.
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!seen.test(i) || !nulls.test(i)) continue;
    result[i].second = Value::unknown({std::string(keys[i].name) + " (null and a value, in different case)"});
  }
  return conceal(like(object, Value::object(std::move(result), object.kind())), keys);
}

/// Null and empty elements go, as the provider removes them.
std::optional<Value> canonical_objects(const Value& list, std::span<const Key> keys, Problem& problem) {
  Sequence elements;
  elements.reserve(list.elements().size());
  for (std::size_t i = 0; i < list.elements().size(); ++i) {
    const Value& element = list.elements()[i];
    if (element.is_null() || (element.is_object() && element.members().empty())) continue;
    std::optional<Value> result = canonical(element, Key{"", KeyType::kObject, keys}, problem);
    if (!result) {
      prepend(problem, "[" + std::to_string(i) + "]");
      return std::nullopt;
    }
    elements.push_back(*std::move(result));
  }
  return like(list, Value::list(std::move(elements)));
}

/// An object of which some members are known only in part: any of the others is unknown.
std::optional<Value> canonical_object_in_part(const Value& object, std::span<const Key> keys, Problem& problem) {
  const PartialObject& known = *object.known_object();
  const auto names = [](std::string_view name) {
    return [name](const auto& member) { return keys_fold_equal(name, member.first); };
  };
  Members members;
  for (const Key& key : keys) {
    const bool is_sure = std::ranges::any_of(known.sure, names(key.name));
    const bool is_open = known.open || std::ranges::any_of(known.maybe, names(key.name));
    if (!is_sure && is_open) members.emplace_back(key.name, Value::unknown(object.unknown_because()));
  }
  for (const auto& [name, value] : known.sure) {
    // The same key in another case may be there or not, and then the later one wins.
    const auto is_doubtful = [&, written = &name](const Key& key) {
      return keys_fold_equal(key.name, *written) && std::ranges::any_of(known.maybe, names(key.name));
    };
    members.emplace_back(name,
                         std::ranges::any_of(keys, is_doubtful) ? Value::unknown(object.unknown_because()) : value);
  }
  return canonical_object(like(object, Value::object(std::move(members))), keys, problem);
}

/// Elements that a list has for sure, each in canonical form.
std::optional<Value> canonical_list_in_part(const Value& list, const Key& key, Problem& problem) {
  PartialList known = *list.known_list();
  for (Sequence* elements : {&known.first, &known.further}) {
    const std::optional<Value> result = canonical(Value::list(std::move(*elements)), key, problem);
    if (!result) return std::nullopt;
    *elements = result->elements();
  }
  return like(list, Value::list_in_part(std::move(known), list.unknown_because()));
}

bool is_list(KeyType type) {
  return type == KeyType::kStrings || type == KeyType::kIntegers || type == KeyType::kObjects;
}

std::optional<Value> canonical(const Value& value, const Key& key, Problem& problem) {
  if (value.known_object() != nullptr && key.type == KeyType::kObject) {
    return canonical_object_in_part(value, key.members, problem);
  }
  if (value.known_list() != nullptr && is_list(key.type)) return canonical_list_in_part(value, key, problem);
  if (value.is_null() || value.is_unknown()) return value;
  switch (key.type) {
    case KeyType::kString:
    case KeyType::kBool:
    case KeyType::kInteger:
      if (scalar_fits(value, key.type)) return value;
      break;
    case KeyType::kStrings:
      if (value.is_sequence()) return canonical_strings(value, KeyType::kString, problem);
      break;
    case KeyType::kIntegers:
      if (value.is_sequence()) return canonical_strings(value, KeyType::kInteger, problem);
      break;
    case KeyType::kStringMap:
      if (value.is_object()) return canonical_map(value, problem);
      break;
    case KeyType::kObject:
      if (value.is_object()) return canonical_object(value, key.members, problem);
      break;
    case KeyType::kObjects:
      if (value.is_sequence()) return canonical_objects(value, key.members, problem);
      break;
  }
  return mismatch(value, key.type, problem);
}

/// Marks every leaf below a marked node, and only leaves, so that lists can still be walked. The empty collections
/// count as leaves.
Value spread_marks(const Value& value, bool marked) {
  marked = marked || value.is_sensitive();
  if (value.is_sequence() && !value.elements().empty()) {
    Sequence elements;
    elements.reserve(value.elements().size());
    for (const Value& element : value.elements()) elements.push_back(spread_marks(element, marked));
    return Value::sequence(value.kind(), std::move(elements)).with_origin(value.origin());
  }
  if (value.is_object() && !value.members().empty()) {
    Members members = value.members();
    for (auto& [key, member] : members) member = spread_marks(member, marked);
    return Value::object(std::move(members), value.kind()).with_origin(value.origin());
  }
  if (const PartialList* list = value.known_list()) {
    PartialList known = *list;
    for (Value& element : known.first) element = spread_marks(element, marked);
    for (Value& element : known.further) element = spread_marks(element, marked);
    return like(value, Value::list_in_part(std::move(known), value.unknown_because())).with_sensitive(marked);
  }
  return marked ? value.with_sensitive() : value;
}

/// A name that ECS accepts identifies the container and stays readable: without it no finding could say which one.
bool is_container_name(const Value& name) {
  if (!name.is_string() || name.as_string().empty() || name.as_string().size() > kMaxNameLength) return false;
  return std::ranges::all_of(name.as_string(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

Value mark_container(const Value& container, bool marked) {
  if (!container.is_object()) return spread_marks(container, marked);
  Members members = spread_marks(container, marked).members();
  for (auto& [key, member] : members) {
    if (key == "name" && is_container_name(member)) member = member.with_sensitive(false);
  }
  return Value::object(std::move(members), container.kind()).with_origin(container.origin());
}

/// An environment entry, or a list of them, with the members called "value" marked.
Value conceal_entries(const Value& value) {
  if (value.is_sequence()) {
    Sequence elements = value.elements();
    for (Value& element : elements) element = conceal_entries(element);
    return like(value, Value::sequence(value.kind(), std::move(elements)));
  }
  if (!value.is_object()) return value;
  Members members = value.members();
  for (auto& [key, member] : members) {
    if (keys_fold_equal("value", key) && !member.is_null()) member = member.with_sensitive();
  }
  return like(value, Value::object(std::move(members), value.kind()));
}

lang::Failure malformed(std::string detail) {
  return {.diagnostic = make_error("Malformed container definitions", std::move(detail)), .fatal = true};
}

std::string place(std::size_t index, const Value& container) {
  std::string text = "Container " + std::to_string(index + 1);
  if (is_container_name(container.get("name"))) text += " (\"" + container.get("name").as_string() + "\")";
  return text;
}

lang::Outcome canonical_containers(const Value& list, bool marked) {
  const bool marks = marked || list.contains_sensitive();
  Sequence containers;
  containers.reserve(list.elements().size());
  for (std::size_t i = 0; i < list.elements().size(); ++i) {
    const Value& element = list.elements()[i];
    if (!element.is_object() && !element.is_unknown()) {
      return malformed("Container " + std::to_string(i + 1) + " must be an object, found " + found(element) + ".");
    }
    Problem problem;
    std::optional<Value> container = canonical(element, Key{"", KeyType::kObject, container_keys()}, problem);
    if (!container) {
      const std::string path = problem.path.empty() ? "" : ", " + problem.path;
      return malformed(place(i, element) + path + ": " + problem.detail + ".");
    }
    containers.push_back(marks ? mark_container(*container, marked || list.is_sensitive()) : *std::move(container));
  }
  return Value::list(std::move(containers)).with_origin(list.origin());
}

/// Of text that is not known yet the containers that its structure shows; null when it shows none.
std::optional<lang::Outcome> containers_of_unknown(const Value& definitions, bool marked) {
  const Value* decoded = definitions.decoded();
  if (decoded == nullptr) return std::nullopt;
  if (decoded->is_sequence()) return canonical_containers(*decoded, marked);
  const PartialList* known = decoded->known_list();
  if (known == nullptr) return std::nullopt;
  // Where a container stands among the others says nothing about it, and the provider sorts them.
  Sequence sure = known->first;
  sure.insert(sure.end(), known->further.begin(), known->further.end());
  lang::Outcome containers = canonical_containers(Value::list(std::move(sure)), marked || decoded->is_sensitive());
  if (!containers.ok()) return containers;
  return Value::partial_list(containers.value().elements(), decoded->unknown_because());
}

bool looks_redacted(std::string_view text) {
  if (ascii_lower(text).find("redacted") != std::string::npos || text.starts_with("(sensitive")) return true;
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  const bool only_stars = text.find_first_not_of("*xX") == std::string_view::npos;
  return only_stars || (text.size() >= 8 && std::ranges::all_of(text, is_hex));
}

bool looks_like_hcl(std::string_view text) {
  constexpr std::string_view kStarts[] = {"${",      "aws_",  "data.",       "var.",         "local.",
                                          "module.", "file(", "jsonencode(", "templatefile("};
  return std::ranges::any_of(kStarts, [text](std::string_view start) { return text.starts_with(start); });
}

std::string hint(std::string_view text) {
  if (looks_redacted(text)) {
    return " The value looks redacted: analyze the plan before another tool sanitises it.";
  }
  if (looks_like_hcl(text)) {
    return " The value looks like a Terraform expression: a plan holds its result, so make the JSON with "
           "`terraform show -json`.";
  }
  return "";
}

std::string one_sentence(const Diagnostics& errors) {
  if (errors.empty()) return "";
  std::string text = errors.front().summary;
  if (!errors.front().detail.empty()) text += ": " + errors.front().detail;
  if (!text.ends_with('.')) text += '.';
  return " " + text;
}

lang::Outcome decode_text(const std::string& text, bool marked) {
  Result<Value> decoded =
      json::decode(text, {.array_kind = Kind::kList, .max_depth = kMaxDepth, .reject_duplicate_keys = false});
  if (!decoded.ok())
    return malformed("The text is not one JSON document." + one_sentence(decoded.errors()) + hint(text));
  if (!decoded->is_sequence())
    return malformed("The text must be a JSON array of objects, found " + found(*decoded) + ".");
  return canonical_containers(*decoded, marked);
}

}  // namespace

lang::Outcome containers(const Value& attrs) {
  if (attrs.is_unknown()) return Value::unknown(attrs.unknown_because());
  const Value* definitions = attrs.find("container_definitions");
  if (definitions == nullptr) return Value::unknown({"container_definitions (not in the plan)"});
  const bool marked = attrs.is_sensitive() || definitions->is_sensitive();
  if (definitions->is_unknown()) {
    return containers_of_unknown(*definitions, marked).value_or(*definitions);
  }
  if (definitions->is_null() || (definitions->is_string() && definitions->as_string().empty())) {
    return Value::unknown({"container_definitions (planned as an empty value)"});
  }
  if (definitions->is_string()) return decode_text(definitions->as_string(), marked);
  if (definitions->is_sequence()) return canonical_containers(*definitions, marked);
  return malformed("Expected JSON text or a list of objects, found " + found(*definitions) + ".");
}

Value conceal_environment(const Value& decoded) {
  if (decoded.is_sequence()) {
    Sequence elements = decoded.elements();
    for (Value& element : elements) {
      if (element.is_object()) element = conceal_environment(element);
    }
    return like(decoded, Value::sequence(decoded.kind(), std::move(elements)));
  }
  const auto is_environment = [](const auto& member) {
    return keys_fold_equal("environment", member.first) && member.second.is_sequence();
  };
  if (!decoded.is_object() || std::ranges::none_of(decoded.members(), is_environment)) return decoded;
  Members members = decoded.members();
  for (auto& member : members) {
    if (is_environment(member)) member.second = conceal_entries(member.second);
  }
  return like(decoded, Value::object(std::move(members), decoded.kind()));
}

}  // namespace plimsoll::ecs
