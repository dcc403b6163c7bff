#include "arguments.h"

#include <algorithm>
#include <optional>

#include "plimsoll/base/text.h"
#include "split_arguments.h"

namespace plimsoll::cli {
namespace {

struct FoundCommand {
  const Command* command = nullptr;
  std::vector<std::string> rest = {};
};

/// Positions of the arguments that are neither flags nor values of flags, as far as the table knows them.
std::vector<std::size_t> operand_positions(const std::vector<std::string>& arguments) {
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& text = arguments[i];
    if (text == "--") break;
    if (text.size() < 2 || text[0] != '-') {
      positions.push_back(i);
      continue;
    }
    const bool is_long = text[1] == '-';
    const Flag* flag = nullptr;
    if (is_long) {
      flag = find_flag(text.substr(2));
    } else if (text.size() == 2) {
      const auto table = flags();
      const auto found =
          std::find_if(table.begin(), table.end(), [&](const Flag& f) { return f.short_name == text[1]; });
      flag = found == table.end() ? nullptr : &*found;
    }
    if (flag != nullptr && flag->kind != FlagKind::kSwitch) ++i;  // the next argument is its value
  }
  return positions;
}

FoundCommand find_command_in(const std::vector<std::string>& arguments) {
  const std::vector<std::size_t> positions = operand_positions(arguments);
  const auto without = [&](std::size_t count) {
    std::vector<std::string> rest;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (std::find(positions.begin(), positions.begin() + static_cast<std::ptrdiff_t>(count), i) ==
          positions.begin() + static_cast<std::ptrdiff_t>(count)) {
        rest.push_back(arguments[i]);
      }
    }
    return rest;
  };
  if (positions.size() >= 2) {
    const std::string two = arguments[positions[0]] + " " + arguments[positions[1]];
    if (const Command* found = cli::find_command(two)) return {found, without(2)};
  }
  if (!positions.empty()) {
    if (const Command* found = cli::find_command(arguments[positions[0]])) return {found, without(1)};
  }
  return {&command(CommandId::kCheck), arguments};
}

std::vector<std::string> first_words() {
  std::vector<std::string> words;
  for (const Command& c : commands()) words.push_back(split(c.name, ' ').front());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

/// `plimsoll chekc`: a word that looks like no file but like a command.
std::optional<Diagnostic> mistyped_command(const std::vector<std::string>& operands) {
  if (operands.empty()) return std::nullopt;
  const std::string& word = operands.front();
  if (word == "policy") {
    std::vector<std::string> seconds;
    for (const Command& c : commands()) {
      const std::vector<std::string> words = split(c.name, ' ');
      if (words.size() == 2) seconds.push_back(words[1]);
    }
    if (operands.size() == 1) return make_error("policy needs one of: " + join(seconds, ", "));
    return make_error("Unknown command \"policy " + printable(operands[1]) + "\"", suggest(operands[1], seconds));
  }
  if (word.find_first_of("./\\-") != std::string::npos) return std::nullopt;
  const std::string near = did_you_mean(word, first_words());
  if (near.empty()) return std::nullopt;
  return make_error("Unknown command \"" + printable(word) + "\"",
                    "did you mean \"" + near + "\"? A file of this name is read as ./" + printable(word) + ".");
}

std::string command_names(const Flag& flag) {
  std::vector<std::string> names;
  for (const Command& c : commands()) {
    if (belongs(flag, c.id) && !c.later) names.emplace_back(c.name);
  }
  return join(names, ", ");
}

/// A flag that the command does not have: one of another command, or a slip of the pen.
Diagnostic unknown_flag(const std::string& text, const Command& command) {
  const std::string shown = text.substr(0, text.find('='));
  const std::string name =
      shown.substr(shown.find_first_not_of('-') == std::string::npos ? shown.size() : shown.find_first_not_of('-'));
  if (const Flag* other = find_flag(name); other != nullptr && shown.starts_with("--")) {
    return make_error(shown + " is no flag of `plimsoll " + std::string(command.name) + "`",
                      "it belongs to: " + command_names(*other));
  }
  std::vector<std::string> candidates;
  for (const Flag& flag : flags()) {
    if (belongs(flag, command.id)) candidates.push_back("--" + std::string(flag.name));
  }
  const std::string near = did_you_mean("--" + name, candidates);
  return make_error("Unknown flag " + printable(shown),
                    near.empty() ? "`plimsoll help " + std::string(command.name) + "` lists the flags"
                                 : "did you mean \"" + near + "\"?");
}

const Flag* flag_of(std::string_view name, const Command& command) {
  for (const Flag& flag : flags()) {
    if (flag.name == name && belongs(flag, command.id)) return &flag;
  }
  return nullptr;
}

void add_value(std::vector<FlagValue>& values, const Flag& flag, const std::string& text, const std::string& given_by) {
  if (flag.kind == FlagKind::kOnce || flag.kind == FlagKind::kSwitch) values.clear();
  if (flag.kind != FlagKind::kList) {
    values.push_back({text, given_by});
    return;
  }
  for (std::string& part : split(text, ',')) {
    if (!part.empty()) values.push_back({std::move(part), given_by});
  }
}

/// The truth of a switch in the environment, or nullopt when it is neither.
std::optional<bool> parse_truth(std::string_view text) {
  const std::string lower = ascii_lower(text);
  if (lower == "1" || lower == "true" || lower == "yes" || lower == "on") return true;
  if (lower == "0" || lower == "false" || lower == "no" || lower == "off") return false;
  return std::nullopt;
}

void add_from_environment(Arguments& result, const Environment& environment, Diagnostics& errors) {
  for (const Flag& flag : flags()) {
    if (!flag.environment || !belongs(flag, result.command->id) || result.flags.contains(flag.name)) continue;
    const std::string variable = environment_name(flag);
    const auto found = environment.find(variable);
    if (found == environment.end() || found->second.empty()) continue;
    std::vector<FlagValue> values;
    if (flag.kind == FlagKind::kSwitch) {
      const std::optional<bool> on = parse_truth(found->second);
      if (!on) errors.push_back(make_error(variable + " is neither true nor false"));
      if (on.value_or(false)) values.push_back({"true", variable});
    } else if (flag.kind == FlagKind::kOnce) {
      values.push_back({found->second, variable});
    } else {
      for (const std::string& line : split(found->second, '\n')) {
        if (!line.empty()) add_value(values, flag, line, variable);
      }
    }
    if (!values.empty()) result.flags.emplace(flag.name, std::move(values));
  }
}

}  // namespace

