// What load() refuses: each mistake with its message and its place.
#include "support.h"

namespace plimsoll::policy::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Mistake {
  std::string name;
  std::string text;
  std::string message;  // part of "summary: detail"
  std::string place;    // text that the range begins with
};

class LoadMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(LoadMistake, IsReportedWhereItIs) {
  const Mistake& mistake = GetParam();
  const Diagnostics errors = load_errors(mistake.text);
  ASSERT_THAT(errors, SizeIs(1)) << all_text(errors);
  EXPECT_EQ(errors[0].level, DiagnosticLevel::kError);
  EXPECT_THAT(errors[0].summary + ": " + errors[0].detail, HasSubstr(mistake.message));
  ASSERT_TRUE(errors[0].range);
  EXPECT_EQ(mistake.text.substr(errors[0].range.bytes.begin, mistake.place.size()), mistake.place);
}

const std::string kOk = "enforce {\n  condition = true\n}";

const Mistake kShapes[] = {
    {"unknown_block", "data_policy \"a\" \"b\" {\n}\n", "Blocks of type \"data_policy\" are not expected",
     "data_policy"},
    {"block_slip", "resource_polcy \"a\" \"b\" {\n}\n", "Did you mean \"resource_policy\"?", "resource_polcy"},
    {"attribute_slip", rule("filtr = true\n" + kOk), "Did you mean \"filter\"?", "filtr"},
    {"attribute_for_block", rule("locals = {}\n" + kOk), "Write it as a block: locals { … }", "locals"},
    {"block_for_attribute", rule("filter {\n}\n" + kOk), "Write it as an attribute: filter = …", "filter"},
    {"no_enforce", rule(""), "At least one \"enforce\" block", "resource_policy"},
    {"no_condition", rule("enforce {\n  error_message = \"x\"\n}"), "\"condition\" is required", "enforce"},
    {"one_label", "resource_policy \"a\" {\n" + kOk + "\n}\n", "needs exactly two labels", "resource_policy"},
    {"three_labels", "resource_policy \"a\" \"b\" \"c\" {\n" + kOk + "\n}\n", "this one has 3", "resource_policy"},
    {"duplicate_policy", rule(kOk) + rule(kOk), "Duplicate policy", "resource_policy"},
    {"two_policy_blocks", "policy {}\npolicy {}\n", "At most one \"policy\" block", "policy"},
    {"policy_slip", "policy {\n  required_provider {}\n}\n", "Did you mean \"required_providers\"?",
     "required_provider"},
    {"reserved_block", rule("connected {\n}\n" + kOk), "reserved for a future", "connected"},
    {"reserved_each", rule("each {\n}\n" + kOk), "reserved for a future", "each"},
    {"reserved_attribute", rule("where = true\n" + kOk), "reserved for a future", "where"},
    {"block_in_locals", "locals {\n  x {\n  }\n}\n", "Blocks are not expected in a locals block", "x"},
    {"operations_on_provider", "provider_policy \"aws\" \"p\" {\n  operations = [\"create\"]\n" + kOk + "\n}\n",
     "\"operations\" is not expected in a provider policy", "operations"},
    {"provider_with_namespace", "provider_policy \"hashicorp/aws\" \"p\" {\n" + kOk + "\n}\n", "not \"hashicorp/aws\"",
     "\"hashicorp/aws\""},
    {"module_part", "module_policy \"terraform-*\" \"p\" {\n" + kOk + "\n}\n", "parts cannot match", "\"terraform-*\""},
};
INSTANTIATE_TEST_SUITE_P(Shape, LoadMistake, ::testing::ValuesIn(kShapes),
                         [](const auto& each) { return each.param.name; });

const Mistake kGates[] = {
    {"control", "control \"X\" {\n  title = \"t\"\n  severity = \"low\"\n}\n", "Add plimsoll { language = 1 }",
     "control"},
    {"for_each", rule("enforce {\n  for_each = []\n  condition = true\n}"), "\"for_each\" is not part of the standard",
     "for_each"},
    {"fix", rule("enforce {\n  condition = true\n  fix {\n    summary = \"x\"\n  }\n}"),
     "\"fix\" are not part of the standard", "fix"},
    {"function", rule("enforce {\n  condition = plimsoll::unknown()\n}"), "plimsoll::unknown exists in files with",
     "plimsoll::unknown"},
    {"ecs_function", rule("enforce {\n  condition = ecs::containers(attrs) == []\n}"),
     "ecs::containers exists in files with", "ecs::containers"},
    {"language", "policy {\n  plimsoll { language = 2 }\n}\n", "language = 1 only", "2 }"},
    {"no_language", "policy {\n  plimsoll {}\n}\n", "\"language\" is required", "plimsoll"},
};
INSTANTIATE_TEST_SUITE_P(Gate, LoadMistake, ::testing::ValuesIn(kGates),
                         [](const auto& each) { return each.param.name; });

