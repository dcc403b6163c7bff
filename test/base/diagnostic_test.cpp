#include "plimsoll/base/diagnostic.h"

#include <gtest/gtest.h>

namespace plimsoll {
namespace {

SourcePtr source(std::string text) {
  return std::make_shared<const SourceFile>("x.policy.hcl", std::move(text));
}

TEST(SourceFile, CountsColumnsAsEditorsDo) {
  const SourcePtr file = source(
      "\xEF\xBB\xBF"
      "a😀b\n😀c");
  EXPECT_EQ(file->position(3), (LineColumn{1, 1})) << "a byte-order mark is no column";
  EXPECT_EQ(file->position(0), (LineColumn{1, 1}));
  EXPECT_EQ(file->position(8), (LineColumn{1, 4})) << "two UTF-16 code units";
  EXPECT_EQ(file->position(14), (LineColumn{2, 3}));
}

TEST(SourceFile, CountsLinesAndColumnsInCharacters) {
  const SourcePtr file = source("ab\ncdé日x\r\nlast");
  EXPECT_EQ(file->position(0), (LineColumn{1, 1}));
  EXPECT_EQ(file->position(2), (LineColumn{1, 3})) << "the line end belongs to its line";
  EXPECT_EQ(file->position(10), (LineColumn{2, 5})) << "é and 日 are one column each";
  EXPECT_EQ(file->position(1000), (LineColumn{3, 5}));
  EXPECT_EQ(file->line(2), "cdé日x") << "without the CR";
  EXPECT_EQ(file->line(4), "");
  EXPECT_EQ(file->slice({3, 5}), "cd");
  EXPECT_EQ(file->slice({5, 3}), "") << "a reversed range is empty";
}

TEST(Render, PointsAtTheRangeLikeACompiler) {
  const SourcePtr file = source("enforce {\n  condition = attrs.privilegd\n}\n");
  const Diagnostic error = make_error("Unsupported attribute", "did you mean \"privileged\"?", {file, {30, 39}});
  EXPECT_EQ(render(error),
            "error: Unsupported attribute\n"
            " --> x.policy.hcl:2:21\n"
            "  |\n"
            "2 |   condition = attrs.privilegd\n"
            "  |                     ^^^^^^^^^\n"
            "  = did you mean \"privileged\"?\n");
}

TEST(Render, KeepsTheCaretRightBehindWideAndEscapedCharacters) {
  const SourcePtr file = source("\té = oops");
  EXPECT_EQ(render(make_error("Bad", {}, {file, {6, 10}})),
            "error: Bad\n --> x.policy.hcl:1:6\n  |\n1 | \\té = oops\n  |       ^^^^\n");
}

TEST(Render, CutsLongLinesAroundThePlace) {
  const std::string text = std::string(5000, 'a') + "HERE" + std::string(5000, 'b');
  const std::string out = render(make_error("Bad", {}, {source(text), {5000, 5004}}));
  EXPECT_LT(out.size(), 600U);
  EXPECT_NE(out.find("aHEREb"), std::string::npos);
  EXPECT_NE(out.find(" ^^^^\n"), std::string::npos);
}

TEST(Render, CutsLongLinesOfAnyBytes) {
  // Nothing but UTF-8 continuation bytes: no place to cut between characters.
  const std::string text(1000, '\x80');
  for (const std::uint32_t begin : {0U, 80U, 500U, 999U, 1000U}) {
    const std::string out = render(make_error("Bad", {}, {source(text), {begin, begin + 300}}));
    EXPECT_NE(out.find(" | "), std::string::npos) << begin;
    EXPECT_NE(out.find('^'), std::string::npos) << begin;
  }
}

TEST(Render, NamesThePlaceWhereThereIsNoText) {
  Diagnostic warning = make_warning("Unknown minor version", "one\ntwo");
  warning.where = "plan.json";
  EXPECT_EQ(render(warning), "warning: Unknown minor version\n --> plan.json\n  = one\n  = two\n");
}

TEST(Render, NamesWhatWasEvaluatedBesideTheText) {
  Diagnostic error = make_error("Bad", "why", {source("x = y\n"), {4, 5}});
  error.where = "aws_x.y[\"k\"]";
  EXPECT_EQ(render(error),
            "error: Bad\n --> x.policy.hcl:1:5\n  |\n1 | x = y\n  |     ^\n  = for aws_x.y[\"k\"]\n  = why\n");
}

TEST(Render, EscapesHostileNames) {
  Diagnostic error = make_error("Bad \x1b[2J name");
  error.where = "a\n::error::x";
  EXPECT_EQ(render(error), "error: Bad \\u001b[2J name\n --> a\\n::error::x\n");
}

TEST(Render, ColorsOnlyWhenAsked) {
  EXPECT_EQ(render(make_error("Bad")).find('\x1b'), std::string::npos);
  EXPECT_NE(render(make_error("Bad"), true).find("\x1b[1;31m"), std::string::npos);
}

TEST(HasErrors, IgnoresWarnings) {
  EXPECT_FALSE(has_errors({make_warning("w")}));
  EXPECT_TRUE(has_errors({make_warning("w"), make_error("e")}));
}

}  // namespace
}  // namespace plimsoll
