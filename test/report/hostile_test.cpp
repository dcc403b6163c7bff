// What holds for every writer, whatever the names in a plan are.
#include <gtest/gtest.h>

#include <algorithm>

#include "fixture.h"
#include "plimsoll/base/text.h"

namespace plimsoll::report_test {
namespace {

using report::Options;

struct Output {
  std::string name = {};
  std::string text = {};
};

std::vector<Output> outputs() {
  std::vector<Output> all;
  const Report report = hostile_report();
  for (const report::Format& format : report::formats()) {
    for (const bool is_verbose : {false, true}) {
      Options options = include_all();
      options.verbose = is_verbose;
      options.width = is_verbose ? 50 : 100;
      all.push_back({.name = std::string(format.name), .text = format.write(report, options)});
    }
  }
  all.push_back({.name = "explain", .text = report::explain(report.controls[0], {.width = 50})});
  all.push_back({.name = "controls", .text = report::controls_table(report.controls, {.width = 50})});
  all.push_back({.name = "controls json", .text = report::controls_json(report.controls)});
  return all;
}

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin == std::string::npos ? "" : line.substr(begin);
}

TEST(Hostile, NoControlCharactersReachTheOutput) {
  for (const Output& output : outputs()) {
    const auto is_control = [](char c) { return (c >= 0 && c < 0x20 && c != '\n' && c != '\t') || c == 0x7F; };
    EXPECT_TRUE(std::ranges::none_of(output.text, is_control)) << output.name;
    EXPECT_TRUE(is_valid_utf8(output.text)) << output.name;
    EXPECT_EQ(output.text.find("\xE2\x80\xAE"), std::string::npos) << output.name << ": right-to-left override";
    EXPECT_TRUE(output.text.ends_with('\n')) << output.name;
  }
}

TEST(Hostile, TabsOnlyInCode) {
  for (const Output& output : outputs()) {
    for (const std::string& line : split(output.text, '\n')) {
      const bool has_tab = line.find('\t') != std::string::npos;
      EXPECT_TRUE(!has_tab || trimmed(line) == "y = 1") << output.name << ": " << line;
    }
  }
}

TEST(Hostile, NoLineIsACommandOfACiSystem) {
  for (const Output& output : outputs()) {
    for (const std::string& line : split(output.text, '\n')) {
      EXPECT_FALSE(trimmed(line).starts_with("::")) << output.name << ": " << line;
      EXPECT_EQ(line.find("##["), std::string::npos) << output.name << ": " << line;
      EXPECT_EQ(line.find("##vso["), std::string::npos) << output.name << ": " << line;
    }
  }
}

TEST(Hostile, WrappingDoesNotMakeACommand) {
  Finding finding = make_finding("ECS.4", "a", "web");
  finding.fix = Fix{.summary = "x", .hcl = "<<EOT\n::error::in a heredoc\nEOT"};
  for (std::size_t length = 1; length < 80; ++length) {
    finding.message = std::string(length, 'x') + " ::error::pwned";
    for (const auto write : {report::write_text, report::write_markdown}) {
      for (const std::string& line : split(write(report_of(finding), {.width = 60}), '\n')) {
        EXPECT_FALSE(trimmed(line).starts_with("::")) << line;
      }
    }
  }
}

TEST(Hostile, ColourIsTheOnlyEscapeSequence) {
  Options options = include_all();
  options.color = true;
  std::string text = report::write_text(hostile_report(), options);
  for (const char* code :
       {"\033[0m", "\033[1m", "\033[2m", "\033[31m", "\033[1;31m", "\033[33m", "\033[36m", "\033[32m"}) {
    const std::string sequence = code;
    for (std::size_t at = text.find(sequence); at != std::string::npos; at = text.find(sequence)) {
      text.erase(at, sequence.size());
    }
  }
  EXPECT_EQ(text.find('\033'), std::string::npos);
  EXPECT_EQ(text, report::write_text(hostile_report(), include_all()));
}

}  // namespace
}  // namespace plimsoll::report_test
