// for-expressions and splats.
#include <algorithm>

#include "internal.h"
#include "marks.h"
#include "plimsoll/lang/certain.h"
#include "type.h"

namespace plimsoll::lang {

namespace {

/// What a for-expression has gathered so far.
struct Gathered {
  bool known = true;  // false once a condition or a key is unknown
  bool sensitive = false;
  std::vector<std::string> because = {};
  /// Whether the element at hand is one for sure, and whether its place is known.
  bool is_sure = true;
  bool in_order = true;
  Sequence elements = {};
  Sequence further = {};  // those whose place is unknown
  Members members = {};
  Members maybe = {};  // those that are there or not
  bool open = false;   // some keys are unknown
  std::vector<std::pair<std::string, Sequence>> groups = {};
};

void not_known(Gathered& gathered, const Value& value) {
  gathered.known = false;
  gathered.because = merge_causes(gathered.because, value.unknown_because());
}

/// Whether the `if` admits an element; nullopt when that is unknown (noted) or a failure (set).
std::optional<bool> admits(const hcl::Expression& condition, Gathered& gathered, std::optional<Outcome>& failure,
                           const Context& context) {
  const Operand operand(condition, context);
  if (!operand.ok()) {
    failure = operand.outcome();
    return std::nullopt;
  }
  const Value& value = operand.value();
  gathered.sensitive = gathered.sensitive || value.is_sensitive();
  if (value.is_unknown()) {
    not_known(gathered, value);
    return std::nullopt;
  }
  if (value.is_null()) {
    failure = fail(context, condition.range, "Condition is null", "The value of the 'if' clause must not be null.");
    return std::nullopt;
  }
  if (value.is_bool()) return value.as_bool();
  std::string why;
  const std::optional<Value> decided = convert(value, Kind::kBool, &why);
  if (!decided) {
    failure =
        fail(context, condition.range, "Invalid 'for' condition", "The 'if' clause value is invalid: " + why + ".");
    return std::nullopt;
  }
  return decided->as_bool();
}

Outcome duplicate_key(const hcl::For& node, const std::string& key, bool sensitive, const Context& context) {
  const std::string shown = sensitive ? "the same key" : "the key \"" + key + "\"";
  return fail(context, node.key->range, "Duplicate object key",
              "Two different items produced " + shown +
                  " in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value "
                  "expression to enable grouping by key.");
}

void add_to_group(Gathered& gathered, std::string key, Value value) {
  if (!gathered.is_sure) {
    gathered.open = true;  // a group of this name or one more element in it
    return;
  }
  // Groups are kept sorted by key, so that many keys stay cheap.
  const auto less = [](const auto& group, const std::string& k) { return group.first < k; };
  auto place = std::lower_bound(gathered.groups.begin(), gathered.groups.end(), key, less);
  if (place == gathered.groups.end() || place->first != key) {
    place = gathered.groups.emplace(place, std::move(key), Sequence{});
  }
  place->second.push_back(std::move(value));
}

/// Adds one item of the object form.
std::optional<Outcome> add_item(const hcl::For& node, Gathered& gathered, const Context& context) {
  const Outcome key = evaluate_node(*node.key, context);
  if (!key.ok()) return key;
  gathered.sensitive = gathered.sensitive || key.value().is_sensitive();
  if (key.value().is_null()) {
    return fail(context, node.key->range, "Invalid object key",
                "Key expression in 'for' expression must not produce a null value.");
  }
  const bool key_known = !key.value().is_unknown();
  if (!key_known) not_known(gathered, key.value());
  std::optional<Value> text = key_known ? convert(key.value(), Kind::kString) : std::nullopt;
  if (key_known && !text) {
    return fail(context, node.key->range, "Invalid object key",
                "The key expression produced an invalid result: string required.");
  }
  Outcome result = evaluate_node(*node.value, context);
  if (!result.ok()) return result;
  Value value = passed_on(std::move(result).take(), node.value->range, context);
  if (!text) {
    gathered.open = true;
  } else if (node.groups) {
    add_to_group(gathered, text->as_string(), std::move(value));
  } else {
    (gathered.is_sure ? gathered.members : gathered.maybe).emplace_back(text->as_string(), std::move(value));
  }
  return std::nullopt;
}

std::optional<Outcome> add_element(const hcl::For& node, Gathered& gathered, const Context& context) {
  if (node.condition != nullptr) {
    std::optional<Outcome> failure;
    const std::optional<bool> admitted = admits(*node.condition, gathered, failure, context);
    if (failure) return failure;
    gathered.in_order = gathered.in_order && admitted.has_value();
    if (!admitted.value_or(context.leaf_by_leaf)) return std::nullopt;
    gathered.is_sure = gathered.is_sure && admitted.has_value();
  }
  if (node.key != nullptr) return add_item(node, gathered, context);
  Outcome value = evaluate_node(*node.value, context);
  if (!value.ok()) return value;
  if (gathered.is_sure) {
    (gathered.in_order ? gathered.elements : gathered.further)
        .push_back(passed_on(std::move(value).take(), node.value->range, context));
  } else {
    gathered.in_order = false;
  }
  return std::nullopt;
}

std::optional<std::string> duplicate_of(Members& members) {
  const auto less = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::stable_sort(members.begin(), members.end(), less);
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  const auto found = std::adjacent_find(members.begin(), members.end(), same);
  if (found == members.end()) return std::nullopt;
  return found->first;
}

/// An object whose attributes are not all known. Two equal keys would be an error, so that none takes another's place.
Value partial_object(const hcl::For& node, Gathered gathered, std::vector<std::string> because) {
  PartialObject object{.sure = std::move(gathered.members), .open = gathered.open};
  for (auto& [key, group] : gathered.groups) {
    object.sure.emplace_back(key, Value::list_in_part({.further = std::move(group), .is_list = false}, because));
  }
  for (auto& [name, value] : gathered.maybe) {
    const std::string& key = name;
    const auto same = [&key](const auto& m) { return m.first == key; };
    if (std::any_of(object.sure.begin(), object.sure.end(), same)) continue;
    const auto twin = std::find_if(object.maybe.begin(), object.maybe.end(), same);
    if (twin == object.maybe.end()) {
      object.maybe.emplace_back(key, node.groups ? Value::unknown(because) : std::move(value));
    } else {
      twin->second = either(twin->second, value, because);
    }
  }
  return Value::object_in_part(std::move(object), std::move(because));
}

Outcome finish(const hcl::For& node, Gathered gathered, const Value& collection, const Context& context) {
  const bool partial = collection.is_unknown();
  const bool sensitive = gathered.sensitive;
  const auto marked = [&](Value value) { return marked_if(std::move(value), sensitive); };
  if (node.key != nullptr && !node.groups) {
    if (const std::optional<std::string> key = duplicate_of(gathered.members)) {
      return duplicate_key(node, *key, gathered.sensitive, context);
    }
  }
  if (partial || !gathered.known) {
    std::vector<std::string> because = merge_causes(gathered.because, collection.unknown_because());
    // A partial list stays one: what its known elements give is certain.
    if (node.key == nullptr && (partial || context.leaf_by_leaf)) {
      return marked(Value::list_in_part(
          {.first = std::move(gathered.elements), .further = std::move(gathered.further), .is_list = false}, because));
    }
    if (context.leaf_by_leaf) return marked(partial_object(node, std::move(gathered), std::move(because)));
    return marked(Value::unknown(std::move(because)));
  }
  if (node.key == nullptr) return marked(Value::tuple(std::move(gathered.elements)));
  for (auto& [key, group] : gathered.groups) gathered.members.emplace_back(key, Value::tuple(std::move(group)));
  return marked(Value::object(std::move(gathered.members)));
}

/// Calls `visit(key, element, is_sure)` for what is certain of an unknown collection; sets whether places are known.
template <typename Visit>
void iterate_partial(const Value& collection, Gathered& gathered, const Visit& visit) {
  if (const PartialList* list = collection.known_list()) {
    std::int64_t index = 0;
    for (const Value& element : list->first) {
      if (!visit(Value::number(index++), element, true)) return;
    }
    gathered.in_order = false;
    const Value some_index = Value::unknown(collection.unknown_because());
    for (const Value& element : list->further) {
      if (!visit(some_index, element, true)) return;
    }
    gathered.open = true;
  } else if (const PartialObject* object = collection.known_object()) {
    gathered.in_order = false;
    for (const auto& [key, element] : object->sure) {
      if (!visit(Value::string(key), element, true)) return;
    }
    for (const auto& [key, element] : object->maybe) {
      if (!visit(Value::string(key), element, false)) return;
    }
    gathered.open = gathered.open || object->open;
  }
}

Outcome gather(const hcl::For& node, const Value& collection, const Context& context) {
  Gathered gathered{.sensitive = collection.is_sensitive()};
  Scope scope(context.scope);
  Context inner = context;
  inner.scope = &scope;
  std::optional<Outcome> failure;
  const auto visit = [&](const Value& element, bool is_sure) {
    scope.set(node.value_name, marked_if(element, collection.is_sensitive()));
    gathered.is_sure = is_sure;
    failure = add_element(node, gathered, inner);
    return !failure;
  };
  const auto visit_with_key = [&](const Value& key, const Value& element, bool is_sure) {
    if (!node.key_name.empty()) scope.set(node.key_name, marked_if(key, collection.is_sensitive()));
    return visit(element, is_sure);
  };
  if (collection.is_unknown()) {
    iterate_partial(collection, gathered, visit_with_key);
  } else if (node.key_name.empty() && !collection.is_object()) {  // most loops: no key to make a value of
    for (const Value& element : collection.elements()) {
      if (!visit(element, true)) break;
    }
  } else {
    iterate(collection, [&](const Value& key, const Value& element) { return visit_with_key(key, element, true); });
  }
  if (failure) return *std::move(failure);
  return finish(node, std::move(gathered), collection, context);
}

}  // namespace

Outcome evaluate_for(const hcl::For& node, ByteRange range, const Context& context) {
  const Operand operand(*node.collection, context);
  if (!operand.ok()) return operand.outcome();
  const Value& collection = operand.value();
  if (collection.is_null()) {
    return fail(context, node.collection->range, "Iteration over null value",
                "A null value cannot be used as the collection in a 'for' expression.");
  }
  if (collection.is_unknown() && collection.known_list() == nullptr && collection.known_object() == nullptr) {
    Value unknown = marked_if(Value::unknown(collection.unknown_because()), collection.is_sensitive());
    return produced(std::move(unknown), range, context);
  }
  if (!collection.is_unknown() && !collection.is_sequence() && !collection.is_object()) {
    return fail(context, node.collection->range, "Iteration over non-iterable value",
                "A value of type " + std::string(friendly_kind(collection)) +
                    " cannot be used as the collection in a 'for' expression.");
  }
  Outcome result = gather(node, collection, context);
  if (!result.ok() || !context.record_origins) return result;
  return produced(std::move(result).take(), range, context);
}

namespace {

/// The elements that a splat maps, and what comes of them.
struct SplatRun {
  const hcl::Splat& node;
  const Context& context;
  bool sensitive = false;

