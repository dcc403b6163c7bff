// Whole outputs against files. To refresh them after a wanted change: UPDATE_GOLDENS=1 report_test
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "fixture.h"
#include "plimsoll/base/text.h"

namespace plimsoll::report_test {
namespace {

using report::Options;

struct Golden {
  const char* file = nullptr;
  std::function<std::string()> write = {};
};

Options verbose_color() {
  Options options = include_all();
  options.color = true;
  options.verbose = true;
  return options;
}

std::vector<Golden> goldens() {
  const Report sample = sample_report();
  const Report hostile = hostile_report();
  return {
      {"sample.text", [=] { return report::write_text(sample, {}); }},
      {"sample-all.text", [=] { return report::write_text(sample, include_all()); }},
      {"sample-verbose-color.text", [=] { return report::write_text(sample, verbose_color()); }},
      {"sample-narrow.text", [=] { return report::write_text(sample, {.width = 60}); }},
      {"sample-introduced.text", [=] { return report::write_text(sample, {.only_introduced = true}); }},
      {"hostile.text", [=] { return report::write_text(hostile, include_all()); }},
      {"sample.json", [=] { return report::write_json(sample, {}); }},
      {"sample-all.json", [=] { return report::write_json(sample, include_all()); }},
      {"hostile.json", [=] { return report::write_json(hostile, include_all()); }},
      {"sample.sarif", [=] { return report::write_sarif(sample, {}); }},
      {"sample-all.sarif", [=] { return report::write_sarif(sample, include_all()); }},
      {"hostile.sarif", [=] { return report::write_sarif(hostile, include_all()); }},
      {"sample.markdown", [=] { return report::write_markdown(sample, {}); }},
      {"sample-all.markdown", [=] { return report::write_markdown(sample, include_all()); }},
      {"hostile.markdown", [=] { return report::write_markdown(hostile, include_all()); }},
      {"ecs4.explain", [=] { return report::explain(sample.controls[0], {}); }},
      {"controls.text", [=] { return report::controls_table(sample.controls, {.width = 70}); }},
      {"controls.json", [=] { return report::controls_json(sample.controls); }},
  };
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// "" where the texts are equal, else the first line that differs: whole outputs would bury it.
std::string first_difference(const std::string& expected, const std::string& actual) {
  const std::vector<std::string> wanted = split(expected, '\n'), got = split(actual, '\n');
  for (std::size_t i = 0; i < std::max(wanted.size(), got.size()); ++i) {
    const std::string before = i < wanted.size() ? wanted[i] : "(nothing)";
    const std::string after = i < got.size() ? got[i] : "(nothing)";
    if (before != after) return "line " + std::to_string(i + 1) + "\n- " + before + "\n+ " + after;
  }
  return "";
}

TEST(Golden, OutputsAreAsReviewed) {
  const char* update = std::getenv("UPDATE_GOLDENS");  // NOLINT(concurrency-mt-unsafe): one thread
  for (const Golden& golden : goldens()) {
    const std::string path = std::string(PLIMSOLL_SOURCE_DIR "/testdata/report/") + golden.file + ".golden";
    const std::string actual = golden.write();
    if (update != nullptr) std::ofstream(path, std::ios::binary) << actual;
    EXPECT_EQ(first_difference(read_file(path), actual), "") << path << "; UPDATE_GOLDENS=1 refreshes it";
  }
}

TEST(Golden, SameInputGivesSameBytes) {
  const std::vector<Golden> first = goldens(), second = goldens();
  for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i].write(), second[i].write()) << first[i].file;
}

}  // namespace
}  // namespace plimsoll::report_test
