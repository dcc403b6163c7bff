// Every mistake gives one error at its place, and what follows is still read.
#include <gtest/gtest.h>

#include "hcl_testing.h"

namespace plimsoll::hcl {
namespace {

struct ErrorCase {
  std::string_view text = {};
  std::string_view shown = {};  // the dump of what was read, then `summary @ text` per error
};

class ErrorTest : public testing::TestWithParam<ErrorCase> {};

TEST_P(ErrorTest, IsReportedOnceAndReadingGoesOn) {
  EXPECT_EQ(shown_file(GetParam().text), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, ErrorTest,
    testing::Values(
        ErrorCase{"a: 1\nz = 1", "{a = 1; z = 1}\nUnexpected \":\" after \"a\" @ :\n"},
        ErrorCase{"a == 1\nz = 1", "{a = 1; z = 1}\nUnexpected \"==\" after \"a\" @ ==\n"},
        ErrorCase{"a true\nz = 1", "{z = 1}\nMissing \"=\" or \"{\" after \"a\" @ a true\n"},
        ErrorCase{"a\nz = 1", "{z = 1}\nMissing \"=\" or \"{\" after \"a\" @ a\n"},
        ErrorCase{"a 5\nz = 1", "{z = 1}\nMissing \"=\" after \"a\" @ 5\n"},
        ErrorCase{"\"a\" = 1\nz = 1", "{z = 1}\nUnexpected string @ \"\n"},
        ErrorCase{"a.b = 1\nz = 1", "{z = 1}\nUnexpected expression @ a\n"},
        ErrorCase{"a = 1\na = 2\nz = 1\na = 3",
                  "{a = 1; a = 2; z = 1; a = 3}\nAttribute redefined @ a\nAttribute redefined "
                  "@ a\n"},
        ErrorCase{"a = 1,\nz = 1", "{a = 1; z = 1}\nUnexpected \",\" @ ,\n"},
        ErrorCase{"a = 1 2\nz = 1", "{a = 1; z = 1}\nUnexpected \"2\" @ 2\n"},
        ErrorCase{"a = b = c\nz = 1", "{a = (var \"b\"); z = 1}\nUnexpected \"=\" in the value of \"a\" @ =\n"},
        ErrorCase{"a = 1)\nz = 1", "{a = 1; z = 1}\nUnexpected \")\" @ )\n"},
        ErrorCase{"a {\n  b = 1 }\nz = 1", "{z = 1; a {b = 1}}\nMissing line break before \"}\" @ }\n"},
        ErrorCase{"a { b = 1, c = 2 }\nz = 1", "{z = 1; a {b = 1}}\nMore than one argument in a one-line block @ ,\n"},
        ErrorCase{"a { b {} }\nz = 1", "{z = 1; a {}}\nNested block on the line of its parent @ b\n"},
        ErrorCase{"a { b = 1\n}\nz = 1", "{z = 1; a {b = 1}}\nMissing line break after \"{\" @ \n\n"},
        ErrorCase{"a\n{\n}\nz = 1", "{z = 1; a {}}\nMissing \"{\" after \"a\" @ a\n"},
        ErrorCase{"a \"b\" = {\n  c = 1\n}\nz = 1", "{z = 1}\nUnexpected \"=\" in a block header @ =\n"},
        ErrorCase{"a \"${b}\" {\n}\nz = 1", "{z = 1}\nTemplate in a block label @ ${\n"},
        ErrorCase{"a {} b {}\nz = 1", "{z = 1; a {}; b {}}\nMissing line break after a block @ b\n"},
        ErrorCase{"}\nz = 1", "{z = 1}\nUnexpected \"}\" @ }\n"},
        ErrorCase{"a = 1\n|| b\nz = 1", "{a = 1; z = 1}\nUnexpected \"||\" at the start of a line @ ||\n"},
        ErrorCase{"a {\n  b {\n    c = 1\n}\nz {\n}\n", "{a {b {c = 1}; z {}}}\nUnclosed \"{\" @ {\n"}));

INSTANTIATE_TEST_SUITE_P(
    Expressions, ErrorTest,
    testing::Values(ErrorCase{"a =\nz = 1", "{z = 1}\nMissing expression @ \n\n"},
                    ErrorCase{"a = 1 &&\nz = 1", "{z = 1}\nMissing expression @ \n\n"},
                    ErrorCase{"a = [1, 2\nz = 1", "{z = 1}\nUnclosed \"[\" @ [\n"},
                    ErrorCase{"a = f(1\nb {\n}", "{b {}}\nUnclosed \"(\" @ (\n"},
                    ErrorCase{"b {\n  a = f(1, (2)\n}\nz = 1", "{z = 1; b {}}\nUnclosed \"(\" @ (\n"},
                    ErrorCase{"a = {\n  b = 1\nz = 1", "{}\nUnclosed \"{\" @ {\n"},
                    ErrorCase{"a = (1]\nz = 1", "{z = 1}\nUnclosed \"(\" @ (\n"},
                    ErrorCase{"a = [1 2, 3, !, 4]\nz = 1", "{z = 1}\nMissing \",\" @ 2\nUnexpected \",\" @ ,\n"},
                    ErrorCase{"a = {\n b 1\n c => 2\n f = 4 5\n}\nz = 1",
                              "{z = 1}\nMissing value of the object key @ 1\nUnexpected \"=>\" @ =>\n"
                              "Unexpected \"5\" @ 5\n"},
                    ErrorCase{"a = {for = 1}\nz = 1", "{z = 1}\n\"for\" as an object key @ =\n"},
                    ErrorCase{"a = b and c\nz = 1", "{a = (var \"b\"); z = 1}\nUnexpected \"and\" @ and\n"},
                    ErrorCase{"a = b.\nz = 1", "{z = 1}\nMissing attribute name @ \n\n"},
                    ErrorCase{"a = b.0.1\nz = 1", "{z = 1}\nInvalid legacy index @ 0.1\n"},
                    ErrorCase{"a = b.*.*\nz = 1", "{z = 1}\nNested splat @ *\n"},
                    ErrorCase{"a = b ? c\nz = 1", "{z = 1}\nMissing \":\" of the conditional @ \n\n"},
                    ErrorCase{"a = core::\nz = 1", "{z = 1}\nMissing function name @ \n\n"},
                    ErrorCase{"a = core::f\nz = 1", "{z = 1}\nMissing arguments of the function call @ core::f\n"},
                    ErrorCase{"a = f(b..., c)\nz = 1", "{z = 1}\nUnexpected \",\" @ ,\n"},
                    ErrorCase{"a = [for b c : d]\nz = 1", "{z = 1}\nMissing \"in\" after the names of \"for\" @ c\n"},
                    ErrorCase{"a = [for b in c, d]\nz = 1", "{z = 1}\nMissing \":\" of the for-expression @ ,\n"},
                    ErrorCase{"a = {for b in c : d}\nz = 1", "{z = 1}\nMissing \"=>\" of the for-expression @ }\n"},
                    ErrorCase{"a = [for b in c : d => e]\nz = 1", "{z = 1}\nUnexpected \"=>\" in a tuple @ =>\n"},
                    ErrorCase{"a = [for b in c : d...]\nz = 1", "{z = 1}\nUnexpected \"...\" in a tuple @ ...\n"}));

INSTANTIATE_TEST_SUITE_P(
    Templates, ErrorTest,
    testing::Values(
        ErrorCase{"a = \"b\nz = 1", "{a = \"b\"; z = 1}\nUnterminated string @ \"b\n"},
        ErrorCase{"a = f(\"b, 1)\nz = 1", "{z = 1}\nUnterminated string @ \"b, 1)\n"},
        ErrorCase{"a = \"b\n  c\"\nz = 1", "{a = \"b\\n  c\"; z = 1}\nInvalid multi-line string @ \"b\n"},
        ErrorCase{"a = \"${b\"\nz = 1", "{z = 1}\nUnclosed interpolation @ ${\n"},
        ErrorCase{"a = \"${f(\"x)}\"\nz = 1", "{z = 1}\nUnclosed interpolation @ ${\n"},
        ErrorCase{"a = \"${b c} ${!}\"\nz = 1",
                  "{z = 1}\nUnexpected text in an interpolation @ c\nUnexpected the \"}\" that "
                  "ends the interpolation @ }\n"},
        ErrorCase{"a = \"${B:-c}\"\nz = 1", "{z = 1}\nUnexpected text in an interpolation @ :\n"},
        ErrorCase{"a = \"\\d \\u12\"\nz = 1", "{a = \" \"; z = 1}\nInvalid escape @ \\d\nInvalid escape @ \\u12\n"},
        ErrorCase{"a = <<E\nb\nz = 1", "{a = (heredoc \"b\\nz = 1\")}\nUnterminated heredoc @ <<E\n"},
        ErrorCase{"a = <<E b\nE\nz = 1", "{z = 1}\nInvalid heredoc @ <<E\nMissing \"=\" or \"{\" after \"E\" @ E\n"},
        ErrorCase{"a = \"%{ if b }\"\nz = 1", "{z = 1}\nUnclosed template directive @ %{ if b }\n"},
        ErrorCase{"a = \"%{ endif }\"\nz = 1", "{z = 1}\nUnexpected %{ endif } @ %{ endif }\n"},
        ErrorCase{"a = \"%{ if b }%{ endfor }\"\nz = 1", "{z = 1}\nUnexpected %{ endfor } @ %{ endfor }\n"},
        ErrorCase{"a = \"%{ else if b }\"\nz = 1", "{z = 1}\nUnexpected \"if\" after \"else\" @ if\n"},
        ErrorCase{"a = \"%{ fi }\"\nz = 1", "{z = 1}\nUnknown template directive @ fi\n"}));

INSTANTIATE_TEST_SUITE_P(
    Characters, ErrorTest,
    testing::Values(ErrorCase{"a = 'b c'\nz = 1", "{z = 1}\nInvalid character @ 'b c'\n"},
                    ErrorCase{"a = b & c\nz = 1", "{a = (var \"b\"); z = 1}\nInvalid character @ &\n"},
                    ErrorCase{"a = ${b}\nz = 1", "{z = 1}\nInterpolation outside of a string @ ${\n"},
                    ErrorCase{"a = “b”\nz = 1", "{z = 1}\nInvalid character @ “\nInvalid character @ ”\n"},
                    ErrorCase{"a = 1; b = 2\nz = 1", "{a = 1; z = 1}\nInvalid character @ ;\n"},
                    ErrorCase{"a = 1 /* b\nz = 1", "{a = 1}\nUnclosed comment @ /*\n"}));

TEST(Errors, ExplainThemselves) {
  const ParsedFile parsed = parse_file(source_of("a {\n  b {\n    c = x and y\n}\n"));
  ASSERT_EQ(parsed.diagnostics.size(), 2U);
  EXPECT_EQ(parsed.diagnostics[0].detail,
            "Expected \"}\" before the end of the file. The \"}\" in line 4 stands further left than this block.");
  EXPECT_EQ(parsed.diagnostics[1].detail,
            "Expected an operator or the end of the line, found \"and\". The logical and is \"&&\".");
}

TEST(Errors, AreLimited) {
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += "a 5\n";
  EXPECT_EQ(parse_file(source_of(text)).diagnostics.size(), 100U);
}

}  // namespace
}  // namespace plimsoll::hcl
