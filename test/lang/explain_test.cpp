// Which parts of a condition explain its outcome.
#include "plimsoll/lang/explain.h"

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
using testing::SizeIs;

class Explain : public testing::Test {
 protected:
  Explain() {
    scope.set("n", Value::number(3));
    scope.set("limit", Value::number(2));
    scope.set("yes", Value::boolean(true));
    scope.set("no", Value::boolean(false));
    scope.set("secret", Value::string("hunter2").with_sensitive());
    scope.set("later", Value::unknown({"aws_x.y.id"}));
    const auto item = [](std::string name, bool ok) {
      return Value::object({{"name", Value::string(std::move(name))}, {"ok", Value::boolean(ok)}});
    };
    scope.set("items", Value::tuple({item("a", true), item("b", false), item("c", false)}));
    scope.set("attrs", Value::object({{"ports", Value::list({Value::number(80), Value::number(22)})},
                                      {"mode", Value::string("host")},
                                      {"unset", Value::null()},
                                      {"text", Value::string(std::string(500, 'x'))}}));
  }

  std::vector<std::string> explain(const std::string& text) {
    const hcl::ParsedExpression parsed = parse(text);
    EXPECT_NE(parsed.expression, nullptr) << text;
    std::vector<std::string> shown;
    std::uint32_t last = 0;
    for (const OperandValue& operand :
         explain_operands(*parsed.expression, {.source = parsed.source, .scope = &scope, .functions = &functions})) {
      EXPECT_LE(last, operand.range.begin) << text;
      last = operand.range.begin;
      shown.push_back(operand.name + " = " + operand.value);
    }
    return shown;
  }

  FunctionTable functions = policy_functions();
  Scope scope;
};

TEST_F(Explain, ShowsOperandsInSourceOrder) {
  EXPECT_THAT(explain("n <= limit"), ElementsAre("n = 3", "limit = 2"));
  EXPECT_THAT(explain("attrs.mode == \"awsvpc\""), ElementsAre("attrs.mode = \"host\""));
  EXPECT_THAT(explain("n + limit > 10"), ElementsAre("n + limit = 5", "n = 3", "limit = 2"));
  EXPECT_THAT(explain("core::length(attrs.ports) == 0"),
              ElementsAre("core::length(attrs.ports) = 2", "attrs.ports = [80, 22]"));
  EXPECT_THAT(explain("core::contains(attrs.ports, 443)"),
              ElementsAre("core::contains(attrs.ports, 443) = false", "attrs.ports = [80, 22]"));
  EXPECT_THAT(explain("attrs.ports[n - 3] == n"), ElementsAre("attrs.ports[n - 3] = 80", "n - 3 = 0", "n = 3"));
  EXPECT_THAT(explain("(n\n  -\n 1) == 5"), ElementsAre("n - 1 = 2", "n = 3"));
  EXPECT_THAT(explain("no"), ElementsAre("no = false"));
  EXPECT_THAT(explain("!yes"), ElementsAre("yes = true"));
  EXPECT_THAT(explain("attrs.unset != null"), ElementsAre("attrs.unset = null"));
  EXPECT_THAT(explain("\"a-${n}\" == \"a-4\""), ElementsAre("\"a-${n}\" = \"a-3\"", "n = 3"));
  EXPECT_THAT(explain("1 == 2"), ElementsAre());
}

TEST_F(Explain, ShowsTheSideThatDecides) {
  EXPECT_THAT(explain("yes && n > 5"), ElementsAre("n = 3"));
  EXPECT_THAT(explain("n > 5 && yes && limit > 0"), ElementsAre("n = 3"));
  EXPECT_THAT(explain("no || n > 5"), ElementsAre("no = false", "n = 3"));
  EXPECT_THAT(explain("!(yes && n > 1)"), ElementsAre("yes = true", "n = 3"));
  EXPECT_THAT(explain("!(no || n > 1)"), ElementsAre("n = 3"));
  EXPECT_THAT(explain("later == 1 && yes"), ElementsAre("later = (known after apply)"));
  EXPECT_THAT(explain("later == 1 && no"), ElementsAre("no = false"));
  EXPECT_THAT(explain("yes ? n > 5 : limit > 5"), ElementsAre("yes = true", "n = 3"));
  EXPECT_THAT(explain("no ? n > 5 : limit > 5"), ElementsAre("no = false", "limit = 2"));
  EXPECT_THAT(explain("attrs.nothing == 1 && yes"), ElementsAre());
}

