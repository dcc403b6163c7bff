// Type constraints of `input` blocks and the conversion of values to them.
#pragma once

#include <string>
#include <vector>

#include "blocks.h"
#include "plimsoll/base/result.h"
#include "plimsoll/value/value.h"

namespace plimsoll::policy {

struct InputMember;
struct InputType {
  enum class Kind : std::uint8_t { kAny, kString, kNumber, kBool, kList, kSet, kMap, kTuple, kObject };
  Kind kind = Kind::kAny;
  std::vector<InputType> elements;   // one for list, set and map; all of a tuple
  std::vector<InputMember> members;  // of an object
};
struct InputMember {
  std::string name = {};
  InputType type = {};
  bool optional = false;
  Value fallback = {};
};

/// Reads `string`, `list(number)`, `object({ a = optional(string, "x") })` and so on; mistakes go to the checker.
InputType parse_input_type(Checker& checker, const hcl::Expression& expression);

/// The constraint as it is written, on one line.
std::string describe(const InputType& type);

/// Converts as Terraform does. The error names the place inside the value and the type it wants, never the value.
/// `place` is the name to begin with.
Result<Value> convert(const Value& value, const InputType& type, const std::string& place);

/// Text from a flag or the environment: what it is as JSON where the type wants more than a string, else itself.
Value decode_text(const Value& value, const InputType& type);

}  // namespace plimsoll::policy
