// `plimsoll policy validate` and `plimsoll policy test`.
#include <fmt/format.h>

#include "command.h"
#include "plimsoll/analysis/mocks.h"
#include "plimsoll/base/text.h"
#include "plimsoll/policy/policy_test.h"

namespace plimsoll::cli {
Ending run_policy_validate(const Session& session) {
  if (session.arguments.operands.empty()) {
    return cannot(session, {make_error("policy validate needs a file or a directory")}, "nothing was validated");
  }
  const analysis::PolicyRequest request = {.builtin = false, .paths = session.arguments.operands};
  Result<analysis::SelectedPolicies> policies = analysis::load_policies(request, *session.world.files);
  if (!policies) return cannot(session, policies.errors(), "the policies are not valid");
  print_diagnostics(session, policies->set.warnings);
  return {.output = fmt::format("{}: valid\n", count_of(policies->set.files.size(), "policy file"))};
}

}  // namespace plimsoll::cli
