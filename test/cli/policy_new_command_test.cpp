// `plimsoll policy new`: what it writes is valid and passes as it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness.h"

namespace plimsoll::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class PolicyNew : public ::testing::TestWithParam<std::vector<std::string>> {};

TEST_P(PolicyNew, WritesWhatValidatesAndPasses) {
  std::vector<std::string> arguments = {"policy", "new", "ECS.99", "--dir", "p"};
  arguments.insert(arguments.end(), GetParam().begin(), GetParam().end());
  const Outcome made = run_with(arguments);
  ASSERT_EQ(made.code, kClean) << made.err;
  EXPECT_THAT(made.out, AllOf(HasSubstr("plimsoll policy test p/ecs-99.policytest.hcl"),
                              HasSubstr("plimsoll check plan.json --policy p/ecs-99.policy.hcl")));
  const Given written = {.files = made.files.files};
  const Outcome valid = run_with({"policy", "validate", "p", "--strict"}, written);
  EXPECT_EQ(valid.code, kClean) << valid.err;
  const Outcome tested = run_with({"policy", "test", "p", "--coverage"}, written);
  EXPECT_EQ(tested.code, kClean) << tested.out;
  EXPECT_THAT(tested.out, AllOf(Not(HasSubstr("Never")), Not(HasSubstr("note:"))));
}

INSTANTIATE_TEST_SUITE_P(
    All, PolicyNew,
    ::testing::Values(std::vector<std::string>{}, std::vector<std::string>{"--title", "Say \"${no}\"\nto @ID@"},
                      std::vector<std::string>{"--resource-type", "aws_ecs_service"},
                      std::vector<std::string>{"--standard", "--title", "a\nb"},
                      std::vector<std::string>{"--standard", "--resource-type", "google_storage_bucket"}));

TEST(PolicyNewFiles, StandardIsPortable) {
  const Given written = {.files = run_with({"policy", "new", "APP_1", "--standard"}).files.files};
  EXPECT_THAT(run_with({"policy", "validate", "app-1.policy.hcl", "--portable"}, written).err, IsEmpty());
  const Given extended = {.files = run_with({"policy", "new", "APP_1"}).files.files};
  EXPECT_THAT(run_with({"policy", "validate", "app-1.policy.hcl", "--portable"}, extended).err,
              HasSubstr("Not portable"));
}

TEST(PolicyNewFiles, AreNotOverwritten) {
  const Given setup = {.files = {{"ecs-99.policytest.hcl", "mine"}}};
  const Outcome refused = run_with({"policy", "new", "ECS.99"}, setup);
  EXPECT_EQ(refused.code, kCannot);
  EXPECT_THAT(refused.err, HasSubstr("ecs-99.policytest.hcl exists already"));
  EXPECT_EQ(refused.files.files.size(), 1U);
  const Outcome forced = run_with({"policy", "new", "ECS.99", "--force"}, setup);
  EXPECT_EQ(forced.code, kClean);
  EXPECT_NE(forced.files.files.at("ecs-99.policytest.hcl"), "mine");
}

TEST(PolicyNewFiles, NeedAName) {
  for (const char* name : {"../x", "9.1", "a b", "", ".x", "a\"b"}) {
    EXPECT_EQ(run_with({"policy", "new", name}).code, kCannot) << name;
  }
  EXPECT_EQ(run_with({"policy", "new"}).code, kCannot);
  EXPECT_EQ(run_with({"policy", "new", "A.1", "B.1"}).code, kCannot);
  EXPECT_EQ(run_with({"policy", "new", "A.1", "--resource-type", "x y_z"}).code, kCannot);
}

}  // namespace
}  // namespace plimsoll::cli
