#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "fixture.h"
#include "plimsoll/base/text.h"

namespace plimsoll::report_test {
namespace {

using report::Options;
using report::write_markdown;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::size_t kLimit = 60'000;

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

nlohmann::json marker(const std::string& comment) {
  constexpr std::string_view kBegin = "<!-- plimsoll:v1 ", kEnd = " -->\n";
  EXPECT_THAT(comment, StartsWith(std::string(kBegin)));
  return nlohmann::json::parse(comment.substr(kBegin.size(), comment.find(kEnd) - kBegin.size()));
}

// The lines that are not inside a fence. As in CommonMark, a fence ends with a line of at least as many backticks.
std::vector<std::string> lines_outside_fences(const std::string& comment) {
  std::vector<std::string> lines;
  std::size_t fence = 0;
  for (const std::string& line : split(comment, '\n')) {
    const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
    if (fence > 0) {
      if (ticks >= fence && ticks == line.size()) fence = 0;
    } else if (ticks >= 3) {
      fence = ticks;
    } else {
      lines.push_back(line);
    }
  }
  EXPECT_EQ(fence, 0U) << "a fence is open at the end";
  return lines;
}

// Folds open and close in pairs, and a table row has the cells of its head.
void expect_balanced(const std::string& comment) {
  std::size_t folds = 0;
  for (const std::string& line : lines_outside_fences(comment)) {
    folds += count(line, "<details>");
    ASSERT_GE(folds, count(line, "</details>")) << line;
    folds -= count(line, "</details>");
    EXPECT_TRUE(!line.starts_with("| ") || count(line, "|") == 6) << line;
  }
  EXPECT_EQ(folds, 0U);
}

TEST(Markdown, IsBalancedAndSmallWhateverItShows) {
  for (const Report& report : {sample_report(), hostile_report(), large_report(1), large_report(30), large_report(60),
                               large_report(200), large_report(2'000), Report{}}) {
    for (const Options& options : {Options{}, include_all(), Options{.only_introduced = true}}) {
      const std::string comment = write_markdown(report, options);
      expect_balanced(comment);
      EXPECT_LE(comment.size(), kLimit);
    }
  }
}

TEST(Markdown, MarkerNamesTheFindings) {
  const Report report = sample_report();
  std::vector<std::string> fingerprints;
  for (const Finding* finding : report::shown(report.plans[0], {})) fingerprints.push_back(finding->fingerprint);
  std::sort(fingerprints.begin(), fingerprints.end());
  const nlohmann::json data = marker(write_markdown(report, {}));
  EXPECT_EQ(data["key"], "envs/prod/plan.json,envs/dev/plan.json");
  EXPECT_EQ(data["findings"], sha256_hex(join(fingerprints, "\n")));
  EXPECT_EQ(data["truncated"], false);
  EXPECT_EQ(marker(write_markdown(hostile_report(), {}))["key"], hostile_report().plans[0].path);
}

TEST(Markdown, SaysHowMuchIsLeftOut) {
  const std::string comment = write_markdown(large_report(1000), {});
  EXPECT_EQ(marker(comment)["truncated"], true);
  const std::size_t rows = count(comment, "\n| 🟧");
  const std::size_t fixes = count(comment, "Set privileged to false");
  EXPECT_GT(rows, 50U);
  EXPECT_GT(fixes, 10U);
  EXPECT_THAT(comment, HasSubstr("**" + std::to_string(1000 - rows) + " rows and " + std::to_string(1000 - fixes) +
                                 " fixes left out**"));
  EXPECT_GT(comment.size(), kLimit - 2000) << "the room should be used";
}

TEST(Markdown, VerdictComesFirst) {
  struct Case {
    Report report;
    Options options;
    std::string verdict;
  };
  Report partial = report_of({});
  partial.plans[0].findings.clear();
  Report clean = partial, none = partial;
  partial.plans[0].errored = true;
  none.plans[0].resources_judged = 0;
  const Report fail = report_of(make_finding("ECS.4", "a", "web"));
  Report existing = fail;
  existing.plans[0].findings[0].change = Change::kExisting;
  for (const Case& c : std::vector<Case>{
           {fail, {}, "### 🔴 ECS security: 1 finding in 1 resource (1 high) — <code>plan.json</code>"},
           {fail, {.fail_on = Severity::kCritical}, "### 🟡 ECS security: 1 finding in 1 resource (1 high)"},
           {fail, {.show_from = Severity::kCritical}, "### 🔴 ECS security: 1 finding below the severity that is shown"},
           {existing, {.only_introduced = true}, "### 🟢 ECS security: no new problems found in 1 resource"},
           {fail,
            {.only_introduced = true, .show_from = Severity::kCritical},
            "### 🔴 ECS security: 1 finding below the severity that is shown"},
           {clean, {}, "### 🟢 ECS security: no problems found in 1 resource"},
           {clean, {.only_introduced = true}, "### 🟢 ECS security: no new problems found in 1 resource"},
           {none, {}, "### ⚪ ECS security: no ECS resources to judge"},
           {partial, {}, "### 🟡 ECS security: no problems in the part that the plan shows"},
           {sample_report(), {}, "### 🔴 ECS security: 4 findings in 2 resources (1 critical, 3 high) — 2 plans"},
       }) {
    const std::vector<std::string> lines = split(write_markdown(c.report, c.options), '\n');
    EXPECT_THAT(lines[1], StartsWith(c.verdict));
  }
}

TEST(Markdown, IntroducedFirstAndExistingFolded) {
  const std::string comment = write_markdown(sample_report(), {});
  const std::size_t fold = comment.find("<details><summary>1 finding that this plan does not change</summary>");
  ASSERT_NE(fold, std::string::npos);
  EXPECT_LT(comment.find("runs in privileged mode"), fold);
  EXPECT_GT(comment.find("can write to its root file system"), fold);
}

TEST(Markdown, NoMarkupFromNames) {
  const std::string text = join(lines_outside_fences(write_markdown(hostile_report(), include_all())), "\n");
  for (const char* markup : {"<script", "`", "@", "[link", "://evil", "www.evil", "<!-- z", "-->b", " #1", "\r"}) {
    EXPECT_EQ(text.find(markup), std::string::npos) << markup;
  }
}

TEST(Markdown, FenceIsLongerThanAnyRunInside) {
  Finding finding = make_finding("ECS.4", "a", "web");
  finding.fix = Fix{.summary = "Do", .hcl = "a = 1\n``````\n</details>"};
  const std::string comment = write_markdown(report_of(finding), {});
  EXPECT_THAT(comment, HasSubstr("\n```````hcl\na = 1\n``````\n</details>\n```````\n"));
}

TEST(Markdown, LinksOnlyToTheWeb) {
  Report report = report_of(make_finding("ECS.4", "a", "web"));
  report.controls[0].help_uri = "javascript:alert(1)";
  EXPECT_THAT(write_markdown(report, {}), HasSubstr("| ECS.4 |"));
  report.controls[0].help_uri = "https://x.example/a b)|c";
  EXPECT_THAT(write_markdown(report, {}), HasSubstr("| [ECS.4](https://x.example/a%20b%29%7Cc) |"));
}

TEST(Markdown, LongNamesAreShortenedBetweenCharacters) {
  Finding finding = make_finding("ECS.4", "a", "web");
  for (int i = 0; i < 2000; ++i) finding.message += "あ";
  finding.fix = Fix{.summary = "Do", .hcl = std::string(100'000, 'x')};
  const std::string comment = write_markdown(report_of(finding), {});
  EXPECT_TRUE(is_valid_utf8(comment));
  EXPECT_THAT(comment, HasSubstr("あ… |"));
  EXPECT_THAT(comment, HasSubstr("too long for a comment"));
}

}  // namespace
}  // namespace plimsoll::report_test