std::string condition(const std::string& expression) {
  return rule("enforce {\n  condition = " + expression + "\n}");
}

const Mistake kNames[] = {
    {"local", condition("local.missing"), "no local value named \"missing\"", "local.missing"},
    {"local_slip", "locals {\n  known = 1\n}\n" + condition("local.knwon"), "Did you mean \"known\"?", "local.knwon"},
    {"input", condition("input.missing"), "no input named \"missing\"", "input.missing"},
    {"hidden_by_try", condition("core::try(local.missing, true)"), "no local value named \"missing\"", "local.missing"},
    {"bare_local", condition("local == {}"), "cannot stand alone", "local"},
    {"var", condition("var.x"), "input.<name>", "var.x"},
    {"self", condition("self.x"), "reserved for a future", "self.x"},
    {"each", condition("each.value"), "enforce block with for_each", "each.value"},
    {"address", condition("aws_s3_bucket.b"), "core::getresources(\"aws_s3_bucket\", {})", "aws_s3_bucket.b"},
    {"root_slip", condition("attr.x"), "Did you mean \"attrs\"?", "attr.x"},
    {"attrs_in_file_locals", "locals {\n  x = attrs.a\n}\n", "\"attrs\" is not available here", "attrs.a"},
    {"each_index", kGate + rule("enforce {\n  for_each = [1]\n  condition = each.index == 0\n}"),
     "The index of a list's element is each.key", "each.index"},
    {"each_member", kGate + rule("enforce {\n  for_each = [1]\n  condition = each.valeu == 0\n}"),
     "Did you mean \"value\"?", "each.valeu"},
    {"each_in_for_each", kGate + rule("enforce {\n  for_each = each.value\n  condition = true\n}"),
     "\"each\" exists only", "each.value"},
    {"cycle", "locals {\n  a = local.b\n  b = [local.a]\n}\n", "local.a → local.b → local.a", "a = "},
    {"self_cycle", rule("locals {\n  a = local.a\n}\n" + kOk), "local.a → local.a", "a = "},
    {"duplicate_local", "locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n", "already defined", "a = 2"},
    {"function_slip", condition("core::lenght([]) == 0"), "Did you mean \"core::length\"?", "core::lenght"},
    {"no_namespace", condition("length([]) == 0"), "core::length(…)", "length"},
    {"plugin", condition("plugin::mine::f()"), "plugins are not supported", "plugin::mine::f"},
    {"too_few", condition("core::length()"), "missing \"", "core::length"},
    {"too_many", condition("core::length([], 1)"), "takes at most 1 argument", "1)"},
    {"relation_in_module",
     "module_policy \"*\" \"p\" {\n  enforce {\n    condition = core::getresources(\"a\", {}) != null\n  }\n}\n",
     "works in resource policies only", "core::getresources"},
    {"prior_in_provider", "provider_policy \"aws\" \"p\" {\n  enforce {\n    condition = prior_attrs != null\n  }\n}\n",
     "\"prior_attrs\" is not available here", "prior_attrs"},
};
INSTANTIATE_TEST_SUITE_P(Name, LoadMistake, ::testing::ValuesIn(kNames),
                         [](const auto& each) { return each.param.name; });

const Mistake kLevels[] = {
    {"level_slip", rule("enforcement_level = \"mandatroy\"\n" + kOk), "Did you mean \"mandatory\"?", "\"mandatroy\""},
    {"bare_word", rule("enforcement_level = advisory\n" + kOk), "no name \"advisory\"", "advisory"},
    {"severity_slip", kGate + rule("enforce {\n  condition = true\n  severity = \"hgih\"\n}"), "Did you mean \"high\"?",
     "\"hgih\""},
    {"applicability",
     kGate +
         rule("enforce {\n  condition = true\n  fix {\n    summary = \"x\"\n    applicability = \"always\"\n  }\n}"),
     "\"exact\", \"review\" or \"manual\"", "\"always\""},
    {"fix_path",
     kGate + rule("enforce {\n  condition = true\n  fix {\n    summary = \"x\"\n    set \"each.a\" {\n      value = "
                  "1\n    }\n  }\n}"),
     "begin at each in an enforce block with for_each", "\"each.a\""},
    {"fix_without_value",
     kGate + rule("enforce {\n  condition = true\n  fix {\n    summary = \"x\"\n    set \"a\" {\n    }\n  }\n}"),
     "\"value\" is required in a set block", "set"},
};
INSTANTIATE_TEST_SUITE_P(Level, LoadMistake, ::testing::ValuesIn(kLevels),
                         [](const auto& each) { return each.param.name; });

