// What a plan introduces, keeps and resolves, seen through small policies of the test's own.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plimsoll/analysis/analysis.h"

namespace plimsoll::analysis {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kNamed = R"(policy {
  plimsoll { language = 1 }
}
control "T.1" {
  title    = "Things should be good"
  severity = "low"
}
resource_policy "thing" "good" {
  filter = attrs.kind != "exempt"
  enforce {
    condition     = attrs.good
    error_message = "${attrs.name} is bad."
  }
}
)";

constexpr std::string_view kParts = R"(policy {
  plimsoll { language = 1 }
}
control "T.2" {
  title    = "Parts should be good"
  severity = "high"
}
resource_policy "thing" "parts" {
  enforce {
    for_each      = attrs.parts
    subject       = { kind = "setting", name = each.value.name }
    path          = "parts[\"${each.value.name}\"]"
    condition     = each.value.good
    error_message = "Part ${each.value.name} is bad."
  }
}
)";

SelectedPolicies load(std::string_view policy) {
  MemoryFileSystem files;
  files.files = {{"t.policy.hcl", std::string(policy)}};
  auto loaded = load_policies({.builtin = false, .paths = {"t.policy.hcl"}}, files);
  if (!loaded.ok()) ADD_FAILURE() << render(loaded.errors());
  return loaded.ok() ? *std::move(loaded) : SelectedPolicies{};
}

std::string change(std::string_view actions, std::string_view before, std::string_view after,
                   std::string_view unknown = "{}", std::string_view extra = "") {
  return fmt::format(R"({{"address":"thing.x","mode":"managed","type":"thing","name":"x",{}
    "provider_name":"registry.terraform.io/acme/thing",
    "change":{{"actions":{},"before":{},"after":{},"after_unknown":{},"before_sensitive":false,"after_sensitive":false}}}})",
                     extra, actions, before, after, unknown);
}

std::string plan_of(const std::string& changes, std::string_view extra = "") {
  return R"({"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}},"resource_changes":[)" +
         changes + "]" + std::string(extra) + R"(,"configuration":{"root_module":{}}})";
}

// "T.1 fail introduced" for each finding.
std::vector<std::string> verdicts(std::string_view policy, const std::string& plan) {
  const SelectedPolicies policies = load(policy);
  const auto checked = check({.name = "plan.json", .bytes = plan}, policies);
  if (!checked.ok()) return {render(checked.errors())};
  std::vector<std::string> out;
  for (const Finding& f : checked->report.findings) {
    out.push_back(fmt::format("{}{} {} {}", f.control, f.subject ? " " + f.subject->name : "", name(f.verdict),
                              f.change == Change::kNone ? "-" : name(f.change)));
  }
  return out;
}

constexpr std::string_view kGood = R"({"name":"x","kind":"a","good":true,"parts":[]})";
constexpr std::string_view kBad = R"({"name":"x","kind":"a","good":false,"parts":[]})";
constexpr std::string_view kExempt = R"({"name":"x","kind":"exempt","good":false,"parts":[]})";
constexpr std::string_view kUndecided = R"({"name":"x","kind":"a","parts":[]})";

TEST(Check, SaysWhatThePlanDoesToEachFinding) {
  struct Case {
    std::string_view actions, before, after, unknown, expected;
  };
  for (const Case& c : {
           Case{R"(["create"])", "null", kBad, "{}", "T.1 fail introduced"},
           Case{R"(["create"])", "null", kGood, "{}", "T.1 pass -"},
           Case{R"(["create"])", "null", kUndecided, R"({"good":true})", "T.1 unknown introduced"},
           Case{R"(["create"])", "null", kExempt, "{}", "T.1 not_applicable -"},
           Case{R"(["update"])", kBad, kBad, "{}", "T.1 fail existing"},
           Case{R"(["update"])", kGood, kBad, "{}", "T.1 fail introduced"},
           Case{R"(["update"])", kBad, kGood, "{}", "T.1 pass resolved"},
           Case{R"(["update"])", kBad, kExempt, "{}", "T.1 not_applicable resolved"},
           Case{R"(["update"])", kBad, kUndecided, R"({"good":true})", "T.1 unknown existing"},
           Case{R"(["update"])", kGood, kUndecided, R"({"good":true})", "T.1 unknown introduced"},
           Case{R"(["delete","create"])", kBad, kBad, "{}", "T.1 fail existing"},
           Case{R"(["create","delete"])", kGood, kBad, "{}", "T.1 fail introduced"},
           Case{R"(["create","forget"])", kBad, kGood, "{}", "T.1 pass resolved"},
           Case{R"(["no-op"])", kBad, kBad, "{}", "T.1 fail existing"},
           Case{R"(["delete"])", kBad, "null", "{}", "T.1 not_applicable resolved"},
           Case{R"(["someday"])", "null", kBad, "{}", "T.1 fail introduced"},
       }) {
    EXPECT_THAT(verdicts(kNamed, plan_of(change(c.actions, c.before, c.after, c.unknown))),
                ElementsAre(std::string(c.expected)))
        << c.actions << " " << c.before << " -> " << c.after;
  }
}

