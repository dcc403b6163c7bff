// The commands beside check, colour, and the scripts for shells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "harness.h"
#include "plimsoll/cli/flags.h"

namespace plimsoll::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Explain, TakesIdsAndAliasesOfOtherScanners) {
  EXPECT_THAT(run_with({"explain", "ecs.4"}).out, HasSubstr("ECS.4"));
  EXPECT_THAT(run_with({"explain", "CKV_AWS_336"}).out, HasSubstr("ECS.5"));
  // What it demands, how that is decided, how to repair it, whom it serves.
  const std::string explained = run_with({"explain", "ECS.5"}).out;
  EXPECT_THAT(explained, HasSubstr("Judges         aws_ecs_task_definition\n"));
  EXPECT_THAT(explained, HasSubstr("Applies where  local.os == null"));
  EXPECT_THAT(explained, HasSubstr("Holds when     each.value.readonlyRootFilesystem == true\n"));
  EXPECT_THAT(explained, HasSubstr("Repaired by    Set readonlyRootFilesystem to true\n"));
  EXPECT_THAT(explained, HasSubstr("nist-800-53-r5: AC-2(1)"));
}

TEST(Controls, AreListedAsTextAndJson) {
  EXPECT_THAT(run_with({"controls"}).out, HasSubstr("ECS.4"));
  const Outcome json = run_with({"controls", "-f", "json"});
  EXPECT_THAT(json.out, StartsWith("["));
  EXPECT_THAT(json.out, HasSubstr("\"ECS.4\""));
}

TEST(Convert, RendersASavedResult) {
  const Given setup = {.files = {{"plan.json", privileged_plan()}}};
  const std::string json = run_with({"plan.json", "-f", "json"}, setup).out;
  const std::string markdown = run_with({"plan.json", "-f", "markdown"}, setup).out;
  const Outcome converted = run_with({"convert", "result.json", "-f", "markdown"}, {.files = {{"result.json", json}}});
  EXPECT_EQ(converted.code, kClean) << converted.err;
  EXPECT_EQ(converted.out, markdown);
  EXPECT_EQ(run_with({"convert", "-", "-f", "markdown"}, {.in = json}).out, markdown);
  EXPECT_EQ(run_with({"convert", "plan.json"}, setup).code, kCannot);
}

TEST(Help, IsShownForTheProgramAndEachCommand) {
  EXPECT_THAT(run_with({"--help"}).out, HasSubstr("Usage: plimsoll"));
  EXPECT_EQ(run_with({"-h"}).out, run_with({"help"}).out);
  for (const Command& c : commands()) {
    EXPECT_THAT(command_help(c), HasSubstr(std::string(c.name)));
  }
  EXPECT_THAT(run_with({"explain", "--help"}).out, HasSubstr("plimsoll explain"));
  EXPECT_THAT(run_with({"help", "policy"}).out, HasSubstr("plimsoll policy test"));
  EXPECT_THAT(run_with({"--version"}).out, StartsWith("plimsoll 0."));
}

TEST(Help, FitsATerminal) {
  std::istringstream lines(program_help());
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 120U) << line;
}

struct ColorCase {
  std::map<std::string, std::string> environment;
  std::vector<std::string> flags;
  bool terminal = false;
  bool colored = false;
};
class Color : public ::testing::TestWithParam<ColorCase> {};
TEST_P(Color, FollowsTheConventions) {
  std::vector<std::string> arguments = {"plan.json"};
  arguments.insert(arguments.end(), GetParam().flags.begin(), GetParam().flags.end());
  const Outcome outcome = run_with(arguments, {.files = {{"plan.json", privileged_plan()}},
                                               .environment = GetParam().environment,
                                               .out_is_terminal = GetParam().terminal});
  EXPECT_EQ(outcome.out.find("\x1b[") != std::string::npos, GetParam().colored);
}
INSTANTIATE_TEST_SUITE_P(Check, Color,
                         ::testing::Values(ColorCase{{}, {}, true, true}, ColorCase{{}, {}, false, false},
                                           ColorCase{{{"TERM", "dumb"}}, {}, true, false},
                                           ColorCase{{{"NO_COLOR", "1"}}, {}, true, false},
                                           ColorCase{{{"NO_COLOR", ""}}, {}, true, true},
                                           ColorCase{{{"NO_COLOR", "1"}}, {"--color", "always"}, false, true},
                                           ColorCase{{{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}, {}, true, false},
                                           ColorCase{{{"CLICOLOR_FORCE", "1"}}, {}, false, true},
                                           ColorCase{{{"CLICOLOR_FORCE", "0"}}, {}, false, false},
                                           ColorCase{{{"CLICOLOR", "0"}}, {}, true, false},
                                           ColorCase{{{"CLICOLOR_FORCE", "1"}}, {"--color=never"}, true, false},
                                           ColorCase{{{"PLIMSOLL_COLOR", "always"}}, {}, false, true}));

TEST(Completion, ListsFlagsCommandsAndControls) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const Outcome outcome = run_with({"completion", shell});
    EXPECT_EQ(outcome.code, kClean);
    for (const char* word : {"fail-on", "explain", "ECS.4", "sarif"})
      EXPECT_THAT(outcome.out, HasSubstr(word)) << shell;
    EXPECT_THAT(outcome.out, Not(HasSubstr("write-baseline"))) << shell;
  }
}

