#include "plimsoll/ecs/ecs.h"

namespace plimsoll::ecs {

namespace {

Diagnostic malformed(const plan::ResourceChange& change, const lang::Failure& failure) {
  Diagnostic diagnostic = failure.diagnostic;
  diagnostic.where = change.address;
  return diagnostic;
}

/// A no-op carries the same text twice.
bool same_text(const plan::ResourceChange& change) {
  const Value& before = change.before.get("container_definitions");
  const Value& after = change.after.get("container_definitions");
  return before.is_string() && after.is_string() && before.as_string() == after.as_string();
}

}  // namespace

Diagnostics check_input(const plan::Plan& plan) {
  Diagnostics diagnostics;
  for (const plan::ResourceChange& change : plan.changes) {
    if (change.type != "aws_ecs_task_definition" || change.mode != plan::Mode::kManaged || !change.deposed.empty()) {
      continue;
    }
    if (change.has_after) {
      const lang::Outcome after = containers(change.after);
      if (!after.ok()) diagnostics.push_back(malformed(change, after.failure()));
    }
    if (!change.has_before || same_text(change)) continue;
    const lang::Outcome before = containers(change.before);
    if (before.ok()) continue;
    // What is deployed is what it is: without it, only `introduced` and `existing` cannot be told apart.
    Diagnostic warning = malformed(change, before.failure());
    warning.level = DiagnosticLevel::kWarning;
    warning.detail = "Before this change: " + warning.detail;
    diagnostics.push_back(std::move(warning));
  }
  return diagnostics;
}

}  // namespace plimsoll::ecs
