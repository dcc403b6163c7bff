// What the HCL specification (hclsyntax/spec.md) and its test suite demand of the syntax: our own texts for each
// behaviour. Evaluation is tested in test/lang.
#include <gtest/gtest.h>

#include "hcl_testing.h"

namespace plimsoll::hcl {
namespace {

struct SpecificationCase {
  std::string_view text = {};
  std::string_view shown = {};
};

class SpecificationTest : public testing::TestWithParam<SpecificationCase> {};

TEST_P(SpecificationTest, IsKept) {
  EXPECT_EQ(shown_file(GetParam().text), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(
    Structure, SpecificationTest,
    testing::Values(
        SpecificationCase{"", "{}"}, SpecificationCase{"\n\n", "{}"}, SpecificationCase{"# only\n", "{}"},
        SpecificationCase{"// only\n", "{}"}, SpecificationCase{"/*\n only\n*/\n", "{}"},
        SpecificationCase{"# without a line end", "{}"}, SpecificationCase{"a = 1 # c", "{a = 1}"},
        SpecificationCase{"/* c */ a /* c */ = /* c\n */ 1 // c\n", "{a = 1}"},
        SpecificationCase{"a = 1\nb = \"x\"", "{a = 1; b = \"x\"}"}, SpecificationCase{"a {}", "{a {}}"},
        SpecificationCase{"a {\n\n}\n", "{a {}}"}, SpecificationCase{"a { b = 1 }", "{a {b = 1}}"},
        SpecificationCase{"a b \"c\" {}\n", "{a b \"c\" {}}"},
        SpecificationCase{"a \"\\u00e9\\n\" {}\n", "{a \"é\\n\" {}}"},
        // Attributes and blocks have namespaces of their own, and keywords are names.
        SpecificationCase{"a = 1\na {}\na {}\n", "{a = 1; a {}; a {}}"},
        SpecificationCase{"true = true\nfalse = false\nnull = null\nfor = 1\nif = 2\n",
                          "{true = true; false = false; null = null; for = 1; if = 2}"},
        SpecificationCase{"ünï-cödé_1 = 1\n", "{ünï-cödé_1 = 1}"},
        SpecificationCase{"a = 1\r\nb {\r\n}\r\n", "{a = 1; b {}}"}, SpecificationCase{"\xEF\xBB\xBF\n", "{}"},
        // A line end ends an attribute except inside of ( ), [ ], and ${ }.
        SpecificationCase{"a = (1\n+\n2)\n", "{a = (paren (+ 1 2))}"},
        SpecificationCase{"a = [\n1\n,\n2,\n]\n", "{a = (tuple 1 2)}"},
        SpecificationCase{"a = \"${\n1\n+ 2\n}\"\n", "{a = (wrap (+ 1 2))}"},
        SpecificationCase{"a = f(\n[for x in y\n: x\n]\n...)\n",
                          "{a = (call \"f\" (for-tuple x (var \"y\") (var \"x\")) ...)}"},
        SpecificationCase{"a = {\nb = 1, c = 2\n\n\"d\" : 3,\n}\n", "{a = (object (\"b\" 1) (\"c\" 2) (\"d\" 3))}"},
        // In an object inside of brackets line ends separate again.
        SpecificationCase{"a = ({\nb = 1\nc = 2\n})\n", "{a = (paren (object (\"b\" 1) (\"c\" 2)))}"},
        SpecificationCase{"a = {\naws = x\naws.east = y\n}\n",
                          "{a = (object (\"aws\" (var \"x\")) ((. (var \"aws\") \"east\") (var \"y\")))}"}));

INSTANTIATE_TEST_SUITE_P(
    Mistakes, SpecificationTest,
    testing::Values(SpecificationCase{"a = \"x\", b = \"y\"\n", "{a = \"x\"}\nUnexpected \",\" @ ,\n"},
                    SpecificationCase{"a { b = 1, c = 2 }\n",
                                      "{a {b = 1}}\nMore than one argument in a one-line block @ ,\n"},
                    SpecificationCase{"a { b = 1\n}\n", "{a {b = 1}}\nMissing line break after \"{\" @ \n\n"},
                    SpecificationCase{"a { b {} }\n", "{a {}}\nNested block on the line of its parent @ b\n"},
                    SpecificationCase{"a {", "{a {}}\nUnclosed \"{\" @ {\n"},
                    SpecificationCase{"a = {b = 1 c = 2}\n", "{}\nUnexpected \"c\" @ c\n"},
                    SpecificationCase{"a = ::f(1)\n", "{}\nUnexpected \"::\" @ ::\n"},
                    SpecificationCase{"a = f::::g(1)\n", "{}\nMissing function name @ ::\n"},
                    SpecificationCase{"a = [for x in y : x => x]\n", "{}\nUnexpected \"=>\" in a tuple @ =>\n"},
                    SpecificationCase{"a = x[]\n", "{}\nUnexpected \"]\" @ ]\n"},
                    // Only as part of a line end.
                    SpecificationCase{"a = \"x\ry\"\n", "{a = \"x\\ry\"}\nInvalid character @ \r\n"},
                    SpecificationCase{"a = <<E\nx\ry\nE\n", "{a = (heredoc \"x\\ry\\n\")}\nInvalid character @ \r\n"},
                    SpecificationCase{"a = 1\rb = 2\n", "{a = 1}\nInvalid character @ \r\n"}));

INSTANTIATE_TEST_SUITE_P(
    Heredocs, SpecificationTest,
    testing::Values(SpecificationCase{"a = <<E\nx\ny\nE\n", "{a = (heredoc \"x\\ny\\n\")}"},
                    SpecificationCase{"a = <<E\n    x\n      y\n  E\n", "{a = (heredoc \"    x\\n      y\\n\")}"},
                    SpecificationCase{"a = <<E\n  ${x}\n  E\n", "{a = (heredoc \"  \" (var \"x\") \"\\n\")}"},
                    SpecificationCase{"a = <<E\nx\n\ny\nE\n", "{a = (heredoc \"x\\n\\ny\\n\")}"},
                    SpecificationCase{"a = <<E\n  NOT E\n  E\n", "{a = (heredoc \"  NOT E\\n\")}"},
                    SpecificationCase{"a = <<E\nE1\nE\n", "{a = (heredoc \"E1\\n\")}"},
                    SpecificationCase{"a = <<E\nx\nE  \nb = 1\n", "{a = (heredoc \"x\\n\"); b = 1}"},
                    SpecificationCase{"a = <<-E\nx\ny\nE\n", "{a = (heredoc \"x\\ny\\n\")}"},
                    SpecificationCase{"a = <<-E\n    x\n      y\n    z\n  E\n", "{a = (heredoc \"x\\n  y\\nz\\n\")}"},
                    SpecificationCase{"a = <<-E\n    x\n  y\n    z\n  E\n", "{a = (heredoc \"  x\\ny\\n  z\\n\")}"},
                    SpecificationCase{"a = <<-E\n    x\n      ${y}\n  E\n",
                                      "{a = (heredoc \"x\\n  \" (var \"y\") \"\\n\")}"},
                    SpecificationCase{"a = <<-E\n    x\n  ${y}\n    z\n  E\n",
                                      "{a = (heredoc \"  x\\n\" (var \"y\") \"\\n  z\\n\")}"},
                    // A tab is one blank, like any other space of Unicode.
                    SpecificationCase{"a = <<-E\n\tx\n  y\n  E\n", "{a = (heredoc \"x\\n y\\n\")}"},
                    SpecificationCase{"a = <<-E\n\u2003\u2003 x\n  y\n  E\n", "{a = (heredoc \" x\\ny\\n\")}"},
                    SpecificationCase{"a = <<-E\n    x\n\n    y\n  E\n", "{a = (heredoc \"x\\n\\ny\\n\")}"},
                    SpecificationCase{"a = <<E\nx\nE", "{a = (heredoc \"x\\nE\")}\nUnterminated heredoc @ <<E\n"}));

INSTANTIATE_TEST_SUITE_P(
    Expressions, SpecificationTest,
    testing::Values(SpecificationCase{"a = 3.14159265358979323846264338327950288419716939937510582097494459\n",
                                      "{a = 3.14159265358979323846264338327950288419716939937510582097494459}"},
                    SpecificationCase{"a = 1e5\nb = 1E-5\n", "{a = 1e5; b = 1E-5}"},
                    SpecificationCase{"a = \"👩‍👩‍👧‍👦\"\n", "{a = \"👩‍👩‍👧‍👦\"}"},
                    SpecificationCase{"a = f :: g(1)\n", "{a = (call \"f::g\" 1)}"},
                    SpecificationCase{"a = x.0.y\n", "{a = (. (legacy-index (var \"x\") 0) \"y\")}"},
                    SpecificationCase{"a = x.*.y[0]\n", "{a = (index (attribute-splat (var \"x\") (. _ \"y\")) 0)}"},
                    SpecificationCase{"a = x[*].y[0]\n", "{a = (splat (var \"x\") (index (. _ \"y\") 0))}"},
                    SpecificationCase{"a = x[true]\n", "{a = (index (var \"x\") true)}"},
                    SpecificationCase{
                        "a = {(x) = 1, \"${y}\" = 2, 3 = 4, [] = 5}\n",
                        "{a = (object ((paren (var \"x\")) 1) ((wrap (var \"y\")) 2) (3 4) ((tuple) 5))}"},
                    SpecificationCase{"a = \"$${x} %%{y} $$ %% $\"\n", "{a = \"$${x} %%{y} $$ %% $\"}"},
                    SpecificationCase{"a = \"${\"${\"b\"}\"}\"\n", "{a = (wrap (wrap \"b\"))}"},
                    SpecificationCase{"a = - 1\nb = ! x\n", "{a = (neg 1); b = (! (var \"x\"))}"},
                    SpecificationCase{"a = x == 1 ? y : z || w\n",
                                      "{a = (? (== (var \"x\") 1) (var \"y\") (|| (var \"z\") (var \"w\")))}"}));

}  // namespace
}  // namespace plimsoll::hcl
