#include "plimsoll/source/fold.h"

#include <algorithm>
#include <map>

#include "plimsoll/value/json.h"

namespace plimsoll::source {
namespace {

constexpr std::size_t kMaxDifferences = 20;

bool is_empty(const Value& value) {
  if (value.is_null()) return true;
  if (value.is_string()) return value.as_string().empty();
  if (value.is_sequence()) return value.elements().empty();
  return value.is_object() && value.members().empty();
}

bool is_scalar(const Value& value) {
  return value.is_bool() || value.is_number() || value.is_string();
}

std::string text_of(const Value& scalar) {
  if (scalar.is_bool()) return scalar.as_bool() ? "true" : "false";
  return scalar.is_number() ? scalar.as_number().to_string() : scalar.as_string();
}

/// Terraform converts what is written to the attribute's type; texts that hold JSON are compared as JSON.
bool same_scalar(const Value& planned, const Value& source) {
  if (planned.kind() == source.kind() && equal(planned, source)) return true;
  if (text_of(planned) == text_of(source)) return true;
  if (planned.is_number() && source.is_string()) {
    const std::optional<Number> number = Number::parse(source.as_string());
    return number && *number == planned.as_number();
  }
  if (!planned.is_string() || !source.is_string()) return false;
  const json::DecodeOptions options = {.array_kind = Kind::kList};
  const Result<Value> left = json::decode(planned.as_string(), options);
  const Result<Value> right = json::decode(source.as_string(), options);
  return left && right && equal(*left, *right);
}

std::size_t count_known(const Value& value) {
  std::size_t count = is_scalar(value) ? 1 : 0;
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) count += count_known(element);
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.members()) count += count_known(member);
  } else if (const Value* decoded = value.decoded()) {
    count += count_known(*decoded);
  } else if (const PartialList* list = value.known_list()) {
    for (const Value& element : list->first) count += count_known(element);
    for (const Value& element : list->further) count += count_known(element);
  } else if (const PartialObject* object = value.known_object()) {
    for (const auto& [key, member] : object->sure) count += count_known(member);
  }
  return count;
}

Value as_planned(const Value& value);

Sequence as_planned(Sequence elements) {
  for (Value& element : elements) element = as_planned(element);
  return elements;
}

Members as_planned(Members members) {
  for (auto& [key, member] : members) member = as_planned(member);
  return members;
}

/// With the kinds that plan JSON yields.
Value as_planned(const Value& value) {
  Value result = value;
  if (value.is_sequence()) {
    result = Value::list(as_planned(value.elements()));
  } else if (value.is_object()) {
    result = Value::object(as_planned(value.members()));
  } else if (const PartialList* list = value.known_list()) {
    result = Value::list_in_part({.first = as_planned(list->first), .further = as_planned(list->further)},
                                 value.unknown_because());
  } else if (const PartialObject* object = value.known_object()) {
    result = Value::object_in_part(
        {.sure = as_planned(object->sure), .maybe = as_planned(object->maybe), .open = object->open},
        value.unknown_because());
  }
  return result.with_sensitive(value.is_sensitive()).with_origin(value.origin());
}

Value like(const Value& original, const Value& changed) {
  return changed.with_sensitive(original.is_sensitive() || changed.is_sensitive()).with_origin(original.origin());
}

/// The plan names what the expression refers to, such as a local; the source knows what is unknown about it.
Value with_causes(const Value& planned, const Value& source) {
  std::vector<std::string> because = source.all_unknown_because();
  return because.empty() ? planned : like(planned, Value::unknown(std::move(because)));
}

/// Nothing is known of the value, not even in part.
bool says_nothing_certain(const Value& value) {
  return value.is_unknown() && value.decoded() == nullptr && value.known_list() == nullptr &&
         value.known_object() == nullptr;
}

class Folder {
 public:
  FoldResult result = {};
  bool is_json = false;   // inside JSON text that the provider rewrote
  bool is_trial = false;  // only whether there is a disagreement counts

  Value fold(const Value& planned, const Value& source, const std::string& path) {
    if (is_trial && !result.disagreements.empty()) return planned;
    if (planned.is_unknown()) return fill(planned, source);
    if (source.is_unknown()) return planned;
    if (planned.is_null()) return absent(planned, source, path);
    if (source.is_null()) return planned;  // null is as good as not written
    if (is_scalar(planned) && is_scalar(source)) return scalar(planned, source, path);
    if (planned.is_sequence()) return sequence(planned, source, path);
    if (planned.is_object()) return object(planned, source, path);
    return differ(planned, path);
  }

