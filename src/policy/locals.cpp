#include "locals.h"

namespace plimsoll::policy {

std::optional<lang::Outcome> SharedLocals::find(const hcl::Attribute* local) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = values_.find(local);
  return found != values_.end() ? std::optional<lang::Outcome>(found->second) : std::nullopt;
}

void SharedLocals::store(const hcl::Attribute* local, const lang::Outcome& value) {
  const std::lock_guard<std::mutex> lock(mutex_);
  values_.emplace(local, value);
}

// In an extended file a local may ask which resource is being judged.
LocalValues::LocalValues(const Policy& policy, const lang::Context& context, SharedLocals* shared)
    : file_(*policy.file),
      shared_(file_.extended ? nullptr : shared),
      context_(context),
      own_(slots(policy.locals)),
      of_file_(slots(file_.locals)) {
  if (of_file_.empty()) return;
  file_scope_.set("input", file_.input_object);
  file_scope_.set_lazy("local", [this](std::string_view name) { return get_from_file(name); });
}

std::vector<LocalValues::Slot> LocalValues::slots(const std::vector<const hcl::Attribute*>& locals) {
  std::vector<Slot> result(locals.size());
  for (std::size_t i = 0; i < locals.size(); ++i) result[i].attribute = locals[i];
  return result;
}

LocalValues::Slot* LocalValues::find(std::vector<Slot>& slots, std::string_view name) {
  for (Slot& slot : slots) {
    if (slot.attribute->name.text == name) return &slot;
  }
  return nullptr;
}

lang::Outcome LocalValues::compute(Slot& slot, const lang::Scope* scope) {
  if (slot.value.has_value()) return *slot.value;
  if (slot.running) {  // load() refuses cycles; this guards against endless recursion all the same
    return lang::Failure{
        .diagnostic = make_error("Cycle between locals", "\"" + slot.attribute->name.text + "\" depends on itself.",
                                 {.file = context_.source, .bytes = slot.attribute->name.range}),
        .fatal = true};
  }
  slot.running = true;
  lang::Context context = context_;
  context.scope = scope;
  slot.value = lang::evaluate(*slot.attribute->value, context);
  slot.running = false;
  return *slot.value;
}

std::optional<lang::Outcome> LocalValues::get(std::string_view name) {
  if (Slot* slot = find(own_, name)) return compute(*slot, context_.scope);
  return get_from_file(name);
}

std::optional<lang::Outcome> LocalValues::get_from_file(std::string_view name) {
  if (Slot* slot = find(of_file_, name)) return compute_shared(*slot);
  return std::nullopt;
}

/// Two threads may compute the same value; what they get is equal.
lang::Outcome LocalValues::compute_shared(Slot& slot) {
  if (shared_ == nullptr || slot.value.has_value()) return compute(slot, &file_scope_);
  if (std::optional<lang::Outcome> known = shared_->find(slot.attribute)) {
    slot.value = std::move(known);
    return *slot.value;
  }
  const lang::Outcome value = compute(slot, &file_scope_);
  const bool is_final = value.ok() || !value.failure().fatal;  // a budget may last longer for another subject
  if (is_final && !slot.running) shared_->store(slot.attribute, value);
  return value;
}

}  // namespace plimsoll::policy
