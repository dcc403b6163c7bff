// Repairs of whole configurations, as recorded in testdata/fix/cases: see README.md there.
#include "plimsoll/analysis/repair.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "repair_cases.h"

namespace plimsoll::analysis {
namespace {

using testing::cases_directory;
using testing::diff_of;
using testing::Edited;
using testing::repair_case;
using testing::short_name;
using testing::text_of;

/// What a file must hold. With PLIMSOLL_RECORD set the file is written anew instead.
void expect_recorded(const std::string& path, const std::string& text) {
  if (std::getenv("PLIMSOLL_RECORD") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text, text_of(path)) << path;
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
  std::string directory() const { return cases_directory() + "/" + GetParam(); }
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
    if (!std::filesystem::exists(path)) continue;
    const Result<Repairs> repairs = repair_case(directory(), "plan.json", limit, RealFileSystem());
    ASSERT_TRUE(repairs.ok());
    const Edited edited = testing::edited_with(*repairs);
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

INSTANTIATE_TEST_SUITE_P(Cases, RepairCase, ::testing::ValuesIn(testing::repair_cases()), testing::test_name_of);

}  // namespace
}  // namespace plimsoll::analysis
