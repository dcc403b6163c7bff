#include "attributes.h"

#include <algorithm>

namespace plimsoll::ecs {

namespace {

bool is_service(const Value& attrs) {
  return attrs.find("launch_type") != nullptr || attrs.find("capacity_provider_strategy") != nullptr ||
         attrs.find("task_definition") != nullptr;
}

/// What runs behind a capacity provider. A name that this plan does not define belongs to an Auto Scaling group, as
/// Fargate's two names are reserved.
Value provider_launch_type(const Relations& relations, const Value& name) {
  if (name.is_unknown()) return Value::unknown(name.unknown_because());
  if (!name.is_string()) return Value::null();
  if (name.as_string() == "FARGATE" || name.as_string() == "FARGATE_SPOT") return Value::string("FARGATE");
  const auto found = relations.capacity_providers.find(name.as_string());
  if (found != relations.capacity_providers.end()) {
    const Value& managed = values(relations, found->second).get("managed_instances_provider");
    if (managed.is_sequence() && !managed.elements().empty()) return Value::string("MANAGED_INSTANCES");
  }
  return Value::string("EC2");
}

Value strategy_launch_types(const Relations& relations, const Value& strategy) {
  if (strategy.is_unknown()) return Value::unknown(strategy.unknown_because());
  Sequence types;
  std::vector<std::string> causes;
  bool certain = true;
  for (const Value& entry : strategy.is_sequence() ? strategy.elements() : Sequence{}) {
    const Value type = provider_launch_type(relations, entry.is_unknown() ? entry : entry.get("capacity_provider"));
    if (type.is_unknown()) {
      certain = false;
      causes = merge_causes(causes, type.unknown_because());
    } else if (type.is_string() && std::ranges::none_of(types, [&](const Value& t) { return equal(t, type); })) {
      types.push_back(type);
    }
  }
  return certain ? Value::list(std::move(types)) : Value::partial_list(std::move(types), std::move(causes));
}

Value service_launch_types(const Relations& relations, const Value& attrs) {
  const Value& type = attrs.get("launch_type");
  Value from_strategy = strategy_launch_types(relations, attrs.get("capacity_provider_strategy"));
  // The API refuses a launch type beside a strategy, so a strategy decides.
  const bool has_strategy = from_strategy.is_sequence() && !from_strategy.elements().empty();
  if (is_unset(type) || has_strategy) return from_strategy;
  if (type.is_unknown()) {
    return Value::unknown(merge_causes(type.unknown_because(), from_strategy.unknown_because()));
  }
  return Value::list({type});
}

Value without_aws_tags(const Value& tags) {
  if (!tags.is_object()) return Value::object({});
  Members members = tags.members();
  std::erase_if(members, [](const auto& member) { return member.first.starts_with("aws:"); });
  Value result = Value::object(std::move(members), tags.kind());
  return tags.is_sensitive() ? result.with_sensitive() : result;
}

}  // namespace

bool is_unset(const Value& value) {
  return value.is_null() || (value.is_string() && value.as_string().empty());
}

Sequence sure_elements(const Value& list) {
  if (list.is_sequence()) return list.elements();
  const PartialList* known = list.known_list();
  if (known == nullptr) return {};
  Sequence elements = known->first;
  elements.insert(elements.end(), known->further.begin(), known->further.end());
  return elements;
}

Value only_block(const Value& blocks) {
  if (blocks.is_object()) return blocks;
  const Sequence elements = sure_elements(blocks);
  if (!elements.empty()) return elements.front();
  return blocks.is_unknown() ? blocks : Value::null();
}

Value os_family(const Value& attrs) {
  if (attrs.is_unknown()) return attrs;
  const Value platform = only_block(attrs.get("runtime_platform"));
  if (platform.is_unknown()) return Value::unknown(platform.unknown_because());
  const Value& family = platform.get("operating_system_family");
  return is_unset(family) ? Value::null() : family;
}

Value launch_types(const Relations& relations, const Value& attrs) {
  if (attrs.is_unknown()) return attrs;
  if (is_service(attrs)) return service_launch_types(relations, attrs);
  const Value& compatibilities = attrs.get("requires_compatibilities");
  if (compatibilities.is_unknown()) return compatibilities;
  return compatibilities.is_sequence() ? compatibilities : Value::list({});
}

Value setting(const Value& attrs, std::string_view name) {
  const Value& settings = attrs.get("setting");
  std::vector<std::string> causes = settings.unknown_because();
  bool certain = !settings.is_unknown();
  for (const Value& entry : sure_elements(settings)) {
    const Value entry_name = entry.is_unknown() ? entry : entry.get("name");
    if (entry_name.is_string() && entry_name.as_string() == name) {
      return is_unset(entry.get("value")) ? Value::null() : entry.get("value");
    }
    if (!entry_name.is_unknown()) continue;
    certain = false;
    causes = merge_causes(causes, entry_name.unknown_because());
  }
  return certain ? Value::null() : Value::unknown(std::move(causes));
}

Value account_setting(const Relations& relations, std::string_view name) {
  std::vector<std::string> causes;
  bool certain = true;
  for (const std::size_t i : relations.account_settings) {
    const Value& attrs = values(relations, i);
    const Value& entry_name = attrs.get("name");
    if (entry_name.is_string() && entry_name.as_string() == name) return attrs.get("value");
    if (!entry_name.is_unknown()) continue;
    certain = false;
    causes = merge_causes(causes, entry_name.unknown_because());
  }
  return certain ? Value::null() : Value::unknown(std::move(causes));
}

Value effective_tags(const Value& attrs) {
  if (attrs.is_unknown()) return attrs;
  const Value& all = attrs.get("tags_all");
  const Value& own = attrs.get("tags");
  if (all.is_unknown()) return Value::unknown(all.unknown_because());
  if (all.is_object()) return without_aws_tags(all);
  if (own.is_unknown()) return Value::unknown(own.unknown_because());
  return without_aws_tags(own);
}

Value with_extra_tags(const Relations& relations, std::size_t subject, const Value& tags) {
  const auto extra = relations.extra_tags.find(subject);
  if (extra == relations.extra_tags.end() || !tags.is_object()) return tags;
  Members members = tags.members();
  for (const std::size_t i : extra->second) {
    const Value& key = values(relations, i).get("key");
    if (key.is_unknown()) return Value::unknown(key.unknown_because());
    if (key.is_string() && !key.as_string().starts_with("aws:")) {
      members.emplace_back(key.as_string(), values(relations, i).get("value"));
    }
  }
  return Value::object(std::move(members), tags.kind());
}

}  // namespace plimsoll::ecs
