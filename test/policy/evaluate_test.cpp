// Verdicts: filters, locals, conditions, unknown values, errors, for_each.
#include "support.h"

namespace plimsoll::policy::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr auto kPass = Verdict::kPass, kFail = Verdict::kFail, kUnknown = Verdict::kUnknown,
               kNone = Verdict::kNotApplicable;

const Value kAttrs = object({{"on", Value::boolean(true)},
                             {"off", Value::boolean(false)},
                             {"text", Value::string("a")},
                             {"yes", Value::string("true")},
                             {"nothing", Value::null()},
                             {"later", Value::unknown({"aws_y.z.id"})},
                             {"secret", Value::string("hunter2").with_sensitive()}});

struct Case {
  std::string name;
  std::string body;  // of the policy
  std::vector<Verdict> verdicts;
  std::string error;  // part of the errors; "" for none
};

class Evaluate : public ::testing::TestWithParam<Case> {};

TEST_P(Evaluate, GivesTheVerdicts) {
  const PolicySet set = load_text(kGate + rule(GetParam().body));
  const Judgements judged = judge(set, subject(kAttrs));
  EXPECT_EQ(verdicts(judged), GetParam().verdicts);
  if (GetParam().error.empty()) {
    EXPECT_THAT(judged.errors, IsEmpty()) << all_text(judged.errors);
  } else {
    EXPECT_THAT(all_text(judged.errors), HasSubstr(GetParam().error));
  }
}

std::string enforce(const std::string& condition) {
  return "enforce {\n  condition = " + condition + "\n}\n";
}

const Case kCases[] = {
    {"true_passes", enforce("attrs.on"), {kPass}, ""},
    {"false_fails", enforce("attrs.off"), {kFail}, ""},
    {"unknown", enforce("attrs.later"), {kUnknown}, ""},
    {"text_converts", enforce("attrs.yes"), {kPass}, ""},
    {"text_does_not", enforce("attrs.text"), {}, "must be true or false"},
    {"null_is_an_error", enforce("attrs.nothing"), {}, "is null here"},
    {"missing_is_an_error", enforce("attrs.missing"), {}, "missing"},
    {"known_false_beats_unknown", enforce("attrs.off && attrs.later"), {kFail}, ""},
    {"every_enforce_is_judged",
     enforce("attrs.off") + enforce("attrs.on") + enforce("attrs.later"),
     {kFail, kPass, kUnknown},
     ""},
    {"error_beside_verdicts", enforce("attrs.nothing") + enforce("attrs.off"), {kFail}, "is null here"},
    {"filter_true", "filter = attrs.on\n" + enforce("attrs.off"), {kFail}, ""},
    {"filter_false", "filter = attrs.off\n" + enforce("attrs.off"), {kNone}, ""},
    {"filter_unknown", "filter = attrs.later\n" + enforce("attrs.off"), {kUnknown}, ""},
    {"filter_null", "filter = attrs.nothing\n" + enforce("attrs.off"), {}, "filter must be true or false"},
    {"filter_error", "filter = attrs.missing\n" + enforce("attrs.off"), {}, "missing"},
    {"local_in_filter", "filter = local.go\nlocals {\n  go = attrs.on\n}\n" + enforce("attrs.off"), {kFail}, ""},
    {"unused_local_error", "locals {\n  bad = attrs.missing\n}\n" + enforce("attrs.on"), {kPass}, ""},
    {"used_local_error", "locals {\n  bad = attrs.missing\n}\n" + enforce("local.bad"), {}, "missing"},
    {"locals_without_order", "locals {\n  a = local.b\n  b = attrs.off\n}\n" + enforce("local.a"), {kFail}, ""},
    {"try_over_local", "locals {\n  bad = attrs.missing\n}\n" + enforce("core::try(local.bad, false)"), {kFail}, ""},
    {"level_null", "enforcement_level = attrs.nothing\n" + enforce("attrs.on"), {kPass}, "Invalid enforcement level"},
    {"level_unknown", "enforcement_level = attrs.later\n" + enforce("attrs.on"), {kPass}, "Invalid enforcement level"},
    {"sensitive_condition", enforce("attrs.secret == \"x\""), {kFail}, ""},
};
INSTANTIATE_TEST_SUITE_P(Resource, Evaluate, ::testing::ValuesIn(kCases),
                         [](const auto& each) { return each.param.name; });

