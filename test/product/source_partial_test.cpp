// What is surely there is judged, whatever there may be besides.
#include <gmock/gmock.h>

#include "source_cases.h"

namespace plimsoll::analysis {
namespace {

TEST(SourcePartial, FailsTheContainerBesideAnUnknownNumberOfOthers) {
  const std::string directory = std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/fix/cases/known-in-part";
  const Checked checked = check_with_source(directory, RealFileSystem());
  const std::map<Judged, Verdict> verdicts = verdicts_of(checked);
  for (const std::string name : {"before", "after", "text"}) {
    const std::string address = "aws_ecs_task_definition." + name;
    EXPECT_EQ(verdicts.at({"ECS.4", address, "container", "web"}), Verdict::kFail) << address;
    EXPECT_EQ(verdicts.at({"ECS.5", address, "container", "web"}), Verdict::kPass) << address;
    // The rest of the list is not known, and nothing about it passes.
    for (const std::string control : {"ECS.4", "ECS.5", "ECS.8", "ECS.9", "ECS.20"}) {
      EXPECT_EQ(verdicts.at({control, address, "", ""}), Verdict::kUnknown) << control << " " << address;
    }
  }
  EXPECT_EQ(verdicts.at({"ECS.18", "aws_ecs_task_definition.volumes", "volume", "data"}), Verdict::kFail);
}

}  // namespace
}  // namespace plimsoll::analysis
