#include "plimsoll/value/json_cursor.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plimsoll/value/json.h"

namespace plimsoll::json {
namespace {

/// "" when the whole text is one JSON document, else "offset: message". Read by skipping.
std::string skip_all(const std::string& text, CursorOptions options = {}) {
  std::string padded = text;
  padded.reserve(text.size() + kCursorPadding);
  Cursor cursor(padded, options);
  if (cursor.skip() && cursor.finish()) return "";
  return std::to_string(cursor.error()->offset) + ": " + cursor.error()->message;
}

std::string read_all(const std::string& text, CursorOptions options = {}) {
  std::string padded = text;
  padded.reserve(text.size() + kCursorPadding);
  Cursor cursor(padded, options);
  Value value;
  if (cursor.read_value(value, Kind::kTuple) && cursor.finish()) return "";
  return std::to_string(cursor.error()->offset) + ": " + cursor.error()->message;
}

TEST(JsonCursorTest, AcceptsEveryKindOfDocument) {
  const std::vector<std::string> texts = {"{}",
                                          "[]",
                                          " [ ] ",
                                          "null",
                                          "true",
                                          "false",
                                          "0",
                                          "-0",
                                          "-1.5e+10",
                                          "1E9",
                                          "0.0",
                                          R"("")",
                                          R"("a\\\"b\u00e9\/")",
                                          R"({"a":1})",
                                          "{\"a\" :\t[1 ,\r\n2]}",
                                          R"([[[[{}]]]])",
                                          R"([{"a":{"b":[null,true,false,-1,"x"]}},{}])",
                                          "123456789012345678901234567890",
                                          R"("\ud83d\ude00")",
                                          R"("\ud83d")",
                                          "\"\x7f\"",
                                          "[\"\\\\\"]"};
  for (const std::string& text : texts) {
    EXPECT_EQ(skip_all(text), "") << text;
    EXPECT_EQ(read_all(text), "") << text;
  }
}

TEST(JsonCursorTest, RefusesWhatIsNoJson) {
  struct Case {
    std::string text;
    std::string error;
  };
  const std::vector<Case> cases = {
      {"", "0: expected a value, found the end of the text"},
      {" \n", "2: expected a value, found the end of the text"},
      {"[1,]", "3: expected a value, found ']'"},
      {"[,1]", "1: expected a value, found ','"},
      {"[1 2]", "3: expected ',' or ']', found a number"},
      {"[1", "2: expected ',' or ']', found the end of the text"},
      {"[1}", "2: expected ',' or ']', found '}'"},
      {"{\"a\":1]", "6: expected ',' or '}', found ']'"},
      {"{\"a\":1,}", "7: expected a key, found '}'"},
      {"{,}", "1: expected a key, found ','"},
      {"{\"a\"}", "4: expected ':', found '}'"},
      {"{\"a\" 1}", "5: expected ':', found a number"},
      {"{\"a\":}", "5: expected a value, found '}'"},
      {"{a:1}", "1: expected a key, found a bare word"},
      {"{1:1}", "1: expected a key, found a number"},
      {"nul", "0: expected a value, found a bare word"},
      {"nulll", "0: expected a value, found a bare word"},
      {"truefalse", "0: expected a value, found a bare word"},
      {"True", "0: expected a value, found a bare word"},
      {"01", "0: expected a well-formed number, found a number"},
      {"1.", "0: expected a well-formed number, found a number"},
      {"-", "0: expected a well-formed number, found a number"},
      {"1e", "0: expected a well-formed number, found a number"},
      {"1x", "0: expected a well-formed number, found a number"},
      {"+1", "0: expected a value, found '+'"},
      {".5", "0: expected a value, found '.'"},
      {"{} {}", "3: expected the end of the text, found '{'"},
      {"{}}", "2: expected the end of the text, found '}'"},
      {"1\"a\"", "0: expected a well-formed number, found a number"},
      {"\"a\"1", "3: expected the end of the text, found a number"},
      {"\"abc", "4: the text ends inside a string"},
      {"[\"abc\\\"", "7: the text ends inside a string"},
      {"[\"a\nb\"]", "3: control character in a string"},
      {"[\"a\\x\"]", "3: invalid escape"},
      {"[\"a\\u12g4\"]", "3: invalid escape"},
      {"[\"a\\u12\"]", "3: invalid escape"},
      {"[1,\\]", "3: invalid escape"},
      {"[\"\xff\"]", "2: invalid UTF-8"},
      {"[\"\xed\xa0\x80\"]", "2: invalid UTF-8"},
      {"[\"\xc3\"]", "2: invalid UTF-8"},
      {"[1,\xff", "3: invalid UTF-8"},
      {"// x\n{}", "0: expected a value, found a comment"},
      {"{\"a\":1\n<<<<<<< HEAD\n}", "7: expected ',' or '}', found a merge-conflict marker"},
      {"[1 x \"\xff\"]", "3: expected ',' or ']', found a bare word"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(skip_all(c.text), c.error) << c.text;
    EXPECT_EQ(read_all(c.text), c.error) << c.text;
  }
}

TEST(JsonCursorTest, StopsAtTheDepthLimit) {
  EXPECT_EQ(skip_all("[[[]]]", {.max_depth = 3}), "");
  EXPECT_EQ(skip_all("[[[]]]", {.max_depth = 2}), "2: nested deeper than 2 levels");
  EXPECT_EQ(read_all("[{\"a\":[]}]", {.max_depth = 3}), "");
  EXPECT_EQ(read_all("[{\"a\":[]}]", {.max_depth = 2}), "6: nested deeper than 2 levels");
  EXPECT_EQ(skip_all(std::string(1'000'000, '[')), "512: nested deeper than 512 levels");
  EXPECT_EQ(read_all(std::string(1'000'000, '[')), "512: nested deeper than 512 levels");
}

TEST(JsonCursorTest, ContextShowsStructureButNoValues) {
  Cursor cursor(R"({"name":"hunter2","pin":1234,"list":[true "x"]})");
  EXPECT_FALSE(cursor.skip());
  EXPECT_EQ(cursor.error()->context, R"({"name":"...","pin":...,"list":[...)");
}

TEST(JsonCursorTest, WalksContainers) {
  const std::string text = R"({"a":[1,"x\n",true,null,{"b":2}],"k\u0065y":{"z":[]},"last":"plain"})";
  Cursor cursor(text);
  std::string_view key;
  ASSERT_EQ(cursor.shape(), Shape::kObject);
  ASSERT_TRUE(cursor.enter_object());
  ASSERT_TRUE(cursor.next_member(key));
  EXPECT_EQ(key, "a");
  ASSERT_TRUE(cursor.enter_array());
  std::string_view number;
  std::string string;
  bool truth = false;
  ASSERT_TRUE(cursor.next_element() && cursor.read_number(number));
  EXPECT_EQ(number, "1");
  ASSERT_TRUE(cursor.next_element() && cursor.read_string(string));
  EXPECT_EQ(string, "x\n");
  ASSERT_TRUE(cursor.next_element() && cursor.read_bool(truth));
  EXPECT_TRUE(truth);
  ASSERT_TRUE(cursor.next_element());
  EXPECT_EQ(cursor.shape(), Shape::kNull);
  ASSERT_TRUE(cursor.skip());
  ASSERT_TRUE(cursor.next_element());
  Value object;
  ASSERT_TRUE(cursor.read_value(object, Kind::kList));
  EXPECT_EQ(debug_string(object), debug_string(Value::object({{"b", Value::number(2)}})));
  EXPECT_FALSE(cursor.next_element());
  ASSERT_TRUE(cursor.next_member(key));
  EXPECT_EQ(key, "key");
  EXPECT_EQ(cursor.offset(), text.find("{\"z\""));
  ASSERT_TRUE(cursor.skip());
  ASSERT_TRUE(cursor.next_member(key));
  ASSERT_TRUE(cursor.read_string(string));
  EXPECT_EQ(string, "plain");
  EXPECT_FALSE(cursor.next_member(key));
  EXPECT_TRUE(cursor.finish());
  EXPECT_TRUE(cursor.ok());
}

TEST(JsonCursorTest, ReadingTheWrongShapeIsAnError) {
  Cursor cursor("[1]");
  std::string text;
  ASSERT_TRUE(cursor.enter_array() && cursor.next_element());
  EXPECT_FALSE(cursor.read_string(text));
  EXPECT_EQ(cursor.error()->message, "expected a string, found a number");
  EXPECT_FALSE(cursor.finish());
}

// Windows of every size cut the text at other places; the outcome must not change.
TEST(JsonCursorTest, TheWindowDoesNotMatter) {
  const std::vector<std::string> texts = {
      R"({"abc":"x\":\"y","d":[1,22,333,4444],"e":{"f":"\\\\","g":":,[]{}"}  ,  "h":   true})",
      R"(["a,b,c,d,e,f,g,h","\"","é日本","","":])",
      R"({"key":"value with : and \": inside","key2" :12345678901234567890})",
      "[[[[[[[[[1]]]]]]]]]",
      "[\"a\nb\",\"c\"]",
      "[\"a\",\"b]",
      "[\"\\q\",\"b\"]",
      "[123 \xff]",
      "                       1                        ",
      "[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",1111111111111111111111111111111111111111]"};
  for (const std::string& text : texts) {
    const std::string expected = skip_all(text);
    for (std::size_t window = 3; window <= text.size() + 1; ++window) {
      EXPECT_EQ(skip_all(text, {.window = window}), expected) << text << " window " << window;
      EXPECT_EQ(read_all(text, {.window = window}), expected) << text << " window " << window;
    }
  }
}

TEST(JsonCursorTest, CutAnywhereIsNeverWhole) {
  const std::string text = R"({"a":[1,"x\u00e9\n",true,null,{"b":-2.5e3}],"日本":{"z":[]}})";
  for (std::size_t length = 0; length < text.size(); ++length) {
    EXPECT_NE(skip_all(text.substr(0, length)), "") << length;
    EXPECT_NE(read_all(text.substr(0, length)), "") << length;
  }
}

}  // namespace
}  // namespace plimsoll::json
