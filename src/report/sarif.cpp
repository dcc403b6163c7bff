// SARIF 2.1.0 as GitHub code scanning and reviewdog read it. `resolved` findings never appear, since every result
// becomes an open alert; a place is written only where the source is certain, otherwise the address alone.
#include <algorithm>
#include <map>
#include <vector>

#include "escape.h"
#include "json_writer.h"
#include "phrases.h"
#include "plimsoll/base/text.h"
#include "plimsoll/report/report.h"

namespace plimsoll::report {
namespace {

using Layout = JsonWriter::Layout;

constexpr std::size_t kDescriptionLimit = 1024;  // GitHub: short and full description
constexpr std::size_t kNameLimit = 255;          // GitHub: rule name
constexpr std::size_t kShownByGitHub = 5000;     // results of one run

std::string_view level(Severity severity) {
  if (severity <= Severity::kHigh) return "error";
  return severity == Severity::kMedium ? "warning" : "note";
}

// GitHub's bands: critical above 9.0, high from 7.0, medium from 4.0, low above 0.0.
std::string_view security_severity(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return "9.5";
    case Severity::kHigh:
      return "8.0";
    case Severity::kMedium:
      return "5.5";
    case Severity::kLow:
      return "2.0";
    case Severity::kInfo:
      return "0.1";
  }
  return "";
}

struct Judgement {
  std::string_view kind = {};
  std::string_view level = {};
};

// A kind other than "fail" demands level "none", so an unknown that somebody must look at is a "fail" as well.
Judgement judgement(const Finding& finding, const Options& options) {
  switch (finding.verdict) {
    case Verdict::kFail:
      return {.kind = "fail", .level = level(finding.severity)};
    case Verdict::kUnknown:
      return {.kind = "fail", .level = options.unknown_counts ? level(finding.severity) : "note"};
    case Verdict::kPass:
      return {.kind = "pass", .level = "none"};
    case Verdict::kNotApplicable:
      return {.kind = "notApplicable", .level = "none"};
  }
  return {};
}

struct Result {
  const PlanReport* plan = nullptr;
  const Finding* finding = nullptr;
};

std::vector<Result> results_of(const Report& report, const Options& options) {
  std::vector<Result> results;
  for (const PlanReport& plan : report.plans) {
    for (const Finding* finding : shown(plan, options)) {
      if (finding->change != Change::kResolved) results.push_back({.plan = &plan, .finding = finding});
    }
  }
  return results;
}

// The rules of a run: every control in force, and a bare entry for an id that no control describes.
struct Rules {
  std::vector<Control> controls = {};
  std::map<std::string, std::size_t, std::less<>> positions = {};
};

Rules rules_of(const Report& report, const std::vector<Result>& results) {
  Rules rules;
  const auto add = [&rules](const Control& control) {
    if (rules.positions.emplace(control.id, rules.controls.size()).second) rules.controls.push_back(control);
  };
  for (const Control& control : report.controls) {
    if (control.enabled) add(control);
  }
  for (const Result& result : results) {
    if (rules.positions.contains(result.finding->control)) continue;
    add({.id = result.finding->control, .severity = result.finding->severity});
  }
  return rules;
}

// SARIF consumers demand text, never an empty string.
const std::string& first_filled(const std::string& text, const std::string& fallback) {
  return text.empty() ? fallback : text;
}

void write_message(JsonWriter& json, std::string_view text) {
  json.begin_object();
  json.key("text").text(text);
  json.end();
}

bool is_web_link(std::string_view uri) {
  return !markdown_link_target(uri).empty();
}

void write_help(JsonWriter& json, const Control& control) {
  const std::string& why = first_filled(control.description, first_filled(control.title, control.id));
  std::string text = printable(why);
  std::string markdown = escape_markdown(why);
  if (is_web_link(control.help_uri)) {
    text += " See " + printable(control.help_uri);
    markdown += "\n\n[How to fix " + escape_markdown(control.id) + "](" + markdown_link_target(control.help_uri) + ")";
  }
  json.begin_object();
  json.key("text").text(text);
  json.key("markdown").text(markdown);
  json.end();
}

void write_rule_properties(JsonWriter& json, const Control& control) {
  json.begin_object();
  json.key("tags");
  write_texts(json, {"security", "aws", "ecs"});
  json.key("precision").text("very-high");
  json.key("security-severity").text(security_severity(control.severity));
  if (!control.frameworks.empty()) {
    json.key("frameworks").begin_object();
    for (const auto& [framework, requirements] : control.frameworks) {
      json.key(framework);
      write_texts(json, requirements);
    }
    json.end();
  }
  json.end();
}

void write_rule(JsonWriter& json, const Control& control) {
  const std::string& title = first_filled(control.title, control.id);
  json.begin_object();
  json.key("id").text(control.id);
  json.key("name").text(shorten(printable(title), kNameLimit));
  json.key("shortDescription");
  write_message(json, shorten(printable(title), kDescriptionLimit));
  json.key("fullDescription");
  write_message(json, shorten(printable(first_filled(control.description, title)), kDescriptionLimit));
  json.key("help");
  write_help(json, control);
  if (is_web_link(control.help_uri)) json.key("helpUri").text(markdown_link_target(control.help_uri));
  json.key("defaultConfiguration").begin_object();
  json.key("level").text(level(control.severity));
  json.end();
  json.key("properties");
  write_rule_properties(json, control);
  json.end();
}

// `[text](target)` would become a link in a SARIF viewer.
std::string without_links(std::string text) {
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at)) text.insert(at + 1, " ");
  return text;
}

