#include "standard.h"

#include <algorithm>

#include "plimsoll/lang/evaluate.h"

namespace plimsoll::policy {
namespace {

std::vector<std::string> meta_members(PolicyKind kind) {
  switch (kind) {
    case PolicyKind::kResource:
      return {"type", "provider_type", "operation", "module_path", "tfe_stack", "tfe_workspace"};
    case PolicyKind::kProvider:
      return {"type", "name", "alias", "namespace", "source", "version", "tfe_stack"};
    case PolicyKind::kModule:
      return {"address", "source", "version", "tfe_stack"};
  }
  return {};
}

std::string_view kind_text(PolicyKind kind) {
  switch (kind) {
    case PolicyKind::kResource:
      return "resource";
    case PolicyKind::kProvider:
      return "provider";
    case PolicyKind::kModule:
      return "module";
  }
  return "";
}

/// What to write in place of a member that people expect.
std::string instead_of(const std::string& member, PolicyKind kind, const std::vector<std::string>& members) {
  if (kind == PolicyKind::kResource && member == "address") {
    return " Policies are not told the address; messages carry it anyway. Extended files have plimsoll::address().";
  }
  if (kind == PolicyKind::kResource && member == "resource_type") return " Write meta.type.";
  if (kind == PolicyKind::kProvider && member == "address") return " Write meta.name and meta.alias.";
  const std::string nearest = suggestion(member, members);
  if (!nearest.empty()) return nearest;
  return " Arguments are attributes: attrs." + member + ".";
}

const hcl::Expression* version_of(const hcl::Expression& provider) {
  const auto* object = std::get_if<hcl::ObjectConstructor>(&provider.node);
  if (object == nullptr) return nullptr;
  for (const hcl::ObjectItem& item : object->items) {
    if (literal_string(*item.key) == "version") return item.value.get();
  }
  return nullptr;
}

}  // namespace

void check_providers(Checker& checker, const hcl::Block& required_providers) {
  for (const hcl::Attribute& provider : required_providers.body.attributes) {
    const hcl::Expression* version = version_of(*provider.value);
    if (version == nullptr || literal_string(*version) != "*") continue;
    checker.error("Invalid version constraint",
                  "\"*\" admits every version; name a range that the policy is written for, such as \">= 5.0, < 7.0\".",
                  version->range);
  }
}

void check_meta(Checker& checker, const hcl::Expression& expression, PolicyKind kind) {
  const std::vector<std::string> members = meta_members(kind);
  for (const lang::Reference& reference : lang::references(expression)) {
    if (reference.root != "meta" || reference.member.empty()) continue;
    if (std::find(members.begin(), members.end(), reference.member) != members.end()) continue;
    checker.doubtful("No such meta data",
                     "\"meta\" of a " + std::string(kind_text(kind)) + " policy has no \"" + reference.member + "\"." +
                         instead_of(reference.member, kind, members),
                     reference.range);
  }
}

void check_offline(Checker& checker, const hcl::Expression& expression) {
  for (const hcl::Call* call : lang::calls(expression)) {
    if (call->name != "core::gethttprequest") continue;
    checker.warn("No web requests",
                 "plimsoll works offline: the answer is unknown, and so is every verdict that depends on it.",
                 call->name_range);
  }
}

}  // namespace plimsoll::policy
