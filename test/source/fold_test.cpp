// Folding: the source fills what the plan does not know, and must agree with what it does.
#include "support.h"

namespace plimsoll::source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// JSON in which {"?": "cause"} stands for an unknown value.
Value with_unknowns(const Value& value) {
  if (value.is_sequence()) {
    Sequence elements = value.elements();
    for (Value& element : elements) element = with_unknowns(element);
    return Value::list(std::move(elements));
  }
  if (!value.is_object()) return value;
  if (value.get("?").is_string()) return Value::unknown({value.get("?").as_string()});
  Members members = value.members();
  for (auto& [key, member] : members) member = with_unknowns(member);
  return Value::object(std::move(members));
}
Value value_of(const std::string& text) {
  return with_unknowns(*json::decode(text, {.array_kind = Kind::kList}));
}

struct Case {
  std::string title;
  std::string planned;
  std::string source;
  std::string folded;
  std::vector<std::string> disagreements = {};
};

class Fold : public testing::TestWithParam<Case> {};

TEST_P(Fold, TakesOnlyWhatThePlanLacks) {
  const FoldResult result = fold(value_of(GetParam().planned), value_of(GetParam().source));
  EXPECT_EQ(result.disagreements, GetParam().disagreements);
  EXPECT_EQ(shown(result.value), GetParam().folded);
}

INSTANTIATE_TEST_SUITE_P(
    Source, Fold,
    testing::Values(
        Case{"converted_types", R"({"cpu": "256", "on": true})", R"({"cpu": 256, "on": "true"})",
             R"({"cpu":"256","on":true})"},
        Case{"map_with_one_unknown", R"({"tags": {"?": "x"}})", R"({"tags": {"a": {"?": "x"}, "b": "c"}})",
             R"({"tags":{"a":(unknown),"b":"c"}})"},
        Case{"certain_source_does_not_overrule", R"({"mode": {"?": "x"}})", R"({"mode": "host"})",
             R"({"mode":(unknown)})"},
        Case{"plan_knows_more", R"({"a": 1})", R"({"a": {"?": "x"}})", R"({"a":1})"},
        Case{"defaults_are_the_providers", R"({"a": 1, "b": 2})", R"({"a": 1, "b": null})", R"({"a":1,"b":2})"},
        Case{"empty_is_unset", R"({"tags": null, "v": []})", R"({"tags": {}, "v": null})", R"({"tags":null,"v":[]})"},
        Case{"sets_have_their_own_order", R"({"v": [{"name": "b", "x": {"?": "c"}}, {"name": "a", "x": 1}]})",
             R"({"v": [{"name": "a", "x": 1}, {"name": "b", "x": [{"?": "c"}, 5]}]})",
             R"({"v":[{"name":"b","x":[(unknown),5]},{"name":"a","x":1}]})"},
        Case{"one_block_without_a_list", R"({"v": [{"a": 1}], "t": {"b": 2}})", R"({"v": {"a": 1}, "t": [{"b": 2}]})",
             R"({"t":{"b":2},"v":[{"a":1}]})"},
        Case{"which_is_which_cannot_be_told", R"({"v": [{"x": {"?": "c"}}, {"x": {"?": "c"}}]})",
             R"({"v": [{"x": [{"?": "c"}, 1]}, {"x": [{"?": "c"}, 2]}]})",
             R"({"v":[{"x":(unknown)},{"x":(unknown)}]})"},
        Case{"one_block_more_in_a_set",
             R"({"v": [{"x": "", "n": null, "k": false}, {"x": {"?": "c"}, "n": 1, "k": false}]})",
             R"({"v": [{"x": [{"?": "c"}, 5], "n": 1}]})", R"({"v":[{"k":false,"n":1,"x":[(unknown),5]}]})"},
        Case{"json_texts", R"({"policy": "{\"a\":1,\"b\":2}"})", R"({"policy": "{ \"b\": 2, \"a\": 1 }"})",
             R"({"policy":"{\"a\":1,\"b\":2}"})"},
        Case{"differs",
             R"({"a": "x", "u": {"?": "c"}})",
             R"({"a": "y", "u": [1, {"?": "c"}]})",
             R"({"a":"x","u":(unknown)})",
             {"a"}},
        Case{"differs_in_length", R"({"v": [1]})", R"({"v": [1, 2]})", R"({"v":[1]})", {"v"}},
        Case{"differs_in_keys",
             R"({"tags": {"a": "b"}})",
             R"({"tags": {"a": "b", "c": "d"}})",
             R"({"tags":{"a":"b"}})",
             {"tags.c"}}),
    [](const auto& param) { return param.param.title; });

TEST(FoldJson, KeepsTheTextUnknownAndItsStructureKnown) {
  const Value planned = value_of(R"({"container_definitions": {"?": "r.url"}})");
  const FoldResult result = fold(
      planned, value_of(R"({"container_definitions": [{"image": {"?": "r.url"}, "privileged": true}]})"), plain_json());
  const Value& definitions = result.value.get("container_definitions");
  ASSERT_TRUE(definitions.is_unknown());
  ASSERT_NE(definitions.decoded(), nullptr);
  EXPECT_EQ(shown(*definitions.decoded()), R"([{"image":(unknown),"privileged":true}])");
  EXPECT_THAT(definitions.unknown_because(), ElementsAre("r.url"));
  EXPECT_EQ(result.filled_leaves, 1U);
}

TEST(FoldCauses, TheSourceKnowsWhatIsUnknownAboutALocal) {
  const Value planned = value_of(R"({"mode": {"?": "local.x"}, "container_definitions": {"?": "local.y"}})");
  const Value source = value_of(R"({"mode": {"?": "r.id"}, "container_definitions": {"?": "r.url"}})");
  const Value folded = fold(planned, source, plain_json()).value;
  EXPECT_THAT(folded.get("mode").unknown_because(), ElementsAre("r.id"));
  EXPECT_THAT(folded.get("container_definitions").unknown_because(), ElementsAre("r.url"));
}

TEST(FoldJson, ComparesDecodedTexts) {
  const Value planned = value_of(R"({"container_definitions": "[{\"name\":\"a\",\"cpu\":1}]"})");
  const auto differences = [&planned](const std::string& source) {
    return fold(planned, value_of(source), plain_json()).disagreements;
  };
  EXPECT_THAT(differences(R"({"container_definitions": [{"cpu": 1, "name": "a", "memory": null}]})"), IsEmpty());
  EXPECT_THAT(differences(R"({"container_definitions": [{"cpu": 2, "name": "a"}]})"),
              ElementsAre("container_definitions[0].cpu"));
}

}  // namespace
}  // namespace plimsoll::source
