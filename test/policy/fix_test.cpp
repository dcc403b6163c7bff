// Fix blocks: which one is used, what it says, and that it never changes a verdict.
#include "support.h"

namespace plimsoll::policy::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Value kAttrs = object({{"on", Value::boolean(true)},
                             {"name", Value::string("web")},
                             {"later", Value::unknown({"aws_y.z.id"})},
                             {"secret", Value::string("hunter2").with_sensitive()}});

Judgements judge_fixes(const std::string& fixes, const std::string& condition = "false") {
  return judge(load_text(kGate + rule("enforce {\n  for_each = [{ name = \"web\" }]\n  condition = " + condition +
                                      "\n" + fixes + "\n}")),
               subject(kAttrs));
}

FixSpec only_fix(const std::string& body) {
  const Judgements judged = judge_fixes("fix {\n  summary = \"s\"\n" + body + "\n}");
  EXPECT_THAT(judged.warnings, IsEmpty()) << all_text(judged.warnings);
  if (judged.judgements.size() != 1 || !judged.judgements[0].fix.has_value()) {
    ADD_FAILURE() << "no fix";
    return {};
  }
  return *judged.judgements[0].fix;
}

struct EditCase {
  std::string name;
  std::string block;
  FixEdit edit;
};

class Edits : public ::testing::TestWithParam<EditCase> {};

TEST_P(Edits, SayWhatToChange) {
  const FixSpec fix = only_fix(GetParam().block);
  ASSERT_THAT(fix.edits, SizeIs(1));
  const FixEdit& edit = fix.edits[0];
  const FixEdit& expected = GetParam().edit;
  EXPECT_EQ(edit.kind, expected.kind);
  EXPECT_EQ(edit.in_element, expected.in_element);
  EXPECT_EQ(edit.path, expected.path);
  EXPECT_EQ(edit.type, expected.type);
  EXPECT_EQ(edit.name, expected.name);
  EXPECT_EQ(debug_string(edit.value), debug_string(expected.value));
  EXPECT_EQ(debug_string(edit.body), debug_string(expected.body));
}

const EditCase kEdits[] = {
    {"set_in_element",
     "set \"each.privileged\" {\n  value = false\n}",
     {.kind = FixEdit::Kind::kSet, .in_element = true, .path = "privileged", .value = Value::boolean(false)}},
    {"set_in_resource",
     "set \"attrs.pid_mode\" {\n  value = \"task\"\n}",
     {.kind = FixEdit::Kind::kSet, .path = "pid_mode", .value = Value::string("task")}},
    {"set_bare", "set \"pid_mode\" {\n  value = null\n}", {.kind = FixEdit::Kind::kSet, .path = "pid_mode"}},
    {"remove", "remove \"each.user\" {}", {.kind = FixEdit::Kind::kRemove, .in_element = true, .path = "user"}},
    {"append",
     "append \"each.mountPoints\" {\n  value = { sourceVolume = \"tmp\" }\n}",
     {.kind = FixEdit::Kind::kAppend,
      .in_element = true,
      .path = "mountPoints",
      .value = object({{"sourceVolume", Value::string("tmp")}})}},
    {"block",
     "block \"volume\" {\n  name = \"tmp-${each.value.name}\"\n  a {\n    x = 1\n  }\n  b {\n  }\n  a {\n    x = 2\n  "
     "}\n}",
     {.kind = FixEdit::Kind::kBlock,
      .type = "volume",
      .body = object({{"name", Value::string("tmp-web")},
                      {"a", Value::list({object({{"x", Value::number(1)}}), object({{"x", Value::number(2)}})})},
                      {"b", Value::list({object({})})}})}},
    {"resource",
     "resource \"aws_cloudwatch_log_group\" \"app\" {\n  name = plimsoll::expression(\"var.name\")\n}",
     {.kind = FixEdit::Kind::kResource,
      .type = "aws_cloudwatch_log_group",
      .name = "app",
      .body = object({{"name", object({{"__expression", Value::string("var.name")}})}})}},
};
INSTANTIATE_TEST_SUITE_P(All, Edits, ::testing::ValuesIn(kEdits), [](const auto& each) { return each.param.name; });