// GitHub shows this text and neither `fixes` nor `properties`, so it says everything; the first sentence stands alone.
std::string message_text(const Finding& finding, const Control& control) {
  std::string text = printable(headline(finding, &control));
  if (!text.ends_with('.')) text += '.';
  text += " Resource " + printable(finding.address);
  if (finding.subject) text += ", " + printable(subject_label(finding));
  text += '.';
  if (!finding.unknown_because.empty()) {
    text += " Known after apply: " + printable(join(finding.unknown_because, ", ")) + ".";
  }
  if (finding.fix) {
    text += "\nFix: " + printable(finding.fix->summary);
    if (!finding.fix->hcl.empty()) text += "\n" + printable_code(finding.fix->hcl);
  }
  return without_links(std::move(text));
}

// Relative to the repository; an absolute path keeps its own scheme.
void write_artifact_location(JsonWriter& json, std::string_view file) {
  while (file.starts_with("./")) file.remove_prefix(2);
  json.begin_object();
  if (file.starts_with('/')) {
    json.key("uri").text("file://" + uri_path(file));
  } else {
    json.key("uri").text(uri_path(file));
    json.key("uriBaseId").text("%SRCROOT%");
  }
  json.end();
}

void write_lines(JsonWriter& json, LineColumn start, LineColumn end) {
  json.key("startLine").number(start.line);
  json.key("startColumn").number(start.column);
  json.key("endLine").number(end.line);
  json.key("endColumn").number(end.column);
}

void write_physical_location(JsonWriter& json, const Location& location) {
  json.key("physicalLocation").begin_object();
  json.key("artifactLocation");
  write_artifact_location(json, location.file);
  json.key("region").begin_object();
  write_lines(json, location.start, location.end);
  json.end();
  json.end();
}

void write_related(JsonWriter& json, const std::vector<RelatedLocation>& related) {
  json.begin_array();
  for (std::size_t i = 0; i < related.size(); ++i) {
    json.begin_object();
    json.key("id").number(i + 1);
    write_physical_location(json, related[i].location);
    json.key("message");
    write_message(json, printable(related[i].message));
    json.end();
  }
  json.end();
}

void write_locations(JsonWriter& json, const Result& result) {
  const Finding& finding = *result.finding;
  json.begin_array();
  json.begin_object();
  if (finding.location) write_physical_location(json, *finding.location);
  json.key("logicalLocations").begin_array();
  json.begin_object();
  json.key("fullyQualifiedName").text(first_filled(finding.address, result.plan->path));
  json.key("kind").text("resource");
  json.end();
  json.end();
  json.end();
  json.end();
}

void write_replacement(JsonWriter& json, const Edit& edit) {
  json.begin_object();
  json.key("deletedRegion").begin_object();
  write_lines(json, edit.start, edit.end);
  json.key("byteOffset").number(edit.offset);
  json.key("byteLength").number(edit.length);
  json.end();
  json.key("insertedContent");
  write_message(json, edit.text);  // has the shape of a message: one text
  json.end();
}

void write_fixes(JsonWriter& json, const Fix& fix) {
  std::vector<std::string_view> files;
  for (const Edit& edit : fix.edits) {
    if (std::ranges::find(files, edit.file) == files.end()) files.push_back(edit.file);
  }
  json.begin_array();
  json.begin_object();
  json.key("description");
  write_message(json, printable(first_filled(fix.summary, fix.hcl)));
  json.key("artifactChanges").begin_array();
  for (const std::string_view file : files) {
    json.begin_object();
    json.key("artifactLocation");
    write_artifact_location(json, file);
    json.key("replacements").begin_array();
    for (const Edit& edit : fix.edits) {
      if (edit.file == file) write_replacement(json, edit);
    }
    json.end();
    json.end();
  }
  json.end();
  json.end();
  json.end();
}

void write_suppressions(JsonWriter& json, const Waiver& waiver) {
  json.begin_array();
  json.begin_object();
  json.key("kind").text("external");
  json.key("status").text("accepted");
  const std::string justification = waiver_label(waiver);
  if (!justification.empty()) json.key("justification").text(printable(justification));
  json.end();
  json.end();
}

// The line hash is the only fingerprint that GitHub compares. Ours tells two containers on one line apart.
void write_fingerprints(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.key("primaryLocationLineHash").text(finding.fingerprint + ":1");
  json.end();
}

void write_result_properties(JsonWriter& json, const Result& result) {
  const Finding& finding = *result.finding;
  json.begin_object();
  json.key("verdict").text(name(finding.verdict));
  if (finding.change != Change::kNone) json.key("change").text(name(finding.change));
  json.key("plan").text(result.plan->path);
  if (!finding.path.empty()) json.key("path").text(finding.path);
  json.end();
}

