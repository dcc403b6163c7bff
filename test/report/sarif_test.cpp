// What SARIF's schema and GitHub code scanning demand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "fixture.h"

namespace plimsoll::report_test {
namespace {

using nlohmann::json;
using report::Options;
using report::write_sarif;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

json sarif(const Report& report, const Options& options = {}) {
  return json::parse(write_sarif(report, options));
}

json only_result(const Finding& finding, const Options& options = {}) {
  json results = sarif(report_of(finding), options)["runs"][0]["results"];
  EXPECT_EQ(results.size(), 1U);
  return results.empty() ? json::object() : results[0];
}

std::vector<Report> reports() {
  return {sample_report(), hostile_report(), large_report(3), Report{}, report_of({.control = "x.unlisted"})};
}

// The keys that SARIF 2.1.0 allows and demands in the objects that are written here (additionalProperties is false in
// nearly all of them), by the place of the object; "*" stands for an array's index.
struct Shape {
  std::set<std::string> required = {};
  std::set<std::string> optional = {};
};

const std::map<std::string, Shape>& shapes() {
  static const std::map<std::string, Shape> all = {
      {"", {{"$schema", "version", "runs"}, {}}},
      {"/runs/*", {{"tool", "invocations", "originalUriBaseIds", "columnKind", "results"}, {"automationDetails"}}},
      {"/runs/*/tool", {{"driver"}, {}}},
      {"/runs/*/tool/driver", {{"name", "rules"}, {"semanticVersion"}}},
      {"/runs/*/tool/driver/rules/*",
       {{"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"},
        {"helpUri"}}},
      {"/runs/*/tool/driver/rules/*/help", {{"text", "markdown"}, {}}},
      {"/runs/*/tool/driver/rules/*/defaultConfiguration", {{"level"}, {}}},
      {"/runs/*/automationDetails", {{"id"}, {}}},
      {"/runs/*/invocations/*", {{"executionSuccessful", "toolExecutionNotifications"}, {}}},
      {"/runs/*/invocations/*/toolExecutionNotifications/*", {{"level", "message"}, {}}},
      {"/runs/*/originalUriBaseIds", {{"%SRCROOT%"}, {}}},
      {"/runs/*/results/*",
       {{"ruleId", "ruleIndex", "kind", "level", "message", "locations", "partialFingerprints", "properties"},
        {"fixes", "suppressions", "relatedLocations"}}},
      {"/runs/*/results/*/relatedLocations/*", {{"id", "physicalLocation", "message"}, {}}},
      {"/runs/*/results/*/relatedLocations/*/physicalLocation", {{"artifactLocation", "region"}, {}}},
      {"/runs/*/results/*/message", {{"text"}, {}}},
      {"/runs/*/results/*/locations/*", {{"logicalLocations"}, {"physicalLocation"}}},
      {"/runs/*/results/*/locations/*/physicalLocation", {{"artifactLocation", "region"}, {}}},
      {"/runs/*/results/*/locations/*/physicalLocation/artifactLocation", {{"uri"}, {"uriBaseId"}}},
      {"/runs/*/results/*/locations/*/physicalLocation/region",
       {{"startLine", "startColumn", "endLine", "endColumn"}, {}}},
      {"/runs/*/results/*/locations/*/logicalLocations/*", {{"fullyQualifiedName", "kind"}, {}}},
      {"/runs/*/results/*/partialFingerprints", {{"primaryLocationLineHash"}, {}}},
      {"/runs/*/results/*/fixes/*", {{"description", "artifactChanges"}, {}}},
      {"/runs/*/results/*/fixes/*/artifactChanges/*", {{"artifactLocation", "replacements"}, {}}},
      {"/runs/*/results/*/fixes/*/artifactChanges/*/replacements/*", {{"deletedRegion", "insertedContent"}, {}}},
      {"/runs/*/results/*/fixes/*/artifactChanges/*/replacements/*/deletedRegion",
       {{"startLine", "startColumn", "endLine", "endColumn", "byteOffset", "byteLength"}, {}}},
      {"/runs/*/results/*/suppressions/*", {{"kind", "status"}, {"justification"}}},
  };
  return all;
}

void check_shapes(const json& value, const std::string& place) {
  if (value.is_array()) {
    for (const json& element : value) check_shapes(element, place + "/*");
    return;
  }
  EXPECT_FALSE(value.is_string() && value.get<std::string>().empty()) << place << " is empty";
  if (!value.is_object()) return;
  const auto shape = shapes().find(place);
  if (shape != shapes().end()) {
    for (const std::string& key : shape->second.required) EXPECT_TRUE(value.contains(key)) << place << " lacks " << key;
    for (const auto& [key, ignored] : value.items()) {
      EXPECT_TRUE(shape->second.required.contains(key) || shape->second.optional.contains(key)) << place << "/" << key;
    }
  }
  for (const auto& [key, member] : value.items()) {
    if (key != "properties") check_shapes(member, place + "/" + key);
  }
}

TEST(Sarif, HasTheShapeOfTheSchemaAndNoEmptyText) {
  for (const Report& report : reports()) {
    check_shapes(sarif(report), "");
    check_shapes(sarif(report, include_all()), "");
  }
}

TEST(Sarif, EveryResultPointsToItsRule) {
  for (const Report& report : reports()) {
    const json log = sarif(report, include_all());
    const json& rules = log["runs"][0]["tool"]["driver"]["rules"];
    for (const json& result : log["runs"][0]["results"]) {
      EXPECT_EQ(rules[result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
    }
  }
}

TEST(Sarif, RulesCarryWhatGitHubReads) {
  const json log = sarif(sample_report());
  std::vector<std::string> severities;
  for (const json& rule : log["runs"][0]["tool"]["driver"]["rules"]) {
    EXPECT_THAT(rule["properties"]["tags"], ::testing::Contains("security"));
    EXPECT_LE(rule["shortDescription"]["text"].get<std::string>().size(), 1024U);
    severities.push_back(rule["properties"]["security-severity"]);
  }
  EXPECT_THAT(severities, ElementsAre("8.0", "8.0", "8.0", "5.5", "9.5"));
}

TEST(Sarif, LongDescriptionsAreCut) {
  Report report = sample_report();
  report.controls[0].title = std::string(2000, 't');
  report.controls[0].description = std::string(5000, 'd');
  const json log = sarif(report);
  const json& rule = log["runs"][0]["tool"]["driver"]["rules"][0];
  EXPECT_LE(rule["name"].get<std::string>().size(), 255U);
  EXPECT_LE(rule["shortDescription"]["text"].get<std::string>().size(), 1024U);
  EXPECT_LE(rule["fullDescription"]["text"].get<std::string>().size(), 1024U);
  EXPECT_THAT(rule["help"]["text"].get<std::string>(), HasSubstr(std::string(5000, 'd')));
}

TEST(Sarif, KindAndLevel) {
  struct Case {
    Verdict verdict = Verdict::kFail;
    Severity severity = Severity::kHigh;
    bool unknown_counts = true;
    std::string kind = {};
    std::string level = {};
  };
  for (const Case& c : std::vector<Case>{
           {Verdict::kFail, Severity::kCritical, true, "fail", "error"},
           {Verdict::kFail, Severity::kHigh, true, "fail", "error"},
           {Verdict::kFail, Severity::kMedium, true, "fail", "warning"},
           {Verdict::kFail, Severity::kLow, true, "fail", "note"},
           {Verdict::kFail, Severity::kInfo, true, "fail", "note"},
           {Verdict::kUnknown, Severity::kCritical, true, "fail", "error"},
           {Verdict::kUnknown, Severity::kMedium, true, "fail", "warning"},
           {Verdict::kUnknown, Severity::kCritical, false, "fail", "note"},
           {Verdict::kPass, Severity::kHigh, true, "pass", "none"},
           {Verdict::kNotApplicable, Severity::kHigh, true, "notApplicable", "none"},
       }) {
    Finding finding = make_finding("ECS.4", "a", "web");
    finding.verdict = c.verdict;
    finding.severity = c.severity;
    Options options = include_all();
    options.unknown_counts = c.unknown_counts;
    const json result = only_result(finding, options);
    EXPECT_EQ(result["kind"], c.kind);
    EXPECT_EQ(result["level"], c.level);
  }
}

TEST(Sarif, ResolvedNeverAndWaivedOnlyWhenAsked) {
  Finding finding = make_finding("ECS.4", "a", "web");
  finding.change = Change::kResolved;
  EXPECT_THAT(sarif(report_of(finding), include_all())["runs"][0]["results"], IsEmpty());
  finding.change = Change::kExisting;
  finding.waiver = Waiver{.reason = "Known", .owner = "ops"};
  EXPECT_THAT(sarif(report_of(finding))["runs"][0]["results"], IsEmpty());
  const json result = only_result(finding, include_all());
  const json expected = {{{"kind", "external"}, {"status", "accepted"}, {"justification", "Known (ops)"}}};
  EXPECT_EQ(result["suppressions"], expected);
}

TEST(Sarif, NeverInventsAPlace) {
  const json result = only_result(make_finding("ECS.4", "module.a.aws_ecs_task_definition.x", "web"));
  const json expected = {
      {{"logicalLocations", {{{"fullyQualifiedName", "module.a.aws_ecs_task_definition.x"}, {"kind", "resource"}}}}}};
  EXPECT_EQ(result["locations"], expected);
  EXPECT_FALSE(result.contains("fixes"));
}

TEST(Sarif, PathsAreRelativeUris) {
  struct Case {
    std::string file;
    std::string uri;
    bool has_base = true;
  };
  for (const Case& c : std::vector<Case>{{"./modules/a b/main.tf", "modules/a%20b/main.tf"},
                                         {"../x#y.tf", "../x%23y.tf"},
                                         {"/srv/main.tf", "file:///srv/main.tf", false},
                                         {"制.tf", "%E5%88%B6.tf"}}) {
    Finding finding = make_finding("ECS.4", "a", "web");
    finding.location = Location{.file = c.file};
    const json result = only_result(finding);
    const json& artifact = result["locations"][0]["physicalLocation"]["artifactLocation"];
    EXPECT_EQ(artifact["uri"], c.uri);
    EXPECT_EQ(artifact.contains("uriBaseId"), c.has_base) << c.file;
  }
}

TEST(Sarif, FixesAreGroupedByFile) {
  Finding finding = make_finding("ECS.4", "a", "web");
  finding.fix = Fix{.summary = "Do", .hcl = "x = 1"};
  finding.fix->edits = {{.file = "b.tf", .offset = 10, .length = 0, .text = "x"},
                        {.file = "a.tf",
                         .offset = 5,
                         .length = 2,
                         .text = "",
                         .start = {.line = 2, .column = 3},
                         .end = {.line = 2, .column = 5}},
                        {.file = "b.tf", .offset = 20, .length = 1, .text = "y"}};
  const json result = only_result(finding);
  const json& changes = result["fixes"][0]["artifactChanges"];
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0]["artifactLocation"]["uri"], "b.tf");
  EXPECT_EQ(changes[0]["replacements"].size(), 2U);
  const json region = {{"startLine", 2}, {"startColumn", 3}, {"endLine", 2},
                       {"endColumn", 5}, {"byteOffset", 5},  {"byteLength", 2}};
  EXPECT_EQ(changes[1]["replacements"][0]["deletedRegion"], region);
  EXPECT_EQ(changes[1]["replacements"][0]["insertedContent"], json({{"text", ""}}));
}

TEST(Sarif, TwoContainersOnOneLineHaveTwoLineHashes) {
  Report report = report_of(make_finding("ECS.4", "a", "web"));
  report.plans[0].findings.push_back(make_finding("ECS.4", "a", "sidecar"));
  for (Finding& finding : report.plans[0].findings) finding.location = Location{.file = "main.tf"};
  const json log = sarif(report);
  const json& results = log["runs"][0]["results"];
  EXPECT_NE(results[0]["partialFingerprints"], results[1]["partialFingerprints"]);
  EXPECT_EQ(results[0]["partialFingerprints"]["primaryLocationLineHash"],
            report.plans[0].findings[0].fingerprint + ":1");
}

TEST(Sarif, MessagesHaveNoLinks) {
  Finding finding = make_finding("ECS.4", "a", "web");
  finding.message = "See [here](https://evil.example)[x](y)";
  EXPECT_THAT(only_result(finding)["message"]["text"].get<std::string>(),
              HasSubstr("See [here] (https://evil.example)[x] (y). Resource a, container \"web\"."));
}

TEST(Sarif, OnePlanHasACategoryOfItsOwn) {
  const Report report = report_of(make_finding("ECS.4", "a", "web"));
  EXPECT_EQ(sarif(report)["runs"][0]["automationDetails"]["id"], "plimsoll/plan.json/");
  Report piped = report;
  piped.plans[0].path = "-";
  EXPECT_EQ(sarif(piped)["runs"][0]["automationDetails"]["id"], "plimsoll/stdin/");
  EXPECT_FALSE(sarif(sample_report())["runs"][0].contains("automationDetails"));
}

TEST(Sarif, SaysWhenTheRunWasNotWhole) {
  Report report = report_of(make_finding("ECS.4", "a", "web"));
  EXPECT_EQ(sarif(report)["runs"][0]["invocations"][0]["executionSuccessful"], true);
  report.plans[0].errored = true;
  const json errored = sarif(report);
  EXPECT_EQ(errored["runs"][0]["invocations"][0]["executionSuccessful"], false);
  EXPECT_EQ(errored["runs"][0]["invocations"][0]["toolExecutionNotifications"].size(), 1U);
  const json many = sarif(large_report(5001));
  EXPECT_THAT(many["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].get<std::string>(),
              HasSubstr("5001 results"));
}

}  // namespace
}  // namespace plimsoll::report_test
