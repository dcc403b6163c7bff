// The JSON result: the contract that other programs read (docs/result.schema.json). Key order is part of it.
#include "json_writer.h"
#include "phrases.h"
#include "plimsoll/report/report.h"

namespace plimsoll::report {
namespace {

using Layout = JsonWriter::Layout;

void write_position(JsonWriter& json, LineColumn position) {
  json.begin_object();
  json.key("line").number(position.line);
  json.key("column").number(position.column);
  json.end();
}

void write_place(JsonWriter& json, const Location& location) {
  json.key("file").text(location.file);
  json.key("start");
  write_position(json, location.start);
  json.key("end");
  write_position(json, location.end);
}

void write_location(JsonWriter& json, const Location& location) {
  json.begin_object();
  write_place(json, location);
  json.end();
}

void write_related(JsonWriter& json, const std::vector<RelatedLocation>& related) {
  json.begin_array();
  for (const RelatedLocation& place : related) {
    json.begin_object();
    write_place(json, place.location);
    json.key("message").text(place.message);
    json.end();
  }
  json.end();
}

void write_edit(JsonWriter& json, const Edit& edit) {
  json.begin_object();
  json.key("file").text(edit.file);
  json.key("offset").number(edit.offset);
  json.key("length").number(edit.length);
  json.key("text").text(edit.text);
  json.key("start");
  write_position(json, edit.start);
  json.key("end");
  write_position(json, edit.end);
  json.end();
}

void write_fix(JsonWriter& json, const std::optional<Fix>& fix) {
  if (!fix) return json.null();
  json.begin_object();
  json.key("summary").text(fix->summary);
  json.key("applicability").text(name(fix->applicability));
  json.key("hcl").text(fix->hcl);
  if (!fix->edits.empty()) {
    json.key("edits").begin_array();
    for (const Edit& edit : fix->edits) write_edit(json, edit);
    json.end();
  }
  json.key("notes");
  write_texts(json, fix->notes);
  json.end();
}

void write_subject(JsonWriter& json, const std::optional<Subject>& subject) {
  if (!subject) return json.null();
  json.begin_object();
  json.key("kind").text(subject->kind);
  json.key("name").text(subject->name);
  json.end();
}

void write_waiver(JsonWriter& json, const std::optional<Waiver>& waiver) {
  if (!waiver) return json.null();
  json.begin_object();
  json.key("reason").text(waiver->reason);
  json.key("owner").text(waiver->owner);
  json.key("expires").text(waiver->expires);
  json.end();
}

void write_change(JsonWriter& json, Change change) {
  if (change == Change::kNone) return json.null();
  json.text(name(change));
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.key("control").text(finding.control);
  json.key("severity").text(name(finding.severity));
  json.key("verdict").text(name(finding.verdict));
  json.key("change");
  write_change(json, finding.change);
  json.key("address").text(finding.address);
  json.key("subject");
  write_subject(json, finding.subject);
  json.key("path").text(finding.path);
  json.key("message").text(finding.message);
  if (!finding.info.empty()) json.key("info").text(finding.info);
  json.key("unknown_because");
  write_texts(json, finding.unknown_because);
  if (finding.location) {
    json.key("location");
    write_location(json, *finding.location);
  }
  if (!finding.related.empty()) {
    json.key("related_locations");
    write_related(json, finding.related);
  }
  json.key("fix");
  write_fix(json, finding.fix);
  json.key("fingerprint").text(finding.fingerprint);
  json.key("waiver");
  write_waiver(json, finding.waiver);
  json.end();
}

void write_summary(JsonWriter& json, const Summary& summary) {
  json.begin_object();
  json.key("fail").number(summary.fail);
  json.key("unknown").number(summary.unknown);
  json.key("pass").number(summary.pass);
  json.key("not_applicable").number(summary.not_applicable);
  json.key("waived").number(summary.waived);
  json.key("introduced").number(summary.introduced);
  json.key("existing").number(summary.existing);
  json.key("resolved").number(summary.resolved);
  json.key("severity").begin_object();
  for (const Severity severity : kSeverities) {
    const auto count = summary.severity.find(severity);
    json.key(name(severity)).number(count != summary.severity.end() ? count->second : 0);
  }
  json.end();
  json.end();
}

void write_plan(JsonWriter& json, const PlanReport& plan, const Options& options) {
  json.begin_object(Layout::kLines);
  json.key("path").text(plan.path);
  json.key("kind").text(plan.kind);
  json.key("format_version").text(plan.format_version);
  json.key("terraform_version").text(plan.terraform_version);
  json.key("timestamp").text(plan.timestamp);
  json.key("errored").boolean(plan.errored);
  json.key("complete").boolean(plan.complete);
  json.key("destroys_everything").boolean(plan.destroys_everything);
  json.key("resources_judged").number(plan.resources_judged);
  json.key("notes");
  write_texts(json, plan.notes);
  json.key("summary");
  write_summary(json, summarize(plan));
  json.key("findings").begin_array(Layout::kLines);
  for (const Finding* finding : shown(plan, options)) write_finding(json, *finding);
  json.end();
  json.end();
}

void write_control(JsonWriter& json, const Control& control) {
  json.begin_object();
  json.key("id").text(control.id);
  json.key("title").text(control.title);
  json.key("severity").text(name(control.severity));
  json.key("help_uri").text(control.help_uri);
  json.key("frameworks").begin_object();
  for (const auto& [framework, requirements] : control.frameworks) {
    json.key(framework);
    write_texts(json, requirements);
  }
  json.end();
  json.key("description").text(control.description);
  json.key("aliases");
  write_texts(json, control.aliases);
  json.key("enabled").boolean(control.enabled);
  json.key("deprecated").boolean(control.deprecated);
  json.end();
}

std::string_view level_name(DiagnosticLevel level) {
  switch (level) {
    case DiagnosticLevel::kError:
      return "error";
    case DiagnosticLevel::kWarning:
      return "warning";
    case DiagnosticLevel::kNote:
      return "note";
  }
  return "";
}

// The place as text: the file's content, which a range points into, is not part of a result.
std::string place(const Diagnostic& diagnostic) {
  if (!diagnostic.range) return diagnostic.where;
  const LineColumn start = diagnostic.range.file->position(diagnostic.range.bytes.begin);
  const std::string subject = diagnostic.where.empty() ? "" : " for " + diagnostic.where;
  return diagnostic.range.file->name() + ":" + std::to_string(start.line) + ":" + std::to_string(start.column) +
         subject;
}

void write_diagnostic(JsonWriter& json, const Diagnostic& diagnostic) {
  json.begin_object();
  json.key("level").text(level_name(diagnostic.level));
  json.key("summary").text(diagnostic.summary);
  json.key("detail").text(diagnostic.detail);
  json.key("where").text(place(diagnostic));
  json.end();
}

// A finding takes 500 to 800 bytes; growing a string of many megabytes by doubling would copy it several times.
void reserve_for(std::string& out, const Report& report, const Options& options) {
  std::size_t findings = 0;
  for (const PlanReport& plan : report.plans) findings += shown(plan, options).size();
  out.reserve(4096 + findings * 800);
}

}  // namespace

std::string write_json(const Report& report, const Options& options) {
  std::string out;
  reserve_for(out, report, options);
  JsonWriter json(out);
  json.begin_object(Layout::kLines);
  json.key("schema_version").number(1);
  json.key("tool").begin_object();
  json.key("name").text("plimsoll");
  json.key("version").text(report.tool_version);
  json.end();
  json.key("plans").begin_array(Layout::kLines);
  for (const PlanReport& plan : report.plans) write_plan(json, plan, options);
  json.end();
  json.key("controls").begin_array(Layout::kLines);
  for (const Control& control : report.controls) {
    if (control.enabled) write_control(json, control);
  }
  json.end();
  json.key("diagnostics").begin_array(Layout::kLines);
  for (const Diagnostic& diagnostic : report.diagnostics) write_diagnostic(json, diagnostic);
  json.end();
  json.end();
  return out;
}

std::string controls_json(std::span<const Control> controls) {
  std::string out;
  JsonWriter json(out);
  json.begin_array(Layout::kLines);
  for (const Control& control : controls) write_control(json, control);
  json.end();
  return out;
}

}  // namespace plimsoll::report
