#include "../../src/cli/diff_paths.h"

#include <gtest/gtest.h>

namespace plimsoll::cli {
namespace {

struct Row {
  std::vector<std::string> files = {};
  std::string base = {};
  std::vector<std::string> names = {};
};

TEST(DiffPaths, StayInTheDirectoryWhereTheDiffIsApplied) {
  const std::vector<Row> rows = {
      {{"main.tf", "modules/a/main.tf"}, ".", {"main.tf", "modules/a/main.tf"}},
      {{"./main.tf", "x/../modules/main.tf"}, ".", {"main.tf", "modules/main.tf"}},
      {{"../main.tf"}, "..", {"main.tf"}},
      {{"../infra/main.tf", "../infra/modules/a.tf"}, "../infra", {"main.tf", "modules/a.tf"}},
      {{"../infra/main.tf", "../modules/a.tf"}, "..", {"infra/main.tf", "modules/a.tf"}},
      {{"main.tf", "../../modules/a.tf"}, "../..", {"live/prod/main.tf", "modules/a.tf"}},
      {{"../main.tf", "../../modules/a.tf"}, "../..", {"live/main.tf", "modules/a.tf"}},
      {{"/src/infra/main.tf", "/src/modules/a.tf"}, "/src", {"infra/main.tf", "modules/a.tf"}},
      {{"/main.tf", "/src/a.tf"}, "/", {"main.tf", "src/a.tf"}},
      {{"../../../../a.tf", "main.tf"}, "../../../..", {"a.tf", "srv/repo/live/prod/main.tf"}},
      {{}, ".", {}},
  };
  for (const Row& row : rows) {
    const DiffPaths paths = diff_paths(row.files, "/srv/repo/live/prod");
    EXPECT_EQ(paths.base, row.base) << testing::PrintToString(row.files);
    EXPECT_EQ(paths.names, row.names) << testing::PrintToString(row.files);
  }
}

TEST(DiffPaths, KeepTheirNamesWhereNothingElseIsKnown) {
  const std::vector<std::string> files = {"main.tf", "../a.tf"};
  EXPECT_EQ(diff_paths(files, "").names, files);
  EXPECT_EQ(diff_paths({"/a/main.tf", "../a.tf"}, "/srv").base, ".");
}

}  // namespace
}  // namespace plimsoll::cli
