// Holds the evaluator to what `terraform console` answered (testdata/lang/console, recorded by record_console.py, which
// explains the notation) and to rules of our own in the same notation (testdata/lang/rules.txt). Where we answer
// otherwise, testdata/lang/deviations.txt says what and why.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "console_format.h"
#include "support.h"

namespace plimsoll::lang {
namespace {

std::string folder() {
  return std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/lang/";
}

struct Case {
  std::string file = {};
  std::size_t line = 0;
  std::string expression = {};
  std::string expected = {};
};

std::vector<Case> read_cases(const std::string& name) {
  std::ifstream stream(folder() + name);
  std::vector<Case> cases;
  std::string line;
  for (std::size_t number = 1; std::getline(stream, line); ++number) {
    if (line.starts_with("> ")) {
      cases.push_back({.file = name, .line = number, .expression = line.substr(2)});
    } else if (line.size() > 1 && line[1] == ' ' && std::string_view("=*+?!").find(line[0]) != std::string_view::npos &&
               !cases.empty()) {
      cases.back().expected = line;
    }
  }
  return cases;
}

std::vector<Case> recorded_cases() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder() + "console")) {
    files.push_back("console/" + entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  std::vector<Case> all;
  for (const std::string& file : files) {
    std::vector<Case> cases = read_cases(file);
    all.insert(all.end(), std::make_move_iterator(cases.begin()), std::make_move_iterator(cases.end()));
  }
  return all;
}

/// In rules.txt a line break in an expression is written as \n between two spaces.
std::string with_line_breaks(std::string text) {
  for (std::size_t at = text.find(" \\n "); at != std::string::npos; at = text.find(" \\n ", at + 1)) {
    text.replace(at, 4, "\n");
  }
  return text;
}

std::string name_of(const Case& c) {
  return c.file + ":" + std::to_string(c.line) + ": " + c.expression;
}

TEST(Console, AnswersAsTerraformDoes) {
  const FunctionTable functions = console_functions();
  const std::vector<Case> cases = recorded_cases();
  EXPECT_GE(cases.size(), 1500U);
  std::map<std::string, Case> deviations;
  for (const Case& c : read_cases("deviations.txt")) {
    EXPECT_TRUE(deviations.emplace(c.expression, c).second) << name_of(c) << " is listed twice";
  }
  std::size_t listed = 0;
  for (const Case& c : cases) {
    const std::string answer = in_console_format(run(c.expression, functions));
    const auto deviation = deviations.find(c.expression);
    if (deviation == deviations.end()) {
      EXPECT_TRUE(agrees(answer, c.expected))
          << name_of(c) << "\n  terraform: " << c.expected << "\n  here:      " << answer;
      continue;
    }
    ++listed;
    EXPECT_FALSE(agrees(answer, c.expected)) << name_of(c) << " agrees: take it off the list of deviations";
    EXPECT_TRUE(agrees(answer, deviation->second.expected)) << name_of(deviation->second) << "\n  here: " << answer;
  }
  EXPECT_EQ(listed, deviations.size()) << "the list of deviations names an expression that is not recorded, or one "
                                          "that is recorded twice";
}

TEST(Console, KeepsRulesOfOurOwn) {
  const FunctionTable functions = policy_functions();
  for (const Case& c : read_cases("rules.txt")) {
    const std::string answer = in_console_format(run(with_line_breaks(c.expression), functions));
    EXPECT_TRUE(agrees(answer, c.expected))
        << name_of(c) << "\n  expected: " << c.expected << "\n  here:     " << answer;
  }
}

TEST(Console, CoversEveryFunction) {
  std::map<std::string, std::set<std::string>> calls_of;
  for (const std::vector<Case>& cases : {recorded_cases(), read_cases("rules.txt")}) {
    for (const Case& c : cases) {
      const hcl::ParsedExpression parsed = parse(c.expression);
      if (parsed.expression == nullptr) continue;
      for (const hcl::Call* call : calls(*parsed.expression)) {
        const std::size_t colon = call->name.rfind(':');
        calls_of[colon == std::string::npos ? call->name : call->name.substr(colon + 1)].insert(c.expression);
      }
    }
  }
  for (const Function& function : core_functions()) {
    const std::string name = function.name.substr(std::string("core::").size());
    EXPECT_GE(calls_of[name].size(), 2U) << name << " has too few recorded expressions";
  }
}

}  // namespace
}  // namespace plimsoll::lang
