// Where values are decided, construct by construct: testdata/fix/places, reviewed line by line.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "plimsoll/base/text.h"
#include "plimsoll/fix/locate.h"
#include "plimsoll/value/json.h"

namespace plimsoll::fix {
namespace {

namespace fs = std::filesystem;

const std::string kPlaces = std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/fix/places";

/// As the README there says.
struct Case {
  std::string title = {};
  std::vector<std::pair<std::string, std::string>> parts = {};
};

std::vector<Case> read_cases(const std::string& text) {
  std::vector<Case> cases;
  const std::vector<std::string> lines = split(text, '\n');  // the last one ends the file and is empty
  for (const std::string& line : lines) {
    if (line.starts_with("=== ")) {
      cases.push_back({.title = line.substr(4)});
    } else if (line.starts_with("--- ") && !cases.empty()) {
      cases.back().parts.emplace_back(line.substr(4), "");
    } else if (!cases.empty() && !cases.back().parts.empty() && &line != &lines.back()) {
      cases.back().parts.back().second += line + "\n";
    }
  }
  return cases;
}

/// The text in the range: its first line, and how many follow.
std::string shown(const FileSystem& files, const Location& location) {
  const SourceFile file(location.file, files.read(location.file).value());
  const auto offset = [&](LineColumn place) {
    std::uint32_t at = 0;
    while (file.position(at) != place && at < file.text().size()) ++at;
    return at;
  };
  std::string text(file.slice({.begin = offset(location.start), .end = offset(location.end)}));
  const std::size_t lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  text = text.substr(0, text.find('\n'));
  if (lines > 0) text += fmt::format(" (and {} lines)", lines);
  return fmt::format("{}:{}:{}: {}", location.file, location.start.line, location.start.column, printable(text));
}

/// `address path`, or `address` alone.
std::string answers(const std::string& question, source::Evaluator& evaluator, const FileSystem& files) {
  const std::size_t space = question.find(' ');
  const std::string address = question.substr(0, space);
  const std::string path = space == std::string::npos ? "" : question.substr(space + 1);
  const std::optional<source::ResourceSource> resource = evaluator.resource(address);
  if (!resource) return "  no such resource\n";
  const DocumentsPtr documents = make_documents();
  const std::optional<Located> found =
      locate(*resource, evaluator.structured(address, "container_definitions"), std::nullopt, path, *documents);
  if (!found) return "  nowhere\n";
  std::string text = "  " + shown(files, found->location) + "\n";
  for (const RelatedLocation& related : found->related) {
    text += fmt::format("    {} ({})\n", shown(files, related.location), related.message);
  }
  return text;
}

std::string answered(const std::string& questions, const MemoryFileSystem& files, source::Known known) {
  Result<source::Configuration> configuration = source::load(files, ".");
  if (!configuration) return "not loaded\n";
  std::string text;
  for (const Diagnostic& warning : configuration->warnings) text += "  warning: " + warning.summary + "\n";
  source::Evaluator evaluator(*configuration, std::move(known), files);
  for (const std::string& line : split(questions, '\n')) {
    if (!line.empty() && !line.starts_with(' ')) text += line + "\n" + answers(line, evaluator, files);
  }
  return text;
}

std::string answered(const Case& one) {
  MemoryFileSystem files;
  source::Known known = {.complete = true};
  std::string text = "=== " + one.title + "\n";
  for (const auto& [name, content] : one.parts) {
    text += "--- " + name + "\n";
    if (name == "places") {
      text += answered(content, files, known);
      continue;
    }
    text += content;
    if (name == "variables") {
      const Value variables = json::decode(content, {.array_kind = Kind::kList}).value();
      for (const auto& [variable, value] : variables.members()) known.variables[variable] = value;
    } else {
      EXPECT_TRUE(files.write(name, content).ok());
    }
  }
  return text;
}

TEST(Places, AreWhereOneWouldMendThem) {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(kPlaces)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  ASSERT_FALSE(paths.empty());
  for (const fs::path& path : paths) {
    std::ostringstream expected;
    expected << std::ifstream(path, std::ios::binary).rdbuf();
    std::string actual;
    for (const Case& one : read_cases(expected.str())) actual += answered(one);
    // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
    if (std::getenv("UPDATE_GOLDENS") != nullptr) {
      std::ofstream(path, std::ios::binary) << actual;
      continue;
    }
    const std::vector<std::string> wanted = split(expected.str(), '\n');
    const std::vector<std::string> got = split(actual, '\n');
    for (std::size_t i = 0; i < std::max(wanted.size(), got.size()); ++i) {
      const std::string before = i < wanted.size() ? wanted[i] : "(nothing)";
      const std::string after = i < got.size() ? got[i] : "(nothing)";
      ASSERT_EQ(before, after) << path << ":" << i + 1 << "; UPDATE_GOLDENS=1 refreshes it";
    }
  }
}

}  // namespace
}  // namespace plimsoll::fix
