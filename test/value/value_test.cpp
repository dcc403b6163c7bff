#include "plimsoll/value/value.h"

#include <gtest/gtest.h>

namespace plimsoll {
namespace {

using Causes = std::vector<std::string>;

TEST(Number, KeepsIntegersExactAndBigOnesVerbatim) {
  struct Case {
    std::string_view text;
    std::string shown;
  };
  for (const Case& c :
       {Case{"0", "0"}, Case{"-0", "0"}, Case{"42", "42"}, Case{"1.0", "1"}, Case{"1e3", "1000"}, Case{"0.25", "0.25"},
        Case{"9223372036854775807", "9223372036854775807"},
        Case{"123456789012345678901234567890", "123456789012345678901234567890"}, Case{"1e20", "100000000000000000000"},
        Case{"2.50", "2.5"}, Case{"1.25e-3", "0.00125"}, Case{"-12.5e25", "-125000000000000000000000000"},
        Case{"1e400", "1" + std::string(400, '0')}, Case{"1e999999999", "1e999999999"}, Case{"-1.5e-3", "-0.0015"}}) {
    const auto number = Number::parse(c.text);
    ASSERT_TRUE(number) << c.text;
    EXPECT_EQ(number->to_string(), c.shown) << c.text;
  }
  for (const std::string_view bad : {"", "-", "1.", ".5", "1e", "0x1", "1 ", "+1", "NaN", "1_0"}) {
    EXPECT_FALSE(Number::parse(bad)) << bad;
  }
}

TEST(Number, ComparesByValue) {
  const auto n = [](std::string_view text) { return *Number::parse(text); };
  EXPECT_EQ(n("1"), n("1.0"));
  EXPECT_FALSE(n("1") == n("1.5"));
  EXPECT_FALSE(n("123456789012345678901234567890") == n("123456789012345678901234567891"))
      << "their doubles agree, they do not";
  EXPECT_EQ(n("123456789012345678901234567890"), n("123456789012345678901234567890"));
  EXPECT_LT(n("9007199254740992"), n("9007199254740993")) << "64-bit integers compare exactly";
  EXPECT_LT(n("-1.5"), n("-1"));
}

TEST(Value, TellsKindsApartAsTerraformDoes) {
  const Value one = Value::number(1);
  EXPECT_FALSE(equal(Value::list({}), Value::tuple({}))) << "a list is no tuple";
  EXPECT_FALSE(equal(Value::object({}), Value::object({}, Kind::kMap)));
  EXPECT_FALSE(equal(one, Value::string("1")));
  EXPECT_TRUE(equal(Value::null(), Value::null()));
  EXPECT_FALSE(equal(Value::null(), Value::boolean(false)));
  EXPECT_TRUE(equal(Value::tuple({one, one}), Value::tuple({one, one})));
  EXPECT_FALSE(equal(Value::tuple({one}), Value::tuple({one, one})));
  const Value two = Value::number(2);
  EXPECT_TRUE(equal(Value::sequence(Kind::kSet, {one, two}), Value::sequence(Kind::kSet, {two, one})));
  EXPECT_FALSE(equal(Value::tuple({one, two}), Value::tuple({two, one})));
}

TEST(Value, NeverCallsUnknownEqual) {
  const Value unknown = Value::unknown();
  EXPECT_FALSE(equal(unknown, unknown));
  const Value partly = Value::tuple({unknown});
  EXPECT_FALSE(equal(partly, partly)) << "even the same object";
}

TEST(Value, ObjectsAreSortedAndTheLastOfEqualKeysWins) {
  const Value object = Value::object(
      {{"b", Value::number(1)}, {"a", Value::number(2)}, {"b", Value::number(3)}, {"b", Value::number(4)}});
  EXPECT_EQ(debug_string(object), "{a = 2, b = 4}");
  EXPECT_EQ(object.find("b")->as_number().integer(), 4);
  EXPECT_EQ(object.find("c"), nullptr);
  EXPECT_TRUE(object.get("c").is_null());
  EXPECT_TRUE(Value::string("x").get("a").is_null());
}

TEST(Value, UnknownNamesItsCauses) {
  const Value unknown = Value::unknown({"b", "a", "b"});
  EXPECT_EQ(unknown.unknown_because(), (Causes{"a", "b"}));
  const Value nested = Value::object({{"x", unknown}, {"y", Value::list({Value::unknown({"c"})})}});
  EXPECT_EQ(nested.all_unknown_because(), (Causes{"a", "b", "c"}));
  EXPECT_FALSE(nested.is_wholly_known());
  EXPECT_FALSE(nested.is_unknown()) << "an object that contains unknowns is itself known";
  EXPECT_TRUE(Value::tuple({}).is_wholly_known());
}

TEST(Value, PartialListsRememberWhatIsCertain) {
  const Value partial = Value::partial_list({Value::number(1)}, {"aws_x.y"});
  EXPECT_TRUE(partial.is_unknown());
  ASSERT_NE(partial.known_part(), nullptr);
  EXPECT_EQ(partial.known_part()->size(), 1U);
  EXPECT_EQ(Value::unknown().known_part(), nullptr);
}

TEST(Value, SensitiveMarksStayWithTheNode) {
  const Value secret = Value::string("hunter2").with_sensitive();
  const Value holder = Value::object({{"password", secret}});
  EXPECT_TRUE(secret.is_sensitive());
  EXPECT_FALSE(holder.is_sensitive());
  EXPECT_TRUE(holder.contains_sensitive());
  EXPECT_EQ(debug_string(holder).find("hunter2"), std::string::npos);
  EXPECT_TRUE(equal(secret, Value::string("hunter2"))) << "marks do not count in comparisons";
}

TEST(Value, OriginTravelsWithCopies) {
  const auto origin = std::make_shared<const Origin>();
  const Value value = Value::number(1).with_origin(origin).with_sensitive();
  const Value copy = value;
  EXPECT_EQ(copy.origin(), origin);
}

TEST(MergeCauses, IsASortedUnion) {
  EXPECT_EQ(merge_causes({"a", "c"}, {"b", "c"}), (Causes{"a", "b", "c"}));
  EXPECT_EQ(merge_causes({}, {"b"}), (Causes{"b"}));
}

}  // namespace
}  // namespace plimsoll
