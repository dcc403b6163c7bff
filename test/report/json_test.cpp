#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "fixture.h"
#include "schema_check.h"

namespace plimsoll::report_test {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using report::write_json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

json schema() {
  std::ifstream file(PLIMSOLL_SOURCE_DIR "/docs/result.schema.json");
  return json::parse(file);
}

std::vector<std::string> keys(const ordered_json& object) {
  std::vector<std::string> names;
  for (const auto& [key, value] : object.items()) names.push_back(key);
  return names;
}

TEST(Json, IsValidAgainstTheSchema) {
  for (const Report& report : {sample_report(), hostile_report(), large_report(10), Report{}}) {
    for (const report::Options& options : {report::Options{}, include_all()}) {
      EXPECT_THAT(schema_violations(schema(), json::parse(write_json(report, options))), IsEmpty());
    }
  }
}

TEST(Json, SchemaRefusesWhatIsNotAResult) {
  const json good = json::parse(write_json(sample_report(), {}));
  const auto violations_after = [&good](const char* pointer, const json& value) {
    json document = good;
    document[json::json_pointer(pointer)] = value;
    return schema_violations(schema(), document);
  };
  EXPECT_THAT(violations_after("/plans/0/findings/0/verdict", "maybe"), ElementsAre(HasSubstr("/verdict: is none")));
  EXPECT_THAT(violations_after("/plans/0/summary/fail", -1), ElementsAre(HasSubstr("too small")));
  EXPECT_THAT(violations_after("/plans/0/extra", 1), ElementsAre("/plans/0/extra: is not in the schema"));
  EXPECT_THAT(violations_after("/plans/0/findings/0/fingerprint", "ab"), ElementsAre(HasSubstr("too short")));
  EXPECT_THAT(violations_after("/plans/0/findings/0/subject", 1), ElementsAre(HasSubstr("none of the alternatives")));
  json lacking = good;
  lacking["plans"][0]["findings"][0].erase("change");
  EXPECT_THAT(schema_violations(schema(), lacking), ElementsAre("/plans/0/findings/0: lacks change"));
}

TEST(Json, KeepsTheOrderOfTheContract) {
  const ordered_json result = ordered_json::parse(write_json(sample_report(), include_all()));
  EXPECT_THAT(keys(result), ElementsAre("schema_version", "tool", "plans", "controls", "diagnostics"));
  const ordered_json& summary = result["plans"][0]["summary"];
  EXPECT_THAT(keys(summary), ElementsAre("fail", "unknown", "pass", "not_applicable", "waived", "introduced",
                                         "existing", "resolved", "severity"));
  EXPECT_THAT(keys(summary["severity"]), ElementsAre("critical", "high", "medium", "low", "info"));
  for (const ordered_json& finding : result["plans"][0]["findings"]) {
    if (!finding.contains("location")) continue;
    EXPECT_THAT(keys(finding),
                ElementsAre("control", "severity", "verdict", "change", "address", "subject", "path", "message",
                            "unknown_because", "location", "related_locations", "fix", "fingerprint", "waiver"));
    EXPECT_THAT(keys(finding["fix"]), ElementsAre("summary", "applicability", "hcl", "edits", "notes"));
  }
}

TEST(Json, ListsOnlyControlsInForce) {
  const json result = json::parse(write_json(sample_report(), {}));
  std::vector<std::string> ids;
  for (const json& control : result["controls"]) ids.push_back(control["id"]);
  EXPECT_THAT(ids, ElementsAre("ECS.4", "ECS.5", "ECS.9", "ECS.12", "ecs-sensitive-host-mount"));
}

TEST(Json, NamesThePlaceOfADiagnostic) {
  Report report;
  const auto file = std::make_shared<const SourceFile>("x.policy.hcl", "one\ntwo three\n");
  report.diagnostics = {make_error("Bad", "Very.", {.file = file, .bytes = {.begin = 8, .end = 13}})};
  const json diagnostic = json::parse(write_json(report, {}))["diagnostics"][0];
  EXPECT_EQ(diagnostic,
            json::parse(R"({"level":"error","summary":"Bad","detail":"Very.","where":"x.policy.hcl:2:5"})"));
}

TEST(Json, EscapesStrings) {
  struct Case {
    std::string in;
    std::string out;
  };
  for (const Case& c : std::vector<Case>{
           {"a\"b\\c", R"("a\"b\\c")"},
           {std::string("\0\n\r\t\x1f\x7f", 6), "\"\\u0000\\n\\r\\t\\u001f\\u007f\""},
           {"\xC2\x9B"
            "31m",
            R"("\u009b31m")"},
           {"\xE2\x80\xAE", R"("\u202e")"},
           {"##vso[x] ##[y] #z", R"("\u0023#vso[x] \u0023#[y] #z")"},
           {"\xFF\xE3\x82", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
           {"ウェブ😀", "\"ウェブ😀\""},
           {"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
       }) {
    Finding finding = make_finding("ECS.4", "a", "b");
    finding.message = c.in;
    EXPECT_THAT(write_json(report_of(finding), {}), HasSubstr("\"message\": " + c.out)) << c.out;
  }
}

TEST(Json, RoundTripKeepsEveryByte) {
  for (const Report& report : {sample_report(), hostile_report(), large_report(50)}) {
    for (const report::Options& options : {report::Options{}, include_all()}) {
      const std::string first = write_json(report, options);
      const Result<Report> read = report::read_json(first, "result.json");
      ASSERT_TRUE(read.ok()) << render(read.errors());
      EXPECT_EQ(write_json(*read, include_all()), first);
    }
  }
}

TEST(Json, OtherFormatsAreTheSameFromASavedResult) {
  const Report report = sample_report();
  const Result<Report> read = report::read_json(write_json(report, {}), "result.json");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(report::write_text(*read, {}), report::write_text(report, {}));
  EXPECT_EQ(report::write_markdown(*read, {}), report::write_markdown(report, {}));
  EXPECT_EQ(report::write_sarif(*read, {}), report::write_sarif(report, {}));
}

TEST(Json, RefusesWhatItCannotRead) {
  const std::string good = write_json(sample_report(), {});
  const auto changed = [&good](const std::string& from, const std::string& to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  struct Case {
    std::string text;
    std::string where;
  };
  for (const Case& c : std::vector<Case>{
           {"", "r.json, byte 1"},
           {"[]", "r.json, at /"},
           {"{\"schema_version\": 1", "r.json, byte 21"},
           {good.substr(0, good.size() / 2), "r.json, byte"},
           {std::string(1000, '['), "r.json, at /"},
           {changed("\"schema_version\": 1", "\"schema_version\": 2"), "at /schema_version"},
           {changed("\"errored\": false", "\"errored\": 0"), "at /plans/0/errored"},
           {changed("\"verdict\": \"fail\"", "\"verdict\": \"good\""), "at /plans/0/findings/0/verdict"},
           {changed("\"change\": \"introduced\"", "\"change\": \"\""), "at /plans/0/findings/0/change"},
           {changed("\"offset\": 912", "\"offset\": 99999999999"), "/fix/edits/0/offset"},
           {changed("\"line\": 41", "\"line\": -1"), "/location/start/line"},
           {changed("\"resources_judged\": 3,", ""), "at /plans/0/resources_judged"},
       }) {
    const Result<Report> read = report::read_json(c.text, "r.json");
    ASSERT_FALSE(read.ok()) << c.where;
    EXPECT_THAT(read.errors()[0].where, HasSubstr(c.where));
  }
}

// A loose bound, an order of magnitude above what a release build takes: it catches a writer that became quadratic.
TEST(Json, WritesManyFindingsInLinearTime) {
  const Report report = large_report(50'000);
  const auto begin = std::chrono::steady_clock::now();
  const std::string text = write_json(report, {});
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  EXPECT_GT(text.size(), 50'000U * 400);
  EXPECT_LT(taken.count(), 5.0);
  RecordProperty("milliseconds", static_cast<int>(taken.count() * 1000));
}

}  // namespace
}  // namespace plimsoll::report_test
