#include "plimsoll/plan/identity.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <unordered_map>

#include "direct_reference.h"

namespace plimsoll::plan {
namespace {

/// Types whose `id` is another attribute. Source: schemas and documentation of hashicorp/aws 5.x and 6.x.
struct Alias {
  std::string_view type = {};
  std::string_view id_is = {};
};
constexpr auto kAliases = std::to_array<Alias>({
    {"aws_cloudwatch_log_group", "name"},
    {"aws_dynamodb_table", "name"},
    {"aws_ecr_repository", "name"},
    {"aws_ecs_cluster", "arn"},
    {"aws_eks_cluster", "name"},
    {"aws_iam_group", "name"},
    {"aws_iam_instance_profile", "name"},
    {"aws_iam_policy", "arn"},
    {"aws_iam_role", "name"},
    {"aws_iam_user", "name"},
    {"aws_kms_key", "key_id"},
    {"aws_lambda_function", "function_name"},
    {"aws_lb", "arn"},
    {"aws_lb_listener", "arn"},
    {"aws_lb_target_group", "arn"},
    {"aws_s3_bucket", "bucket"},
    {"aws_secretsmanager_secret", "arn"},
    {"aws_sns_topic", "arn"},
    {"aws_sqs_queue", "url"},
});

std::string_view canonical(std::string_view type, std::string_view attribute) {
  if (attribute != "id") return attribute;
  const auto alias = std::ranges::find(kAliases, type, &Alias::type);
  return alias != kAliases.end() ? alias->id_is : attribute;
}

/// No two resources of a type share it, within one provider configuration.
bool identifies(std::string_view type, std::string_view attribute) {
  return attribute == "id" || attribute == "arn" || attribute == canonical(type, "id");
}

/// A known value, or the attribute that will give it.
struct Meaning {
  Value known = {};
  std::optional<Attribute> attribute = std::nullopt;
};

}  // namespace

class Identities::Index {
 public:
  explicit Index(const Plan& plan) : plan_(plan) {}

  std::optional<bool> equal(const Value& a, const Value& b) {
    std::call_once(built_, [this] { build(); });
    const std::optional<Meaning> left = meaning_of(a);
    const std::optional<Meaning> right = left ? meaning_of(b) : std::nullopt;
    if (!left || !right) return std::nullopt;
    if (left->attribute && right->attribute) return same(*left->attribute, *right->attribute);
    if (left->attribute) return is_value(*left->attribute, right->known);
    if (right->attribute) return is_value(*right->attribute, left->known);
    return plimsoll::equal(left->known, right->known);
  }

  std::optional<Key> key(const Value& value) {
    if (value.is_string()) return Key{.name = value.as_string()};
    if (!value.is_unknown()) return std::nullopt;
    std::call_once(built_, [this] { build(); });
    const std::optional<Meaning> meaning = meaning_of(value);
    if (!meaning) return std::nullopt;
    if (meaning->known.is_string()) return Key{.name = meaning->known.as_string()};
    if (!meaning->attribute) return std::nullopt;
    const std::string kind = kind_of(*meaning->attribute);
    if (kind.empty()) return std::nullopt;
    return Key{.kind = kind, .name = std::to_string(meaning->attribute->change)};
  }

  std::optional<std::string> owner(const std::string& kind, const std::string& text) {
    std::call_once(built_, [this] { build(); });
    const auto found = owners_by_kind_.find(kind + "\n" + text);
    return found != owners_by_kind_.end() ? std::optional(std::to_string(found->second)) : std::nullopt;
  }

 private:
  /// What are_distinct() compares, as text; "" where it never holds.
  std::string kind_of(const Attribute& attribute) const {
    const ResourceChange& change = plan_.changes[attribute.change];
    if (!identifies(change.type, attribute.name)) return "";
    if (attribute.name == "arn") return owner_key(change.type, attribute.name, "");
    const ConfigResource* config = plan_.config_of(change);
    const Value& region = change.after.get("region");
    const bool may_be_anywhere = config == nullptr || !(region.is_string() || region.is_null());
    return may_be_anywhere ? ""
                           : owner_key(change.type, attribute.name,
                                       config->provider_config_key + "\n" +
                                           (region.is_string() ? region.as_string() : std::string()));
  }

