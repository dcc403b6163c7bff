// Checks of what the standard language admits but a plan cannot give. Internal to the policy module.
#pragma once

#include "blocks.h"
#include "plimsoll/policy/policy.h"

namespace plimsoll::policy {

/// Version "*" is refused: the range says which provider schemas a policy is written for.
void check_providers(Checker& checker, const hcl::Block& required_providers);

/// Warns of members that `meta` does not have in such a policy, and says what to use instead.
void check_meta(Checker& checker, const hcl::Expression& expression, PolicyKind kind);

/// Warns of calls that need a network.
void check_offline(Checker& checker, const hcl::Expression& expression);

}  // namespace plimsoll::policy
