// Section 1 of what users hand in: everything that is no plan gets an error that names it and says what to do.
#include <gtest/gtest.h>

#include <string>

#include "plan_test_support.h"

namespace plimsoll::plan {
namespace {

struct Case {
  std::string text;
  std::string summary;
  std::string advice;  // part of the detail
};

void expect_error(const Result<Plan>& plan, const Case& c) {
  ASSERT_FALSE(plan.ok()) << c.text;
  EXPECT_NE(plan.errors()[0].summary.find(c.summary), std::string::npos) << plan.errors()[0].summary;
  EXPECT_NE(plan.errors()[0].detail.find(c.advice), std::string::npos) << plan.errors()[0].detail;
  EXPECT_FALSE(plan.errors()[0].where.empty());
}

TEST(ForeignTest, EveryForeignDocumentIsNamed) {
  const std::string show = "terraform show -json FILE";
  const Case cases[] = {
      {"", "the file is empty", show},
      {" \n\t\r\n", "nothing but white space", show},
      {"null", "the document is null", show},
      {"[]", "the document is a JSON array", show},
      {"\"x\"", "the document is a JSON string", show},
      {"12", "the document is a number", show},
      {"true", "the document is true or false", show},
      {"{}", "an empty object", show},
      {"PK\x03\x04zip", "a binary plan file", show},
      {"[command]/x/terraform-bin show -json p\n{\"format_version\":\"1.2\"}", "setup-terraform",
       "terraform_wrapper: false"},
      {R"({"@level":"info","@message":"Terraform 1.11.4","type":"version"})"
       "\n{\"@level\":\"info\"}",
       "the log of `terraform plan -json`", "terraform plan -out=FILE"},
      {R"({"format_version":"1.0"})", "neither a plan nor a state", show},
      {R"({"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x"})", "a raw state file",
       "terraform show -json"},
      {R"({"plan_format_version":"1.1","resource_changes":[],"provider_schemas":{}})", "redacted plan", show},
      {R"({"format_version":"1.0","provider_schemas":{}})", "providers schema -json", show},
      {R"({"format_version":"1.0","valid":true,"diagnostics":[]})", "validate -json", show},
      {R"({"format_version":"1.0","function_signatures":{}})", "metadata functions -json", show},
      {R"({"terraform_version":"1.1.1","platform":"linux_amd64"})", "version -json", show},
      {R"({"a":{"sensitive":true,"type":"string","value":"hunter2"}})", "output -json", show},
      {R"({"values":{"sensitive":true,"type":"string","value":"hunter2"}})", "an object with the keys", show},
      {R"({"provider_config":{},"root_module":{}})", "configuration only", show},
      {"Terraform used the selected providers to generate", "the plan as people read it", show},
      {"\x1b[1mTerraform will perform\x1b[0m", "the plan as people read it", show},
      {"14:19:25.174 STDOUT [app] tofu: {\"format_version\":\"1.2\"}", "Terragrunt's prefix", "--tf-forward-stdout"},
      {R"({"plandata":{"format_version":"1.2"}})", "the keys \"plandata\"", show},
      {R"({"format_version":"1.2","planned_values":{"root_module":{"resources":[{}]}}})", "no resource_changes", show},
      {R"({"taskDefinition":{"family":"x"}})", "\"containerDefinitions\" is missing", "family"},
  };
  for (const Case& c : cases) expect_error(read_text(c.text), c);
}

TEST(ForeignTest, NothingOfAnOutputDocumentIsShown) {
  const Result<Plan> plan = read_text(R"({"a":{"sensitive":true,"type":"string","value":"hunter2"}})");
  EXPECT_EQ(error_of(plan).find("hunter2"), std::string::npos);
}

TEST(ForeignTest, SamplesOfTheCorpus) {
  struct Sample {
    std::string file;
    std::string error;  // "" when it is a plan
  };
  const Sample samples[] = {
      {"in-utf16le/plan.json", ""},
      {"in-utf16be/plan.json", ""},
      {"in-utf8-bom/plan.json", ""},
      {"in-reformatted-crlf/plan.json", ""},
      {"in-setup-terraform-wrapper/plan.json", "setup-terraform v3"},
      {"in-terragrunt-prefix/plan.json", "--tf-forward-stdout"},
      {"in-conflict-markers/plan.json", "merge-conflict marker"},
      {"in-extra-brace/plan.json", "More text after the end"},
      {"in-two-plans/plan.json", "More text after the end"},
      {"in-truncated/plan.json", "Unexpected end of JSON"},
      {"in-console-code-page/plan.json", "[Console]::OutputEncoding"},
      {"in-invalid-utf8/plan.json", "invalid UTF-8"},
      {"in-empty/plan.json", "the file is empty"},
      {"in-white-space/plan.json", "nothing but white space"},
      {"in-null/plan.json", "the document is null"},
      {"in-array/plan.json", "a JSON array"},
      {"in-wrapper-object/plan.json", "\"plandata\""},
      {"in-format-version-major/plan.json", "Unsupported format_version 2.0"},
      {"in-deep-nesting/plan.json", "nested deeper than 1000 levels"},
      {"in-human-plan/plan.txt", "as people read it"},
      {"in-stream-log/plan.json", "the log of `terraform plan -json`"},
      {"in-state-none/plan.json", "neither a plan nor a state"},
      {"in-validate-json/plan.json", "validate -json"},
      {"in-version-json/plan.json", "version -json"},
      {"in-output-json/plan.json", "output -json"},
      {"in-providers-schema/plan.json", "providers schema -json"},
      {"in-show-config/plan.json", "configuration only"},
      {"cd30-container-order-noop/tfstate.json", "a raw state file"},
  };
  for (const Sample& sample : samples) {
    const Result<Plan> plan = read_corpus("generated/" + sample.file);
    if (sample.error.empty()) {
      ASSERT_TRUE(plan.ok()) << sample.file << error_of(plan);
      EXPECT_EQ(plan->changes.size(), 1U) << sample.file;
    } else {
      EXPECT_NE(error_of(plan).find(sample.error), std::string::npos) << sample.file << ": " << error_of(plan);
    }
  }
}

TEST(ForeignTest, PlacesAreBytesLinesAndColumns) {
  const Result<Plan> plan = read_text("{\n  \"日本\": 1,\n  \"a\": x}");
  ASSERT_FALSE(plan.ok());
  EXPECT_EQ(plan.errors()[0].where, "p.json: byte 24, line 3, column 8");
}

TEST(ForeignTest, Utf16WithoutAMarkIsRecognised) {
  const std::string text = R"({"format_version":"1.2","resource_changes":[]})";
  std::string little;
  std::string big;
  for (const char c : text) {
    little += {c, '\0'};
    big += {'\0', c};
  }
  EXPECT_TRUE(read_text(little).ok());
  EXPECT_TRUE(read_text(big).ok());
  EXPECT_NE(error_of(read_text("\xFF\xFE" + little + "x")).find("Invalid UTF-16"), std::string::npos);
  EXPECT_NE(error_of(read_text("\xFF\xFE" + std::string("{\0\x3d\xd8", 4))).find("Invalid UTF-16"), std::string::npos);
}

}  // namespace
}  // namespace plimsoll::plan
