// Questions about whole collections: length, contains, alltrue, …
#include <algorithm>

#include "function_families.h"
#include "graphemes.h"

namespace plimsoll::lang {

namespace {

Outcome length(const Invocation& call) {
  const Value& value = call.arguments[0];
  const auto size = [](std::size_t n) { return Value::number(static_cast<std::int64_t>(n)); };
  if (const PartialList* known = value.known_list()) {
    return at_least(static_cast<std::int64_t>(known->first.size() + known->further.size()), value.unknown_because());
  }
  if (const PartialObject* known = value.known_object()) {
    return at_least(static_cast<std::int64_t>(known->sure.size()), value.unknown_because());
  }
  if (value.is_unknown()) return Value::unknown(value.unknown_because());
  if (value.kind() == Kind::kSet && value.elements().size() > 1 && !value.is_wholly_known()) {
    return at_least(1, value.all_unknown_because());  // unknown elements may turn out equal to others
  }
  if (value.is_sequence()) return size(value.elements().size());
  if (value.is_object()) return size(value.members().size());
  if (value.is_string()) return size(count_graphemes(value.as_string()));
  return call_error(call, "argument must be a string, a collection type, or a structural type");
}

/// The elements to look at: of a partial list the known ones. Both null for what is no list.
struct Elements {
  const Sequence* first = nullptr;
  const Sequence* further = nullptr;

  explicit operator bool() const { return first != nullptr; }
  template <typename Visit>
  void each(const Visit& visit) const {
    for (const Sequence* elements : {first, further}) {
      if (elements != nullptr) std::for_each(elements->begin(), elements->end(), visit);
    }
  }
};

Elements elements_of(const Value& value) {
  if (value.is_sequence()) return {.first = &value.elements()};
  const PartialList* list = value.known_list();
  return list == nullptr ? Elements{} : Elements{.first = &list->first, .further = &list->further};
}

Outcome contains(const Invocation& call) {
  const Value& list = call.arguments[0];
  const Value& wanted = call.arguments[1];
  if (list.is_object()) return call_error(call, "argument must be list, tuple, or set");
  const Elements elements = elements_of(list);
  if (!elements && !list.is_unknown()) {
    std::string detail = "argument must be list, tuple, or set";
    if (list.is_string()) detail += "; for strings there is core::contains_substring";
    return call_error(call, detail);
  }
  std::vector<std::string> because = list.unknown_because();
  bool undecided = list.is_unknown();
  bool found = false;
  elements.each([&](const Value& element) {
    if (found) return;
    const Equality equality = compare_equal(element, wanted);
    found = equality.state == Equality::State::kTrue && !wanted.is_null();
    if (equality.state != Equality::State::kUnknown) return;
    undecided = true;
    because = merge_causes(because, equality.because);
  });
  if (found) return Value::boolean(true);
  return undecided ? Value::unknown(std::move(because)) : Value::boolean(false);
}

/// alltrue (`deciding` false) and anytrue (`deciding` true): one known deciding element settles the result.
Outcome fold_bools(const Invocation& call, bool deciding) {
  const Value& list = call.arguments[0];
  const Elements elements = elements_of(list);
  if (!elements && !list.is_unknown()) return argument_error(call, 0, "list of bool required");
  std::vector<std::string> because = list.unknown_because();
  bool undecided = list.is_unknown();
  bool decided = false;
  bool fits = true;
  elements.each([&](const Value& element) {
    const std::optional<Value> converted = convert(element, Kind::kBool);
    if (!converted) {
      fits = false;
    } else if (converted->is_unknown()) {
      undecided = true;
      because = merge_causes(because, converted->unknown_because());
    } else {
      const bool value = converted->is_bool() && converted->as_bool();  // null counts as false
      decided = decided || value == deciding;
    }
  });
  if (!fits) return argument_error(call, 0, "all elements must be boolean values");
  if (decided) return Value::boolean(deciding);
  return undecided ? Value::unknown(std::move(because)) : Value::boolean(!deciding);
}

/// The position of the first equal element.
Outcome index_of(const Invocation& call) {
  if (!call.arguments[0].is_sequence() || call.arguments[0].kind() == Kind::kSet) {
    return call_error(call, "argument must be a list or tuple");
  }
  const Sequence& elements = call.arguments[0].elements();
  std::vector<std::string> because;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    Equality equality = compare_equal(elements[i], call.arguments[1]);
    if (equality.state == Equality::State::kUnknown) return Value::unknown(std::move(equality.because));
    if (equality.state == Equality::State::kTrue) return Value::number(static_cast<std::int64_t>(i));
  }
  return call_error(call, elements.empty() ? "cannot search an empty list" : "item not found");
}

Outcome coalesce(const Invocation& call) {
  std::vector<Type> types;
  for (const Value& value : call.arguments) {
    if (!value.is_null()) types.push_back(type_of(value));
  }
  const std::optional<Type> common = unify(types);
  if (!common) return call_error(call, "all arguments must have the same type");
  for (const Value& value : call.arguments) {
    if (value.is_unknown()) return value;
    if (value.is_null()) continue;
    std::optional<Value> converted = convert(value, *common);
    if (!converted) return call_error(call, "all arguments must have the same type");
    if (converted->is_string() && converted->as_string().empty()) continue;
    return *std::move(converted);
  }
  return call_error(call, "no non-null, non-empty-string arguments");
}

Outcome coalescelist(const Invocation& call) {
  for (const Value& value : call.arguments) {
    const bool fits = value.is_unknown() || value.kind() == Kind::kList || value.kind() == Kind::kTuple;
    if (!fits) return call_error(call, "coalescelist arguments must be lists or tuples");
  }
  for (const Value& value : call.arguments) {
    if (value.is_unknown() || !value.elements().empty()) return value;
  }
  return call_error(call, "no non-null arguments");
}

Outcome one(const Invocation& call) {
  const Value& list = call.arguments[0];
  if (list.is_unknown()) return Value::unknown(list.unknown_because());
  if (!list.is_sequence()) return argument_error(call, 0, "must be a list, set, or tuple value");
  if (list.elements().empty()) return Value();
  if (list.elements().size() == 1) return list.elements().front();
  return argument_error(call, 0, "must be a list, set, or tuple value with either zero or one elements");
}

}  // namespace

