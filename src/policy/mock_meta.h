// The `meta` object of mocks. Internal to the policy module.
#pragma once

#include "plimsoll/policy/policy.h"
#include "test_file.h"

namespace plimsoll::policy {

/// What Terraform would send for such an object at the root, overridden by what the mock gives.
Value mock_meta(const MockSyntax& mock, Operation operation, const Value& given);

}  // namespace plimsoll::policy
