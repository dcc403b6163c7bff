// What the recorded sessions cannot show: messages, lazy members, origins, budgets, partial lists, diagnostics.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support.h"

namespace plimsoll::lang {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Evaluate : public testing::Test {
 protected:
  Outcome eval(const std::string& text, Context context = {}) { return run(text, functions, &scope, context); }
  std::string debug(const std::string& text) {
    const Outcome outcome = eval(text);
    return outcome.ok() ? debug_string(outcome.value()) : outcome.failure().diagnostic.summary;
  }
  Diagnostic error(const std::string& text) {
    const Outcome outcome = eval(text);
    return outcome.ok() ? Diagnostic{} : outcome.failure().diagnostic;
  }
  std::string message(const std::string& text) {
    const hcl::ParsedExpression parsed = parse(text);
    if (parsed.expression == nullptr) return "syntax error";
    const Outcome outcome =
        evaluate_message(*parsed.expression, {.source = parsed.source, .scope = &scope, .functions = &functions});
    if (!outcome.ok()) return "error: " + outcome.failure().diagnostic.summary;
    return outcome.value().is_string() ? outcome.value().as_string() : debug_string(outcome.value());
  }

  FunctionTable functions = policy_functions();
  Scope scope;
};

std::string marked_text(const SourceRange& range) {
  return range ? std::string(range.file->slice(range.bytes)) : "no range";
}

TEST_F(Evaluate, MessagesReplaceWhatCannotBeShown) {
  scope.set("secret", Value::string("hunter2").with_sensitive());
  scope.set("id", Value::unknown({"aws_x.y.id"}));
  scope.set("names", Value::list({Value::string("a"), Value::unknown({"aws_x.y.id"}),
                                  Value::string("hunter2").with_sensitive()}));
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"("a ${id} b ${secret} c")", "a (known after apply) b (sensitive value) c"},
      {R"("${id}")", "(known after apply)"},
      {R"(secret)", "(sensitive value)"},
      {R"("x: ${core::join(", ", names)}")", "x: a, (known after apply), (sensitive value)"},
      {R"("x: ${core::format("%s/%s", secret, "ok")}")", "x: (sensitive value)/ok"},
      {R"("x: ${core::join(", ", [for n in names : "<${n}>"])}")", "x: <a>, (known after apply), (sensitive value)"},
      {R"("x: ${core::join(", ", id)}")", "x: (known after apply)"},
      {R"("x: ${core::upper(secret)}")", "x: (sensitive value)"},
      {R"("x: ${core::jsonencode(names)}")", "x: (sensitive value)"},
      {R"(true ? "yes ${secret}" : "no")", "yes (sensitive value)"},
      {R"("%{ if id }a%{ endif }b")", "(known after apply)b"},
      {R"("%{ for n in names }[${n}]%{ endfor }")", "[a][(known after apply)][(sensitive value)]"},
      {R"("n = ${1 + 1}")", "n = 2"},
      {R"("${null}x")", "error: Invalid template interpolation value"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(message(text), expected) << text;
}

TEST_F(Evaluate, LazyMembersAreAskedOnlyWhenNeeded) {
  std::vector<std::string> asked;
  scope.set_lazy("lazy",
                 [&](std::string_view name) -> std::optional<Outcome> {
                   asked.emplace_back(name);
                   if (name == "one") return Outcome(Value::number(1));
                   if (name == "broken") return Outcome(Failure{make_error("Broken local")});
                   return std::nullopt;
                 },
                 {"one", "broken"});
  EXPECT_EQ(debug("lazy.one + 1"), debug_string(Value::number(2)));
  EXPECT_THAT(asked, ElementsAre("one"));
  EXPECT_EQ(debug("try(lazy.broken, 3)"), debug_string(Value::number(3)));
  EXPECT_EQ(debug("lazy"), "Invalid reference");
  EXPECT_EQ(debug("try(lazy.onne, 3)"), "Undefined reference");
  EXPECT_THAT(error("lazy.onne").detail, HasSubstr("Did you mean \"one\"?"));
}

TEST_F(Evaluate, ErrorsPointAtTheSmallestPart) {
  scope.set("attrs", Value::object({{"privileged", Value::boolean(true)}, {"image", Value::string("x")}}));
  const std::vector<std::vector<std::string>> cases = {
      {"1 + attrs.privilegd", "Unsupported attribute", "privilegd", "Did you mean \"privileged\"?"},
      {"atrs.image", "Undefined reference", "atrs", "Did you mean \"attrs\"?"},
      {"1 + \"x\"", "Invalid operand", "\"x\"", "right operand: a number is required"},
      {"core::lenght([])", "Call to unknown function", "core::lenght", "Did you mean \"core::length\"?"},
      {"core::upper([1])", "Invalid function argument", "[1]", "\"str\" parameter: string required"},
      {"[for x in 5 : x]", "Iteration over non-iterable value", "5", "number"},
      {"{ a.b = 1 }", "Ambiguous object key", "a.b", "Put parentheses around it"},
      {"[1, 2][7]", "Invalid index", "7", "greater than or equal to the length"},
  };
  for (const std::vector<std::string>& c : cases) {
    const Diagnostic diagnostic = error(c[0]);
    EXPECT_EQ(diagnostic.summary, c[1]) << c[0];
    EXPECT_EQ(marked_text(diagnostic.range), c[2]) << c[0];
    EXPECT_THAT(diagnostic.detail, HasSubstr(c[3])) << c[0];
  }
}

TEST_F(Evaluate, ErrorsNeverShowSensitiveValues) {
  scope.set("secret", Value::string("hunter2").with_sensitive());
  scope.set("object", Value::object({{"hunter2", Value::number(1)}}).with_sensitive());
  for (const std::string text :
       {"secret + 1", "parseint(secret, 10)", "jsondecode(secret)", "{for x in [1, 2] : secret => x}",
        "regex(secret, 1)", "object.hunter1", "format(secret, 1)", "[1][secret]", "tonumber(secret)", "secret.x",
        "core::semvercmp(secret, 1)", "lookup({}, secret)", "try(parseint(secret, 10), {}.a)", "base64decode(secret)",
        "split(secret)"}) {
    const Diagnostic diagnostic = error(text);
    EXPECT_NE(diagnostic.summary, "") << text;
    EXPECT_THAT(diagnostic.summary + diagnostic.detail, Not(HasSubstr("hunter2"))) << text;
  }
}

TEST_F(Evaluate, PartialListsDecideWhatTheirKnownPartDecides) {
  scope.set("some", Value::partial_list({Value::string("a")}, {"aws_x.y"}));
  scope.set("none", Value::partial_list({}, {"aws_x.y"}));
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"length(some) > 0", "true"},
      {"length(some) >= 1", "true"},
      {"0 < length(some)", "true"},
      {"length(some) == 0", "false"},
      {"length(some) != 0", "true"},
      {"length(some) < 1", "false"},
      {"contains(some, \"a\")", "true"},
      {"some[0] == \"a\"", "true"},
      {"some == null", "false"},
      {"length([for x in some : x if x == \"a\"]) > 0", "true"},
      {"anytrue([for x in some : x == \"a\"])", "true"},
      {"alltrue([for x in some : x == \"b\"])", "false"},
      {"length(some[*]) > 0", "true"},
      {"length(concat(some, [1])) > 0", "true"},
      {"try(length(some) > 0, false)", "true"},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(debug(text), expected) << text;
  for (const std::string text :
       {"length(some) > 1", "length(some) == 1", "length(none) > 0", "none[0]", "some[1]", "contains(some, \"b\")",
        "length([for x in some : x if x == \"b\"]) > 0", "alltrue([for x in some : x == \"a\"])",
        "{for x in some : x => 1}", "length(some) + 1"}) {
    const Outcome outcome = eval(text);
    ASSERT_TRUE(outcome.ok()) << text;
    EXPECT_TRUE(outcome.value().is_unknown()) << text;
    EXPECT_THAT(outcome.value().unknown_because(), ElementsAre("aws_x.y")) << text;
  }
}

