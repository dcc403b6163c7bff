// hcl_speed parse|load FOLDER: reads the .tf, .tfvars and .hcl files below a folder, then parses all of them, or loads
// and compiles them as policies, several times after a warm-up. Prints bytes, files and the median seconds of a round.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <vector>

#include "median.h"
#include "plimsoll/analysis/mocks.h"
#include "plimsoll/hcl/parser.h"
#include "plimsoll/policy/policy.h"

namespace {

using namespace plimsoll;

std::vector<SourcePtr> files_below(const std::string& folder, bool policies) {
  std::vector<SourcePtr> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().string();
    const bool is_source = name.ends_with(".tf") || name.ends_with(".tfvars") || name.ends_with(".hcl");
    if (!entry.is_regular_file() || !(policies ? name.ends_with(".policy.hcl") : is_source)) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    found.push_back(std::make_shared<SourceFile>(name, bytes.str()));
  }
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: hcl_speed parse|load FOLDER\n";
    return 2;
  }
  const bool loads = std::string(argv[1]) == "load";
  const std::vector<SourcePtr> files = files_below(argv[2], loads);
  std::size_t bytes = 0;
  for (const SourcePtr& file : files) bytes += file->text().size();
  std::size_t good = 0;
  const lang::FunctionTable functions = analysis::functions_over_mocks({});
  const double seconds = bench::median_seconds([&] {
    good = 0;
    if (loads) {
      good = policy::load(files, functions).ok() ? files.size() : 0;
      return;
    }
    for (const SourcePtr& file : files) good += has_errors(hcl::parse_file(file).diagnostics) ? 0 : 1;
  });
  std::cout << bytes << ' ' << files.size() << ' ' << seconds << ' ' << good << '\n';
  return 0;
}
