#include "plimsoll/fix/locate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::fix {
namespace {

using ::testing::ElementsAre;

constexpr const char* kAddress = "aws_ecs_task_definition.app";

/// The text at a location, which is on one line; else its first line.
std::string text_at(const MemoryFileSystem& files, const Location& location) {
  const SourceFile file(location.file, files.read(location.file).value());
  const std::string line(file.line(location.start.line));
  const std::size_t begin = location.start.column - 1;
  if (location.start.line != location.end.line) return line.substr(begin) + " …";
  return line.substr(begin, location.end.column - location.start.column);
}

struct Seen {
  std::string text = {};
  std::string file = {};
  std::vector<std::string> related = {};
  std::string slip = {};
};

Seen seen(const std::map<std::string, std::string>& texts, const std::string& path,
          const std::optional<Subject>& subject = std::nullopt, const std::string& address = kAddress) {
  MemoryFileSystem files;
  for (const auto& [name, text] : texts) EXPECT_TRUE(files.write(name, text).ok());
  Result<source::Configuration> configuration = source::load(files, "root");
  if (!configuration) return {.text = "not loaded"};
  source::Evaluator evaluator(*configuration, {.complete = false}, files);
  const std::optional<source::ResourceSource> resource = evaluator.resource(address);
  if (!resource) return {.text = "no such resource"};
  const DocumentsPtr documents = make_documents();
  const std::optional<Located> found =
      locate(*resource, evaluator.structured(address, "container_definitions"), subject, path, *documents);
  if (!found) return {.text = "nowhere"};
  Seen result = {.text = text_at(files, found->location), .file = found->location.file, .slip = found->slip};
  for (const RelatedLocation& related : found->related) {
    result.related.push_back(text_at(files, related.location) + " (" + related.message + ")");
  }
  return result;
}

std::string task(const std::string& containers, const std::string& more = "") {
  return "resource \"aws_ecr_repository\" \"r\" {}\nresource \"aws_ecs_task_definition\" \"app\" {\n  family = "
         "\"app\"\n  container_definitions = "
         "jsonencode([\n" +
         containers + "\n  ])\n" + more + "}\n";
}

TEST(Locate, PointsAtTheItemTheBlockOrTheObjectThatLacksIt) {
  struct Case {
    std::string source;
    std::string path;
    std::string text;
  };
  const std::vector<Case> cases = {
      {task("{ name = \"web\", privileged = true }"), "container_definitions[\"web\"].privileged", "privileged = true"},
      {task("{ name = \"web\", \"privileged\" : true }"), "container_definitions[\"web\"].privileged",
       "\"privileged\" : true"},
      {task("{ name = \"web\", Privileged = true }"), "container_definitions[\"web\"].privileged", "Privileged = true"},
      {task("{ name = \"a\" }, { name = \"web\", user = \"root\" }"), "container_definitions[\"web\"].user",
       "user = \"root\""},
      {task("{ name = \"web\", image = aws_ecr_repository.r.url }"), "container_definitions[\"web\"].user",
       "{ name = \"web\", image = aws_ecr_repository.r.url }"},
      {task("{ name = \"web\", linuxParameters = { capabilities = { add = [\"ALL\"] } } }"),
       "container_definitions[\"web\"].linuxParameters.capabilities.add", "add = [\"ALL\"]"},
      {task("{ name = \"web\", linuxParameters = { tmpfs = [] } }"),
       "container_definitions[\"web\"].linuxParameters.capabilities.drop", "{ tmpfs = [] }"},
      {task("{ name = \"web\", privileged = null }"), "container_definitions[\"web\"].privileged", "privileged = null"},
      {task("", "  network_mode = \"host\"\n"), "network_mode", "network_mode = \"host\""},
      {task(""), "network_mode", "resource \"aws_ecs_task_definition\" \"app\""},
      {task("", "  volume {\n    name = \"data\"\n    host_path = \"/etc\"\n  }\n"), "volume[\"data\"].host_path",
       "host_path = \"/etc\""},
      {task("", "  volume {\n    name = \"data\"\n  }\n"), "volume[\"data\"].efs_volume_configuration", "volume"},
      {task("{ name = \"web\" }"), "container_definitions[\"none\"].user", "[ …"},
  };
  for (const Case& c : cases) EXPECT_EQ(seen({{"root/main.tf", c.source}}, c.path).text, c.text) << c.source << c.path;
}

TEST(Locate, KnowsTheSubjectWithoutAPath) {
  const std::map<std::string, std::string> files = {
      {"root/main.tf", task("{ name = \"web\" }", "  volume {\n    name = \"data\"\n  }\n")}};
  EXPECT_EQ(seen(files, "", Subject{.kind = "container", .name = "web"}).text, "{ name = \"web\" }");
  EXPECT_EQ(seen(files, "", Subject{.kind = "volume", .name = "data"}).text, "volume");
  EXPECT_EQ(seen(files, "").text, "resource \"aws_ecs_task_definition\" \"app\"");
}

TEST(Locate, FollowsVariablesAndLocalsToTheLiteral) {
  const Seen found =
      seen({{"root/main.tf", task("{ name = \"web\", privileged = local.debug }") + "locals {\n  debug = true\n}\n"}},
           "container_definitions[\"web\"].privileged");
  EXPECT_EQ(found.text, "debug = true");
  EXPECT_THAT(found.related, ElementsAre("local.debug (passed on as local.debug)"));
}

TEST(Locate, PointsAtTheCallerOfAModuleThatIsACopy) {
  const std::string call = "module \"m\" {\n  source = \"acme/ecs/aws\"\n  privileged = true\n}\n";
  const std::string modules =
      R"({"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"m","Source":"acme/ecs/aws","Dir":".terraform/modules/m"}]})";
  const std::string variables = "variable \"privileged\" {}\n";
  const Seen given =
      seen({{"root/main.tf", call},
            {"root/.terraform/modules/modules.json", modules},
            {"root/.terraform/modules/m/main.tf",
             variables + task("{ name = \"web\", privileged = var.privileged, user = \"root\" }")}},
           "container_definitions[\"web\"].privileged", std::nullopt, std::string("module.m.") + kAddress);
  EXPECT_EQ(given.text, "privileged = true");
  EXPECT_EQ(given.file, "root/main.tf");
  const Seen fixed = seen({{"root/main.tf", call},
                           {"root/.terraform/modules/modules.json", modules},
                           {"root/.terraform/modules/m/main.tf",
                            variables + task("{ name = \"web\", privileged = var.privileged, user = \"root\" }")}},
                          "container_definitions[\"web\"].user", std::nullopt, std::string("module.m.") + kAddress);
  EXPECT_EQ(fixed.text, "module \"m\"");
  EXPECT_EQ(fixed.file, "root/main.tf");
  EXPECT_THAT(fixed.related, ::testing::Contains("user = \"root\" (set here)"));
}