std::string for_each(const std::string& collection, const std::string& condition) {
  return "enforce {\n  for_each = " + collection + "\n  condition = " + condition + "\n}\n";
}

const Case kLoops[] = {
    {"each_element", for_each("[1, 2, 3]", "each.value < 3"), {kPass, kPass, kFail}, ""},
    {"index_is_key", for_each("[5, 6]", "each.key == 0"), {kPass, kFail}, ""},
    {"key_of_object", for_each("{ a = 1, b = 2 }", "each.key == \"a\""), {kPass, kFail}, ""},
    {"set_value_is_key",
     for_each("core::toset([\"a\", \"b\"])", "each.key == \"a\" && each.value == \"a\""),
     {kPass, kFail},
     ""},
    {"empty", for_each("[]", "false"), {kNone}, ""},
    {"empty_beside_another", for_each("[]", "false") + enforce("attrs.on"), {kPass}, ""},
    {"null_collection", for_each("attrs.nothing", "true"), {}, "Invalid for_each"},
    {"text_collection", for_each("attrs.text", "true"), {}, "Invalid for_each"},
    {"unknown_collection", for_each("attrs.later", "true"), {kUnknown}, ""},
    {"unknown_element", for_each("[1, attrs.later]", "true"), {kPass, kUnknown}, ""},
    {"failing_beside_unknown",
     for_each("[{ p = attrs.later }, { p = true }]", "each.value.p != true"),
     {kUnknown, kFail},
     ""},
    {"error_in_one", for_each("[{ p = true }, {}, { p = false }]", "each.value.p"), {kPass, kFail}, "\"p\""},
    {"collection_error", for_each("attrs.missing", "true"), {}, "missing"},
};
INSTANTIATE_TEST_SUITE_P(ForEach, Evaluate, ::testing::ValuesIn(kLoops),
                         [](const auto& each) { return each.param.name; });

TEST(Evaluate, JudgesKnownElementsOfAPartialList) {
  const Value known = object({{"bucket", Value::string("b")}, {"on", Value::boolean(false)}});
  const Value maybe = object({{"bucket", Value::unknown({"aws_y.z.id"})}, {"on", Value::boolean(true)}});
  const PolicySet set =
      load_text(kGate + rule(for_each("core::getresources(\"aws_b\", { bucket = \"b\" })", "each.value.on")));
  const Judgements judged = judge(set, subject(kAttrs), {}, {known, maybe});
  EXPECT_THAT(verdicts(judged), ElementsAre(kFail, kUnknown));
  EXPECT_THAT(judged.judgements[1].unknown_because, ElementsAre("aws_y.z.id"));
}

TEST(Evaluate, NamesTheCausesOfUnknown) {
  const Judgements judged = judge(load_text(rule(enforce("attrs.later"))), subject(kAttrs));
  ASSERT_THAT(judged.judgements, SizeIs(1));
  EXPECT_THAT(judged.judgements[0].unknown_because, ElementsAre("aws_y.z.id"));
  EXPECT_EQ(judged.judgements[0].message, "Cannot be decided before apply: depends on aws_y.z.id.");
}

TEST(Evaluate, SeesInputsPriorAndMeta) {
  const PolicySet set =
      load_text("input \"want\" {\n  type = string\n  default = \"new\"\n}\nlocals {\n  want = input.want\n}\n" +
                rule("operations = [\"update\"]\n" + enforce("attrs.v == local.want && prior_attrs.v == \"old\"") +
                     enforce("meta.operation == \"update\" && input.want == \"new\"")));
  const PolicySubject update = {.type = "aws_x",
                                .operation = Operation::kUpdate,
                                .attrs = object({{"v", Value::string("new")}}),
                                .prior_attrs = object({{"v", Value::string("old")}}),
                                .meta = object({{"operation", Value::string("update")}})};
  EXPECT_THAT(verdicts(judge(set, update)), ElementsAre(kPass, kPass));
}

TEST(Evaluate, PolicyLocalsOverrideThoseOfTheFile) {
  const PolicySet set = load_text("locals {\n  a = false\n  b = local.a\n}\n" +
                                  rule("locals {\n  a = true\n}\n" + enforce("local.a") + enforce("local.b")));
  EXPECT_THAT(verdicts(judge(set, subject(kAttrs))), ElementsAre(kPass, kFail));
}