TEST_F(Evaluate, UnknownsCarryTheUnionOfTheirCauses) {
  scope.set("a", Value::unknown({"aws_a.x.id"}));
  scope.set("b", Value::unknown({"aws_b.y.id"}));
  for (const std::string text :
       {"a + b", "\"${a}${b}\"", "a == b", "a && b", "[1][a][b]", "a ? b : 1", "format(\"%s%s\", a, b)",
        "try([a, b], 1)", "concat(a, b)", "jsonencode([a, {x = b}])"}) {
    const Outcome outcome = eval(text);
    ASSERT_TRUE(outcome.ok()) << text;
    EXPECT_THAT(outcome.value().unknown_because(), ElementsAre("aws_a.x.id", "aws_b.y.id")) << text;
  }
}

TEST_F(Evaluate, OriginsNameTheExpressionThatMadeTheValue) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"{a = {b = 5}}.a.b", "5"},         {"try(null.x, \"d\")", "\"d\""},
      {"true ? [1] : [2]", "[1]"},        {"1 + 2", "1 + 2"},
      {"[for x in [7] : x][0]", "7"},     {"core::upper(\"x\")", "core::upper(\"x\")"},
      {"([{a = true}][*].a)[0]", "true"}, {"\"${\"in\"}\"", "\"in\""},
      {"merge({a = 1}, {b = 2}).b", "2"},
  };
  for (const auto& [text, expected] : cases) {
    const Outcome outcome = eval(text, {.record_origins = true});
    ASSERT_TRUE(outcome.ok()) << text;
    ASSERT_NE(outcome.value().origin(), nullptr) << text;
    EXPECT_EQ(marked_text(outcome.value().origin()->range), expected) << text;
  }
  EXPECT_EQ(eval("1 + 2").value().origin(), nullptr);
}

