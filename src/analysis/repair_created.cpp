#include "repair_created.h"

#include <algorithm>
#include <set>

#include "plimsoll/base/file_system.h"
#include "plimsoll/base/text.h"

namespace plimsoll::analysis {
namespace {

/// "module.a[0].module.b": "", "module.a[0]" and itself.
void add_with_callers(const std::string& module_address, std::set<std::string>& all) {
  bool quoted = false;
  for (std::size_t i = 0; i < module_address.size(); ++i) {
    if (module_address[i] == '"') quoted = !quoted;
    const bool ends = !quoted && module_address.compare(i, 8, ".module.") == 0;
    if (ends) all.insert(module_address.substr(0, i));
  }
  all.insert(module_address);
}

/// Modules that are called once: they need no resource in the plan to be known.
void add_single(const source::Module& module, const std::string& address, std::set<std::string>& all) {
  all.insert(address);
  for (const auto& [name, child] : module.children) {
    const bool is_repeated = child->call->argument("count") != nullptr || child->call->argument("for_each") != nullptr;
    if (!is_repeated) add_single(*child, (address.empty() ? "module." : address + ".module.") + name, all);
  }
}

/// Instances of the modules whose files lie in a directory.
std::vector<std::string> modules_in(const std::string& directory, const source::Configuration& configuration,
                                    const plan::Plan& plan) {
  std::set<std::string> all = {""};
  add_single(*configuration.root, "", all);
  for (const plan::ResourceChange& change : plan.changes) add_with_callers(change.module_address, all);
  std::vector<std::string> found;
  for (const std::string& address : all) {
    const source::Module* module = configuration.find(address);
    const bool is_it =
        module != nullptr && module->source != nullptr && join_path(".", module->source->directory) == directory;
    if (is_it) found.push_back(address);
  }
  return found;
}

/// Nobody writes these, and every resource has them.
bool is_computed(const std::string& name) {
  return name == "id" || name == "arn" || name == "tags_all";
}

Value planned(const Value& body, const std::set<std::string>& asked_for) {
  Members members = body.members();
  for (const std::string& name : asked_for) {
    if (body.find(name) != nullptr) continue;
    members.emplace_back(name, is_computed(name) ? Value::unknown({name}) : Value::null());
  }
  return Value::object(std::move(members));
}

/// What a block says, with references unknown.
Value written(const Value& body) {
  Members members = body.members();
  for (auto& [name, member] : members) {
    if (member.is_object() && member.find("__expression") != nullptr) member = Value::unknown({name});
  }
  return Value::object(std::move(members));
}

/// The resource's own, or its provider's where the plan shows it.
std::string configured_region(const plan::Plan& plan, const plan::ResourceChange& change) {
  const Value& own = change.after.get("region");
  if (own.is_string()) return own.as_string();
  const plan::ConfigResource* config = plan.config_of(change);
  if (config == nullptr) return "";
  const auto provider = std::ranges::find(plan.providers, config->provider_config_key, &plan::ProviderConfig::key);
  if (provider == plan.providers.end()) return "";
  const auto region = provider->expressions.attributes.find("region");
  if (region == provider->expressions.attributes.end()) return "";
  const plan::ConfigExpression& written = region->second;
  if (written.has_constant) return written.constant.is_string() ? written.constant.as_string() : "";
  const bool is_variable = provider->module_address.empty() && written.references.size() == 1 &&
                           written.references.front().starts_with("var.");
  const auto variable = is_variable ? plan.variables.find(written.references.front().substr(4)) : plan.variables.end();
  const bool is_known =
      variable != plan.variables.end() && variable->second.is_string() && !variable->second.is_sensitive();
  return is_known ? variable->second.as_string() : "";
}

bool is_new_resource(const fix::Operation& operation) {
  return operation.kind == fix::Operation::Kind::kTopLevel && operation.type == "resource" &&
         operation.labels.size() == 2;
}

}  // namespace

std::vector<plan::ResourceChange> created_by(const std::vector<fix::Operation>& operations, Edition& edited,
                                             const World& world, const std::string& provider) {
  std::vector<plan::ResourceChange> created;
  std::set<std::string> seen;
  for (const fix::Operation& operation : operations) {
    if (!is_new_resource(operation)) continue;
    const std::string& type = operation.labels[0];
    const std::string directory = join_path(".", parent_path(operation.place.file->name()));
    for (const std::string& module : modules_in(directory, *edited.configuration, world.plan())) {
      const std::string address = (module.empty() ? "" : module + ".") + type + "." + operation.labels[1];
      if (!seen.insert(address).second) continue;
      const std::optional<SourceValues> values = edited.values(address);
      if (!values) continue;
      plan::ResourceChange change = {.address = address,
                                     .module_address = module,
                                     .type = type,
                                     .name = operation.labels[1],
                                     .provider_name = provider,
                                     .after = planned(values->body(), world.asked_for(type)),
                                     .has_after = true};
      change.actions.create = true;
      change.actions.words = {"create"};
      created.push_back(std::move(change));
    }
  }
  return created;
}

void adopt_created(source::Known& known, const std::vector<fix::Operation>& operations,
                   const source::Configuration& configuration, const plan::Plan& plan, const std::string& region) {
  source::KnownResources more;
  for (const fix::Operation& operation : operations) {
    if (operation.kind != fix::Operation::Kind::kTopLevel || operation.labels.size() != 2) continue;
    const bool is_data = operation.type == "data";
    if (is_data && (operation.labels[0] != "aws_region" || region.empty())) continue;
    const std::string name = (is_data ? "data." : "") + operation.labels[0] + "." + operation.labels[1];
    const Value text = is_data ? Value::string(region) : Value();
    const Value value =
        is_data ? Value::object({{"id", text}, {"name", text}, {"region", text}}) : written(operation.value);
    const std::string directory = join_path(".", parent_path(operation.place.file->name()));
    for (const std::string& module : modules_in(directory, configuration, plan)) {
      // Blocks of one name are written once: as the first of them.
      source::KnownResources::mapped_type instances = {{Value::null(), value}};
      more.try_emplace((module.empty() ? "" : module + ".") + name, std::move(instances));
    }
  }
  if (more.empty()) return;
  more.insert(known.resources->begin(), known.resources->end());
  known.resources = std::make_shared<const source::KnownResources>(std::move(more));
}

std::string region_of(const plan::Plan& plan, const plan::ResourceChange& change, const source::Known& known) {
  std::string configured = configured_region(plan, change);
  if (!configured.empty()) return configured;
  std::set<std::string> regions;
  for (const auto& [address, instances] : *known.resources) {
    const std::size_t last = address.rfind('.');
    if (last == std::string::npos || !address.substr(0, last).ends_with("data.aws_region")) continue;
    for (const auto& [key, value] : instances) {
      const Value& id = value.get("id");
      if (id.is_string()) regions.insert(id.as_string());
    }
  }
  return regions.size() == 1 ? *regions.begin() : "";
}

std::vector<std::string> complaints_about(World& world, std::size_t created) {
  std::vector<std::string> complaints;
  const std::string name = "The new " + world.plan().changes[created].address;
  const ResourceJudgement judgement = world.judgement_of(created);
  for (const Judged& judged : judgement.after) {
    const std::string& control = judged.by->control->id;
    const policy::Judgement& one = judged.judgement;
    if (one.verdict == Verdict::kFail) complaints.push_back(name + " fails " + control + ": " + one.message);
    if (one.verdict == Verdict::kUnknown) {
      complaints.push_back(name + " cannot be judged by " + control + " before it is planned: " + one.message);
    }
  }
  if (!judgement.errors.empty()) {
    complaints.push_back(name + " could not be judged: " + judgement.errors.front().summary + ".");
  }
  return complaints;
}

}  // namespace plimsoll::analysis
