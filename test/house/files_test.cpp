// Rules about files as such: length, no leftovers, nothing of the machine they were written on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tree.h"

namespace plimsoll::house {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Files, AreShort) {
  constexpr std::size_t kSource = 500;
  constexpr std::size_t kTest = 600;
  for (const auto& file : sources({"src", "include"})) EXPECT_LE(lines(read(root() / file)).size(), kSource) << file;
  for (const auto& file : sources({"test"})) EXPECT_LE(lines(read(root() / file)).size(), kTest) << file;
}

TEST(Files, HoldNoAbsolutePathAndNoLeftover) {
  // Put together here so that this file does not find itself.
  const std::vector<std::string> words = {std::string("TO") + "DO", std::string("FIX") + "ME",
                                          "/" + std::string("home/"), "/" + std::string("Users/"),
                                          "/" + std::string("work/")};
  std::vector<std::filesystem::path> all = sources({"src", "include", "test"});
  for (const char* folder : {"docs", "policies", "cmake"}) {
    for (auto& file : files(folder)) all.push_back(std::move(file));
  }
  for (const char* file : {"README.md", "CHANGELOG.md", "CMakeLists.txt", "dev", ".ci/run"}) all.emplace_back(file);
  for (const auto& file : all) {
    for (const std::string& word : words) {
      EXPECT_THAT(read(root() / file), Not(HasSubstr(word))) << file;
    }
  }
}

TEST(Files, HeadersBeginWithTheirPurpose) {
  for (const auto& file : sources({"include"})) {
    const std::vector<std::string> text = lines(read(root() / file));
    ASSERT_FALSE(text.empty()) << file;
    EXPECT_TRUE(text[0].starts_with("// ")) << file;
    EXPECT_NE(std::find(text.begin(), text.end(), "#pragma once"), text.end()) << file;
  }
}

TEST(Files, ExitOnlyInTheProgram) {
  for (const auto& file : sources({"src"})) {
    if (file == "src/cli/process.cpp") continue;
    for (const char* call : {"std::exit(", " abort(", "std::abort(", "printf(", "std::cout", "std::cerr"}) {
      EXPECT_THAT(read(root() / file), Not(HasSubstr(call))) << file;
    }
  }
}

TEST(Policies, EachHasATestBesideIt) {
  std::size_t count = 0;
  for (const auto& file : files("policies")) {
    const std::string name = file.string();
    if (!name.ends_with(".policy.hcl")) continue;
    const std::string test = name.substr(0, name.size() - std::string(".policy.hcl").size()) + ".policytest.hcl";
    EXPECT_TRUE(std::filesystem::exists(root() / test)) << test;
    ++count;
  }
  EXPECT_GE(count, 18U);
}

}  // namespace
}  // namespace plimsoll::house
