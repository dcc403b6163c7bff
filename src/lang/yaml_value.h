// YAML to values and back, with the tags and the layout that Terraform has.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plimsoll/value/value.h"

namespace plimsoll::lang {

struct YamlValue {
  Value value = {};
  std::string error = {};  // "" or why there is no value; never quotes the text
  bool too_large = false;  // aliases make it larger than the limits of one evaluation
};

/// One document. Mappings are objects, sequences tuples; plain scalars are resolved as in YAML 1.1.
YamlValue decode_yaml(std::string_view text);

struct YamlText {
  std::string text = {};
  bool too_large = false;
};
/// Precondition: wholly known.
YamlText encode_yaml(const Value& value);

/// What a scalar without quotes stands for, given its tag ("" for none); nullopt when the tag does not allow it.
std::optional<Value> resolve_yaml_scalar(std::string_view text, std::string_view tag);

}  // namespace plimsoll::lang
