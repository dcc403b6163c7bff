// Evaluation: what resources say once locals, variables, modules, repetition and files are resolved.
#include "support.h"

namespace plimsoll::source {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Value json_value(const std::string& text) {
  Result<Value> value = json::decode(text, {.array_kind = Kind::kList});
  return value.ok() ? *std::move(value) : Value();
}

/// A configuration in memory and what its plan knows.
struct World {
  MemoryFileSystem files = {};
  Known known = {.complete = true};
  std::optional<Configuration> configuration = std::nullopt;
  std::optional<Evaluator> evaluator = std::nullopt;

  explicit World(const std::map<std::string, std::string>& texts) { files.files = texts; }
  Evaluator& evaluate() {
    Result<Configuration> loaded = load(files, ".");
    EXPECT_TRUE(loaded.ok());
    configuration = *std::move(loaded);
    evaluator.emplace(*configuration, std::move(known), files);
    return *evaluator;
  }
};

std::string show(const std::optional<Value>& value) {
  return value ? shown(*value) : "nothing";
}

/// The text that a value comes from.
std::string origin_text(const Value& value) {
  if (value.origin() == nullptr || !value.origin()->range) return "";
  return std::string(value.origin()->range.file->slice(value.origin()->range.bytes));
}

std::vector<std::string> via_texts(const Value& value) {
  std::vector<std::string> texts;
  for (const SourceRange& place : value.origin()->via) texts.emplace_back(place.file->slice(place.bytes));
  return texts;
}

struct Case {
  std::string title;
  std::map<std::string, std::string> files;
  std::string address;
  std::string body;  // as shown() prints it
};

class Body : public testing::TestWithParam<Case> {};

TEST_P(Body, IsWhatTerraformWouldPlan) {
  World world(GetParam().files);
  world.known.variables.emplace("name", Value::string("web"));
  KnownResources resources;
  resources["aws_r.one"] = {{Value(), json_value(R"({"id": "i-1", "tags": {"a": "b"}})")}};
  resources["aws_r.many"] = {{Value::number(1), json_value(R"({"id": "m1"})")},
                             {Value::number(0), json_value(R"({"id": "m0"})")}};
  resources["data.aws_d.keyed"] = {{Value::string("k"), json_value(R"({"v": 7})")}};
  world.known.resources = std::make_shared<const KnownResources>(std::move(resources));
  const std::optional<ResourceSource> source = world.evaluate().resource(GetParam().address);
  if (GetParam().body.empty()) {
    EXPECT_FALSE(source.has_value());
    return;
  }
  ASSERT_TRUE(source.has_value());
  EXPECT_EQ(shown(source->body), GetParam().body);
}

const std::string kModule = R"(
variable "size" { type = number }
variable "opts" {
  type    = object({ on = optional(bool, true), name = optional(string) })
  default = {}
}
variable "strict" {
  default  = "d"
  nullable = false
}
resource "aws_x" "y" {
  size   = var.size
  on     = var.opts.on
  name   = var.opts.name
  strict = var.strict
  path   = path.module
}
output "size" { value = aws_x.y.size }
output "twice" { value = var.size * 2 }
)";