TEST(Evaluate, ReportsTheLevel) {
  const PolicySet set =
      load_text(rule("enforcement_level = attrs.on ? \"advisory\" : \"mandatory\"\n" + enforce("false")));
  EXPECT_EQ(judge(set, subject(kAttrs)).judgements.at(0).level, EnforcementLevel::kAdvisory);
}

TEST(Evaluate, LeavesOutMessagesWhenAsked) {
  const PolicySet set = load_text(
      kGate +
      rule("enforce {\n  condition = false\n  error_message = attrs.missing\n  fix {\n    summary = \"s\"\n  }\n}"));
  const Judgements judged = judge(set, subject(kAttrs), {.want_fixes = false, .want_messages = false});
  EXPECT_THAT(verdicts(judged), ElementsAre(kFail));
  EXPECT_THAT(judged.warnings, IsEmpty());
  EXPECT_FALSE(judged.judgements[0].fix.has_value());
}

TEST(Evaluate, MarksFatalFailures) {
  lang::FunctionTable table = functions();
  table.add({.name = "core::broken", .implementation = [](const lang::Invocation&) -> lang::Outcome {
               return lang::Failure{.diagnostic = make_error("Malformed input"), .fatal = true};
             }});
  const Result<PolicySet> set = load({source(rule(enforce("core::try(core::broken(), true)")))}, table);
  ASSERT_TRUE(set.ok()) << all_text(set.errors());
  lang::Memo memo;
  const Judgements judged = evaluate((*set).files[0]->policies[0], subject(kAttrs), table, memo);
  EXPECT_TRUE(judged.malformed);
  EXPECT_THAT(judged.judgements, IsEmpty());
  EXPECT_THAT(all_text(judged.errors), HasSubstr("Malformed input"));
}

// --- subjects, severities, messages
// ------------------------------------------------------------------------------------

std::vector<std::string> subject_names(const Judgements& judged) {
  std::vector<std::string> names;
  for (const Judgement& judgement : judged.judgements) {
    names.push_back(judgement.subject.has_value() ? judgement.subject->kind + ":" + judgement.subject->name : "-");
  }
  return names;
}

Judgements judge_subjects(const std::string& collection, const std::string& subject_text) {
  return judge(load_text(kGate + rule("enforce {\n  for_each = " + collection + "\n  subject = " + subject_text +
                                      "\n  condition = false\n}")),
               subject(kAttrs));
}

TEST(Subjects, FallBackToTheKey) {
  const std::string collection =
      "{ a = { name = \"web\" }, b = { name = null }, c = {}, d = { name = attrs.later }, e = { name = attrs.secret }, "
      "f = attrs.secret }";
  for (const std::string form : {"{ kind = \"container\", name = each.value.name }",
                                 "{ name = core::try(each.value.name, null), kind = core::lower(\"CONTAINER\") }"}) {
    const Judgements judged = judge_subjects(collection, form);
    EXPECT_THAT(judged.errors, IsEmpty()) << all_text(judged.errors);
    EXPECT_THAT(subject_names(judged), ElementsAre("container:web", "container:b", "container:c", "container:d",
                                                   "container:e", "container:f"));
  }
}

TEST(Subjects, KeepTheirKeysApart) {
  const Judgements judged =
      judge_subjects("[{ name = \"a\" }, { name = \"a\" }]", "{ kind = \"volume\", name = each.value.name }");
  ASSERT_THAT(judged.judgements, SizeIs(2));
  EXPECT_EQ(judged.judgements[0].subject, judged.judgements[1].subject);
  EXPECT_EQ(judged.judgements[0].element_key, "0");
  EXPECT_EQ(judged.judgements[1].element_key, "1");
}

TEST(Subjects, MayBeNullOrWrong) {
  EXPECT_THAT(subject_names(judge_subjects("[1]", "null")), ElementsAre("-"));
  EXPECT_THAT(all_text(judge_subjects("[1]", "{ name = \"x\" }").errors), HasSubstr("Invalid subject"));
}

TEST(Subjects, OfASensitiveMapShowNoKey) {
  const Value attrs = object({{"m", object({{"hunter2", Value::number(1)}}).with_sensitive()}});
  const PolicySet set = load_text(
      kGate +
      rule("enforce {\n  for_each = attrs.m\n  subject = { kind = \"setting\", name = each.key }\n  condition = false\n"
           "  error_message = \"key ${each.key} value ${each.value}\"\n}"));
  const Judgements judged = judge(set, subject(attrs));
  ASSERT_THAT(judged.judgements, SizeIs(1));
  EXPECT_EQ(judged.judgements[0].element_key, "0");
  EXPECT_EQ(judged.judgements[0].subject->name, "0");
  EXPECT_THAT(judged.judgements[0].message, Not(HasSubstr("hunter2")));
}

