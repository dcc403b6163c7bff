// The table of commands and flags. It alone decides what is parsed, read from the environment, shown by --help,
// completed by shells and written to docs/cli.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::cli {

enum class CommandId : std::uint8_t {
  kCheck,
  kFix,
  kDiff,
  kExplain,
  kControls,
  kPolicyTest,
  kPolicyValidate,
  kPolicyNew,
  kConvert,
  kCompletion,
  kHelp,
};

struct Command {
  CommandId id = CommandId::kCheck;
  std::string_view name = {};  // "policy test": two words
  std::string_view operands = {};
  std::string_view summary = {};
  std::string_view details = {};
  bool later = false;  // known, but not part of this version
};

enum class FlagKind : std::uint8_t {
  kSwitch,  // no argument
  kOnce,    // the last one counts
  kRepeat,  // every one counts; in the environment one per line
  kList,    // like kRepeat, and each may hold several, separated by commas
};

/// What an argument may be: checked, suggested and completed.
enum class ArgumentKind : std::uint8_t {
  kNone,
  kText,
  kFile,
  kDirectory,
  kFormat,      // a format of report::formats(), with an optional "=FILE"
  kListFormat,  // text or json
  kTestFormat,  // a format of report::test_formats(), with an optional "=FILE"
  kStage,
  kSeverity,
  kControl,
  kInclude,
  kOnly,
  kUnknown,
  kApplicability,
  kColor,
};

struct Flag {
  std::string_view name = {};  // without "--"
  char short_name = '\0';
  std::string_view argument = {};  // "FORMAT[=FILE]", "" for a switch
  FlagKind kind = FlagKind::kSwitch;
  ArgumentKind argument_kind = ArgumentKind::kNone;
  std::uint32_t commands = 0;  // bit set of CommandId
  std::string_view help = {};
  bool later = false;       // refused with a clear message
  bool environment = true;  // may come from PLIMSOLL_<NAME>
};

std::span<const Command> commands();
std::span<const Flag> flags();

const Command& command(CommandId id);
const Command* find_command(std::string_view name);
const Flag* find_flag(std::string_view name);
bool belongs(const Flag& flag, CommandId command);

/// "fail-on" gives "PLIMSOLL_FAIL_ON".
std::string environment_name(const Flag& flag);
/// The closed set of words that an argument may be; empty where anything goes.
std::vector<std::string> choices(ArgumentKind kind);
/// A format of the product that this version does not write yet.
bool is_later_format(std::string_view name);

/// --help of the program, and of one command.
std::string program_help();
std::string command_help(const Command& command);
/// docs/cli.md.
std::string cli_reference();
/// A completion script for "bash", "zsh" or "fish"; `controls` are offered where a control is expected.
std::string completion(std::string_view shell, const std::vector<std::string>& controls);

}  // namespace plimsoll::cli
