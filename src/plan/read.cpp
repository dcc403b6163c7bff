#include "plimsoll/plan/read.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "document.h"
#include "encoding.h"
#include "foreign.h"
#include "input.h"
#include "plimsoll/base/text.h"
#include "task_definition.h"
#include "unknowns.h"

namespace plimsoll::plan {
namespace {

using json::Cursor;
using json::Shape;

/// "plan.json: byte 12, line 1, column 13". `mark` is the length of the byte-order mark before the text.
std::string place(const std::string& name, std::string_view text, std::size_t offset, std::size_t mark) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t newline = before.rfind('\n');
  const std::string_view row = newline == std::string_view::npos ? before : before.substr(newline + 1);
  const auto column = std::count_if(row.begin(), row.end(), [](char c) { return (c & 0xC0) != 0x80; }) + 1;
  return printable(name) + ": byte " + std::to_string(mark + offset) + ", line " + std::to_string(line) + ", column " +
         std::to_string(column);
}

/// What is known about one file, for messages.
struct File {
  const std::string& name;
  const Text& text;

  Diagnostic at(std::size_t offset, Diagnostic error) const {
    error.where = place(name, text.view(), offset, text.begin);
    return error;
  }
  Diagnostic whole(Diagnostic error) const {
    error.where = printable(name);
    return error;
  }
};

Diagnostic syntax_error(const File& file, const json::SyntaxError& error) {
  std::string detail = "At this place: " + error.message + ".";
  if (!error.context.empty()) detail += " Before it, values left out: " + error.context;
  if (error.at_end) detail += "\nThe file is cut off: a full disk, a timeout or an interrupted command are likely.";
  if (file.text.was_utf16) detail += "\n" + std::string(kPowerShellHint);
  const bool trailing = error.message.starts_with("expected the end of the text");
  const std::string summary = error.at_end ? "Unexpected end of JSON"
                              : trailing   ? "More text after the end of the JSON document"
                                           : "Invalid JSON";
  if (trailing) detail += "\nA plan is one JSON document; several plans are several files.";
  return file.at(error.offset, make_error(summary, detail));
}

Diagnostic reading_error(const File& file, const Input& input, const Cursor& cursor) {
  if (cursor.error()) return syntax_error(file, *cursor.error());
  return file.at(input.problem()->offset, make_error(input.problem()->summary, input.problem()->detail));
}

bool is_known_version(std::string_view version) {
  constexpr std::array<std::string_view, 5> kKnown = {"0.1", "0.2", "1.0", "1.1", "1.2"};
  return std::find(kKnown.begin(), kKnown.end(), version) != kKnown.end();
}

/// Minor versions add, so that they are only worth a warning; another major version may mean anything.
std::optional<Diagnostic> check_version(const File& file, Plan& plan) {
  const std::string& version = plan.format_version;
  if (version.empty()) {
    plan.warnings.push_back(
        file.whole(make_warning("The plan has no format_version",
                                "Terraform always writes one: the file was made or changed by other means.")));
    return std::nullopt;
  }
  if (is_known_version(version)) return std::nullopt;
  const std::string shown = printable(version.substr(0, 20));
  const bool major = version.starts_with("0.") || version.starts_with("1.") || version == "0" || version == "1";
  if (!major) {
    return file.whole(make_error("Unsupported format_version " + shown, "Versions 0 and 1 are supported."));
  }
  plan.warnings.push_back(file.whole(make_warning("Unknown format_version " + shown,
                                                  "It is newer than this program; what it adds is not looked at.")));
  return std::nullopt;
}

bool is_plan(const TopLevel& top) {
  return !top.has("plan_format_version") &&
         (top.has("resource_changes") || top.has("planned_values") || top.has("configuration"));
}

Result<Plan> finish_plan(const File& file, Input& input, Document document) {
  Plan plan = std::move(document.plan);
  if (std::optional<Diagnostic> error = check_version(file, plan)) return std::move(*error);
  if (!document.top.has("resource_changes") && document.planned_resources) {
    return file.whole(make_error("The plan has no resource_changes",
                                 "Its planned_values list resources, but not what happens to them: Terraform never "
                                 "writes such a plan. Judging it would approve what was not seen. Use the unabridged "
                                 "output of `terraform show -json FILE`."));
  }
  resolve_unknowns(input, plan);
  mark_variables(plan);
  find_unseen(input, plan);
  return plan;
}

Result<Plan> finish_state(const File& file, Document document) {
  Plan plan = std::move(document.plan);
  plan.kind = DocumentKind::kState;
  plan.changes = std::move(document.state);
  if (std::optional<Diagnostic> error = check_version(file, plan)) return std::move(*error);
  return plan;
}

Result<Plan> read_task_definition(const File& file, Input& input) {
  Cursor cursor(file.text.view(), {.max_depth = input.max_depth()});
  Value value;
  if (!read_tree(cursor, value)) return reading_error(file, input, cursor);
  Result<Plan> plan = to_plan(input, value);
  if (plan) return plan;
  return file.whole(plan.errors().front());
}

Result<Plan> finish(const File& file, Input& input, Document document) {
  const TopLevel& top = document.top;
  if (is_plan(top)) return finish_plan(file, input, std::move(document));
  if (top.has("values") && (top.has("format_version") || top.has("terraform_version"))) {
    return finish_state(file, std::move(document));
  }
  if (top.has("containerDefinitions") || top.has("taskDefinition")) return read_task_definition(file, input);
  return file.whole(*find_foreign_object(top));
}

std::string_view shape_name(Shape shape) {
  switch (shape) {
    case Shape::kArray:
      return "a JSON array";
    case Shape::kString:
      return "a JSON string";
    case Shape::kNumber:
      return "a number";
    case Shape::kBool:
      return "true or false";
    default:
      return "null";
  }
}

Result<Plan> read_text(const File& file, const ReadOptions& options) {
  const std::string_view text = file.text.view();
  if (std::optional<Diagnostic> error = find_foreign_text(text)) return file.whole(std::move(*error));
  Input input(text, options);
  Cursor cursor(text, {.max_depth = options.max_depth});
  const Shape shape = cursor.shape();
  if (shape != Shape::kObject) {
    if (!cursor.skip() || !cursor.finish()) return reading_error(file, input, cursor);
    return file.whole(not_an_object(shape_name(shape)));
  }
  Document document;
  const bool good = read_document(input, cursor, document);
  if (document.is_log) return file.whole(streaming_log());
  if (!good) return reading_error(file, input, cursor);
  return finish(file, input, std::move(document));
}

}  // namespace

Result<Plan> read(Bytes bytes, const std::string& name, const ReadOptions& options) {
  if (is_binary_plan(bytes.view())) {
    Diagnostic error = *find_foreign_text(bytes.view());
    error.where = printable(name);
    return error;
  }
  Result<Text> text = to_utf8(std::move(bytes), name);
  if (!text) return std::move(text).errors();
  return read_text(File{.name = name, .text = *text}, options);
}

}  // namespace plimsoll::plan
