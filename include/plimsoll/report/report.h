// Report writers: one source file per format, one table row each. A writer sees a Report and options, never values or
// plans.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "plimsoll/base/result.h"
#include "plimsoll/finding/finding.h"

namespace plimsoll::report {

/// What the user chose to see; the same for every format.
struct Options {
  bool color = false;
  std::size_t width = 100;     // columns of the terminal, text only
  bool quiet = false;          // text: summary only where nothing fails
  bool verbose = false;        // text: descriptions, frameworks, fixes in full
  bool unknown_counts = true;  // false with --unknown=warn
  bool only_introduced = false;
  std::set<Verdict> include = {};  // beside fail, unknown and resolved: pass, not_applicable
  bool include_waived = false;
  Severity fail_on = Severity::kLow;
  Severity show_from = Severity::kInfo;  // findings below are not shown; they still count
};

struct Format {
  std::string_view name = {};
  std::string_view summary = {};
  std::string (*write)(const Report& report, const Options& options) = nullptr;
};
/// Every format of this version; `text` first, the default.
std::span<const Format> formats();
const Format* find_format(std::string_view name);

/// The findings of a plan that a report shows: fail, unknown, resolved and what `include` adds, filtered by the
/// options. Order is kept.
std::vector<const Finding*> shown(const PlanReport& plan, const Options& options);

/// Whether a finding makes the run end with exit code 1.
bool counts(const Finding& finding, const Options& options);

std::string write_text(const Report& report, const Options& options);
std::string write_json(const Report& report, const Options& options);
std::string write_sarif(const Report& report, const Options& options);
std::string write_markdown(const Report& report, const Options& options);

/// `plimsoll explain`: everything about one control, for a terminal.
std::string explain(const Control& control, const Options& options);
/// `plimsoll controls`: a table (text) or an array of the contract's control objects (json).
std::string controls_table(std::span<const Control> controls, const Options& options);
std::string controls_json(std::span<const Control> controls);

/// Reads a JSON result of this schema version back, for `convert`.
Result<Report> read_json(std::string_view text, const std::string& name);

}  // namespace plimsoll::report