void write_result(JsonWriter& json, const Result& result, const Rules& rules, const Options& options) {
  const Finding& finding = *result.finding;
  const std::size_t rule = rules.positions.find(finding.control)->second;
  const Judgement judged = judgement(finding, options);
  json.begin_object();
  json.key("ruleId").text(finding.control);
  json.key("ruleIndex").number(rule);
  json.key("kind").text(judged.kind);
  json.key("level").text(judged.level);
  json.key("message");
  write_message(json, message_text(finding, rules.controls[rule]));
  json.key("locations");
  write_locations(json, result);
  if (!finding.related.empty()) {
    json.key("relatedLocations");
    write_related(json, finding.related);
  }
  json.key("partialFingerprints");
  write_fingerprints(json, finding);
  if (finding.fix && !finding.fix->edits.empty()) {
    json.key("fixes");
    write_fixes(json, *finding.fix);
  }
  if (is_waived(finding)) {
    json.key("suppressions");
    write_suppressions(json, *finding.waiver);
  }
  json.key("properties");
  write_result_properties(json, result);
  json.end();
}

void write_notification(JsonWriter& json, std::string_view severity, std::string_view text) {
  json.begin_object();
  json.key("level").text(severity);
  json.key("message");
  write_message(json, text);
  json.end();
}

std::string_view notification_level(DiagnosticLevel diagnostic) {
  if (diagnostic == DiagnosticLevel::kError) return "error";
  return diagnostic == DiagnosticLevel::kWarning ? "warning" : "note";
}

void write_notifications(JsonWriter& json, const Report& report, std::size_t results) {
  json.begin_array(Layout::kLines);
  for (const PlanReport& plan : report.plans) {
    for (const std::string& caveat : caveats(plan)) {
      write_notification(json, is_partial(plan) ? "warning" : "note", printable(plan.path + ": " + caveat));
    }
  }
  for (const Diagnostic& diagnostic : report.diagnostics) {
    const std::string detail = diagnostic.detail.empty() ? "" : ". " + diagnostic.detail;
    write_notification(json, notification_level(diagnostic.level), printable(diagnostic.summary + detail));
  }
  if (results > kShownByGitHub) {
    write_notification(json, "warning",
                       std::to_string(results) + " results: GitHub code scanning keeps the " +
                           std::to_string(kShownByGitHub) + " most severe ones of a run.");
  }
  json.end();
}

bool succeeded(const Report& report) {
  return !has_errors(report.diagnostics) && std::ranges::none_of(report.plans, &PlanReport::errored);
}

// Alerts of one category replace each other, so every root module needs its own.
void write_automation_details(JsonWriter& json, std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  json.begin_object();
  json.key("id").text("plimsoll/" + std::string(path.empty() || path == "-" ? "stdin" : path) + "/");
  json.end();
}

void write_driver(JsonWriter& json, const Report& report, const Rules& rules) {
  json.begin_object(Layout::kLines);
  json.key("name").text("plimsoll");
  if (!report.tool_version.empty()) json.key("semanticVersion").text(report.tool_version);
  json.key("rules").begin_array(Layout::kLines);
  for (const Control& control : rules.controls) write_rule(json, control);
  json.end();
  json.end();
}

void write_source_root(JsonWriter& json) {
  json.begin_object();
  json.key("%SRCROOT%").begin_object();
  json.key("description");
  write_message(json, "The root of the repository that holds the Terraform configuration.");
  json.end();
  json.end();
}

void write_run(JsonWriter& json, const Report& report, const Options& options) {
  const std::vector<Result> results = results_of(report, options);
  const Rules rules = rules_of(report, results);
  json.begin_object(Layout::kLines);
  json.key("tool").begin_object(Layout::kLines);
  json.key("driver");
  write_driver(json, report, rules);
  json.end();
  if (report.plans.size() == 1) {
    json.key("automationDetails");
    write_automation_details(json, report.plans.front().path);
  }
  json.key("invocations").begin_array(Layout::kLines);
  json.begin_object(Layout::kLines);
  json.key("executionSuccessful").boolean(succeeded(report));
  json.key("toolExecutionNotifications");
  write_notifications(json, report, results.size());
  json.end();
  json.end();
  json.key("originalUriBaseIds");
  write_source_root(json);
  json.key("columnKind").text("utf16CodeUnits");
  json.key("results").begin_array(Layout::kLines);
  for (const Result& result : results) write_result(json, result, rules, options);
  json.end();
  json.end();
}

}  // namespace

std::string write_sarif(const Report& report, const Options& options) {
  std::string out;
  JsonWriter json(out);
  json.begin_object(Layout::kLines);
  json.key("$schema").text(
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
  json.key("version").text("2.1.0");
  json.key("runs").begin_array(Layout::kLines);
  write_run(json, report, options);
  json.end();
  json.end();
  return out;
}

}  // namespace plimsoll::report
