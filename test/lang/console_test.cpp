// Runs the recorded sessions in testdata/lang: what `terraform console` answered, and rules of our own in the same
// form.
//
//   > expression          = kind JSON      the value
//                         ! summary        the error
//                         ? unknown        not wholly known
//                         * sensitive      marked somewhere
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "plimsoll/value/json.h"
#include "support.h"

namespace plimsoll::lang {
namespace {

struct Case {
  std::string file = {};
  std::size_t line = 0;
  std::string expression = {};
  std::string expected = {};
};

std::vector<Case> read_cases(const std::string& name) {
  std::ifstream stream(std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/lang/" + name);
  std::vector<Case> cases;
  std::string line;
  for (std::size_t number = 1; std::getline(stream, line); ++number) {
    if (line.starts_with("> ")) cases.push_back({.file = name, .line = number, .expression = line.substr(2)});
    if (!line.empty() && std::string_view("=!?*").find(line[0]) != std::string_view::npos && !cases.empty()) {
      cases.back().expected = line;
    }
  }
  return cases;
}

/// A line break in an expression is written as \n between two spaces.
std::string with_line_breaks(std::string text) {
  for (std::size_t at = text.find(" \\n "); at != std::string::npos; at = text.find(" \\n ", at + 1)) {
    text.replace(at, 4, "\n");
  }
  return text;
}

std::string shown(const Outcome& outcome) {
  if (!outcome.ok()) return "! " + outcome.failure().diagnostic.summary;
  const Value& value = outcome.value();
  if (value.contains_sensitive()) return "* sensitive";
  if (!value.is_wholly_known()) return "? unknown";
  return "= " + std::string(kind_name(value.kind())) + " " + json::encode(value);
}

class Console : public testing::TestWithParam<const char*> {};

TEST_P(Console, AnswersAsRecorded) {
  const FunctionTable functions = console_functions();
  const std::vector<Case> cases = read_cases(GetParam());
  ASSERT_GT(cases.size(), 20U);
  for (const Case& c : cases) {
    const Outcome outcome = run(with_line_breaks(c.expression), functions);
    EXPECT_EQ(shown(outcome), c.expected) << c.file << ":" << c.line << ": " << c.expression
                                          << (outcome.ok() ? "" : "\n" + outcome.failure().diagnostic.detail);
  }
}

INSTANTIATE_TEST_SUITE_P(Lang, Console, testing::Values("console.txt", "rules.txt"));

}  // namespace
}  // namespace plimsoll::lang
