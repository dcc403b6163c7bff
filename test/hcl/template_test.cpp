#include <gtest/gtest.h>

#include "hcl_testing.h"

namespace plimsoll::hcl {
namespace {

struct TemplateCase {
  std::string_view text = {};
  std::string_view dump = {};
};

class TemplateTest : public testing::TestWithParam<TemplateCase> {};

TEST_P(TemplateTest, HasTheTree) {
  EXPECT_EQ(shown_expression(GetParam().text), GetParam().dump);
}

INSTANTIATE_TEST_SUITE_P(
    Quoted, TemplateTest,
    testing::Values(
        TemplateCase{"\"\"", "\"\""}, TemplateCase{"\"a\"", "\"a\""},
        TemplateCase{R"("\n\r\t\"\\\u00e9\U0001F600")", R"("\n\r\t\"\\é😀")"},
        TemplateCase{"\"$${a} %%{b} $ % $$\"", R"("$${a} %%{b} $ % $$")"},
        TemplateCase{"\"${x}\"", "(wrap (var \"x\"))"}, TemplateCase{"\"${~ x ~}\"", "(wrap (var \"x\"))"},
        TemplateCase{"\" ${~ x}\"", "(template (var \"x\"))"},
        TemplateCase{"\"a ${x} b\"", "(template \"a \" (var \"x\") \" b\")"},
        TemplateCase{"\"a \\n ${~ x ~} \\t b\"", "(template \"a\" (var \"x\") \"b\")"},
        TemplateCase{"\"${\"${x}\"}\"", "(wrap (wrap (var \"x\")))"},
        TemplateCase{"\"${\n{ a = 1\n b = 2 }\n}\"", "(wrap (object (\"a\" 1) (\"b\" 2)))"},
        TemplateCase{"\"%{ if x }a%{ else }b%{ endif }\"", "(template (%if (var \"x\") (then \"a\") (else \"b\")))"},
        TemplateCase{"\"%{ if x }%{ endif }\"", "(template (%if (var \"x\") (then) (else)))"},
        TemplateCase{"\"%{ for k, v in m }${k}%{ endfor }\"", "(template (%for k v (var \"m\") (var \"k\")))"},
        TemplateCase{"\"a %{~ for v in m ~} b %{~ endfor ~} c\"",
                     "(template \"a\" (%for v (var \"m\") \"b\") \"c\")"}));

INSTANTIATE_TEST_SUITE_P(
    Heredocs, TemplateTest,
    testing::Values(TemplateCase{"<<E\nE\n", "(heredoc)"}, TemplateCase{"<<E\nE", "(heredoc)"},
                    TemplateCase{"<<E\n  a\\n\n\n b\n  E\n", "(heredoc \"  a\\\\n\\n\\n b\\n\")"},
                    TemplateCase{"<<E\n$${a} ${b}\nE\n", "(heredoc \"$${a} \" (var \"b\") \"\\n\")"},
                    TemplateCase{"<<-E\n    a\n      b\n\n    c\n  E\n", "(heredoc \"a\\n  b\\n\\nc\\n\")"},
                    TemplateCase{"<<-E\n\ta\n\t\tb\nE\n", "(heredoc \"a\\n\\tb\\n\")"},
                    // Only literal text has indentation; a line that starts with an interpolation has none.
                    TemplateCase{"<<-E\n  a\n${x}\nE\n", "(heredoc \"  a\\n\" (var \"x\") \"\\n\")"},
                    TemplateCase{"<<-E\n  a ${x}\n  b\nE\n", "(heredoc \"a \" (var \"x\") \"\\nb\\n\")"},
                    // `~` strips up to the line end; the next line keeps its indentation.
                    TemplateCase{"<<E\n%{ if x ~}\n  a\n%{ endif ~}\nE\n",
                                 "(heredoc (%if (var \"x\") (then \"  a\\n\") (else)))"},
                    TemplateCase{"<<-E\n  %{ if x ~}\n  a\n  %{ endif ~}\n  E\n",
                                 "(heredoc (%if (var \"x\") (then \"  a\\n\") (else)))"},
                    TemplateCase{"<<E\na\n\n${~ x}\nE\n", "(heredoc \"a\\n\" (var \"x\") \"\\n\")"},
                    TemplateCase{"[<<E\na\nE\n, 1]", "(tuple (heredoc \"a\\n\") 1)"},
                    TemplateCase{"<<A\n${<<B\nx\nB\n}\nA\n", "(heredoc (heredoc \"x\\n\") \"\\n\")"},
                    TemplateCase{"<<E\r\na\r\nE\r\n", "(heredoc \"a\\r\\n\")"}));

TEST(Template, OfTemplatefile) {
  EXPECT_EQ(shown_template("a \"${b}\"\n\\n %{ if c ~}\nd\n%{ endif }"),
            R"((template "a \"" (var "b") "\"\n\\n " (%if (var "c") (then "d\n") (else))))");
  EXPECT_EQ(shown_template(""), "\"\"");
  EXPECT_EQ(shown_template("${x}"), "(wrap (var \"x\"))");
  EXPECT_EQ(shown_template("${x"), "Unclosed interpolation @ ${\n");
}

}  // namespace
}  // namespace plimsoll::hcl
