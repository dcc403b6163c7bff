// Real files: those of the project, and the shared corpus where it is on the machine.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "hcl_testing.h"
#include "plimsoll/hcl/token.h"

namespace plimsoll::hcl {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_below(const fs::path& directory) {
  std::vector<fs::path> found;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(directory, ignored)) {
    const fs::path extension = entry.path().extension();
    if (entry.is_regular_file() && (extension == ".tf" || extension == ".hcl")) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

SourcePtr read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::make_shared<SourceFile>(path.string(), bytes.str());
}

void expect_round_trip(const SourcePtr& source) {
  std::string joined;
  for (const Token& token : lex(source).tokens) joined += source->slice(token.range);
  EXPECT_EQ(joined, source->text()) << source->name();
}

TEST(Corpus, ParsesWithoutErrors) {
  const fs::path root = PLIMSOLL_SOURCE_DIR;
  std::vector<fs::path> files = files_below(root / "policies");
  files.push_back(root / "testdata/hcl/everything.hcl");
  const std::vector<fs::path> shared = files_below(root.parent_path() / "shared/corpus");
  if (shared.empty()) std::cout << "note: the shared corpus is not here; only this project's files are read\n";
  files.insert(files.end(), shared.begin(), shared.end());
  for (const fs::path& path : files) {
    const SourcePtr source = read(path);
    ASSERT_FALSE(source->text().empty()) << path;
    EXPECT_EQ(render(parse_file(source).diagnostics), "") << path;
    expect_round_trip(source);
  }
}

// Cutting a file anywhere leaves a lexer without gaps and a parser that ends; a cut inside a block is an error.
TEST(Corpus, SurvivesCutsAtEveryByte) {
  const SourcePtr whole = read(fs::path(PLIMSOLL_SOURCE_DIR) / "testdata/hcl/everything.hcl");
  const std::size_t open = whole->text().find('{') + 1;
  const std::size_t close = whole->text().rfind('}');
  ASSERT_LT(open, close);
  for (std::size_t size = 0; size < whole->text().size(); ++size) {
    const SourcePtr cut = source_of(whole->text().substr(0, size));
    expect_round_trip(cut);
    const ParsedFile parsed = parse_file(cut);
    const bool is_open = size >= open && size <= close;
    EXPECT_TRUE(!is_open || has_errors(parsed.diagnostics)) << size;
  }
}

}  // namespace
}  // namespace plimsoll::hcl