INSTANTIATE_TEST_SUITE_P(
    Source, Body,
    testing::Values(
        Case{"locals_and_variables",
             {{"main.tf",
               "variable \"name\" {}\nlocals { n = \"${var.name}-x\" }\nresource \"aws_x\" \"y\" { name = local.n }"}},
             "aws_x.y",
             R"({"name":"web-x"})"},
        Case{"count",
             {{"main.tf", "resource \"aws_x\" \"y\" {\n count = 2\n i = count.index\n}"}},
             "aws_x.y[1]",
             R"({"i":1})"},
        Case{"count_has_an_end", {{"main.tf", "resource \"aws_x\" \"y\" {\n count = 2\n}"}}, "aws_x.y[2]", ""},
        Case{"for_each",
             {{"main.tf",
               "resource \"aws_x\" \"y\" {\n for_each = { a = 1, \"b.c\" = 2 }\n k = each.key\n v = each.value\n}"}},
             "aws_x.y[\"b.c\"]",
             R"({"k":"b.c","v":2})"},
        Case{"no_such_key",
             {{"main.tf", "resource \"aws_x\" \"y\" {\n for_each = toset([\"a\"])\n}"}},
             "aws_x.y[\"b\"]",
             ""},
        Case{"blocks",
             {{"main.tf",
               "resource \"aws_x\" \"y\" {\n v { n = 1 }\n dynamic \"v\" {\n for_each = [2, 3]\n iterator = it\n "
               "content {\n n = "
               "it.value\n w { k = it.key }\n }\n }\n}"}},
             "aws_x.y",
             R"({"v":[{"n":1},{"n":2,"w":[{"k":0}]},{"n":3,"w":[{"k":1}]}]})"},
        Case{"module_inputs",
             {{"main.tf",
               "module \"m\" {\n source = \"./m\"\n for_each = { k = 4 }\n size = each.value\n strict = null\n}"},
              {"m/main.tf", kModule}},
             "module.m[\"k\"].aws_x.y",
             R"({"name":null,"on":true,"path":"m","size":4,"strict":"d"})"},
        Case{"module_outputs",
             {{"main.tf",
               "module \"m\" {\n source = \"./m\"\n count = 2\n size = count.index + 5\n}\nresource \"aws_z\" \"z\" "
               "{\n all "
               "= module.m[*].twice\n one = module.m[1].twice\n}"},
              {"m/main.tf", kModule}},
             "aws_z.z",
             R"({"all":[10,12],"one":12})"},
        Case{"modules_may_use_each_other",
             {{"main.tf",
               "module \"a\" {\n source = \"./p\"\n in = module.b.other\n}\nmodule \"b\" {\n source = \"./p\"\n in = "
               "module.a.other\n}\nresource \"aws_z\" \"z\" { v = module.a.through }"},
              {"p/main.tf",
               "variable \"in\" {}\noutput \"through\" { value = var.in }\noutput \"other\" { value = 9 }"}},
             "aws_z.z",
             R"({"v":9})"},
        Case{"resources_as_planned",
             {{"main.tf",
               "resource \"aws_r\" \"one\" {}\nresource \"aws_r\" \"many\" {\n count = 2\n}\ndata \"aws_d\" \"keyed\" "
               "{\n "
               "for_each = toset([\"k\"])\n}\nresource \"aws_z\" \"z\" {\n a = aws_r.one.id\n b = aws_r.many[*].id\n c "
               "= "
               "data.aws_d.keyed[\"k\"].v\n}"}},
             "aws_z.z",
             R"({"a":"i-1","b":["m0","m1"],"c":7})"},
        Case{"what_is_not_known",
             {{"main.tf",
               "resource \"aws_r\" \"gone\" {}\nresource \"aws_z\" \"z\" {\n a = aws_r.gone.id\n b = "
               "terraform.workspace\n c "
               "= nonsense(1)\n d = [1, uuid()]\n e = provider::x::y(1)\n}"}},
             "aws_z.z",
             R"({"a":(unknown),"b":(unknown),"c":(unknown),"d":[1,(unknown)],"e":(unknown)})"},
        Case{"files_below_the_source_only",
             {{"main.tf",
               "resource \"aws_z\" \"z\" {\n a = file(\"${path.module}/x.txt\")\n b = file(\"../secret\")\n c = "
               "file(\"/etc/passwd\")\n d = fileexists(\"x.txt\")\n e = templatefile(\"t.tpl\", { n = 1 })\n}"},
              {"x.txt", "hello"},
              {"../secret", "no"},
              {"/etc/passwd", "no"},
              {"t.tpl", "=${n}="}},
             "aws_z.z",
             R"({"a":"hello","b":(unknown),"c":(unknown),"d":true,"e":"=1="})"},
        Case{
            "json_syntax",
            {{"main.tf.json",
              R"({"locals": {"n": 2}, "resource": {"aws_x": {"y": {"count": 1, "a": "${local.n + 1}", "b": "n\u00e9", "v": [{"k": "${count.index}"}],
                "dynamic": {"w": {"for_each": ["q"], "content": {"s": "${w.value}"}}}}}}})"}},
            "aws_x.y[0]",
            "{\"a\":3,\"b\":\"n\xC3\xA9\",\"v\":[{\"k\":0}],\"w\":[{\"s\":\"q\"}]}"},
        Case{"override",
             {{"main.tf", "resource \"aws_x\" \"y\" { a = 1 }"}, {"override.tf", "resource \"aws_x\" \"y\" { a = 2 }"}},
             "aws_x.y",
             R"({"a":2})"}),
    [](const auto& param) { return param.param.title; });

