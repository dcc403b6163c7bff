#include "plimsoll/fix/diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace plimsoll::fix {
namespace {

std::string numbered(int lines) {
  std::string text;
  for (int i = 1; i <= lines; ++i) text += "line " + std::to_string(i) + "\n";
  return text;
}

hcl::Edit replace(std::string_view text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  return {.offset = at, .length = what.size(), .text = std::string(by)};
}

TEST(Diff, ChangesOneLineWithThreeLinesAround) {
  const std::string text = numbered(9);
  EXPECT_EQ(
      unified_diff("main.tf", text, {replace(text, "line 5", "five")}),
      "--- a/main.tf\n+++ b/main.tf\n@@ -2,7 +2,7 @@\n line 2\n line 3\n line 4\n-line 5\n+five\n line 6\n line 7\n"
      " line 8\n");
}

TEST(Diff, NearChangesShareAHunkAndFarOnesDoNot) {
  const std::string text = numbered(30);
  const std::string diff =
      unified_diff("a", text,
                   {replace(text, "line 2\n", ""), replace(text, "line 9\n", "nine\nnine and a half\n"),
                    replace(text, "line 28", "x")});
  EXPECT_EQ(
      diff,
      "--- a/a\n+++ b/a\n@@ -1,12 +1,12 @@\n line 1\n-line 2\n line 3\n line 4\n line 5\n line 6\n line 7\n line 8\n"
      "-line 9\n+nine\n+nine and a half\n line 10\n line 11\n line 12\n@@ -25,6 +25,6 @@\n line 25\n line 26\n"
      " line 27\n-line 28\n+x\n line 29\n line 30\n");
}

TEST(Diff, InsertsWithoutTouchingNeighbours) {
  const std::string text = "a {\n  b = 1\n}\n";
  EXPECT_EQ(unified_diff("x", text, {{.offset = 12, .length = 0, .text = "  c = 2\n"}}),
            "--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n a {\n   b = 1\n+  c = 2\n }\n");
}

TEST(Diff, MarksALastLineWithoutLineEnd) {
  EXPECT_EQ(
      unified_diff("x", "a\nb", {{.offset = 2, .length = 1, .text = "c"}}),
      "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n");
}

TEST(Diff, WritesIntoAnEmptyFile) {
  EXPECT_EQ(unified_diff("x", "", {{.offset = 0, .length = 0, .text = "a\n"}}),
            "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n");
}

TEST(Diff, SaysNothingOfWhatStays) {
  EXPECT_EQ(unified_diff("x", "a\nb\n", {{.offset = 0, .length = 1, .text = "a"}}), "");
  EXPECT_EQ(unified_diff("x", "a\n", {}), "");
}

// What a patch program does: hunks replace exactly the lines that they name.
std::string patched(const std::string& text, const std::string& diff) {
  std::vector<std::string> before, after, lines;
  const auto split = [](const std::string& all) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t end = std::min(all.find('\n', at), all.size() - 1) + 1;
      parts.push_back(all.substr(at, end - at));
      at = end;
    }
    return parts;
  };
  before = split(text);
  lines = split(diff);
  std::size_t at = 0;
  // Lines that the hunk still has to name.
  std::size_t old_left = 0, new_left = 0;
  const auto count = [](const std::string& range) {
    const std::size_t comma = range.find(',');
    return comma == std::string::npos ? 1 : std::stoul(range.substr(comma + 1));
  };
  for (std::size_t i = 2; i < lines.size(); ++i) {
    std::string line = lines[i];
    if (line.starts_with("@@ -")) {
      EXPECT_EQ(old_left + new_left, 0U);
      const std::size_t space = line.find(' ', 4);
      old_left = count(line.substr(4, space - 4));
      new_left = count(line.substr(space + 2, line.find(' ', space + 2) - space - 2));
      const std::size_t start = std::stoul(line.substr(4));
      for (; at < (old_left == 0 ? start : start - 1); ++at) after.push_back(before.at(at));
      EXPECT_EQ(std::stoul(line.substr(space + 2)), new_left == 0 ? after.size() : after.size() + 1);
      continue;
    }
    if (line.starts_with('\\')) continue;
    if (line[0] != '+') --old_left;
    if (line[0] != '-') --new_left;
    const bool no_end = i + 1 < lines.size() && lines[i + 1].starts_with('\\');
    std::string content = line.substr(1);
    if (no_end) content.pop_back();
    if (line[0] != '+') {
      EXPECT_EQ(before.at(at++), content);
    }
    if (line[0] != '-') after.push_back(content);
  }
  EXPECT_EQ(old_left + new_left, 0U);
  for (; at < before.size(); ++at) after.push_back(before[at]);
  std::string result;
  for (const std::string& line : after) result += line;
  return result;
}

TEST(Diff, APatchProgramGetsTheEditedText) {
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return static_cast<std::uint32_t>(random() % n); };
  for (int round = 0; round < 2000; ++round) {
    std::string text = numbered(static_cast<int>(below(25)));
    if (!text.empty() && below(2) == 0) text.pop_back();
    std::vector<hcl::Edit> edits;
    std::uint32_t at = 0;
    while (edits.size() < 4 && at <= text.size()) {
      const std::uint32_t offset = at + below(text.size() - at + 1);
      const std::uint32_t length = below(std::min<std::size_t>(text.size() - offset, 20) + 1);
      edits.push_back({.offset = offset,
                       .length = length,
                       .text = below(3) == 0   ? ""
                               : below(2) == 0 ? "new\n"
                                               : "x\ny"});
      at = offset + length + 1;
    }
    const std::string wanted = hcl::apply(text, edits).value();
    const std::string diff = unified_diff("f", text, edits);
    ASSERT_EQ(diff.empty() ? text : patched(text, diff), wanted) << "text:\n" << text << "diff:\n" << diff;
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  return lines;
}

