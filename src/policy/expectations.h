// `expect` blocks of mocks (superset): what exactly the policies should say. Internal to the policy module.
#pragma once

#include <string>
#include <vector>

#include "mocks.h"

namespace plimsoll::policy {

/// Reads the expect blocks of a mock and compares them with what was judged, both ways: every failing and unknown
/// judgement needs a matching block, every block needs a matching judgement. Returns what does not fit; mistakes in the
/// blocks are among it.
Diagnostics check_expectations(const MockSyntax& mock, const std::vector<Judgement>& judgements, MockValues& values,
                               const Checker& checker);

/// A judgement for people: `fail container "web": Container "web" runs in privileged mode.`
std::string describe(const Judgement& judgement);

}  // namespace plimsoll::policy
