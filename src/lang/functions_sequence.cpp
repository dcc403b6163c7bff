// Lists made from lists.
#include <algorithm>
#include <cmath>
#include <set>

#include "arithmetic.h"
#include "function_families.h"

namespace plimsoll::lang {

namespace {

Outcome not_a_list(const Invocation& call, std::size_t i) {
  return argument_error(call, i, "must be a list or tuple");
}

/// A list, tuple or set as a list of the type that its elements share; nullopt when they share none.
std::optional<Value> to_list(const Value& value) {
  std::vector<Type> types;
  for (const Value& element : value.elements()) types.push_back(type_of(element));
  const std::optional<Type> common = unify(types);
  if (!common) return std::nullopt;
  return convert(value, collection_type(Kind::kList, *common));
}

/// The elements so far: in order until something unknown comes between them, then at places that are unknown.
struct Gathered {
  PartialList list = {};
  bool complete = true;
  std::vector<std::string> because = {};

  void add(const Value& element) { (complete ? list.first : list.further).push_back(element); }
  /// Any number of unknown elements follow.
  void add_unknown(const Value& unknown) {
    complete = false;
    because = merge_causes(because, unknown.unknown_because());
  }
  Value finish(Kind kind) {
    if (complete) return Value::sequence(kind, std::move(list.first));
    list.is_list = kind == Kind::kList;
    return Value::list_in_part(std::move(list), std::move(because));
  }
};

Outcome concat(const Invocation& call) {
  Gathered gathered;
  bool all_lists = true;
  bool sensitive = false;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const Value& value = call.arguments[i];
    sensitive = sensitive || value.is_sensitive();
    if (value.is_unknown()) {
      const PartialList* known = value.known_list();
      all_lists = all_lists && known != nullptr && known->is_list;
      for (const Value& element : known != nullptr ? known->first : Sequence{}) gathered.add(element);
      gathered.add_unknown(value);
      for (const Value& element : known != nullptr ? known->further : Sequence{}) gathered.add(element);
      continue;
    }
    if (value.kind() != Kind::kList && value.kind() != Kind::kTuple) {
      return argument_error(call, i, "all arguments must be lists or tuples; got " + std::string(friendly_kind(value)));
    }
    all_lists = all_lists && value.kind() == Kind::kList;
    for (const Value& element : value.elements()) gathered.add(element);
  }
  return marked_if(gathered.finish(all_lists ? Kind::kList : Kind::kTuple), sensitive);
}

/// Depth is bounded by how deep a value nests.
void flatten_into(const Value& value, Gathered& gathered, bool& sensitive) {
  // The mark of a list that is taken apart goes to the result; an element keeps its own.
  sensitive = sensitive || (value.is_sensitive() && (value.is_unknown() || value.is_sequence()));
  if (value.known_object() != nullptr || value.decoded() != nullptr) return gathered.add(value);  // no list
  if (value.is_unknown()) {
    const PartialList* known = value.known_list();
    for (const Value& element : known != nullptr ? known->first : Sequence{})
      flatten_into(element, gathered, sensitive);
    gathered.add_unknown(value);
    for (const Value& element : known != nullptr ? known->further : Sequence{}) {
      flatten_into(element, gathered, sensitive);
    }
  } else if (value.is_sequence()) {
    for (const Value& element : value.elements()) flatten_into(element, gathered, sensitive);
  } else {
    gathered.add(value);
  }
}

Outcome flatten(const Invocation& call) {
  const Value& list = call.arguments[0];
  if (!list.is_unknown() && !list.is_sequence()) return call_error(call, "can only flatten lists, sets and tuples");
  Gathered gathered;
  bool sensitive = false;
  flatten_into(list, gathered, sensitive);
  return marked_if(gathered.finish(Kind::kTuple), sensitive);
}

Outcome distinct(const Invocation& call) {
  const Value& list = call.arguments[0];
  if (!list.is_sequence()) return argument_error(call, 0, "list required");
  std::vector<Type> types;
  for (const Value& element : list.elements()) types.push_back(type_of(element));
  const std::optional<Type> common = unify(types);
  if (!common) return argument_error(call, 0, "list of any single type required");
  Sequence unique;
  std::set<Value, OrderedBefore> seen;
  for (const Value& element : list.elements()) {
    const Value converted = convert(element, *common).value_or(element);
    if (seen.insert(converted).second) unique.push_back(converted);
  }
  return Value::list(std::move(unique));
}

Outcome element(const Invocation& call) {
  const Value& list = call.arguments[0];
  if (list.kind() != Kind::kList && list.kind() != Kind::kTuple) {
    return call_error(call, "cannot read elements from " + std::string(friendly_kind(list)));
  }
  const std::optional<std::int64_t> index = whole_of(call, 1);
  if (!index) return argument_error(call, 1, "a whole number is required");
  if (*index < 0) return call_error(call, "cannot use element function with a negative index");
  const Sequence& elements = list.elements();
  if (elements.empty()) return call_error(call, "cannot use element function with an empty list");
  const auto size = static_cast<std::int64_t>(elements.size());
  return elements[static_cast<std::size_t>(*index % size)];
}

Outcome slice(const Invocation& call) {
  const Value& list = call.arguments[0];
  if (list.kind() == Kind::kSet) {
    return argument_error(call, 0,
                          "cannot slice a set, because its elements do not have indices; use the tolist function to "
                          "force conversion to list if the ordering of the result is not important");
  }
  if (!list.is_sequence()) return argument_error(call, 0, "must be a list or tuple value");
  const std::optional<std::int64_t> begin = whole_of(call, 1);
  const std::optional<std::int64_t> end = whole_of(call, 2);
  const auto size = static_cast<std::int64_t>(list.elements().size());
  if (!begin || *begin < 0) return argument_error(call, 1, "start index must not be less than zero");
  if (*begin > size) return argument_error(call, 1, "start index must not be greater than the length of the list");
  if (!end || *end > size) return argument_error(call, 2, "end index must not be greater than the length of the list");
  if (*begin > *end) return argument_error(call, 1, "start index must not be greater than end index");
  return Value::sequence(list.kind(), Sequence(list.elements().begin() + *begin, list.elements().begin() + *end));
}

Outcome sort(const Invocation& call) {
  if (!call.arguments[0].is_sequence()) return argument_error(call, 0, "list of string required");
  if (!call.arguments[0].is_wholly_known()) {  // as many, in an unknown order
    return Value::list(Sequence(call.arguments[0].elements().size(), unknown_from(call.arguments)));
  }
  Sequence sorted;
  for (const Value& value : call.arguments[0].elements()) {
    if (value.is_null()) return call_error(call, "given list element is null; a null string cannot be sorted");
    std::optional<Value> text = convert(value, Kind::kString);
    if (!text) return argument_error(call, 0, "list of string required");
    sorted.push_back(*std::move(text));
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Value& a, const Value& b) { return a.as_string() < b.as_string(); });
  return Value::list(std::move(sorted));
}

