#include <algorithm>
#include <atomic>
#include <map>
#include <thread>
#include <tuple>
#include <unordered_map>

#include "functions.h"
#include "judge.h"
#include "plimsoll/analysis/analysis.h"
#include "plimsoll/base/text.h"
#include "plimsoll/ecs/ecs.h"
#include "plimsoll/plan/read.h"
#include "source_view.h"
#include "subjects.h"

namespace plimsoll::analysis {
namespace {

std::string_view kind_name(plan::DocumentKind kind) {
  switch (kind) {
    case plan::DocumentKind::kPlan:
      return "plan";
    case plan::DocumentKind::kState:
      return "state";
    case plan::DocumentKind::kTaskDefinition:
      return "task-definition";
  }
  return "plan";
}

using PoliciesByType = std::unordered_map<std::string_view, std::vector<const ActivePolicy*>>;

PoliciesByType policies_by_type(const plan::Plan& plan, const std::vector<ActivePolicy>& active) {
  PoliciesByType by_type;
  for (const plan::ResourceChange& change : plan.changes) {
    const auto [entry, added] = by_type.try_emplace(change.type);
    if (!added) continue;
    for (const ActivePolicy& policy : active) {
      const bool is_about_resources = policy.policy->kind == policy::PolicyKind::kResource;
      if (is_about_resources && glob_match(policy.policy->type, change.type)) entry->second.push_back(&policy);
    }
  }
  return by_type;
}

// Everything said about one change; empty for the many resources that no policy looks at.
struct ChangeResult {
  ChangeFindings found = {};
  Diagnostics errors = {};
  Diagnostics warnings = {};
  bool malformed = false;
  bool judged = false;
};

ChangeResult judge_change(const plan::Plan& plan, std::size_t index, const PoliciesByType& policies, const Tools& tools,
                          const CheckOptions& options) {
  const plan::ResourceChange& change = plan.changes[index];
  const std::vector<const ActivePolicy*>& applicable = policies.at(change.type);
  if (applicable.empty() && !ecs::is_ecs_type(change.type)) return {};
  ResourceJudgement judgement = judge(plan, index, applicable, tools);
  ChangeResult result{.errors = std::move(judgement.errors),
                      .warnings = std::move(judgement.warnings),
                      .malformed = judgement.malformed,
                      .judged = change.is_judged() && !applicable.empty()};
  if (!result.malformed) result.found = findings_of(change, std::move(judgement), options);
  return result;
}

std::size_t thread_count(const CheckOptions& options, std::size_t changes) {
  constexpr std::size_t kChangesPerThread = 500;  // below that, starting a thread costs more than it saves
  constexpr std::size_t kMostThreads = 8;
  if (options.threads != 0) return options.threads;
  const std::size_t machine = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  return std::clamp<std::size_t>(changes / kChangesPerThread, 1, std::min(machine, kMostThreads));
}

// Judges every change, on several threads for large plans. Results stand in the order of the plan, whatever ran when.
std::vector<ChangeResult> judge_all(const plan::Plan& plan, const PoliciesByType& policies, const Tools& tools,
                                    const CheckOptions& options) {
  std::vector<ChangeResult> results(plan.changes.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    constexpr std::size_t kBatch = 64;
    for (std::size_t begin = next.fetch_add(kBatch); begin < results.size(); begin = next.fetch_add(kBatch)) {
      const std::size_t end = std::min(begin + kBatch, results.size());
      for (std::size_t i = begin; i < end; ++i) results[i] = judge_change(plan, i, policies, tools, options);
    }
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < thread_count(options, results.size()); ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  return results;
}

bool changes_nothing(const plan::Plan& plan) {
  return std::ranges::all_of(plan.changes, [](const plan::ResourceChange& change) {
    return change.mode != plan::Mode::kManaged || change.actions.no_op;
  });
}

// Provider configurations and module calls. A plan does not say what they were before it: what is wrong with them
// counts as introduced, unless the plan changes nothing at all.
std::vector<ChangeResult> judge_configuration(const plan::Plan& plan, const std::vector<ActivePolicy>& active,
                                              const Tools& tools, const CheckOptions& options) {
  std::vector<ChangeResult> results;
  const bool is_old = changes_nothing(plan);
  for (const ConfiguredSubject& configured : configured_subjects(plan, active)) {
    std::vector<const ActivePolicy*> applicable;
    for (const ActivePolicy& policy : active) {
      if (policy::applies(*policy.policy, configured.subject)) applicable.push_back(&policy);
    }
    if (applicable.empty()) continue;
    ResourceJudgement judgement = judge_configured(configured.subject, configured.address, applicable, tools);
    judgement.before_is_after = is_old;
    ChangeResult result{
        .errors = std::move(judgement.errors), .warnings = std::move(judgement.warnings), .judged = true};
    result.found = findings_of({.address = configured.address}, std::move(judgement), options);
    results.push_back(std::move(result));
  }
  return results;
}

bool destroys_everything(const plan::Plan& plan) {
  bool any = false;
  for (const plan::ResourceChange& change : plan.changes) {
    if (change.mode != plan::Mode::kManaged) continue;
    if (change.has_after) return false;
    any = any || change.actions.remove;
  }
  return any;
}

std::vector<std::string> notes_of(const plan::Plan& plan) {
  std::vector<std::string> notes;
  if (plan.errored) notes.emplace_back("Terraform reported errors while planning: resources may be missing.");
  if (!plan.errored && !plan.complete) {
    notes.emplace_back("The plan is not complete: it leaves out resources (-target, or deferred changes).");
  }
  for (const std::string& address : plan.deferred_addresses) notes.push_back("Deferred, not judged: " + address);
  for (const std::string& address : plan.unseen_addresses)
    notes.push_back("Configured, but not in the plan: " + address);
  for (const plan::ResourceChange& change : plan.changes) {
    if (change.actions.forget && !change.has_after && ecs::is_ecs_type(change.type)) {
      notes.push_back("Forgotten, keeps running outside Terraform, not judged: " + change.address);
    }
  }
  return notes;
}

PlanReport report_of(const plan::Plan& plan, const std::string& path) {
  return {.path = path,
          .kind = std::string(kind_name(plan.kind)),
          .format_version = plan.format_version,
          .terraform_version = plan.terraform_version,
          .timestamp = plan.timestamp,
          .errored = plan.errored,
          .complete = plan.complete && plan.deferred_addresses.empty(),
          .destroys_everything = destroys_everything(plan),
          .notes = notes_of(plan)};
}

// A finding is large: sort pointers and move each finding once.
void sort_findings(std::vector<Finding>& findings) {
  std::vector<Finding*> order;
  order.reserve(findings.size());
  for (Finding& finding : findings) order.push_back(&finding);
  std::ranges::stable_sort(order, [](const Finding* a, const Finding* b) { return finding_less(*a, *b); });
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  for (Finding* finding : order) sorted.push_back(std::move(*finding));
  findings = std::move(sorted);
}

template <typename T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// What is said about single resources. One mistake in a policy shows at every resource: it is said once, with the first
// of them and how many there are.
class Remarks {
 public:
  explicit Remarks(std::string plan) : plan_(std::move(plan)) {}

  void add(Diagnostics&& diagnostics) {
    for (Diagnostic& diagnostic : diagnostics) {
      const auto [entry, added] = positions_.try_emplace(key_of(diagnostic), all_.size());
      if (added) {
        all_.push_back({.diagnostic = std::move(diagnostic)});
      } else {
        ++all_[entry->second].others;
      }
    }
  }

  Diagnostics take() && {
    Diagnostics result;
    for (Remark& remark : all_) {
      std::string& where = remark.diagnostic.where;
      where = where.empty() ? plan_ : plan_ + ": " + where;
      if (remark.others == 1) where += " and 1 more resource";
      if (remark.others > 1) where += " and " + std::to_string(remark.others) + " more resources";
      result.push_back(std::move(remark.diagnostic));
    }
    return result;
  }

 private:
  using Key = std::tuple<DiagnosticLevel, const SourceFile*, std::uint32_t, std::string, std::string, std::string>;
  struct Remark {
    Diagnostic diagnostic = {};
    std::size_t others = 0;
  };

  // Without a place in a policy it is the resource that something is wrong with.
  static Key key_of(const Diagnostic& d) {
    return {d.level, d.range.file.get(), d.range.bytes.begin, d.summary, d.detail, d.range ? std::string() : d.where};
  }

  std::string plan_;
  std::vector<Remark> all_ = {};
  std::map<Key, std::size_t> positions_ = {};
};

// A state, and a plan cut down to its changes, say nothing about providers and modules.
void note_unseen_configuration(PlanReport& report, const plan::Plan& plan, const std::vector<ActivePolicy>& active) {
  const bool wanted = std::ranges::any_of(
      active, [](const ActivePolicy& a) { return a.policy->kind != policy::PolicyKind::kResource; });
  if (!wanted || plan.has_configuration) return;
  report.notes.emplace_back("No configuration in this input: provider and module policies were not judged.");
}

// Most of what is unknown in a plan stands as a literal in its source.
void note_missing_source(PlanReport& report, const plan::Plan& plan, const SourceView& source) {
  const bool undecided = std::ranges::any_of(report.findings, [](const Finding& finding) {
    return finding.verdict == Verdict::kUnknown && !finding.unknown_because.empty();
  });
  if (!undecided || !source.lacks_source(plan)) return;
  report.notes.emplace_back(
      "No Terraform source of this plan was found, which may decide what the plan does not know: run plimsoll in the "
      "directory of the root module, or name it with --source.");
}

// A report that lacks verdicts must say so wherever it is read, standard error or not.
void mark_incomplete(Checked& checked, std::size_t resources) {
  if (resources == 0) return;
  checked.incomplete = "a policy could not be evaluated";
  checked.report.complete = false;
  checked.report.notes.push_back("A policy could not be evaluated: verdicts are missing for " +
                                 std::to_string(resources) + (resources == 1 ? " resource." : " resources."));
}

}  // namespace

Result<Checked> check(PlanInput input, const SelectedPolicies& policies, const CheckOptions& options) {
  // A copy of the bytes' handle: source may be evaluated with more of the plan than policies need.
  SourceView source(options.source.files == nullptr ? PlanInput{} : input, options.source);
  Result<plan::Plan> read = plan::read(std::move(input.bytes), input.name, judged_types(policies));
  if (!read) return std::move(read).errors();
  plan::Plan& plan = *read;
  if (Result<Done> seen = source.see_through(plan); !seen) return std::move(seen).errors();
  const lang::FunctionTable functions = function_table(plan);
  policy::SharedLocals locals;
  const Tools tools{.functions = functions, .locals = locals, .timestamp = plan.timestamp};
  const std::vector<ActivePolicy> active = active_policies(policies);
  const PoliciesByType by_type = policies_by_type(plan, active);

  Checked checked{.report = report_of(plan, input.name)};
  PlanReport& report = checked.report;
  Remarks malformed(input.name);
  Remarks remarks(input.name);
  bool is_malformed = false;
  std::size_t failed = 0;
  std::vector<ChangeResult> results = judge_all(plan, by_type, tools, options);
  append(results, judge_configuration(plan, active, tools, options));
  for (ChangeResult& result : results) {
    is_malformed = is_malformed || result.malformed;
    failed += result.errors.empty() ? 0 : 1;
    (result.malformed ? malformed : remarks).add(std::move(result.errors));
    remarks.add(std::move(result.warnings));
    report.resources_judged += result.judged ? 1 : 0;
    report.unlisted_pass += result.found.unlisted_pass;
    report.unlisted_not_applicable += result.found.unlisted_not_applicable;
    append(report.findings, std::move(result.found.findings));
  }
  if (is_malformed) return std::move(malformed).take();
  if (Result<Done> placed = source.locate(plan, report.findings); !placed) return std::move(placed).errors();
  checked.diagnostics = plan.warnings;
  append(checked.diagnostics, std::move(remarks).take());
  sort_findings(report.findings);
  note_unseen_configuration(report, plan, active);
  note_missing_source(report, plan, source);
  mark_incomplete(checked, failed);
  if (plan.errored) checked.incomplete = "the plan itself reports errors";
  return checked;
}

}  // namespace plimsoll::analysis