TEST(Structured, KnowsWhatSurroundsTheUnknown) {
  const std::string unknown = "resource \"aws_r\" \"gone\" {}\nlocals { url = aws_r.gone.url }\n";
  struct Way {
    std::string title;
    std::string expression;
    std::string value;
  };
  for (const Way& way : {
           Way{"jsonencode", "jsonencode([{ name = \"a\", image = local.url, privileged = true }])",
               R"([{"image":(unknown),"name":"a","privileged":true}])"},
           Way{"heredoc", "<<EOT\n[{\"name\": \"a\", \"image\": \"${local.url}:1\", \"privileged\": ${true}}]\nEOT",
               R"([{"image":(unknown),"name":"a","privileged":true}])"},
           Way{"nested", "\"[${join(\",\", [jsonencode({ a = local.url, b = 1 }), jsonencode({ c = 2 })])}]\"",
               R"([{"a":(unknown),"b":1},{"c":2}])"},
           Way{"templatefile", "templatefile(\"t.json\", { u = local.url, n = 3 })", R"([{"i":(unknown),"n":3}])"},
           Way{"decoded_again", "jsonencode(concat(jsondecode(jsonencode([{ a = local.url, b = 1 }])), [2]))",
               R"([{"a":(unknown),"b":1},2])"},
           Way{"bare_value", "<<EOT\n{\"a\": ${local.url}, \"b\": 1}\nEOT", R"({"a":(unknown),"b":1})"},
           Way{"element_may_be_several", "\"[1, ${local.url}, 3]\"", "(unknown)"},
           Way{"key", "\"{\\\"${local.url}\\\": 1}\"", "(unknown)"},
           Way{"structure", "\"{\\\"a\\\": 1${local.url}}\"", "nothing"},
           Way{"twice", "\"[{\\\"a\\\": 1, \\\"a\\\": null, \\\"i\\\": \\\"${local.url}\\\"}]\"",
               R"([{"a":null,"i":(unknown)}])"},
           Way{"twice_and_mixed",
               "\"[{\\\"a\\\": {\\\"x\\\": 1}, \\\"a\\\": {\\\"y\\\": 2}, \\\"i\\\": \\\"${local.url}\\\"}]\"",
               R"([{"a":(unknown),"i":(unknown)}])"},
           Way{"format", "format(\"[%s, %d]\", jsonencode({ a = local.url, b = 1 }), 2)",
               R"([{"a":(unknown),"b":1},2])"},
           Way{"format_with_widths", "format(\"[%5s]\", local.url)", "nothing"},
           Way{"trimmed", "chomp(trimspace(\" [{\\\"a\\\": \\\"${local.url}\\\"}]\\n \"))", R"([{"a":(unknown)}])"},
           Way{"replaced", "replace(\"[{\\\"a\\\": \\\"IMG:1\\\", \\\"b\\\": 2}]\", \"IMG\", local.url)",
               R"([{"a":(unknown),"b":2}])"},
           Way{"replaced_by_structure", "replace(\"[\\\"${local.url}\\\", \\\"x\\\"]\", \"x\", \"\\\", \\\"\")",
               "nothing"},
           Way{"replaced_by_pattern", "replace(\"[\\\"${local.url}\\\", 1]\", \"/1/\", \"2\")", "nothing"},
           Way{"may_be_a_part_of_the_text", "replace(\"[\\\"${local.url}b\\\", 1]\", \"ab\", \"x\")", "nothing"},
           Way{"either_text",
               "\"[\\\"%{if local.url == \"\"}x%{else}y%{endif}\\\", %{if local.url == \"\"}1%{else}2%{endif}, "
               "3]\"",
               R"((unknown))"},
           Way{"either_value", "\"{\\\"a\\\": %{if local.url == \"\"}true%{else}false%{endif}, \\\"b\\\": 1}\"",
               R"({"a":(unknown),"b":1})"},
           Way{"either_structure", "\"[1%{if local.url == \"\"}, 2%{endif}]\"", "nothing"},
           Way{"condition", "local.url == \"x\" ? jsonencode([1]) : jsonencode([2])", "[(unknown)]"},
       }) {
    World world(std::map<std::string, std::string>{
        {"main.tf", unknown + "resource \"aws_x\" \"y\" {\n d = " + way.expression + "\n}\n"},
        {"t.json", "[{\"i\": \"${u}\", \"n\": ${n}}]"}});
    EXPECT_EQ(show(world.evaluate().structured("aws_x.y", "d")), way.value) << way.title;
  }
}

