#include <gtest/gtest.h>

#include "hcl_testing.h"
#include "plimsoll/hcl/token.h"

namespace plimsoll::hcl {
namespace {

constexpr const char* kNames[] = {
    "ws", "nl", "comment", "id", "num", "open\"", "close\"", "heredoc", "end", "text", "${", "%{",  "}}", "{", "}",
    "[",  "]",  "(",       ")",  "=",   "==",     "!=",      "<",       "<=",  ">",    ">=", "+",   "-",  "*", "/",
    "%",  "&&", "||",      "!",  "?",   ":",      "::",      ",",       ".",   "...",  "=>", "bad", "eof"};

/// White space as "~".
std::string visible(std::string text) {
  for (char& c : text) {
    if (c == ' ' || c == '\n' || c == '\r') c = '~';
  }
  return text;
}

/// "kind:text" for each token that is neither white space nor the end.
std::string shown(std::string_view text) {
  const SourcePtr source = source_of(text);
  std::string out;
  for (const Token& token : lex(source).tokens) {
    if (token.kind == TokenKind::kWhitespace || token.kind == TokenKind::kEndOfFile) continue;
    if (!out.empty()) out += ' ';
    const std::string name = kNames[static_cast<std::size_t>(token.kind)];
    const std::string slice(source->slice(token.range));
    out += name == slice ? name : name + ":" + visible(slice);
  }
  return out;
}

struct LexCase {
  std::string_view text = {};
  std::string_view tokens = {};
};

class LexerTest : public testing::TestWithParam<LexCase> {};

TEST_P(LexerTest, GivesTheTokens) {
  EXPECT_EQ(shown(GetParam().text), GetParam().tokens);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, LexerTest,
    testing::Values(
        LexCase{"a = 1", "id:a = num:1"}, LexCase{"a-b - c", "id:a-b - id:c"}, LexCase{"a_1é日本", "id:a_1é日本"},
        LexCase{"1.5 2e3 1.e 2E-1 1..2", "num:1.5 num:2e3 num:1 . id:e num:2E-1 num:1 . . num:2"},
        LexCase{"a.0.1", "id:a . num:0.1"}, LexCase{"core::try(x...)", "id:core :: id:try ( id:x ... )"},
        LexCase{"a ? b : c", "id:a ? id:b : id:c"}, LexCase{"== != <= >= => && ||", "== != <= >= => && ||"},
        LexCase{"= ! < > + * / %", "= ! < > + * / %"}, LexCase{"a # x\nb", "id:a comment:#~x nl:~ id:b"},
        LexCase{"a // x\r\nb", "id:a comment://~x nl:~ id:b"}, LexCase{"/* a\n */ b", "comment:/*~a~~*/ id:b"},
        LexCase{"\"\"", "open\":\" close\":\""}, LexCase{"\"a b\"", "open\":\" text:a~b close\":\""},
        LexCase{R"("a\"b")", R"(open":" text:a\"b close":")"},
        LexCase{"\"$${a} %%{b} $ % $$\"", "open\":\" text:$${a}~%%{b}~$~%~$$ close\":\""},
        LexCase{"\"$$${a}\"", "open\":\" text:$$${a} close\":\""},
        LexCase{"\"${a}b\"", "open\":\" ${ id:a }}:} text:b close\":\""},
        LexCase{"\"${~ {a={}} ~}\"", "open\":\" ${:${~ { id:a = { } } }}:~} close\":\""},
        LexCase{"\"%{ if a }x\"", "open\":\" %{ id:if id:a }}:} text:x close\":\""},
        LexCase{"\"${\"${x}\"}\"", "open\":\" ${ open\":\" ${ id:x }}:} close\":\" }}:} close\":\""},
        LexCase{"<<EOT\nx \\n ${y}\n  EOT\nz", "heredoc:<<EOT~ text:x~\\n~ ${ id:y }}:} text:~ end:~~EOT nl:~ id:z"},
        LexCase{"<<-E-1\nE-1\n", "heredoc:<<-E-1~ end:E-1 nl:~"},
        LexCase{"<<A\n${x}A\nA\n", "heredoc:<<A~ ${ id:x }}:} text:A~ end:A nl:~"},
        LexCase{"<<A\r\nx\r\nA\r\n", "heredoc:<<A~~ text:x~~ end:A nl:~"}, LexCase{"a << b", "id:a < < id:b"},
        LexCase{"a <<b c", "id:a bad:<<b id:c"}, LexCase{"'a b'", "bad:'a~b'"}, LexCase{"a & b", "id:a bad:& id:b"},
        LexCase{"\xEF\xBB\xBF"
                "a",
                "id:a"},
        LexCase{"\"a\nb = 1", "open\":\" text:a close\": bad: nl:~ id:b = num:1"}, LexCase{"a}b", "id:a } id:b"},
        LexCase{"", ""}));

TEST(Lexer, TokensCoverEveryByte) {
  constexpr std::string_view kAlphabet[] = {"\"",  "${", "%{", "}", "{",    "\n", "\\", "$",    "<<A\n", "A\n", "a",
                                            " = ", "~}", "'",  "é", "\r\n", "#",  "/*", "\xff", "&",     "("};
  std::uint32_t state = 7;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      state = state * 1664525U + 1013904223U;
      text += kAlphabet[(state >> 16U) % std::size(kAlphabet)];
    }
    const SourcePtr source = source_of(text);
    std::string joined;
    std::uint32_t end = 0;
    for (const Token& token : lex(source).tokens) {
      ASSERT_EQ(token.range.begin, end) << text;
      end = token.range.end;
      joined += source->slice(token.range);
    }
    ASSERT_EQ(joined, text);
  }
}

TEST(Lexer, ReportsEncodingOnce) {
  EXPECT_EQ(briefly(lex(source_of("# \xff\na = \"\xfe\"\n/* \xfd */\n")).diagnostics),
            "Invalid character encoding @ \xfe\n");
  EXPECT_EQ(briefly(lex(source_of("# \xff\n// \xe2\n/* \xfd */ a = 1\n")).diagnostics), "");
}

}  // namespace
}  // namespace plimsoll::hcl