 private:
  Value differ(const Value& planned, const std::string& path) {
    if (result.disagreements.size() < kMaxDifferences) result.disagreements.push_back(path);
    return planned;
  }

  Value fill(const Value& planned, const Value& source) {
    if (source.is_wholly_known()) return planned;
    if (says_nothing_certain(source)) {
      return with_causes(planned, source);
    }
    result.filled_leaves += count_known(source);
    return as_planned(source).with_sensitive(planned.is_sensitive() || source.is_sensitive());
  }

  /// The plan says null: nothing may be written, but for what comes to the same.
  Value absent(const Value& planned, const Value& source, const std::string& path) {
    return says_nothing(source) ? planned : differ(planned, path);
  }

  /// Of JSON the provider drops zeros as it drops nulls.
  bool says_nothing(const Value& source) const {
    const bool is_zero = is_json && source.is_number() && source.as_number() == Number(std::int64_t{0});
    return is_empty(source) || is_zero;
  }

  Value scalar(const Value& planned, const Value& source, const std::string& path) {
    if (!same_scalar(planned, source)) return differ(planned, path);
    ++result.known_leaves;
    return planned.origin() == nullptr ? planned.with_origin(source.origin()) : planned;
  }

  Value object(const Value& planned, const Value& source, const std::string& path) {
    // A block that may stand once only is no list in some plans.
    if (source.is_sequence() && source.elements().size() == 1) return fold(planned, source.elements().front(), path);
    if (!source.is_object()) return is_empty(source) ? planned : differ(planned, path);
    Members members = planned.members();
    for (auto& [key, member] : members) {
      const Value* written = source.find(key);
      if (written != nullptr) member = fold(member, *written, path.empty() ? key : path + "." + key);
    }
    for (const auto& [key, written] : source.members()) {
      const bool missing = planned.find(key) == nullptr && !written.is_unknown() && !says_nothing(written);
      if (missing) differ(planned, path.empty() ? key : path + "." + key);
    }
    Value folded = like(planned, Value::object(std::move(members), planned.kind()));
    return folded.origin() == nullptr ? folded.with_origin(source.origin()) : folded;
  }

  /// Beside a block with an unknown part, sets of some resources are planned with one more in which nothing is written.
  static Sequence without_phantoms(const Sequence& planned, std::size_t written) {
    Sequence elements = planned;
    const bool unknown = std::ranges::any_of(planned, [](const Value& v) { return !v.is_wholly_known(); });
    if (unknown && planned.size() > written) std::erase_if(elements, is_phantom);
    return elements;
  }

  static bool is_phantom(const Value& block) {
    return block.is_object() && std::ranges::all_of(block.members(), [](const auto& member) {
             const Value& value = member.second;
             return is_empty(value) || (value.is_bool() && !value.as_bool()) ||
                    (value.is_number() && value.as_number() == Number(std::int64_t{0}));
           });
  }