bool Arguments::has(std::string_view flag) const {
  const auto found = flags.find(flag);
  return found != flags.end() && !found->second.empty() && found->second.back().text != "false";
}

std::string Arguments::last(std::string_view flag) const {
  const std::vector<FlagValue>& values = all(flag);
  return values.empty() ? std::string() : values.back().text;
}

const std::vector<FlagValue>& Arguments::all(std::string_view flag) const {
  static const std::vector<FlagValue> kEmpty;
  const auto found = flags.find(flag);
  return found == flags.end() ? kEmpty : found->second;
}

std::vector<std::string> Arguments::texts(std::string_view flag) const {
  std::vector<std::string> result;
  for (const FlagValue& value : all(flag)) result.push_back(value.text);
  return result;
}

Diagnostics check_values(const Arguments& arguments) {
  Diagnostics errors;
  for (const auto& [name, values] : arguments.flags) {
    const Flag& flag = *flag_of(name, *arguments.command);
    if (flag.later && !values.empty()) {
      errors.push_back(make_error(values.front().given_by + " is not available in this version",
                                  "the flag is planned; without it the command does what it says today"));
      continue;
    }
    const std::vector<std::string> allowed = choices(flag.argument_kind);
    if (allowed.empty()) continue;
    for (const FlagValue& value : values) {
      const bool may_have_file =
          flag.argument_kind == ArgumentKind::kFormat || flag.argument_kind == ArgumentKind::kTestFormat;
      const std::string word = may_have_file ? value.text.substr(0, value.text.find('=')) : value.text;
      if (std::find(allowed.begin(), allowed.end(), word) != allowed.end()) continue;
      if (may_have_file && is_later_format(word)) {
        errors.push_back(
            make_error("Format \"" + word + "\" is not available in this version", "there is: " + join(allowed, ", ")));
        continue;
      }
      errors.push_back(
          make_error("Invalid value \"" + printable(word) + "\" for " + value.given_by, suggest(word, allowed)));
    }
  }
  return errors;
}

std::string suggest(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string near = did_you_mean(word, candidates);
  return near.empty() ? "expected one of: " + join(candidates, ", ") : "did you mean \"" + near + "\"?";
}

Result<Arguments> parse_arguments(const std::vector<std::string>& arguments, const Environment& environment) {
  FoundCommand found = find_command_in(arguments);
  Result<SplitArguments> parts = split_arguments(*found.command, found.rest);
  if (!parts) return std::move(parts).errors();

  Arguments result{.command = found.command, .operands = std::move(parts->operands)};
  for (const SplitFlag& given : parts->flags) {
    add_value(result.flags[given.name], *flag_of(given.name, *found.command), given.value, "--" + given.name);
  }
  if (parts->unknown.empty() && (result.has("help") || result.has("version"))) return result;

  Diagnostics errors;
  if (found.command->id == CommandId::kCheck && found.rest.size() == arguments.size()) {
    if (std::optional<Diagnostic> mistyped = mistyped_command(result.operands)) errors.push_back(*std::move(mistyped));
  }
  if (found.command->later) {
    return make_error("`plimsoll " + std::string(found.command->name) + "` is not available in this version");
  }
  for (const std::string& text : parts->unknown) errors.push_back(unknown_flag(text, *found.command));
  add_from_environment(result, environment, errors);
  const Diagnostics wrong = check_values(result);
  errors.insert(errors.end(), wrong.begin(), wrong.end());
  if (!errors.empty()) return errors;
  return result;
}

}  // namespace plimsoll::cli