TEST(Locate, FindsJsonTextWhereItStands) {
  const std::string heredoc =
      "resource \"aws_ecs_task_definition\" \"app\" {\n  container_definitions = <<EOT\n[\n  {\n    \"name\": "
      "\"web\",\n    \"privileged\": true\n  }\n]\nEOT\n}\n";
  EXPECT_EQ(seen({{"root/main.tf", heredoc}}, "container_definitions[\"web\"].privileged").text,
            "\"privileged\": true");
  EXPECT_EQ(seen({{"root/main.tf", heredoc}}, "container_definitions[\"web\"].user").text, "{ …");
  const Seen file = seen({{"root/main.tf",
                           "resource \"aws_ecs_task_definition\" \"app\" {\n  container_definitions = "
                           "file(\"${path.module}/c.json\")\n}\n"},
                          {"root/c.json", "[{\"name\": \"web\", \"privileged\": true}]"}},
                         "container_definitions[\"web\"].privileged");
  EXPECT_EQ(file.text, "\"privileged\": true");
  EXPECT_EQ(file.file, "root/c.json");
}

TEST(Locate, SeesASlipOfTheKeyThatIsMissing) {
  const Seen found = seen({{"root/main.tf", task("{ name = \"web\", readonly_root_filesystem = true }")}},
                          "container_definitions[\"web\"].readonlyRootFilesystem");
  EXPECT_EQ(found.slip, "readonly_root_filesystem");
  EXPECT_EQ(found.text, "readonly_root_filesystem = true");
  EXPECT_EQ(seen({{"root/main.tf", task("{ name = \"web\", image = \"a\" }")}},
                 "container_definitions[\"web\"].readonlyRootFilesystem")
                .slip,
            "");
}

}  // namespace
}  // namespace plimsoll::fix
