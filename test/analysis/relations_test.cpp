// core::getresources where both sides are known only after apply: the configuration says which resource is meant.
#include "support.h"

namespace plimsoll::analysis::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kProtected = R"(policy {}
resource_policy "aws_s3_bucket" "by-id" {
  enforce {
    condition = core::length(core::getresources("aws_s3_bucket_public_access_block", { bucket = attrs.id })) > 0
  }
}
resource_policy "aws_s3_bucket" "by-name" {
  locals {
    name = core::try(attrs.bucket, "")
  }
  enforce {
    condition = core::length(core::getresources("aws_s3_bucket_public_access_block", { bucket = local.name })) > 0
  }
}
resource_policy "aws_vpc" "logged" {
  enforce {
    condition = core::length(core::getresources("aws_flow_log", { vpc_id = attrs.id })) > 0
  }
}
)";

// A plan that Terraform made of the configuration beside it.
TEST(Relations, AreDecidedOnTheFirstPlan) {
  const RealFileSystem files;
  const auto text = files.read(std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/analysis/relations/plan.json");
  ASSERT_TRUE(text.ok());
  std::vector<std::string> expected;
  const auto both = [&expected](const std::string& address, const std::string& verdict) {
    expected.push_back(address + " by-id " + verdict);
    expected.push_back(address + " by-name " + verdict);
  };
  for (const std::string address :
       {"named", "generated", "counted[0]", "counted[1]", "half[0]", "keyed[\"a\"]", "keyed[\"b.c\"]", "passed"}) {
    both("aws_s3_bucket." + address, "pass");
  }
  both("module.made[\"x\"].aws_s3_bucket.b", "pass");
  for (const std::string address :
       {"aws_s3_bucket.bare", "aws_s3_bucket.half[1]", "module.made[\"y\"].aws_s3_bucket.b"})
    both(address, "fail");
  expected.emplace_back("aws_vpc.main logged pass");
  expected.emplace_back("aws_vpc.other logged fail");
  EXPECT_THAT(verdicts_of(kProtected, *text), ::testing::UnorderedElementsAreArray(expected));
}

// One aws_thing "t" and one aws_part "p", both with unknown ids; `argument` of the part refers to `references`.
struct Part {
  std::string argument = "thing_id";
  std::string references = R"("aws_thing.t.id","aws_thing.t")";
  std::string target = "aws_thing.t";
  std::string part = "aws_part.p";
  std::string repetition = "";
};

std::string part_plan(const Part& part) {
  const std::string unknown = R"({"id":true,"name":true,"arn":true})";
  const std::string argument = fmt::format(R"({{"{}":true,"id":true}})", part.argument);
  const std::string configuration = fmt::format(
      R"({{"root_module":{{"resources":[
        {{"address":"aws_thing.t","mode":"managed","type":"aws_thing","name":"t","provider_config_key":"aws","expressions":{{}}}},
        {{"address":"aws_thing.u","mode":"managed","type":"aws_thing","name":"u","provider_config_key":"aws","expressions":{{}}}},
        {{"address":"aws_part.p","mode":"managed","type":"aws_part","name":"p","provider_config_key":"aws",
          "expressions":{{"{}":{{"references":[{}]}}}}{}}}]}}}})",
      part.argument, part.references, part.repetition);
  return plan_text(change_text(part.target, "{}", unknown) + "," + change_text("aws_thing.u", "{}", unknown) + "," +
                       change_text(part.part, "{}", argument),
                   configuration);
}

std::string part_policy(const std::string& argument, const std::string& value) {
  return fmt::format(
      "policy {{}}\nresource_policy \"aws_thing\" \"r\" {{\n  enforce {{\n    condition = "
      "core::length(core::getresources(\"aws_part\", {{ {} = {} }})) > 0\n  }}\n}}\n",
      argument, value);
}

std::vector<std::string> judge_part(const Part& part, const std::string& value = "attrs.id") {
  std::vector<std::string> out;
  for (const std::string& line : verdicts_of(part_policy(part.argument, value), part_plan(part)))
    out.push_back(line.substr(line.rfind(' ') + 1));
  return out;
}

