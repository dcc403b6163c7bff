// Repairs of whole configurations, as recorded in testdata/fix/cases: see README.md there.
#include "plimsoll/analysis/repair.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "plimsoll/fix/diff.h"

namespace plimsoll::analysis {
namespace {

namespace fs = std::filesystem;

const std::string kCases = std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/fix/cases";

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(kCases)) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// What a file must hold. With PLIMSOLL_RECORD set the file is written anew instead.
void expect_recorded(const std::string& path, const std::string& text) {
  if (std::getenv("PLIMSOLL_RECORD") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text, text_of(path)) << path;
}

const SelectedPolicies& policies() {
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

Result<Repairs> repair_case(const std::string& directory, const std::string& plan, Applicability limit,
                            const FileSystem& files) {
  const RepairRequest request = {.directory = directory, .limit = limit};
  return repair({.name = "plan.json", .bytes = text_of(directory + "/" + plan)}, policies(), files, request);
}

std::string short_name(const std::string& name, const std::string& directory) {
  return name.substr(directory.size() + 1);
}

std::string diff_of(const Repairs& repairs, const std::string& directory) {
  std::string text;
  for (const auto& [name, file] : repairs.files) {
    text += fix::unified_diff(short_name(name, directory), file.source->text(), file.edits);
  }
  return text;
}

std::string summary_of(const Repairs& repairs, const std::string& directory) {
  std::string text;
  for (const Repair& repair : repairs.repairs) {
    const Finding& finding = repair.finding;
    text += fmt::format("{} {} {}{}\n", name(repair.applicability), finding.control, finding.address,
                        finding.subject ? " " + finding.subject->name : "");
    for (const Edit& edit : repair.edits) {
      text += fmt::format("    {}:{}:{}\n", short_name(edit.file, directory), edit.start.line, edit.start.column);
    }
    if (!repair.reason.empty()) text += "    " + repair.reason + "\n";
    for (const std::string& note : repair.notes) text += "    note: " + note + "\n";
  }
  std::string plain = text;
  for (std::size_t at = 0; (at = plain.find(directory + "/", at)) != std::string::npos;) {
    plain.erase(at, directory.size() + 1);
  }
  return plain;
}

class RepairCase : public ::testing::TestWithParam<std::string> {
 protected:
  std::string directory() const { return kCases + "/" + GetParam(); }
};

TEST_P(RepairCase, LeadsToTheRecordedDiff) {
  const Result<Repairs> exact = repair_case(directory(), "plan.json", Applicability::kExact, RealFileSystem());
  ASSERT_TRUE(exact.ok()) << render(exact.errors());
  expect_recorded(directory() + "/exact.diff", diff_of(*exact, directory()));
  const Result<Repairs> review = repair_case(directory(), "plan.json", Applicability::kReview, RealFileSystem());
  ASSERT_TRUE(review.ok());
  expect_recorded(directory() + "/review.diff", diff_of(*review, directory()));
  expect_recorded(directory() + "/repairs.txt", summary_of(*review, directory()));
}

TEST_P(RepairCase, EditsNeverOverlap) {
  for (const Applicability limit : {Applicability::kExact, Applicability::kReview}) {
    const Result<Repairs> repairs = repair_case(directory(), "plan.json", limit, RealFileSystem());
    ASSERT_TRUE(repairs.ok());
    for (const auto& [name, file] : repairs->files) {
      std::size_t end = 0;
      for (const hcl::Edit& edit : file.edits) {
        EXPECT_GE(edit.offset, end) << name;
        end = edit.offset + edit.length;
        EXPECT_LE(end, file.source->text().size()) << name;
      }
    }
  }
}

/// after-exact.json and after-review.json are plans that Terraform made from the repaired source (test/fix/judge).
TEST_P(RepairCase, TerraformAgrees) {
  for (const auto& [limit, plan] :
       {std::pair{Applicability::kExact, "after-exact.json"}, std::pair{Applicability::kReview, "after-review.json"}}) {
    const std::string path = directory() + "/" + plan;
    if (!fs::exists(path)) continue;
    const Result<Repairs> repairs = repair_case(directory(), "plan.json", limit, RealFileSystem());
    ASSERT_TRUE(repairs.ok());
    Edited edited;
    for (const auto& [name, file] : repairs->files) {
      edited.texts[name] = hcl::apply(file.source->text(), file.edits).value();
    }
    const Result<Repairs> again = repair_case(directory(), plan, limit, edited);
    ASSERT_TRUE(again.ok()) << path << render(again.errors());
    EXPECT_EQ(diff_of(*again, directory()), "") << path;
    for (const Repair& repair : repairs->repairs) {
      if (!repair.chosen) continue;
      EXPECT_TRUE(std::ranges::none_of(
          again->repairs, [&](const Repair& left) { return left.finding.fingerprint == repair.finding.fingerprint; }))
          << path << ": " << repair.finding.control << " of " << repair.finding.address << " is still there";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, RepairCase, ::testing::ValuesIn(cases()), [](const auto& one) {
  std::string id = one.param;
  std::ranges::replace(id, '-', '_');
  return id;
});

}  // namespace
}  // namespace plimsoll::analysis
