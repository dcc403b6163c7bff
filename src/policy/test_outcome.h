// Comparing what the policies said about a mock with what its test file states. Internal to the policy module.
#pragma once

#include <vector>

#include "mocks.h"

namespace plimsoll::policy {

/// Everything the targeted policies said about one mock.
struct JudgedMock {
  struct Applied {
    const Policy* policy = nullptr;
    std::size_t first_enforce = 0;  // how many enforce blocks the policies before it have
  };
  std::vector<Applied> applied = {};  // those whose kind, label and operations fit
  std::size_t enforces_seen = 0;
  bool type_is_known = false;  // a policy fits but for the operation
  Judgements judged = {};
};

/// Fills status, message, expected, actual, diagnostics and note.
void decide(const MockSyntax& syntax, const Mock& mock, const JudgedMock& judged, MockValues& values,
            const Checker& checker, TestCase& result);

/// resource_policy.TYPE.NAME
std::string policy_address(const Policy& policy);

/// Adds the verdicts on one mock to the coverage of the enforce blocks. What is said about a policy as a whole counts
/// for each of its blocks.
void count_verdicts(const JudgedMock& judged, std::vector<EnforceCoverage>& coverage);

}  // namespace plimsoll::policy
