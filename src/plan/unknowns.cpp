#include "unknowns.h"

#include <algorithm>
#include <optional>
#include <set>

#include "address.h"
#include "references.h"

namespace plimsoll::plan {
namespace {

/// Walks the attributes of one resource beside its configuration.
class Resolver {
 public:
  Resolver(const Plan& plan, const ResourceChange& change, const ConfigResource& resource, const TypeInfo& info)
      : tracer_(plan, change, &resource), info_(info), address_(change.address) {}

  /// The new value, or nothing when it stays as it is. `path` leaves list indices out.
  std::optional<Value> resolve(const Value& value, const std::string& path, const Written& written) const {
    if (value.is_unknown()) return resolve_leaf(value, path, written);
    if (value.is_object()) return resolve_members(value, path, written);
    if (value.is_sequence()) return resolve_elements(value, path, written);
    return std::nullopt;
  }

 private:
  std::optional<Value> resolve_leaf(const Value& value, const std::string& path, const Written& written) const {
    if (!value.unknown_because().empty()) return std::nullopt;
    // Terraform never makes a block null: one that is left out is an empty list.
    if (listed(info_.unset_blocks, path) && is_unset(written)) return Value::list({});
    if (listed(info_.unset_is_null, path) && is_unset(written)) return Value::null();
    std::vector<std::string> causes = tracer_.references(written);
    // A computed attribute, or a dynamic block, which the configuration does not show: the attribute names itself.
    if (causes.empty()) causes.push_back(address_ + "." + path);
    std::sort(causes.begin(), causes.end());
    return Value::unknown(std::move(causes)).with_sensitive(value.is_sensitive());
  }

  std::optional<Value> resolve_members(const Value& value, const std::string& path, const Written& written) const {
    std::optional<Members> members;
    for (std::size_t i = 0; i < value.members().size(); ++i) {
      const auto& [key, member] = value.members()[i];
      if (member.is_null() || member.is_string() || member.is_bool() || member.is_number()) continue;
      const std::string inner = path.empty() ? key : path + "." + key;
      std::optional<Value> resolved = resolve(member, inner, written_for_member(written, key));
      if (!resolved) continue;
      if (!members) members = value.members();
      (*members)[i].second = std::move(*resolved);
    }
    if (!members) return std::nullopt;
    return Value::object(std::move(*members)).with_sensitive(value.is_sensitive());
  }

  std::optional<Value> resolve_elements(const Value& value, const std::string& path, const Written& written) const {
    std::optional<Sequence> elements;
    for (std::size_t i = 0; i < value.elements().size(); ++i) {
      const Value& element = value.elements()[i];
      std::optional<Value> resolved = resolve(element, path, written_for_element(written, element));
      if (!resolved) continue;
      if (!elements) elements = value.elements();
      (*elements)[i] = std::move(*resolved);
    }
    if (!elements) return std::nullopt;
    return Value::list(std::move(*elements)).with_sensitive(value.is_sensitive());
  }

  static bool listed(const std::vector<std::string>& paths, const std::string& path) {
    return std::find(paths.begin(), paths.end(), path) != paths.end();
  }

  /// The value is unknown. An expression that is known while planning was then null, whatever it looks like: any other
  /// value would be in the plan. A block that is written was not left out.
  bool is_unset(const Written& written) const {
    if (!written.blocks.empty() || (!written.left_out && written.expressions.empty())) return false;
    return std::all_of(written.expressions.begin(), written.expressions.end(),
                       [this](const ConfigExpression* e) { return tracer_.is_known(*e); });
  }

  Tracer tracer_;
  const TypeInfo& info_;
  const std::string& address_;
};

bool has_default_tags(const ProviderConfig& provider) {
  return provider.expressions.blocks.contains("default_tags") ||
         provider.expressions.attributes.contains("default_tags");
}

/// False only when it is certain that the provider of the resource adds no tags.
bool may_have_default_tags(const Plan& plan, const ConfigResource& resource) {
  const std::string_view key = resource.provider_config_key;
  const auto find = [&plan](std::string_view wanted) {
    return std::find_if(plan.providers.begin(), plan.providers.end(),
                        [wanted](const ProviderConfig& p) { return p.key == wanted; });
  };
  auto provider = find(key);
  // "module.a:aws" without an entry of its own is inherited from the root.
  if (provider == plan.providers.end()) provider = find(key.substr(key.rfind(':') + 1));
  if (provider != plan.providers.end()) return has_default_tags(*provider);
  return std::any_of(plan.providers.begin(), plan.providers.end(), has_default_tags);
}

/// tags_all is what the provider makes of tags and its default tags: without the latter it is tags.
void follow_tags(const Plan& plan, const ConfigResource& resource, Value& after) {
  const Value* const all = after.find("tags_all");
  if (all == nullptr || !all->is_unknown() || may_have_default_tags(plan, resource)) return;
  Members members = after.members();
  members.emplace_back("tags_all", after.get("tags"));
  after = Value::object(std::move(members)).with_sensitive(after.is_sensitive());
}

void collect_unseen(Input& input, const ConfigModule& module, const std::string& prefix,
                    const std::set<std::string, std::less<>>& seen, std::vector<std::string>& out) {
  for (const ConfigResource& resource : module.resources) {
    if (resource.mode != Mode::kManaged || !input.type_info(resource.type).wanted) continue;
    std::string address = prefix + resource.type + "." + resource.name;
    if (!seen.contains(address)) out.push_back(std::move(address));
  }
  for (const auto& [name, call] : module.calls) {
    if (call.module != nullptr) collect_unseen(input, *call.module, prefix + "module." + name + ".", seen, out);
  }
}

}  // namespace

void resolve_unknowns(Input& input, Plan& plan) {
  const ConfigResource not_configured;
  for (ResourceChange& change : plan.changes) {
    const TypeInfo& info = input.type_info(change.type);
    if (!info.wanted || change.after.is_wholly_known()) continue;
    const ConfigResource* const found = plan.config_of(change);
    const ConfigResource* const resource = found != nullptr ? found : &not_configured;
    const Resolver resolver(plan, change, *resource, info);
    // Without configuration nothing can be said to be left out: what is unknown stays so.
    const Written root = found != nullptr ? Written{.blocks = {&found->expressions}} : Written{};
    std::optional<Value> resolved = resolver.resolve(change.after, "", root);
    if (resolved) change.after = std::move(*resolved);
    if (found != nullptr && info.tags_follow_tags_all) follow_tags(plan, *resource, change.after);
  }
}

void mark_variables(Plan& plan) {
  for (const auto& [name, variable] : plan.configuration.variables) {
    const auto value = plan.variables.find(name);
    if (variable.sensitive && value != plan.variables.end()) value->second = value->second.with_sensitive();
  }
}

void find_unseen(Input& input, Plan& plan) {
  if (!plan.errored && plan.complete && plan.deferred_addresses.empty()) return;
  std::set<std::string, std::less<>> seen;
  for (const std::string& address : plan.deferred_addresses) seen.insert(without_keys(address));
  for (const ResourceChange& change : plan.changes) {
    if (change.mode == Mode::kManaged) seen.insert(without_keys(change.address));
  }
  collect_unseen(input, plan.configuration, "", seen, plan.unseen_addresses);
  std::sort(plan.unseen_addresses.begin(), plan.unseen_addresses.end());
}

}  // namespace plimsoll::plan
