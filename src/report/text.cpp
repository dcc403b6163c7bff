// Findings for a terminal, grouped by resource, worst first; the summary is the last line.
#include "plimsoll/base/text.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "escape.h"
#include "layout.h"
#include "phrases.h"
#include "plimsoll/report/report.h"
#include "utf8.h"

namespace plimsoll::report {
namespace {

constexpr std::size_t kDetailIndent = 6;
constexpr std::size_t kNarrowest = 40;      // columns left for text, however narrow the terminal is
constexpr std::size_t kShortFixLines = 20;  // longer ones are shown in full with --verbose

struct Group {
  std::string_view address = {};
  std::vector<const Finding*> findings = {};
};

// Resources in the order of their worst finding; what is not a problem (resolved, passing, waived) comes last.
std::vector<Group> group_by_resource(const std::vector<const Finding*>& findings) {
  std::vector<Group> groups;
  std::unordered_map<std::string_view, std::size_t> positions;
  for (const bool problems : {true, false}) {
    for (const Finding* finding : findings) {
      if (is_open(*finding) != problems) continue;
      const auto [position, is_new] = positions.emplace(finding->address, groups.size());
      if (is_new) groups.push_back({.address = finding->address});
      groups[position->second].findings.push_back(finding);
    }
  }
  return groups;
}

struct Page {
  std::string out = {};
  const Options& options;
  ControlIndex controls = {};
  std::size_t control_width = 0;
  std::unordered_set<std::string_view> notes = {};  // said about this resource already
};

void put_wrapped(Page& page, std::size_t indent, std::string_view label, std::string_view text, Style style) {
  const std::size_t left = indent + display_width(label);
  const std::size_t width = std::max(page.options.width, left + kNarrowest) - left;
  bool is_first = true;
  for (const std::string& line : wrap(text, width)) {
    page.out.append(indent, ' ');
    page.out += is_first ? std::string(label) : std::string(left - indent, ' ');
    page.out += paint(line, style, page.options.color) + "\n";
    is_first = false;
  }
}

void put_detail(Page& page, std::string_view label, std::string_view text, Style style = Style::kPlain) {
  if (!text.empty()) put_wrapped(page, kDetailIndent, label, printable(text), style);
}

std::string_view verdict_word(const Finding& finding) {
  if (is_waived(finding)) return "waived";
  if (finding.change == Change::kResolved) return "resolved";
  return finding.verdict == Verdict::kNotApplicable ? "n/a" : name(finding.verdict);
}

std::string_view change_word(const Finding& finding) {
  if (finding.change == Change::kIntroduced) return "new";
  return finding.change == Change::kExisting ? "existing" : "";
}

Style verdict_style(const Finding& finding) {
  if (is_open(finding)) return finding.verdict == Verdict::kFail ? Style::kBoldRed : Style::kYellow;
  return is_waived(finding) ? Style::kDim : Style::kGreen;
}

void put_title(Page& page, const Finding& finding) {
  const bool color = page.options.color;
  const Style severity = is_open(finding) ? severity_style(finding.severity) : Style::kDim;
  page.out += "  " + paint(pad(verdict_word(finding), 8), verdict_style(finding), color);
  page.out += "  " + paint(pad(name(finding.severity), 8), severity, color);
  page.out += "  " + paint(pad(printable(finding.control), page.control_width), Style::kBold, color);
  page.out += "  " + pad(change_word(finding), 8);
  page.out += "  " + printable(subject_label(finding)) + "\n";
}

void put_hcl(Page& page, const std::string& hcl) {
  if (hcl.empty()) return;
  const std::vector<std::string> lines = split(printable_code(hcl), '\n');
  const bool is_cut = !page.options.verbose && lines.size() > kShortFixLines;
  const std::size_t count = is_cut ? kShortFixLines - 1 : lines.size();
  const std::string indent(kDetailIndent + 4, ' ');
  for (std::size_t i = 0; i < count; ++i)
    page.out += indent + paint(lines[i], Style::kGreen, page.options.color) + "\n";
  if (is_cut) page.out += indent + "... " + plural(lines.size() - count, "more line") + " (--verbose shows all)\n";
}

void put_fix(Page& page, const Fix& fix) {
  const std::string review = fix.applicability == Applicability::kReview   ? " (review the result)"
                             : fix.applicability == Applicability::kManual ? " (advice)"
                                                                           : "";
  put_detail(page, "fix: ", fix.summary + review);
  put_hcl(page, fix.hcl);
  for (const std::string& note : fix.notes) {
    if (page.notes.insert(note).second || page.options.verbose) put_detail(page, "note: ", note, Style::kDim);
  }
}

std::string file_and_line(const Location& location) {
  return location.file + ":" + std::to_string(location.start.line) + ":" + std::to_string(location.start.column);
}

std::string place(const Finding& finding) {
  if (!finding.location) return finding.path;
  const std::string file = file_and_line(*finding.location);
  return finding.path.empty() ? file : finding.path + " (" + file + ")";
}

void put_control(Page& page, const Finding& finding, const Control& control) {
  put_detail(page, "title: ", control.title);
  put_detail(page, "why: ", control.description);
  for (const auto& [framework, requirements] : control.frameworks) {
    put_detail(page, framework + ": ", join(requirements, ", "));
  }
  put_detail(page, "help: ", control.help_uri);
  put_detail(page, "fingerprint: ", finding.fingerprint);
}

// References that the message names need no line of their own.
bool names_causes(const std::string& message, const Finding& finding) {
  return std::ranges::all_of(finding.unknown_because,
                             [&](const std::string& cause) { return message.find(cause) != std::string::npos; });
}

// One unknown value leaves many controls undecided: then the reason is said once, below all of them.
bool same_reason(const Finding& a, const Finding& b) {
  return a.verdict == Verdict::kUnknown && b.verdict == Verdict::kUnknown && is_open(a) && is_open(b) && !a.fix &&
         !b.fix && !a.subject && !b.subject && a.message == b.message && a.info == b.info &&
         a.unknown_because == b.unknown_because;
}

void put_finding(Page& page, const Finding& finding) {
  const Control* control = find_control(page.controls, finding.control);
  const std::string message = headline(finding, control);
  put_title(page, finding);
  put_detail(page, "", message);
  if (!finding.info.empty()) put_detail(page, "", finding.info);
  put_detail(page, "at ", place(finding), Style::kDim);
  for (const RelatedLocation& related : finding.related) {
    put_detail(page, "see ", file_and_line(related.location) + ": " + related.message, Style::kDim);
  }
  if (!names_causes(message, finding)) {
    put_detail(page, "known after apply: ", join(finding.unknown_because, ", "), Style::kYellow);
  }
  if (is_waived(finding)) put_detail(page, "waived: ", waiver_label(*finding.waiver));
  if (is_open(finding) && finding.fix) put_fix(page, *finding.fix);
  if (page.options.verbose && control != nullptr) put_control(page, finding, *control);
}

void put_findings(Page& page, const PlanReport& plan) {
  const std::vector<const Finding*> findings = shown(plan, page.options);
  page.control_width = 0;
  for (const Finding* finding : findings) {
    page.control_width = std::max(page.control_width, display_width(printable(finding->control)));
  }
  for (const Group& group : group_by_resource(findings)) {
    page.out += paint(printable(group.address), Style::kBold, page.options.color) + "\n";
    page.notes.clear();
    for (std::size_t i = 0; i < group.findings.size(); ++i) {
      const bool shares = !page.options.verbose && i + 1 < group.findings.size() &&
                          same_reason(*group.findings[i], *group.findings[i + 1]);
      shares ? put_title(page, *group.findings[i]) : put_finding(page, *group.findings[i]);
    }
    page.out += "\n";
  }
}

struct Count {
  std::size_t count = 0;
  std::string_view word = {};
};

std::string tell(std::initializer_list<Count> counts) {
  std::vector<std::string> parts;
  for (const Count& part : counts) {
    if (part.count > 0) parts.push_back(std::to_string(part.count) + " " + std::string(part.word));
  }
  return join(parts, ", ");
}

std::string tell_problems(const Summary& summary) {
  return tell({{summary.fail, "fail"}, {summary.unknown, "unknown"}}) + " (" + severity_counts(summary) + ")";
}

std::string tell_changes(const Summary& summary) {
  return tell({{summary.introduced, "introduced"}, {summary.existing, "existing"}, {summary.resolved, "resolved"}});
}

std::string tell_rest(const Summary& summary) {
  return tell({{summary.pass, "pass"}, {summary.not_applicable, "not applicable"}, {summary.waived, "waived"}});
}

struct Scope {
  Summary summary = {};
  std::size_t resources = 0;
  std::size_t controls = 0;
  bool is_partial = false;
};

// One line, and never a reassuring one for a plan that shows only a part.
std::string summary_line(const Scope& scope) {
  const Summary& summary = scope.summary;
  const bool has_problems = summary.fail + summary.unknown > 0;
  const bool has_counts = has_problems || summary.pass + summary.not_applicable + summary.waived + summary.resolved > 0;
  if (scope.resources == 0 && !has_counts) {
    return scope.is_partial ? "No ECS resources in the part that this plan shows: nothing was judged"
                            : "No ECS resources: nothing was judged";
  }
  if (scope.controls == 0 && !has_counts) return "No control is in force: nothing was judged";
  std::string head = tell_problems(summary);
  if (!has_problems && scope.resources == 0 && !scope.is_partial) {
    head = "No ECS resources left to judge";
  } else if (!has_problems) {
    head = std::string(scope.is_partial ? "No problems in the part that this plan shows" : "No problems found") +
           " in " + plural(scope.resources, "ECS resource") + " judged against " + plural(scope.controls, "control");
  }
  std::vector<std::string> parts = {head};
  for (std::string& part : std::array{tell_changes(summary), tell_rest(summary)}) {
    if (!part.empty()) parts.push_back(std::move(part));
  }
  if (has_problems && scope.is_partial) parts.emplace_back("the plan shows only a part");
  return join(parts, "; ");
}

Style summary_style(const Scope& scope) {
  if (scope.summary.fail > 0) return Style::kBoldRed;
  return scope.summary.unknown > 0 || scope.is_partial || scope.resources * scope.controls == 0 ? Style::kYellow
                                                                                                : Style::kGreen;
}

void put_summary(Page& page, std::string_view prefix, const Scope& scope) {
  page.out += printable(prefix) + paint(summary_line(scope), summary_style(scope), page.options.color) + "\n";
}

void put_heading(Page& page, const PlanReport& plan) {
  std::string made_by = plan.kind;
  if (!plan.terraform_version.empty())
    made_by += (made_by.empty() ? "" : ", ") + ("Terraform " + plan.terraform_version);
  page.out += paint(printable("== " + plan.path), Style::kBold, page.options.color);
  page.out += paint(made_by.empty() ? "" : printable(" (" + made_by + ")"), Style::kDim, page.options.color) + "\n\n";
}

void put_plan(Page& page, const PlanReport& plan, bool is_one_of_many) {
  const bool fails = std::ranges::any_of(plan.findings, [&](const Finding& f) { return counts(f, page.options); });
  const bool is_short = page.options.quiet && !fails;
  if (is_one_of_many && !is_short) put_heading(page, plan);
  if (!is_short) put_findings(page, plan);
  for (const std::string& caveat : caveats(plan)) put_wrapped(page, 0, "note: ", printable(caveat), Style::kYellow);
}

}  // namespace

std::string write_text(const Report& report, const Options& options) {
  Page page{.options = options, .controls = index_controls(report)};
  const std::size_t controls = controls_in_force(report);
  const bool is_many = report.plans.size() > 1;
  Scope all{.summary = total(report), .resources = resources_judged(report), .controls = controls};
  for (const PlanReport& plan : report.plans) {
    put_plan(page, plan, is_many);
    all.is_partial = all.is_partial || is_partial(plan);
    if (!is_many) continue;
    const Scope scope{.summary = summarize(plan),
                      .resources = plan.resources_judged,
                      .controls = controls,
                      .is_partial = is_partial(plan)};
    put_summary(page, plan.path + ": ", scope);
    if (!options.quiet) page.out += "\n";
  }
  put_summary(page, is_many ? plural(report.plans.size(), "plan") + ": " : "", all);
  return finish_lines(page.out);
}

}  // namespace plimsoll::report
