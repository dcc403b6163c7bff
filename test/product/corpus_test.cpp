// The whole product, held to verdicts that were derived from the HCL by hand (testdata/corpus/expected.json).
#include "corpus.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>

#include "plimsoll/analysis/analysis.h"
#include "plimsoll/report/report.h"

namespace plimsoll {
namespace {

using nlohmann::json;

const json& expectations() {
  static const json all = json::parse(test::read_file("testdata/corpus/expected.json"));
  return all;
}

std::set<std::string> plans() {
  std::set<std::string> names;
  for (const json& expected : expectations()) names.insert(expected["plan"].get<std::string>());
  return names;
}

// The tag controls are off until tags are required; the expectations judge them as if switched on without required
// keys.
const analysis::SelectedPolicies& policies() {
  static const analysis::SelectedPolicies loaded = [] {
    const RealFileSystem files;
    auto result = analysis::load_policies({.inputs = {.inputs = {{"required_tag_keys", Value::tuple({})}}}}, files);
    if (!result.ok()) throw std::runtime_error(render(result.errors()));
    return *std::move(result);
  }();
  return loaded;
}

const analysis::Checked& checked(const std::string& plan) {
  static std::map<std::string, analysis::Checked> cache;
  const auto found = cache.find(plan);
  if (found != cache.end()) return found->second;
  auto result = analysis::check({.name = plan, .bytes = test::read_file("testdata/corpus/" + plan)}, policies());
  if (!result.ok()) throw std::runtime_error(plan + "\n" + render(result.errors()));
  return cache.emplace(plan, *std::move(result)).first->second;
}

struct Seen {
  Verdict verdict = Verdict::kNotApplicable;
  Change change = Change::kNone;
};

// What the program says of (control, address, subject): the worst where there are several, nothing where there is none.
std::optional<Seen> seen(const json& expected) {
  std::optional<Seen> worst;
  for (const Finding& finding : checked(expected["plan"]).report.findings) {
    if (finding.control != expected["control"] || finding.address != expected["address"]) continue;
    const json& subject = expected["subject"];
    const bool same = subject.is_null() ? !finding.subject
                                        : finding.subject && finding.subject->kind == subject["kind"] &&
                                              finding.subject->name == subject["name"];
    if (same && (!worst || finding.verdict < worst->verdict)) worst = Seen{finding.verdict, finding.change};
  }
  return worst;
}

TEST(Corpus, EveryExpectedVerdictAgrees) {
  ASSERT_EQ(expectations().size(), 998U);
  for (const json& expected : expectations()) {
    const std::optional<Seen> got = seen(expected);
    if (expected["verdict"] == "not_applicable" && !got) continue;  // no entry at all means the same
    if (!got) {
      ADD_FAILURE() << "no finding for " << expected.dump();
      continue;
    }
    EXPECT_EQ(std::string(name(got->verdict)), expected["verdict"].get<std::string>()) << expected.dump();
    const std::string change = expected["change"].is_null() ? "" : expected["change"].get<std::string>();
    EXPECT_EQ(std::string(name(got->change)), change) << expected.dump();
  }
}

// Bait that the configurations carry as secrets and environment values.
TEST(Corpus, NoFormatEverShowsASecretOrAnEnvironmentValue) {
  ASSERT_GT(plans().size(), 50U);
  const report::Options options{.verbose = true,
                                .include = {Verdict::kPass, Verdict::kNotApplicable},
                                .include_waived = true,
                                .fail_on = Severity::kInfo};
  for (const std::string& plan : plans()) {
    const Report report{
        .plans = {checked(plan).report}, .controls = policies().controls, .diagnostics = checked(plan).diagnostics};
    for (const report::Format& format : report::formats()) {
      const std::string text = format.write(report, options) + render(report.diagnostics);
      for (const std::string_view bait : {"hunter2", "AKIAIOSFODNN7EXAMPLE"}) {
        EXPECT_EQ(text.find(bait), std::string::npos) << plan << " in " << format.name << " shows " << bait;
      }
    }
  }
}

TEST(Corpus, EveryFailureCarriesAFixAndEveryUnknownAReason) {
  for (const std::string& plan : plans()) {
    for (const Finding& finding : checked(plan).report.findings) {
      const std::string what = plan + " " + finding.control + " " + finding.address + " " +
                               (finding.subject ? finding.subject->name : std::string("-"));
      EXPECT_FALSE(finding.message.empty()) << what;
      EXPECT_EQ(finding.fingerprint.size(), 64U) << what;
      if (finding.verdict == Verdict::kUnknown) {
        EXPECT_FALSE(finding.unknown_because.empty()) << what;
      }
      if (finding.verdict != Verdict::kFail) continue;
      if (!finding.fix) {
        ADD_FAILURE() << "no fix: " << what;
        continue;
      }
      EXPECT_FALSE(finding.fix->summary.empty()) << what;
      EXPECT_FALSE(finding.fix->hcl.empty()) << what;
    }
  }
}

// Severity, address, subject, control: the contract's order; and no two findings share a fingerprint.
TEST(Corpus, FindingsAreOrderedAndDistinct) {
  for (const std::string& plan : plans()) {
    const std::vector<Finding>& findings = checked(plan).report.findings;
    EXPECT_TRUE(std::ranges::is_sorted(findings, finding_less)) << plan;
    std::map<std::string, std::string> owners;
    for (const Finding& finding : findings) {
      const auto [entry, added] = owners.emplace(finding.fingerprint, finding.control + " " + finding.address);
      EXPECT_TRUE(added) << plan << ": " << finding.control << " " << finding.address << " and " << entry->second;
    }
  }
}

}  // namespace
}  // namespace plimsoll
