// Reads a saved JSON result back. Exceptions of the JSON library, and the one that carries a wrong field's place, end
// here.
#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

#include "plimsoll/report/report.h"

namespace plimsoll::report {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxDepth = 32;  // the contract nests ten deep

/// Thrown by Node; `place` is a JSON pointer into the result.
struct WrongShape {
  std::string place = {};
  std::string expected = {};
};

// A value and where it stands, so that a mistake is named. A node points to the one around it, which must outlive it.
class Node {
 public:
  explicit Node(const Json& json) : json_(json) {}

  Node operator[](const char* key) const {
    const auto member = object().find(key);
    if (member == json_.end()) throw WrongShape{.place = place() + "/" + key, .expected = "a value"};
    return Node(*member, this, key, 0);
  }
  bool has(const char* key) const { return object().contains(key); }
  bool is_null() const { return json_.is_null(); }

  std::string text() const {
    if (!json_.is_string()) fail("a string");
    return json_.get<std::string>();
  }
  bool boolean() const {
    if (!json_.is_boolean()) fail("true or false");
    return json_.get<bool>();
  }
  template <typename Number>
  Number number() const {
    if (!json_.is_number_unsigned()) fail("a whole number that is not negative");
    const auto value = json_.get<std::uint64_t>();
    if (value > std::numeric_limits<Number>::max()) fail("a smaller number");
    return static_cast<Number>(value);
  }

  template <typename Read>
  auto each(Read read) const {
    if (!json_.is_array()) fail("an array");
    std::vector<decltype(read(*this))> values;
    values.reserve(json_.size());
    for (std::size_t i = 0; i < json_.size(); ++i) values.push_back(read(Node(json_[i], this, nullptr, i)));
    return values;
  }
  std::vector<std::string> texts() const {
    return each([](const Node& node) { return node.text(); });
  }
  std::map<std::string, std::vector<std::string>> text_lists() const {
    std::map<std::string, std::vector<std::string>> lists;
    for (const auto& [key, value] : object().items()) lists[key] = Node(value, this, key.c_str(), 0).texts();
    return lists;
  }

  [[noreturn]] void fail(std::string expected) const {
    throw WrongShape{.place = place(), .expected = std::move(expected)};
  }

 private:
  Node(const Json& json, const Node* parent, const char* key, std::size_t index)
      : json_(json), parent_(parent), key_(key), index_(index) {}

  const Json& object() const {
    if (!json_.is_object()) fail("an object");
    return json_;
  }

  std::string place() const {
    if (parent_ == nullptr) return "";
    return parent_->place() + "/" + (key_ != nullptr ? key_ : std::to_string(index_));
  }

  const Json& json_;
  const Node* parent_ = nullptr;
  const char* key_ = nullptr;  // null for an element of an array
  std::size_t index_ = 0;
};

// Nesting of brackets outside strings; the parser itself has no limit.
std::size_t depth_of(std::string_view text) {
  std::size_t depth = 0, deepest = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') in_string = !in_string;
    if (in_string && c == '\\') ++at;
    if (in_string) continue;
    if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
    if ((c == '}' || c == ']') && depth > 0) --depth;
  }
  return deepest;
}

template <typename Parse>
auto read_name(const Node& node, Parse parse) {
  const auto value = parse(node.text());
  if (!value) node.fail("one of the names of this version");
  return *value;
}

template <typename Enum, std::size_t N>
Enum read_enum(const Node& node, const std::array<Enum, N>& all) {
  return read_name(node, [&all](const std::string& text) {
    std::optional<Enum> found;
    for (const Enum value : all) {
      if (name(value) == text) found = value;
    }
    return found;
  });
}

template <typename Read>
auto read_optional(const Node& node, Read read) -> std::optional<decltype(read(node))> {
  if (node.is_null()) return std::nullopt;
  return read(node);
}

Change read_change(const Node& node) {
  if (node.is_null()) return Change::kNone;
  return read_enum(node, std::array{Change::kIntroduced, Change::kExisting, Change::kResolved});
}

LineColumn read_position(const Node& node) {
  return {.line = node["line"].number<std::uint32_t>(), .column = node["column"].number<std::uint32_t>()};
}

Location read_location(const Node& node) {
  return {.file = node["file"].text(), .start = read_position(node["start"]), .end = read_position(node["end"])};
}

RelatedLocation read_related(const Node& node) {
  return {.location = read_location(node), .message = node["message"].text()};
}

Edit read_edit(const Node& node) {
  return {.file = node["file"].text(),
          .offset = node["offset"].number<std::uint32_t>(),
          .length = node["length"].number<std::uint32_t>(),
          .text = node["text"].text(),
          .start = read_position(node["start"]),
          .end = read_position(node["end"])};
}

Fix read_fix(const Node& node) {
  constexpr std::array kAll = {Applicability::kExact, Applicability::kReview, Applicability::kManual};
  return {.summary = node["summary"].text(),
          .applicability = read_enum(node["applicability"], kAll),
          .hcl = node["hcl"].text(),
          .edits = node.has("edits") ? node["edits"].each(read_edit) : std::vector<Edit>(),
          .notes = node["notes"].texts()};
}