TEST_F(Explain, ShowsTheElementThatDecides) {
  EXPECT_THAT(explain("core::alltrue([for c in items : c.ok])"),
              ElementsAre("c = {name = \"b\", ok = false}", "c.ok = false"));
  EXPECT_THAT(explain("core::alltrue([for i, c in items : c.ok || c.name == \"b\"])"),
              ElementsAre("i = 2", "c = {name = \"c\", ok = false}", "c.ok = false", "c.name = \"c\""));
  EXPECT_THAT(explain("core::alltrue([for in_ in items : in_.ok if in_.name != \"b\"])"),
              ElementsAre("in_ = {name = \"c\", ok = false}", "in_.ok = false"));
  EXPECT_THAT(explain("!core::anytrue([for c in items : c.name == \"b\"])"),
              ElementsAre("c = {name = \"b\", ok = false}", "c.name = \"b\""));
  EXPECT_THAT(explain("core::alltrue([for c in [1, later] : c > 0])"), ElementsAre("c = (known after apply)"));
  EXPECT_THAT(
      explain("core::length([for c in items : c.name if !c.ok]) == 0"),
      ElementsAre("core::length([for c in items : c.name if !c.ok]) = 2",
                  "[for c in items : c.name if !c.ok] = [\"b\", \"c\"]",
                  "items = [{name = \"a\", ok = true}, {name = \"b\", ok = false}, {name = \"c\", ok = false}]"));
}

TEST_F(Explain, FindsLoopVariablesByTheirName) {
  const hcl::ParsedExpression parsed = parse("alltrue([for i, n in [1] : n > 1])");
  const std::vector<OperandValue> found =
      explain_operands(*parsed.expression, {.source = parsed.source, .scope = &scope, .functions = &functions});
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].range.begin, 13U);
  EXPECT_EQ(found[1].range.begin, 16U);
}

TEST_F(Explain, WithholdsAndShortens) {
  scope.set("definitions", Value::string(R"([{"environment": [{"name": "K", "value": "hunter2"}]}])"));
  for (const std::string text :
       {"secret == \"x\"", "upper(secret) == \"x\"", "{a = secret}.a == 1", "[secret] == []", "secret",
        "alltrue([for s in [secret] : s == \"x\"])", "definitions == \"\"", "jsondecode(definitions) == []"}) {
    for (const std::string& line : explain(text)) EXPECT_THAT(line, Not(HasSubstr("hunter2"))) << text;
  }
  EXPECT_THAT(explain("secret == 1"), ElementsAre("secret = (sensitive value)"));
  EXPECT_THAT(
      explain("jsondecode(definitions) == []"),
      ElementsAre("jsondecode(definitions) = [{environment = (withheld)}]", "definitions = (JSON text of 54 bytes)"));
  const std::vector<std::string> lines = explain("attrs.text == 1");
  ASSERT_THAT(lines, SizeIs(1));
  EXPECT_LT(lines[0].size(), 150U);
  EXPECT_TRUE(lines[0].ends_with("x…"));
}

TEST_F(Explain, HasLimits) {
  std::string many = "n > 5";
  for (int i = 0; i < 60; ++i) many += " || attrs.ports[0] == " + std::to_string(i) + " + limit";
  EXPECT_LE(explain(many).size(), 16U);
  EXPECT_LE(explain("alltrue([for a in range(1000) : alltrue([for b in range(1000) : "
                    "alltrue([for c in range(1000) : n > 0])])])")
                .size(),
            16U);
}

}  // namespace
}  // namespace plimsoll::lang
