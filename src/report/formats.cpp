#include <algorithm>
#include <array>

#include "phrases.h"
#include "plimsoll/report/report.h"

namespace plimsoll::report {

std::span<const Format> formats() {
  static constexpr std::array kFormats = {
      Format{.name = "text", .summary = "for a terminal: findings by resource, worst first", .write = write_text},
      Format{.name = "json", .summary = "the result as data, for other programs", .write = write_json},
      Format{.name = "sarif", .summary = "SARIF 2.1.0, for GitHub code scanning and editors", .write = write_sarif},
      Format{.name = "markdown", .summary = "a pull-request comment", .write = write_markdown},
  };
  return kFormats;
}

const Format* find_format(std::string_view name) {
  const auto all = formats();
  const auto found = std::ranges::find(all, name, &Format::name);
  return found != all.end() ? &*found : nullptr;
}

namespace {

bool is_shown(const Finding& finding, const Options& options) {
  if (finding.severity > options.show_from) return false;
  if (options.only_introduced && finding.change != Change::kIntroduced) return false;
  if (is_waived(finding)) return options.include_waived;
  if (finding.change == Change::kResolved || is_open(finding)) return true;
  return options.include.contains(finding.verdict);
}

}  // namespace

std::vector<const Finding*> shown(const PlanReport& plan, const Options& options) {
  std::vector<const Finding*> findings;
  for (const Finding& finding : plan.findings) {
    if (is_shown(finding, options)) findings.push_back(&finding);
  }
  return findings;
}

bool counts(const Finding& finding, const Options& options) {
  if (!is_open(finding) || finding.severity > options.fail_on) return false;
  if (options.only_introduced && finding.change != Change::kIntroduced) return false;
  return finding.verdict == Verdict::kFail || options.unknown_counts;
}

}  // namespace plimsoll::report
