// Inputs: types, conversion, where values come from. Operations of policies.
#include "support.h"

namespace plimsoll::policy::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string input(const std::string& body) {
  return "input \"x\" {\n" + body + "\n}\n";
}

struct Conversion {
  std::string name;
  std::string type;
  std::string supplied;  // as a flag gives it
  std::string result;    // as JSON, or "" for an error
};

class InputConversion : public ::testing::TestWithParam<Conversion> {};

TEST_P(InputConversion, FollowsTheType) {
  const Conversion& c = GetParam();
  const LoadOptions options = {.inputs = {{"x", Value::string(c.supplied)}}};
  const Result<PolicySet> set = load({source(input("type = " + c.type))}, functions(), options);
  if (c.result.empty()) {
    ASSERT_FALSE(set.ok());
    EXPECT_THAT(all_text(set.errors()), HasSubstr("Invalid value for input"));
    return;
  }
  ASSERT_TRUE(set.ok()) << all_text(set.errors());
  EXPECT_EQ(json::encode((*set).files[0]->inputs[0].second), c.result);
}

const Conversion kConversions[] = {
    {"string_stays_text", "string", "007", "\"007\""},
    {"string_not_decoded", "string", "[1]", "\"[1]\""},
    {"number", "number", "12.5", "12.5"},
    {"number_from_quoted", "number", "\"3\"", "3"},
    {"not_a_number", "number", "many", ""},
    {"bool", "bool", "true", "true"},
    {"bool_from_one", "bool", "\"1\"", "true"},
    {"not_a_bool", "bool", "yes", ""},
    {"list", "list(string)", "[\"a\", 1, true]", "[\"a\",\"1\",\"true\"]"},
    {"not_a_list", "list(string)", "a,b", ""},
    {"set", "set(number)", "[1, \"1\", 2]", "[1,2]"},
    {"map", "map(bool)", "{\"a\": \"true\"}", "{\"a\":true}"},
    {"tuple", "tuple([string, number])", "[1, \"2\"]", "[\"1\",2]"},
    {"tuple_too_long", "tuple([string])", "[1, 2]", ""},
    {"object", "object({ a = string, b = optional(number, 5), c = optional(bool) })", "{\"a\": 1, \"z\": 2}",
     "{\"a\":\"1\",\"b\":5,\"c\":null}"},
    {"object_lacks", "object({ a = string })", "{}", ""},
    {"nested", "map(object({ tags = list(string) }))", "{\"k\": {\"tags\": [1]}}", "{\"k\":{\"tags\":[\"1\"]}}"},
    {"nested_wrong", "map(object({ tags = list(number) }))", "{\"k\": {\"tags\": [\"x\"]}}", ""},
    {"any_json", "any", "{\"a\":[1]}", "{\"a\":[1]}"},
    {"any_text", "any", "plain text", "\"plain text\""},
};
INSTANTIATE_TEST_SUITE_P(All, InputConversion, ::testing::ValuesIn(kConversions),
                         [](const auto& each) { return each.param.name; });

struct Refusal {
  std::string name;
  std::string text;
  std::string message;
};

class InputRefusal : public ::testing::TestWithParam<Refusal> {};

TEST_P(InputRefusal, IsReported) {
  EXPECT_THAT(all_text(load_errors(GetParam().text)), HasSubstr(GetParam().message));
}

const Refusal kRefusals[] = {
    {"no_value", input("type = string"), "has no default and no value was given"},
    {"no_type", input("default = 1"), "\"type\" is required"},
    {"type_slip", input("type = strng\ndefault = \"a\""), "Did you mean \"string\"?"},
    {"call_slip", input("type = lst(string)\ndefault = []"), "Did you mean \"list\"?"},
    {"argument_of_string", input("type = string(1)\ndefault = \"\""), "string takes no argument"},
    {"default_reference", input("type = string\ndefault = input.y"), "must be constant"},
    {"default_call", input("type = string\ndefault = core::lower(\"A\")"), "must be constant"},
    {"default_type", input("type = number\ndefault = \"x\""), "x: number is required, but this is a string"},
    {"null_default", input("type = number\ndefault = null"), "null is not allowed"},
    {"twice", input("type = any\ndefault = 1") + input("type = any\ndefault = 1"), "already declared"},
    {"nullable_text", input("type = any\ndefault = 1\nnullable = \"maybe\""), "\"nullable\" is true or false"},
};
INSTANTIATE_TEST_SUITE_P(All, InputRefusal, ::testing::ValuesIn(kRefusals),
                         [](const auto& each) { return each.param.name; });

TEST(Input, MustBeDeclaredSomewhere) {
  const Diagnostics errors =
      load_errors(input("type = any\ndefault = 1"), {.inputs = {{"y", Value::string("secret-looking")}}});
  EXPECT_THAT(all_text(errors), HasSubstr("No policy declares an input named \"y\""));
  EXPECT_THAT(all_text(errors), ::testing::Not(HasSubstr("secret-looking")));
}

TEST(Input, NeverShowsItsValue) {
  const Diagnostics errors = load_errors(input("type = number"), {.inputs = {{"x", Value::string("hunter2")}}});
  EXPECT_THAT(all_text(errors), ::testing::Not(HasSubstr("hunter2")));
}