TEST(Completion, BashAcceptsTheScriptAndCompletes) {
  const std::filesystem::path script = std::filesystem::path(::testing::TempDir()) / "plimsoll-completion.bash";
  std::ofstream(script) << run_with({"completion", "bash"}).out
                        << "COMP_WORDS=(plimsoll plan.json --fail-on cri) COMP_CWORD=3\n_plimsoll\n"
                           "[[ ${COMPREPLY[0]} == critical ]] || exit 1\n"
                           "COMP_WORDS=(plimsoll expl) COMP_CWORD=1\n_plimsoll\n"
                           "[[ ${COMPREPLY[0]} == explain ]] || exit 1\n";
  EXPECT_EQ(std::system(("bash " + script.string()).c_str()), 0);
  std::filesystem::remove(script);
}

TEST(PolicyValidate, ShowsEveryMistake) {
  const Outcome outcome =
      run_with({"policy", "validate", "x.policy.hcl"},
               {.files = {{"x.policy.hcl", "resource_policy \"aws_ecs_cluster\" \"x\" {\n  bogus = 1\n}\n"}}});
  EXPECT_EQ(outcome.code, kCannot);
  EXPECT_THAT(outcome.err, HasSubstr("x.policy.hcl:"));
}

TEST(PolicyValidate, WarningsCountWithStrictOnly) {
  const std::string doubtful = "resource_policy \"x\" \"y\" {\n  enforce {\n    condition = attrs.l != []\n  }\n}\n";
  const Given setup = {.files = {{"p/x.policy.hcl", doubtful}, {"p/x.policytest.hcl", "locals {\n  a = 1\n}\n"}}};
  const Outcome lenient = run_with({"policy", "validate"}, setup);
  EXPECT_EQ(lenient.code, kClean);
  EXPECT_EQ(lenient.out, "2 files: valid, 1 warning\n");
  EXPECT_EQ(run_with({"policy", "validate", "--strict"}, setup).code, kCannot);
  const Outcome json = run_with({"policy", "validate", "p", "-f", "json"}, setup);
  EXPECT_THAT(json.out, HasSubstr(R"("file": "p/x.policy.hcl", "start": {"line": 3, "column": 28})"));
  EXPECT_THAT(json.err, IsEmpty());
  EXPECT_EQ(run_with({"policy", "validate", "q"}, setup).code, kCannot);
}

TEST(PolicyValidate, ListsWhatIsNotPortable) {
  const Given setup = {.files = {{"x.policy.hcl", "policy {\n  plimsoll { language = 1 }\n}\n"}}};
  EXPECT_THAT(run_with({"policy", "validate", "x.policy.hcl"}, setup).err, IsEmpty());
  EXPECT_THAT(run_with({"policy", "validate", "x.policy.hcl", "--portable"}, setup).err, HasSubstr("Not portable"));
}

TEST(Flags, EachHasOneMeaningPerCommand) {
  for (const Command& c : commands()) {
    std::map<std::string_view, int> names;
    std::map<char, int> letters;
    for (const Flag& flag : flags()) {
      if (!belongs(flag, c.id)) continue;
      EXPECT_EQ(++names[flag.name], 1) << c.name << " --" << flag.name;
      if (flag.short_name != '\0') {
        EXPECT_EQ(++letters[flag.short_name], 1) << c.name << " -" << flag.short_name;
      }
      EXPECT_EQ(flag.argument.empty(), flag.kind == FlagKind::kSwitch) << flag.name;
    }
  }
}

}  // namespace
}  // namespace plimsoll::cli
