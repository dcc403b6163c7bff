// Sets and combinations of lists.
#include <algorithm>

#include "function_families.h"

namespace plimsoll::lang {

namespace {

/// All arguments as sets of the type that their elements share; nullopt when they share none. Precondition: sequences.
std::optional<std::vector<Sequence>> as_sets(std::span<const Value> values) {
  std::vector<Type> types;
  for (const Value& value : values) {
    for (const Value& element : value.elements()) types.push_back(type_of(element));
  }
  const std::optional<Type> element = unify(types);
  if (!element) return std::nullopt;
  std::vector<Sequence> sets;
  for (const Value& value : values) {
    const std::optional<Value> set = convert(value, collection_type(Kind::kSet, *element));
    if (!set) return std::nullopt;
    sets.push_back(set->elements());
  }
  return sets;
}

enum class SetOperation : std::uint8_t { kUnion, kIntersection, kSubtract };

/// `result` and `next` are in order.
void combine(Sequence& result, const Sequence& next, SetOperation operation) {
  const auto in_next = [&](const Value& e) { return std::binary_search(next.begin(), next.end(), e, OrderedBefore{}); };
  switch (operation) {
    case SetOperation::kUnion:
      result.insert(result.end(), next.begin(), next.end());
      break;
    case SetOperation::kIntersection:
      result.erase(std::remove_if(result.begin(), result.end(), [&](const Value& e) { return !in_next(e); }),
                   result.end());
      break;
    case SetOperation::kSubtract:
      result.erase(std::remove_if(result.begin(), result.end(), in_next), result.end());
      break;
  }
}

Outcome set_operation(const Invocation& call, SetOperation operation) {
  bool known = true;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    if (!call.arguments[i].is_sequence()) return argument_error(call, i, "set of any single type required");
    known = known && call.arguments[i].is_wholly_known();
  }
  if (!known && operation != SetOperation::kUnion) return unknown_from(call.arguments);
  const std::optional<std::vector<Sequence>> sets = as_sets(call.arguments);
  if (!sets) return call_error(call, "all arguments must be sets of the same type");
  Sequence result = sets->front();
  for (std::size_t i = 1; i < sets->size(); ++i) combine(result, (*sets)[i], operation);
  return make_set(std::move(result));
}

/// The elements of one argument, converted to the type that they share; nullopt when they share none.
std::optional<Sequence> factor(const Value& value) {
  std::vector<Type> types;
  for (const Value& element : value.elements()) types.push_back(type_of(element));
  const std::optional<Type> common = unify(types);
  if (!common) return std::nullopt;
  const std::optional<Value> typed = convert(value, collection_type(Kind::kList, *common));
  return typed ? std::optional(typed->elements()) : std::nullopt;
}

/// Every combination of one element of each argument: a set where any argument is a set, else a list.
Outcome setproduct(const Invocation& call) {
  if (call.arguments.size() < 2) return call_error(call, "at least two arguments are required");
  std::size_t total = 1;
  bool any_set = false;
  std::vector<Sequence> factors;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const Value& value = call.arguments[i];
    if (!value.is_sequence()) return argument_error(call, i, "a set or a list is required");
    any_set = any_set || value.kind() == Kind::kSet;
    std::optional<Sequence> elements = factor(value);
    if (!elements) return argument_error(call, i, "all elements must have the same type");
    factors.push_back(*std::move(elements));
    if (value.elements().size() > kMaxElements / std::max<std::size_t>(total, 1)) return result_too_large(call);
    total *= value.elements().size();
  }
  Sequence products;
  products.reserve(total);
  for (std::size_t n = 0; n < total; ++n) {
    Sequence product(call.arguments.size());
    std::size_t rest = n;
    for (std::size_t i = call.arguments.size(); i-- > 0;) {  // the last argument varies fastest
      const Sequence& elements = factors[i];
      product[i] = elements[rest % elements.size()];
      rest /= elements.size();
    }
    products.push_back(Value::tuple(std::move(product)));
  }
  if (!any_set) return Value::list(std::move(products));
  const Value list = Value::list(std::move(products));  // a set cannot hold marks: it has them as a whole
  return marked_if(make_set(unmarked(list).elements()), list.contains_sensitive());
}

Function on_sets(std::string name, std::string summary, SetOperation operation) {
  return {.name = std::move(name),
          .parameters = {{.name = "first_set"}, {.name = "other_sets", .variadic = true}},
          .summary = std::move(summary),
          .implementation = [operation](const Invocation& call) { return set_operation(call, operation); }};
}

}  // namespace

std::vector<Function> set_functions() {
  Function subtract =
      on_sets("setsubtract", "The elements of the first set that are not in the second.", SetOperation::kSubtract);
  subtract.parameters = {{.name = "a"}, {.name = "b"}};
  return {
      on_sets("setunion", "The elements of all sets.", SetOperation::kUnion),
      on_sets("setintersection", "The elements that all sets have.", SetOperation::kIntersection),
      std::move(subtract),
      {.name = "setproduct",
       .parameters = {{.name = "sets", .variadic = true}},
       .summary = "Every combination of one element of each set or list.",
       .traits = {.keeps_marks = true},
       .implementation = setproduct},
  };
}

}  // namespace plimsoll::lang
