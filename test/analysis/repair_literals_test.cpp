#include "../../src/analysis/repair_literals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace plimsoll::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

SourcePtr file_of(const std::string& text, const std::string& name = "main.tf") {
  return std::make_shared<const SourceFile>(name, text);
}

std::vector<std::string> texts(const SourcePtr& file, const std::vector<ByteRange>& ranges) {
  std::vector<std::string> all;
  for (const ByteRange& range : ranges) all.emplace_back(file->slice(range));
  return all;
}

std::vector<std::string> environment_of(const std::string& text, const std::string& name = "main.tf") {
  const SourcePtr file = file_of(text, name);
  return texts(file, environment_literals(file));
}

TEST(EnvironmentLiterals, AreFoundInEveryForm) {
  struct Row {
    std::string text = {};
    std::vector<std::string> wanted = {};
  };
  const std::vector<Row> rows = {
      {"environment = [{ name = \"A\", value = \"x\" }, { value = 5, name = \"b\" }]\n", {"\"x\"", "5"}},
      {"environment {\n  variables = {\n    MODE = \"x\"\n    DEBUG = true\n  }\n}\n", {"\"x\"", "true"}},
      {"environment_variables = { mode = \"x\", other = var.other[\"key\"] }\n", {"\"x\""}},
      {"environment = concat(local.a, [{ name = \"A\", value = \"x-${var.y}\" }])\n", {"\"x-${var.y}\""}},
      {"environment = [for k, v in { A = \"x\" } : { name = k, value = v }]\n", {"\"x\""}},
      {"common_env = { DB_HOST = \"x\", other = \"y\" }\n", {"\"x\""}},
      {"common = [{ value = \"x\", name = \"DB_HOST\" }]\n", {"\"x\""}},
      {"common = [{ name = \"DB_HOST\", value = var.a ? \"x\" : \"y\" }]\n", {"\"x\"", "\"y\""}},
      {"x = <<EOT\n[{ \"environment\": [{ \"name\": \"A\", \"value\": \"x\" }] }]\nEOT\n", {"\"x\""}},
      {"x = <<-EOT\n  {\"environment\":\n  [{\"name\": \"A\",\n \"value\": \"${var.x}\"}]}\n  EOT\n", {"\"${var.x}\""}},
  };
  for (const Row& row : rows) {
    std::vector<std::string> found = environment_of(row.text);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::vector<std::string> wanted = row.wanted;
    std::sort(wanted.begin(), wanted.end());
    EXPECT_THAT(found, ElementsAreArray(wanted)) << row.text;
  }
  EXPECT_THAT(environment_of(R"([{"name": "web", "environment": [{"name": "A", "value": "x"}]}])", "c.json"),
              ::testing::Each("\"x\""));
}

TEST(EnvironmentLiterals, AreNotTagsSettingsOrNames) {
  for (const char* text : {"tags = { Environment = \"prod\" }\n", "environment = \"prod\"\n", "environment = var.env\n",
                           "setting {\n  name  = \"containerInsights\"\n  value = \"disabled\"\n}\n",
                           "environments = { prod = { privileged = true } }\n", "name = \"DB_HOST\"\n", "}}]]\n",
                           "environment = [\n", "name = \"A_B\" }\n"}) {
    EXPECT_THAT(environment_of(text), IsEmpty()) << text;
  }
}

TEST(LiteralsOfVariables, AreFoundInBothFormats) {
  const SourcePtr hcl =
      file_of("pin = 1234\nother = \"y\"\nusers = {\n  pin = \"z\"\n  admin = \"x\"\n}\n", "a.tfvars");
  EXPECT_THAT(texts(hcl, literals_of(hcl, {"pin"})), ElementsAre("1234"));
  EXPECT_THAT(texts(hcl, literals_of(hcl, {"users"})), ElementsAre("\"z\"", "\"x\""));
  const SourcePtr json =
      file_of("{\n  \"pin\": 1234, \"on\": true,\n  \"other\": {\"pin\": \"y\"}\n}\n", "a.tfvars.json");
  EXPECT_THAT(texts(json, literals_of(json, {"pin"})), ElementsAre("1234"));
  EXPECT_THAT(texts(json, literals_of(json, {"on", "other"})), ElementsAre("true", "\"y\""));
}

TEST(LiteralsInARange, LeaveReferencesAlone) {
  const SourcePtr file = file_of("a = { x = var.a, y = \"s\", \"z\" = 5 }\n");
  EXPECT_THAT(texts(file, literals_in(file, {4, 37})), ElementsAre("\"s\"", "5"));
}

}  // namespace
}  // namespace plimsoll::analysis
