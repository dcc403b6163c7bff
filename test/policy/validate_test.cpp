// Mistakes and doubts that validation finds beyond those of loading.
#include "plimsoll/policy/validate.h"

#include "support.h"

namespace plimsoll::policy::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string check(const std::string& text, const std::string& name = "x.policy.hcl",
                  const ValidateOptions& options = {}) {
  return render(validate({source(text, name)}, functions(), options));
}

std::string enforce(const std::string& condition) {
  return "  enforce {\n    condition = " + condition + "\n  }\n";
}

struct Doubt {
  std::string name;
  std::string body;     // of a resource policy
  std::string message;  // "" when nothing may be found
};

class Validate : public ::testing::TestWithParam<Doubt> {};

TEST_P(Validate, FindsWhatIsDoubtful) {
  const std::string found = check(rule(GetParam().body));
  if (GetParam().message.empty()) {
    EXPECT_THAT(found, IsEmpty());
  } else {
    EXPECT_THAT(found, HasSubstr(GetParam().message));
  }
}

const Doubt kDoubts[] = {
    // patterns
    {"pattern", enforce("core::regex(\"a(b\", attrs.x) == \"a\""), "RE2: missing closing ) in"},
    {"pattern_all", enforce("core::length(core::regexall(\"[z-a]\", attrs.x)) > 0"), "RE2: invalid character class"},
    {"pattern_match", enforce("core::regex_match(attrs.x, \"(?=a)\")"), "Perl operators do not exist"},
    {"pattern_replace", enforce("core::replace(attrs.x, \"/a**/\", \"\") == \"\""), "repetition operator"},
    {"plain_replace", enforce("core::replace(attrs.x, \"a(\", \"\") == \"\""), ""},
    {"pattern_place", enforce("core::regex_match(attrs.x, \"\\\\d[\")"),
     "3 |     condition = core::regex_match(attrs.x, \"\\\\d[\")\n  |                                                "
     "^\n"},
    {"pattern_in_try", enforce("core::try(core::regex(\"(\", attrs.x), \"\") == \"\""), "RE2: missing closing )"},
    {"pattern_in_loop", enforce("core::alltrue([for s in attrs.l : core::regex_match(s, \"(\")])"), "RE2:"},
    {"pattern_computed", enforce("core::regex_match(attrs.x, \"${attrs.y}(\")"), ""},
    // calls
    {"constant_kind", enforce("core::substr(attrs.x, \"z\", 3) == \"a\""), "a number is required"},
    {"constant_list_as_text", enforce("core::startswith([1], attrs.x)"), "string"},
    {"constant_null", enforce("core::length(null) == attrs.x"), "must not be null"},
    {"constant_result", enforce("core::parseint(\"zz\", 10) == attrs.x"), "parseint"},
    {"swallowed_by_try", enforce("core::try(core::parseint(\"zz\", 10), 1) == attrs.x"), ""},
    {"contains_text", enforce("core::contains(\"a-${attrs.x}\", \"a\")"), "Did you mean core::contains_substring"},
    {"contains_list", enforce("core::contains_substring([attrs.x], \"a\")"), "Did you mean core::contains"},
    {"operator", enforce("attrs.x + \"a\" == 1"), "error: "},
    // conditions
    {"always_true", enforce("1 == 1"), "Condition that is always true"},
    {"always_false", enforce("\"a\" == \"b\""), "Condition that is always false"},
    {"decided_by_one_side", enforce("attrs.x || true"), "Condition that is always true"},
    {"literal_false", enforce("false"), ""},
    {"literal_true", enforce("true"), "Condition that is always true"},
    {"informs_only", "  enforce {\n    condition = true\n    info_message = \"seen\"\n  }\n", ""},
    {"through_locals", "  locals {\n    a = local.b\n    b = 1\n  }\n" + enforce("local.a == 1"), "always true"},
    {"depends_on_relations", enforce("core::length(core::getresources(\"aws_y\", {})) == 0"), ""},
    {"depends_on_meta", enforce("meta.type == \"aws_x\""), ""},
    {"filter_false", "  filter = 1 == 2\n" + enforce("attrs.x"), "Unreachable enforce blocks"},
    {"filter_true", "  filter = true\n" + enforce("attrs.x"), "Filter that is always true"},
    {"only_deletes", "  operations = [\"delete\"]\n" + enforce("attrs.x == 1"), "Nothing to judge on delete"},
    {"deletes_with_prior", "  operations = [\"delete\"]\n" + enforce("prior_attrs.x == 1"), ""},
    {"local_that_fails", "  locals {\n    a = core::length(5)\n  }\n" + enforce("attrs.x"), "length"},
    // guards
    {"guard", enforce("attrs.a != null && attrs.a.b"), "Guard that older engines ignore"},
    {"guard_or", enforce("attrs.a == null || attrs.a[0]"), "Guard that older engines ignore"},
    {"guard_with_try", enforce("attrs.a != null && core::try(attrs.a.b, false)"), ""},
    {"guard_of_other", enforce("attrs.a != null && attrs.b.c"), ""},
    {"alias", enforce("meta.provider_type == \"\""), ""},
};
INSTANTIATE_TEST_SUITE_P(All, Validate, ::testing::ValuesIn(kDoubts), [](const auto& each) { return each.param.name; });

