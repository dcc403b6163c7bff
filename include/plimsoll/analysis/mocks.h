// The functions that policy tests are judged with: those of a real run, over a plan made of the mocks.
#pragma once

#include <vector>

#include "plimsoll/policy/policy_test.h"

namespace plimsoll::analysis {

/// core::, ecs:: and plimsoll:: over the mocks of one test file. The table owns what it needs.
lang::FunctionTable functions_over_mocks(const std::vector<policy::Mock>& mocks);

}  // namespace plimsoll::analysis