Outcome compact(const Invocation& call) {
  if (!call.arguments[0].is_sequence()) return argument_error(call, 0, "list of string required");
  Sequence kept;
  for (const Value& value : call.arguments[0].elements()) {
    if (value.is_null()) continue;
    std::optional<Value> text = convert(value, Kind::kString);
    if (!text) return argument_error(call, 0, "list of string required");
    if (!text->as_string().empty()) kept.push_back(*std::move(text));
  }
  return Value::list(std::move(kept));
}

Outcome reverse(const Invocation& call) {
  const Value& list = call.arguments[0];
  if (!list.is_sequence())
    return argument_error(call, 0, "can only reverse list or tuple values, not " + std::string(friendly_kind(list)));
  const Kind kind = list.kind() == Kind::kTuple ? Kind::kTuple : Kind::kList;
  return Value::sequence(kind, Sequence(list.elements().rbegin(), list.elements().rend()));
}

Outcome chunklist(const Invocation& call) {
  const Value& list = call.arguments[0];
  if (!list.is_sequence()) return not_a_list(call, 0);
  const std::optional<std::int64_t> size = whole_of(call, 1);
  if (!size) return argument_error(call, 1, "a whole number is required");
  if (*size < 0) return call_error(call, "the size argument must be positive");
  const std::optional<Value> typed = to_list(list);
  if (!typed) return argument_error(call, 0, "list of any single type required");
  const Sequence& elements = typed->elements();
  const std::size_t step = *size == 0 ? std::max<std::size_t>(elements.size(), 1) : static_cast<std::size_t>(*size);
  Sequence chunks;
  for (std::size_t i = 0; i < elements.size(); i += step) {
    const std::size_t end = elements.size() - i < step ? elements.size() : i + step;
    chunks.push_back(Value::list(Sequence(elements.begin() + static_cast<std::ptrdiff_t>(i),
                                          elements.begin() + static_cast<std::ptrdiff_t>(end))));
  }
  return Value::list(std::move(chunks));
}

