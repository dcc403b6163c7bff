// Unicode's normal form C: composition, order of marks, Hangul, what is replaced for good.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support.h"

namespace plimsoll::lang {
namespace {

struct Case {
  const char* title;
  const char* text;  // with \u escapes, as an HCL string
  const char* normal;
};

TEST(NormalForm, IsThatOfEveryString) {
  const std::vector<Case> cases = {
      {"composed", "e\\u0301", "\u00E9"},
      {"composed twice", "u\\u0308\\u0304", "\u01D6"},
      {"taken apart to be composed in order", "\\u1e0b\\u0323", "\u1E0D\u0307"},
      {"ordered", "q\\u0307\\u0323", "q\u0323\u0307"},
      {"blocked by a mark of the same class", "a\\u0300\\u0301", "\u00E0\u0301"},
      {"not blocked by one of a lower class", "a\\u0328\\u0301", "\u0105\u0301"},
      {"composes over a mark that stays", "a\\u0316\\u0301", "\u00E1\u0316"},
      {"replaced", "\\u212b\\u2126", "\u00C5\u03A9"},
      {"compatibility ideograph", "\\uf900", "\u8C48"},
      {"beyond the first plane", "\\U0002f800", "\u4E3D"},
      {"never composed again", "\\u0958", "\u0915\u093C"},
      {"two starters", "\\u09c7\\u09be", "\u09CB"},
      {"hangul from three", "\\u1112\\u1161\\u11ab", "\uD55C"},
      {"hangul from two", "\\ud558\\u11ab", "\uD55C"},
      {"hangul that is complete", "\\ud55c\\u11ab", "\uD55C\u11AB"},
      {"mark without a starter", "\\u0301e", "\u0301e"},
      {"a space before the mark", "e \\u0301", "e \u0301"},
      {"ligatures stay", "\\ufb01", "\uFB01"},
  };
  const FunctionTable functions = policy_functions();
  for (const Case& c : cases) {
    const Outcome outcome = run('"' + std::string(c.text) + '"', functions);
    ASSERT_TRUE(outcome.ok()) << c.title;
    EXPECT_EQ(outcome.value().as_string(), c.normal) << c.title;
  }
}

TEST(NormalForm, IsThatOfDecodedDocuments) {
  const FunctionTable functions = policy_functions();
  for (const std::string text : {
           R"(jsondecode("{\"e\\u0301\": [\"e\\u0301\"]}")["é"][0] == "é")",
           R"(yamldecode("\"e\\u0301\": [\"e\\u0301\"]")["é"][0] == "é")",
           R"(csvdecode(base64decode("ZcyBCmXMgQo="))[0]["é"] == "é")",
           R"(formatlist("e%s", [base64decode("zIE=")])[0] == "é")",
           R"(join("", ["e", base64decode("zIE=")]) == "é")",
           R"("${"e"}${base64decode("zIE=")}" == "é")",
           R"({ "e\u0301" = 1 } == { "é" = 1 })",
           R"("é" == "e\u0301")",
       }) {
    const Outcome outcome = run(text, functions);
    ASSERT_TRUE(outcome.ok()) << text;
    EXPECT_EQ(debug_string(outcome.value()), "true") << text;
  }
}

}  // namespace
}  // namespace plimsoll::lang
