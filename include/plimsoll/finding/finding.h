// Findings as plain data: what every report writer reads and nothing else. No Values here, so no secret can reach a
// writer.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/diagnostic.h"

namespace plimsoll {

/// Worst first, so that sorting ascending puts critical on top.
enum class Severity : std::uint8_t { kCritical, kHigh, kMedium, kLow, kInfo };
enum class Verdict : std::uint8_t { kFail, kUnknown, kPass, kNotApplicable };
/// What this plan does to a finding; kNone is JSON null.
enum class Change : std::uint8_t { kNone, kIntroduced, kExisting, kResolved };
enum class Applicability : std::uint8_t { kExact, kReview, kManual };

/// Names as the JSON result spells them: "critical", "not_applicable", "introduced", "exact"; kNone gives "".
std::string_view name(Severity severity);
std::string_view name(Verdict verdict);
std::string_view name(Change change);
std::string_view name(Applicability applicability);
std::optional<Severity> parse_severity(std::string_view text);
std::optional<Verdict> parse_verdict(std::string_view text);
inline constexpr std::array kSeverities = {Severity::kCritical, Severity::kHigh, Severity::kMedium, Severity::kLow,
                                           Severity::kInfo};

/// What inside the resource a finding is about. `kind` is container, volume, environment, setting or statement.
struct Subject {
  std::string kind = {};
  std::string name = {};
  friend bool operator==(const Subject&, const Subject&) = default;
  friend auto operator<=>(const Subject&, const Subject&) = default;
};

struct Location {
  std::string file = {};
  LineColumn start = {};
  LineColumn end = {};  // exclusive
};

/// A further place that explains a finding: where a module is called, where a variable gets its value.
struct RelatedLocation {
  Location location = {};
  std::string message = {};
};

/// Replace `length` bytes at `offset` of `file` by `text`. `start` and `end` are the same range for people.
struct Edit {
  std::string file = {};
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  std::string text = {};
  LineColumn start = {};
  LineColumn end = {};  // exclusive
};

struct Fix {
  std::string summary = {};
  Applicability applicability = Applicability::kReview;
  std::string hcl = {};                 // what to write, several lines, no trailing newline
  std::vector<Edit> edits = {};         // only with Terraform source
  std::vector<std::string> notes = {};  // side effects
};

/// Why a finding does not count; filled by waivers and baselines.
struct Waiver {
  std::string reason = {};
  std::string owner = {};
  std::string expires = {};  // yyyy-mm-dd or ""
};

struct Finding {
  std::string control = {};
  Severity severity = Severity::kMedium;
  Verdict verdict = Verdict::kPass;
  Change change = Change::kNone;
  std::string address = {};
  std::optional<Subject> subject = std::nullopt;
  std::string path = {};     // container_definitions["web"].privileged
  std::string message = {};  // one line, no sensitive value
  std::string info = {};     // what the policy adds, on pass and on fail; else ""
  std::vector<std::string> unknown_because = {};
  std::optional<Location> location = std::nullopt;
  std::vector<RelatedLocation> related = {};  // nearest first; only with a location
  std::optional<Fix> fix = std::nullopt;
  std::string fingerprint = {};  // see fingerprint()
  std::optional<Waiver> waiver = std::nullopt;
};

/// A control's metadata, from its policy file.
struct Control {
  std::string id = {};
  std::string title = {};
  Severity severity = Severity::kMedium;
  std::string description = {};
  std::string help_uri = {};
  std::vector<std::string> aliases = {};
  std::map<std::string, std::vector<std::string>> frameworks = {};  // "nist-800-53-r5" -> {"AC-6"}
  bool enabled = true;                                              // whether it is judged in this run
  bool deprecated = false;
  std::string policy_file = {};  // name of the file that defines it
  // How it is decided and repaired, as its policy says; for people, on one line each.
  std::vector<std::string> resource_types = {};
  std::vector<std::string> filters = {};     // HCL: where it applies, empty for everywhere
  std::vector<std::string> conditions = {};  // HCL: what must hold
  std::vector<std::string> fixes = {};       // what the fixes do
};

/// Counts of one plan. fail and unknown count what is not waived; resolved findings count only in `resolved`.
struct Summary {
  std::size_t fail = 0, unknown = 0, pass = 0, not_applicable = 0, waived = 0;
  std::size_t introduced = 0, existing = 0, resolved = 0;
  std::map<Severity, std::size_t> severity = {};  // of failing and unknown findings; every severity present
};

struct PlanReport {
  std::string path = {};
  std::string kind = {};  // plan, state, task-definition
  std::string format_version = {};
  std::string terraform_version = {};
  std::string timestamp = {};  // the plan's own, or ""
  bool errored = false;
  bool complete = true;
  bool destroys_everything = false;
  std::size_t resources_judged = 0;         // resources that at least one policy applied to
  std::vector<Finding> findings = {};       // sorted by finding_less()
  std::size_t unlisted_pass = 0;            // findings that are counted but not listed
  std::size_t unlisted_not_applicable = 0;  // the same
  std::vector<std::string> notes = {};      // "this plan is not complete (-target)", resources that were not seen, …
  // As counted by the run that wrote a saved result, whose `findings` leave out what was not shown; else absent.
  std::optional<Summary> saved_summary = std::nullopt;
};

/// What one run found: the input of every writer.
struct Report {
  std::string tool_version = {};
  std::vector<PlanReport> plans = {};
  std::vector<Control> controls = {};  // every control in force, sorted by control_less()
  Diagnostics diagnostics = {};
};

/// Counts the findings, or returns the counts that the plan was saved with.
Summary summarize(const PlanReport& plan);

/// SHA-256 of the bytes as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

/// 64 hex digits (SHA-256) over control, address and subject, so that a waiver or an alert survives everything else.
/// `occurrence` tells apart subjects that share one name (0 for the first).
std::string fingerprint(std::string_view control, std::string_view address, const std::optional<Subject>& subject,
                        std::size_t occurrence = 0);

/// Contract order of findings: severity (worst first), address, subject, control; ids compare as control_less().
bool finding_less(const Finding& a, const Finding& b);
/// "ECS.2" before "ECS.10", AWS ids before plimsoll's own.
bool control_less(std::string_view a, std::string_view b);

}  // namespace plimsoll
