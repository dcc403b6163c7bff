// Value: what flows through plimsoll. Terraform's dynamic values with three extras on every node: unknown, sensitive,
// origin.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plimsoll/base/source.h"

namespace plimsoll {

/// Lists, tuples, sets, maps and objects are kept apart because Terraform does: `list == []` is false (a list is no
/// tuple). Plan JSON yields lists and objects, literals and jsondecode yield tuples and objects.
enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kList, kTuple, kSet, kMap, kObject, kUnknown };

std::string_view kind_name(Kind kind);

/// An arbitrary decimal number. Integers that fit into 64 bits are exact, everything else is a double that remembers
/// its decimal text when it came from one, so that nothing is rewritten (Terraform itself computes with 512-bit
/// mantissas).
class Number {
 public:
  Number() = default;
  explicit Number(std::int64_t integer) : integer_(integer), real_(static_cast<double>(integer)) {}
  explicit Number(double real);
  /// JSON or HCL number text, without exponent limits; nullopt when it is no number.
  static std::optional<Number> parse(std::string_view text);

  /// True when the number is exactly the value of integer().
  bool is_integer() const { return exact_; }
  std::int64_t integer() const { return integer_; }
  double real() const { return real_; }
  /// As Terraform converts numbers to strings: decimal, never an exponent.
  std::string to_string() const;

  friend bool operator==(const Number& a, const Number& b);
  friend bool operator<(const Number& a, const Number& b);

 private:
  bool exact_ = true;
  std::int64_t integer_ = 0;
  double real_ = 0;
  std::shared_ptr<const std::string> text_ = nullptr;
};

/// Where a value came from: the range of the expression that produced it, and further places on the way (through
/// modules), nearest first. Null for values that no source text is known for.
struct Origin {
  SourceRange range = {};
  std::vector<SourceRange> via = {};
};

class Value;
using Sequence = std::vector<Value>;
/// Members of a map or object, sorted by key in byte order, keys unique.
using Members = std::vector<std::pair<std::string, Value>>;

struct PartialList;
struct PartialObject;

/// Immutable, cheap to copy (a tag, two shared pointers). Default-constructed: null.
class Value {
 public:
  Value() = default;
  static Value null() { return {}; }
  static Value boolean(bool b);
  static Value number(Number n);
  static Value number(std::int64_t n) { return number(Number(n)); }
  static Value string(std::string s);
  static Value list(Sequence elements) { return sequence(Kind::kList, std::move(elements)); }
  static Value tuple(Sequence elements) { return sequence(Kind::kTuple, std::move(elements)); }
  /// `kind` is kList, kTuple or kSet; for a set the caller has removed duplicates.
  static Value sequence(Kind kind, Sequence elements);
  /// Sorts the members; of equal keys the last wins. `kind` is kObject or kMap.
  static Value object(Members members, Kind kind = Kind::kObject);
  /// Unknown, with the references that cause it, such as "aws_ecr_repository.r.repository_url"; sorted, unique.
  static Value unknown(std::vector<std::string> because = {});
  /// A list of which only some elements and a lower bound of the length are known (Terraform's partial relations).
  static Value partial_list(Sequence known, std::vector<std::string> because);
  static Value list_in_part(PartialList known, std::vector<std::string> because);
  /// An object or map of which only some attributes are known.
  static Value object_in_part(PartialObject known, std::vector<std::string> because);
  /// An unknown string that will be the JSON text of `decoded`: nothing but unknown parts of that keep it from being
  /// known.
  static Value unknown_json(Value decoded);

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::kNull; }
  bool is_unknown() const { return kind_ == Kind::kUnknown; }
  bool is_bool() const { return kind_ == Kind::kBool; }
  bool is_number() const { return kind_ == Kind::kNumber; }
  bool is_string() const { return kind_ == Kind::kString; }
  bool is_sequence() const { return kind_ == Kind::kList || kind_ == Kind::kTuple || kind_ == Kind::kSet; }
  bool is_object() const { return kind_ == Kind::kMap || kind_ == Kind::kObject; }
  /// True when neither this value nor anything inside it is unknown. Linear in its size.
  bool is_wholly_known() const;

  /// Accessors; each demands its kind.
  bool as_bool() const { return bool_; }
  const Number& as_number() const { return rep<Number>(); }
  const std::string& as_string() const { return rep<std::string>(); }
  const Sequence& elements() const { return rep<Sequence>(); }
  const Members& members() const { return rep<Members>(); }

  /// The member, or nullptr when there is none or this is no object.
  const Value* find(std::string_view key) const;
  /// The member or element, or null when absent: `v.get("a")`, for code that treats absent and null alike.
  const Value& get(std::string_view key) const;

  /// Of an unknown value (also inside a partial list): the references that cause it; else empty.
  const std::vector<std::string>& unknown_because() const;
  /// Union of the causes of every unknown inside. Linear in its size.
  std::vector<std::string> all_unknown_because() const;
  /// For an unknown list its first elements that are certain (see partial_list), else nullptr.
  const Sequence* known_part() const;
  /// For an unknown list everything that is certain about it, else nullptr.
  const PartialList* known_list() const;
  /// For an unknown object made by object_in_part: what is certain about it; else nullptr.
  const PartialObject* known_object() const;
  /// For an unknown string made by unknown_json: what it decodes to; else nullptr.
  const Value* decoded() const;

  /// Terraform marks whole values or parts. True when this node is marked; see contains_sensitive for its parts.
  bool is_sensitive() const { return sensitive_; }
  bool contains_sensitive() const;
  Value with_sensitive(bool sensitive = true) const;
  const std::shared_ptr<const Origin>& origin() const { return origin_; }
  Value with_origin(std::shared_ptr<const Origin> origin) const;

  /// Identity of the shared representation, for memoising pure functions; nullptr for null and scalars.
  const void* identity() const { return rep_.get(); }

 private:
  struct UnknownRep;
  static Value unknown_with(UnknownRep rep);

  template <typename T>
  const T& rep() const {
    return *static_cast<const T*>(rep_.get());
  }

  Kind kind_ = Kind::kNull;
  bool sensitive_ = false;
  bool bool_ = false;
  // What the kind says: Number, string, Sequence, Members or UnknownRep; null for null and booleans. One untyped
  // pointer in place of a variant, because values are copied and dropped all the time.
  std::shared_ptr<const void> rep_ = nullptr;
  std::shared_ptr<const Origin> origin_ = nullptr;
};

/// What is certain of a list whose length is unknown.
struct PartialList {
  Sequence first = {};    // its first elements, in order
  Sequence further = {};  // elements that it has behind those, at unknown places
  bool is_list = true;    // false: it may be a tuple just as well
};

/// What is certain of an object whose attributes are not all known.
struct PartialObject {
  Members sure = {};   // attributes that it has
  Members maybe = {};  // attributes that it may have, with the value that they have then; none of them in `sure`
  bool open = false;   // it may have any other attribute too
};

/// Structural equality of wholly known values with kinds compared as Terraform does: a list never equals a tuple, 1
/// never equals "1". Sets compare without order. Marks and origins do not count. Unknown equals nothing.
bool equal(const Value& a, const Value& b);

/// For tests and debugging only: sensitive parts print as (sensitive), unknown ones as (unknown).
std::string debug_string(const Value& value);

/// Union of two lists of causes, sorted, unique.
std::vector<std::string> merge_causes(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace plimsoll
