#include <algorithm>
#include <map>
#include <set>

#include "lint.h"
#include "walk.h"

namespace plimsoll::policy {
namespace {

bool depends_on_more(const lang::Function& function) {
  const std::string& name = function.name;
  return name.rfind("ecs::", 0) == 0 || name.rfind("plimsoll::", 0) == 0 || name == "core::getresources" ||
         name == "core::getdatasource" || name == "core::gethttprequest" || name == "core::timestamp" ||
         name == "core::plantimestamp" || name == "core::uuid" || name == "core::bcrypt";
}

void collect_loop_names(const hcl::Expression& expression, std::set<std::string>& names) {
  if (const auto* loop = std::get_if<hcl::For>(&expression.node)) {
    names.insert(loop->value_name);
    if (!loop->key_name.empty()) names.insert(loop->key_name);
  }
  if (const auto* text = std::get_if<hcl::Template>(&expression.node)) {
    for (const hcl::TemplatePart& part : text->parts) {
      const auto* loop = std::get_if<hcl::TemplateFor>(&part.node);
      if (loop == nullptr) continue;
      names.insert(loop->value);
      if (!loop->key.empty()) names.insert(loop->key);
    }
  }
  visit_parts(expression, [&](const hcl::Expression& part, bool) { collect_loop_names(part, names); });
}

}  // namespace

AbstractValues::AbstractValues(const lang::FunctionTable& functions) {
  for (lang::Function function : functions.all()) {
    if (depends_on_more(function)) {
      function.traits.memoise = false;
      function.implementation = [](const lang::Invocation&) { return lang::Outcome(Value::unknown()); };
    }
    functions_.add(std::move(function));
  }
}

/// Locals of a file and of one of its policies, with nothing else known.
struct AbstractValues::Locals {
  AbstractValues& values;
  const PolicyFile* file = nullptr;
  const Policy* owner = nullptr;
  SourcePtr source = nullptr;
  std::map<std::string_view, const hcl::Attribute*> by_name = {};
  std::map<std::string_view, lang::Outcome> known = {};
  std::set<std::string_view> running = {};

  std::optional<lang::Outcome> get(std::string_view name) {
    const auto found = by_name.find(name);
    if (found == by_name.end()) return lang::Outcome(Value::unknown());
    const std::string_view key = found->first;
    if (const auto done = known.find(key); done != known.end()) return done->second;
    if (!running.insert(key).second) return lang::Outcome(Value::unknown());
    lang::Outcome outcome = evaluate(*found->second->value);
    // What is wrong with the local is said at the local.
    if (!outcome.ok()) outcome = lang::Outcome(Value::unknown());
    running.erase(key);
    return known.emplace(key, std::move(outcome)).first->second;
  }

  lang::Outcome evaluate(const hcl::Expression& expression) {
    lang::Scope scope;
    std::set<std::string> names = {"attrs", "prior_attrs", "meta", "input", "each", "data"};
    collect_loop_names(expression, names);
    for (const lang::Reference& reference : lang::references(expression)) names.insert(reference.root);
    names.erase("local");
    for (const std::string& name : names) scope.set(name, Value::unknown());
    scope.set_lazy("local", [this](std::string_view name) { return get(name); });
    const Value element = Value::unknown();
    return lang::evaluate(expression, {.source = source,
                                       .scope = &scope,
                                       .functions = &values.functions_,
                                       .budget = &values.budget_,
                                       .splat_element = &element});
  }
};

lang::Outcome AbstractValues::evaluate(const hcl::Expression& expression, const SourcePtr& source,
                                       const PolicyFile* file, const Policy* owner) {
  if (locals_ == nullptr || locals_->file != file || locals_->owner != owner || locals_->source != source) {
    locals_ = std::make_shared<Locals>(Locals{.values = *this, .file = file, .owner = owner, .source = source});
    if (file != nullptr) {
      for (const hcl::Attribute* local : file->locals) locals_->by_name[local->name.text] = local;
    }
    if (owner != nullptr) {
      for (const hcl::Attribute* local : owner->locals) locals_->by_name[local->name.text] = local;
    }
  }
  return locals_->evaluate(expression);
}

}  // namespace plimsoll::policy
