#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "plimsoll/analysis/analysis.h"
#include "plimsoll/analysis/builtin.h"

namespace plimsoll::analysis {
namespace {

using ::testing::HasSubstr;

const Control* find(const SelectedPolicies& policies, std::string_view id) {
  const auto found = std::ranges::find(policies.controls, id, &Control::id);
  return found != policies.controls.end() ? &*found : nullptr;
}

std::vector<std::string> enabled(const SelectedPolicies& policies) {
  std::vector<std::string> ids;
  for (const Control& control : policies.controls) {
    if (control.enabled) ids.push_back(control.id);
  }
  return ids;
}

TEST(LoadPolicies, OffersEveryBuiltinControl) {
  const MemoryFileSystem files;
  const auto policies = load_policies({}, files);
  ASSERT_TRUE(policies.ok()) << render(policies.errors());
  for (const std::string id : {"ECS.1",
                               "ECS.2",
                               "ECS.3",
                               "ECS.4",
                               "ECS.5",
                               "ECS.8",
                               "ECS.9",
                               "ECS.10",
                               "ECS.12",
                               "ECS.13",
                               "ECS.14",
                               "ECS.15",
                               "ECS.16",
                               "ECS.17",
                               "ECS.18",
                               "ECS.19",
                               "ECS.20",
                               "ECS.21",
                               "ecs-secret-like-environment",
                               "ecs-ipc-mode-host",
                               "ecs-sensitive-host-mount",
                               "ecs-dangerous-capabilities",
                               "ecs-fargate-unsupported",
                               "ecs-no-containers"}) {
    EXPECT_NE(find(*policies, id), nullptr) << id;
  }
  for (const std::string off : {"ECS.1", "ECS.13", "ECS.14", "ECS.15"})
    EXPECT_FALSE(find(*policies, off)->enabled) << off;
  EXPECT_TRUE(find(*policies, "ECS.4")->enabled);
}

TEST(LoadPolicies, SelectsByGlobCaseAndForeignId) {
  const MemoryFileSystem files;
  const auto chosen = [&files](std::vector<std::string> only, std::vector<std::string> skip = {}) {
    const auto policies = load_policies({.only = std::move(only), .skip = std::move(skip)}, files);
    return policies.ok() ? enabled(*policies) : std::vector<std::string>{render(policies.errors())};
  };
  using Ids = std::vector<std::string>;
  EXPECT_EQ(chosen({"ECS.4"}), Ids{"ECS.4"});
  EXPECT_EQ(chosen({"ecs.4", "ECS.5"}), (Ids{"ECS.4", "ECS.5"}));
  EXPECT_EQ(chosen({"CKV_AWS_336"}), Ids{"ECS.5"}) << "the id another scanner gives it";
  EXPECT_EQ(chosen({"ECS.1*"}, {"ECS.10", "ECS.12", "ECS.16"}), (Ids{"ECS.17", "ECS.18", "ECS.19"}))
      << "a glob does not switch on what is off";
  EXPECT_EQ(chosen({"ECS.13"}), Ids{"ECS.13"}) << "naming it does";
}

TEST(LoadPolicies, RefusesUnknownControlsWithASuggestion) {
  const MemoryFileSystem files;
  const auto policies = load_policies({.only = {"ECS.55"}, .skip = {"esc.4"}}, files);
  ASSERT_FALSE(policies.ok());
  const std::string text = render(policies.errors());
  EXPECT_THAT(text, HasSubstr("Unknown control \"ECS.55\""));
  EXPECT_THAT(text, HasSubstr("did you mean \"ECS.4\"?"));
}

TEST(LoadPolicies, ReadsFilesAndDirectories) {
  MemoryFileSystem files;
  const std::string policy =
      "policy {}\nresource_policy \"aws_s3_bucket\" \"named\" {\n  enforce {\n    condition = attrs.bucket != null\n  "
      "}\n}\n";
  files.files = {{"p/a.policy.hcl", policy},
                 {"p/deep/b.policy.hcl",
                  "policy {}\nresource_policy \"aws_sqs_queue\" \"other\" {\n  enforce {\n"
                  "    condition = true\n  }\n}\n"},
                 {"p/readme.md", "not a policy"}};
  const auto policies = load_policies({.builtin = false, .paths = {"p"}}, files);
  ASSERT_TRUE(policies.ok()) << render(policies.errors());
  EXPECT_EQ(enabled(*policies), (std::vector<std::string>{"named", "other"}));

  const auto none = load_policies({.builtin = false, .paths = {"nowhere"}}, files);
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.errors()[0].where, "nowhere");
}

TEST(LoadPolicies, ShowsEveryMistakeOfEveryFile) {
  MemoryFileSystem files;
  files.files = {
      {"a.policy.hcl", "policy {}\nresource_polcy \"x\" \"y\" {}\n"},
      {"b.policy.hcl", "policy {}\nresource_policy \"x\" \"y\" {\n  enforce {\n    conditon = true\n  }\n}\n"}};
  const auto policies = load_policies({.builtin = false, .paths = {"a.policy.hcl", "b.policy.hcl"}}, files);
  ASSERT_FALSE(policies.ok());
  const std::string text = render(policies.errors());
  EXPECT_THAT(text, HasSubstr("a.policy.hcl:2:1"));
  EXPECT_THAT(text, HasSubstr("resource_policy"));
  EXPECT_THAT(text, HasSubstr("b.policy.hcl:4:5"));
  EXPECT_THAT(text, HasSubstr("Did you mean \"condition\"?"));
}

TEST(BuiltinPolicyFiles, AreTheFilesOfThePoliciesFolder) {
  const RealFileSystem files;
  const std::string folder = std::string(PLIMSOLL_SOURCE_DIR) + "/policies";
  std::vector<std::string> names;
  const auto listed = files.list(folder);
  ASSERT_TRUE(listed.ok());
  std::ranges::copy_if(*listed, std::back_inserter(names),
                       [](const std::string& n) { return n.ends_with(".policy.hcl"); });
  const std::vector<EmbeddedFile> embedded = builtin_policy_files();
  ASSERT_EQ(embedded.size(), names.size());
  for (const EmbeddedFile& file : embedded) {
    const auto text = files.read(folder + "/" + std::string(file.name));
    ASSERT_TRUE(text.ok()) << file.name;
    EXPECT_EQ(*text, file.text) << file.name;
  }
}

}  // namespace
}  // namespace plimsoll::analysis
