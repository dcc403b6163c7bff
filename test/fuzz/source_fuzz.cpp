// Any text as a root module, beside a module that it may call and files that it may read: loading and evaluating ends
// within limits, gives the same twice, and reads nothing outside.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plimsoll/base/file_system.h"
#include "plimsoll/fix/locate.h"
#include "plimsoll/source/evaluator.h"

namespace {

using namespace plimsoll;

void check(bool holds) {
  if (!holds) std::abort();
}

constexpr const char* kModule = R"(variable "name" {}
variable "containers" {
  type    = any
  default = []
}
resource "aws_ecs_task_definition" "this" {
  family                = var.name
  container_definitions = jsonencode(var.containers)
}
output "arn" {
  value = aws_ecs_task_definition.this.arn
}
)";

constexpr const char* kTemplate =
    "[%{ for i in try(names, []) }{\"name\": \"${i}\", \"privileged\": ${try(privileged, true)}}%{ endfor }]";

MemoryFileSystem files_with(const std::string& text) {
  MemoryFileSystem files;
  files.files = {{"root/main.tf", text},
                 {"root/modules/a/main.tf", kModule},
                 {"root/a.tftpl", kTemplate},
                 {"root/a.json", R"([{"name": "web", "privileged": true}])"},
                 {"outside.txt", "outside"}};
  return files;
}

source::Known known() {
  source::Known known;
  known.complete = true;
  known.variables = {{"x", Value::string("planned")}, {"s", Value::string("hidden").with_sensitive()}};
  std::map<std::string, std::vector<std::pair<Value, Value>>, std::less<>> resources;
  resources["aws_ecr_repository.app"].emplace_back(
      Value::null(),
      Value::object({{"name", Value::string("app")}, {"url", Value::unknown({"aws_ecr_repository.app"})}}));
  known.resources = std::make_shared<const decltype(resources)>(std::move(resources));
  return known;
}

std::string described(source::Evaluator& evaluator, const std::string& address, fix::Documents& documents) {
  const std::optional<source::ResourceSource> resource = evaluator.resource(address);
  if (!resource) return "none";
  std::string text = debug_string(resource->body);
  std::optional<Value> containers = evaluator.structured(address, "container_definitions");
  text += containers ? debug_string(*containers) : "no definitions";
  const std::optional<fix::Located> located =
      fix::locate(*resource, containers, Subject{.kind = "container", .name = "web"},
                  "container_definitions[\"web\"].privileged", documents);
  return text + (located ? located->location.file : "");
}

/// What all resources of the tree say.
std::string evaluate_all(const FileSystem& files, const source::Configuration& configuration) {
  source::Evaluator evaluator(configuration, known(), files);
  const fix::DocumentsPtr documents = fix::make_documents();
  std::string text;
  std::size_t count = 0;
  for (const auto& [name, declaration] : configuration.root->source->resources) {
    if (++count > 20) break;
    for (const char* key : {"", "[0]", "[\"a\"]"}) text += described(evaluator, name + key, *documents);
  }
  for (const auto& [name, child] : configuration.root->children) {
    if (++count > 40) break;
    for (const char* key : {"", "[1]", "[\"a\"]"}) {
      text += described(evaluator, "module." + name + key + ".aws_ecs_task_definition.this", *documents);
    }
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 8192) return 0;
  const MemoryFileSystem files = files_with(std::string(reinterpret_cast<const char*>(data), size));
  const Result<source::Configuration> loaded = source::load(files, "root", {.max_modules = 50, .threads = 1});
  if (!loaded.ok()) return 0;
  const std::string first = evaluate_all(files, *loaded);
  check(first == evaluate_all(files, *loaded));
  // Read once more as if it had changed: the same source.
  const Result<source::Configuration> again = source::reload(*loaded, files, {"root/main.tf"}, {.max_modules = 50});
  check(again.ok() && again->warnings.size() == loaded->warnings.size());
  check(first == evaluate_all(files, *again));
  for (const std::string& read : files.reads) check(read.starts_with("root/"));
  return 0;
}
