#include "plimsoll/policy/policy.h"

#include <algorithm>
#include <array>
#include <set>
#include <variant>

#include "plimsoll/base/text.h"
#include "plimsoll/policy/evaluate.h"

namespace plimsoll::policy {
namespace {

constexpr std::array<std::string_view, 4> kOperationNames = {"create", "update", "delete", "no-op"};
constexpr std::array<std::string_view, 3> kLevelNames = {"advisory", "mandatory_overridable", "mandatory"};

/// What stands in for a control block in a standard file.
Control derived_control(const Policy& policy) {
  return {.id = policy.name,
          .title = policy.name,
          .severity = level_severity(policy.fixed_level.value_or(EnforcementLevel::kMandatory)),
          .policy_file = policy.file->syntax.source->name()};
}

void add_derived(std::vector<Control>& controls, const Control& control) {
  for (Control& existing : controls) {
    if (existing.id != control.id) continue;
    existing.severity = std::min(existing.severity, control.severity);  // worst first
    return;
  }
  controls.push_back(control);
}

}  // namespace

std::string_view name(Operation operation) {
  return kOperationNames[static_cast<std::size_t>(operation)];
}
std::string_view name(EnforcementLevel level) {
  return kLevelNames[static_cast<std::size_t>(level)];
}

std::optional<Operation> parse_operation(std::string_view text) {
  const auto found = std::find(kOperationNames.begin(), kOperationNames.end(), text);
  if (found == kOperationNames.end()) return std::nullopt;
  return static_cast<Operation>(found - kOperationNames.begin());
}

std::optional<EnforcementLevel> parse_enforcement_level(std::string_view text) {
  if (text == "mandatory-overridable") return EnforcementLevel::kMandatoryOverridable;
  const auto found = std::find(kLevelNames.begin(), kLevelNames.end(), text);
  if (found == kLevelNames.end()) return std::nullopt;
  return static_cast<EnforcementLevel>(found - kLevelNames.begin());
}

std::string_view control_id(const Policy& policy) {
  return policy.file->control.has_value() ? std::string_view(policy.file->control->id) : std::string_view(policy.name);
}

Severity level_severity(EnforcementLevel level) {
  switch (level) {
    case EnforcementLevel::kAdvisory:
      return Severity::kInfo;
    case EnforcementLevel::kMandatoryOverridable:
      return Severity::kMedium;
    case EnforcementLevel::kMandatory:
      break;
  }
  return Severity::kHigh;
}

bool applies(const Policy& policy, const PolicySubject& subject) {
  if (policy.kind != subject.kind) return false;
  if (policy.kind == PolicyKind::kResource &&
      std::find(policy.operations.begin(), policy.operations.end(), subject.operation) == policy.operations.end()) {
    return false;
  }
  if (policy.type == subject.type || policy.type == "*") return true;
  if (policy.kind == PolicyKind::kModule) return false;
  return policy.type.find('*') != std::string::npos && glob_match(policy.type, subject.type);
}

namespace {

/// The text of an expression on one line; a plain string stands for itself.
std::string one_line_text(const PolicyFile& file, const hcl::Expression& expression) {
  std::string_view text = file.syntax.source->slice(expression.range);
  if (const auto* quoted = std::get_if<hcl::Template>(&expression.node); quoted != nullptr && !quoted->is_heredoc) {
    text = text.substr(1, text.size() - 2);
  }
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) line += c;
    if (space && !line.empty() && line.back() != ' ') line += ' ';
  }
  return line;
}

void add_text(std::vector<std::string>& texts, const PolicyFile& file, const hcl::Expression* expression) {
  if (expression == nullptr) return;
  std::string text = one_line_text(file, *expression);
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
}

/// The control of a file with how its policies decide and repair.
Control described(const PolicyFile& file) {
  Control control = *file.control;
  for (const Policy& policy : file.policies) {
    if (std::find(control.resource_types.begin(), control.resource_types.end(), policy.type) ==
        control.resource_types.end()) {
      control.resource_types.push_back(policy.type);
    }
    add_text(control.filters, file, policy.filter);
    for (const Enforce& enforce : policy.enforces) {
      add_text(control.conditions, file, enforce.condition);
      for (const FixRule& fix : enforce.fixes) add_text(control.fixes, file, fix.summary);
    }
  }
  return control;
}

}  // namespace

std::vector<Control> PolicySet::controls() const {
  std::vector<Control> controls;
  for (const auto& file : files) {
    if (file->control.has_value()) {
      controls.push_back(described(*file));
    } else {
      for (const Policy& policy : file->policies) add_derived(controls, derived_control(policy));
    }
  }
  std::sort(controls.begin(), controls.end(),
            [](const Control& a, const Control& b) { return control_less(a.id, b.id); });
  return controls;
}

std::vector<std::string> PolicySet::data_types() const {
  std::set<std::string> types;
  for (const auto& file : files) types.insert(file->data_types.begin(), file->data_types.end());
  return {types.begin(), types.end()};
}

std::vector<std::string> PolicySet::resource_types() const {
  std::set<std::string> types;
  for (const auto& file : files) {
    types.insert(file->related_types.begin(), file->related_types.end());
    for (const Policy& policy : file->policies) {
      if (policy.kind == PolicyKind::kResource) types.insert(policy.type);
    }
  }
  return {types.begin(), types.end()};
}

}  // namespace plimsoll::policy
