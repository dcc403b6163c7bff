// What the values of a resource rest on: whatever lies outside of it can change without changing them.
#include "support.h"

namespace plimsoll::source {
namespace {

using testing::UnorderedElementsAre;

struct Source {
  MemoryFileSystem files = {};
  std::optional<Configuration> configuration = std::nullopt;
  std::optional<Evaluator> evaluator = std::nullopt;

  explicit Source(std::map<std::string, std::string> texts) {
    files.files = std::move(texts);
    Result<Configuration> loaded = load(files, ".");
    EXPECT_TRUE(loaded.ok());
    configuration = *std::move(loaded);
    evaluator.emplace(*configuration, Known{}, files);
  }

  /// The first lines of what it rests on, with their files.
  std::vector<std::string> footprint(const std::string& address) {
    std::vector<std::string> lines;
    for (const SourceRange& range : evaluator->footprint(address)) {
      const std::string_view text = range.file->slice(range.bytes);
      lines.push_back(range.file->name() + ": " + std::string(text.substr(0, text.find('\n'))));
    }
    return lines;
  }
};

const std::map<std::string, std::string> kTwoServices = {
    {"main.tf", R"(locals {
  shared = local.inner
  inner  = "x"
  unused = "y"
}
module "a" {
  source   = "./service"
  for_each = toset(["blue", "green"])
  image    = local.shared
}
module "b" {
  source = "./service"
  image  = module.a["blue"].image
}
resource "aws_x" "text" {
  body = file("body.json")
}
)"},
    {"body.json", "{}"},
    {"service/main.tf", R"(variable "image" {
  type = string
}
variable "other" {
  default = 1
}
output "image" {
  value = var.image
}
resource "aws_x" "y" {
  image = var.image
}
)"},
};

TEST(Footprint, HoldsWhatAResourceRestsOnAndNothingElse) {
  Source source(kTwoServices);
  EXPECT_THAT(source.footprint("aws_x.text"),
              UnorderedElementsAre("main.tf: resource \"aws_x\" \"text\" {", "body.json: {}"));
  EXPECT_THAT(
      source.footprint("module.a[\"blue\"].aws_x.y"),
      UnorderedElementsAre("main.tf: module \"a\" {", "main.tf: shared = local.inner", "main.tf: inner  = \"x\"",
                           "service/main.tf: variable \"image\" {", "service/main.tf: resource \"aws_x\" \"y\" {"));
}

// The second question finds every value computed already, and must count what they rest on all the same.
TEST(Footprint, CountsWhatWasEvaluatedBefore) {
  Source once(kTwoServices);
  Source twice(kTwoServices);
  const std::vector<std::string> fresh = once.footprint("module.b.aws_x.y");
  twice.footprint("module.a[\"green\"].aws_x.y");
  twice.footprint("module.a[\"blue\"].aws_x.y");
  EXPECT_THAT(twice.footprint("module.b.aws_x.y"), testing::UnorderedElementsAreArray(fresh));
  EXPECT_THAT(fresh, UnorderedElementsAre(
                         "main.tf: module \"a\" {", "main.tf: module \"b\" {", "main.tf: shared = local.inner",
                         "main.tf: inner  = \"x\"", "service/main.tf: variable \"image\" {",
                         "service/main.tf: output \"image\" {", "service/main.tf: resource \"aws_x\" \"y\" {"));
}

// An argument of an override file can be joined by others of its block, whose place the declaration does not know; and
// members of JSON objects of one name may stand in several places.
TEST(Footprint, TakesAllOfOverrideFilesAndOfJson) {
  Source source({{"main.tf", "resource \"aws_x\" \"y\" {\n  a = 1\n}\nlocals {\n  z = 1\n}\n"},
                 {"override.tf", "resource \"aws_x\" \"y\" {\n  b = 2\n}\n"},
                 {"more.tf.json", R"({"resource": {"aws_x": {"j": {"a": 1}}}})"}});
  EXPECT_THAT(source.footprint("aws_x.y"),
              UnorderedElementsAre("main.tf: resource \"aws_x\" \"y\" {", "override.tf: resource \"aws_x\" \"y\" {"));
  EXPECT_THAT(source.footprint("aws_x.j"),
              UnorderedElementsAre(R"(more.tf.json: {"resource": {"aws_x": {"j": {"a": 1}}}})"));
  EXPECT_TRUE(source.footprint("aws_x.missing").empty());
}

}  // namespace
}  // namespace plimsoll::source
