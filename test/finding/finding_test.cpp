#include "plimsoll/finding/finding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace plimsoll {
namespace {

TEST(Names, ParseBackToThemselves) {
  for (const Severity severity : kSeverities) EXPECT_EQ(parse_severity(name(severity)), severity);
  for (const Verdict v : {Verdict::kFail, Verdict::kUnknown, Verdict::kPass, Verdict::kNotApplicable}) {
    EXPECT_EQ(parse_verdict(name(v)), v);
  }
  EXPECT_FALSE(parse_severity("High"));
  EXPECT_FALSE(parse_verdict(""));
}

TEST(ControlLess, OrdersNumbersAsNumbersAndOwnControlsLast) {
  std::vector<std::string> ids = {"ecs-ipc-mode-host", "ECS.10", "ECS.2", "CT.ECS.PR.1", "ECS.21", "ecs-a"};
  std::ranges::sort(ids, control_less);
  EXPECT_EQ(ids, (std::vector<std::string>{"CT.ECS.PR.1", "ECS.2", "ECS.10", "ECS.21", "ecs-a", "ecs-ipc-mode-host"}));
}

TEST(Sha256, AgreesWithTheStandard) {
  // FIPS 180-4 example.
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Fingerprint, DependsOnControlAddressSubjectAndOccurrenceOnly) {
  const Subject web{.kind = "container", .name = "web"};
  const std::set<std::string> all = {
      fingerprint("ECS.4", "a.b", web),
      fingerprint("ECS.5", "a.b", web),
      fingerprint("ECS.4", "a.c", web),
      fingerprint("ECS.4", "a.b", std::nullopt),
      fingerprint("ECS.4", "a.b", Subject{.kind = "volume", .name = "web"}),
      fingerprint("ECS.4", "a.b", web, 1),
      fingerprint("ECS.4a", ".b", web),
  };
  EXPECT_EQ(all.size(), 7U);
  EXPECT_EQ(fingerprint("ECS.4", "a.b", web), fingerprint("ECS.4", "a.b", web));
  EXPECT_EQ(all.begin()->size(), 64U);
}

TEST(FindingLess, FollowsTheContract) {
  const auto finding = [](Severity severity, std::string address, std::string subject, std::string control) {
    return Finding{.control = std::move(control),
                   .severity = severity,
                   .address = std::move(address),
                   .subject = Subject{.kind = "container", .name = std::move(subject)}};
  };
  std::vector<Finding> all = {finding(Severity::kHigh, "b", "x", "ECS.4"), finding(Severity::kHigh, "a", "y", "ECS.4"),
                              finding(Severity::kHigh, "a", "x", "ECS.10"), finding(Severity::kHigh, "a", "x", "ECS.9"),
                              finding(Severity::kCritical, "z", "z", "ECS.21")};
  std::ranges::sort(all, finding_less);
  std::vector<std::string> order;
  for (const Finding& f : all) order.push_back(f.address + f.subject->name + f.control);
  EXPECT_EQ(order, (std::vector<std::string>{"zzECS.21", "axECS.9", "axECS.10", "ayECS.4", "bxECS.4"}));
}

TEST(Summarize, CountsWaivedAndResolvedApart) {
  PlanReport plan;
  const auto add = [&plan](Verdict verdict, Change change, bool waived = false) {
    plan.findings.push_back({.severity = Severity::kHigh, .verdict = verdict, .change = change});
    if (waived) plan.findings.back().waiver = Waiver{.reason = "known"};
  };
  add(Verdict::kFail, Change::kIntroduced);
  add(Verdict::kFail, Change::kExisting);
  add(Verdict::kFail, Change::kExisting, true);
  add(Verdict::kUnknown, Change::kIntroduced);
  add(Verdict::kPass, Change::kNone);
  add(Verdict::kPass, Change::kResolved);
  add(Verdict::kNotApplicable, Change::kNone);
  const Summary s = summarize(plan);
  EXPECT_EQ(s.fail, 2U);
  EXPECT_EQ(s.unknown, 1U);
  EXPECT_EQ(s.pass, 1U);
  EXPECT_EQ(s.not_applicable, 1U);
  EXPECT_EQ(s.waived, 1U);
  EXPECT_EQ(s.introduced, 2U);
  EXPECT_EQ(s.existing, 1U);
  EXPECT_EQ(s.resolved, 1U);
  EXPECT_EQ(s.severity.at(Severity::kHigh), 3U);
  EXPECT_EQ(s.severity.at(Severity::kLow), 0U);
}

}  // namespace
}  // namespace plimsoll
