// Where findings are decided, for every configuration in testdata: reviewed line by line.
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "plimsoll/base/text.h"
#include "plimsoll/source/configuration.h"
#include "source_cases.h"

namespace plimsoll::analysis {
namespace {

/// The text in the range: its first line, and how many follow.
std::string excerpt(const FileSystem& files, const Location& location) {
  const std::vector<std::string> lines = split(files.read(location.file).value(), '\n');
  const std::string& first = lines.at(location.start.line - 1);
  const std::size_t begin = location.start.column - 1;
  if (location.start.line == location.end.line) return first.substr(begin, location.end.column - 1 - begin);
  return fmt::format("{} (and {} lines)", first.substr(begin), location.end.line - location.start.line);
}

std::string place(const FileSystem& files, const Location& location, const std::string& directory) {
  return fmt::format("{}:{}:{}: {}", location.file.substr(directory.size() + 1), location.start.line,
                     location.start.column, excerpt(files, location));
}

std::string lines_of(const std::string& folder) {
  const RealFileSystem files;
  // As places name it: relative to the current directory.
  const std::string directory = relative_path(files, std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/" + folder);
  if (!source::has_terraform_files(files, directory)) return "";
  std::string text = folder + "\n";
  for (const Finding& finding : check_with_source(directory, files).report.findings) {
    if (finding.verdict != Verdict::kFail && finding.verdict != Verdict::kUnknown) continue;
    text += fmt::format("  {} {} {} {}\n", finding.control, name(finding.verdict), finding.address, finding.path);
    text += "    " + (finding.location ? place(files, *finding.location, directory) : "no place") + "\n";
    for (const RelatedLocation& related : finding.related) {
      text += fmt::format("      {} ({})\n", place(files, related.location, directory), related.message);
    }
    const std::size_t slip = finding.message.find("did you mean");
    if (slip != std::string::npos) text += "    " + finding.message.substr(slip) + "\n";
  }
  return text;
}

std::string all_places() {
  std::string text;
  for (const std::string& name : folders_in(kSourceCases)) text += lines_of("source/" + name + "/unknown");
  const std::string controls = std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/corpus/controls";
  for (const std::string& name : folders_in(controls)) text += lines_of("corpus/controls/" + name);
  return text;
}

TEST(SourceLocations, AreAsReviewed) {
  const std::string path = kSourceCases + "/locations.golden";
  const std::string actual = all_places();
  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
  if (std::getenv("UPDATE_GOLDENS") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream expected;
  expected << in.rdbuf();
  const std::vector<std::string> wanted = split(expected.str(), '\n');
  const std::vector<std::string> got = split(actual, '\n');
  for (std::size_t i = 0; i < std::max(wanted.size(), got.size()); ++i) {
    const std::string before = i < wanted.size() ? wanted[i] : "(nothing)";
    const std::string after = i < got.size() ? got[i] : "(nothing)";
    ASSERT_EQ(before, after) << path << ":" << i + 1 << "; UPDATE_GOLDENS=1 refreshes it";
  }
}

}  // namespace
}  // namespace plimsoll::analysis
