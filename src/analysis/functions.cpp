#include "functions.h"

#include <map>
#include <memory>
#include <utility>

#include "plimsoll/ecs/ecs.h"
#include "plimsoll/plan/identity.h"
#include "plimsoll/policy/functions.h"
#include "plimsoll/policy/relations.h"

namespace plimsoll::analysis {
namespace {

using ValuesByType = std::map<std::string, std::vector<Value>, std::less<>>;

// Every managed object that exists after the change, by type: what core::getresources selects from. One that a deferred
// or incomplete plan leaves out is unknown as a whole, so that answers about its type are partial.
std::shared_ptr<const ValuesByType> resources_by_type(const plan::Plan& plan) {
  auto by_type = std::make_shared<ValuesByType>();
  for (const plan::ResourceChange& change : plan.changes) {
    if (change.is_judged() && !change.after.is_null()) (*by_type)[change.type].push_back(change.after);
  }
  for (const std::vector<std::string>* unseen : {&plan.deferred_addresses, &plan.unseen_addresses}) {
    for (const std::string& address : *unseen) {
      const std::string_view type = plan::managed_type(address);
      if (!type.empty()) (*by_type)[std::string(type)].push_back(Value::unknown({address}));
    }
  }
  return by_type;
}

// Data sources as far as the plan holds them, by type.
std::shared_ptr<const ValuesByType> data_by_type(const plan::Plan& plan) {
  auto by_type = std::make_shared<ValuesByType>();
  for (const plan::ResourceChange& change : plan.changes) {
    if (change.mode == plan::Mode::kData && !change.after.is_null()) (*by_type)[change.type].push_back(change.after);
  }
  for (const plan::ResourceChange& data : plan.data_sources) (*by_type)[data.type].push_back(data.after);
  return by_type;
}

policy::ResourceSource source_of(std::shared_ptr<const ValuesByType> values) {
  return [by_type = std::move(values)](std::string_view type) {
    const auto found = by_type->find(type);
    return found != by_type->end() ? found->second : std::vector<Value>{};
  };
}

// Terraform may come to offer ecs:: as a plugin; the same functions answer to that name.
void add_plugin_names(lang::FunctionTable& table, std::vector<lang::Function> functions) {
  for (lang::Function& function : functions) {
    function.name = "plugin::" + function.name;
    table.add(std::move(function));
  }
}

lang::Function address_function(const plan::Plan& plan) {
  const auto address = [&plan](const lang::Invocation& call) -> lang::Outcome {
    const std::size_t index = call.context->subject;
    return Value::string(index < plan.changes.size() ? plan.changes[index].address : "");
  };
  return {.name = "plimsoll::address",
          .summary = "The full address of the resource that is being judged.",
          .implementation = address,
          .portable = false};
}

// Policies made elsewhere decode container definitions with core::jsondecode; their messages must not show what the
// environment variables hold.
lang::Function concealing(lang::Function jsondecode) {
  jsondecode.implementation = [plain = std::move(jsondecode.implementation)](const lang::Invocation& call) {
    lang::Outcome decoded = plain(call);
    return decoded.ok() ? lang::Outcome(ecs::conceal_environment(decoded.value())) : decoded;
  };
  return jsondecode;
}

}  // namespace

lang::FunctionTable function_table(const plan::Plan& plan) {
  lang::FunctionTable table;
  table.add(lang::core_functions());
  table.add(concealing(*table.find("core::jsondecode")));
  table.add(policy::extension_functions());
  table.add(ecs::functions(plan));
  add_plugin_names(table, ecs::functions(plan));
  table.add(address_function(plan));
  const auto identities = std::make_shared<const plan::Identities>(plan);
  table.add(policy::relation_functions(
      source_of(resources_by_type(plan)), source_of(data_by_type(plan)),
      {.equal = [identities](const Value& a, const Value& b) { return identities->equal(a, b); },
       .key = [identities](const Value& value) -> std::optional<policy::ValueKey> {
         std::optional<plan::Identities::Key> key = identities->key(value);
         if (!key) return std::nullopt;
         return policy::ValueKey{.kind = std::move(key->kind), .name = std::move(key->name)};
       },
       .owner = [identities](const std::string& kind,
                             const std::string& text) { return identities->owner(kind, text); }}));
  return table;
}

}  // namespace plimsoll::analysis
