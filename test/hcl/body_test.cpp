#include <gtest/gtest.h>

#include "hcl_testing.h"

namespace plimsoll::hcl {
namespace {

struct BodyCase {
  std::string_view text = {};
  std::string_view dump = {};
};

class BodyTest : public testing::TestWithParam<BodyCase> {};

TEST_P(BodyTest, HasTheTree) {
  EXPECT_EQ(shown_file(GetParam().text), GetParam().dump);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, BodyTest,
    testing::Values(BodyCase{"", "{}"}, BodyCase{"# only\n", "{}"}, BodyCase{"a = 1", "{a = 1}"},
                    BodyCase{"a = 1\r\nb = 2\r\n", "{a = 1; b = 2}"},
                    BodyCase{"a = 1 # x\n/* y */ b = 2", "{a = 1; b = 2}"}, BodyCase{"a {}", "{a {}}"},
                    BodyCase{"a { }\n", "{a {}}"}, BodyCase{"a { b = 1 }\n", "{a {b = 1}}"},
                    BodyCase{"a { b = { c = 1 } }", "{a {b = (object (\"c\" 1))}}"},
                    BodyCase{"a \"b\" c-d {\n}\n", "{a \"b\" c-d {}}"}, BodyCase{"a \"\" {\n}", "{a \"\" {}}"},
                    BodyCase{R"(a "x\"y$${z}" {})", R"({a "x\"y$${z}" {}})"},
                    BodyCase{"a {\n  b = 1\n  c {\n  }\n}\nd = 2\n", "{d = 2; a {b = 1; c {}}}"},
                    BodyCase{"a = [\n1,\n2\n]\n", "{a = (tuple 1 2)}"},
                    BodyCase{"a = (1\n+\n2)\n", "{a = (paren (+ 1 2))}"},
                    BodyCase{"a = {\n  b = [\n    1\n  ]\n  c = 2\n}\n", "{a = (object (\"b\" (tuple 1)) (\"c\" 2))}"},
                    BodyCase{"a = {\nb = 1\n}\nc = 2", "{a = (object (\"b\" 1)); c = 2}"},
                    BodyCase{"if = 1\nfor = 2\nnull = 3\n", "{if = 1; for = 2; null = 3}"}));

TEST(Body, FindsAttributesAndBlocks) {
  const ParsedFile parsed = parse_file(source_of("a = 1\nx \"1\" {}\ny {}\nx \"2\" {}\n"));
  ASSERT_NE(parsed.body.attribute("a"), nullptr);
  EXPECT_EQ(parsed.body.attribute("b"), nullptr);
  ASSERT_EQ(parsed.body.blocks_of("x").size(), 2U);
  EXPECT_EQ(parsed.body.blocks_of("x")[1]->labels[0].text, "2");
  EXPECT_TRUE(parsed.body.blocks_of("z").empty());
}

TEST(Body, KnowsItsRanges) {
  const ParsedFile parsed = parse_file(source_of("r \"a\" b {\n  x = 1 # c\n}\n"));
  const Block& block = parsed.body.blocks.at(0);
  const auto slice = [&](ByteRange range) { return std::string(parsed.source->slice(range)); };
  EXPECT_EQ(slice(block.range), "r \"a\" b {\n  x = 1 # c\n}");
  EXPECT_EQ(slice(block.header_range), "r \"a\" b");
  EXPECT_EQ(slice(block.type.range), "r");
  EXPECT_EQ(slice(block.labels[0].range), "\"a\"");
  EXPECT_TRUE(block.labels[0].quoted);
  EXPECT_FALSE(block.labels[1].quoted);
  EXPECT_EQ(slice(block.body.range), "{\n  x = 1 # c\n}");
  EXPECT_EQ(slice(block.body.attributes[0].range), "x = 1");
  EXPECT_EQ(slice(parsed.body.range), parsed.source->text());
}

}  // namespace
}  // namespace plimsoll::hcl
