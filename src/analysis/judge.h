// Judging the resources of a plan: every active policy on the values after the change and, where there are any, on
// those before it. Internal to the analysis module.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plimsoll/analysis/analysis.h"
#include "plimsoll/lang/functions.h"
#include "plimsoll/plan/plan.h"
#include "plimsoll/plan/read.h"
#include "plimsoll/policy/evaluate.h"

namespace plimsoll::analysis {

/// How to read a plan that policies judge: values for the types that they name and those that ECS knowledge joins with.
plan::ReadOptions judged_types(const SelectedPolicies& policies);

/// How to read a plan that a source is evaluated with: every type, nothing folded in, data sources.
plan::ReadOptions evaluated_types();

/// A policy that runs, with the control it reports under.
struct ActivePolicy {
  const policy::Policy* policy = nullptr;
  const Control* control = nullptr;
};

/// The enabled policies of every kind; `policies` must outlive the result.
std::vector<ActivePolicy> active_policies(const SelectedPolicies& policies);

/// One judgement and the control it belongs to.
struct Judged {
  const ActivePolicy* by = nullptr;
  policy::Judgement judgement = {};
};

/// Everything said about one resource change.
struct ResourceJudgement {
  std::vector<Judged> after = {};
  std::vector<Judged> before = {};
  bool before_is_after = false;  // a no-op: what holds now held before
  Diagnostics errors = {};
  Diagnostics warnings = {};
  bool malformed = false;
};

/// What all subjects of a plan are judged with.
struct Tools {
  const lang::FunctionTable& functions;
  policy::SharedLocals& locals;
  const std::string& timestamp;  // plan::Plan::timestamp
};

/// Judges change number `index` of the plan. Thread-safe.
ResourceJudgement judge(const plan::Plan& plan, std::size_t index, const std::vector<const ActivePolicy*>& policies,
                        const Tools& tools);

/// Judges a provider configuration or a module call. Of these a plan has one side only, which counts as "after".
ResourceJudgement judge_configured(const policy::PolicySubject& subject, const std::string& address,
                                   const std::vector<const ActivePolicy*>& policies, const Tools& tools);

/// The findings of one change, and how many more hold or do not apply but are not listed.
struct ChangeFindings {
  std::vector<Finding> findings = {};
  std::size_t unlisted_pass = 0;
  std::size_t unlisted_not_applicable = 0;
};

/// Verdicts merged per control and subject, with what the change does to them.
ChangeFindings findings_of(const plan::ResourceChange& change, ResourceJudgement judgement,
                           const CheckOptions& options);

}  // namespace plimsoll::analysis
