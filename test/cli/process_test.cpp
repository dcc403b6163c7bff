// The program as a process: signals, pipes, and the programs that it runs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "harness.h"

namespace plimsoll::cli {
namespace {

using ::testing::HasSubstr;

struct Ran {
  int code = -1;
  std::string output = {};  // both streams
};

Ran shell(const std::string& command) {
  Ran ran;
  FILE* pipe = ::popen(("{ " + command + "; } 2>&1").c_str(), "r");
  if (pipe == nullptr) return ran;
  char buffer[4096];
  for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) ran.output.append(buffer, got);
  ran.code = WEXITSTATUS(::pclose(pipe));
  return ran;
}

class Process : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              (std::string("plimsoll-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    write("plan.json", privileged_plan());
    write("tfplan", std::string("PK\x03\x04 a binary plan", 18));
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  void write_program(const std::string& name, const std::string& text) const {
    write(name, text);
    std::filesystem::permissions(folder_ / name, std::filesystem::perms::owner_all);
  }
  Ran in_folder(const std::string& command) const {
    return shell("cd '" + folder_.string() + "'; PLIMSOLL='" + PLIMSOLL_BINARY + "'; " + command);
  }

 private:
  std::filesystem::path folder_ = {};
};

TEST_F(Process, EndsWithTheExitCode) {
  const Ran ran = in_folder("\"$PLIMSOLL\" plan.json");
  EXPECT_EQ(ran.code, kFindings);
  EXPECT_THAT(ran.output, HasSubstr("ECS.4"));
}

TEST_F(Process, ReadsAPipe) {
  EXPECT_EQ(in_folder("cat plan.json | \"$PLIMSOLL\"").code, kFindings);
}

TEST_F(Process, AFullDeviceIsNoSuccess) {
  const Ran ran = in_folder("\"$PLIMSOLL\" plan.json --exit-zero > /dev/full");
  EXPECT_EQ(ran.code, kCannot);
  EXPECT_THAT(ran.output, HasSubstr("standard output"));
}

TEST_F(Process, AClosedPipeDoesNotKillIt) {
  const Ran ran = in_folder("{ \"$PLIMSOLL\" controls -f json; echo \"code $?\" >&2; } | true");
  EXPECT_TRUE(ran.output.find("code 2") != std::string::npos || ran.output.find("code 0") != std::string::npos)
      << ran.output;
}

TEST_F(Process, ABinaryPlanIsShownByTerraform) {
  write_program("terraform", "#!/bin/sh\n[ \"$1 $2\" = 'show -json' ] || exit 9\ncat plan.json\n");
  const Ran ran = in_folder("PATH=\"$PWD:$PATH\" \"$PLIMSOLL\" tfplan");
  EXPECT_EQ(ran.code, kFindings) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr("ECS.4"));
}

TEST_F(Process, TofuIsAskedWhenTerraformCannot) {
  write_program("terraform", "#!/bin/sh\nexit 1\n");
  write_program("tofu", "#!/bin/sh\ncat plan.json\n");
  EXPECT_EQ(in_folder("PATH=\"$PWD:$PATH\" \"$PLIMSOLL\" tfplan").code, kFindings);
}

TEST_F(Process, ErrorsOfTerraformAreShown) {
  write_program("terraform", "#!/bin/sh\nprintf 'no such \\033[31mplan\\n' >&2\nexit 1\n");
  write_program("tofu", "#!/bin/sh\nexit 1\n");
  const Ran ran = in_folder("PATH=\"$PWD:$PATH\" \"$PLIMSOLL\" tfplan");
  EXPECT_EQ(ran.code, kCannot);
  EXPECT_THAT(ran.output, HasSubstr("no such"));
  EXPECT_EQ(ran.output.find('\x1b'), std::string::npos);
}

TEST_F(Process, WithoutTerraformItSaysWhatToDo) {
  const Ran ran = in_folder("PATH=/nowhere \"$PLIMSOLL\" tfplan");
  EXPECT_EQ(ran.code, kCannot);
  EXPECT_THAT(ran.output, HasSubstr("terraform show -json"));
}

#if !defined(__SANITIZE_ADDRESS__)
TEST_F(Process, ACrashIsAnInternalError) {
  const Ran ran = in_folder(
      "mkfifo pipe; \"$PLIMSOLL\" - < pipe & child=$!; exec 9> pipe; sleep 0.2; kill -ABRT $child; wait $child");
  EXPECT_EQ(ran.code, kInternalError);
  EXPECT_THAT(ran.output, HasSubstr("please report it (exit code 3)"));
}
#endif

}  // namespace
}  // namespace plimsoll::cli
