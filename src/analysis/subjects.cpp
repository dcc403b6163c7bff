#include "subjects.h"

#include <algorithm>
#include <array>
#include <set>

#include "plimsoll/base/text.h"

namespace plimsoll::analysis {
namespace {

using policy::PolicyKind;

Value text(std::string_view value) {
  return Value::string(std::string(value));
}

// Empty outside Terraform stacks, which no plan file describes.
Value no_stack() {
  return Value::object({{"deployment_group", text("")}, {"deployment_name", text("")}, {"stack_name", text("")}});
}

// The last part of "registry.terraform.io/hashicorp/aws"; Terraform 0.12 wrote "aws" or "aws.west".
std::string_view provider_type(std::string_view provider_name) {
  const std::size_t slash = provider_name.rfind('/');
  if (slash != std::string_view::npos) return provider_name.substr(slash + 1);
  return provider_name.substr(0, provider_name.find('.'));
}

// "5.1.0" of "5.1.0" and "= 5.1.0"; "" when the constraint admits more than one version.
std::string exact_version(std::string_view constraint) {
  constexpr std::string_view kSpace = " \t";
  const auto trim = [kSpace](std::string_view t) {
    const std::size_t begin = t.find_first_not_of(kSpace);
    return begin == std::string_view::npos ? std::string_view{}
                                           : t.substr(begin, t.find_last_not_of(kSpace) - begin + 1);
  };
  std::string_view version = trim(constraint);
  if (version.starts_with('=')) version = trim(version.substr(1));
  const bool plain = !version.empty() && version.front() >= '0' && version.front() <= '9' &&
                     version.find_first_of(",<>=~! ") == std::string_view::npos;
  return plain && std::ranges::count(version, '.') >= 2 ? std::string(version) : std::string();
}

Value version_of(const std::string& constraint, const std::string& address) {
  const std::string version = exact_version(constraint);
  return version.empty() ? Value::unknown({address + ".version"}) : text(version);
}

// --- providers

// Whether `region = var.aws_region`: the name says that the variable is made for the argument. A plan does not tell
// "${var.x}-y" from var.x, so that a variable of another name proves nothing.
bool is_made_for(std::string_view variable, std::string_view argument) {
  if (!variable.ends_with(argument)) return false;
  return variable.size() == argument.size() || variable[variable.size() - argument.size() - 1] == '_';
}

const Value* variable_value(const plan::Plan& plan, const plan::ConfigExpression& expression,
                            std::string_view argument) {
  constexpr std::string_view kPrefix = "var.";
  if (expression.references.size() != 1 || !expression.references[0].starts_with(kPrefix)) return nullptr;
  const std::string_view name = std::string_view(expression.references[0]).substr(kPrefix.size());
  const auto value = plan.variables.find(name);
  if (value != plan.variables.end() && is_made_for(name, argument)) return &value->second;
  return nullptr;
}

class ProviderReader {
 public:
  ProviderReader(const plan::Plan& plan, const plan::ProviderConfig& provider) : plan_(plan), provider_(provider) {}

  ConfiguredSubject read(const std::set<std::string>& asked_for) {
    ConfiguredSubject result{.address = address()};
    address_ = result.address;
    result.subject = {.kind = PolicyKind::kProvider,
                      .type = std::string(provider_type(name())),
                      .attrs = attributes(asked_for),
                      .meta = meta()};
    return result;
  }

 private:
  std::string_view name() const { return provider_.full_name.empty() ? provider_.name : provider_.full_name; }

  std::string address() const {
    std::string result = provider_.module_address.empty() ? "" : provider_.module_address + ".";
    result += "provider[" + hcl_quote(name()) + "]";
    return provider_.alias.empty() ? result : result + "." + provider_.alias;
  }

  // No plan says which arguments of a provider are secrets.
  static bool looks_secret(const std::string& argument) {
    constexpr std::array<std::string_view, 5> kWords = {"password", "secret", "token", "key", "credential"};
    return std::ranges::any_of(kWords, [&](std::string_view w) { return argument.find(w) != std::string::npos; });
  }

  // Variables of the plan are those of the root module.
  Value value_of(const std::string& argument, const plan::ConfigExpression& expression) const {
    if (expression.has_constant) return expression.constant.with_sensitive(looks_secret(argument));
    const Value* variable = provider_.module_address.empty() ? variable_value(plan_, expression, argument) : nullptr;
    if (variable != nullptr) return variable->with_sensitive(variable->is_sensitive() || looks_secret(argument));
    const bool has_causes = !expression.references.empty();
    return Value::unknown(has_causes ? expression.references : std::vector<std::string>{address_ + "." + argument});
  }

