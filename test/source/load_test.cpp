// Loading: files of both syntaxes, override files, modules, and what is wrong with them.
#include "support.h"

namespace plimsoll::source {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

MemoryFileSystem files_of(std::map<std::string, std::string> files) {
  MemoryFileSystem memory;
  memory.files = std::move(files);
  return memory;
}

std::vector<std::string> names(const Declarations& declarations) {
  std::vector<std::string> result;
  for (const auto& [name, declaration] : declarations) result.push_back(name);
  return result;
}

TEST(Load, IndexesBothSyntaxes) {
  const MemoryFileSystem files = files_of({
      {"app/main.tf", "variable \"a\" {}\nlocals { x = 1 }\nresource \"aws_x\" \"y\" {}\ndata \"aws_z\" \"w\" {}\n"},
      {"app/more.tf.json",
       R"({"resource": {"aws_x": {"j": {"name": "n"}}}, "locals": [{"l": 2}], "output": {"o": {"value": "${local.l}"}}})"},
      {"app/.hidden.tf", "resource {"},
      {"app/backup.tf~", "resource {"},
      {"app/b.auto.tfvars", ""},
      {"app/terraform.tfvars", ""},
  });
  const Result<Configuration> configuration = load(files, "app");
  ASSERT_TRUE(configuration.ok());
  EXPECT_THAT(configuration->warnings, IsEmpty());
  const ModuleSource& root = *configuration->root->source;
  EXPECT_FALSE(root.broken);
  EXPECT_THAT(names(root.resources), ElementsAre("aws_x.j", "aws_x.y", "data.aws_z.w"));
  EXPECT_THAT(names(root.variables), ElementsAre("a"));
  EXPECT_THAT(names(root.outputs), ElementsAre("o"));
  EXPECT_THAT(root.locals, SizeIs(2));
  EXPECT_THAT(root.variable_files, ElementsAre("terraform.tfvars", "b.auto.tfvars"));
}

TEST(Load, KnowsWhatIsIgnoredAndWhatAChecksOwnDataSourceIs) {
  const MemoryFileSystem files = files_of({
      {"main.tf",
       "resource \"aws_x\" \"some\" {\n lifecycle {\n  ignore_changes = [desired_count, tags[\"a\"], \"old[0]\", "
       "v[0].w]\n }\n}\n"
       "resource \"aws_x\" \"all\" {\n lifecycle {\n  ignore_changes = all\n }\n}\n"
       "resource \"aws_x\" \"none\" {\n lifecycle {\n  prevent_destroy = true\n }\n}\n"
       "check \"c\" {\n data \"aws_z\" \"own\" {}\n assert {\n  condition = true\n }\n}\n"},
  });
  const Configuration configuration = load(files, ".").value();
  const Declarations& resources = configuration.root->source->resources;
  EXPECT_THAT(names(resources), ElementsAre("aws_x.all", "aws_x.none", "aws_x.some", "data.aws_z.own"));
  EXPECT_THAT(ignored_changes(resources.at("aws_x.some")), ElementsAre("desired_count", "tags", "old", "v"));
  EXPECT_THAT(ignored_changes(resources.at("aws_x.all")), ElementsAre("all"));
  EXPECT_THAT(ignored_changes(resources.at("aws_x.none")), IsEmpty());
}

TEST(Load, FindsModulesByPathAndAsInstalled) {
  const MemoryFileSystem files = files_of({
      {"live/app/main.tf",
       "module \"l\" { source = \"../../modules/l\" }\nmodule \"r\" { source = \"org/r/aws\" }\n"
       "module \"gone\" { source = \"org/gone/aws\" }\n"},
      {"modules/l/main.tf", "resource \"aws_x\" \"y\" {}"},
      {"live/app/.terraform/modules/modules.json",
       R"({"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"r","Source":"x","Dir":".terraform/modules/r"},)"
       R"({"Key":"r.sub","Source":"./sub","Dir":".terraform/modules/r/sub"}]})"},
      {"live/app/.terraform/modules/r/main.tf", "module \"sub\" { source = \"./sub\" }"},
      {"live/app/.terraform/modules/r/sub/main.tf", "resource \"aws_x\" \"z\" {}"},
  });
  const Result<Configuration> configuration = load(files, "live/app");
  ASSERT_TRUE(configuration.ok());
  const Module* local = configuration->find("module.l[\"x.y\"]");
  ASSERT_NE(local, nullptr);
  EXPECT_TRUE(local->is_local);
  EXPECT_EQ(local->path_module, "../../modules/l");
  const Module* nested = configuration->find("module.r.module.sub[0]");
  ASSERT_NE(nested, nullptr);
  EXPECT_FALSE(nested->is_local);
  EXPECT_EQ(nested->path_module, ".terraform/modules/r/sub");
  ASSERT_THAT(configuration->warnings, SizeIs(1));
  EXPECT_THAT(configuration->warnings[0].detail, HasSubstr("terraform init"));
}

