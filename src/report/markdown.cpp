// A pull-request comment: hidden marker, verdict, one row per finding, fixes folded away. Rows and fixes are added
// while they fit, each as a whole, so that no table, fence or fold is ever cut open.
#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "escape.h"
#include "json_writer.h"
#include "phrases.h"
#include "plimsoll/base/text.h"
#include "plimsoll/report/report.h"

namespace plimsoll::report {
namespace {

constexpr std::size_t kLimit = 60'000;       // bytes; GitHub refuses 65,536 characters
constexpr std::size_t kRowsLimit = 42'000;   // for tables, so that many findings leave room for the first fixes
constexpr std::size_t kNoticeSize = 250;     // what the notice about a cut takes at most
constexpr std::size_t kNameLimit = 300;      // bytes of one untrusted name, before escaping
constexpr std::size_t kSentenceLimit = 600;  // bytes of one message or note
constexpr std::size_t kHclLimit = 6000;      // a longer fix is for a file, not for a comment
constexpr std::size_t kMostNotes = 10;

std::string code(std::string_view name) {
  return markdown_code(shorten(name, kNameLimit));
}

std::string sentence(std::string_view text) {
  return escape_markdown(shorten(text, kSentenceLimit));
}

enum class Part : std::uint8_t { kNew, kExisting, kResolved, kOther, kFixes };

// A table or the list of fixes of one plan. `body` grows while there is room.
struct Section {
  const PlanReport* plan = nullptr;
  Part part = Part::kNew;
  std::vector<const Finding*> findings = {};
  std::string body = {};
};

std::string_view severity_icon(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return "🟥";
    case Severity::kHigh:
      return "🟧";
    case Severity::kMedium:
      return "🟨";
    case Severity::kLow:
      return "🟦";
    case Severity::kInfo:
      return "⬜";
  }
  return "";
}

std::string verdict_cell(const Finding& finding) {
  const std::string severity(name(finding.severity));
  if (finding.change == Change::kResolved) return "✅ resolved";
  if (is_waived(finding)) return "➖ waived";
  switch (finding.verdict) {
    case Verdict::kFail:
      return std::string(severity_icon(finding.severity)) + " " + severity;
    case Verdict::kUnknown:
      return "❔ " + severity + ", unknown";
    case Verdict::kPass:
      return "✅ pass";
    case Verdict::kNotApplicable:
      return "➖ not applicable";
  }
  return "";
}

std::string control_cell(const std::string& id, const Control* control) {
  const std::string target = control != nullptr ? markdown_link_target(control->help_uri) : "";
  const std::string label = escape_markdown(shorten(id, kNameLimit));
  return target.empty() || target.size() > kSentenceLimit ? label : "[" + label + "](" + target + ")";
}

std::string subject_cell(const Finding& finding) {
  if (!finding.subject) return "";
  const std::string name = code(finding.subject->name);
  return finding.subject->kind == "container" ? name : escape_markdown(finding.subject->kind) + " " + name;
}

std::string why_cell(const Finding& finding, const Control* control) {
  constexpr std::size_t kMostReferences = 5;
  std::string text = sentence(headline(finding, control));
  const std::size_t count = finding.unknown_because.size();
  for (std::size_t i = 0; i < std::min(count, kMostReferences); ++i) {
    text += (i == 0 ? " Known after apply: " : ", ") + code(finding.unknown_because[i]);
  }
  if (count > kMostReferences) text += " and " + std::to_string(count - kMostReferences) + " more";
  if (is_waived(finding)) text += " Waived: " + sentence(waiver_label(*finding.waiver));
  return text;
}

std::string row(const Finding& finding, const Control* control) {
  return "| " + verdict_cell(finding) + " | " + control_cell(finding.control, control) + " | " + code(finding.address) +
         " | " + subject_cell(finding) + " | " + why_cell(finding, control) + " |\n";
}

std::string fix_title(const Finding& finding) {
  std::string title = "Fix " + code(finding.control) + " in " + code(finding.address);
  if (finding.subject) title += ", " + escape_markdown(finding.subject->kind) + " " + code(finding.subject->name);
  if (finding.location) {
    title += " (" + code(finding.location->file + ":" + std::to_string(finding.location->start.line)) + ")";
  }
  return title;
}

std::string fix_item(const Finding& finding) {
  const Fix& fix = *finding.fix;
  std::string text = "<details><summary>" + fix_title(finding) + "</summary>\n\n" + sentence(fix.summary) + "\n\n";
  if (fix.hcl.size() > kHclLimit) {
    text += "The change is too long for a comment; the other formats show it.\n\n";
  } else if (!fix.hcl.empty()) {
    text += markdown_fence(fix.hcl, "hcl") + "\n";
  }
  for (std::size_t i = 0; i < std::min(fix.notes.size(), kMostNotes); ++i) text += "- " + sentence(fix.notes[i]) + "\n";
  return text + (fix.notes.empty() ? "" : "\n") + "</details>\n";
}

std::string fold(const std::string& title) {
  return "<details><summary>" + title + "</summary>\n\n";
}

constexpr std::string_view kTableHead = "| Severity | Control | Resource | Subject | Why |\n|:--|:--|:--|:--|:--|\n";

std::string section_open(const Section& section) {
  const std::size_t count = section.findings.size();
  switch (section.part) {
    case Part::kNew:
      return std::string(kTableHead);
    case Part::kExisting:
      return fold(plural(count, "finding") + " that this plan does not change") + std::string(kTableHead);
    case Part::kResolved:
      return fold(plural(count, "finding") + " that this plan resolves") + std::string(kTableHead);
    case Part::kOther:
      return fold(std::to_string(count) + " passing, not applicable or waived") + std::string(kTableHead);
    case Part::kFixes:
      return "";
  }
  return "";
}

std::string section_close(const Section& section) {
  const bool is_folded = section.part != Part::kNew && section.part != Part::kFixes;
  return is_folded ? "\n</details>\n\n" : "\n";
}

Part part_of(const Finding& finding) {
  if (finding.change == Change::kResolved) return Part::kResolved;
  if (!is_open(finding)) return Part::kOther;
  return finding.change == Change::kExisting ? Part::kExisting : Part::kNew;
}

void add_sections(std::vector<Section>& sections, const PlanReport& plan, const Options& options) {
  std::array<Section, 5> parts = {};
  for (std::size_t i = 0; i < parts.size(); ++i) parts[i] = {.plan = &plan, .part = static_cast<Part>(i)};
  for (const Finding* finding : shown(plan, options)) {
    parts[static_cast<std::size_t>(part_of(*finding))].findings.push_back(finding);
  }
  Section& fixes = parts.back();
  for (const Part part : {Part::kNew, Part::kExisting}) {
    for (const Finding* finding : parts[static_cast<std::size_t>(part)].findings) {
      if (finding->fix) fixes.findings.push_back(finding);
    }
  }
  for (Section& section : parts) {
    if (!section.findings.empty()) sections.push_back(std::move(section));
  }
}

std::string plan_heading(const PlanReport& plan) {
  return "#### " + code(plan.path) + "\n\n";
}

// The comment while it is put together: how much is spent, and how much was left out.
struct Budget {
  std::size_t spent = 0;
  std::size_t cut_rows = 0;
  std::size_t cut_fixes = 0;
  std::set<const PlanReport*> begun = {};
};

struct Comment {
  std::vector<Section> sections = {};
  ControlIndex controls = {};
  bool has_headings = false;
  Budget budget = {};
};

// What the first item of a section costs beside itself.
std::size_t opening_cost(const Comment& comment, const Section& section) {
  if (!section.body.empty()) return 0;
  const bool is_first = comment.has_headings && !comment.budget.begun.contains(section.plan);
  return section_open(section).size() + section_close(section).size() +
         (is_first ? plan_heading(*section.plan).size() : 0);
}

bool add_item(Comment& comment, Section& section, const std::string& item, std::size_t limit) {
  const std::size_t cost = item.size() + opening_cost(comment, section);
  if (comment.budget.spent + cost > limit) return false;
  comment.budget.spent += cost;
  comment.budget.begun.insert(section.plan);
  section.body += item;
  return true;
}

// Worst first: after the first row that does not fit, smaller ones behind it are not let through.
void fill_rows(Comment& comment, Part part, std::size_t limit) {
  for (Section& section : comment.sections) {
    if (section.part != part) continue;
    for (const Finding* finding : section.findings) {
      const bool is_full = comment.budget.cut_rows > 0;
      if (is_full ||
          !add_item(comment, section, row(*finding, find_control(comment.controls, finding->control)), limit)) {
        ++comment.budget.cut_rows;
      }
    }
  }
}

void fill_fixes(Comment& comment, std::size_t limit) {
  constexpr std::size_t kMostMisses = 10;  // shorter fixes behind a long one may still fit
  for (Section& section : comment.sections) {
    if (section.part != Part::kFixes) continue;
    for (const Finding* finding : section.findings) {
      const bool is_full = comment.budget.cut_fixes >= kMostMisses;
      if (is_full || !add_item(comment, section, fix_item(*finding), limit)) ++comment.budget.cut_fixes;
    }
  }
}

void fill(Comment& comment, std::size_t limit) {
  const bool has_fixes = std::ranges::any_of(comment.sections, [](const Section& s) { return s.part == Part::kFixes; });
  const std::size_t rows_limit = has_fixes ? std::min(limit, kRowsLimit) : limit;
  for (const Part part : {Part::kNew, Part::kExisting, Part::kResolved, Part::kOther}) {
    fill_rows(comment, part, rows_limit);
  }
  fill_fixes(comment, limit);
}

std::string sections_text(const Comment& comment) {
  std::string out;
  const PlanReport* plan = nullptr;
  for (const Section& section : comment.sections) {
    if (section.body.empty()) continue;
    if (comment.has_headings && section.plan != plan) out += plan_heading(*section.plan);
    plan = section.plan;
    out += section_open(section) + section.body + section_close(section);
  }
  return out;
}

std::string cut_notice(const Budget& budget) {
  if (budget.cut_rows == 0 && budget.cut_fixes == 0) return "";
  std::vector<std::string> parts;
  if (budget.cut_rows > 0) parts.push_back(plural(budget.cut_rows, "row"));
  if (budget.cut_fixes > 0)
    parts.push_back(budget.cut_fixes == 1 ? "1 fix" : std::to_string(budget.cut_fixes) + " fixes");
  return "⚠️ **" + join(parts, " and ") +
         " left out**, since a comment has a limit of size. The counts include them.\n\n";
}

std::string comment_key(const Report& report) {
  std::vector<std::string> paths;
  for (const PlanReport& plan : report.plans) paths.push_back(plan.path);
  return shorten(join(paths, ","), kNameLimit);
}

// JSON in an HTML comment, which "-->" would end.
std::string marker_key(const std::string& key) {
  std::string json, out;
  append_json_string(json, key);
  for (const char c : json) {
    if (c == '-') {
      out += "\\u002d";
    } else if (c == '>') {
      out += "\\u003e";
    } else {
      out += c;
    }
  }
  return out;
}

std::string findings_digest(const Report& report, const Options& options) {
  std::vector<std::string> fingerprints;
  for (const PlanReport& plan : report.plans) {
    for (const Finding* finding : shown(plan, options)) fingerprints.push_back(finding->fingerprint);
  }
  std::ranges::sort(fingerprints);
  return sha256_hex(join(fingerprints, "\n"));
}

// All of the marker but its last value, which is known only at the end.
std::string marker_begin(const Report& report, const Options& options) {
  return "<!-- plimsoll:v1 {\"key\":" + marker_key(comment_key(report)) + ",\"findings\":\"" +
         findings_digest(report, options) + "\",\"truncated\":";
}

std::string marker_end(bool is_cut) {
  return std::string(is_cut ? "true" : "false") + "} -->\n";
}

// What the comment shows, which options make less than what the plan has.
struct Verdicts {
  std::size_t shown = 0;
  std::size_t hidden = 0;
  bool counts = false;
  std::set<std::string_view> addresses = {};
  Summary summary = {};
};

Verdicts verdicts_of(const Report& report, const Options& options) {
  Verdicts verdicts;
  for (const PlanReport& plan : report.plans) {
    for (const Finding* finding : shown(plan, options)) {
      if (!is_open(*finding)) continue;
      ++verdicts.shown;
      ++verdicts.summary.severity[finding->severity];
      verdicts.addresses.insert(finding->address);
    }
    for (const Finding& finding : plan.findings) verdicts.counts = verdicts.counts || counts(finding, options);
  }
  // From the counts, since a saved result does not list what was hidden when it was written.
  const Summary all = total(report);
  const std::size_t wanted = options.only_introduced ? all.introduced : all.fail + all.unknown;
  verdicts.hidden = wanted - std::min(verdicts.shown, wanted);
  return verdicts;
}

std::string verdict_text(const Report& report, const Options& options) {
  const Verdicts verdicts = verdicts_of(report, options);
  const std::string icon = verdicts.counts ? "🔴" : "🟡";
  if (verdicts.shown > 0) {
    return icon + " ECS security: " + plural(verdicts.shown, "finding") + " in " +
           plural(verdicts.addresses.size(), "resource") + " (" + severity_counts(verdicts.summary) + ")";
  }
  if (verdicts.hidden > 0) {
    return icon + " ECS security: " + plural(verdicts.hidden, "finding") + " below the severity that is shown";
  }
  const std::string problems = options.only_introduced ? "no new problems" : "no problems";
  if (std::ranges::any_of(report.plans, is_partial)) {
    return "🟡 ECS security: " + problems + " in the part that the plan shows";
  }
  const std::size_t resources = resources_judged(report);
  if (resources == 0) return "⚪ ECS security: no ECS resources to judge";
  return "🟢 ECS security: " + problems + " found in " + plural(resources, "resource");
}

std::string title(const Report& report, const Options& options) {
  const std::string where =
      report.plans.size() == 1 ? code(report.plans.front().path) : plural(report.plans.size(), "plan");
  return "### " + verdict_text(report, options) + " — " + where + "\n\n";
}

std::string notes_text(const Report& report) {
  std::string out;
  std::size_t count = 0;
  for (const PlanReport& plan : report.plans) {
    for (const std::string& caveat : caveats(plan)) {
      if (++count > kMostNotes) continue;
      const std::string where = report.plans.size() > 1 ? code(plan.path) + ": " : "";
      out += "> ⚠️ " + where + sentence(caveat) + "\n>\n";
    }
  }
  if (count > kMostNotes) out += "> " + plural(count - kMostNotes, "more note") + " in the other formats.\n";
  return out.empty() ? out : out + "\n";
}

std::string footer(const Report& report) {
  const Summary summary = total(report);
  std::vector<std::string> parts;
  const auto add = [&parts](std::size_t count, std::string_view word) {
    if (count > 0) parts.push_back(std::to_string(count) + " " + std::string(word));
  };
  add(summary.introduced, "introduced");
  add(summary.existing, "existing");
  add(summary.resolved, "resolved");
  add(summary.waived, "waived");
  add(summary.unknown, "unknown until apply");
  add(summary.pass, "passed");
  parts.push_back("plimsoll " + escape_markdown(report.tool_version));
  return "<sub>" + join(parts, " · ") + "</sub>\n";
}

}  // namespace

std::string write_markdown(const Report& report, const Options& options) {
  Comment comment{.controls = index_controls(report), .has_headings = report.plans.size() > 1};
  for (const PlanReport& plan : report.plans) add_sections(comment.sections, plan, options);
  const std::string marker = marker_begin(report, options);
  const std::string head = title(report, options) + notes_text(report);
  const std::string foot = footer(report);
  const std::size_t fixed = marker.size() + marker_end(false).size() + head.size() + foot.size();
  fill(comment, kLimit - std::min(kLimit, fixed + kNoticeSize));
  const std::string notice = cut_notice(comment.budget);
  return marker + marker_end(!notice.empty()) + head + sections_text(comment) + notice + foot;
}

}  // namespace plimsoll::report
