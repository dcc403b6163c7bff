#include "diagnostic_json.h"
#include "json_writer.h"
#include "plimsoll/report/policy_tests.h"

namespace plimsoll::report {
namespace {

using Layout = JsonWriter::Layout;

void write_counts(JsonWriter& json, const TestCounts& counts) {
  json.key("passed").number(counts.passed);
  json.key("failed").number(counts.failed);
  json.key("skipped").number(counts.skipped);
}

void write_diagnostics(JsonWriter& json, std::string_view key, const Diagnostics& diagnostics) {
  json.key(key).begin_array(Layout::kLines);
  for (const Diagnostic& diagnostic : diagnostics) write_placed_diagnostic(json, diagnostic);
  json.end();
}

void write_case(JsonWriter& json, const TestCase& test) {
  json.begin_object(Layout::kLines);
  json.key("name").text(test.name);
  json.key("line").number(test.line);
  json.key("status").text(name(test.status));
  json.key("message").text(test.message);
  json.key("expected").text(test.expected);
  json.key("actual").text(test.actual);
  json.key("note").text(test.note);
  write_diagnostics(json, "diagnostics", test.diagnostics);
  json.end();
}

void write_file(JsonWriter& json, const TestFileResult& file) {
  json.begin_object(Layout::kLines);
  json.key("file").text(file.file);
  json.key("summary").begin_object();
  write_counts(json, count(file));
  json.end();
  write_diagnostics(json, "errors", file.errors);
  write_diagnostics(json, "warnings", file.warnings);
  json.key("tests").begin_array(Layout::kLines);
  for (const TestCase& test : file.cases) write_case(json, test);
  json.end();
  json.end();
}

void write_coverage(JsonWriter& json, const EnforceCoverage& block) {
  json.begin_object();
  json.key("file").text(block.file);
  json.key("line").number(block.line);
  json.key("policy").text(block.policy);
  json.key("enforce").number(block.index);
  json.key("pass").number(block.pass);
  json.key("fail").number(block.fail);
  json.key("unknown").number(block.unknown);
  json.key("not_applicable").number(block.not_applicable);
  json.end();
}

}  // namespace

std::string write_tests_json(const TestRun& run, const TestOptions& options) {
  std::string out;
  JsonWriter json(out);
  json.begin_object(Layout::kLines);
  json.key("schema_version").number(1);
  json.key("tool").begin_object();
  json.key("name").text("plimsoll");
  json.key("version").text(run.tool_version);
  json.end();
  const TestCounts counts = count(run);
  json.key("summary").begin_object();
  write_counts(json, counts);
  json.key("broken_files").number(counts.broken_files);
  json.end();
  json.key("files").begin_array(Layout::kLines);
  for (const TestFileResult& file : run.files) write_file(json, file);
  json.end();
  if (options.coverage) {
    json.key("coverage").begin_array(Layout::kLines);
    for (const EnforceCoverage& block : coverage(run)) write_coverage(json, block);
    json.end();
  }
  json.end();
  return out;
}

}  // namespace plimsoll::report
