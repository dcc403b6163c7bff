#include <gtest/gtest.h>

#include "hcl_testing.h"

namespace plimsoll::hcl {
namespace {

struct ExpressionCase {
  std::string_view text = {};
  std::string_view dump = {};
};

class ExpressionTest : public testing::TestWithParam<ExpressionCase> {};

TEST_P(ExpressionTest, HasTheTree) {
  EXPECT_EQ(shown_expression(GetParam().text), GetParam().dump);
}

INSTANTIATE_TEST_SUITE_P(
    Operators, ExpressionTest,
    testing::Values(ExpressionCase{"1", "1"}, ExpressionCase{"1.50e3", "1.50e3"}, ExpressionCase{"null", "null"},
                    ExpressionCase{"true", "true"}, ExpressionCase{"nullable", "(var \"nullable\")"},
                    ExpressionCase{"1 + 2 * 3", "(+ 1 (* 2 3))"}, ExpressionCase{"1 * 2 + 3", "(+ (* 1 2) 3)"},
                    ExpressionCase{"1 - 2 - 3", "(- (- 1 2) 3)"}, ExpressionCase{"8 / 4 % 3", "(% (/ 8 4) 3)"},
                    ExpressionCase{"1 < 2 == 3 > 4", "(== (< 1 2) (> 3 4))"},
                    ExpressionCase{"true || false && null", "(|| true (&& false null))"},
                    ExpressionCase{"1 == 2 && 3 != 4", "(&& (== 1 2) (!= 3 4))"},
                    ExpressionCase{"1 + 2 <= 3", "(<= (+ 1 2) 3)"},
                    ExpressionCase{"!true == false", "(== (! true) false)"}, ExpressionCase{"-1 + 2", "(+ (neg 1) 2)"},
                    ExpressionCase{"!!true", "(! (! true))"}, ExpressionCase{"-a.b", "(neg (. (var \"a\") \"b\"))"},
                    ExpressionCase{"true ? 1 : false ? 2 : 3", "(? true 1 (? false 2 3))"},
                    ExpressionCase{"true ? false ? 1 : 2 : 3", "(? true (? false 1 2) 3)"},
                    ExpressionCase{"1 == 1 || true ? 1 : 2", "(? (|| (== 1 1) true) 1 2)"},
                    ExpressionCase{"(1 + 2) * 3", "(* (paren (+ 1 2)) 3)"}, ExpressionCase{"1\n+\n2", "(+ 1 2)"}));

INSTANTIATE_TEST_SUITE_P(
    Accesses, ExpressionTest,
    testing::Values(
        ExpressionCase{"a.b.c", "(. (. (var \"a\") \"b\") \"c\")"},
        ExpressionCase{"input.secret-keys", "(. (var \"input\") \"secret-keys\")"},
        ExpressionCase{"a[0][\"k\"]", "(index (index (var \"a\") 0) \"k\")"},
        ExpressionCase{"a[\n0\n]", "(index (var \"a\") 0)"},
        ExpressionCase{"a.0.b", "(. (legacy-index (var \"a\") 0) \"b\")"},
        ExpressionCase{"a[*].b[0]", "(splat (var \"a\") (index (. _ \"b\") 0))"},
        ExpressionCase{"a.*.b.0[1]", "(index (attribute-splat (var \"a\") (legacy-index (. _ \"b\") 0)) 1)"},
        ExpressionCase{"a[*]", "(splat (var \"a\") _)"}, ExpressionCase{"a.*", "(attribute-splat (var \"a\") _)"},
        ExpressionCase{"a[*].b[*].c", "(splat (var \"a\") (splat (. _ \"b\") (. _ \"c\")))"},
        ExpressionCase{"a[*].b.*.c", "(splat (var \"a\") (attribute-splat (. _ \"b\") (. _ \"c\")))"},
        ExpressionCase{"f(1).a", "(. (call \"f\" 1) \"a\")"}, ExpressionCase{"[1, 2][0]", "(index (tuple 1 2) 0)"},
        ExpressionCase{"\"x\".y", "(. \"x\" \"y\")"}, ExpressionCase{"{}.a", "(. (object) \"a\")"}));

INSTANTIATE_TEST_SUITE_P(
    Collections, ExpressionTest,
    testing::Values(
        ExpressionCase{"f()", "(call \"f\")"}, ExpressionCase{"core::try(1, 2,)", "(call \"core::try\" 1 2)"},
        ExpressionCase{"a::b::c(1)", "(call \"a::b::c\" 1)"}, ExpressionCase{"f(\n1\n,\n2\n)", "(call \"f\" 1 2)"},
        ExpressionCase{"f(1, x...)", "(call \"f\" 1 (var \"x\") ...)"}, ExpressionCase{"true(1)", "(call \"true\" 1)"},
        ExpressionCase{"[]", "(tuple)"}, ExpressionCase{"[1, [2],]", "(tuple 1 (tuple 2))"},
        ExpressionCase{"{}", "(object)"}, ExpressionCase{"{a = 1, b : 2}", "(object (\"a\" 1) (\"b\" 2))"},
        ExpressionCase{"{\n\na = 1\nb = 2,\n c = 3,}", "(object (\"a\" 1) (\"b\" 2) (\"c\" 3))"},
        ExpressionCase{"{(a) = 1}", "(object ((paren (var \"a\")) 1))"},
        ExpressionCase{"{\"a-${b}\" = 1}", "(object ((template \"a-\" (var \"b\")) 1))"},
        ExpressionCase{"{true = 1, null = 2, 3 = 4}", "(object (\"true\" 1) (\"null\" 2) (3 4))"},
        ExpressionCase{"{f(x) = 1}", "(object ((call \"f\" (var \"x\")) 1))"},
        ExpressionCase{"{a = b ? c : d}", "(object (\"a\" (? (var \"b\") (var \"c\") (var \"d\"))))"},
        ExpressionCase{"[for x in l : x]", "(for-tuple x (var \"l\") (var \"x\"))"},
        ExpressionCase{"[\nfor i, x in l :\nx\nif x\n]", "(for-tuple i x (var \"l\") (var \"x\") if (var \"x\"))"},
        ExpressionCase{"{for k, v in m : k => v... if v}",
                       "(for-object k v (var \"m\") (var \"k\") => (var \"v\") ... if (var \"v\"))"},
        ExpressionCase{"{\nfor x in l\n: x => 1\n}", "(for-object x (var \"l\") (var \"x\") => 1)"},
        ExpressionCase{"[forest]", "(tuple (var \"forest\"))"},
        ExpressionCase{"[if, in]", "(tuple (var \"if\") (var \"in\"))"}));

TEST(Expression, KnowsItsRanges) {
  const ParsedExpression parsed = parse_expression(source_of(" core::f( a.b ) + 1 "));
  ASSERT_TRUE(parsed.expression);
  const auto& binary = std::get<Binary>(parsed.expression->node);
  const auto& call = std::get<Call>(binary.left->node);
  const auto slice = [&](ByteRange range) { return std::string(parsed.source->slice(range)); };
  EXPECT_EQ(slice(parsed.expression->range), "core::f( a.b ) + 1");
  EXPECT_EQ(slice(binary.op_range), "+");
  EXPECT_EQ(slice(binary.left->range), "core::f( a.b )");
  EXPECT_EQ(slice(call.name_range), "core::f");
  EXPECT_EQ(slice(call.arguments[0]->range), "a.b");
  EXPECT_EQ(slice(std::get<GetAttribute>(call.arguments[0]->node).name.range), "b");
}

}  // namespace
}  // namespace plimsoll::hcl
