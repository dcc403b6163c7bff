#include "diagnostic_json.h"

#include "plimsoll/report/policy_tests.h"

namespace plimsoll::report {
namespace {

std::string_view level_name(DiagnosticLevel level) {
  if (level == DiagnosticLevel::kError) return "error";
  return level == DiagnosticLevel::kWarning ? "warning" : "note";
}

void write_place(JsonWriter& json, std::string_view key, LineColumn place) {
  json.key(key).begin_object();
  json.key("line").number(place.line);
  json.key("column").number(place.column);
  json.end();
}

}  // namespace

void write_placed_diagnostic(JsonWriter& json, const Diagnostic& diagnostic) {
  const SourceRange& range = diagnostic.range;
  json.begin_object();
  json.key("level").text(level_name(diagnostic.level));
  json.key("summary").text(diagnostic.summary);
  json.key("detail").text(diagnostic.detail);
  if (range) {
    json.key("file").text(range.file->name());
    write_place(json, "start", range.file->position(range.bytes.begin));
    write_place(json, "end", range.file->position(range.bytes.end));
  } else {
    json.key("file");
    if (diagnostic.where.empty()) {
      json.null();
    } else {
      json.text(diagnostic.where);
    }
  }
  json.end();
}

std::string diagnostics_json(const Diagnostics& diagnostics) {
  std::string out;
  JsonWriter json(out);
  json.begin_array(JsonWriter::Layout::kLines);
  for (const Diagnostic& diagnostic : diagnostics) write_placed_diagnostic(json, diagnostic);
  json.end();
  return out;
}

}  // namespace plimsoll::report