const Mistake kControls[] = {
    {"severity", kGate + "control \"X\" {\n  title = \"t\"\n  severity = \"hgh\"\n}\n", "Did you mean \"high\"?",
     "\"hgh\""},
    {"title", kGate + "control \"X\" {\n  severity = \"low\"\n}\n", "\"title\" is required in a control block",
     "control"},
    {"reference", kGate + "control \"X\" {\n  title = input.x\n  severity = \"low\"\n}\n", "must be constant",
     "input.x"},
    {"enabled_local",
     kGate +
         "locals {\n  x = true\n}\ncontrol \"X\" {\n  title = \"t\"\n  severity = \"low\"\n  enabled = local.x\n}\n",
     "\"local\" is not available here", "local.x"},
    {"enabled_text", kGate + "control \"X\" {\n  title = \"t\"\n  severity = \"low\"\n  enabled = \"yes\"\n}\n",
     "must be true or false", "\"yes\""},
    {"aliases", kGate + "control \"X\" {\n  title = \"t\"\n  severity = \"low\"\n  aliases = \"a\"\n}\n",
     "holds strings", "\"a\""},
};
INSTANTIATE_TEST_SUITE_P(Control, LoadMistake, ::testing::ValuesIn(kControls),
                         [](const auto& each) { return each.param.name; });

TEST(Load, ReportsEveryMistakeOfEveryFile) {
  const Result<PolicySet> set =
      load({source(rule("filtr = true\nenforce {\n  condition = local.a == length([])\n}"), "a.policy.hcl"),
            source("locals {\n  x = var.y\n}\nbogus {\n}\n", "b.policy.hcl")},
           functions());
  ASSERT_FALSE(set.ok());
  std::vector<std::string> places;
  for (const Diagnostic& error : set.errors()) {
    places.push_back(error.range.file->name() + ":" +
                     std::string(error.range.file->slice(error.range.bytes)).substr(0, 6));
  }
  EXPECT_THAT(places, ::testing::ElementsAre("a.policy.hcl:filtr", "a.policy.hcl:local.", "a.policy.hcl:length",
                                             "b.policy.hcl:var.y", "b.policy.hcl:bogus"));
}

TEST(Load, WarnsAboutSlipsThatMayNeverBeEvaluated) {
  for (const std::string condition : {"attrs.a ? split(\",\", \"\") : true", "core::try(split(\",\", \"\"), true)",
                                      "attrs.a || (split(\",\", \"\") != null)"}) {
    const std::string text = rule("enforce {\n  condition = " + condition + "\n}");
    EXPECT_THAT(load_errors(text), IsEmpty()) << condition;
    EXPECT_THAT(all_text(load_text(text).warnings), HasSubstr("core::split(…)")) << condition;
    EXPECT_THAT(load_errors(kGate + text), SizeIs(1)) << condition;
  }
}

TEST(Load, WarnsAboutComparisonsWithEmptyLiterals) {
  for (const std::string condition :
       {"attrs.list != []", "{} == attrs.map", "core::length([for x in attrs.l : x if x.y != []]) == 0"}) {
    EXPECT_THAT(all_text(load_text(rule("enforce {\n  condition = " + condition + "\n}")).warnings),
                HasSubstr("Compare core::length"))
        << condition;
  }
}

TEST(Load, WarnsAboutTraps) {
  const auto warnings = [](const std::string& condition) {
    return all_text(load_text(rule("enforce {\n  condition = " + condition + "\n}")).warnings);
  };
  EXPECT_THAT(warnings("meta.module_path == \".\""), HasSubstr("\"\" at the root"));
  EXPECT_THAT(warnings("core::regex_match(\"^a\", attrs.name)"), HasSubstr("text first"));
  EXPECT_EQ(warnings("meta.module_path == \"\" && core::regex_match(attrs.name, \"^a\") && attrs.list == [1]"), "");
}