TEST(Input, MayBeNullOrSensitive) {
  EXPECT_TRUE(load_text(input("type = string\nnullable = true")).files[0]->inputs[0].second.is_null());
  EXPECT_TRUE(
      load_text(input("type = string\ndefault = \"s\"\nsensitive = true")).files[0]->inputs[0].second.is_sensitive());
}

TEST(Input, GoesToEveryFileAndWarnsWhenTypesDiffer) {
  const Result<PolicySet> set =
      load({source(input("type = string"), "a.policy.hcl"), source(input("type = number"), "b.policy.hcl")},
           functions(), {.inputs = {{"x", Value::string("5")}}});
  ASSERT_TRUE(set.ok());
  EXPECT_TRUE((*set).files[0]->inputs[0].second.is_string());
  EXPECT_TRUE((*set).files[1]->inputs[0].second.is_number());
  EXPECT_THAT(all_text((*set).warnings), HasSubstr("number here and string in a.policy.hcl"));
}

// --- operations
// --------------------------------------------------------------------------------------------------------

struct OperationsCase {
  std::string name;
  std::string list;  // the attribute, or ""
  std::string condition;
  std::vector<Operation> result;  // empty: an error
  std::string message;            // of the error or of a warning
};

class Operations : public ::testing::TestWithParam<OperationsCase> {};

TEST_P(Operations, FollowVersionFour) {
  const OperationsCase& c = GetParam();
  const std::string text = rule(c.list + "\nenforce {\n  condition = " + c.condition + "\n}");
  const Result<PolicySet> set = load({source(text)}, functions());
  EXPECT_THAT(all_text(set.ok() ? (*set).warnings : set.errors()), HasSubstr(c.message));
  ASSERT_EQ(set.ok(), !c.result.empty());
  if (set.ok()) {
    EXPECT_EQ((*set).files[0]->policies[0].operations, c.result);
  }
}

constexpr auto kC = Operation::kCreate, kU = Operation::kUpdate, kD = Operation::kDelete, kN = Operation::kNoOp;
const OperationsCase kOperations[] = {
    {"default_attrs", "", "attrs != null", {kC, kU, kN}, ""},
    {"empty_is_all", "operations = []", "attrs != null", {kC, kU, kD, kN}, ""},
    {"listed", "operations = [\"update\", \"create\"]", "attrs != null", {kU, kC}, ""},
    {"unknown", "operations = [\"modify\"]", "true", {}, "An operation is"},
    {"slip", "operations = [\"no-opp\"]", "true", {}, "Did you mean \"no-op\"?"},
    {"not_a_list", "operations = \"create\"", "true", {}, "List expected"},
    {"duplicate", "operations = [\"create\", \"create\"]", "true", {kC}, "Duplicate operation"},
    {"old_spelling", "operation = \"delete\"", "true", {kD}, "spelling of early releases"},
    {"create_delete",
     "operations = [\"create\", \"update\", \"delete\"]",
     "true",
     {kC, kU, kD},
     "refused by newer releases"},
    {"delete_no_op", "operations = [\"delete\", \"no-op\"]", "true", {kD, kN}, "refused by newer releases"},
    {"prior_without_list", "", "prior_attrs != null", {}, "needs operations"},
    {"prior_empty", "operations = []", "prior_attrs != null", {}, "needs operations"},
    {"prior_create", "operations = [\"create\", \"update\"]", "prior_attrs != null", {}, "needs operations"},
    {"prior_no_op", "operations = [\"no-op\"]", "prior_attrs != null", {}, "needs operations"},
    {"prior_update", "operations = [\"update\"]", "prior_attrs != null", {kU}, ""},
    {"prior_both", "operations = [\"delete\", \"update\"]", "prior_attrs.a != attrs.a", {kD, kU}, ""},
    {"relation_gap",
     "operations = [\"create\"]",
     "core::getresources(\"t\", { a = attrs.a }) != null",
     {kC},
     "may leave a gap"},
};
INSTANTIATE_TEST_SUITE_P(All, Operations, ::testing::ValuesIn(kOperations),
                         [](const auto& each) { return each.param.name; });

TEST(Operations, CountPriorAttrsInLocals) {
  EXPECT_THAT(
      all_text(load_errors(rule("locals {\n  old = prior_attrs.a\n}\nenforce {\n  condition = local.old == null\n}"))),
      HasSubstr("needs operations"));
}

TEST(Applies, ByKindTypeAndOperation) {
  const PolicySet set = load_text(
      "resource_policy \"aws_ecs_*\" \"r\" {\n  operations = [\"create\"]\n  enforce {\n    condition = true\n  }\n}\n"
      "provider_policy \"*\" \"p\" {\n  enforce {\n    condition = true\n  }\n}\n");
  const Policy& resource = set.files[0]->policies[0];
  const Policy& provider = set.files[0]->policies[1];
  EXPECT_TRUE(applies(resource, {.type = "aws_ecs_service"}));
  EXPECT_FALSE(applies(resource, {.type = "aws_ecr_repository"}));
  EXPECT_FALSE(applies(resource, {.type = "aws_ecs_service", .operation = Operation::kUpdate}));
  EXPECT_FALSE(applies(provider, {.type = "aws"}));
  EXPECT_TRUE(applies(provider, {.kind = PolicyKind::kProvider, .type = "aws"}));
}

}  // namespace
}  // namespace plimsoll::policy::testing
