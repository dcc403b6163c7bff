#include "targets.h"

#include <charconv>

#include "plimsoll/base/text.h"

namespace plimsoll::fix {
namespace {

/// The elements of a list that are known with their places: all of them, or the first ones of a list known in part.
const Sequence* elements_of(const Value& list) {
  if (list.is_sequence()) return &list.elements();
  return list.known_list() == nullptr ? nullptr : &list.known_list()->first;
}

/// Of blocks the one that a step means: by name, by index, or the only one.
const Value* pick(const Value& list, const Step& step) {
  const Sequence& elements = *elements_of(list);
  if (!step.key) return elements.size() == 1 ? &elements.front() : nullptr;
  if (const Value* named = named_element(list, *step.key)) return named;
  std::size_t index = elements.size();
  const char* const end = step.key->data() + step.key->size();
  const auto [at, error] = std::from_chars(step.key->data(), end, index);
  return error == std::errc() && at == end && index < elements.size() ? &elements[index] : nullptr;
}

const Value* follow(const Value& from, const Step& step, bool is_last) {
  const Value* member = lookup(from, step.name);
  if (member == nullptr || elements_of(*member) == nullptr) return member;
  // The last step may mean the list itself.
  if (is_last && !step.key) return member;
  return pick(*member, step);
}

}  // namespace

const Value* lookup(const Value& object, std::string_view name) {
  if (const Value* exact = object.find(name)) return exact;
  const PartialObject* part = object.known_object();
  if (!object.is_object() && part == nullptr) return nullptr;
  for (const auto& [key, value] : part == nullptr ? object.members() : part->sure) {
    if (ascii_lower(key) == ascii_lower(name)) return &value;
  }
  return nullptr;
}

const Value* named_element(const Value& list, std::string_view name) {
  const Value* found = nullptr;
  bool is_unique = true;
  const auto search = [&](const Sequence& elements) {
    for (const Value& element : elements) {
      const Value* written = lookup(element, "name");
      if (written == nullptr || !written->is_string() || written->as_string() != name) continue;
      is_unique = found == nullptr;
      found = &element;
    }
  };
  if (const Sequence* elements = elements_of(list)) search(*elements);
  if (const PartialList* part = list.known_list()) search(part->further);
  return is_unique ? found : nullptr;
}

const Value* base_of(const policy::FixEdit& edit, const std::optional<Subject>& subject, const Value& body,
                     const std::optional<Value>& containers) {
  if (!edit.in_element) return &body;
  if (!subject) return nullptr;
  if (subject->kind == "volume") return named_element(body.get("volume"), subject->name);
  return subject->kind == "container" && containers ? named_element(*containers, subject->name) : nullptr;
}

Walk walk(const Value& base, const std::vector<Step>& steps) {
  Walk result = {.way = {&base}};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Value* next = follow(*result.way.back(), steps[i], i + 1 == steps.size());
    if (next == nullptr) return result;
    if (next->is_unknown() && next->known_list() == nullptr && next->known_object() == nullptr) {
      result.unknown = next;
      return result;
    }
    if (next->is_null()) {
      result.null = next;
      return result;
    }
    result.way.push_back(next);
    ++result.found;
  }
  return result;
}

}  // namespace plimsoll::fix