TEST(Load, KeepsSyntaxErrors) {
  EXPECT_FALSE(load_errors("resource_policy \"a\" \"b\" {\n").empty());
  EXPECT_FALSE(load_errors("locals {\n  a = 1 +\n}\n").empty());
}

TEST(Load, RefusesTheSameControlTwice) {
  const std::string text = kGate + "control \"X\" {\n  title = \"t\"\n  severity = \"low\"\n}\n";
  const Result<PolicySet> set = load({source(text, "a.policy.hcl"), source(text, "b.policy.hcl")}, functions());
  ASSERT_FALSE(set.ok());
  EXPECT_THAT(all_text(set.errors()), HasSubstr("defined in a.policy.hcl already"));
}

TEST(Load, SurvivesLongChainsOfLocals) {
  std::string text = "locals {\n  a0 = 1\n";
  for (int i = 1; i < 20000; ++i) text += "  a" + std::to_string(i) + " = local.a" + std::to_string(i - 1) + "\n";
  EXPECT_THAT(load_errors(text + "}\n"), IsEmpty());
}

TEST(Load, TellsControlsAndTypes) {
  const PolicySet set = load_text(
      "locals {\n  logs = core::getresources(\"aws_flow_log\", {})\n}\n"
      "resource_policy \"aws_vpc\" \"flow-logs\" {\n  enforcement_level = \"advisory\"\n" +
      kOk + "\n}\nresource_policy \"aws_ecs_*\" \"second\" {\n" + kOk + "\n}\n");
  EXPECT_THAT(set.resource_types(), ::testing::ElementsAre("aws_ecs_*", "aws_flow_log", "aws_vpc"));
  const std::vector<Control> controls = set.controls();
  ASSERT_THAT(controls, SizeIs(2));
  EXPECT_EQ(controls[0].id, "flow-logs");
  EXPECT_EQ(controls[0].severity, Severity::kInfo);
  EXPECT_EQ(controls[1].severity, Severity::kHigh);
}

TEST(Load, AsksForEveryTypeWhenARelationIsNotLiteral) {
  const PolicySet set =
      load_text(rule("enforce {\n  condition = core::length(core::getresources(attrs.type, {})) > 0\n}"));
  EXPECT_THAT(set.resource_types(), ::testing::ElementsAre("*", "aws_x"));
}

TEST(Load, ReadsControlMetadata) {
  const PolicySet set = load_text(kGate +
                                  "input \"on\" {\n  type = bool\n  default = false\n}\n"
                                  "control \"ECS.4\" {\n  title = \"T\"\n  severity = \"high\"\n  description = \"D\"\n"
                                  "  help_uri = \"https://example.com\"\n  aliases = [\"A_1\"]\n  enabled = input.on\n"
                                  "  frameworks = { \"nist\" = [\"AC-6\", \"AC-5\"] }\n}\n" +
                                  rule(kOk));
  ASSERT_THAT(set.controls(), SizeIs(1));
  const Control control = set.controls()[0];
  EXPECT_EQ(control.id, "ECS.4");
  EXPECT_EQ(control.title, "T");
  EXPECT_EQ(control.severity, Severity::kHigh);
  EXPECT_EQ(control.help_uri, "https://example.com");
  EXPECT_THAT(control.aliases, ::testing::ElementsAre("A_1"));
  EXPECT_THAT(control.frameworks.at("nist"), ::testing::ElementsAre("AC-6", "AC-5"));
  EXPECT_FALSE(control.enabled);
  EXPECT_EQ(control_id(set.files[0]->policies[0]), "ECS.4");
}

TEST(Load, WarnsAboutOldAndDoubtfulSpellings) {
  const PolicySet set = load_text(
      "policy {\n  enforcement_level = \"advisory\"\n}\nlocals {\n  a = 1\n}\n" +
      rule("enforcement_level = \"mandatory-overridable\"\noperation = \"create\"\nlocals {\n  a = 2\n}\n" + kOk));
  EXPECT_THAT(all_text(set.warnings), HasSubstr("enforcement level for the whole file"));
  EXPECT_THAT(all_text(set.warnings), HasSubstr("write \"mandatory_overridable\""));
  EXPECT_THAT(all_text(set.warnings), HasSubstr("write operations = "));
  EXPECT_THAT(all_text(set.warnings), HasSubstr("Local overrides another"));
}

}  // namespace
}  // namespace plimsoll::policy::testing