Outcome range(const Invocation& call) {
  constexpr std::size_t kMaxSteps = 1024;  // as Terraform limits it
  const std::size_t count = call.arguments.size();
  if (count == 0 || count > 3) return call_error(call, "must have one, two, or three arguments");
  const Number zero(std::int64_t{0});
  const Number start = count == 1 ? zero : call.arguments[0].as_number();
  const Number limit = call.arguments[count == 1 ? 0 : 1].as_number();
  const bool down = limit < start;
  const Number step = count == 3 ? call.arguments[2].as_number() : Number(std::int64_t{down ? -1 : 1});
  if (start == limit) return Value::list({});
  if (step == zero) return call_error(call, "step must not be zero");
  if (down && zero < step)
    return argument_error(call, 2, "step must be less than zero when start is greater than limit");
  if (!down && step < zero) {
    return argument_error(call, 2, "step must be greater than zero when start is less than limit");
  }
  Sequence numbers;
  for (Number n = start; down ? limit < n : n < limit; n = add(n, step)) {
    if (numbers.size() >= kMaxSteps) {
      return call_error(call,
                        "more than 1024 values were generated; either decrease the difference between start and "
                        "end or use a smaller step");
    }
    numbers.push_back(Value::number(n));
  }
  return Value::list(std::move(numbers));
}

Outcome matchkeys(const Invocation& call) {
  for (std::size_t i = 0; i < 3; ++i) {
    if (!call.arguments[i].is_sequence()) return not_a_list(call, i);
  }
  const Sequence& values = call.arguments[0].elements();
  const Sequence& keys = call.arguments[1].elements();
  const Sequence& wanted = call.arguments[2].elements();
  if (values.size() != keys.size()) return call_error(call, "length of keys and values should be equal");
  if (!call.arguments[1].is_wholly_known() || !call.arguments[2].is_wholly_known()) return unknown_from(call.arguments);
  const std::set<Value, OrderedBefore> searched(wanted.begin(), wanted.end());
  Sequence matches;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (searched.count(keys[i]) > 0) matches.push_back(values[i]);
  }
  return Value::list(std::move(matches));
}

constexpr Traits kKeepsParts{.keeps_marks = true};
constexpr Traits kKeepsPartsAndUnknowns{.allows_unknown = true, .keeps_marks = true};
constexpr Traits kNeedsAllParts{.deep_unknown = true};

}  // namespace

std::vector<Function> sequence_functions() {
  return {
      {.name = "concat",
       .parameters = {{.name = "seqs", .variadic = true}},
       .summary = "The elements of all arguments in one list.",
       .traits = kKeepsPartsAndUnknowns,
       .implementation = concat},
      {.name = "flatten",
       .parameters = {{.name = "list"}},
       .summary = "The elements of a list with lists inside it replaced by their elements, however deep.",
       .traits = kKeepsPartsAndUnknowns,
       .implementation = flatten},
      {.name = "distinct",
       .parameters = {{.name = "list"}},
       .summary = "The first occurrence of every element, in order.",
       .traits = kNeedsAllParts,
       .implementation = distinct},
      {.name = "element",
       .parameters = {{.name = "list"}, {.name = "index", .kind = Kind::kNumber}},
       .summary = "The element at a position; positions beyond the end wrap round.",
       .traits = kKeepsParts,
       .implementation = element},
      {.name = "slice",
       .parameters = {{.name = "list"},
                      {.name = "start_index", .kind = Kind::kNumber},
                      {.name = "end_index", .kind = Kind::kNumber}},
       .summary = "The elements from a position up to, but not including, another.",
       .traits = kKeepsParts,
       .implementation = slice},
      {.name = "sort",
       .parameters = {{.name = "list"}},
       .summary = "The strings of a list in the order of their code points.",
       .implementation = sort},
      {.name = "compact",
       .parameters = {{.name = "list"}},
       .summary = "The strings of a list without null and empty ones.",
       .traits = kNeedsAllParts,
       .implementation = compact},
      {.name = "reverse",
       .parameters = {{.name = "list"}},
       .summary = "The elements of a list, last first.",
       .traits = kKeepsParts,
       .implementation = reverse},
      {.name = "chunklist",
       .parameters = {{.name = "list"}, {.name = "size", .kind = Kind::kNumber}},
       .summary = "The elements in lists of a given length.",
       .traits = kKeepsParts,
       .implementation = chunklist},
      {.name = "range",
       .parameters = {{.name = "params", .variadic = true, .kind = Kind::kNumber}},
       .summary = "The numbers from a start (default 0) up to, but not including, a limit; at most 1024.",
       .implementation = range},
      {.name = "matchkeys",
       .parameters = {{.name = "values"}, {.name = "keys"}, {.name = "searchset"}},
       .summary = "The values whose key, at the same position, is in the set.",
       .implementation = matchkeys,
       .portable = false},
  };
}

}  // namespace plimsoll::lang