TEST(Load, ReloadsOnlyWhatHasChanged) {
  MemoryFileSystem files = files_of({
      {"app/main.tf", "module \"a\" { source = \"./a\" }\nmodule \"b\" { source = \"./b\" }\n"},
      {"app/other.tf", "locals { x = 1 }\n"},
      {"app/a/main.tf", "resource \"aws_x\" \"y\" {\n"},
      {"app/b/main.tf", "resource \"aws_x\" \"y\" {}\n"},
  });
  const Result<Configuration> earlier = load(files, "app");
  ASSERT_TRUE(earlier.ok());
  files.files["app/main.tf"] += "locals { y = 2 }\n";
  files.reads.clear();
  const Result<Configuration> later = reload(*earlier, files, {"app/main.tf"});
  ASSERT_TRUE(later.ok());
  EXPECT_THAT(files.reads, ElementsAre("app/main.tf"));
  EXPECT_THAT(later->root->source->locals, SizeIs(2));
  EXPECT_THAT(earlier->root->source->locals, SizeIs(1));
  EXPECT_EQ(later->root->source->files[1], earlier->root->source->files[1]);
  EXPECT_EQ(later->find("module.b")->source, earlier->find("module.b")->source);
  // What is wrong with a file is said again.
  EXPECT_TRUE(later->find("module.a")->source->broken);
  EXPECT_THAT(earlier->warnings, SizeIs(1));
  EXPECT_THAT(later->warnings, SizeIs(1));
}

TEST(Load, OverrideFilesReplaceArgumentsAndBlocksOfAType) {
  const MemoryFileSystem files = files_of({
      {"main.tf", "resource \"aws_x\" \"y\" {\n  a = 1\n  b = 2\n  v { n = 1 }\n  v { n = 2 }\n  w {}\n}\n"},
      {"a_override.tf",
       "resource \"aws_x\" \"y\" {\n  a = 3\n  dynamic \"v\" {\n    for_each = []\n    content {}\n  }\n}\n"},
      {"override.tf", "locals { l = 1 }\nresource \"aws_x\" \"y\" { c = 4 }\n"},
  });
  const Result<Configuration> configuration = load(files, ".");
  ASSERT_TRUE(configuration.ok());
  const Declaration& declaration = configuration->root->source->resources.at("aws_x.y");
  EXPECT_EQ(declaration.argument("a")->file->name(), "a_override.tf");
  EXPECT_EQ(declaration.argument("b")->file->name(), "main.tf");
  EXPECT_EQ(declaration.argument("c")->file->name(), "override.tf");
  ASSERT_THAT(declaration.blocks, SizeIs(2));
  EXPECT_EQ(declaration.blocks[0].block->type.text, "w");
  EXPECT_EQ(declaration.blocks[1].block->type.text, "dynamic");
}

TEST(Load, WhatCannotBeReadBreaksItsModuleOnly) {
  struct Case {
    std::string file;
    std::string text;
  };
  for (const Case& c : {Case{"bad.tf", "resource \"a\" {"}, Case{"bad.tf.json", "{\"locals\": }"},
                        Case{"twice.tf", "variable \"v\" {}\nvariable \"v\" {}\n"},
                        Case{"bad.tf.json", "{\"locals\": {\"x\": \"${\"}}"}}) {
    const MemoryFileSystem files = files_of({{"main.tf", "module \"m\" { source = \"./m\" }"},
                                             {"m/ok.tf", "resource \"a\" \"b\" {}"},
                                             {"m/" + c.file, c.text}});
    const Result<Configuration> configuration = load(files, ".");
    ASSERT_TRUE(configuration.ok()) << c.text;
    EXPECT_FALSE(configuration->root->source->broken);
    EXPECT_TRUE(configuration->find("module.m")->source->broken) << c.text;
    EXPECT_FALSE(configuration->warnings.empty()) << c.text;
    EXPECT_FALSE(has_errors(configuration->warnings));
  }
}

TEST(Load, RefusesWhatIsNoConfiguration) {
  const MemoryFileSystem files = files_of({{"docs/readme.md", ""}, {"x/main.tf", ""}});
  EXPECT_FALSE(load(files, "nowhere").ok());
  EXPECT_FALSE(load(files, "docs").ok());
  EXPECT_TRUE(load(files, "x").ok());
}

TEST(Load, ModulesThatCallThemselvesEnd) {
  const MemoryFileSystem files =
      files_of({{"main.tf", "module \"a\" { source = \"./\" }\nmodule \"b\" { source = \"./\" }"}});
  const Result<Configuration> configuration = load(files, ".", {.max_modules = 100});
  ASSERT_TRUE(configuration.ok());
  EXPECT_FALSE(configuration->warnings.empty());
}

}  // namespace
}  // namespace plimsoll::source