Subject read_subject(const Node& node) {
  return {.kind = node["kind"].text(), .name = node["name"].text()};
}

Waiver read_waiver(const Node& node) {
  return {.reason = node["reason"].text(), .owner = node["owner"].text(), .expires = node["expires"].text()};
}

Finding read_finding(const Node& node) {
  Finding finding;
  finding.control = node["control"].text();
  finding.severity = read_name(node["severity"], parse_severity);
  finding.verdict = read_name(node["verdict"], parse_verdict);
  finding.change = read_change(node["change"]);
  finding.address = node["address"].text();
  finding.subject = read_optional(node["subject"], read_subject);
  finding.path = node["path"].text();
  finding.message = node["message"].text();
  if (node.has("info")) finding.info = node["info"].text();
  finding.unknown_because = node["unknown_because"].texts();
  if (node.has("location")) finding.location = read_optional(node["location"], read_location);
  if (node.has("related_locations")) finding.related = node["related_locations"].each(read_related);
  finding.fix = read_optional(node["fix"], read_fix);
  finding.fingerprint = node["fingerprint"].text();
  finding.waiver = read_optional(node["waiver"], read_waiver);
  return finding;
}

Summary read_summary(const Node& node) {
  Summary summary;
  summary.fail = node["fail"].number<std::size_t>();
  summary.unknown = node["unknown"].number<std::size_t>();
  summary.pass = node["pass"].number<std::size_t>();
  summary.not_applicable = node["not_applicable"].number<std::size_t>();
  summary.waived = node["waived"].number<std::size_t>();
  summary.introduced = node["introduced"].number<std::size_t>();
  summary.existing = node["existing"].number<std::size_t>();
  summary.resolved = node["resolved"].number<std::size_t>();
  const Node counts = node["severity"];
  for (const Severity severity : kSeverities) {
    summary.severity[severity] = counts[std::string(name(severity)).c_str()].number<std::size_t>();
  }
  return summary;
}

PlanReport read_plan(const Node& node) {
  PlanReport plan;
  plan.path = node["path"].text();
  plan.kind = node["kind"].text();
  plan.format_version = node["format_version"].text();
  plan.terraform_version = node["terraform_version"].text();
  plan.timestamp = node["timestamp"].text();
  plan.errored = node["errored"].boolean();
  plan.complete = node["complete"].boolean();
  plan.destroys_everything = node["destroys_everything"].boolean();
  plan.resources_judged = node["resources_judged"].number<std::size_t>();
  plan.notes = node["notes"].texts();
  plan.saved_summary = read_summary(node["summary"]);
  plan.findings = node["findings"].each(read_finding);
  return plan;
}

Control read_control(const Node& node) {
  Control control;
  control.id = node["id"].text();
  control.title = node["title"].text();
  control.severity = read_name(node["severity"], parse_severity);
  control.help_uri = node["help_uri"].text();
  control.frameworks = node["frameworks"].text_lists();
  control.description = node["description"].text();
  control.aliases = node["aliases"].texts();
  control.enabled = node["enabled"].boolean();
  control.deprecated = node["deprecated"].boolean();
  return control;
}

DiagnosticLevel read_level(const Node& node) {
  const std::string text = node.text();
  if (text == "error") return DiagnosticLevel::kError;
  if (text == "warning") return DiagnosticLevel::kWarning;
  if (text == "note") return DiagnosticLevel::kNote;
  node.fail("error, warning or note");
}

Diagnostic read_diagnostic(const Node& node) {
  return {.level = read_level(node["level"]),
          .summary = node["summary"].text(),
          .detail = node["detail"].text(),
          .where = node["where"].text()};
}

Report read_report(const Node& node) {
  if (node["schema_version"].number<std::uint64_t>() != 1)
    node["schema_version"].fail("1, the version this build reads");
  return {.tool_version = node["tool"]["version"].text(),
          .plans = node["plans"].each(read_plan),
          .controls = node["controls"].each(read_control),
          .diagnostics = node["diagnostics"].each(read_diagnostic)};
}

Diagnostic refuse(std::string summary, std::string detail, const std::string& where) {
  Diagnostic error = make_error(std::move(summary), std::move(detail));
  error.where = where;
  return error;
}

}  // namespace

Result<Report> read_json(std::string_view text, const std::string& name) {
  constexpr std::string_view kAdvice = "A result is what `plimsoll check -f json` writes.";
  try {
    if (depth_of(text) > kMaxDepth) throw WrongShape{.place = "", .expected = "less nesting"};
    const Json json = Json::parse(text);
    return read_report(Node(json));
  } catch (const Json::parse_error& error) {
    // The library's own text quotes the input, which is not ours to show.
    return refuse("The result is not JSON", std::string(kAdvice), name + ", byte " + std::to_string(error.byte));
  } catch (const WrongShape& wrong) {
    return refuse("The result does not have the expected form",
                  "Expected " + wrong.expected + ". " + std::string(kAdvice), name + ", at " + wrong.place + "/");
  }
}

}  // namespace plimsoll::report
