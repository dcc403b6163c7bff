#include "schema_check.h"

#include <algorithm>
#include <set>

namespace plimsoll::report_test {
namespace {

using Json = nlohmann::json;

struct Checker {
  const Json& root;
  std::vector<std::string> violations = {};

  void report(const std::string& place, const std::string& what) { violations.push_back(place + ": " + what); }
  void check(const Json& schema, const Json& value, const std::string& place);
  void check_object(const Json& schema, const Json& value, const std::string& place);
  void check_length(const Json& schema, const Json& value, const std::string& place);
};

bool has_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  return type == "null" && value.is_null();
}

void check_keywords(Checker& checker, const Json& schema, const std::string& place) {
  static const std::set<std::string> known = {
      "$schema",    "title",     "description", "type",   "required", "additionalProperties",
      "properties", "items",     "$ref",        "$defs",  "const",    "enum",
      "anyOf",      "minLength", "maxLength",   "minimum"};
  for (const auto& [keyword, ignored] : schema.items()) {
    if (!known.contains(keyword)) checker.report(place, "the schema uses an unknown keyword, " + keyword);
  }
}

void Checker::check_object(const Json& schema, const Json& value, const std::string& place) {
  if (!value.is_object()) return;
  for (const Json& key : schema.value("required", Json::array())) {
    if (!value.contains(key)) report(place, "lacks " + key.get<std::string>());
  }
  const Json properties = schema.value("properties", Json::object());
  const Json additional = schema.value("additionalProperties", Json(true));
  for (const auto& [key, member] : value.items()) {
    const std::string inner = place + "/" + key;
    if (properties.contains(key)) {
      check(properties[key], member, inner);
    } else if (additional.is_object()) {
      check(additional, member, inner);
    } else if (additional == false) {
      report(inner, "is not in the schema");
    }
  }
}

void Checker::check_length(const Json& schema, const Json& value, const std::string& place) {
  if (value.is_string()) {
    const std::size_t size = value.get<std::string>().size();
    if (size < schema.value("minLength", std::size_t{0})) report(place, "is too short");
    if (size > schema.value("maxLength", std::size_t{1} << 30U)) report(place, "is too long");
  }
  if (value.is_number_integer() && schema.contains("minimum") && value < schema["minimum"])
    report(place, "is too small");
}

void Checker::check(const Json& schema, const Json& value, const std::string& place) {
  check_keywords(*this, schema, place);
  if (schema.contains("$ref")) {
    const std::string target = schema["$ref"].get<std::string>().substr(1);  // "#/$defs/x"
    check(root[Json::json_pointer(target)], value, place);
  }
  if (schema.contains("type") && !has_type(value, schema["type"])) {
    return report(place, "is not of type " + schema["type"].get<std::string>());
  }
  if (schema.contains("const") && value != schema["const"]) report(place, "has another value");
  if (schema.contains("enum") && std::ranges::find(schema["enum"], value) == schema["enum"].end()) {
    report(place, "is none of the allowed values");
  }
  if (schema.contains("anyOf")) {
    const bool fits = std::ranges::any_of(schema["anyOf"], [&](const Json& branch) {
      Checker inner{.root = root};
      inner.check(branch, value, place);
      return inner.violations.empty();
    });
    if (!fits) report(place, "fits none of the alternatives");
  }
  check_length(schema, value, place);
  check_object(schema, value, place);
  if (schema.contains("items") && value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) check(schema["items"], value[i], place + "/" + std::to_string(i));
  }
}

}  // namespace

std::vector<std::string> schema_violations(const Json& schema, const Json& document) {
  Checker checker{.root = schema};
  checker.check(schema, document, "");
  return checker.violations;
}

}  // namespace plimsoll::report_test
