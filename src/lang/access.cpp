// Attribute access and indexing.
#include <algorithm>
#include <cmath>

#include "internal.h"
#include "marks.h"
#include "plimsoll/base/text.h"
#include "plimsoll/lang/certain.h"
#include "type.h"

namespace plimsoll::lang {

namespace {

std::vector<std::string> member_names(const Value& object) {
  std::vector<std::string> names;
  for (const auto& [key, member] : object.members()) names.push_back(key);
  return names;
}

Outcome missing_attribute(const Value& object, const hcl::Name& name, const Context& context) {
  if (context.quiet) return fail(context, name.range, "Unsupported attribute", "");
  if (object.kind() == Kind::kMap) {
    return fail(context, name.range, "Missing map element",
                "This map does not have an element with the key \"" + name.text + "\".");
  }
  std::string detail = "This object does not have an attribute named \"" + name.text + "\".";
  // A marked object's attribute names are part of what is hidden.
  const std::string near = object.is_sensitive() ? "" : did_you_mean(name.text, member_names(object));
  if (!near.empty()) detail += " Did you mean \"" + near + "\"?";
  return fail(context, name.range, "Unsupported attribute", std::move(detail));
}

Outcome no_attributes(const Value& value, const hcl::Name& name, const Context& context) {
  std::string detail = "This value does not have any attributes.";
  if (value.is_string() || value.is_number() || value.is_bool()) {
    detail = "Can't access attributes on a primitive-typed value (" + std::string(friendly_kind(value)) + ").";
  } else if (value.is_sequence() && !value.elements().empty() && value.elements().front().is_object()) {
    detail = "Can't access attributes on a " + std::string(friendly_kind(value)) +
             " of objects. Did you mean to access attribute \"" + name.text +
             "\" for a specific element, or across all elements with [*]?";
  }
  return fail(context, name.range, "Unsupported attribute", std::move(detail));
}

Value with_collection_marks(const Value& element, const Value& collection, const Value* key = nullptr) {
  return marked_if(element, collection.is_sensitive() || (key != nullptr && key->is_sensitive()));
}

Outcome invalid_index(const Context& context, ByteRange range, std::string_view why) {
  std::string detail = "The given key does not identify an element in this collection value";
  detail += why.empty() ? "." : ": " + std::string(why) + ".";
  return fail(context, range, "Invalid index", std::move(detail));
}

/// The position that a key names, or why it names none.
struct Position {
  std::size_t index = 0;
  std::string_view error = {};
};

Position position_of(const Value& key, std::size_t size) {
  const std::optional<Value> number = convert(key, Kind::kNumber);
  if (!number) return {.error = "a number is required"};
  const Number& n = number->as_number();
  if (n.real() < 0) return {.error = "a negative number is not a valid index for a sequence"};
  if (!n.is_integer() && n.real() != std::floor(n.real())) {
    return {.error = "indexing a sequence requires a whole number, but the given index has a fractional part"};
  }
  if (!n.is_integer() || static_cast<std::uint64_t>(n.integer()) >= size) {
    return {.error = "the given index is greater than or equal to the length of the collection"};
  }
  return {.index = static_cast<std::size_t>(n.integer())};
}

Outcome index_sequence(const Value& collection, const Value& key, ByteRange range, const Context& context) {
  if (collection.kind() == Kind::kSet) {
    return fail(context, range, "Invalid index",
                "Elements of a set are identified only by their value and don't have any separate index or key to "
                "select with, so it's only possible to perform operations across all elements of the set.");
  }
  const Sequence& elements = collection.elements();
  const Position position = position_of(key, elements.size());
  if (!position.error.empty()) return invalid_index(context, range, position.error);
  return with_collection_marks(elements[position.index], collection, &key);
}

Outcome index_object(const Value& collection, const Value& key, ByteRange range, const Context& context) {
  const std::optional<Value> text = convert(key, Kind::kString);
  if (!text) return invalid_index(context, range, "string required");
  const Value* member = collection.find(text->as_string());
  if (member == nullptr) return invalid_index(context, range, "");
  return with_collection_marks(*member, collection, &key);
}

/// The attribute of an object that is known in part; null when that is not sure to be there.
const Value* sure_member(const Value& object, std::string_view name) {
  const PartialObject* known = object.known_object();
  if (known == nullptr) return nullptr;
  const auto found =
      std::find_if(known->sure.begin(), known->sure.end(), [&](const auto& m) { return m.first == name; });
  return found == known->sure.end() ? nullptr : &found->second;
}

/// Of a partial list the known elements can be picked; everything else about it is unknown.
Value index_unknown(const Value& collection, const Value& key, const Context& context) {
  std::vector<std::string> because = merge_causes(collection.unknown_because(), key.unknown_because());
  if (key.is_unknown()) {
    const std::optional<Value> any = context.leaf_by_leaf ? any_of(collection, because) : std::nullopt;
    return any ? *any : Value::unknown(std::move(because));
  }
  if (const Sequence* known = collection.known_part()) {
    const Position position = position_of(key, known->size());
    if (position.error.empty()) return (*known)[position.index];
  }
  const std::optional<Value> name = convert(key, Kind::kString);
  if (const Value* member = name ? sure_member(collection, name->as_string()) : nullptr) return *member;
  return Value::unknown(std::move(because));
}

}  // namespace

Outcome get_attribute(const Value& object, const hcl::Name& name, const Context& context) {
  if (object.is_object()) {
    const Value* member = object.find(name.text);
    if (member == nullptr) return missing_attribute(object, name, context);
    return with_collection_marks(*member, object);
  }
  if (const Value* member = sure_member(object, name.text)) return with_collection_marks(*member, object);
  if (object.is_unknown()) return with_collection_marks(Value::unknown(object.unknown_because()), object);
  if (object.is_null()) {
    return fail(context, name.range, "Attempt to get attribute from null value",
                "This value is null, so it does not have any attributes.");
  }
  return no_attributes(object, name, context);
}

Outcome get_index(const Value& collection, const Value& key, ByteRange range, const Context& context) {
  if (collection.is_null()) {
    return fail(context, range, "Attempt to index null value", "This value is null, so it does not have any indices.");
  }
  if (key.is_null()) return fail(context, range, "Invalid index", "Can't use a null value as an indexing key.");
  if (collection.is_unknown() || key.is_unknown()) {
    return with_collection_marks(index_unknown(collection, key, context), collection, &key);
  }
  if (collection.is_sequence()) return index_sequence(collection, key, range, context);
  if (collection.is_object()) return index_object(collection, key, range, context);
  return fail(context, range, "Invalid index", "This value does not have any indices.");
}

}  // namespace plimsoll::lang
