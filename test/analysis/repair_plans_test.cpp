// Terraform is the judge: its plans of each case's source before and after the repairs, compared leaf by leaf. The
// plans after are recorded by test/fix/judge.
#include <gtest/gtest.h>

#include "plan_leaves.h"
#include "repair_cases.h"

namespace plimsoll::analysis {
namespace {

using test::differing_paths;
using test::Leaves;
using testing::text_of;

struct Side {
  Applicability limit = Applicability::kExact;
  const char* name = "";
};
constexpr Side kSides[] = {{Applicability::kExact, "exact"}, {Applicability::kReview, "review"}};

/// "It also changes a, b of this resource.", "… module.x.aws_y.z.": what a repair says beyond its fix.
bool is_noted(const Repair& repair, const std::string& address, const std::string& leaf) {
  return std::ranges::any_of(repair.notes, [&](const std::string& note) {
    const bool names_others = note.starts_with("It also changes ") || note.starts_with("The same block makes ");
    if (address != repair.finding.address) return names_others && note.find(address) != std::string::npos;
    if (!note.starts_with("It also changes ")) return false;
    const std::string own = note.substr(0, note.find(" of this resource"));
    std::size_t begin = std::string_view("It also changes ").size();
    while (begin < own.size()) {
      const std::size_t end = std::min(own.find(", ", begin), own.size());
      if (test::lies_below(leaf, own.substr(begin, end - begin))) return true;
      begin = end + 2;
    }
    return false;
  });
}

/// What a provider puts into a block that the fix adds: it knew nothing there before.
bool joins_new_block(const Leaves& before, const std::string& leaf, const std::string& stated) {
  const std::string block = leaf.substr(0, leaf.rfind('.'));
  const bool is_new = std::ranges::none_of(before, [&](const auto& old) { return old.first.starts_with(block + "."); });
  const auto old = before.find(leaf);
  const bool was_unknown = old != before.end() && old->second == "(unknown)";
  return (is_new && test::lies_below(stated, block)) || (was_unknown && test::lies_below(stated, leaf));
}

/// A fix states what changes of its resource. What a repair changes besides is noted, and it is never exact.
bool is_stated(const Repairs& repairs, const Leaves& before, const std::string& address, const std::string& leaf) {
  return std::ranges::any_of(repairs.repairs, [&](const Repair& repair) {
    if (!repair.chosen) return false;
    const bool states = std::ranges::any_of(repair.stated, [&](const std::string& path) {
      return test::lies_below(leaf, path) || joins_new_block(before, leaf, path);
    });
    if (repair.finding.address == address && states) return true;
    return repair.applicability != Applicability::kExact && is_noted(repair, address, leaf);
  });
}

/// A resource of the fix, or an instance that a note names, or what is in the module instance that it names.
bool is_added(const Repairs& repairs, const std::string& address) {
  return std::ranges::any_of(repairs.repairs, [&](const Repair& repair) {
    if (!repair.chosen) return false;
    const auto is_it = [&](const std::string& name) { return address == name || address.ends_with("." + name); };
    if (std::ranges::any_of(repair.added, is_it)) return true;
    return repair.applicability != Applicability::kExact &&
           std::ranges::any_of(repair.notes, [&](const std::string& note) {
             if (!note.starts_with("It also adds ")) return false;
             for (std::size_t end = address.find(']'); end != std::string::npos; end = address.find(']', end + 1)) {
               if (note.find(address.substr(0, end + 1)) != std::string::npos) return true;
             }
             return false;
           });
  });
}

Value decoded(const std::string& path) {
  Result<Value> plan = json::decode(text_of(path));
  EXPECT_TRUE(plan.ok()) << path;
  return plan.ok() ? *std::move(plan) : Value::object({});
}

/// Sections besides the resources. The configuration is what has been edited, variables are read from it, and
/// planned_values say what resource_changes say.
Leaves other_sections(const Value& plan) {
  Leaves leaves;
  for (const char* section : {"output_changes", "resource_drift", "deferred_changes", "checks", "errored", "complete",
                              "format_version", "terraform_version"}) {
    test::add_leaves(plan.get(section), section, leaves);
  }
  return leaves;
}

class RepairPlans : public ::testing::TestWithParam<std::string> {
 protected:
  std::string directory() const { return testing::cases_directory() + "/" + GetParam(); }
  std::string after(const Side& side) const { return directory() + "/after-" + side.name + ".json"; }

  Repairs repairs(const Side& side) const {
    Result<Repairs> found = testing::repair_case(directory(), "plan.json", side.limit, RealFileSystem());
    EXPECT_TRUE(found.ok()) << (found.ok() ? "" : render(found.errors()));
    return found.ok() ? *std::move(found) : Repairs{};
  }
};

TEST_P(RepairPlans, AreRecordedForEveryRepair) {
  for (const Side& side : kSides) {
    EXPECT_EQ(!repairs(side).files.empty(), std::filesystem::exists(after(side))) << after(side);
  }
}

TEST_P(RepairPlans, DifferInNothingButWhatIsStated) {
  const Value before = decoded(directory() + "/plan.json");
  const std::map<std::string, Leaves> old_resources = test::planned_leaves(before);
  for (const Side& side : kSides) {
    if (!std::filesystem::exists(after(side))) continue;
    const Repairs made = repairs(side);
    const Value plan = decoded(after(side));
    EXPECT_EQ(other_sections(plan), other_sections(before)) << after(side);
    const std::map<std::string, Leaves> resources = test::planned_leaves(plan);
    for (const auto& [address, leaves] : old_resources) {
      const auto now = resources.find(address);
      if (now == resources.end()) {
        ADD_FAILURE() << after(side) << " lacks " << address;
        continue;
      }
      for (const std::string& leaf : differing_paths(leaves, now->second)) {
        EXPECT_TRUE(is_stated(made, leaves, address, leaf)) << after(side) << ": " << address << " " << leaf;
      }
    }
    for (const auto& [address, leaves] : resources) {
      EXPECT_TRUE(old_resources.contains(address) || is_added(made, address)) << after(side) << " has " << address;
    }
  }
}

/// Judged alone and with the repaired source: no finding that was repaired, and no new one.
TEST_P(RepairPlans, HaveNoFindingThatWasRepaired) {
  for (const Side& side : kSides) {
    if (!std::filesystem::exists(after(side))) continue;
    const Repairs made = repairs(side);
    std::set<std::string> left;
    for (const Repair& repair : made.repairs) {
      if (!repair.chosen) left.insert(repair.finding.fingerprint);
    }
    const testing::Edited edited = testing::edited_with(made);
    for (const FileSystem* source : std::initializer_list<const FileSystem*>{nullptr, &edited}) {
      CheckOptions options;
      options.source = {.files = source, .directory = directory()};
      const Result<Checked> checked =
          check({.name = "plan.json", .bytes = text_of(after(side))}, testing::policies(), options);
      ASSERT_TRUE(checked.ok()) << render(checked.errors());
      for (const Diagnostic& diagnostic : checked->diagnostics) {
        EXPECT_NE(diagnostic.summary, "The source is not the plan's") << after(side) << ": " << diagnostic.detail;
      }
      for (const Finding& finding : checked->report.findings) {
        if (finding.verdict != Verdict::kFail) continue;
        EXPECT_TRUE(left.contains(finding.fingerprint))
            << after(side) << ": " << finding.control << " of " << finding.address;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, RepairPlans, ::testing::ValuesIn(testing::repair_cases()), testing::test_name_of);

}  // namespace
}  // namespace plimsoll::analysis
