// The recorded repairs of testdata/fix/cases (see README.md there), for the tests that look at them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "plimsoll/analysis/repair.h"
#include "plimsoll/fix/diff.h"

namespace plimsoll::analysis::testing {

/// As places name it: relative to the current directory.
inline std::string cases_directory() {
  return relative_path(RealFileSystem(), std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/fix/cases");
}

inline std::vector<std::string> repair_cases() {
  std::vector<std::string> names;
  for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(cases_directory())) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

/// The name of a case as part of a test's name.
inline std::string test_name_of(const ::testing::TestParamInfo<std::string>& one) {
  std::string id = one.param;
  std::ranges::replace(id, '-', '_');
  return id;
}

inline std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline const SelectedPolicies& policies() {
  static const SelectedPolicies loaded = load_policies({}, RealFileSystem()).value();
  return loaded;
}

/// Files that a test changes in memory.
class Edited final : public FileSystem {
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

/// The source with these repairs.
inline Edited edited_with(const Repairs& repairs) {
  Edited edited;
  for (const auto& [name, file] : repairs.files) {
    edited.texts[name] = hcl::apply(file.source->text(), file.edits).value();
  }
  return edited;
}

inline Result<Repairs> repair_case(const std::string& directory, const std::string& plan, Applicability limit,
                                   const FileSystem& files) {
  const RepairRequest request = {.directory = directory, .limit = limit};
  return repair({.name = "plan.json", .bytes = text_of(directory + "/" + plan)}, policies(), files, request);
}

inline std::string short_name(const std::string& name, const std::string& directory) {
  return name.substr(directory.size() + 1);
}

inline std::string diff_of(const Repairs& repairs, const std::string& directory) {
  std::string text;
  for (const auto& [name, file] : repairs.files) {
    text += fix::unified_diff(short_name(name, directory), file.source->text(), file.edits);
  }
  return text;
}

}  // namespace plimsoll::analysis::testing
