// The configuration section of a plan against the source.
#include "support.h"

namespace plimsoll::source {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kPlan = R"({"format_version":"1.2","terraform_version":"1.11.4",
  "planned_values":{"root_module":{}},"resource_changes":[{"address":"module.m.aws_x.y","module_address":"module.m",
  "mode":"managed","type":"aws_x","name":"y","provider_name":"aws",
  "change":{"actions":["create"],"before":null,"after":{},"after_unknown":{}}}],
  "configuration":{"root_module":{"module_calls":{"m":{"source":"./m","expressions":{
    "mode":{"constant_value":"host"},"on":{"constant_value":true},"image":{"references":["aws_r.r.url","aws_r.r"]}},
    "module":{"resources":[{"address":"aws_x.y","mode":"managed","type":"aws_x","name":"y","provider_config_key":"aws",
      "expressions":{"text":{"references":["var.image","each.value.a","each.value","path.module"]},"called":{}},
      "schema_version":0}]}}},
    "resources":[{"address":"aws_r.r","mode":"managed","type":"aws_r","name":"r","provider_config_key":"aws",
      "expressions":{},"schema_version":0}]}}})";

std::vector<std::string> differences_of(const std::string& call, const std::string& resource) {
  MemoryFileSystem files;
  files.files = {{"main.tf", "resource \"aws_r\" \"r\" {}\nmodule \"m\" {\nsource = \"./m\"\n" + call + "\n}\n"},
                 {"m/main.tf", "resource \"aws_x\" \"y\" {\n" + resource + "\n}\n"},
                 {"plan.json", std::string(kPlan)}};
  const plan::Plan plan = read_plan(files, "plan.json").value();
  const Configuration configuration = load(files, ".").value();
  return differences(plan, plan.changes.front(), configuration);
}

const std::string kCall = "mode = \"host\"\non = \"true\"\nimage = \"${aws_r.r.url}:1\"";
const std::string kResource = "text = \"${path.module}${var.image}${each.value[\"a\"]}\"\ncalled = upper(\"x\")";

TEST(Mismatch, NamesTheFirstThingThatOnlyOneOfTheTwoHas) {
  struct Case {
    std::string root;
    std::string module;
    std::string says;
  };
  const std::string resource = "resource \"aws_r\" \"r\" {}\n";
  const std::string call = "module \"m\" {\nsource = \"./m\"\n}\n";
  const std::string inner = "resource \"aws_x\" \"y\" {}\n";
  for (const Case& c : {
           Case{resource + call, inner, ""},
           Case{call, inner, "aws_r.r is in the plan and not in the source"},
           Case{resource, inner, "module.m is in the plan and not in the source"},
           Case{resource + call, "", "module.m.aws_x.y is in the plan and not in the source"},
           Case{resource + call + inner, inner, "aws_x.y is in the source and not in the plan"},
           Case{resource + call + "module \"n\" { source = \"./m\" }", inner,
                "module.n is in the source and not in the plan"},
       }) {
    MemoryFileSystem files;
    files.files = {{"main.tf", c.root}, {"m/main.tf", c.module}, {"plan.json", std::string(kPlan)}};
    const plan::Plan plan = read_plan(files, "plan.json").value();
    const Configuration configuration = load(files, ".").value();
    EXPECT_EQ(mismatch(plan, configuration), c.says);
    EXPECT_EQ(matches(plan, configuration), c.says.empty()) << c.says;
  }
}

TEST(Differences, NoneInThePlansSource) {
  EXPECT_THAT(differences_of(kCall, kResource), IsEmpty());
}

TEST(Differences, ConstantsAndReferences) {
  EXPECT_THAT(differences_of("mode = \"awsvpc\"\non = false\nimage = aws_r.r.url", kResource),
              ElementsAre("module.m.mode", "module.m.on"));
  EXPECT_THAT(differences_of("mode = local.mode\non = true\nimage = aws_r.other.url", kResource),
              ElementsAre("module.m.image", "module.m.mode"));
  EXPECT_THAT(differences_of(kCall, "text = var.other\ncalled = upper(var.x)"), ElementsAre("called", "text"));
}

}  // namespace
}  // namespace plimsoll::source