TEST(Fix, KeepsEditsInOrder) {
  const FixSpec fix =
      only_fix("block \"volume\" {\n  name = \"t\"\n}\nset \"a\" {\n  value = 1\n}\nappend \"b\" {\n  value = 2\n}");
  ASSERT_THAT(fix.edits, SizeIs(3));
  EXPECT_EQ(fix.edits[0].type, "volume");
  EXPECT_EQ(fix.edits[1].path, "a");
  EXPECT_EQ(fix.edits[2].path, "b");
}

TEST(Fix, HasSummaryNotesAndApplicability) {
  const FixSpec fix = only_fix(
      "notes = [\"a ${each.value.name}\", attrs.on ? \"b\" : null, attrs.on ? null : \"c\", attrs.secret, "
      "attrs.later]\napplicability = \"manual\"");
  EXPECT_EQ(fix.summary, "s");
  EXPECT_EQ(fix.applicability, Applicability::kManual);
  EXPECT_THAT(fix.notes, ElementsAre("a web", "b", "(sensitive value)", "(known after apply)"));
}

TEST(Fix, IsTheFirstWhoseConditionHolds) {
  const auto summary = [](const std::string& fixes) {
    const Judgements judged = judge_fixes(fixes);
    const auto& fix = judged.judgements.at(0).fix;
    return fix.has_value() ? fix->summary : "none";
  };
  EXPECT_EQ(summary("fix {\n  when = false\n  summary = \"a\"\n}\nfix {\n  when = attrs.on\n  summary = \"b\"\n}\nfix "
                    "{\n  summary = \"c\"\n}"),
            "b");
  EXPECT_EQ(summary("fix {\n  when = attrs.later\n  summary = \"a\"\n}\nfix {\n  summary = \"b\"\n}"), "b");
  EXPECT_EQ(summary("fix {\n  when = false\n  summary = \"a\"\n}"), "none");
}

TEST(Fix, IsForFailuresOnly) {
  const std::string fix = "fix {\n  summary = attrs.missing\n}";
  EXPECT_THAT(judge_fixes(fix, "true").warnings, IsEmpty());
  EXPECT_THAT(judge_fixes(fix, "attrs.later").warnings, IsEmpty());
}

TEST(Fix, ErrorsLeaveTheFindingWithoutOne) {
  const std::string broken[] = {
      "fix {\n  summary = attrs.missing\n}",
      "fix {\n  when = attrs.missing\n  summary = \"s\"\n}",
      "fix {\n  when = \"perhaps\"\n  summary = \"s\"\n}",
      "fix {\n  summary = \"s\"\n  notes = \"n\"\n}",
      "fix {\n  summary = \"s\"\n  notes = [1]\n}",
      "fix {\n  summary = \"s\"\n  set \"a\" {\n    value = attrs.missing\n  }\n}",
      "fix {\n  summary = \"s\"\n  set \"a\" {\n    value = attrs.later\n  }\n}",
      "fix {\n  summary = \"s\"\n  block \"b\" {\n    x = [attrs.later]\n  }\n}",
  };
  for (const std::string& text : broken) {
    const Judgements judged = judge_fixes(text);
    EXPECT_THAT(verdicts(judged), ElementsAre(Verdict::kFail)) << text;
    EXPECT_FALSE(judged.judgements.at(0).fix.has_value()) << text;
    EXPECT_THAT(judged.errors, IsEmpty()) << text;
    ASSERT_THAT(judged.warnings, SizeIs(1)) << text;
    EXPECT_THAT(judged.warnings[0].detail, HasSubstr("The finding has no fix.")) << text;
  }
}

TEST(Fix, KeepsSensitiveMarks) {
  const FixSpec fix = only_fix("set \"a\" {\n  value = attrs.secret\n}");
  ASSERT_THAT(fix.edits, SizeIs(1));
  EXPECT_TRUE(fix.edits[0].value.is_sensitive());
}

}  // namespace
}  // namespace plimsoll::policy::testing
