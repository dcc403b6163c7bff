// A plan as leaves, to see what differs between two of them.
#pragma once

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/text.h"
#include "plimsoll/value/json.h"

namespace plimsoll::test {

using Leaves = std::map<std::string, std::string>;  // by path: container_definitions["web"].privileged

/// Names of the elements of a list, when each has one of its own.
inline std::vector<std::string> element_names(const Value& list) {
  std::vector<std::string> names;
  for (const Value& element : list.elements()) {
    const Value& name = element.get("name");
    if (!name.is_string()) return {};
    names.push_back(name.as_string());
  }
  return std::set<std::string>(names.begin(), names.end()).size() == names.size() ? names : std::vector<std::string>{};
}

inline void add_leaves(const Value& value, const std::string& path, Leaves& leaves);

inline void add_elements(const Value& list, const std::string& path, Leaves& leaves) {
  const std::vector<std::string> names = element_names(list);
  // The order of a set says nothing.
  const auto is_text = [](const Value& element) { return element.is_string(); };
  const bool texts = std::ranges::all_of(list.elements(), is_text);
  for (std::size_t i = 0; i < list.elements().size(); ++i) {
    const Value& element = list.elements()[i];
    std::string key = "[" + std::to_string(i) + "]";
    if (!names.empty()) key = "[" + hcl_quote(names[i]) + "]";
    if (texts) key = "[" + element.as_string() + "]";
    add_leaves(element, path + key, leaves);
  }
}

/// Nulls, empty lists and empty objects say nothing.
inline void add_leaves(const Value& value, const std::string& path, Leaves& leaves) {
  if (value.is_object()) {
    for (const auto& [key, member] : value.members()) add_leaves(member, path.empty() ? key : path + "." + key, leaves);
  } else if (value.is_sequence()) {
    add_elements(value, path, leaves);
  } else if (value.is_string()) {
    leaves[path] = value.as_string();
  } else if (!value.is_null()) {
    leaves[path] = json::encode(value);
  }
}

/// Container definitions are an object of their containers.
inline Value with_definitions(const Value& attributes) {
  if (!attributes.is_object()) return attributes;
  Members members = attributes.members();
  for (auto& [key, member] : members) {
    if (key != "container_definitions" || !member.is_string()) continue;
    Result<Value> decoded = json::decode(member.as_string());
    if (decoded) member = *std::move(decoded);
  }
  return Value::object(std::move(members));
}

/// What is planned for each resource, with "(unknown)" and "(sensitive)" for what the plan marks so.
inline std::map<std::string, Leaves> planned_leaves(const Value& plan) {
  std::map<std::string, Leaves> resources;
  const Value& changes = plan.get("resource_changes");
  for (const Value& resource : changes.is_sequence() ? changes.elements() : Sequence{}) {
    const Value& change = resource.get("change");
    Leaves& leaves = resources[resource.get("address").as_string()];
    add_leaves(change.get("actions"), "(actions)", leaves);
    add_leaves(with_definitions(change.get("after")), "", leaves);
    Leaves marks;
    add_leaves(change.get("after_unknown"), "", marks);
    for (const auto& [path, mark] : marks) leaves[path] = mark == "true" ? "(unknown)" : mark;
    marks.clear();
    add_leaves(change.get("after_sensitive"), "", marks);
    for (const auto& [path, mark] : marks) leaves[path] += mark == "true" ? "(sensitive)" : "";
  }
  return resources;
}

inline std::vector<std::string> differing_paths(const Leaves& before, const Leaves& after) {
  std::set<std::string> paths;
  for (const auto& [path, leaf] : before) {
    const auto other = after.find(path);
    if (other == after.end() || other->second != leaf) paths.insert(path);
  }
  for (const auto& [path, leaf] : after) {
    if (!before.contains(path)) paths.insert(path);
  }
  return {paths.begin(), paths.end()};
}

/// Without what stands in brackets, but for quoted names when `keep_names`.
inline std::string without_indices(std::string_view path, bool keep_names) {
  std::string plain;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '[') {
      plain += path[i];
      continue;
    }
    const bool is_name = i + 1 < path.size() && path[i + 1] == '"';
    const std::size_t end = std::min(is_name ? path.find("\"]", i + 2) : path.find(']', i), path.size() - 1);
    const std::size_t last = is_name ? std::min(end + 1, path.size() - 1) : end;
    if (is_name && keep_names) plain += path.substr(i, last - i + 1);
    i = last;
  }
  return plain;
}

/// Whether a leaf lies at or below a stated path; indices of blocks do not count, nor does the case of letters.
inline bool lies_below(const std::string& leaf, const std::string& stated) {
  const bool has_names = stated.find('[') != std::string::npos;
  const std::string path = ascii_lower(without_indices(leaf, has_names));
  const std::string prefix = ascii_lower(without_indices(stated, has_names));
  if (!path.starts_with(prefix)) return false;
  return path.size() == prefix.size() || path[prefix.size()] == '.' || path[prefix.size()] == '[';
}

}  // namespace plimsoll::test