TEST(Check, DoesNotJudgeWhatWillNotBeThere) {
  EXPECT_THAT(verdicts(kNamed, plan_of(change(R"(["delete"])", kGood, "null"))), IsEmpty());
  EXPECT_THAT(verdicts(kNamed, plan_of(change(R"(["delete"])", kBad, "null", "{}", R"("deposed":"ab12",)"))),
              IsEmpty());
  EXPECT_THAT(verdicts(kNamed, plan_of(R"({"address":"data.thing.x","mode":"data","type":"thing","name":"x",
      "change":{"actions":["read"],"before":null,"after":{"name":"x","kind":"a","good":false},"after_unknown":{}}})")),
              IsEmpty());
}

TEST(Check, JudgesEveryPartOnItsOwn) {
  const std::string_view before =
      R"({"parts":[{"name":"a","good":false},{"name":"b","good":false},{"name":"c","good":true}]})";
  const std::string_view after = R"({"parts":[{"name":"c","good":false},{"name":"a","good":true},{"name":"d"}]})";
  EXPECT_THAT(verdicts(kParts, plan_of(change(R"(["update"])", before, after, R"({"parts":[{},{},{"good":true}]})"))),
              ElementsAre("T.2 a pass resolved", "T.2 b not_applicable resolved", "T.2 c fail introduced",
                          "T.2 d unknown introduced"));
}

TEST(Check, AnUnknownWholeKeepsWhatFailedBefore) {
  const std::string_view before = R"({"name":"x","parts":[{"name":"a","good":false}]})";
  EXPECT_THAT(verdicts(kParts, plan_of(change(R"(["update"])", before, R"({"name":"x"})", R"({"parts":true})"))),
              ElementsAre("T.2 unknown existing"));
}

TEST(Check, PartsThatShareANameStayApart) {
  const SelectedPolicies policies = load(kParts);
  const std::string_view after =
      R"({"parts":[{"name":"a","good":false},{"name":"a","good":false},{"name":"a","good":true}]})";
  const auto checked = check({.name = "p", .bytes = plan_of(change(R"(["create"])", "null", after))}, policies);
  ASSERT_TRUE(checked.ok()) << render(checked.errors());
  ASSERT_EQ(checked->report.findings.size(), 3U);
  EXPECT_NE(checked->report.findings[0].fingerprint, checked->report.findings[1].fingerprint);
}

TEST(Check, AnErroredPlanIsReportedAsFarAsItGoes) {
  const SelectedPolicies policies = load(kNamed);
  const auto checked =
      check({.name = "p", .bytes = plan_of(change(R"(["create"])", "null", kBad), R"(,"errored":true)")}, policies);
  ASSERT_TRUE(checked.ok()) << render(checked.errors());
  EXPECT_EQ(checked->report.findings.size(), 1U);
  EXPECT_TRUE(checked->report.errored);
  EXPECT_THAT(checked->incomplete, HasSubstr("errors"));
}

TEST(Check, AFailingPolicyDoesNotHideTheOthers) {
  constexpr std::string_view kBroken = R"(policy {}
resource_policy "thing" "broken" {
  enforce {
    condition = attrs.nothing_of_that_name
  }
}
resource_policy "thing" "fine" {
  enforce {
    condition = attrs.good
  }
}
)";
  const SelectedPolicies policies = load(kBroken);
  const auto checked = check({.name = "p", .bytes = plan_of(change(R"(["create"])", "null", kBad))}, policies);
  ASSERT_TRUE(checked.ok()) << render(checked.errors());
  ASSERT_EQ(checked->report.findings.size(), 1U);
  EXPECT_EQ(checked->report.findings[0].control, "fine");
  EXPECT_FALSE(checked->incomplete.empty());
  EXPECT_THAT(render(checked->diagnostics), HasSubstr("nothing_of_that_name"));
  EXPECT_THAT(render(checked->diagnostics), HasSubstr("for p: thing."));
  EXPECT_FALSE(checked->report.complete) << "no format may show this as the whole truth";
  EXPECT_THAT(checked->report.notes, Contains(HasSubstr("verdicts are missing for 1 resource.")));
}

TEST(Check, SaysAMistakeOfAPolicyOnce) {
  constexpr std::string_view kBroken = R"(policy {}
resource_policy "thing" "broken" {
  enforce {
    condition = attrs.nothing_of_that_name
  }
}
)";
  const std::string one = change(R"(["create"])", "null", kBad);
  const auto checked = check({.name = "p", .bytes = plan_of(one + "," + one + "," + one)}, load(kBroken));
  ASSERT_TRUE(checked.ok()) << render(checked.errors());
  ASSERT_EQ(checked->diagnostics.size(), 1U);
  EXPECT_THAT(checked->diagnostics[0].where, EndsWith(" and 2 more resources"));
}

TEST(Check, IsTheSameOnAnyNumberOfThreads) {
  const SelectedPolicies policies = load(kNamed);
  std::string changes;
  for (int i = 0; i < 500; ++i) {
    changes += (i == 0 ? "" : ",") + change(R"(["create"])", "null", i % 3 == 0 ? kBad : kGood);
  }
  const auto run = [&](std::size_t threads) {
    const auto checked = check({.name = "p", .bytes = plan_of(changes)}, policies, {.threads = threads});
    std::string all;
    if (!checked.ok()) return render(checked.errors());
    for (const Finding& f : checked->report.findings)
      all += f.control + f.address + std::string(name(f.verdict)) + "\n";
    return all;
  };
  const std::string one = run(1);
  EXPECT_EQ(std::ranges::count(one, '\n'), 500);
  EXPECT_EQ(run(4), one);
}

}  // namespace
}  // namespace plimsoll::analysis
