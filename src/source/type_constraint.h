// Type constraints of variables and the conversion of values to them.
// Source: developer.hashicorp.com/terraform/language/expressions/type-constraints.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plimsoll/hcl/ast.h"
#include "plimsoll/lang/functions.h"
#include "plimsoll/value/value.h"

namespace plimsoll::source {

struct ConstraintMember;

/// `kind` kUnknown stands for "any".
struct Constraint {
  Kind kind = Kind::kUnknown;
  std::vector<Constraint> elements;       // one for list, set and map; all of a tuple
  std::vector<ConstraintMember> members;  // of an object
  bool is_any() const { return kind == Kind::kUnknown; }
};
struct ConstraintMember {
  std::string name = {};
  Constraint type = {};
  bool optional = false;
  Value fallback = {};
};

/// Reads `string`, `list(number)`, `object({ a = optional(string, "x") })` and so on, also in the quoted spelling of
/// old versions. Nullopt for what is no type. `context` evaluates the defaults of optional attributes, which are
/// constant.
std::optional<Constraint> parse_constraint(const hcl::Expression& expression, const lang::Context& context);

/// Converts as Terraform does, origins and marks kept; optional attributes that are absent or null get their default.
/// Nullopt when the value does not convert.
std::optional<Value> convert(const Value& value, const Constraint& type, const lang::Context& context);

}  // namespace plimsoll::source
