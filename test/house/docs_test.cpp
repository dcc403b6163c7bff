// The documentation is true: generated pages are up to date, links lead somewhere, commands exist.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pages.h"
#include "plimsoll/base/text.h"
#include "tree.h"

namespace plimsoll::house {
namespace {

using ::testing::HasSubstr;

TEST(Docs, GeneratedPagesAreUpToDate) {
  for (const docs::Page& page : docs::pages()) {
    EXPECT_EQ(read(root() / "docs" / page.file), page.text) << "run ./dev docs";
  }
}

TEST(Docs, TerminalSessionsOfTheReadmeAreReal) {
  std::filesystem::current_path(root());
  const std::string readme = read("README.md");
  EXPECT_THAT(readme, HasSubstr("```console\n$ plimsoll "));
  EXPECT_EQ(docs::with_sessions(readme), readme) << "run ./dev docs";
}

TEST(Docs, CommandsOfTheTutorialAreReal) {
  std::filesystem::current_path(root());
  const std::string page = read("docs/policy-language.md");
  EXPECT_THAT(page, HasSubstr("$ plimsoll policy new "));
  EXPECT_EQ(docs::with_tutorial(page), page) << "run ./dev docs";
}

std::vector<std::filesystem::path> pages_with_links() {
  std::vector<std::filesystem::path> pages = files("docs", {".md"});
  pages.emplace_back("README.md");
  return pages;
}

TEST(Docs, LinksLeadToFiles) {
  std::size_t count = 0;
  for (const auto& page : pages_with_links()) {
    const std::string text = read(root() / page);
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
      const std::string target = text.substr(at + 2, text.find_first_of(")#", at + 2) - at - 2);
      if (target.empty() || target.find("://") != std::string::npos) continue;
      EXPECT_TRUE(std::filesystem::exists((root() / page).parent_path() / target)) << page << " links to " << target;
      ++count;
    }
  }
  EXPECT_GT(count, 5U);
}

TEST(Docs, CommandsOfTheReadmeExist) {
  const std::string dev = read(root() / "dev");
  std::size_t count = 0;
  for (const std::string& line : lines(read(root() / "README.md"))) {
    const std::size_t at = line.find("./dev ");
    if (at == std::string::npos) continue;
    const std::vector<std::string> words = split(line.substr(at, line.find_first_of("`\n", at) - at), ' ');
    EXPECT_THAT(dev, HasSubstr("cmd_" + words[1] + "() {")) << line;
    for (const std::string& word : words) {
      if (!word.ends_with(".json")) continue;
      EXPECT_TRUE(std::filesystem::exists(root() / word)) << word;
    }
    ++count;
  }
  EXPECT_GE(count, 2U);
}

}  // namespace
}  // namespace plimsoll::house