/// Lines of which no diff can do without: the length of the longest common subsequence tells.
std::size_t fewest_changes(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      common[i][j] = a[i - 1] == b[j - 1] ? common[i - 1][j - 1] + 1 : std::max(common[i - 1][j], common[i][j - 1]);
    }
  }
  return a.size() + b.size() - 2 * common[a.size()][b.size()];
}

// Lines repeat a lot here, as brackets do.
TEST(Diff, IsMinimalAndRight) {
  std::mt19937 random(11);
  const auto line = [&random] { return std::string(random() % 3, ' ') + (random() % 2 == 0 ? "}" : "{") + "\n"; };
  for (int round = 0; round < 5000; ++round) {
    std::string text, wanted;
    for (std::size_t i = random() % 12; i > 0; --i) text += line();
    for (std::size_t i = random() % 12; i > 0; --i) wanted += line();
    if (random() % 4 == 0 && !wanted.empty()) wanted.pop_back();
    const std::string diff = unified_diff("f", text, {{.offset = 0, .length = text.size(), .text = wanted}});
    ASSERT_EQ(diff.empty() ? text : patched(text, diff), wanted) << "text:\n" << text << "diff:\n" << diff;
    const std::vector<std::string> shown = lines_of(diff);
    const auto changed = std::count_if(shown.begin() + (shown.empty() ? 0 : 2), shown.end(),
                                       [](const std::string& one) { return one[0] == '+' || one[0] == '-'; });
    ASSERT_EQ(static_cast<std::size_t>(changed), fewest_changes(lines_of(text), lines_of(wanted))) << diff;
  }
}

TEST(Diff, ManyChangesInOnePlaceAreShownAsOne) {
  std::string text, wanted;
  for (int i = 0; i < 2000; ++i) {
    text += "a" + std::to_string(i) + "\nsame\n";
    wanted += "b" + std::to_string(i) + "\nsame\n";
  }
  EXPECT_EQ(patched(text, unified_diff("f", text, {{.offset = 0, .length = text.size(), .text = wanted}})), wanted);
}

TEST(Diff, NewBlocksBeginWhereTheyAreIndentedLeast) {
  const std::string text = "x = [\n  {\n    a = 1\n  },\n  {\n    b = 1\n  },\n]\n";
  // Written behind "a = 1", as an edit may be.
  const std::size_t at = text.find("  },\n");
  EXPECT_EQ(unified_diff("x", text, {{.offset = at, .length = 0, .text = "  },\n  {\n    c = 1\n"}}),
            "--- a/x\n+++ b/x\n@@ -2,6 +2,9 @@\n   {\n     a = 1\n   },\n+  {\n+    c = 1\n+  },\n   {\n"
            "     b = 1\n   },\n");
}

TEST(Diff, WithholdsSecretsAndMovesTheEditsAlong) {
  const std::string text = "a = \"hunter2\"\nb = 1\nc = \"hunter2 hunter3\"\n";
  const auto range = [&text](std::string_view what, std::size_t from = 0) {
    const auto at = static_cast<std::uint32_t>(text.find(what, from));
    return ByteRange{at, at + static_cast<std::uint32_t>(what.size())};
  };
  const ByteRange first = range("\"hunter2\"");
  const ByteRange last = range("\"hunter2 hunter3\"");
  const ByteRange inner = range("hunter3");
  const std::vector<hcl::Edit> edits = {{.offset = range("1").begin, .length = 1, .text = "2"},
                                        {.offset = last.begin, .length = last.end - last.begin, .text = "var.c"}};
  const Shown shown = withhold(text, edits, {inner, last, first, last});
  EXPECT_EQ(shown.text, "a = (withheld)\nb = 1\nc = (withheld)\n");
  EXPECT_EQ(hcl::apply(shown.text, shown.edits).value(), "a = (withheld)\nb = 2\nc = var.c\n");
  EXPECT_EQ(hcl::apply(text, edits).value(), "a = \"hunter2\"\nb = 2\nc = var.c\n");
}

TEST(Diff, AnEditThatTakesASecretAwayShowsNothingOfIt) {
  const std::string text = "x = [\n  { value = \"hunter2\" },\n]\n";
  const auto at = static_cast<std::uint32_t>(text.find("\"hunter2\""));
  const std::size_t line = text.find("  {");
  const std::vector<hcl::Edit> edits = {{.offset = line, .length = text.find("]") - line, .text = ""}};
  const Shown shown = withhold(text, edits, {{at, at + 9}});
  EXPECT_EQ(unified_diff("x", shown.text, shown.edits),
            "--- a/x\n+++ b/x\n@@ -1,3 +1,2 @@\n x = [\n-  { value = (withheld) },\n ]\n");
  // Nor does one that writes it anew elsewhere.
  EXPECT_EQ(
      withhold(text, {{.offset = 0, .length = 0, .text = "y = \"hunter2\"\n"}}, {{at, at + 9}}).edits.front().text,
      "y = (withheld)\n");
  // A secret of several lines leaves as many behind.
  EXPECT_EQ(withhold("a\nb\nc\nd\n", {}, {{2, 5}}).text, "a\n(withheld)\n\nd\n");
}

}  // namespace
}  // namespace plimsoll::fix
