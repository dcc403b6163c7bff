#include "plimsoll/cli/flags.h"

#include <algorithm>
#include <array>

#include "plimsoll/finding/finding.h"
#include "plimsoll/report/policy_tests.h"
#include "plimsoll/report/report.h"

namespace plimsoll::cli {
namespace {

constexpr std::uint32_t bit(CommandId id) {
  return 1U << static_cast<unsigned>(id);
}
constexpr std::uint32_t kCheck = bit(CommandId::kCheck);
constexpr std::uint32_t kConvert = bit(CommandId::kConvert);
constexpr std::uint32_t kControls = bit(CommandId::kControls);
constexpr std::uint32_t kReports = kCheck | kConvert;
constexpr std::uint32_t kFix = bit(CommandId::kFix);
constexpr std::uint32_t kPolicies = kCheck | kFix | kControls | bit(CommandId::kExplain);
constexpr std::uint32_t kTest = bit(CommandId::kPolicyTest);
constexpr std::uint32_t kValidate = bit(CommandId::kPolicyValidate);
constexpr std::uint32_t kConfigured = kReports | kPolicies | kTest | kValidate;
constexpr std::uint32_t kNew = bit(CommandId::kPolicyNew);
constexpr std::uint32_t kAll = ~0U;

constexpr std::array kCommands = {
    Command{
        CommandId::kCheck, "check", "[FILE...]", "Judge the ECS resources of plans",
        "FILE is the output of `terraform show -json PLAN` or `tofu show -json PLAN`, a state as JSON, an ECS task\n"
        "definition as JSON, or a binary plan (then terraform or tofu must be on PATH). `-`, or no FILE with a pipe\n"
        "on standard input, reads standard input. `check` may be left out: `plimsoll plan.json`."},
    Command{
        CommandId::kFix, "fix", "FILE", "Print or apply the repairs as a diff of the Terraform source",
        "FILE is a plan as for `check`, made from the source in DIR as it is now. The diff goes to standard output,\n"
        "what became of each finding to standard error. Exit code 1 means that findings remain without repair."},
    Command{CommandId::kDiff, "diff", "FILE", "Show what a plan changes inside each task definition", "", true},
    Command{CommandId::kExplain, "explain", "CONTROL...", "Say what a control demands, why, and how to fix it",
            "CONTROL is an id such as ECS.4, or the id of another scanner that means the same (CKV_AWS_336)."},
    Command{CommandId::kControls, "controls", "", "List the controls", ""},
    Command{
        CommandId::kPolicyTest, "policy test", "[PATH...]", "Run .policytest.hcl files",
        "PATH is a file, or a directory that is searched with all below it (default: the current one). Exit code 1\n"
        "means that a test failed, 2 that a file could not be run."},
    Command{
        CommandId::kPolicyValidate, "policy validate", "[PATH...]",
        "Check .policy.hcl and .policytest.hcl files for mistakes",
        "PATH is a file, or a directory that is searched with all below it (default: the current one). Exit code 2\n"
        "means that there is an error; a warning changes the exit code with --strict only."},
    Command{CommandId::kPolicyNew, "policy new", "NAME", "Start a new control and its test",
            "NAME is the id of the control, such as ECS.99; the files are called ecs-99.policy.hcl and\n"
            "ecs-99.policytest.hcl. They validate and pass as they are."},
    Command{CommandId::kConvert, "convert", "RESULT.json", "Render a saved JSON result in another format",
            "RESULT.json was written by `plimsoll check -f json`; `-` reads standard input."},
    Command{CommandId::kCompletion, "completion", "bash|zsh|fish", "Print a completion script for a shell",
            "For bash: source <(plimsoll completion bash)"},
    Command{CommandId::kHelp, "help", "[COMMAND]", "Show help", ""},
};

using enum FlagKind;
constexpr std::array kFlags = {
    Flag{"format", 'f', "FORMAT[=FILE]", kList, ArgumentKind::kFormat, kReports,
         "Format of the report (default text); may be given several times, at most once without a file"},
    Flag{"format", 'f', "FORMAT", kOnce, ArgumentKind::kListFormat, kControls | kValidate, "text (default) or json"},
    Flag{"format", 'f', "FORMAT[=FILE]", kList, ArgumentKind::kTestFormat, kTest,
         "text (default), junit or json; may be given several times, at most once without a file"},
    Flag{"output", 'o', "FILE", kOnce, ArgumentKind::kFile, kReports | kTest,
         "Write the report to FILE, not standard output"},
    Flag{"fail-on", '\0', "SEVERITY", kOnce, ArgumentKind::kSeverity, kReports,
         "Exit with 1 for findings at or above this severity (default low)"},
    Flag{"severity", '\0', "SEVERITY", kOnce, ArgumentKind::kSeverity, kReports,
         "Show only findings at or above this severity; the exit code does not change"},
    Flag{"control", '\0', "GLOB,...", kList, ArgumentKind::kControl, kPolicies & ~bit(CommandId::kExplain),
         "Judge these controls only; a control that is off by default runs when named in full"},
    Flag{"skip-control", '\0', "GLOB,...", kList, ArgumentKind::kControl, kPolicies & ~bit(CommandId::kExplain),
         "Leave these controls out"},
    Flag{"include", '\0', "VERDICT,...", kList, ArgumentKind::kInclude, kReports,
         "Show pass, not_applicable or waived findings too"},
    Flag{"only", '\0', "introduced", kOnce, ArgumentKind::kOnly, kReports,
         "Show and count only what this plan introduces"},
    Flag{"unknown", '\0', "fail|warn", kOnce, ArgumentKind::kUnknown, kReports,
         "Whether an unknown verdict counts like a failure (default fail)"},
    Flag{"policy", '\0', "PATH", kRepeat, ArgumentKind::kFile, kPolicies,
         "Add a .policy.hcl file, or every one in a directory"},
    Flag{"no-builtin", '\0', "", kSwitch, ArgumentKind::kNone, kPolicies, "Leave the built-in policies out"},
    Flag{"input", '\0', "NAME=VALUE", kRepeat, ArgumentKind::kText, kPolicies | kTest,
         "Set an input of the policies; TFPOLICY_INPUT_<NAME> in the environment does the same"},
    Flag{"input-file", '\0', "FILE", kRepeat, ArgumentKind::kFile, kPolicies | kTest,
         "Set inputs from a file: NAME = VALUE lines as in .tfvars, or a JSON object"},
    Flag{"run", '\0', "PATTERN", kRepeat, ArgumentKind::kText, kTest,
         "Run only tests whose file or resource.TYPE.NAME contains PATTERN, matches a glob with *, or a /regex/"},
    Flag{"policies", '\0', "PATH", kRepeat, ArgumentKind::kFile, kTest,
         "Policies for test files that name no targets (default: those beside the test file)"},
    Flag{"junit", '\0', "FILE", kOnce, ArgumentKind::kFile, kTest, "Write a JUnit report to FILE too"},
    Flag{"coverage", '\0', "", kSwitch, ArgumentKind::kNone, kTest,
         "Show how often each enforce block passed and failed, and which never did"},
    Flag{"portable", '\0', "", kSwitch, ArgumentKind::kNone, kValidate,
         "Warn about everything that Terraform's own policy engine does not know"},
    Flag{"strict", '\0', "", kSwitch, ArgumentKind::kNone, kValidate, "Exit with 2 for warnings too"},
    Flag{"dir", '\0', "DIR", kOnce, ArgumentKind::kDirectory, kNew,
         "Write the files to DIR (default: the current one)"},
    Flag{"resource-type", '\0', "TYPE", kOnce, ArgumentKind::kText, kNew,
         "What to judge (default aws_ecs_task_definition, container by container)"},
    Flag{"title", '\0', "TEXT", kOnce, ArgumentKind::kText, kNew, "What must hold, in one sentence"},
    Flag{"standard", '\0', "", kSwitch, ArgumentKind::kNone, kNew,
         "Use the standard language only, so that Terraform's own engine can run it too"},
    Flag{"force", '\0', "", kSwitch, ArgumentKind::kNone, kNew, "Overwrite files that exist"},
    Flag{"evaluation-stage", '\0', "setup|plan", kOnce, ArgumentKind::kStage, kTest,
         "At setup only providers and modules are judged (default plan)"},
    Flag{"exit-zero", '\0', "", kSwitch, ArgumentKind::kNone, kCheck,
         "Exit with 0 in place of 1; never in place of 2 or 3"},
    Flag{"write", '\0', "", kSwitch, ArgumentKind::kNone, kFix, "Write the repairs into the source", false, false},
    Flag{"check", '\0', "", kSwitch, ArgumentKind::kNone, kFix,
         "Exit with 1 when there is anything to repair, also when the diff repairs all of it"},
    Flag{"applicability", '\0', "exact|review", kOnce, ArgumentKind::kApplicability, kFix,
         "Also repair what needs a look afterwards (default exact)"},
    Flag{"severity", '\0', "SEVERITY", kOnce, ArgumentKind::kSeverity, kFix,
         "Repair only findings at or above this severity"},
    Flag{"only", '\0', "introduced", kOnce, ArgumentKind::kOnly, kFix, "Repair only what this plan introduces"},
    Flag{"output", 'o', "FILE", kOnce, ArgumentKind::kFile, kFix, "Write the diff to FILE, not standard output"},
    Flag{"source", '\0', "DIR", kOnce, ArgumentKind::kDirectory, kFix,
         "The root module that the plan was made from (default: found in the current directory, beside the plan, or "
         "above)"},
    Flag{"source", '\0', "DIR", kOnce, ArgumentKind::kDirectory, kCheck,
         "Read what the plan does not know from the Terraform source in DIR (default: found where the plan was made)"},
    Flag{"no-source", '\0', "", kSwitch, ArgumentKind::kNone, kCheck, "Judge by the plan alone"},
    Flag{"baseline", '\0', "FILE", kOnce, ArgumentKind::kFile, kCheck, "Do not count the findings in FILE", true},
    Flag{"write-baseline", '\0', "FILE", kOnce, ArgumentKind::kFile, kCheck, "Write the findings to FILE", true},
    Flag{"waivers", '\0', "FILE", kOnce, ArgumentKind::kFile, kCheck, "Read waivers from FILE", true},
    Flag{"today", '\0', "DATE", kOnce, ArgumentKind::kText, kCheck, "Today's date, for waivers that expire", true},
    Flag{"config", '\0', "FILE", kOnce, ArgumentKind::kFile, kConfigured,
         "Read settings from FILE (default: .plimsoll.hcl in the current directory, if there is one)"},
    Flag{"no-config", '\0', "", kSwitch, ArgumentKind::kNone, kConfigured, "Read no configuration file"},
    Flag{"show-config", '\0', "", kSwitch, ArgumentKind::kNone, kConfigured,
         "Show every setting with its origin, and do nothing else", false, false},
    Flag{"quiet", 'q', "", kSwitch, ArgumentKind::kNone, kFix, "Only the diff, and errors"},
    Flag{"quiet", 'q', "", kSwitch, ArgumentKind::kNone, kReports | kTest | kValidate,
         "Less text: no warnings, no details where nothing fails"},
    Flag{"verbose", 'v', "", kSwitch, ArgumentKind::kNone, kAll & ~bit(CommandId::kHelp),
         "More text: descriptions and fixes in full, and timings on standard error"},
    Flag{"color", '\0', "auto|always|never", kOnce, ArgumentKind::kColor, kAll & ~bit(CommandId::kHelp),
         "Colour (default auto; NO_COLOR, CLICOLOR and CLICOLOR_FORCE are honoured)"},
    Flag{"help", 'h', "", kSwitch, ArgumentKind::kNone, kAll, "Show help", false, false},
    Flag{"version", 'V', "", kSwitch, ArgumentKind::kNone, kAll, "Show the version", false, false},
};

constexpr std::array<std::string_view, 11> kLaterFormats = {"github",      "junit", "rdjson",   "gitlab-codequality",
                                                            "gitlab-sast", "azure", "conftest", "tfc-run-task",
                                                            "asff",        "ocsf",  "html"};

std::vector<std::string> severity_names() {
  std::vector<std::string> names;
  for (Severity severity : kSeverities) names.emplace_back(name(severity));
  return names;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const report::Format& format : report::formats()) names.emplace_back(format.name);
  return names;
}

std::vector<std::string> test_format_names() {
  std::vector<std::string> names;
  for (const report::TestFormat& format : report::test_formats()) names.emplace_back(format.name);
  return names;
}

}  // namespace