  /// Blocks and elements in the order of the source where that fits, else each with the one that it agrees with: sets
  /// have an order of their own in plans.
  Value sequence(const Value& planned, const Value& source, const std::string& path) {
    const Sequence written = source.is_sequence() ? source.elements() : Sequence{source};
    if (!source.is_sequence() && !source.is_object()) return differ(planned, path);
    const Sequence elements = without_phantoms(planned.elements(), written.size());
    if (written.size() != elements.size()) return differ(planned, path);
    const std::vector<std::size_t> partners = match(elements, written);
    Sequence folded = elements;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const std::string inner = path + "[" + std::to_string(i) + "]";
      if (partners[i] == kNobody) return differ(planned, inner);
      if (partners[i] != kSeveral) folded[i] = fold(elements[i], written[partners[i]], inner);
    }
    Value list = like(planned, Value::sequence(planned.kind(), std::move(folded)));
    return list.origin() == nullptr ? list.with_origin(source.origin()) : list;
  }

  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
  static constexpr std::size_t kSeveral = static_cast<std::size_t>(-2);

  bool fits(const Value& planned, const Value& source) const {
    Folder trial;
    trial.is_json = is_json;
    trial.is_trial = true;
    trial.fold(planned, source, "");
    return trial.result.disagreements.empty();
  }

  /// Position of every element by its name; nullopt unless all have one of their own.
  static std::optional<std::map<std::string, std::size_t>> names_of(const Sequence& elements) {
    std::map<std::string, std::size_t> names;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const Value& name = elements[i].get("name");
      if (!name.is_string() || !names.emplace(name.as_string(), i).second) return std::nullopt;
    }
    return names;
  }

  /// Containers, volumes, settings and the like are what they are called.
  static std::optional<std::vector<std::size_t>> match_names(const Sequence& planned, const Sequence& source) {
    const auto ours = names_of(planned);
    const auto theirs = ours ? names_of(source) : std::nullopt;
    if (!theirs) return std::nullopt;
    std::vector<std::size_t> partners(planned.size(), kNobody);
    for (const auto& [name, position] : *ours) {
      const auto partner = theirs->find(name);
      if (partner != theirs->end()) partners[position] = partner->second;
    }
    return partners;
  }

  std::vector<std::size_t> match(const Sequence& planned, const Sequence& source) const {
    std::vector<std::size_t> partners(planned.size(), kNobody);
    if (std::optional<std::vector<std::size_t>> named = match_names(planned, source)) return *std::move(named);
    bool in_order = true;
    for (std::size_t i = 0; i < planned.size() && in_order; ++i) in_order = fits(planned[i], source[i]);
    constexpr std::size_t kMostToSort = 500;
    if (in_order && (planned.size() > kMostToSort || all_distinct(planned, source))) {
      for (std::size_t i = 0; i < planned.size(); ++i) partners[i] = i;
      return partners;
    }
    if (planned.size() > kMostToSort) return std::vector<std::size_t>(planned.size(), kSeveral);
    std::vector<bool> used(source.size(), false);
    for (std::size_t i = 0; i < planned.size(); ++i) {
      std::size_t fitting = 0;
      for (std::size_t k = 0; k < source.size(); ++k) {
        if (!fits(planned[i], source[k])) continue;
        ++fitting;
        if (partners[i] == kNobody && !used[k]) partners[i] = k;
      }
      if (partners[i] != kNobody) used[partners[i]] = true;
      // Which one it is cannot be told: nothing is taken over, and nothing contradicts.
      if (fitting > 1 && !planned[i].is_wholly_known()) partners[i] = kSeveral;
      if (fitting > 0 && partners[i] == kNobody) partners[i] = kSeveral;
    }
    return partners;
  }

  /// No planned element could belong to two source elements, so that the order is the only way to pair them.
  bool all_distinct(const Sequence& planned, const Sequence& source) const {
    for (std::size_t i = 0; i < planned.size(); ++i) {
      if (planned[i].is_wholly_known()) continue;
      for (std::size_t k = 0; k < source.size(); ++k) {
        if (k != i && fits(planned[i], source[k])) return false;
      }
    }
    return true;
  }
};

/// An attribute whose text the provider rewrites: both sides are compared in the form that it gives them.
Value fold_json(Folder& folder, const JsonAttribute& attribute, const Value& planned, const Value& source) {
  const std::optional<Value> written = attribute.normalise(source);
  if (planned.is_unknown()) {
    if (!written || written->is_wholly_known()) return planned;
    if (says_nothing_certain(*written)) return with_causes(planned, *written);
    folder.result.filled_leaves += count_known(*written);
    const bool sensitive = planned.is_sensitive() || source.is_sensitive();
    return Value::unknown_json(as_planned(*written)).with_sensitive(sensitive).with_origin(source.origin());
  }
  if (!planned.is_string()) return planned;
  const Result<Value> decoded = json::decode(planned.as_string());
  const std::optional<Value> shown = decoded ? attribute.normalise(*decoded) : std::nullopt;
  if (!shown) return planned;  // whoever judges the plan says so
  if (!written) {
    folder.result.disagreements.push_back(attribute.name);
    return planned;
  }
  folder.is_json = true;
  folder.fold(*shown, *written, attribute.name);
  folder.is_json = false;
  return planned;
}

}  // namespace

FoldResult fold(const Value& planned, const Value& source, const std::vector<JsonAttribute>& json) {
  Folder folder;
  if (!planned.is_object() || !source.is_object()) return {.value = planned};
  Members members = planned.members();
  for (auto& [key, member] : members) {
    const Value* written = source.find(key);
    if (written == nullptr) continue;
    const auto special = std::ranges::find(json, key, &JsonAttribute::name);
    member = special == json.end() ? folder.fold(member, *written, key) : fold_json(folder, *special, member, *written);
  }
  FoldResult result = std::move(folder.result);
  result.value = result.disagreements.empty() ? like(planned, Value::object(std::move(members))) : planned;
  return result;
}

}  // namespace plimsoll::source
