// Damaged and hostile plans: nothing may crash, and nothing that is cut off may read as a plan.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <string>

#include "plan_test_support.h"

namespace plimsoll::plan {
namespace {

TEST(DamageTest, APlanCutAtAnyByteIsAnError) {
  for (const std::string name : {"cd01-jsonencode-known", "lc26-introduced-existing-resolved", "in-utf16le"}) {
    std::string text = test::read_file("testdata/corpus/generated/" + name + "/plan.json");
    ASSERT_TRUE(read_text(text).ok()) << name;
    while (!text.empty() && (text.back() == '\n' || text.back() == '\0')) text.pop_back();
    if (name == "in-utf16le") text.pop_back();  // down to half of the last brace
    const std::size_t step = text.size() > 20'000 ? 37 : 1;
    for (std::size_t length = 0; length < text.size(); length += step) {
      ASSERT_FALSE(read_text(text.substr(0, length)).ok()) << name << " cut at " << length;
    }
  }
}

TEST(DamageTest, FlippedBytesNeverCrash) {
  const std::string text = test::read_file("testdata/corpus/generated/cd03-sensitive/plan.json");
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char mask : {'\x01', '\x20', '\x80', '\xff'}) {
      std::string damaged = text;
      damaged[i] = static_cast<char>(damaged[i] ^ mask);
      const Result<Plan> plan = read_text(damaged);
      ASSERT_EQ(error_of(plan).find("hunter2"), std::string::npos) << "byte " << i;
    }
  }
}

TEST(DamageTest, EveryStringValueIsKeptOutOfErrors) {
  const std::string whole =
      plan_of(R"({"actions":["create"],"before":null,"after":{"p":"hunter2","n":[1,"hunter2"]}})");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const char insert : {'"', ',', '}', '\\', '\n', 'x'}) {
      std::string damaged = whole;
      damaged.insert(i, 1, insert);
      ASSERT_EQ(error_of(read_text(damaged)).find("hunter2"), std::string::npos) << damaged;
    }
  }
}

TEST(DamageTest, DepthIsLimitedEverywhere) {
  const std::string brackets(1'000'000, '[');
  EXPECT_NE(error_of(read_text(brackets)).find("nested deeper"), std::string::npos);
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  for (const std::string& deep : {brackets, objects}) {
    for (const std::string section : {"variables", "planned_values", "resource_changes", "configuration", "other"}) {
      EXPECT_FALSE(read_text("{\"" + section + "\":" + deep).ok()) << section;
    }
    EXPECT_NE(error_of(read_text(plan_of("{\"after\":{\"x\":" + deep))).find("nested deeper"), std::string::npos);
  }
  std::string modules = "{\"format_version\":\"1.0\",\"values\":{\"root_module\":";
  for (int i = 0; i < 100'000; ++i) modules += "{\"child_modules\":[";
  EXPECT_NE(error_of(read_text(modules)).find("nested deeper"), std::string::npos);
}

TEST(DamageTest, DuplicateKeysThatMatterAreErrors) {
  const std::string plain = R"({"actions":["create"],"after":{}})";
  const std::string texts[] = {
      R"({"format_version":"1.2","resource_changes":[],"resource_changes":[]})",
      R"({"format_version":"1.2","format_version":"1.2","resource_changes":[]})",
      R"({"format_version":"1.2","resource_changes":[],"resource\u005fchanges":[]})",
      R"({"resource_changes":[],"configuration":{},"configuration":{}})",
      R"({"resource_changes":[{"type":"aws_ecs_service","change":)" + plain + R"(,"change":)" + plain + "}]}",
      R"({"resource_changes":[{"mode":"managed","mode":"data"}]})",
      plan_of(R"({"actions":["create"],"actions":["delete"]})"),
      plan_of(R"({"after":{},"after":null})"),
      plan_of(R"({"after_unknown":{},"after_unknown":{}})"),
      plan_of(R"({"after_sensitive":{},"after_sensitive":{}})"),
  };
  for (const std::string& text : texts) {
    EXPECT_NE(error_of(read_text(text)).find("Duplicate key"), std::string::npos) << text;
  }
}

TEST(DamageTest, WrongShapesAreErrors) {
  const std::string texts[] = {R"({"resource_changes":{}})",
                               R"({"resource_changes":[1]})",
                               R"({"resource_changes":[{"address":1}]})",
                               plan_of("[]"),
                               plan_of(R"({"actions":"create"})"),
                               plan_of(R"({"actions":[1]})"),
                               plan_of(R"({"after":[]})"),
                               plan_of(R"({"after":"x"})"),
                               R"({"resource_changes":[],"configuration":[]})",
                               R"({"resource_changes":[],"complete":"no"})",
                               R"({"resource_changes":[{"change":[],"type":"aws_ecs_service"}]})"};
  for (const std::string& text : texts) EXPECT_FALSE(read_text(text).ok()) << text;
}

struct Sweep {
  std::size_t read = 0, refused = 0;
  std::vector<std::string> leaking = {};  // files whose error shows a secret of theirs
};

/// Every file below the folder is read; what it is, other tests say.
void sweep(const std::filesystem::path& folder, Sweep& result) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().string();
    const std::string error = error_of(read(test::read_file(path), path, {.type_info = ecs_info}));
    ++(error.empty() ? result.read : result.refused);
    if (error.find("hunter2") != std::string::npos) result.leaking.push_back(path);
  }
}

TEST(DamageTest, NoFileOfTheCorpusCrashesOrLeaks) {
  Sweep result;
  sweep(test::corpus_dir(), result);
  const std::string shared = test::source_dir() + "/../shared/corpus";
  if (std::filesystem::is_directory(shared)) {
    sweep(shared, result);
  } else {
    std::cout << "note: no shared corpus beside the source, only testdata/corpus was read\n";
  }
  EXPECT_EQ(result.leaking, std::vector<std::string>());
  EXPECT_GT(result.read, 50U);
  EXPECT_GT(result.refused, 5U);  // sources and notes lie beside the plans
}

}  // namespace
}  // namespace plimsoll::plan
