#include "document.h"

#include <array>

#include "changes.h"
#include "configuration.h"
#include "read_ahead.h"

namespace plimsoll::plan {
namespace {

using json::Cursor;
using json::Shape;

bool read_version(Cursor& cursor, std::string& out) {
  if (cursor.shape() != Shape::kNumber) return read_text(cursor, out);
  std::string_view number;
  if (!cursor.read_number(number)) return false;
  out = number;
  return true;
}

/// A member whose key means nothing here. In `only_outputs`: whether it could be one of `terraform output -json`.
bool pass_foreign(Cursor& cursor, bool& only_outputs) {
  if (!only_outputs || cursor.shape() != Shape::kObject) {
    only_outputs = false;
    return cursor.skip();
  }
  cursor.enter_object();
  bool sensitive = false;
  bool value = false;
  std::string_view key;
  while (cursor.next_member(key)) {
    sensitive = sensitive || key == "sensitive";
    value = value || key == "value";
    only_outputs = only_outputs && (key == "sensitive" || key == "type" || key == "value");
    if (!cursor.skip()) return false;
  }
  only_outputs = only_outputs && sensitive && value;
  return cursor.ok();
}

constexpr std::array<std::string_view, 14> kSections = {
    "format_version",       "terraform_version", "timestamp",     "errored",          "complete", "variables",
    "planned_values",       "resource_changes",  "configuration", "deferred_changes", "values",   "taskDefinition",
    "containerDefinitions", "prior_state"};

bool read_section(Input& input, Cursor& cursor, std::size_t position, Document& document) {
  Plan& plan = document.plan;
  const auto is = [position](std::string_view section) {
    return position < kSections.size() && kSections[position] == section;
  };
  if (position == kSections.size()) return pass_foreign(cursor, document.top.only_outputs);
  const bool is_output = document.top.only_outputs && is("values");
  document.top.only_outputs = false;
  if (is("format_version")) return read_version(cursor, plan.format_version);
  if (is("terraform_version")) return read_version(cursor, plan.terraform_version);
  if (is("timestamp")) return read_text(cursor, plan.timestamp);
  if (is("errored")) return read_flag(cursor, plan.errored);
  if (is("complete")) {
    if (cursor.shape() == Shape::kNull) return cursor.skip();
    return cursor.read_bool(plan.complete);
  }
  if (is("variables")) return read_variables(cursor, plan);
  if (is("planned_values")) return scan_planned_values(cursor, document.planned_resources);
  if (is("resource_changes")) return read_changes(input, cursor, plan);
  if (is("configuration")) return read_configuration(input, cursor, plan);
  if (is("deferred_changes")) return read_deferred(input, cursor, plan);
  if (is("prior_state") && input.options().data_sources) return read_data_sources(input, cursor, plan);
  if (is("values")) return is_output ? cursor.skip() : read_state(input, cursor, document.state);
  return cursor.skip();
}

}  // namespace

bool read_members(Input& input, Cursor& cursor, Document& document,
                  const std::function<bool(std::size_t offset)>& stop) {
  KnownKeys keys(kSections);
  std::string_view key;
  for (;;) {
    if (stop && stop(cursor.offset())) return true;
    if (!cursor.next_member(key)) break;
    if (key.starts_with('@')) {
      document.is_log = true;
      return true;
    }
    document.top.keys.emplace_back(key);
    std::size_t position = 0;
    if (!keys.find(input, cursor, key, position)) return false;
    if (!read_section(input, cursor, position, document)) return false;
  }
  return cursor.ok() && cursor.finish();
}

bool read_document(Input& input, Cursor& cursor, Document& document) {
  if (!cursor.enter_object()) return false;
  ReadAhead ahead(input);
  return read_members(input, cursor, document,
                      [&ahead, &document](std::size_t offset) { return ahead.take(offset, document); });
}

}  // namespace plimsoll::plan