struct MessageCase {
  std::string name;
  std::string message;  // expression
  std::string result;
};

class Messages : public ::testing::TestWithParam<MessageCase> {};

TEST_P(Messages, AreOneSafeLine) {
  const PolicySet set =
      load_text(rule("enforce {\n  condition = false\n  error_message = " + GetParam().message + "\n}"));
  const Judgements judged = judge(set, subject(kAttrs));
  ASSERT_THAT(judged.judgements, SizeIs(1));
  EXPECT_EQ(judged.judgements[0].message, GetParam().result);
}

const MessageCase kMessages[] = {
    {"plain", "\"bad\"", "bad"},
    {"interpolated", "\"is ${attrs.text}\"", "is a"},
    {"unknown_part", "\"is ${attrs.later}\"", "is (known after apply)"},
    {"sensitive_part", "\"is ${attrs.secret}\"", "is (sensitive value)"},
    {"lines", "\"a\\n\\tb\\r\\n\"", "a  b"},
    {"null", "attrs.nothing", "Violates the policy \"rule\"."},
    {"failing", "attrs.missing", "Violates the policy \"rule\"."},
};
INSTANTIATE_TEST_SUITE_P(All, Messages, ::testing::ValuesIn(kMessages),
                         [](const auto& each) { return each.param.name; });

TEST(Messages, FailuresAreWarnings) {
  const Judgements judged =
      judge(load_text(rule("enforce {\n  condition = false\n  error_message = attrs.missing\n}")), subject(kAttrs));
  EXPECT_THAT(judged.errors, IsEmpty());
  ASSERT_THAT(judged.warnings, SizeIs(1));
  EXPECT_EQ(judged.warnings[0].level, DiagnosticLevel::kWarning);
}

TEST(Messages, AreCutBetweenCharacters) {
  const Value attrs = object({{"long", Value::string("x" + [] {
                                 std::string text;
                                 for (int i = 0; i < 3000; ++i) text += "é";
                                 return text;
                               }())}});
  const Judgements judged =
      judge(load_text(rule("enforce {\n  condition = false\n  error_message = attrs.long\n}")), subject(attrs));
  const std::string& message = judged.judgements.at(0).message;
  EXPECT_LT(message.size(), 2010U);
  EXPECT_EQ(message.substr(message.size() - 5), "é…");
}

TEST(Messages, InfoUnknownPathAndSeverity) {
  const PolicySet set = load_text(kGate + rule("enforce {\n  for_each = [true, false, attrs.later]\n  condition = "
                                               "each.value\n  info_message = \"i${each.key}\"\n"
                                               "  unknown_message = \"u${each.key}\"\n  path = \"p[${each.key}]\"\n"
                                               "  severity = each.key == 1 ? \"critical\" : \"low\"\n}"));
  const Judgements judged = judge(set, subject(kAttrs));
  ASSERT_THAT(judged.judgements, SizeIs(3));
  EXPECT_EQ(judged.judgements[0].info, "i0");
  EXPECT_EQ(judged.judgements[0].path, "");
  EXPECT_EQ(judged.judgements[1].path, "p[1]");
  EXPECT_EQ(judged.judgements[1].info, "i1");
  EXPECT_EQ(judged.judgements[1].severity, Severity::kCritical);
  EXPECT_EQ(judged.judgements[2].message, "u2");
  EXPECT_EQ(judged.judgements[2].severity, Severity::kLow);
}

TEST(Severities, ThatAreNoneLeaveTheControls) {
  for (const std::string text : {"attrs.nothing", "attrs.later", "attrs.text", "attrs.missing"}) {
    const Judgements judged =
        judge(load_text(kGate + rule("enforce {\n  condition = false\n  severity = " + text + "\n}")), subject(kAttrs));
    ASSERT_THAT(judged.judgements, SizeIs(1)) << text;
    EXPECT_FALSE(judged.judgements[0].severity.has_value()) << text;
    EXPECT_THAT(judged.errors, IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace plimsoll::policy::testing
