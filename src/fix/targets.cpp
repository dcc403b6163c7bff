#include "targets.h"

#include <charconv>

#include "plimsoll/base/text.h"

namespace plimsoll::fix {
namespace {

/// Of blocks the one that a step means: by name, by index, or the only one.
const Value* pick(const Value& list, const Step& step) {
  const Sequence& elements = list.elements();
  if (!step.key) return elements.size() == 1 ? &elements.front() : nullptr;
  if (const Value* named = named_element(list, *step.key)) return named;
  std::size_t index = elements.size();
  const char* const end = step.key->data() + step.key->size();
  const auto [at, error] = std::from_chars(step.key->data(), end, index);
  return error == std::errc() && at == end && index < elements.size() ? &elements[index] : nullptr;
}

const Value* follow(const Value& from, const Step& step, bool is_last) {
  const Value* member = lookup(from, step.name);
  if (member == nullptr || !member->is_sequence()) return member;
  // The last step may mean the list itself.
  if (is_last && !step.key) return member;
  return pick(*member, step);
}

}  // namespace

const Value* lookup(const Value& object, std::string_view name) {
  if (const Value* exact = object.find(name)) return exact;
  if (!object.is_object()) return nullptr;
  for (const auto& [key, value] : object.members()) {
    if (ascii_lower(key) == ascii_lower(name)) return &value;
  }
  return nullptr;
}

const Value* named_element(const Value& list, std::string_view name) {
  if (!list.is_sequence()) return nullptr;
  const Value* found = nullptr;
  for (const Value& element : list.elements()) {
    const Value* written = lookup(element, "name");
    if (written == nullptr || !written->is_string() || written->as_string() != name) continue;
    if (found != nullptr) return nullptr;
    found = &element;
  }
  return found;
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
    if (next->is_unknown()) {
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