  std::optional<Outcome> map(const Sequence& elements, Sequence& results) const {
    results.reserve(elements.size());
    Context inner = context;
    for (const Value& element : elements) {
      const Value marked = marked_if(element, sensitive);
      inner.splat_element = &marked;
      Outcome value = evaluate_node(*node.each, inner);
      if (!value.ok()) return value;
      results.push_back(std::move(value).take());
    }
    return std::nullopt;
  }
};

Outcome splat_partial(const PartialList& list, const std::vector<std::string>& because, const SplatRun& run) {
  PartialList results{.is_list = list.is_list};
  if (std::optional<Outcome> failure = run.map(list.first, results.first)) return *std::move(failure);
  if (std::optional<Outcome> failure = run.map(list.further, results.further)) return *std::move(failure);
  return Value::list_in_part(std::move(results), because);
}

Outcome splat_known(const Value& source, const SplatRun& run) {
  Sequence single;
  if (!source.is_null() && !source.is_sequence()) single.push_back(source);
  Sequence results;
  if (std::optional<Outcome> failure = run.map(source.is_sequence() ? source.elements() : single, results)) {
    return *std::move(failure);
  }
  const bool is_list = source.kind() == Kind::kList || source.kind() == Kind::kSet;
  return Value::sequence(is_list ? Kind::kList : Kind::kTuple, std::move(results));
}

}  // namespace

Outcome evaluate_splat(const hcl::Splat& node, ByteRange range, const Context& context) {
  const Operand operand(*node.source, context);
  if (!operand.ok()) return operand.outcome();
  const Value& source = operand.value();
  const SplatRun run{.node = node, .context = context, .sensitive = source.is_sensitive()};
  Outcome result = Value::unknown(source.unknown_because());
  if (const PartialList* list = source.known_list()) {
    result = splat_partial(*list, source.unknown_because(), run);
  } else if (!source.is_unknown() || source.known_object() != nullptr) {
    result = splat_known(source, run);
  }
  if (!result.ok()) return result;
  return produced(marked_if(std::move(result).take(), run.sensitive), range, context);
}

}  // namespace plimsoll::lang
