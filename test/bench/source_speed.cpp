// source_speed FOLDER: a Terraform configuration with its plan.json, three ways: the .tf files parsed one by one, the
// configuration loaded, and loaded and evaluated as far as its ECS resources need. Prints the number of .tf files and
// of evaluated resources, then the seconds of each.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "median.h"
#include "plimsoll/ecs/ecs.h"
#include "plimsoll/hcl/parser.h"
#include "plimsoll/plan/read.h"
#include "plimsoll/source/evaluator.h"

namespace {

using namespace plimsoll;

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::vector<SourcePtr> files_below(const std::string& folder) {
  std::vector<SourcePtr> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().string();
    if (name.ends_with(".tf")) found.push_back(std::make_shared<SourceFile>(name, text_of(entry.path())));
  }
  return found;
}

std::size_t evaluate(const source::Configuration& configuration, const plan::Plan& plan, const source::Known& known,
                     const FileSystem& files) {
  source::Evaluator evaluator(configuration, known, files);
  std::size_t evaluated = 0;
  for (const plan::ResourceChange& change : plan.changes) {
    if (!ecs::is_ecs_type(change.type)) continue;
    if (evaluator.structured(change.address, "container_definitions")) ++evaluated;
  }
  return evaluated;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: source_speed FOLDER\n";
    return 2;
  }
  const std::string folder = argv[1];
  const RealFileSystem files;
  const std::vector<SourcePtr> texts = files_below(folder);
  const auto every_type = [](std::string_view) { return plan::TypeInfo{.wanted = true}; };
  const Result<plan::Plan> plan = plan::read(text_of(folder + "/plan.json"), "plan.json", {.type_info = every_type});
  if (!plan || !source::load(files, folder)) {
    std::cerr << "source_speed: " << folder << " holds no configuration with its plan.json\n";
    return 2;
  }
  const source::Known known = source::known_from(*plan);
  std::size_t seen = 0;
  const double parse = bench::median_seconds([&] {
    for (const SourcePtr& text : texts) seen += hcl::parse_file(text).body.blocks.size();
  });
  const double load = bench::median_seconds([&] { seen += source::load(files, folder)->root->children.size(); });
  std::size_t evaluated = 0;
  const double both =
      bench::median_seconds([&] { evaluated = evaluate(*source::load(files, folder), *plan, known, files); });
  std::cout << texts.size() << ' ' << evaluated << ' ' << parse << ' ' << load << ' ' << both << '\n';
  return seen == 0 ? 1 : 0;
}
