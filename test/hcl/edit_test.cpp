// Edits of our own texts. Every result that comes from text as `terraform fmt` writes it is checked to be such text
// again; format() itself is compared with terraform by conformance/edits.cpp.
#include "plimsoll/hcl/edit.h"

#include <gtest/gtest.h>

#include <functional>

#include "hcl_testing.h"

namespace plimsoll::hcl {
namespace {

struct Opened {
  SourcePtr source = nullptr;
  ParsedFile file = {};
  Layout layout = {};

  const Attribute& attribute(std::string_view name) const { return *body().attribute(name); }
  const Expression& value(std::string_view name) const { return *attribute(name).value; }
  const Body& body() const { return file.body.blocks.empty() ? file.body : file.body.blocks[0].body; }
};

Opened open(std::string_view text) {
  const SourcePtr source = source_of(text);
  return {.source = source, .file = parse_file(source), .layout = layout_of(source)};
}

struct EditCase {
  std::string_view name = {};
  std::string_view before = {};
  std::function<std::vector<Edit>(const Opened&)> edit = {};
  std::string_view after = {};
};

std::string settled_text(const Opened& opened, const std::vector<Edit>& edits) {
  const Result<std::vector<Edit>> settled = settle(opened.source, edits);
  if (!settled.ok()) return briefly(settled.errors());
  const Result<std::string> text = apply(opened.source->text(), *settled);
  return text.ok() ? *text : briefly(text.errors());
}

class EditTest : public testing::TestWithParam<EditCase> {};

TEST_P(EditTest, GivesTheText) {
  const Opened opened = open(GetParam().before);
  const std::string after = settled_text(opened, GetParam().edit(opened));
  EXPECT_EQ(after, GetParam().after);
  if (format(opened.source) == opened.source->text()) {
    EXPECT_EQ(format(source_of(after)), after);
  }
}

std::vector<Edit> set(const Opened& o, std::string_view name, std::string text) {
  return {replace(o.value(name), std::move(text))};
}
auto set_to(std::string_view name, std::string text) {
  return [=](const Opened& o) { return set(o, name, text); };
}
auto with_attributes(std::vector<NewItem> items) {
  return [=](const Opened& o) { return insert_attributes(o.layout, o.body(), items); };
}
auto with_items(std::vector<NewItem> items) {
  return [=](const Opened& o) { return insert_items(o.layout, o.value("o"), items); };
}
auto with_lines_of_items(std::vector<NewItem> items) {
  return [=](const Opened& o) { return break_and_insert_items(o.layout, o.value("o"), items); };
}
auto with_elements(std::vector<std::string> values) {
  return [=](const Opened& o) { return append_elements(o.layout, o.value("t"), values); };
}
auto without(std::string_view name) {
  return [=](const Opened& o) { return remove(o.layout, o.attribute(name)); };
}
auto without_item(std::size_t index) {
  return [=](const Opened& o) { return remove_item(o.layout, o.value("o"), index); };
}
auto without_element(std::size_t index) {
  return [=](const Opened& o) { return remove_element(o.layout, o.value("t"), index); };
}
auto with_block(std::string_view type, std::string text) {
  return [=](const Opened& o) { return insert_block(o.layout, o.body(), type, text); };
}

std::string name_of_case(const testing::TestParamInfo<EditCase>& info) {
  return std::string(info.param.name);
}

INSTANTIATE_TEST_SUITE_P(
    Values, EditTest,
    testing::Values(
        EditCase{"Literal", "a = true\n", set_to("a", "false"), "a = false\n"},
        EditCase{"TrailingCommentsMoveTogether", "a   = true # one\nbcd = 2    # two\n", set_to("a", "\"longer\""),
                 "a   = \"longer\" # one\nbcd = 2        # two\n"},
        EditCase{"MoreLinesEndTheGroup", "a   = 1\nbcd = 2\n", set_to("bcd", "[\n1,\n]"), "a = 1\nbcd = [\n  1,\n]\n"},
        EditCase{"OneLineJoinsTheGroup", "a = 1\nbcd = [\n  1,\n]\n", set_to("bcd", "[]"), "a   = 1\nbcd = []\n"},
        EditCase{"FourBlanksStay", "r {\n    a = 1\n    b = 2\n}\n", set_to("b", "{\nc = 1\n}"),
                 "r {\n    a = 1\n    b = {\n      c = 1\n    }\n}\n"},
        EditCase{"WithoutBlanks", "a=1\nbcd=2\n", set_to("a", "3"), "a = 3\nbcd=2\n"},
        EditCase{"UnalignedNeighboursStay", "a = 1\nbcd = 2\n", set_to("a", "3"), "a = 3\nbcd = 2\n"},
        EditCase{"HeredocTextStays", "r {\n  a = 1\n}\n", set_to("a", "<<EOT\n x\nEOT"),
                 "r {\n  a = <<EOT\n x\nEOT\n}\n"}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    Attributes, EditTest,
    testing::Values(EditCase{"AlignWithTheGroup", "r {\n  a = 1\n  b = 2\n\n  s {}\n}\n",
                             with_attributes({{"name", "3"}}),
                             "r {\n  a    = 1\n  b    = 2\n  name = 3\n\n  s {}\n}\n"},
                    EditCase{"AfterACommentAtTheLineEnd", "r {\n  a = 1 # c\n}\n",
                             with_attributes({{"b", "2"}, {"c", "3"}}), "r {\n  a = 1 # c\n  b = 2\n  c = 3\n}\n"},
                    EditCase{"IntoAnEmptyBody", "r {}\n", with_attributes({{"b", "2"}}), "r {\n  b = 2\n}\n"},
                    EditCase{"IntoAnOpenBody", "r {\n}\n", with_attributes({{"b", "2"}}), "r {\n  b = 2\n}\n"},
                    EditCase{"IntoAOneLineBody", "r { a = 1 }\n", with_attributes({{"bcd", "2"}}),
                             "r {\n  a   = 1\n  bcd = 2\n}\n"},
                    EditCase{"BeforeTheFirstBlock", "r {\n  # about s\n  s {}\n}\n", with_attributes({{"b", "2"}}),
                             "r {\n  b = 2\n\n  # about s\n  s {}\n}\n"},
                    EditCase{"IntoAFileWithoutLineEnd", "a = 1", with_attributes({{"b", "2"}}), "a = 1\nb = 2\n"},
                    EditCase{"InTabs", "r {\n\ta = 1\n}\n", with_attributes({{"b", "{\nc = 1\n}"}}),
                             "r {\n\ta = 1\n\tb = {\n\t\tc = 1\n\t}\n}\n"},
                    EditCase{"ByteOrderMark", "\xEF\xBB\xBFr {\n}\n", with_attributes({{"b", "2"}}),
                             "\xEF\xBB\xBFr {\n  b = 2\n}\n"},
                    EditCase{"Crlf", "r {\r\n  a = 1\r\n}\r\n", with_attributes({{"b", "2"}}),
                             "r {\r\n  a = 1\r\n  b = 2\r\n}\r\n"}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    Items, EditTest,
    testing::Values(
        EditCase{"ByLines", "o = {\n  a = 1\n}\n", with_items({{"bcd", "2"}}), "o = {\n  a   = 1\n  bcd = 2\n}\n"},
        EditCase{"OnOneLine", "o = { a = 1 }\n", with_items({{"b", "2"}, {"c d", "3"}}),
                 "o = { a = 1, b = 2, \"c d\" = 3 }\n"},
        EditCase{"LikeJson", "o = {\n  \"a\" : 1,\n  \"b\" : 2\n}\n", with_items({{"c", "3"}}),
                 "o = {\n  \"a\" : 1,\n  \"b\" : 2,\n  \"c\" : 3\n}\n"},
        EditCase{"WithCommas", "o = {\n  a = 1, # x\n  b = 2, # y\n}\n", with_items({{"c", "3"}}),
                 "o = {\n  a = 1, # x\n  b = 2, # y\n  c = 3,\n}\n"},
        EditCase{"CommaBeforeAComment", "o = {\n  a = 1,\n  b = 2 # y\n}\n", with_items({{"c", "3"}}),
                 "o = {\n  a = 1,\n  b = 2, # y\n  c = 3\n}\n"},
        EditCase{"Empty", "o = {}\n", with_items({{"c", "3"}}), "o = { c = 3 }\n"},
        EditCase{"EmptyLines", "o = {\n}\n", with_items({{"c", "3"}}), "o = {\n  c = 3\n}\n"},
        EditCase{"InACall", "r {\n  o = {\n    a = f([{\n      b = 1\n    }])\n  }\n}\n",
                 with_items({{"c", "{\nd = 1\n}"}}),
                 "r {\n  o = {\n    a = f([{\n      b = 1\n    }])\n    c = {\n      d = 1\n    }\n  }\n}\n"},
        EditCase{"AfterAHeredoc", "o = {\n  a = <<E\nx\nE\n}\n", with_items({{"c", "3"}}),
                 "o = {\n  a = <<E\nx\nE\n  c = 3\n}\n"},
        EditCase{"BreaksALine", "t = 1\no = [{ a = 1, bcd = 2 }]\n",
                 [](const Opened& o) {
                   const auto& list = std::get<TupleConstructor>(o.value("o").node);
                   return break_and_insert_items(o.layout, *list.elements[0], {{"e", "{\nf = 1\n}"}});
                 },
                 "t = 1\no = [{\n  a   = 1\n  bcd = 2\n  e = {\n    f = 1\n  }\n}]\n"},
        EditCase{"BreaksALineLikeJson", "o = { \"a\" : 1, \"b\" : 2, }\n", with_lines_of_items({{"c", "3"}}),
                 "o = {\n  \"a\" : 1,\n  \"b\" : 2,\n  \"c\" : 3\n}\n"},
        EditCase{"BreaksNoLineWithAComment", "o = { a = 1, /* why */ b = 2 }\n", with_lines_of_items({{"c", "3"}}),
                 "o = { a = 1, /* why */ b = 2 }\n"},
        EditCase{"Elements", "t = [1, 2]\n", with_elements({"3", "4"}), "t = [1, 2, 3, 4]\n"},
        EditCase{"ElementsByLines", "t = [\n  1,\n  2,\n]\n", with_elements({"3"}), "t = [\n  1,\n  2,\n  3,\n]\n"},
        EditCase{"ElementsWithoutLastComma", "t = [\n  1 # c\n]\n", with_elements({"3"}), "t = [\n  1, # c\n  3\n]\n"},
        EditCase{"ElementsOfNone", "t = []\n", with_elements({"3", "4"}), "t = [3, 4]\n"},
        EditCase{"ElementAfterAnObject", "t = [{\n  a = 1\n}]\n", with_elements({"{\nb = 2\n}"}),
                 "t = [{\n  a = 1\n  }, {\n  b = 2\n}]\n"},
        EditCase{"ElementAfterAHeredoc", "t = [\n  <<E\nx\nE\n]\n", with_elements({"3"}),
                 "t = [\n  <<E\nx\nE\n  , 3\n]\n"}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    Blocks, EditTest,
    testing::Values(
        EditCase{"AfterTheirKind", "r {\n  v {\n    a = 1\n  }\n\n  w {}\n}\n",
                 with_block("v", "v {\nbcd = 1\ne = 2\n}"),
                 "r {\n  v {\n    a = 1\n  }\n\n  v {\n    bcd = 1\n    e   = 2\n  }\n\n  w {}\n}\n"},
        EditCase{"Dense", "r {\n  v {}\n  v {}\n}\n", with_block("v", "v {}"), "r {\n  v {}\n  v {}\n  v {}\n}\n"},
        EditCase{"AtTheEnd", "r {\n  a = 1\n}\n", with_block("v", "v {}\n"), "r {\n  a = 1\n\n  v {}\n}\n"},
        EditCase{"AfterABlankLine", "r {\n  a = 1\n\n}\n", with_block("v", "v {}"), "r {\n  a = 1\n\n  v {}\n}\n"},
        EditCase{"IntoNothing", "r {}\n", with_block("v", "v {}"), "r {\n  v {}\n}\n"},
        EditCase{"IntoOneLine", "r { a = 1 }\n", with_block("v", "v {}"), "r {\n  a = 1\n\n  v {}\n}\n"}),
    name_of_case);

INSTANTIATE_TEST_SUITE_P(
    Removals, EditTest,
    testing::Values(
        EditCase{"RealignsTheRest", "r {\n  a    = 1\n  name = 2 # x\n}\n", without("name"), "r {\n  a = 1\n}\n"},
        EditCase{"ItsCommentGoes", "r {\n  a = 1\n\n  # about b\n  b = 2\n}\n", without("b"), "r {\n  a = 1\n}\n"},
        EditCase{"TheCommentOfAGroupStays", "r {\n  # about both\n  a = 1\n  b = 2\n}\n", without("a"),
                 "r {\n  # about both\n  b = 2\n}\n"},
        EditCase{"OneBlankLineIsEnough", "a = 1\n\nb = 2\n\nc = 3\n", without("b"), "a = 1\n\nc = 3\n"},
        EditCase{"OfOneLine", "r { a = 1 }\n", without("a"), "r {}\n"},
        EditCase{"Item", "o = {\n  a   = 1\n  bcd = 2\n}\n", without_item(1), "o = {\n  a = 1\n}\n"},
        EditCase{"LastItemTakesTheComma", "o = {\n  \"a\" : 1,\n  \"b\" : 2\n}\n", without_item(1),
                 "o = {\n  \"a\" : 1\n}\n"},
        EditCase{"FirstOfOneLine", "o = { a = 1, b = 2 }\n", without_item(0), "o = { b = 2 }\n"},
        EditCase{"LastOfOneLine", "o = { a = 1, b = 2, }\n", without_item(1), "o = { a = 1, }\n"},
        EditCase{"OnlyItem", "o = { a = 1 }\n", without_item(0), "o = {}\n"},
        EditCase{"Element", "t = [\n  1, # one\n  2,\n]\n", without_element(0), "t = [\n  2,\n]\n"},
        EditCase{"ElementBetweenBraces", "t = [{\n  a = 1\n  }, {\n  b = 2\n}]\n", without_element(1),
                 "t = [{\n  a = 1\n}]\n"}),
    name_of_case);

TEST(Edit, RemovesABlockWithItsComment) {
  const Opened o = open("a = 1\n\n# about r\nr {\n  b = 2\n}\n\nc {}\n");
  EXPECT_EQ(settled_text(o, remove(o.layout, o.file.body.blocks[0])), "a = 1\n\nc {}\n");
}

TEST(Edit, ManyInOneFileSettleTogether) {
  const Opened o = open("r {\n  a = 1\n  b = 2\n}\n");
  std::vector<Edit> edits = insert_attributes(o.layout, o.body(), {{"longer", "3"}});
  for (const Edit& one : remove(o.layout, o.attribute("a"))) edits.push_back(one);
  edits.push_back(replace(o.value("b"), "[4]"));
  EXPECT_EQ(settled_text(o, edits), "r {\n  b      = [4]\n  longer = 3\n}\n");
}

TEST(Edit, TouchesOnlyWhatChanges) {
  const Opened o = open("x  =  [1,2]\ny =   3\n\nr {\n  a = 1\n  é = 2\n}\n");
  const Result<std::vector<Edit>> settled = settle(o.source, insert_attributes(o.layout, o.body(), {{"bc", "3"}}));
  ASSERT_TRUE(settled.ok());
  ASSERT_EQ(settled->size(), 3U);
  EXPECT_EQ((*settled)[0], (Edit{29, 0, " "}));
  EXPECT_EQ((*settled)[1], (Edit{38, 0, " "}));
  EXPECT_EQ((*settled)[2].length, 0U);
}

TEST(Edit, RefusesOverlapsAndPlacesOutside) {
  EXPECT_EQ(briefly(apply("abc", {{1, 2, "x"}, {2, 1, "y"}}).errors()), "Edits overlap @ ?\n");
  EXPECT_EQ(briefly(apply("abc", {{2, 2, ""}}).errors()), "Edit outside of the text @ ?\n");
  EXPECT_EQ(*apply("abc", {{1, 1, "x"}, {0, 0, "1"}, {0, 0, "2"}}), "12axc");
}

TEST(Edit, RefusesWhatWouldNotParse) {
  const Opened o = open("a = 1\n");
  EXPECT_EQ(settled_text(o, {replace(o.value("a"), "[1")}), "Unclosed \"[\" @ [\n");
}

}  // namespace
}  // namespace plimsoll::hcl
