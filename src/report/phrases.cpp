#include "phrases.h"

#include <algorithm>
#include <numeric>

#include "plimsoll/base/text.h"

namespace plimsoll::report {

std::string plural(std::size_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " " + std::string(noun);
  if (count != 1) text += 's';
  return text;
}

std::string severity_counts(const Summary& summary) {
  std::vector<std::string> parts;
  for (const Severity severity : kSeverities) {
    const auto count = summary.severity.find(severity);
    if (count == summary.severity.end() || count->second == 0) continue;
    parts.push_back(std::to_string(count->second) + " " + std::string(name(severity)));
  }
  return join(parts, ", ");
}

Summary total(const Report& report) {
  Summary sum;
  for (const PlanReport& plan : report.plans) {
    const Summary one = summarize(plan);
    sum.fail += one.fail;
    sum.unknown += one.unknown;
    sum.pass += one.pass;
    sum.not_applicable += one.not_applicable;
    sum.waived += one.waived;
    sum.introduced += one.introduced;
    sum.existing += one.existing;
    sum.resolved += one.resolved;
    for (const auto& [severity, count] : one.severity) sum.severity[severity] += count;
  }
  return sum;
}

std::size_t resources_judged(const Report& report) {
  return std::accumulate(report.plans.begin(), report.plans.end(), std::size_t{0},
                         [](std::size_t sum, const PlanReport& plan) { return sum + plan.resources_judged; });
}

std::size_t controls_in_force(const Report& report) {
  return static_cast<std::size_t>(std::ranges::count_if(report.controls, &Control::enabled));
}

std::vector<std::string> caveats(const PlanReport& plan) {
  std::vector<std::string> sentences = plan.notes;
  // The notes say why a plan is partial; that it is must be said even without them.
  if (plan.errored && plan.notes.empty()) {
    sentences.emplace_back("The plan ended in an error: it is reported as far as it goes.");
  }
  if (!plan.complete && plan.notes.empty()) {
    sentences.emplace_back(
        "The plan is not complete (-target or deferred changes): what it leaves out was not judged.");
  }
  if (plan.destroys_everything) {
    sentences.emplace_back("The plan destroys everything: there is nothing left to judge.");
  }
  return sentences;
}

bool is_partial(const PlanReport& plan) {
  return plan.errored || !plan.complete;
}

namespace {

bool is_problem(const Finding& finding) {
  const bool is_bad = finding.verdict == Verdict::kFail || finding.verdict == Verdict::kUnknown;
  return is_bad && finding.change != Change::kResolved;
}

}  // namespace

bool is_waived(const Finding& finding) {
  return is_problem(finding) && finding.waiver.has_value();
}

bool is_open(const Finding& finding) {
  return is_problem(finding) && !finding.waiver.has_value();
}

std::string subject_label(const Finding& finding) {
  if (!finding.subject) return {};
  return finding.subject->kind + " \"" + finding.subject->name + "\"";
}

std::string waiver_label(const Waiver& waiver) {
  std::vector<std::string> details;
  if (!waiver.owner.empty()) details.push_back(waiver.owner);
  if (!waiver.expires.empty()) details.push_back("until " + waiver.expires);
  std::vector<std::string> parts;
  if (!waiver.reason.empty()) parts.push_back(waiver.reason);
  if (!details.empty()) parts.push_back("(" + join(details, ", ") + ")");
  return join(parts, " ");
}

ControlIndex index_controls(const Report& report) {
  ControlIndex index;
  for (const Control& control : report.controls) index.emplace(control.id, &control);
  return index;
}

const Control* find_control(const ControlIndex& index, std::string_view id) {
  const auto found = index.find(id);
  return found != index.end() ? found->second : nullptr;
}

std::string headline(const Finding& finding, const Control* control) {
  if (!finding.message.empty()) return finding.message;
  if (control != nullptr && !control->title.empty()) return control->title;
  return finding.control;
}

}  // namespace plimsoll::report
