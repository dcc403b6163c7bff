#include "plimsoll/base/text.h"

#include <gtest/gtest.h>

namespace plimsoll {
namespace {

TEST(EditDistance, CountsSingleEdits) {
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("form", "from"), 1U) << "neighbours swapped count once";
}

TEST(DidYouMean, SuggestsTheNearestOnlyWhenNear) {
  const std::vector<std::string> names = {"ECS.4", "privileged", "readonlyRootFilesystem"};
  EXPECT_EQ(did_you_mean("privilegd", names), "privileged");
  EXPECT_EQ(did_you_mean("ReadOnlyRootFileSystem", names), "readonlyRootFilesystem");
  EXPECT_EQ(did_you_mean("ecs4", names), "ECS.4");
  EXPECT_EQ(did_you_mean("unrelated", names), "");
  EXPECT_EQ(did_you_mean("", names), "");
}

TEST(GlobMatch, StarMatchesAnyRunAndNothingElseIsSpecial) {
  struct Case {
    std::string_view pattern, text;
    bool matches;
  };
  for (const Case& c :
       {Case{"*", "", true}, Case{"aws_*", "aws_ecs_service", true}, Case{"aws_*", "gcp_x", false},
        Case{"*_service", "aws_ecs_service", true}, Case{"a*b*c", "a-b-b-c", true}, Case{"a*b*c", "a-b-b", false},
        Case{"a.c", "abc", false}, Case{"a?c", "abc", false}, Case{"ECS.1", "ECS.12", false}, Case{"**", "x", true}}) {
    EXPECT_EQ(glob_match(c.pattern, c.text), c.matches) << c.pattern << " against " << c.text;
  }
}

TEST(GlobMatch, StaysPolynomialOnHostilePatterns) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "a*";
  EXPECT_FALSE(glob_match(pattern + "b", std::string(5000, 'a')));
}

TEST(Printable, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(printable("plain text"), "plain text");
  EXPECT_EQ(printable("a\x1b[31m\n\tb"), "a\\u001b[31m\\n\\tb");
  EXPECT_EQ(printable("\x7f\xc2\x85"), "\\u007f\\u0085") << "DEL and C1 NEL";
  EXPECT_EQ(printable("web\u202egnp"), "web\\u202egnp") << "bidirectional override";
  EXPECT_EQ(printable("日本 é"), "日本 é");
  EXPECT_EQ(printable("\xff\xc3"), "\\xff\\xc3") << "not UTF-8";
}

TEST(ValidUtf8, RefusesOverlongSurrogatesAndTruncation) {
  EXPECT_TRUE(is_valid_utf8("日本\xf0\x9f\x9a\x80"));
  for (const std::string_view bad : {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe6\x97", "\x80"}) {
    EXPECT_FALSE(is_valid_utf8(bad));
  }
}

TEST(AppendUtf8, WritesEveryLengthAndReplacesWhatIsNoCharacter) {
  std::string out;
  for (const std::uint32_t c : {0x41U, 0xE9U, 0x65E5U, 0x1F680U, 0xD800U, 0x110000U}) append_utf8(out, c);
  EXPECT_EQ(out, "Aé日\xf0\x9f\x9a\x80\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(HclQuote, KeepsTemplatesInactive) {
  EXPECT_EQ(hcl_quote("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(hcl_quote("${x} %{y} $5 100%"), R"("$${x} %%{y} $5 100%")");
  EXPECT_EQ(hcl_quote("l\nt\tb\x01"), R"("l\nt\tb\u0001")");
}

TEST(HclIdentifier, AllowsDashesButNotDigitsFirst) {
  for (const std::string_view good : {"a", "_x", "aws-logs", "A1"}) EXPECT_TRUE(is_hcl_identifier(good)) << good;
  for (const std::string_view bad : {"", "1a", "-a", "a.b", "a b", "é"}) EXPECT_FALSE(is_hcl_identifier(bad)) << bad;
}

TEST(SplitJoin, AreInverse) {
  for (const std::string_view text : {"", ",", "a", "a,b", ",a,,b,"}) EXPECT_EQ(join(split(text, ','), ","), text);
  EXPECT_EQ(split("a,,b", ',').size(), 3U);
}

}  // namespace
}  // namespace plimsoll
