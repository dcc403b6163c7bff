// Deep, long and large inputs: an error or a tree of bounded height, quickly.
#include <gtest/gtest.h>

#include <chrono>

#include "hcl_testing.h"

namespace plimsoll::hcl {
namespace {

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Limits, DepthIsExact) {
  const Limits limits = {.max_depth = 10};
  EXPECT_EQ(shown_expression("[[[[[[[[[1]]]]]]]]]", limits).substr(0, 6), "(tuple");
  EXPECT_EQ(shown_expression("[[[[[[[[[[1]]]]]]]]]]", limits), "Nested too deeply @ 1\n");
}

TEST(Limits, HeightIsExact) {
  const Limits limits = {.max_height = 5};
  EXPECT_EQ(shown_expression("1+1+1+1+1", limits), "(+ (+ (+ (+ 1 1) 1) 1) 1)");
  EXPECT_EQ(shown_expression("1+1+1+1+1+1", limits), "Expression too long @ 1+1+1+1+1+1\n");
  EXPECT_EQ(shown_expression("a.b.c.d.e.f", limits), "Expression too long @ a.b.c.d.e.f\n");
}

TEST(Limits, AThousandOperandsAreFine) {
  const ParsedExpression parsed = parse_expression(source_of("a" + repeat(" && a", 999)));
  ASSERT_TRUE(parsed.expression);
  EXPECT_EQ(parsed.expression->height, 1'000U);
}

class FloodTest : public testing::TestWithParam<std::string_view> {};

TEST_P(FloodTest, GivesAnErrorQuickly) {
  constexpr std::size_t kBytes = 2'000'000;
  const SourcePtr source = source_of("a = " + repeat(GetParam(), kBytes / GetParam().size()));
  const auto start = std::chrono::steady_clock::now();
  const ParsedFile parsed = parse_file(source);
  const ParsedExpression expression = parse_expression(source);
  const ParsedExpression as_template = parse_template(source);
  EXPECT_TRUE(has_errors(parsed.diagnostics));
  EXPECT_TRUE(has_errors(expression.diagnostics));
  // Half a second without sanitizers on a slow machine; anything quadratic takes minutes.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

INSTANTIATE_TEST_SUITE_P(Texts, FloodTest,
                         testing::Values("[", "(", "{", "{a=", "f(", "!", "-", "1+(", "[*]", "\"${", "\"%{if ", "a ? ",
                                         "<<A\n${", "1 && ", "1 && 1 || ", "a.b.", "[1", "])", "\"\n", "'", "\xff",
                                         "}\n", "a {\n", "\"a\" = \n", "${", "x = \"a\n", "[for x in ", "a[*]",
                                         "%{ if a }"));

TEST(Limits, UnclosedAndMismatchedBracketsAreLinear) {
  const ParsedFile parsed = parse_file(source_of("a = " + repeat("[", 500'000) + repeat(")", 500'000)));
  EXPECT_EQ(briefly(parsed.diagnostics), "Nested too deeply @ [\n");
}

}  // namespace
}  // namespace plimsoll::hcl