  Members members_of(const plan::ConfigBlock& block) const {
    Members members;
    for (const auto& [argument, expression] : block.attributes)
      members.emplace_back(argument, value_of(argument, expression));
    for (const auto& [type, blocks] : block.blocks) {
      Sequence elements;
      for (const plan::ConfigBlock& inner : blocks) elements.push_back(Value::object(members_of(inner)));
      members.emplace_back(type, Value::list(std::move(elements)));
    }
    return members;
  }

  Value attributes(const std::set<std::string>& asked_for) const {
    Members members;
    for (const std::string& argument : asked_for) members.emplace_back(argument, Value::null());
    for (auto& member : members_of(provider_.expressions)) members.push_back(std::move(member));  // the last wins
    return Value::object(std::move(members));
  }

  Value meta() const {
    const std::vector<std::string> parts = split(provider_.full_name, '/');
    const bool full = parts.size() == 3;
    return Value::object({{"type", text(provider_type(name()))},
                          {"name", text(provider_.name)},
                          {"alias", provider_.alias.empty() ? Value::null() : text(provider_.alias)},
                          {"namespace", full ? text(parts[1]) : Value::unknown({address_ + ".namespace"})},
                          {"source", full ? text(provider_.full_name) : Value::unknown({address_ + ".source"})},
                          {"version", version_of(provider_.version_constraint, address_)},
                          {"tfe_stack", no_stack()}});
  }

  const plan::Plan& plan_;
  const plan::ProviderConfig& provider_;
  std::string address_ = {};
};

// A module that merely requires a provider gets an entry of its own, but the configuration of its caller.
bool is_inherited(const plan::Plan& plan, const plan::ProviderConfig& provider) {
  if (provider.module_address.empty() || !provider.expressions.attributes.empty() ||
      !provider.expressions.blocks.empty()) {
    return false;
  }
  return std::ranges::any_of(plan.providers, [&provider](const plan::ProviderConfig& other) {
    return other.module_address.empty() && other.full_name == provider.full_name;
  });
}

void add_providers(const plan::Plan& plan, const std::vector<ActivePolicy>& policies,
                   std::vector<ConfiguredSubject>& out) {
  std::set<std::string> asked_for;
  for (const ActivePolicy& active : policies)
    asked_for.insert(active.policy->attribute_names.begin(), active.policy->attribute_names.end());
  for (const plan::ProviderConfig& provider : plan.providers) {
    if (!is_inherited(plan, provider)) out.push_back(ProviderReader(plan, provider).read(asked_for));
  }
}

// --- modules

// Only modules from a registry have versions: "terraform-aws-modules/vpc/aws", with or without a host before it.
bool is_from_registry(std::string_view source) {
  if (source.starts_with('.') || source.starts_with('/') || source.find(':') != std::string_view::npos) return false;
  const std::vector<std::string> parts = split(source.substr(0, source.find("//")), '/');
  if (parts.size() == 4) return true;
  const bool is_repository = parts[0] == "github.com" || parts[0] == "bitbucket.org" || parts[0] == "gitlab.com";
  return parts.size() == 3 && !is_repository;
}

void add_modules(const plan::ConfigModule& module, const std::string& prefix, std::vector<ConfiguredSubject>& out) {
  for (const auto& [name, call] : module.calls) {
    const std::string address = prefix + "module." + name;
    out.push_back({.address = address,
                   .subject = {.kind = PolicyKind::kModule,
                               .type = call.source,
                               .attrs = Value::unknown({address}),
                               .meta = Value::object({{"address", text(address)},
                                                      {"source", text(call.source)},
                                                      {"version", is_from_registry(call.source)
                                                                      ? version_of(call.version_constraint, address)
                                                                      : text("")},
                                                      {"tfe_stack", no_stack()}})}});
    if (call.module != nullptr) add_modules(*call.module, address + ".", out);
  }
}

bool has_kind(const std::vector<ActivePolicy>& policies, PolicyKind kind) {
  return std::ranges::any_of(policies, [kind](const ActivePolicy& active) { return active.policy->kind == kind; });
}

}  // namespace

Value resource_meta(const plan::ResourceChange& change, policy::Operation operation) {
  return Value::object({
      {"module_path", text(change.module_address)},
      {"operation", text(policy::name(operation))},
      {"provider_type", text(provider_type(change.provider_name))},
      {"tfe_stack", no_stack()},
      {"tfe_workspace", Value::object({{"tags", Value::object({}, Kind::kMap)}})},
      {"type", text(change.type)},
  });
}

std::vector<ConfiguredSubject> configured_subjects(const plan::Plan& plan, const std::vector<ActivePolicy>& policies) {
  std::vector<ConfiguredSubject> subjects;
  if (has_kind(policies, PolicyKind::kProvider)) add_providers(plan, policies, subjects);
  if (has_kind(policies, PolicyKind::kModule)) add_modules(plan.configuration, "", subjects);
  return subjects;
}

}  // namespace plimsoll::analysis
