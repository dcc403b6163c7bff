// What is certain of values that are known in part.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plimsoll/value/value.h"

namespace plimsoll::lang {

/// What is certain of a value that is `a` or `b`: parts on which both agree are known, others unknown because of
/// `because` and of whatever is unknown in them. JSON texts are compared by what they say. Origins stay where both have
/// the same.
Value either(const Value& a, const Value& b, const std::vector<std::string>& because);

/// What is certain of an element or member, whichever it is; nullopt when there is none or nothing is certain.
std::optional<Value> any_of(const Value& collection, const std::vector<std::string>& because);

/// An object under construction, of which attributes, their names or their presence may be unknown.
class ObjectBuilder {
 public:
  /// What `{ key = value }` and merge() do: a later value takes the place of an earlier one.
  void set(const std::string& key, Value value);
  /// The attribute is set, or nothing happens.
  void set_perhaps(const std::string& key, const Value& value);
  /// Some attribute of unknown name is set to this value; it may be one that is there already.
  void set_somewhere(const Value& value);
  /// All that is known of another object, in part or as a whole; of anything else that is unknown, nothing.
  void set_all(const Value& object);
  void because_of(const std::vector<std::string>& causes) { because_ = merge_causes(because_, causes); }

  /// `kind` is for an object that is known after all.
  Value take(Kind kind = Kind::kObject) &&;

 private:
  PartialObject object_ = {};  // members unsorted, with unique keys
  std::vector<std::string> because_ = {};
};

/// Numbers and booleans in a collection whose elements Terraform may have made strings of, because it knows the types
/// of what is unknown here, are unknown: its copy of `value` without them.
Value without_doubtful_types(const Value& value);

}  // namespace plimsoll::lang
