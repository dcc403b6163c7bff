// Looking for mistakes in policy and test files without judging anything.
#pragma once

#include <vector>

#include "plimsoll/policy/policy.h"

namespace plimsoll::policy {

struct ValidateOptions {
  bool portable = false;  // report what Terraform's own engine does not know, too
};

/// Everything that is wrong or doubtful, files in the order given, places in order. Sources whose names end in
/// .policytest.hcl are test files. Beyond what load() refuses: regular expressions and calls that can never work,
/// conditions that never change, policies that never apply, and accesses that older engines do not guard.
Diagnostics validate(const std::vector<SourcePtr>& sources, const lang::FunctionTable& functions,
                     const ValidateOptions& options = {});

}  // namespace plimsoll::policy
