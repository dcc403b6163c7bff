#include "plimsoll/value/json.h"

#include <gtest/gtest.h>

namespace plimsoll::json {
namespace {

std::string round_trip(std::string_view text) {
  const Result<Value> value = decode(text);
  return value ? encode(*value) : value.errors().front().detail;
}

TEST(JsonTest, DecodesAndEncodesLikeGo) {
  struct Case {
    std::string_view text;
    std::string_view expected;
  };
  const Case cases[] = {
      {"null", "null"},
      {" [ 1 , 2.5 , -0.5 ] ", "[1,2.5,-0.5]"},
      {"123456789012345678901234567890", "123456789012345678901234567890"},
      {R"({"b":1,"a":{"d":[],"c":{}}})", R"({"a":{"c":{},"d":[]},"b":1})"},
      {R"({"a":1,"a":2})", R"({"a":2})"},
      {R"("<a>&\u2028\u2029\u2027\n\t\r\b\f\u0000\"\\\/é")",
       "\"\\u003ca\\u003e\\u0026\\u2028\\u2029\xE2\x80\xA7\\n\\t\\r\\u0008\\u000c\\u0000\\\"\\\\/é\""},
      {R"("\ud83d\ude00 \ud83d \ude00")", "\"\xF0\x9F\x98\x80 \xEF\xBF\xBD \xEF\xBF\xBD\""},
      {"[1,]", "At byte 3: expected a value, found ']'."},
      {"", "At byte 0: expected a value, found the end of the text."},
      {"{}x", "At byte 2: expected the end of the text, found a bare word."},
  };
  for (const Case& c : cases) EXPECT_EQ(round_trip(c.text), c.expected) << c.text;
}

TEST(JsonTest, ArrayKindIsTheCallersChoice) {
  EXPECT_EQ(decode("[[]]")->kind(), Kind::kTuple);
  EXPECT_EQ(decode("[[]]", {.array_kind = Kind::kList})->elements()[0].kind(), Kind::kList);
}

TEST(JsonTest, DuplicateKeysCanBeRefused) {
  EXPECT_TRUE(decode(R"({"a":1,"b":{"a":1}})", {.reject_duplicate_keys = true}).ok());
  EXPECT_FALSE(decode(R"([{"a":1,"\u0061":2}])", {.reject_duplicate_keys = true}).ok());
}

TEST(JsonTest, DepthIsLimited) {
  EXPECT_TRUE(decode("[[[]]]", {.max_depth = 3}).ok());
  EXPECT_FALSE(decode("[[[[]]]]", {.max_depth = 3}).ok());
}

TEST(JsonTest, ErrorsNeverQuoteTheText) {
  for (const std::string_view text : {R"({"p":"hunter2" "hunter2"})", "hunter2", R"(["hunter2)", "[\"hunter2\n\"]"}) {
    const Result<Value> value = decode(text);
    ASSERT_FALSE(value.ok());
    EXPECT_EQ(render(value.errors()).find("hunter2"), std::string::npos) << render(value.errors());
  }
}

}  // namespace
}  // namespace plimsoll::json
