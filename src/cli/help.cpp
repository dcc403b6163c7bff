// Everything that people read about the flags, from the one table.
#include <fmt/format.h>

#include <algorithm>

#include "plimsoll/base/text.h"
#include "plimsoll/cli/flags.h"

namespace plimsoll::cli {
namespace {

constexpr std::string_view kExitCodes =
    "Exit codes: 0 nothing at or above the threshold; 1 findings; 2 the job could not be done; 3 internal error.\n";

std::string spelled(const Flag& flag) {
  std::string text = flag.short_name == '\0' ? "    " : fmt::format("-{}, ", flag.short_name);
  text += fmt::format("--{}", flag.name);
  if (!flag.argument.empty()) text += fmt::format(" {}", flag.argument);
  return text;
}

/// `text` in lines of at most `width`, each after the first indented.
std::string wrap(std::string_view text, std::size_t indent, std::size_t width) {
  std::string result;
  std::size_t column = indent;
  for (const std::string& word : split(text, ' ')) {
    if (column > indent && column + 1 + word.size() > width) {
      result += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      result += ' ';
      ++column;
    }
    result += word;
    column += word.size();
  }
  return result;
}

std::string help_text(const Flag& flag) {
  std::string text(flag.help);
  if (flag.later) text += " (not in this version)";
  return text;
}

std::string flag_lines(CommandId id) {
  constexpr std::size_t kWidth = 100;
  constexpr std::size_t kIndent = 34;
  std::string result;
  for (const Flag& flag : flags()) {
    if (!belongs(flag, id) || flag.later) continue;
    std::string left = "  " + spelled(flag);
    if (left.size() + 2 > kIndent) {
      left += '\n' + std::string(kIndent, ' ');
    } else {
      left.resize(kIndent, ' ');
    }
    result += left + wrap(help_text(flag), kIndent, kWidth) + '\n';
  }
  return result;
}

std::string usage(const Command& command) {
  return fmt::format("plimsoll {}{} [FLAG...]", command.name,
                     command.operands.empty() ? "" : fmt::format(" {}", command.operands));
}

std::string choices_text(const Flag& flag) {
  const std::vector<std::string> words = choices(flag.argument_kind);
  return words.empty() ? "" : " One of: `" + join(words, "`, `") + "`.";
}

std::string cell(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

std::string flag_rows(const Command& command) {
  std::string result = "| flag | environment | meaning |\n| --- | --- | --- |\n";
  for (const Flag& flag : flags()) {
    if (!belongs(flag, command.id)) continue;
    std::string left = flag.short_name == '\0' ? "" : fmt::format("`-{}`, ", flag.short_name);
    left += fmt::format("`--{}{}`", flag.name, flag.argument.empty() ? "" : fmt::format(" {}", flag.argument));
    const std::string variable = flag.environment ? "`" + environment_name(flag) + "`" : "";
    result +=
        fmt::format("| {} | {} | {}.{} |\n", cell(left), variable, cell(help_text(flag)), cell(choices_text(flag)));
  }
  return result;
}

}  // namespace

std::string program_help() {
  std::string result =
      "plimsoll finds what is unsafe about Amazon ECS in a Terraform plan, before it is applied.\n\n"
      "Usage: plimsoll [COMMAND] [FLAG...] [FILE...]\n\nCommands:\n";
  for (const Command& c : commands()) {
    if (c.later) continue;
    std::string left = fmt::format("  {} {}", c.name, c.operands);
    left.resize(std::max<std::size_t>(left.size() + 2, 31), ' ');
    result += left + std::string(c.summary) + (c.id == CommandId::kCheck ? " (the default command)" : "") + '\n';
  }
  result += "\nFlags of check:\n" + flag_lines(CommandId::kCheck);
  result += "\nEvery flag may come from the environment: --fail-on from PLIMSOLL_FAIL_ON.\n";
  return result + std::string(kExitCodes);
}

std::string command_help(const Command& command) {
  std::string result = fmt::format("{}.\n\nUsage: {}\n", command.summary, usage(command));
  if (command.later) return result + "\nThis command is not available in this version.\n";
  if (!command.details.empty()) result += fmt::format("\n{}\n", command.details);
  result += "\nFlags:\n" + flag_lines(command.id) + '\n';
  return result + std::string(kExitCodes);
}

std::string cli_reference() {
  std::string result =
      "# Command line\n\n"
      "Written by `./dev docs` from the table in `src/cli/flags.cpp`.\n\n"
      "A flag beats its environment variable. A flag that may be given several times takes one value per line in its\n"
      "variable; a switch takes `true` or `false`. `VALUE,...` stands for a list separated by commas.\n\n"
      "Results go to standard output, everything else to standard error, whose last line gives the reason for an exit\n"
      "code other than 0.\n\n"
      "| exit code | meaning |\n| --- | --- |\n"
      "| 0 | nothing at or above the threshold |\n"
      "| 1 | a finding at or above `--fail-on`: every failure, and every unknown unless `--unknown=warn` |\n"
      "| 2 | the job could not be done: bad arguments, unreadable or malformed input, an invalid policy |\n"
      "| 3 | an internal error; please report it |\n";
  for (const Command& c : commands()) {
    result += fmt::format("\n## {}\n\n{}.\n", c.name, c.summary);
    if (c.later) {
      result += "Not in this version: the command is refused with exit code 2.\n";
      continue;
    }
    result += fmt::format("\n```\n{}\n```\n", usage(c));
    if (!c.details.empty()) result += fmt::format("\n{}\n", c.details);
    result += "\n" + flag_rows(c);
  }
  return result;
}

}  // namespace plimsoll::cli