  void build() {
    instances_.emplace(plan_);
    for (std::size_t i = 0; i < plan_.changes.size(); ++i) {
      const ResourceChange& change = plan_.changes[i];
      if (!change.is_judged() || !change.after.is_object()) continue;
      for (const auto& [name, value] : change.after.members()) {
        if (value.is_unknown()) {
          attributes_.emplace(value.identity(), Attribute{.change = i, .name = name});
        } else if (value.is_string() && identifies(change.type, name)) {
          add_owner({.change = i, .name = name}, value.as_string());
        }
      }
    }
  }

  void add_owner(const Attribute& attribute, const std::string& text) {
    const std::string& type = plan_.changes[attribute.change].type;
    if (!owners_.emplace(owner_key(type, attribute.name, text), attribute.change).second) return;
    const std::string kind = kind_of(attribute);
    if (!kind.empty()) owners_by_kind_.emplace(kind + "\n" + text, attribute.change);
  }

  static std::string owner_key(std::string_view type, std::string_view attribute, std::string_view text) {
    std::string result(type);
    result.append(1, '\n').append(attribute).append(1, '\n').append(text);
    return result;
  }

  /// Nothing for an unknown value that is not an attribute of the plan as it stands there.
  std::optional<Meaning> meaning_of(const Value& value) {
    if (!value.is_unknown()) return Meaning{.known = value};
    const auto found = attributes_.find(value.identity());
    if (found == attributes_.end()) return std::nullopt;
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto known = meanings_.find(value.identity());
    if (known != meanings_.end()) return known->second;
    return meanings_.emplace(value.identity(), trace(found->second)).first->second;
  }

  Meaning trace(Attribute attribute) const {
    constexpr int kMaxHops = 16;
    for (int hop = 0; hop < kMaxHops; ++hop) {
      const ResourceChange& change = plan_.changes[attribute.change];
      attribute.name = canonical(change.type, attribute.name);
      const Value* value = change.after.find(attribute.name);
      if (value != nullptr && !value->is_unknown() && !value->is_null()) return {.known = *value};
      std::optional<Attribute> next = direct_reference(plan_, *instances_, attribute);
      if (!next) break;
      attribute = std::move(*next);
    }
    return {.attribute = std::move(attribute)};
  }

  std::optional<bool> same(const Attribute& a, const Attribute& b) const {
    if (a == b) return true;
    if (a.change == b.change || a.name != b.name) return std::nullopt;
    if (!are_distinct(a.change, b.change, a.name)) return std::nullopt;
    return false;
  }

  /// A value that another instance has as its identifier is not this instance's.
  std::optional<bool> is_value(const Attribute& attribute, const Value& value) const {
    if (!value.is_string()) return std::nullopt;
    const ResourceChange& change = plan_.changes[attribute.change];
    const auto owner = owners_.find(owner_key(change.type, attribute.name, value.as_string()));
    if (owner == owners_.end() || owner->second == attribute.change) return std::nullopt;
    if (!are_distinct(owner->second, attribute.change, attribute.name)) return std::nullopt;
    return false;
  }

  bool are_distinct(std::size_t a, std::size_t b, std::string_view attribute) const {
    const ResourceChange& one = plan_.changes[a];
    const ResourceChange& other = plan_.changes[b];
    if (one.type != other.type || !identifies(one.type, attribute)) return false;
    if (attribute == "arn") return true;
    const ConfigResource* first = plan_.config_of(one);
    const ConfigResource* second = plan_.config_of(other);
    if (first == nullptr || second == nullptr || first->provider_config_key != second->provider_config_key)
      return false;
    const Value& region = one.after.get("region");
    const Value& other_region = other.after.get("region");
    return !region.is_string() || !other_region.is_string() || region.as_string() == other_region.as_string();
  }

  const Plan& plan_;
  std::once_flag built_;
  std::mutex mutex_;  // of meanings_
  std::optional<Instances> instances_ = std::nullopt;
  std::unordered_map<const void*, Attribute> attributes_ = {};
  std::unordered_map<const void*, Meaning> meanings_ = {};
  std::unordered_map<std::string, std::size_t> owners_ = {};
  std::unordered_map<std::string, std::size_t> owners_by_kind_ = {};  // the same, where kind_of() tells their kind
};

Identities::Identities(const Plan& plan) : index_(std::make_unique<Index>(plan)) {}
Identities::~Identities() = default;

std::optional<Identities::Key> Identities::key(const Value& value) const {
  return index_->key(value);
}

std::optional<std::string> Identities::owner(const std::string& kind, const std::string& text) const {
  return index_->owner(kind, text);
}

std::optional<bool> Identities::equal(const Value& a, const Value& b) const {
  return index_->equal(a, b);
}

}  // namespace plimsoll::plan
