#include <algorithm>

#include "plimsoll/lang/evaluate.h"

namespace plimsoll::lang {

namespace {

Scope::Binding& binding_for(std::vector<Scope::Binding>& bindings, std::string name) {
  for (Scope::Binding& binding : bindings) {
    if (binding.name == name) return binding;
  }
  bindings.push_back({.name = std::move(name)});
  return bindings.back();
}

}  // namespace

void Scope::set(std::string name, Value value) {
  Binding& binding = binding_for(bindings_, std::move(name));
  binding.value = std::move(value);
  binding.members = nullptr;
}

void Scope::set_lazy(std::string name, LazyMembers members, std::vector<std::string> names) {
  Binding& binding = binding_for(bindings_, std::move(name));
  binding.value = Value();
  binding.members = std::move(members);
  binding.member_names = std::move(names);
}

const Scope::Binding* Scope::find(std::string_view name) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent_) {
    for (const Binding& binding : scope->bindings_) {
      if (binding.name == name) return &binding;
    }
  }
  return nullptr;
}

std::vector<std::string> Scope::names() const {
  std::vector<std::string> all;
  for (const Scope* scope = this; scope != nullptr; scope = scope->parent_) {
    for (const Binding& binding : scope->bindings_) all.push_back(binding.name);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace plimsoll::lang
