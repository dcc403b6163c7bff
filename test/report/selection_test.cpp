// What is shown and what counts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace plimsoll::report_test {
namespace {

using report::counts;
using report::Options;
using report::shown;

Finding finding_with(Verdict verdict, Change change, Severity severity = Severity::kMedium, bool waived = false) {
  Finding finding = make_finding("ECS.4", "a", "web");
  finding.verdict = verdict;
  finding.change = change;
  finding.severity = severity;
  if (waived) finding.waiver = Waiver{.reason = "known"};
  return finding;
}

struct Case {
  const char* what = nullptr;
  Finding finding = {};
  Options options = {};
  bool is_shown = false;
  bool does_count = false;
};

std::vector<Case> cases() {
  const Finding fail = finding_with(Verdict::kFail, Change::kIntroduced);
  const Finding existing = finding_with(Verdict::kFail, Change::kExisting);
  const Finding stateless = finding_with(Verdict::kFail, Change::kNone);
  const Finding unknown = finding_with(Verdict::kUnknown, Change::kIntroduced);
  const Finding pass = finding_with(Verdict::kPass, Change::kNone);
  const Finding resolved = finding_with(Verdict::kPass, Change::kResolved);
  const Finding waived = finding_with(Verdict::kFail, Change::kExisting, Severity::kMedium, true);
  const Finding waived_pass = finding_with(Verdict::kPass, Change::kNone, Severity::kMedium, true);
  const Finding waived_resolved = finding_with(Verdict::kPass, Change::kResolved, Severity::kMedium, true);
  return {
      {"a failure", fail, {}, true, true},
      {"an existing failure", existing, {}, true, true},
      {"a failure in a state", stateless, {}, true, true},
      {"an unknown", unknown, {}, true, true},
      {"an unknown that only warns", unknown, {.unknown_counts = false}, true, false},
      {"a failure where unknowns only warn", fail, {.unknown_counts = false}, true, true},
      {"a pass", pass, {}, false, false},
      {"a pass that is included", pass, {.include = {Verdict::kPass}}, true, false},
      {"a pass beside included not_applicable", pass, {.include = {Verdict::kNotApplicable}}, false, false},
      {"a resolved finding", resolved, {}, true, false},
      {"a waived failure", waived, {}, false, false},
      {"a waived failure that is included", waived, {.include_waived = true}, true, false},
      {"a waived pass", waived_pass, {.include_waived = true}, false, false},
      {"a waiver for what is resolved", waived_resolved, {}, true, false},
      {"at the threshold", fail, {.fail_on = Severity::kMedium}, true, true},
      {"below the threshold", fail, {.fail_on = Severity::kHigh}, true, false},
      {"info below the default", finding_with(Verdict::kFail, Change::kIntroduced, Severity::kInfo), {}, true, false},
      {"critical above the threshold",
       finding_with(Verdict::kFail, Change::kIntroduced, Severity::kCritical),
       {.fail_on = Severity::kHigh},
       true,
       true},
      {"below what is shown", fail, {.show_from = Severity::kHigh}, false, true},
      {"at what is shown", fail, {.show_from = Severity::kMedium}, true, true},
      {"introduced, only introduced", fail, {.only_introduced = true}, true, true},
      {"existing, only introduced", existing, {.only_introduced = true}, false, false},
      {"resolved, only introduced", resolved, {.only_introduced = true}, false, false},
      {"included pass, only introduced", pass, {.only_introduced = true, .include = {Verdict::kPass}}, false, false},
  };
}

TEST(Selection, ShowsAndCountsByOptions) {
  for (const Case& c : cases()) {
    PlanReport plan;
    plan.findings = {c.finding};
    EXPECT_EQ(!shown(plan, c.options).empty(), c.is_shown) << c.what;
    EXPECT_EQ(counts(c.finding, c.options), c.does_count) << c.what;
  }
}

TEST(Selection, KeepsTheOrderOfThePlan) {
  PlanReport plan;
  plan.findings = {make_finding("ECS.9", "b", "x"), finding_with(Verdict::kPass, Change::kNone),
                   make_finding("ECS.4", "a", "y")};
  const std::vector<const Finding*> findings = shown(plan, {});
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0], &plan.findings[0]);
  EXPECT_EQ(findings[1], &plan.findings[2]);
}

TEST(Formats, TextComesFirstAndEveryNameIsFound) {
  ASSERT_FALSE(report::formats().empty());
  EXPECT_EQ(report::formats().front().name, "text");
  for (const report::Format& format : report::formats()) {
    EXPECT_EQ(report::find_format(format.name), &format);
    EXPECT_FALSE(format.summary.empty());
    EXPECT_FALSE(format.write(sample_report(), {}).empty());
  }
  EXPECT_EQ(report::find_format("xml"), nullptr);
  EXPECT_EQ(report::find_format(""), nullptr);
}

}  // namespace
}  // namespace plimsoll::report_test
