// Configurations in testdata/source, judged with their source: see README.md there.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "plimsoll/analysis/analysis.h"

namespace plimsoll::analysis {

inline const std::string kSourceCases = std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/source";

inline std::vector<std::string> folders_in(const std::string& directory) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

inline const SelectedPolicies& builtin_policies() {
  static const SelectedPolicies loaded = load_policies({}, RealFileSystem()).value();
  return loaded;
}

/// Real files, some with another text.
class ChangedFiles final : public FileSystem {
 public:
  std::map<std::string, std::string> texts = {};

  Result<std::string> read(const std::string& path) const override {
    const auto text = texts.find(path);
    return text == texts.end() ? below_.read(path) : Result<std::string>(text->second);
  }
  Result<Done> write(const std::string&, std::string_view) override { return make_error("read only"); }
  Result<std::vector<std::string>> list(const std::string& path) const override { return below_.list(path); }
  bool is_file(const std::string& path) const override { return below_.is_file(path); }
  bool is_directory(const std::string& path) const override { return below_.is_directory(path); }
  std::string canonical(const std::string& path) const override { return below_.canonical(path); }

 private:
  RealFileSystem below_ = {};
};

/// The plan in `directory` with the source beside it.
inline Checked check_with_source(const std::string& directory, const FileSystem& files) {
  const Result<std::string> plan = files.read(directory + "/plan.json");
  if (!plan) {
    ADD_FAILURE() << render(plan.errors());
    return {};
  }
  const CheckOptions options = {.threads = 1, .source = {.files = &files, .directory = directory}};
  Result<Checked> checked = check({.name = "plan.json", .bytes = *plan}, builtin_policies(), options);
  if (!checked) ADD_FAILURE() << directory << "\n" << render(checked.errors());
  return checked ? *std::move(checked) : Checked{};
}

/// Control, address, kind and name of the subject.
using Judged = std::tuple<std::string, std::string, std::string, std::string>;

inline std::map<Judged, Verdict> verdicts_of(const Checked& checked) {
  std::map<Judged, Verdict> verdicts;
  for (const Finding& finding : checked.report.findings) {
    const Subject subject = finding.subject.value_or(Subject{});
    verdicts[{finding.control, finding.address, subject.kind, subject.name}] = finding.verdict;
  }
  return verdicts;
}

inline std::string text_of(const Judged& judged) {
  const auto& [control, address, kind, subject] = judged;
  return control + " " + address + (subject.empty() ? "" : " " + subject);
}

}  // namespace plimsoll::analysis
