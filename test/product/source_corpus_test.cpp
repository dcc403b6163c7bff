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
    if (entry.path().filename() == "plan.json") folders.push_back(entry.path().parent_path().string());
  }
  std::ranges::sort(folders);
  return folders;
}

/// How many of the leaves that a source writes are known when it is evaluated.
struct Share {
  std::size_t known = 0;
  std::size_t all = 0;

  void count(const Value& value) {
    if (value.is_sequence()) {
      for (const Value& element : value.elements()) count(element);
    } else if (value.is_object()) {
      for (const auto& [key, member] : value.members()) count(member);
    } else if (const PartialList* list = value.known_list()) {
      ++all;
      for (const Value& element : list->first) count(element);
      for (const Value& element : list->further) count(element);
    } else if (const PartialObject* object = value.known_object()) {
      ++all;
      for (const auto& [key, member] : object->sure) count(member);
    } else if (const Value* decoded = value.decoded()) {
      count(*decoded);
    } else {
      ++all;
      known += value.is_unknown() ? 0 : 1;
    }
  }
  std::string text() const {
    const std::size_t percent = all == 0 ? 100 : known * 100 / all;
    return std::to_string(known) + " of " + std::to_string(all) + " leaves (" + std::to_string(percent) + " %)";
  }
};

struct Tally {
  std::size_t resources = 0;
  std::size_t known = 0;
  std::size_t filled = 0;
  std::size_t disagreements = 0;
  Share share = {};
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
    tally.share.count(body_with_structure(evaluator, *source, change.address));
    ++tally.resources;
    tally.known += folded.known_leaves;
    tally.filled += folded.filled_leaves;
    tally.disagreements += folded.disagreements.size();
    EXPECT_THAT(folded.disagreements, testing::IsEmpty()) << folder << " " << change.address;
  }
  std::printf("%-60s %5zu resources %6zu leaves agree, %5zu added, source knows %s\n",
              fs::path(folder).filename().c_str(), tally.resources, tally.known, tally.filled,
              tally.share.text().c_str());
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
    all.share.known += tally.share.known;
    all.share.all += tally.share.all;
  }
  std::printf("%zu resources, %zu leaves agree, %zu added, source knows %s\n", all.resources, all.known, all.filled,
              all.share.text().c_str());
  EXPECT_GT(all.known, 1000U);
}

/// For readers: testdata/source/shares.golden. UPDATE_GOLDENS=1 writes it anew.
TEST(SourceShares, AreWhatIsRecorded) {
  const std::string root = std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/source";
  std::string text = "What source evaluation alone knows of the ECS resources of each plan.\n\n";
  for (const std::string& folder : folders_with_source(root)) {
    const Tally tally = compare(folder);
    EXPECT_EQ(tally.disagreements, 0U) << folder;
    text += fs::path(folder).lexically_relative(root).string() + ": " + tally.share.text() + "\n";
  }
  const std::string golden = root + "/shares.golden";
  if (std::getenv("UPDATE_GOLDENS") != nullptr) {
    EXPECT_TRUE(RealFileSystem().write(golden, text).ok());
  }
  const Result<std::string> recorded = RealFileSystem().read(golden);
  EXPECT_EQ(recorded.ok() ? *recorded : "", text);
}

}  // namespace
}  // namespace plimsoll::source
