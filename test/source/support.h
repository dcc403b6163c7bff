// What the tests of this module share: plans with their sources, from a folder.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "plimsoll/plan/read.h"
#include "plimsoll/source/evaluator.h"
#include "plimsoll/source/fold.h"
#include "plimsoll/value/json.h"

namespace plimsoll::source {

/// Read as known_from() wants it.
inline Result<plan::Plan> read_plan(const FileSystem& files, const std::string& path) {
  Result<std::string> text = files.read(path);
  if (!text) return std::move(text).errors();
  plan::ReadOptions options;
  options.type_info = [](std::string_view) { return plan::TypeInfo{.wanted = true}; };
  options.data_sources = true;
  return plan::read(Bytes(*std::move(text)), path, options);
}

/// A value as JSON, whatever the kinds of its collections; unknown parts as (unknown).
inline std::string shown(const Value& value) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.size() > 1 ? "," : "") + part; };
  if (value.is_unknown()) return "(unknown)";
  if (value.is_sequence()) {
    text = "[";
    for (const Value& element : value.elements()) add(shown(element));
    return text + "]";
  }
  if (!value.is_object()) return json::encode(value);
  text = "{";
  for (const auto& [key, member] : value.members()) add(json::encode(Value::string(key)) + ":" + shown(member));
  return text + "}";
}

/// Containers with the keys that matter to tests are compared as they are written; the provider's rules for them live
/// in another module.
inline std::vector<JsonAttribute> plain_json() {
  return {{.name = "container_definitions",
           .normalise = [](const Value& decoded) -> std::optional<Value> { return decoded; }}};
}

/// The body of a resource with its JSON attributes decoded.
inline Value body_with_structure(Evaluator& evaluator, const ResourceSource& source, const std::string& address) {
  const std::optional<Value> definitions = evaluator.structured(address, "container_definitions");
  if (!definitions) return source.body;
  Members members = source.body.members();
  members.emplace_back("container_definitions", *definitions);
  return Value::object(std::move(members)).with_origin(source.body.origin());
}

}  // namespace plimsoll::source
