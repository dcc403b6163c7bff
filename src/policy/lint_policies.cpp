#include <algorithm>
#include <set>

#include "lint.h"

namespace plimsoll::policy {
namespace {

class PolicyLint {
 public:
  PolicyLint(Checker& checker, const PolicyFile& file, const lang::FunctionTable& functions)
      : checker_(checker), file_(file), values_(functions) {}

  void run() {
    for (const hcl::Attribute* local : file_.locals) in_local(*local, nullptr);
    for (const Policy& policy : file_.policies) {
      for (const hcl::Attribute* local : policy.locals) in_local(*local, &policy);
      filter(policy);
      operations(policy);
      for (const Enforce& enforce : policy.enforces) condition(policy, enforce);
    }
  }

 private:
  /// The value if it is the same for every resource.
  std::optional<bool> constant(const hcl::Expression& expression, const Policy& policy) {
    const lang::Outcome outcome = values_.evaluate(expression, checker_.source, &file_, &policy);
    if (!outcome.ok()) {
      failure(outcome.failure(), DiagnosticLevel::kError);
      return std::nullopt;
    }
    if (!outcome.value().is_bool()) return std::nullopt;
    return outcome.value().as_bool();
  }

  void failure(const lang::Failure& failure, DiagnosticLevel level) {
    if (failure.fatal) return;
    const Diagnostic& diagnostic = failure.diagnostic;
    const auto same = [&diagnostic](const Diagnostic& known) { return known.range.bytes == diagnostic.range.bytes; };
    if (std::any_of(checker_.errors.begin(), checker_.errors.end(), same)) return;
    if (level == DiagnosticLevel::kError) {
      checker_.error(diagnostic.summary, diagnostic.detail, diagnostic.range.bytes);
    } else {
      checker_.warn(diagnostic.summary, diagnostic.detail, diagnostic.range.bytes);
    }
  }

  /// An error in a local that nothing needs never surfaces.
  void in_local(const hcl::Attribute& local, const Policy* policy) {
    const lang::Outcome outcome = values_.evaluate(*local.value, checker_.source, &file_, policy);
    if (!outcome.ok()) failure(outcome.failure(), DiagnosticLevel::kWarning);
  }

  void filter(const Policy& policy) {
    if (policy.filter == nullptr) return;
    const std::optional<bool> value = constant(*policy.filter, policy);
    if (!value.has_value()) return;
    if (*value) {
      checker_.warn("Filter that is always true", "The policy applies as if there were no filter.",
                    policy.filter->range);
    } else {
      checker_.warn("Unreachable enforce blocks", "The filter is always false, so this policy never judges anything.",
                    policy.filter->range);
    }
  }

  /// `condition = false` is a way to forbid whatever passes the filter; a block that only informs, or lists what was
  /// looked at, may say `condition = true`.
  void condition(const Policy& policy, const Enforce& enforce) {
    if (enforce.condition == nullptr) return;
    const std::optional<bool> value = constant(*enforce.condition, policy);
    if (!value.has_value()) return;
    const bool literal = std::holds_alternative<hcl::Literal>(enforce.condition->node);
    const bool deliberate = literal && (enforce.info_message != nullptr || enforce.for_each != nullptr);
    if (*value && deliberate) return;
    if (*value) {
      checker_.warn("Condition that is always true", "This enforce block can never deny anything.",
                    enforce.condition->range);
    } else if (!literal || (policy.filter == nullptr && policy.type == "*")) {
      checker_.warn("Condition that is always false", "This enforce block denies whatever it judges.",
                    enforce.condition->range);
    }
  }

  void operations(const Policy& policy) {
    const bool only_deletes = policy.operations.size() == 1 && policy.operations.front() == Operation::kDelete;
    if (policy.kind != PolicyKind::kResource || !only_deletes || policy.uses.prior_attrs) return;
    checker_.warn("Nothing to judge on delete",
                  "On delete every attribute of attrs is null; what is deleted is in prior_attrs.",
                  policy.header_range);
  }

  Checker& checker_;
  const PolicyFile& file_;
  AbstractValues values_;
};

}  // namespace

void lint_policies(Checker& checker, const PolicyFile& file, const lang::FunctionTable& functions) {
  PolicyLint(checker, file, functions).run();
}

}  // namespace plimsoll::policy
