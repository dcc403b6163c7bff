#include "direct_reference.h"

#include <algorithm>
#include <array>

#include "address.h"
#include "references.h"

namespace plimsoll::plan {
namespace {

constexpr int kMaxSteps = 32;

/// `["k"]` of `x.y["k"]`, "" without.
std::string_view key_of(std::string_view part) {
  const std::size_t bracket = part.find('[');
  return bracket == std::string_view::npos ? std::string_view{} : part.substr(bracket);
}

/// "module.a[0].aws_x.y" of "module.a[0].aws_x.y[1]": the key of the instance itself is left out.
std::string without_own_key(const ResourceChange& change) {
  const std::string prefix = change.module_address.empty() ? "" : change.module_address + ".";
  return prefix + change.type + "." + change.name;
}

bool ends_with_word(std::string_view text, std::string_view words) {
  if (!text.ends_with(words)) return false;
  return text.size() == words.size() || text[text.size() - words.size() - 1] == '_';
}

/// What names and identifies a resource, besides `arn`.
bool is_name(std::string_view attribute, std::string_view argument) {
  return attribute == "id" || attribute == "name" || attribute == argument;
}

/// Whether `argument` of a `type` is made for `attribute` of a `target`, so that it takes the identifier as it is.
bool points_at(std::string_view argument, std::string_view type, std::string_view attribute, std::string_view target) {
  constexpr std::array<std::string_view, 4> kExtended = {"aws_s3_bucket", "aws_cloudwatch_log_group",
                                                         "aws_dynamodb_table", "aws_api_gateway_rest_api"};
  if (argument.ends_with("_arn") || argument == "arn") {
    const bool extended = argument == "source_arn" || std::ranges::find(kExtended, target) != kExtended.end();
    return !extended && argument != "arn" && (attribute == "arn" || attribute == "id" || attribute == argument);
  }
  if (argument.ends_with("_id")) return attribute == "id" || attribute == "arn" || attribute == argument;
  if (type == target) return false;  // its own name, perhaps made from another's
  if (ends_with_word(target, argument)) return attribute == "arn" || is_name(attribute, argument);
  constexpr std::string_view kName = "_name";
  if (!argument.ends_with(kName)) return false;
  const std::string_view thing = argument.substr(0, argument.size() - kName.size());
  return ends_with_word(target, thing) && is_name(attribute, argument);
}

/// The identifier that such an argument takes, where the reference does not show it.
std::string_view usual_attribute(std::string_view argument) {
  return argument.ends_with("_arn") ? "arn" : "id";
}

/// References without the widened forms that Terraform lists beside them.
std::vector<std::string_view> narrow(const std::vector<std::string>& references) {
  std::vector<std::string_view> result;
  for (const std::string& reference : references) {
    const bool is_new = std::ranges::find(result, reference) == result.end();
    if (is_new && !is_widened(reference, references)) result.push_back(reference);
  }
  return result;
}

/// A module instance on the way to a resource.
struct Level {
  const ConfigModule* module = nullptr;
  const ConfigCall* call = nullptr;  // null for the root
  std::string address = {};
  std::string key = {};
  std::string prefix() const { return address.empty() ? "" : address + "."; }
};

class Follower {
 public:
  Follower(const Plan& plan, const Instances& instances, const Attribute& argument)
      : plan_(plan), instances_(instances), change_(plan.changes[argument.change]), argument_(argument.name) {}

  std::optional<Attribute> run() {
    const ConfigResource* resource = plan_.config_of(change_);
    if (resource == nullptr || !enter_module()) return std::nullopt;
    const auto expression = resource->expressions.attributes.find(argument_);
    if (expression == resource->expressions.attributes.end()) return std::nullopt;
    const std::string base = without_own_key(change_);
    key_ = change_.address.starts_with(base) ? change_.address.substr(base.size()) : "";
    own_base_ = base;
    repetition_ = resource->has_repetition ? &resource->repetition : nullptr;
    return follow(expression->second, kMaxSteps);
  }

 private:
  bool enter_module() {
    levels_.push_back({.module = &plan_.configuration});
    const std::vector<std::string_view> parts = split_address(change_.module_address);
    for (std::size_t i = 0; i + 1 < parts.size() && parts[i] == "module"; i += 2) {
      if (!enter(parts[i + 1])) return false;
    }
    return true;
  }

  /// `part` is the name of a call with its key.
  bool enter(std::string_view part) {
    const Level& parent = levels_.back();
    const auto call = parent.module->calls.find(without_key(part));
    if (call == parent.module->calls.end() || call->second.module == nullptr) return false;
    levels_.push_back({.module = call->second.module.get(),
                       .call = &call->second,
                       .address = parent.prefix() + "module." + std::string(part),
                       .key = std::string(key_of(part))});
    return true;
  }

