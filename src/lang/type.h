// Terraform's types as far as a Value shows them, their unification and conversion.
// Source: zclconf/go-cty, package convert (behaviour).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plimsoll/value/value.h"

namespace plimsoll::lang {

/// `kind` kUnknown stands for "any": the type of null, of unknown values and of empty collections' elements.
struct Type {
  Kind kind = Kind::kUnknown;
  std::vector<Type> elements;           // element type (list, set, map: one), of each element (tuple) or attribute
  std::vector<std::string> names = {};  // attribute names of an object, sorted, beside `elements`

  bool is_any() const { return kind == Kind::kUnknown; }
  friend bool operator==(const Type& a, const Type& b);
};

/// A type without element types of its own.
Type simple_type(Kind kind);
Type collection_type(Kind kind, Type element);
Type type_of(const Value& value);

/// The type that all convert to, or nullopt when there is none.
std::optional<Type> unify(const std::vector<Type>& types);

/// The converted value, or nullopt with `why` ("a number is required") when it does not convert. Marks stay on their
/// nodes, except in sets, which take them over as a whole.
std::optional<Value> convert(const Value& value, const Type& type, std::string* why = nullptr);
std::optional<Value> convert(const Value& value, Kind primitive, std::string* why = nullptr);

/// Elements without duplicates in the order in which Terraform iterates a set; unknown elements stay as they are.
Value make_set(Sequence elements);

/// Negative, zero or positive: the order in which Terraform iterates sets of primitives, and a stable order for
/// everything else. Zero for equal values. Precondition: wholly known.
int compare_for_order(const Value& a, const Value& b);
struct OrderedBefore {
  bool operator()(const Value& a, const Value& b) const { return compare_for_order(a, b) < 0; }
};

/// Number text without zeros behind the last digit of a fraction: Terraform shows "1.10" as "1.1".
std::string shortest_decimal(std::string text);

/// "string", "list of string", "object", "any type".
std::string friendly_name(const Type& type);
/// Of one value without looking into it: "string", "list", "object".
std::string_view friendly_kind(const Value& value);
/// As type() of the console prints it: "list(string)", "object({\n    a: number,\n})".
std::string type_expression(const Type& type, std::size_t indent = 0);

}  // namespace plimsoll::lang
