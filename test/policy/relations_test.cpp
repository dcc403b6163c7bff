// core::getresources and its siblings: certain, partial and unknown answers.
#include <atomic>
#include <thread>

#include "support.h"

namespace plimsoll::policy::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Value resource(const std::string& id, Value bucket) {
  return object({{"id", Value::string(id)}, {"bucket", std::move(bucket)}});
}

const std::vector<Value> kResources = {
    resource("a", Value::string("x")),
    resource("b", Value::string("y")),
    resource("c", Value::unknown({"aws_s3_bucket.c.id"})),
    object({{"id", Value::string("d")}, {"bucket", Value::null()}, {"tags", object({{"k", Value::string("v")}})}}),
};

lang::Outcome call(const lang::Function& function, const std::vector<Value>& arguments) {
  return function.implementation({.arguments = arguments});
}

std::string ids(const Sequence& resources) {
  std::string text;
  for (const Value& value : resources) text += value.get("id").as_string();
  return text;
}

/// "ab" for a certain answer, "ab?" for a partial one.
std::string answer(const Value& result) {
  if (const Sequence* known = result.known_part()) return ids(*known) + "?";
  return result.is_sequence() ? ids(result.elements()) : debug_string(result);
}

struct Selection {
  std::string name;
  Value filter;
  std::string result;
};

class GetResources : public ::testing::TestWithParam<Selection> {};

TEST_P(GetResources, SelectsByEquality) {
  const lang::Function function = getresources_function([](std::string_view) { return kResources; });
  const lang::Outcome outcome = call(function, {Value::string("aws_b"), GetParam().filter});
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(answer(outcome.value()), GetParam().result);
}

const Selection kSelections[] = {
    {"everything", object({}), "abcd"},
    {"null_filter", Value::null(), "abcd"},
    {"one_maybe_two", object({{"bucket", Value::string("x")}}), "a?"},
    {"other_key_excludes_the_unknown", object({{"bucket", Value::string("x")}, {"id", Value::string("a")}}), "a"},
    {"mismatch_beats_unknown", object({{"bucket", Value::string("x")}, {"id", Value::string("b")}}), ""},
    {"null_wanted", object({{"bucket", Value::null()}}), "d?"},
    {"strict_types", object({{"bucket", Value::number(1)}}), "?"},
    {"missing_name", object({{"nope", Value::string("x")}}), ""},
    {"whole_nested_value", object({{"tags", object({{"k", Value::string("v")}})}}), "d"},
    {"part_of_nested_value", object({{"tags", object({})}}), ""},
    {"nested_unknown", object({{"tags", object({{"k", Value::unknown({"v.x"})}})}}), "?"},
    {"unknown_wanted", object({{"bucket", Value::unknown({"v.x"})}}), "?"},
    {"unknown_filter", Value::unknown({"v.x"}), "?"},
};
INSTANTIATE_TEST_SUITE_P(All, GetResources, ::testing::ValuesIn(kSelections),
                         [](const auto& each) { return each.param.name; });

TEST(GetResources, NamesWhyItIsPartial) {
  const lang::Function function = getresources_function([](std::string_view) { return kResources; });
  const lang::Outcome outcome = call(function, {Value::string("aws_b"), object({{"bucket", Value::string("x")}})});
  EXPECT_THAT(outcome.value().unknown_because(), ElementsAre("aws_s3_bucket.c.id"));
}

TEST(GetResources, OfNoResourcesIsEmptyForCertain) {
  const lang::Function function = getresources_function([](std::string_view) { return std::vector<Value>{}; });
  EXPECT_EQ(answer(call(function, {Value::string("t"), Value::unknown({"v.x"})}).value()), "");
  EXPECT_EQ(answer(call(function, {Value::string("t")}).value()), "");
}

TEST(GetResources, SpreadsMarksOfWhatItCompared) {
  const std::vector<Value> one = {resource("a", Value::string("x").with_sensitive())};
  const lang::Function function = getresources_function([one](std::string_view) { return one; });
  EXPECT_TRUE(call(function, {Value::string("t"), object({{"bucket", Value::string("x")}})}).value().is_sensitive());
  EXPECT_FALSE(call(function, {Value::string("t"), object({{"id", Value::string("a")}})}).value().is_sensitive());
}

TEST(GetResources, RefusesOtherArguments) {
  const lang::Function function = getresources_function([](std::string_view) { return kResources; });
  EXPECT_FALSE(call(function, {Value::null(), object({})}).ok());
  EXPECT_FALSE(call(function, {Value::string("t"), Value::string("x")}).ok());
}

TEST(GetResources, AsksForEachTypeOnceFromAnyThread) {
  auto asked = std::make_shared<std::atomic<int>>(0);
  const lang::Function function = getresources_function([asked](std::string_view) {
    ++*asked;
    return kResources;
  });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&function] {
      for (int j = 0; j < 100; ++j) {
        EXPECT_EQ(answer(call(function, {Value::string("t"), object({{"id", Value::string("a")}})}).value()), "a");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(*asked, 1);
}

TEST(GetResources, DecidesConditionsFromPartialAnswers) {
  const PolicySet set =
      load_text(rule("locals {\n  logs = core::getresources(\"aws_b\", { bucket = attrs.bucket })\n}\n"
                     "enforce {\n  condition = core::length(local.logs) > 0\n}"));
  const auto verdict = [&set](const std::string& bucket) {
    return verdicts(judge(set, subject(object({{"bucket", Value::string(bucket)}})), {}, kResources)).at(0);
  };
  EXPECT_EQ(verdict("x"), Verdict::kPass);
  EXPECT_EQ(verdict("z"), Verdict::kUnknown);
}

TEST(GetDataSource, AnswersFromWhatIsThere) {
  const lang::Function function = getdatasource_function([](std::string_view) { return kResources; });
  EXPECT_EQ(debug_string(call(function, {Value::string("t"), object({{"id", Value::string("b")}})}).value().get("id")),
            "\"b\"");
  EXPECT_EQ(
      debug_string(call(function, {Value::string("t"), object({{"unset", Value::string("b")}})}).value().get("id")),
      "\"a\"");
  const Value none = call(function, {Value::string("aws_t"), object({{"id", Value::string("z")}})}).value();
  EXPECT_THAT(none.unknown_because(), ElementsAre("data.aws_t"));
}

TEST(GetHttpRequest, IsUnknown) {
  EXPECT_THAT(call(gethttprequest_function(), {Value::string("https://example.com")}).value().unknown_because(),
              ElementsAre("core::gethttprequest"));
}

}  // namespace
}  // namespace plimsoll::policy::testing
