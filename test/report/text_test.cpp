#include "plimsoll/base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace plimsoll::report_test {
namespace {

using report::Options;
using report::write_text;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string last_line(const std::string& text) {
  const std::vector<std::string> lines = split(text, '\n');
  return lines.size() < 2 ? "" : lines[lines.size() - 2];
}

PlanReport empty_plan() {
  return {.path = "plan.json", .kind = "plan", .resources_judged = 2};
}

std::string summary_of(PlanReport plan) {
  return last_line(write_text({.plans = {std::move(plan)}, .controls = sample_report().controls}, {}));
}

TEST(Text, LastLineSaysWhatWasJudged) {
  EXPECT_EQ(summary_of(empty_plan()), "No problems found in 2 ECS resources judged against 5 controls");
  PlanReport none = empty_plan();
  none.resources_judged = 0;
  EXPECT_EQ(summary_of(none), "No ECS resources: nothing was judged");
  EXPECT_EQ(last_line(write_text({.plans = {empty_plan()}}, {})), "No control is in force: nothing was judged");
}

TEST(Text, APartialPlanIsNeverReassuring) {
  for (const bool is_errored : {true, false}) {
    PlanReport plan = empty_plan();
    plan.errored = is_errored;
    plan.complete = is_errored;
    const std::string text = write_text({.plans = {plan}, .controls = sample_report().controls}, {});
    EXPECT_THAT(text, HasSubstr(is_errored ? "The plan ended in an error" : "The plan is not complete"));
    EXPECT_THAT(last_line(text), HasSubstr("in the part that this plan shows"));
    plan.resources_judged = 0;
    EXPECT_THAT(summary_of(plan), HasSubstr("No ECS resources in the part that this plan shows"));
    plan.findings = {make_finding("ECS.4", "a", "web")};
    EXPECT_THAT(summary_of(plan), HasSubstr("the plan shows only a part"));
  }
}

TEST(Text, SaysThatEverythingIsDestroyed) {
  PlanReport plan = empty_plan();
  plan.resources_judged = 0;
  plan.destroys_everything = true;
  EXPECT_THAT(write_text({.plans = {plan}}, {}), StartsWith("note: The plan destroys everything"));
}

TEST(Text, SaysThatNothingIsLeftWhereAllIsResolved) {
  PlanReport plan = empty_plan();
  plan.resources_judged = 0;
  plan.findings = {make_finding("ECS.4", "a", "web")};
  plan.findings[0].verdict = Verdict::kNotApplicable;
  plan.findings[0].change = Change::kResolved;
  EXPECT_EQ(summary_of(plan), "No ECS resources left to judge; 1 resolved");
  plan.errored = true;
  EXPECT_THAT(summary_of(plan), HasSubstr("in the part that this plan shows"));
}

Finding undecided(const std::string& control, const std::string& cause) {
  Finding finding = make_finding(control, "a", "");
  finding.verdict = Verdict::kUnknown;
  finding.subject.reset();
  finding.fix.reset();
  finding.message = "Depends on " + cause + ".";
  finding.unknown_because = {cause};
  return finding;
}

std::size_t occurrences(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

TEST(Text, OneReasonForManyUnknownsIsGivenOnce) {
  PlanReport plan = empty_plan();
  plan.findings = {undecided("ECS.4", "x.y.arn"), undecided("ECS.5", "x.y.arn"), undecided("ECS.9", "z")};
  const Report report = {.plans = {plan}, .controls = sample_report().controls};
  const std::string text = write_text(report, {});
  EXPECT_EQ(occurrences(text, "x.y.arn"), 1U) << text;
  EXPECT_EQ(occurrences(text, "Depends on z."), 1U) << text;
  EXPECT_EQ(occurrences(text, "unknown   "), 3U) << text;
  EXPECT_EQ(occurrences(text, "known after apply"), 0U) << "the messages name the causes";
  EXPECT_EQ(occurrences(write_text(report, {.verbose = true}), "Depends on x.y.arn."), 2U);
}

TEST(Text, CausesThatTheMessageLeavesOutAreListed) {
  PlanReport plan = empty_plan();
  plan.findings = {undecided("ECS.4", "x.y.arn")};
  plan.findings[0].message = "Nobody knows.";
  EXPECT_THAT(write_text({.plans = {plan}}, {}), HasSubstr("known after apply: x.y.arn"));
}

TEST(Text, ANoteIsSaidOncePerResource) {
  PlanReport plan = empty_plan();
  plan.findings = {make_finding("ECS.4", "a", "one"), make_finding("ECS.4", "a", "two"),
                   make_finding("ECS.4", "b", "one")};
  for (Finding& finding : plan.findings) finding.fix = Fix{.summary = "Do it", .hcl = "x = 1", .notes = {"Mind this."}};
  EXPECT_EQ(occurrences(write_text({.plans = {plan}}, {}), "Mind this."), 2U);
  EXPECT_EQ(occurrences(write_text({.plans = {plan}}, {.verbose = true}), "Mind this."), 3U);
}

TEST(Text, ResourceWithTheWorstFindingComesFirst) {
  Report report = report_of(make_finding("ECS.4", "a.low", "web"));
  report.plans[0].findings[0].severity = Severity::kLow;
  Finding resolved = make_finding("ECS.4", "a.resolved", "web");
  resolved.change = Change::kResolved;
  resolved.severity = Severity::kCritical;
  report.plans[0].findings.insert(report.plans[0].findings.begin(), resolved);
  const std::string text = write_text(report, {});
  EXPECT_LT(text.find("a.low"), text.find("a.resolved"));
}

TEST(Text, QuietShowsOnlyTheSummaryWhereNothingFails) {
  Report report = sample_report();
  const std::string loud = write_text(report, {.quiet = true});
  EXPECT_THAT(loud, HasSubstr("runs in privileged mode"));
  EXPECT_THAT(loud, Not(HasSubstr("== envs/dev/plan.json")));
  const std::string quiet =
      write_text(report, {.quiet = true, .unknown_counts = false, .fail_on = Severity::kCritical});
  EXPECT_THAT(quiet, HasSubstr("docker.sock"));
  report.plans.erase(report.plans.begin());
  EXPECT_EQ(write_text(report, {.quiet = true}),
            "No problems found in 1 ECS resource judged against 5 controls; 1 pass\n");
}

TEST(Text, LongFixesAreFullOnlyWithVerbose) {
  Finding finding = make_finding("ECS.4", "a", "web");
  finding.fix = Fix{.summary = "Do it", .hcl = "line"};
  for (int i = 0; i < 30; ++i) finding.fix->hcl += "\nline" + std::to_string(i);
  EXPECT_THAT(write_text(report_of(finding), {}), HasSubstr("... 12 more lines (--verbose shows all)"));
  EXPECT_THAT(write_text(report_of(finding), {.verbose = true}), HasSubstr("line29"));
}

TEST(Text, WideCharactersTakeTwoColumns) {
  Report report = report_of(make_finding("制御", "a", "web"));
  report.plans[0].findings.push_back(make_finding("ECS.4", "a", "web"));
  const std::string text = write_text(report, {});
  EXPECT_THAT(text, HasSubstr("high      制御   new"));  // 4 columns, padded to those of "ECS.4"
  EXPECT_THAT(text, HasSubstr("high      ECS.4  new"));
}

std::string kana(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "あ";
  return text;
}

TEST(Text, WrapsWordsAndTextWithoutSpaces) {
  Finding finding = make_finding("ECS.4", "a", "web");
  finding.message = "a bb ccc " + std::string(60, 'd') + " e";
  finding.message += kana(30);
  const std::string text = write_text(report_of(finding), {.width = 46});
  EXPECT_THAT(text, HasSubstr("      a bb ccc\n      " + std::string(60, 'd') + "\n"));
  EXPECT_THAT(text, HasSubstr("      e" + kana(19) + "\n      " + kana(11) + "\n"));  // 1 + 19 * 2 of 40 columns
}

TEST(Text, NoLineEndsInASpace) {
  for (const std::size_t width : {20U, 60U, 100U}) {
    Options options = include_all();
    options.width = width;
    EXPECT_THAT(write_text(sample_report(), options), Not(HasSubstr(" \n")));
  }
}

TEST(Explain, SaysWhatTheControlHas) {
  Control control = sample_report().controls[0];
  control.enabled = false;
  control.deprecated = true;
  const std::string text = report::explain(control, {});
  EXPECT_THAT(text, StartsWith("ECS.4  ECS containers should run as non-privileged\n\nA privileged container"));
  EXPECT_THAT(text, HasSubstr("State          off: name it with --control to judge it; deprecated"));
  EXPECT_THAT(text, HasSubstr("nist-800-53-r5: AC-3, AC-6"));
  EXPECT_EQ(report::explain({.id = "x"}, {}), "x\n\nSeverity       medium\nState          judged\n");
}

}  // namespace
}  // namespace plimsoll::report_test