TEST_F(Evaluate, FatalFailuresAreNotSwallowed) {
  functions.add({.name = "malformed", .implementation = [](const Invocation&) -> Outcome {
                   return Failure{make_error("Malformed input"), true};
                 }});
  for (const std::string text :
       {"try(malformed(), 1)", "can(malformed())", "try([malformed()], 1)", "local.any && malformed()",
        "local.any ? malformed() : 1", "try(true && malformed(), 1)"}) {
    EXPECT_EQ(error(text).summary, "Malformed input") << text;
  }
}

TEST_F(Evaluate, BudgetsEndWhatTakesTooLong) {
  const auto with_budget = [&](const std::string& text, Budget budget) {
    const hcl::ParsedExpression parsed = parse(text);
    const Outcome outcome = evaluate(
        *parsed.expression, {.source = parsed.source, .scope = &scope, .functions = &functions, .budget = &budget});
    EXPECT_EQ(budget.depth, 0U);
    return !outcome.ok() && outcome.failure().fatal ? outcome.failure().diagnostic.summary : "fine";
  };
  const std::string loop = "try([for a in range(1000) : [for b in range(1000) : a + b]], 1)";
  EXPECT_EQ(with_budget(loop, {.steps = 10'000}), "Expression too complex");
  EXPECT_EQ(with_budget("1 + 2", {.steps = 10}), "fine");
  EXPECT_EQ(with_budget("[[[[1]]]]", {.max_depth = 3}), "Expression too complex");
  scope.set("big", Value::string(std::string(1U << 20U, 'x')));
  EXPECT_EQ(with_budget("try(join(\"\", [for i in range(200) : big]), 1)", {}), "Value too large");
  EXPECT_EQ(with_budget("try(\"%{ for i in range(200) }${big}%{ endfor }\", 1)", {}), "Value too large");
}

TEST_F(Evaluate, MemoisesPureFunctionsByTheirArgument) {
  int runs = 0;
  functions.add({.name = "slow",
                 .parameters = {{.name = "x"}},
                 .traits = {.memoise = true},
                 .implementation = [&](const Invocation& call) -> Outcome {
                   ++runs;
                   return call.arguments[0];
                 }});
  scope.set("attrs", Value::object({{"a", Value::number(1)}}));
  Memo memo;
  EXPECT_TRUE(eval("[slow(attrs), slow(attrs).a, slow(attrs)]", {.memo = &memo}).ok());
  EXPECT_EQ(runs, 1);
  EXPECT_TRUE(eval("slow(attrs)", {.memo = &memo, .prior = true}).ok());
  EXPECT_EQ(runs, 2);
  EXPECT_TRUE(eval("[slow(attrs), slow(attrs)]").ok());
  EXPECT_EQ(runs, 4);
}

TEST_F(Evaluate, ListsReferencesAndCalls) {
  const hcl::ParsedExpression parsed =
      parse("[for c in local.xs : \"${c.name} ${input.y}\" if attrs[c.k] != each] == core::keys(local.a.b)");
  std::vector<std::string> names;
  for (const Reference& r : references(*parsed.expression)) names.push_back(r.root + "." + r.member);
  EXPECT_THAT(names, ElementsAre("local.xs", "input.y", "attrs.", "each.", "local.a"));
  const std::vector<const hcl::Call*> found = calls(*parsed.expression);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front()->name, "core::keys");
}

TEST(FunctionTable, EveryFunctionIsDocumented) {
  FunctionTable table;
  table.add(core_functions());
  EXPECT_EQ(table.all().size(), core_functions().size()) << "a name is used twice";
  for (const Function& function : table.all()) {
    EXPECT_TRUE(function.name.starts_with("core::")) << function.name;
    EXPECT_TRUE(function.summary.ends_with('.')) << function.name;
    EXPECT_NE(function.implementation, nullptr) << function.name;
    EXPECT_EQ(table.find(function.name), &function);
  }
  EXPECT_EQ(table.find("core::file"), nullptr);
}

}  // namespace
}  // namespace plimsoll::lang
