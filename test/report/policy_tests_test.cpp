// Reports of policy tests: hostile texts stay text in every format.
#include "plimsoll/report/policy_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace plimsoll::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kHostile = "</failure>]]>\"'&<script>\x1b[31m\x01\xff\xEF\xBF\xBE\u202e\n##[error]";

TestRun hostile_run() {
  const TestCase failed = {.name = kHostile,
                           .line = 3,
                           .status = TestStatus::kFail,
                           .message = kHostile,
                           .expected = kHostile,
                           .actual = kHostile,
                           .diagnostics = {make_error(kHostile, kHostile)}};
  const TestCase skipped = {.name = "s", .status = TestStatus::kSkip, .message = kHostile};
  return {.tool_version = "0",
          .files = {{.file = kHostile, .cases = {failed, skipped}}, {.file = "b", .errors = {make_error(kHostile)}}}};
}

/// Well-formed enough for a reader: tags match, attributes are closed, only the five entities, no forbidden bytes.
void check_xml(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t i = 0; i < xml.size(); ++i) {
    const auto c = static_cast<unsigned char>(xml[i]);
    ASSERT_TRUE(c >= 0x20 || c == '\n' || c == '\t') << "byte " << i;
    ASSERT_NE(c, 0xFF);
    if (c != '<') continue;
    const std::size_t end = xml.find('>', i);
    ASSERT_NE(end, std::string::npos);
    const std::string tag = xml.substr(i + 1, end - i - 1);
    ASSERT_EQ(std::count(tag.begin(), tag.end(), '"') % 2, 0) << tag;
    const std::string name = tag.substr(0, tag.find_first_of(" /"));
    if (tag.front() == '/') {
      ASSERT_FALSE(open.empty());
      ASSERT_EQ(open.back(), tag.substr(1));
      open.pop_back();
    } else if (tag.front() != '?' && tag.back() != '/') {
      open.push_back(name);
    }
    i = end;
  }
  EXPECT_TRUE(open.empty());
}

TEST(PolicyTestReports, JunitIsWellFormed) {
  const std::string xml = write_tests_junit(hostile_run(), {});
  check_xml(xml);
  EXPECT_THAT(xml, HasSubstr("tests=\"3\" failures=\"1\" errors=\"1\" skipped=\"1\""));
  EXPECT_THAT(xml, Not(HasSubstr("<script")));
}

TEST(PolicyTestReports, JsonIsValid) {
  const nlohmann::json document = nlohmann::json::parse(write_tests_json(hostile_run(), {.coverage = true}));
  EXPECT_EQ(document["summary"]["failed"], 1);
  EXPECT_EQ(document["summary"]["broken_files"], 1);
  EXPECT_EQ(document["files"][0]["tests"][0]["status"], "fail");
  EXPECT_TRUE(document["coverage"].is_array());
}

TEST(PolicyTestReports, TextHasNoControlCharacters) {
  const std::string text = write_tests_text(hostile_run(), {.verbose = true});
  for (const char c : text) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
  EXPECT_THAT(text, HasSubstr("1 could not be run"));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
}

TEST(PolicyTestReports, ColourIsOptional) {
  EXPECT_THAT(write_tests_text(hostile_run(), {.color = true}), HasSubstr("\x1b[1;31mFAIL"));
}

TEST(PolicyTestReports, DiagnosticsGiveExactPlaces) {
  const auto source = std::make_shared<const SourceFile>("a.policy.hcl", "one\ntwo three\n");
  const nlohmann::json document =
      nlohmann::json::parse(diagnostics_json({make_warning("S", "D", {.file = source, .bytes = {8, 13}})}));
  EXPECT_EQ(document[0]["level"], "warning");
  EXPECT_EQ(document[0]["file"], "a.policy.hcl");
  EXPECT_EQ(document[0]["start"], (nlohmann::json{{"line", 2}, {"column", 5}}));
  EXPECT_EQ(document[0]["end"], (nlohmann::json{{"line", 2}, {"column", 10}}));
}

}  // namespace
}  // namespace plimsoll::report