TEST(Relations, HoldWhereOneReferenceGivesTheIdentifier) {
  for (const Part& part : {
           Part{},
           Part{.argument = "thing", .references = R"("aws_thing.t.id","aws_thing.t")"},
           Part{.argument = "other_thing_id"},
           Part{.references = R"("aws_thing.t[0].id","aws_thing.t[0]","aws_thing.t")", .target = "aws_thing.t[0]"},
           Part{.references = R"("aws_thing.t","count.index")",
           .target = "aws_thing.t[0]",
           .part = "aws_part.p[0]",
           .repetition = R"(,"count_expression":{"constant_value":1})"},
           Part{.references = R"("each.value.id","each.value")",
           .target = "aws_thing.t[\"k\"]",
           .part = "aws_part.p[\"k\"]",
           .repetition = R"(,"for_each_expression":{"references":["aws_thing.t"]})"},
       }) {
    EXPECT_THAT(judge_part(part), ElementsAre("pass", "fail")) << part.argument << " " << part.references;
  }
  EXPECT_THAT(judge_part({.argument = "thing_arn", .references = R"("aws_thing.t.arn","aws_thing.t")"}, "attrs.arn"),
              ElementsAre("pass", "fail"));
}

TEST(Relations, StayOpenWhereTheExpressionIsNotCertain) {
  const std::string open = "unknown";
  for (const Part& part : {
           Part{.references = R"("aws_thing.t.id","aws_thing.t","var.x")"},                         // may combine both
           Part{.references = R"("aws_thing.t.id","aws_thing.t","aws_thing.u.id","aws_thing.u")"},  // one or the other
           Part{.references = R"("local.id")"},
           Part{.references = R"("data.aws_thing.t.id","data.aws_thing.t")"},
           Part{.references = R"("aws_thing.t")"},  // a splat
           Part{.references = R"("aws_thing.t.parts[0].id","aws_thing.t.parts[0]","aws_thing.t.parts","aws_thing.t")"},
           Part{.argument = "name", .references = R"("aws_thing.t.name","aws_thing.t")"},  // may be made from it
           Part{.argument = "source_arn", .references = R"("aws_thing.t.arn","aws_thing.t")"},
           Part{.argument = "thing_id", .references = R"("aws_thing.t.color","aws_thing.t")"},
           Part{.references = R"("aws_thing.t","count.index")",  // index arithmetic: not as many of both
                .target = "aws_thing.t[0]",
           .part = "aws_part.p[1]",
           .repetition = R"(,"count_expression":{"constant_value":2})"},
       }) {
    EXPECT_THAT(judge_part(part), ElementsAre(open, open)) << part.argument << " " << part.references;
  }
}

TEST(Relations, StayOpenForValuesMadeFromIdentifiers) {
  for (const std::string value : {"\"${attrs.id}-x\"", "core::lower(attrs.id)", "attrs.name"})
    EXPECT_THAT(judge_part({}, value), ElementsAre("unknown", "unknown")) << value;
  EXPECT_THAT(judge_part({}, "core::try(attrs.id, \"\")"), ElementsAre("pass", "fail"));
}

// What exists already has an identifier; a new part that points at something new is none of its.
TEST(Relations, TellKnownIdentifiersFromNewInstances) {
  const std::string configuration = R"({"root_module":{"resources":[
    {"mode":"managed","type":"aws_vpc","name":"old","provider_config_key":"aws","expressions":{}},
    {"mode":"managed","type":"aws_vpc","name":"new","provider_config_key":"aws","expressions":{}},
    {"mode":"managed","type":"aws_flow_log","name":"l","provider_config_key":"aws",
     "expressions":{"vpc_id":{"references":["aws_vpc.new.id","aws_vpc.new"]}}}]}})";
  const std::string old = R"({"id":"vpc-1"})";
  EXPECT_THAT(verdicts_of(kProtected, plan_text(change_text("aws_vpc.old", old, "{}", R"(["no-op"])", old) + "," +
                                                    change_text("aws_vpc.new", "{}", R"({"id":true})") + "," +
                                                    change_text("aws_flow_log.l", "{}", R"({"vpc_id":true})"),
                                                configuration)),
              UnorderedElementsAre("aws_vpc.old logged fail", "aws_vpc.new logged pass"));
}

// Another provider configuration may be another region, where the same name exists once more.
TEST(Relations, DoNotTellNamesApartAcrossProviderConfigurations) {
  Part part{};
  std::string plan = part_plan(part);
  const std::size_t at = plan.find(R"("name":"u","provider_config_key":"aws")");
  ASSERT_NE(at, std::string::npos);
  plan.insert(at + std::string_view(R"("name":"u","provider_config_key":"aws)").size(), ".west");
  EXPECT_THAT(verdicts_of(part_policy("thing_id", "attrs.id"), plan),
              UnorderedElementsAre("aws_thing.t r pass", "aws_thing.u r unknown"));
}

}  // namespace
}  // namespace plimsoll::analysis::testing