TEST(ValidateFiles, NeedsNoInputs) {
  EXPECT_THAT(check("input \"x\" {\n  type = string\n}\n" + rule(enforce("attrs.x == input.x"))), IsEmpty());
  const std::string level = "input \"x\" {\n  type = string\n}\n";
  EXPECT_THAT(check(level + rule("  enforcement_level = input.x\n" + enforce("attrs.x"))), IsEmpty());
}

TEST(ValidateFiles, ShowsEverythingInOrder) {
  const std::string found =
      check("input \"limit\" {\n  type = number\n}\n" +
            rule("  bogus = 1\n" + enforce("attrs.x == input.limt") + enforce("core::lenght(attrs.x) == 1") +
                 enforce("core::regex_match(attrs.x, \"(\")") + enforce("local.a")) +
            "locals {\n  a = local.b\n  b = local.a\n}\n");
  const std::vector<std::string> expected = {"\"bogus\"", "Did you mean \"limit\"?", "core::length",
                                             "RE2:", "local.a → local.b → local.a"};
  std::size_t at = 0;
  for (const std::string& part : expected) {
    const std::size_t next = found.find(part);
    EXPECT_NE(next, std::string::npos) << part << "\n" << found;
    EXPECT_GE(next, at) << part;
    at = next;
  }
}

TEST(ValidateFiles, ComparesAliases) {
  EXPECT_THAT(check("provider_policy \"aws\" \"p\" {\n" + enforce("meta.alias == \"\"") + "}\n"),
              HasSubstr("meta.alias is null"));
}

TEST(ValidateFiles, ReadsTestFiles) {
  const std::string name = "x.policytest.hcl";
  const std::string mock =
      "resource \"aws_x\" \"a\" {\n  attrs = { v = local.vv, w = aws_x.b.id, z = aws_y.c.id }\n}\n";
  const std::string found = check("locals {\n  v = 1\n}\n" + mock + "bogus \"x\" {\n}\n", name);
  EXPECT_THAT(found, HasSubstr("no local value named \"vv\""));
  EXPECT_THAT(found, HasSubstr("no mock of aws_x named \"b\""));
  EXPECT_THAT(found, HasSubstr("no mock of the type \"aws_y\""));
  EXPECT_THAT(found, HasSubstr("\"bogus\""));
  EXPECT_THAT(check("resource \"aws_x\" \"a\" {\n  attrs = { v = core::parseint(\"z\", 10) }\n}\n", name),
              HasSubstr("parseint"));
}

TEST(ValidateFiles, ListsWhatIsNotPortable) {
  const std::string extended = kGate + "control \"X.1\" {\n  title = \"T\"\n  severity = \"high\"\n}\n" +
                               rule(
                                   "  enforce {\n    for_each = attrs.l\n    condition = each.value != "
                                   "core::tostring(1)\n    fix {\n      summary = "
                                   "\"s\"\n    }\n  }\n");
  EXPECT_THAT(check(extended), Not(HasSubstr("Not portable")));
  const std::string found = check(extended, "x.policy.hcl", {.portable = true});
  for (const char* part : {"block plimsoll", "block control", "attribute for_each", "block fix", "core::tostring"}) {
    EXPECT_THAT(found, HasSubstr(part));
  }
  EXPECT_THAT(check(rule(enforce("core::length(attrs.x) == 1")), "x.policy.hcl", {.portable = true}), IsEmpty());
}

TEST(ValidateFiles, HostileFilesEnd) {
  const std::string big = "core::range(1000)";
  const std::string loops = "[for a in " + big + " : [for b in " + big + " : [for c in " + big + " : a]]]";
  (void)check(rule(enforce("core::length(" + loops + ") == 1")));
  std::string locals = "locals {\n  l0 = 1\n";
  for (int i = 1; i < 3'000; ++i) locals += "  l" + std::to_string(i) + " = local.l" + std::to_string(i - 1) + "\n";
  (void)check(locals + "}\n" + rule(enforce("local.l2999 == 1")));
  std::string nested = "attrs.x";
  for (int i = 0; i < 150; ++i) nested = "core::length(" + nested + ")";
  (void)check(rule(enforce(nested + " == 1")));
  EXPECT_THAT(check(rule(enforce(std::string(10'000, '(')))), HasSubstr("error:"));
}

}  // namespace
}  // namespace plimsoll::policy::testing
