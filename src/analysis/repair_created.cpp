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

/// Instances of the modules whose files lie in a directory.
std::vector<std::string> modules_in(const std::string& directory, const Edition& edited, const plan::Plan& plan) {
  std::set<std::string> all = {""};
  for (const plan::ResourceChange& change : plan.changes) add_with_callers(change.module_address, all);
  std::vector<std::string> found;
  for (const std::string& address : all) {
    const source::Module* module = edited.configuration->find(address);
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
    for (const std::string& module : modules_in(directory, edited, world.plan())) {
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
