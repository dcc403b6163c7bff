// Sets and combinations of lists.
#include <algorithm>

#include "function_families.h"

namespace plimsoll::lang {

namespace {

/// All arguments as sets of the type that their elements share.
std::optional<std::vector<Sequence>> as_sets(const Invocation& call) {
  std::vector<Type> types;
  for (const Value& value : call.arguments) {
    if (!value.is_sequence()) return std::nullopt;
    for (const Value& element : value.elements()) types.push_back(type_of(element));
  }
  const std::optional<Type> element = unify(types);
  if (!element) return std::nullopt;
  std::vector<Sequence> sets;
  for (const Value& value : call.arguments) {
    const std::optional<Value> set = convert(value, collection_type(Kind::kSet, *element));
    if (!set) return std::nullopt;
    sets.push_back(set->elements());
  }
  return sets;
}

bool has(const Sequence& set, const Value& wanted) {
  return std::any_of(set.begin(), set.end(), [&](const Value& element) { return equal(element, wanted); });
}

enum class SetOperation : std::uint8_t { kUnion, kIntersection, kSubtract };

void combine(Sequence& result, const Sequence& next, SetOperation operation) {
  const auto in_next = [&](const Value& element) { return has(next, element); };
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
  const std::optional<std::vector<Sequence>> sets = as_sets(call);
  if (!sets) return call_error(call, "all arguments must be sets of the same type");
  Sequence result = sets->front();
  for (std::size_t i = 1; i < sets->size(); ++i) combine(result, (*sets)[i], operation);
  return make_set(std::move(result));
}

/// Every combination of one element of each argument: a set of sets' elements, a list where any argument is a list.
Outcome setproduct(const Invocation& call) {
  if (call.arguments.size() < 2) return call_error(call, "at least two arguments are required");
  std::size_t total = 1;
  bool all_sets = true;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const Value& value = call.arguments[i];
    if (!value.is_sequence()) return argument_error(call, i, "a set or a list is required");
    all_sets = all_sets && value.kind() == Kind::kSet;
    if (value.elements().size() > kMaxElements / std::max<std::size_t>(total, 1)) return result_too_large(call);
    total *= value.elements().size();
  }
  Sequence products;
  products.reserve(total);
  for (std::size_t n = 0; n < total; ++n) {
    Sequence product(call.arguments.size());
    std::size_t rest = n;
    for (std::size_t i = call.arguments.size(); i-- > 0;) {  // the last argument varies fastest
      const Sequence& elements = call.arguments[i].elements();
      product[i] = elements[rest % elements.size()];
      rest /= elements.size();
    }
    products.push_back(Value::tuple(std::move(product)));
  }
  return all_sets ? make_set(std::move(products)) : Value::list(std::move(products));
}

Function on_sets(std::string name, std::string summary, SetOperation operation) {
  return {.name = std::move(name),
          .parameters = {{.name = "first_set"}, {.name = "other_sets", .variadic = true}},
          .summary = std::move(summary),
          .traits = {.deep_unknown = true},
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
       .implementation = setproduct},
  };
}

}  // namespace plimsoll::lang