  std::optional<Attribute> follow(const ConfigExpression& expression, int steps) {
    if (expression.has_constant || steps == 0) return std::nullopt;
    const std::vector<std::string_view> references = narrow(expression.references);
    if (references.size() == 1) return follow_reference(references[0], steps);
    if (references.size() == 2) return follow_pair(references[0], references[1]);
    return std::nullopt;
  }

  std::optional<Attribute> follow_reference(std::string_view reference, int steps) {
    const std::vector<std::string_view> parts = split_address(reference);
    if (parts[0] == "var") return parts.size() == 2 ? follow_variable(parts[1], steps) : std::nullopt;
    if (parts.size() != 3 || !key_of(parts[2]).empty()) return std::nullopt;
    if (parts[0] == "module") return follow_output(parts[1], parts[2], steps);
    if (parts[0] == "each") return parts[1] == "value" ? follow_each_value(parts[2]) : std::nullopt;
    return attribute_of(std::string(parts[0]) + "." + std::string(parts[1]), parts[0], parts[2]);
  }

  std::optional<Attribute> follow_variable(std::string_view name, int steps) {
    if (levels_.size() == 1) return std::nullopt;  // root variables are known
    const Level level = std::move(levels_.back());
    levels_.pop_back();
    const auto argument = level.call->expressions.find(name);
    if (argument == level.call->expressions.end()) return std::nullopt;  // the default
    key_ = level.key;
    own_base_ = std::string(without_last_key(level.address));
    repetition_ = level.call->has_repetition ? &level.call->repetition : nullptr;
    return follow(argument->second, steps - 1);
  }

  static std::string_view without_last_key(std::string_view address) {
    const std::string_view last = split_address(address).back();
    return address.substr(0, address.size() - key_of(last).size());
  }

  std::optional<Attribute> follow_output(std::string_view call, std::string_view output, int steps) {
    if (!enter(call)) return std::nullopt;
    const auto found = levels_.back().module->outputs.find(output);
    if (found == levels_.back().module->outputs.end()) return std::nullopt;
    key_.clear();
    own_base_.clear();
    repetition_ = nullptr;
    return follow(found->second, steps - 1);
  }

  /// `for_each = aws_x.y` and `each.value.id`.
  std::optional<Attribute> follow_each_value(std::string_view attribute) const {
    if (repetition_ == nullptr || key_.empty()) return std::nullopt;
    const std::vector<std::string_view> references = narrow(repetition_->references);
    if (references.size() != 1) return std::nullopt;
    const std::vector<std::string_view> parts = split_address(references[0]);
    if (parts.size() != 2 || !key_of(parts[1]).empty()) return std::nullopt;
    return attribute_of(std::string(references[0]) + key_, parts[0], attribute);
  }

  /// `aws_x.y[count.index].id` is listed as aws_x.y and count.index: the attribute is not shown, and neither would be
  /// arithmetic on the index, so that as many instances are demanded on both sides.
  std::optional<Attribute> follow_pair(std::string_view a, std::string_view b) const {
    if (a == "count.index" || a == "each.key") std::swap(a, b);
    if ((b != "count.index" && b != "each.key") || key_.empty()) return std::nullopt;
    const std::vector<std::string_view> parts = split_address(a);
    if (parts.size() != 2 || !key_of(parts[1]).empty()) return std::nullopt;
    const auto own = instances_.sibling_counts.find(own_base_);
    const auto others = instances_.sibling_counts.find(levels_.back().prefix() + std::string(a));
    if (own == instances_.sibling_counts.end() || others == instances_.sibling_counts.end()) return std::nullopt;
    if (b == "count.index" && own->second != others->second) return std::nullopt;
    return attribute_of(std::string(a) + key_, parts[0], usual_attribute(argument_));
  }

  std::optional<Attribute> attribute_of(const std::string& address, std::string_view type,
                                        std::string_view attribute) const {
    const std::string full = levels_.back().prefix() + address;
    const auto target = instances_.by_address.find(full);
    if (target == instances_.by_address.end()) return std::nullopt;
    if (!points_at(argument_, change_.type, attribute, type)) return std::nullopt;
    return Attribute{.change = target->second, .name = std::string(attribute)};
  }

  const Plan& plan_;
  const Instances& instances_;
  const ResourceChange& change_;
  const std::string& argument_;
  std::vector<Level> levels_ = {};
  // Of what holds the expression: its key, its address without that key, and its count or for_each.
  std::string key_ = {};
  std::string own_base_ = {};
  const ConfigExpression* repetition_ = nullptr;
};

}  // namespace

Instances::Instances(const Plan& plan) {
  for (std::size_t i = 0; i < plan.changes.size(); ++i) {
    const ResourceChange& change = plan.changes[i];
    if (!change.is_judged()) continue;
    by_address.emplace(change.address, i);
    ++sibling_counts[without_own_key(change)];
  }
}

std::optional<Attribute> direct_reference(const Plan& plan, const Instances& instances, const Attribute& argument) {
  return Follower(plan, instances, argument).run();
}

}  // namespace plimsoll::plan
