// configuration_generator nested|module|resource FOLDER COUNT: writes a Terraform configuration with its plan.json into
// a folder: so many files in nested modules, or so many instances of one module call or of one resource.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "generate_configuration.h"

namespace {

using plimsoll::bench::Tree;

Tree generate(const std::string& kind, std::size_t count) {
  if (kind == "nested" && count >= 100) return plimsoll::bench::nested_configuration(count);
  if (kind == "module") return plimsoll::bench::repeated_module(count);
  if (kind == "resource") return plimsoll::bench::repeated_resource(count);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const Tree tree = argc == 4 ? generate(argv[1], std::strtoull(argv[3], nullptr, 10)) : Tree{};
  if (tree.empty()) {
    std::cerr << "usage: configuration_generator nested|module|resource FOLDER COUNT (nested: at least 100)\n";
    return 2;
  }
  for (const auto& [name, text] : tree) {
    const std::filesystem::path path = std::filesystem::path(argv[2]) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out.flush()) {
      std::cerr << "configuration_generator: cannot write " << path << '\n';
      return 2;
    }
  }
  return 0;
}
