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

// Leaves the result where the evaluator looks for what ecs::containers(attrs) gave before.
lang::Outcome decode(const Value& attrs, const lang::FunctionTable& functions, lang::Memo::Entry key,
                     lang::Memo& memo) {
  lang::Outcome result = containers(attrs);
  key.function = functions.find("ecs::containers");
  key.argument = attrs;
  key.result = result;
  memo.entries.push_back(std::move(key));
  return result;
}

}  // namespace

Diagnostics check_input(const plan::ResourceChange& change, std::size_t subject, const lang::FunctionTable& functions,
                        lang::Memo& after, lang::Memo& before) {
  Diagnostics diagnostics;
  if (change.type != "aws_ecs_task_definition" || change.mode != plan::Mode::kManaged || !change.deposed.empty()) {
    return diagnostics;
  }
  if (change.has_after) {
    const lang::Outcome decoded = decode(change.after, functions, {.subject = subject}, after);
    if (!decoded.ok()) diagnostics.push_back(malformed(change, decoded.failure()));
  }
  if (!change.has_before || same_text(change)) return diagnostics;
  const lang::Outcome decoded = decode(change.before, functions, {.subject = subject, .prior = true}, before);
  if (decoded.ok()) return diagnostics;
  // What is deployed is what it is: without it, only `introduced` and `existing` cannot be told apart.
  Diagnostic warning = malformed(change, decoded.failure());
  warning.level = DiagnosticLevel::kWarning;
  warning.detail = "Before this change: " + warning.detail;
  diagnostics.push_back(std::move(warning));
  return diagnostics;
}

}  // namespace plimsoll::ecs