std::span<const Command> commands() {
  return kCommands;
}
std::span<const Flag> flags() {
  return kFlags;
}

const Command& command(CommandId id) {
  return *std::find_if(kCommands.begin(), kCommands.end(), [id](const Command& c) { return c.id == id; });
}

const Command* find_command(std::string_view name) {
  const auto* found =
      std::find_if(kCommands.begin(), kCommands.end(), [name](const Command& c) { return c.name == name; });
  return found == kCommands.end() ? nullptr : found;
}

const Flag* find_flag(std::string_view name) {
  const auto* found = std::find_if(kFlags.begin(), kFlags.end(), [name](const Flag& f) { return f.name == name; });
  return found == kFlags.end() ? nullptr : found;
}

bool belongs(const Flag& flag, CommandId command) {
  return (flag.commands & bit(command)) != 0;
}

std::string environment_name(const Flag& flag) {
  std::string result = "PLIMSOLL_";
  for (char c : flag.name) result += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return result;
}

std::vector<std::string> choices(ArgumentKind kind) {
  switch (kind) {
    case ArgumentKind::kFormat:
      return format_names();
    case ArgumentKind::kListFormat:
      return {"text", "json"};
    case ArgumentKind::kTestFormat:
      return test_format_names();
    case ArgumentKind::kStage:
      return {"setup", "plan"};
    case ArgumentKind::kSeverity:
      return severity_names();
    case ArgumentKind::kInclude:
      return {"pass", "not_applicable", "waived"};
    case ArgumentKind::kOnly:
      return {"introduced"};
    case ArgumentKind::kUnknown:
      return {"fail", "warn"};
    case ArgumentKind::kApplicability:
      return {"exact", "review"};
    case ArgumentKind::kColor:
      return {"auto", "always", "never"};
    case ArgumentKind::kNone:
    case ArgumentKind::kText:
    case ArgumentKind::kFile:
    case ArgumentKind::kDirectory:
    case ArgumentKind::kControl:
      return {};
  }
  return {};
}

bool is_later_format(std::string_view name) {
  return report::find_format(name) == nullptr &&
         std::find(kLaterFormats.begin(), kLaterFormats.end(), name) != kLaterFormats.end();
}

}  // namespace plimsoll::cli