TEST(Structured, PointsIntoTheTextThatHoldsTheValue) {
  World world(std::map<std::string, std::string>{
      {"main.tf",
       "variable \"debug\" { default = true }\nlocals { on = var.debug }\n"
       "resource \"aws_x\" \"a\" {\n d = jsonencode([{ p = local.on }])\n}\n"
       "resource \"aws_x\" \"b\" {\n d = <<-EOT\n    [{\"k\": \"v\",\n      \"p\": false}]\n  EOT\n}\n"
       "resource \"aws_x\" \"c\" {\n d = file(\"c.json\")\n}\n"},
      {"c.json", "[ {\"p\" : 17} ]"}});
  world.known.variables.emplace("debug", Value::boolean(true));
  Evaluator& evaluator = world.evaluate();
  const auto leaf = [&](const std::string& address) {
    const std::optional<Value> value = evaluator.structured(address, "d");
    return value && value->is_sequence() ? value->elements().front().get("p") : Value();
  };
  EXPECT_EQ(origin_text(leaf("aws_x.a")), "true");
  EXPECT_THAT(via_texts(leaf("aws_x.a")), ElementsAre("var.debug", "local.on"));
  EXPECT_EQ(origin_text(leaf("aws_x.b")), "false");
  EXPECT_EQ(origin_text(leaf("aws_x.c")), "17");
  EXPECT_EQ(leaf("aws_x.c").origin()->range.file->name(), "c.json");
  EXPECT_THAT(via_texts(leaf("aws_x.c")), ElementsAre("file(\"c.json\")"));
  // What is missing is missing in its object.
  EXPECT_EQ(origin_text(evaluator.structured("aws_x.b", "d")->elements().front()),
            "{\"k\": \"v\",\n      \"p\": false}");
}

TEST(Structured, WhatATypeDropsIsDroppedFromTheKnownPartOfAList) {
  World world(std::map<std::string, std::string>{
      {"main.tf",
       "resource \"aws_r\" \"gone\" {}\nmodule \"m\" {\n source = \"./m\"\n"
       " l = concat([{ name = \"a\", privileged = true }], aws_r.gone.list)\n}\n"},
      {"m/main.tf",
       "variable \"l\" {\n type = list(object({ name = string, user = optional(string, \"0\") }))\n}\n"
       "resource \"aws_x\" \"y\" {\n d = jsonencode(var.l)\n}\n"}});
  const std::optional<Value> decoded = world.evaluate().structured("module.m.aws_x.y", "d");
  ASSERT_TRUE(decoded && decoded->known_part() != nullptr);
  EXPECT_EQ(shown(Value::list(*decoded->known_part())), R"([{"name":"a","user":"0"}])");
}

TEST(Evaluator, KeepsMarksAndNamesCauses) {
  World world(std::map<std::string, std::string>{
      {"main.tf",
       "variable \"pw\" { sensitive = true }\nresource \"aws_r\" \"g\" {}\nresource \"aws_x\" \"y\" {\n a = "
       "\"p-${var.pw}\"\n b = jsonencode([var.pw, aws_r.g.arn])\n}"}});
  world.known.variables.emplace("pw", Value::string("hunter2").with_sensitive());
  Evaluator& evaluator = world.evaluate();
  const std::optional<ResourceSource> source = evaluator.resource("aws_x.y");
  ASSERT_TRUE(source.has_value());
  EXPECT_TRUE(source->body.get("a").is_sensitive());
  const std::optional<Value> decoded = evaluator.structured("aws_x.y", "b");
  ASSERT_TRUE(decoded.has_value());
  EXPECT_TRUE(decoded->is_sensitive());
  EXPECT_THAT(decoded->all_unknown_because(), ElementsAre("aws_r.g"));
}

TEST(Evaluator, NeverGuessesWhatAPlanDoesNotList) {
  World world(std::map<std::string, std::string>{
      {"main.tf", "resource \"aws_r\" \"m\" {\n count = 3\n}\nresource \"aws_x\" \"y\" { n = length(aws_r.m) }"}});
  world.known.complete = false;
  EXPECT_EQ(shown(world.evaluate().resource("aws_x.y")->body), R"({"n":(unknown)})");
}

TEST(Evaluator, KnowsTheTimeOfThePlanButNotOfTheApply) {
  for (const auto& [timestamp, body] : std::map<std::string, std::string>{
           {"2026-02-01T12:00:00Z", R"({"a":"2026","b":"2026-02-01T12:00:00Z","c":(unknown)})"},
           {"", R"({"a":(unknown),"b":(unknown),"c":(unknown)})"},
       }) {
    World world(std::map<std::string, std::string>{
        {"main.tf",
         "resource \"aws_x\" \"y\" {\n a = formatdate(\"YYYY\", plantimestamp())\n b = templatefile(\"t.tpl\", "
         "{})\n c = timestamp()\n}"},
        {"t.tpl", "${plantimestamp()}"}});
    plan::Plan plan;
    plan.timestamp = timestamp;
    world.known = known_from(plan);
    EXPECT_EQ(shown(world.evaluate().resource("aws_x.y")->body), body);
  }
}

TEST(Evaluator, LocalsThatNeedThemselvesEnd) {
  World world(std::map<std::string, std::string>{
      {"main.tf", "locals {\n a = local.b\n b = local.a\n}\nresource \"aws_x\" \"y\" { n = local.a }"}});
  EXPECT_EQ(shown(world.evaluate().resource("aws_x.y")->body), R"({"n":(unknown)})");
}

}  // namespace
}  // namespace plimsoll::source