std::vector<Function> collection_functions() {
  return {
      {.name = "length",
       .parameters = {{.name = "value"}},
       .summary = "The number of elements of a collection, or of characters (grapheme clusters) of a string.",
       .traits = {.allows_unknown = true, .keeps_marks = true},
       .implementation = length},
      {.name = "contains",
       .parameters = {{.name = "list"}, {.name = "value", .allows_null = true}},
       .summary = "Whether a list, tuple or set has the value as an element; nothing is converted.",
       .traits = {.allows_unknown = true},
       .implementation = contains},
      {.name = "alltrue",
       .parameters = {{.name = "list"}},
       .summary = "Whether all elements are true; true for an empty list. Null counts as false.",
       .traits = {.allows_unknown = true},
       .implementation = [](const Invocation& call) { return fold_bools(call, false); }},
      {.name = "anytrue",
       .parameters = {{.name = "list"}},
       .summary = "Whether any element is true; false for an empty list. Null counts as false.",
       .traits = {.allows_unknown = true},
       .implementation = [](const Invocation& call) { return fold_bools(call, true); }},
      {.name = "index",
       .parameters = {{.name = "list"}, {.name = "value"}},
       .summary = "The position of the first element that equals the value; an error when there is none.",
       .implementation = index_of,
       .portable = false},
      {.name = "coalesce",
       .parameters = {{.name = "vals", .variadic = true}},
       .summary = "The first argument that is neither null nor an empty string.",
       .traits = {.allows_null = true, .allows_unknown = true, .keeps_marks = true},
       .implementation = coalesce,
       .portable = false},
      {.name = "coalescelist",
       .parameters = {{.name = "vals", .variadic = true}},
       .summary = "The first argument that is not an empty list.",
       .traits = {.allows_null = true, .allows_unknown = true},
       .implementation = coalescelist},
      {.name = "one",
       .parameters = {{.name = "list"}},
       .summary = "The only element of a collection, null when it is empty; an error when there are several.",
       .traits = {.allows_unknown = true, .keeps_marks = true},
       .implementation = one},
  };
}

}  // namespace plimsoll::lang
