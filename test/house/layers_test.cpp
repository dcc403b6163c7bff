// Modules depend downwards only: the #include lines, CMakeLists.txt and docs/architecture.md tell the same story.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "plimsoll/base/text.h"
#include "tree.h"

namespace plimsoll::house {
namespace {

using ::testing::HasSubstr;
using Uses = std::map<std::string, std::set<std::string>>;

/// What each module may include, from `plimsoll_module(NAME USES plimsoll::OTHER ...)`, closed over.
Uses modules_and_uses() {
  Uses uses;
  for (const std::string& line : lines(read(root() / "CMakeLists.txt"))) {
    if (!line.starts_with("plimsoll_module(")) continue;
    const std::vector<std::string> words = split(line.substr(16, line.find(')') - 16), ' ');
    std::set<std::string>& allowed = uses[words[0]];
    allowed.insert(words[0]);
    for (const std::string& word : words) {
      if (!word.starts_with("plimsoll::")) continue;
      const std::string used = word.substr(10);
      allowed.insert(used);
      allowed.insert(uses[used].begin(), uses[used].end());
    }
  }
  return uses;
}

/// "plimsoll/base/text.h" for `#include "plimsoll/base/text.h"`, "" for other lines.
std::string included(const std::string& line) {
  if (!line.starts_with("#include ")) return "";
  const std::string rest = line.substr(9);
  const std::size_t end = rest.find_first_of("\">", 1);
  return end == std::string::npos ? "" : rest.substr(1, end - 1);
}

TEST(Layers, ModulesIncludeOnlyWhatTheyMay) {
  const Uses uses = modules_and_uses();
  ASSERT_GE(uses.size(), 10U);
  std::size_t checked = 0;
  for (const auto& [module, allowed] : uses) {
    for (const auto& file : sources({"src/" + module, "include/plimsoll/" + module})) {
      for (const std::string& line : lines(read(root() / file))) {
        const std::string header = included(line);
        if (!header.starts_with("plimsoll/")) continue;
        EXPECT_TRUE(allowed.contains(split(header, '/')[1])) << file << " may not include " << header;
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 50U);
}

TEST(Layers, EveryFolderIsAModule) {
  const Uses uses = modules_and_uses();
  for (const char* parent : {"src", "include/plimsoll"}) {
    for (const auto& entry : std::filesystem::directory_iterator(root() / parent)) {
      if (!entry.is_directory()) continue;
      EXPECT_TRUE(uses.contains(entry.path().filename())) << entry.path().filename();
    }
  }
}

TEST(Layers, TheArchitecturePageNamesEveryModule) {
  const std::string page = read(root() / "docs/architecture.md");
  for (const auto& [module, allowed] : modules_and_uses()) EXPECT_THAT(page, HasSubstr("`" + module + "`"));
}

struct Home {
  std::string header;              // itself, or with a slash at its end what is below
  std::vector<std::string> homes;  // folders that may include it
};

bool is_meant(const Home& home, const std::string& header) {
  return home.header.ends_with('/') ? header.starts_with(home.header) : header == home.header;
}

TEST(Layers, EachLibraryHasOneHome) {
  const std::vector<Home> homes = {{"cxxopts.hpp", {"src/cli/split_arguments.cpp"}},
                                   {"spdlog/", {"src/cli/log.cpp"}},
                                   {"nlohmann/", {"src/report"}},
                                   {"re2/", {"src/lang"}},
                                   {"sha2.h", {"src/finding"}},
                                   {"simdjson.h", {"src/value", "src/plan"}},
                                   {"regex", {}},
                                   {"spawn.h", {"src/cli/process.cpp"}},
                                   {"iostream", {"src/cli/process.cpp"}}};
  for (const auto& file : sources({"src", "include"})) {
    for (const std::string& line : lines(read(root() / file))) {
      for (const Home& home : homes) {
        if (!is_meant(home, included(line))) continue;
        const bool at_home = std::any_of(home.homes.begin(), home.homes.end(),
                                         [&](const std::string& h) { return file.string().starts_with(h); });
        EXPECT_TRUE(at_home) << file << ": " << line;
      }
    }
  }
}

}  // namespace
}  // namespace plimsoll::house
