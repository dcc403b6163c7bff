#include "relations.h"

#include <algorithm>
#include <iterator>

#include "plimsoll/plan/read.h"
#include "reference.h"

namespace plimsoll::ecs {

namespace {

constexpr int kMaxOutputDepth = 16;
constexpr std::string_view kTaskDefinitionType = "aws_ecs_task_definition";

/// Resources that an attribute may refer to. Not closed: it may also refer to something else.
struct Targets {
  std::vector<std::size_t> changes = {};
  bool closed = true;
};

bool is_set(const Value& value) {
  return value.is_string() && !value.as_string().empty();
}

bool exists(const Relations& relations, const plan::ResourceChange& change) {
  const bool there = relations.prior ? change.has_before : change.has_after;
  return there && change.mode == plan::Mode::kManaged && change.deposed.empty();
}

std::string module_prefix(const std::vector<Segment>& modules) {
  std::string text;
  for (const Segment& module : modules) text += "module." + module.name + ".";
  return text;
}

std::string place(const std::vector<Segment>& modules, std::string_view type, std::string_view name) {
  return module_prefix(modules) + "|" + std::string(type) + "|" + std::string(name);
}

std::vector<Segment> module_path(const plan::ResourceChange& change) {
  std::optional<Reference> reference = parse_reference(change.module_address);
  return reference ? std::move(reference->modules) : std::vector<Segment>{};
}

bool same_key(const Value& a, const Value& b) {
  return (a.is_null() && b.is_null()) || equal(a, b);
}

/// Whether an instance in module `candidate` can be what `written` names from inside `from`: keys that are written
/// count, the way up to the common module keeps its own keys, and the rest is open.
bool same_module(const std::vector<Segment>& written, const std::vector<Segment>& from,
                 const std::vector<Segment>& candidate) {
  bool common = true;
  for (std::size_t i = 0; i < written.size(); ++i) {
    common = common && i < from.size() && from[i].name == written[i].name;
    if (!written[i].key.is_null()) {
      if (!same_key(written[i].key, candidate[i].key)) return false;
    } else if (common && !same_key(from[i].key, candidate[i].key)) {
      return false;
    }
  }
  return true;
}

void add_instances(const Relations& relations, const plan::ResourceChange& from, const Reference& reference,
                   Targets& targets) {
  const auto found = relations.by_place.find(place(reference.modules, reference.rest[0].name, reference.rest[1].name));
  if (found == relations.by_place.end()) {
    targets.closed = false;
    return;
  }
  const std::vector<Segment> from_modules = module_path(from);
  for (const std::size_t i : found->second) {
    const plan::ResourceChange& candidate = relations.plan->changes[i];
    const Value& key = reference.rest[1].key;
    if (!key.is_null() && !same_key(key, candidate.index)) continue;
    if (same_module(reference.modules, from_modules, module_path(candidate))) targets.changes.push_back(i);
  }
}

const plan::ConfigModule* configuration_of(const plan::Plan& plan, const std::vector<Segment>& modules) {
  const plan::ConfigModule* module = &plan.configuration;
  for (const Segment& segment : modules) {
    const auto call = module->calls.find(segment.name);
    if (call == module->calls.end() || !call->second.module) return nullptr;
    module = call->second.module.get();
  }
  return module;
}

/// References that only choose between instances or plain values, known while planning.
bool is_harmless(const std::string& reference) {
  constexpr std::string_view kStarts[] = {"var.", "each.key", "count.index", "path.", "terraform."};
  return std::ranges::any_of(kStarts, [&](std::string_view start) { return reference.starts_with(start); });
}

/// True for the widened forms that Terraform lists beside the full one: "aws_x.y" beside "aws_x.y.arn".
bool is_widened(const std::string& reference, const std::vector<std::string>& all) {
  return std::ranges::any_of(all, [&](const std::string& other) {
    return other.size() > reference.size() && other.starts_with(reference) &&
           (other[reference.size()] == '.' || other[reference.size()] == '[');
  });
}

void resolve(const Relations& relations, const plan::ResourceChange& from, const std::vector<std::string>& references,
             std::string_view type, int depth, Targets& targets);

void resolve_output(const Relations& relations, const plan::ResourceChange& from, const Reference& reference,
                    std::string_view type, int depth, Targets& targets) {
  const plan::ConfigModule* module = configuration_of(*relations.plan, reference.modules);
  if (module == nullptr || depth == 0 || !module->outputs.contains(reference.rest[0].name)) {
    targets.closed = false;
    return;
  }
  const plan::ConfigExpression& output = module->outputs.find(reference.rest[0].name)->second;
  std::vector<std::string> references;
  for (const std::string& inner : output.references) {
    // Inside a module a variable may carry anything; only the root's are known while planning.
    if (inner.starts_with("var.")) targets.closed = false;
    references.push_back(module_prefix(reference.modules) + inner);
  }
  resolve(relations, from, references, type, depth - 1, targets);
}

/// `"${aws_ecs_task_definition.a.family}:${max(…, data.aws_ecs_task_definition.a.revision)}"`: the data source only
/// contributes a number, and the newest revision is the one that this plan makes.
bool is_revision(const std::string& reference) {
  return reference.find("data.aws_ecs_task_definition.") != std::string::npos && reference.ends_with(".revision");
}

void resolve(const Relations& relations, const plan::ResourceChange& from, const std::vector<std::string>& references,
             std::string_view type, int depth, Targets& targets) {
  for (const std::string& text : references) {
    if (is_harmless(text) || is_revision(text) || is_widened(text, references)) continue;
    const std::optional<Reference> reference = parse_reference(text);
    if (!reference) {
      targets.closed = false;
    } else if (reference->rest.size() >= 2 && reference->rest[0].name.starts_with("aws_")) {
      const bool wanted = type.empty() || reference->rest[0].name == type;
      if (wanted) add_instances(relations, from, *reference, targets);
      targets.closed = targets.closed && wanted;
    } else if (!reference->modules.empty() && !reference->rest.empty() && !is_harmless(reference->rest[0].name + ".")) {
      resolve_output(relations, from, *reference, type, depth, targets);
    } else {
      targets.closed = false;
    }
  }
}

/// Of several instances the one with the same key, where the configuration says `[each.key]` or `[count.index]`.
void prefer_same_key(const Relations& relations, const plan::ResourceChange& from,
                     const std::vector<std::string>& references, Targets& targets) {
  const bool by_key = std::ranges::any_of(references, [](const std::string& reference) {
    return reference.ends_with("each.key") || reference.ends_with("count.index");
  });
  if (!by_key || targets.changes.size() < 2) return;
  std::vector<Value> keys = {from.index};
  for (const Segment& module : module_path(from)) keys.push_back(module.key);
  const auto has_key = [&](const Value& key) {
    return !key.is_null() && std::ranges::any_of(keys, [&](const Value& own) { return equal(own, key); });
  };
  std::vector<std::size_t> matching;
  for (const std::size_t i : targets.changes) {
    const plan::ResourceChange& candidate = relations.plan->changes[i];
    const std::vector<Segment> modules = module_path(candidate);
    const bool in_module = std::ranges::any_of(modules, [&](const Segment& segment) { return has_key(segment.key); });
    if (has_key(candidate.index) || (candidate.index.is_null() && in_module)) matching.push_back(i);
  }
  if (!matching.empty()) targets.changes = std::move(matching);
}

/// What for_each iterates over, when a reference goes through `each.value`.
std::vector<std::string> with_repetition(const Relations& relations, const plan::ResourceChange& from,
                                         std::vector<std::string> references) {
  const auto through_each = [](const std::string& reference) { return reference.starts_with("each.value"); };
  if (std::ranges::none_of(references, through_each)) return references;
  const plan::ConfigResource* resource = relations.plan->config_of(from);
  if (resource == nullptr || !resource->has_repetition) return references;
  std::erase_if(references, through_each);
  const std::string prefix = module_prefix(module_path(from));
  for (const std::string& reference : resource->repetition.references) references.push_back(prefix + reference);
  references.emplace_back("each.key");
  return references;
}

/// What the unknown `value` of an attribute refers to. An empty `type` accepts every AWS resource.
Targets resolve(const Relations& relations, const plan::ResourceChange& from, const Value& value,
                std::string_view attribute, std::string_view type) {
  std::vector<std::string> references = value.unknown_because();
  if (references.empty()) references = plan::trace_references(*relations.plan, from, attribute);
  references = with_repetition(relations, from, std::move(references));
  Targets targets = {.changes = {}, .closed = !references.empty()};
  resolve(relations, from, references, type, kMaxOutputDepth, targets);
  prefer_same_key(relations, from, references, targets);
  std::ranges::sort(targets.changes);
  targets.changes.erase(std::unique(targets.changes.begin(), targets.changes.end()), targets.changes.end());
  return targets;
}

std::string family_and_revision(const Value& attrs) {
  const Value& family = attrs.get("family");
  const Value& revision = attrs.get("revision");
  if (!is_set(family) || !revision.is_number()) return "";
  return family.as_string() + ":" + revision.as_number().to_string();
}

void name_task_definition(Relations& relations, const Value& attrs, Relations::Named named) {
  const auto add = [&](const std::string& text) {
    if (!text.empty()) relations.task_definitions[text].push_back(named);
  };
  if (is_set(attrs.get("arn"))) add(attrs.get("arn").as_string());
  add(family_and_revision(attrs));
  if (named.old) return;
  if (is_set(attrs.get("family"))) add(attrs.get("family").as_string());
  if (is_set(attrs.get("arn_without_revision"))) add(attrs.get("arn_without_revision").as_string());
}

void add_by_type(Relations& relations, std::size_t i) {
  const plan::ResourceChange& change = relations.plan->changes[i];
  const Value& attrs = values(relations, i);
  if (change.type == kTaskDefinitionType) {
    name_task_definition(relations, attrs, {.change = i, .old = false});
  } else if (change.type == "aws_ecs_capacity_provider") {
    if (is_set(attrs.get("name"))) relations.capacity_providers.emplace(attrs.get("name").as_string(), i);
  } else if (change.type == "aws_ecs_account_setting_default") {
    relations.account_settings.push_back(i);
  }
}

void add_resource(Relations& relations, std::size_t i) {
  const plan::ResourceChange& change = relations.plan->changes[i];
  const bool managed = change.mode == plan::Mode::kManaged && change.deposed.empty();
  if (!managed || !change.type.starts_with("aws_ecs_")) return;
  if (exists(relations, change)) {
    relations.by_place[place(module_path(change), change.type, change.name)].push_back(i);
    const Value& arn = values(relations, i).get("arn");
    if (is_set(arn)) relations.by_arn[arn.as_string()].push_back(i);
    add_by_type(relations, i);
  }
  // A service may stay at the revision that this plan replaces.
  const bool replaced =
      change.has_before && !(change.has_after && equal(change.before.get("arn"), change.after.get("arn")));
  if (!relations.prior && change.type == kTaskDefinitionType && replaced) {
    name_task_definition(relations, change.before, {.change = i, .old = true});
  }
}

std::vector<Relations::Named> named_task_definitions(const Relations& relations, const Value& attrs,
                                                     std::optional<std::size_t> subject) {
  const Value& name = attrs.get("task_definition");
  if (is_set(name)) {
    const auto found = relations.task_definitions.find(name.as_string());
    return found == relations.task_definitions.end() ? std::vector<Relations::Named>{} : found->second;
  }
  if (!name.is_unknown() || !subject || *subject >= relations.plan->changes.size()) return {};
  const plan::ResourceChange& change = relations.plan->changes[*subject];
  const Targets targets = resolve(relations, change, name, "task_definition", kTaskDefinitionType);
  std::vector<Relations::Named> named;
  if (!targets.closed) return named;
  for (const std::size_t i : targets.changes) named.push_back({.change = i, .old = false});
  return named;
}

void add_user(Relations& relations, std::size_t i) {
  const plan::ResourceChange& change = relations.plan->changes[i];
  if (!exists(relations, change)) return;
  const Value& attrs = values(relations, i);
  if (change.type == "aws_ecs_service") {
    const Value& exec = attrs.get("enable_execute_command");
    if (!exec.is_bool() || !exec.as_bool()) return;
    for (const Relations::Named& named : named_task_definitions(relations, attrs, i)) {
      if (!named.old) relations.exec_services[named.change].push_back(change.address);
    }
  } else if (change.type == "aws_ecs_tag") {
    const Value& arn = attrs.get("resource_arn");
    if (is_set(arn)) {
      const auto found = relations.by_arn.find(arn.as_string());
      if (found == relations.by_arn.end()) return;
      for (const std::size_t target : found->second) relations.extra_tags[target].push_back(i);
    } else if (arn.is_unknown()) {
      const Targets targets = resolve(relations, change, arn, "resource_arn", "");
      if (targets.changes.size() == 1) relations.extra_tags[targets.changes.front()].push_back(i);
    }
  }
}

/// What all candidates agree on; the rest is unknown.
Value merge(const std::vector<Value>& candidates, const std::vector<std::string>& causes) {
  Members members = candidates.front().members();
  for (auto& member : members) {
    const bool same = std::ranges::all_of(candidates, [&member](const Value& other) {
      const Value* found = other.find(member.first);
      return found != nullptr && equal(member.second, *found);
    });
    if (!same) member.second = Value::unknown(causes);
  }
  return Value::object(std::move(members));
}

}  // namespace

Relations build_relations(const plan::Plan& plan, bool prior) {
  Relations relations;
  relations.plan = &plan;
  relations.prior = prior;
  for (std::size_t i = 0; i < plan.changes.size(); ++i) add_resource(relations, i);
  for (std::size_t i = 0; i < plan.changes.size(); ++i) add_user(relations, i);
  return relations;
}

const Value& values(const Relations& relations, std::size_t change) {
  const plan::ResourceChange& resource = relations.plan->changes[change];
  return relations.prior ? resource.before : resource.after;
}

Value task_definition(const Relations& relations, const Value& attrs, std::optional<std::size_t> subject) {
  const Value& name = attrs.get("task_definition");
  if (name.is_null() || (name.is_string() && name.as_string().empty())) return Value::null();
  std::vector<Value> candidates;
  for (const Relations::Named& named : named_task_definitions(relations, attrs, subject)) {
    const Value& candidate = named.old ? relations.plan->changes[named.change].before : values(relations, named.change);
    if (candidate.is_object()) candidates.push_back(candidate);
  }
  if (name.is_unknown() && candidates.empty()) return Value::unknown(name.unknown_because());
  if (candidates.empty()) return Value::unknown({"task_definition (not in this plan)"});
  if (candidates.size() == 1) return candidates.front();
  return merge(candidates, name.is_unknown() ? name.unknown_because() : std::vector<std::string>{"task_definition"});
}

}  // namespace plimsoll::ecs
