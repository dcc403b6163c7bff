// The plan as the judge: source evaluated alone must agree with what the plan knows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "plimsoll/ecs/ecs.h"
#include "plimsoll/plan/read.h"
#include "plimsoll/source/evaluator.h"
#include "plimsoll/source/fold.h"

namespace plimsoll::source {
namespace {

namespace fs = std::filesystem;

/// Read as known_from() wants it.
Result<plan::Plan> read_plan(const FileSystem& files, const std::string& path) {
  Result<std::string> text = files.read(path);
  if (!text) return std::move(text).errors();
  const auto every_type = [](std::string_view) { return plan::TypeInfo{.wanted = true}; };
  return plan::read(Bytes(*std::move(text)), path, {.type_info = every_type, .data_sources = true});
}

/// The body of a resource with its JSON attribute decoded.
Value body_with_structure(Evaluator& evaluator, const ResourceSource& source, const std::string& address) {
  std::optional<Value> definitions = evaluator.structured(address, "container_definitions");
  if (!definitions) return source.body;
  Members members = source.body.members();
  members.emplace_back("container_definitions", *std::move(definitions));
  return Value::object(std::move(members)).with_origin(source.body.origin());
}

std::vector<std::string> folders_with_source(const std::string& root) {
  std::vector<std::string> folders;
  if (!fs::is_directory(root)) return folders;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    constexpr std::uintmax_t kLarge = 5'000'000;  // says nothing that the small ones do not
    if (entry.path().filename() == "plan.json" && entry.file_size() < kLarge)
      folders.push_back(entry.path().parent_path().string());
  }
  std::ranges::sort(folders);
  return folders;
}

struct Tally {
  std::size_t resources = 0;
  std::size_t known = 0;
  std::size_t filled = 0;
  std::size_t disagreements = 0;
};

/// Every ECS resource of the plan against its source. Leaves are counted once per instance.
Tally compare(const std::string& folder) {
  Tally tally;
  const RealFileSystem files;
  const Result<plan::Plan> plan = read_plan(files, folder + "/plan.json");
  if (!plan || !has_terraform_files(files, folder)) return tally;
  const Result<Configuration> configuration = load(files, folder);
  EXPECT_TRUE(configuration.ok()) << folder;
  if (!configuration || !matches(*plan, *configuration)) {
    std::printf("%-60s not this plan's source\n", fs::path(folder).filename().c_str());
    return tally;
  }
  Evaluator evaluator(*configuration, known_from(*plan), files);
  for (const plan::ResourceChange& change : plan->changes) {
    const bool replans = change.actions.create || change.actions.update;
    if (!change.is_judged() || !replans || !change.type.starts_with("aws_ecs_")) continue;
    const std::optional<ResourceSource> source = evaluator.resource(change.address);
    EXPECT_TRUE(source.has_value()) << folder << " " << change.address;
    if (!source) continue;
    EXPECT_THAT(differences(*plan, change, *configuration), testing::IsEmpty()) << folder << " " << change.address;
    const FoldResult folded = fold(change.after, body_with_structure(evaluator, *source, change.address),
                                   {{.name = "container_definitions", .normalise = ecs::planned_containers}});
    ++tally.resources;
    tally.known += folded.known_leaves;
    tally.filled += folded.filled_leaves;
    tally.disagreements += folded.disagreements.size();
    EXPECT_THAT(folded.disagreements, testing::IsEmpty()) << folder << " " << change.address;
  }
  std::printf("%-60s %5zu resources %6zu leaves agree, %5zu added\n", fs::path(folder).filename().c_str(),
              tally.resources, tally.known, tally.filled);
  return tally;
}

TEST(Corpus, SourceAgreesWithThePlan) {
  const std::string corpus = std::string(PLIMSOLL_SOURCE_DIR) + "/../shared/corpus";
  const std::vector<std::string> folders = folders_with_source(corpus);
  if (folders.empty()) GTEST_SKIP() << "no ../shared/corpus";
  Tally all;
  for (const std::string& folder : folders) {
    const Tally tally = compare(folder);
    all.resources += tally.resources;
    all.known += tally.known;
    all.filled += tally.filled;
  }
  std::printf("%zu resources, %zu leaves agree, %zu added\n", all.resources, all.known, all.filled);
  EXPECT_GT(all.known, 1000U);
}

}  // namespace
}  // namespace plimsoll::source
