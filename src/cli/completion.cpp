// Completion scripts, generated from the table of flags.
#include <fmt/format.h>

#include <set>

#include "plimsoll/base/text.h"
#include "plimsoll/cli/flags.h"

namespace plimsoll::cli {
namespace {

struct Words {
  const std::vector<std::string>& controls;

  /// What can follow a flag: its closed set, the controls, or nothing (a file or free text).
  std::vector<std::string> of(const Flag& flag) const {
    return flag.argument_kind == ArgumentKind::kControl ? controls : choices(flag.argument_kind);
  }
};

bool wants_path(const Flag& flag) {
  return flag.argument_kind == ArgumentKind::kFile || flag.argument_kind == ArgumentKind::kDirectory;
}

std::vector<std::string> first_words() {
  std::vector<std::string> words;
  for (const Command& c : commands()) {
    const std::string first = split(c.name, ' ').front();
    if (!c.later && (words.empty() || words.back() != first)) words.push_back(first);
  }
  return words;
}

std::vector<std::string> flag_words() {
  std::set<std::string> words;
  for (const Flag& flag : flags()) {
    if (!flag.later) words.insert("--" + std::string(flag.name));
  }
  return {words.begin(), words.end()};
}

std::string bash(const Words& words) {
  std::string cases;
  std::set<std::string_view> seen;
  for (const Flag& flag : flags()) {
    if (flag.later || flag.kind == FlagKind::kSwitch || !seen.insert(flag.name).second) continue;
    std::string pattern = "--" + std::string(flag.name);
    if (flag.short_name != '\0') pattern += fmt::format("|-{}", flag.short_name);
    const std::vector<std::string> allowed = words.of(flag);
    if (!allowed.empty()) {
      cases += fmt::format("    {}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return ;;\n", pattern,
                           join(allowed, " "));
    } else if (wants_path(flag)) {
      cases += fmt::format("    {}) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n", pattern);
    }
  }
  return fmt::format(
      "# bash completion for plimsoll\n"
      "_plimsoll() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  case $previous in\n{}"
      "    explain) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return ;;\n"
      "    completion) COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$word\")); return ;;\n"
      "    policy) COMPREPLY=($(compgen -W \"test validate\" -- \"$word\")); return ;;\n"
      "  esac\n"
      "  if [[ $word == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"{}\" -- \"$word\"))\n"
      "  elif [[ $COMP_CWORD -eq 1 ]]; then\n"
      "    COMPREPLY=($(compgen -W \"{}\" -- \"$word\") $(compgen -f -- \"$word\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
      "  fi\n"
      "}}\n"
      "complete -o filenames -F _plimsoll plimsoll\n",
      cases, join(words.controls, " "), join(flag_words(), " "), join(first_words(), " "));
}

/// Text inside single quotes of zsh's _arguments, where brackets and colons have a meaning.
std::string zsh_text(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '[' || c == ']' || c == ':') result += '\\';
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return result;
}

std::string zsh(const Words& words) {
  std::string result = "#compdef plimsoll\n_arguments -s \\\n";
  std::set<std::string_view> seen;
  for (const Flag& flag : flags()) {
    if (flag.later || !seen.insert(flag.name).second) continue;
    std::string action;
    const std::vector<std::string> allowed = words.of(flag);
    if (!allowed.empty()) {
      action = fmt::format(":{}:({})", zsh_text(flag.argument), join(allowed, " "));
    } else if (wants_path(flag)) {
      action = fmt::format(":{}:_files", zsh_text(flag.argument));
    } else if (flag.kind != FlagKind::kSwitch) {
      action = fmt::format(":{}:", zsh_text(flag.argument));
    }
    result += fmt::format("  '*--{}[{}]{}' \\\n", flag.name, zsh_text(flag.help), action);
  }
  result += fmt::format("  '1::command or file:_alternative \"commands:command:({})\" \"files:file:_files\"' \\\n",
                        join(first_words(), " "));
  return result + fmt::format("  '*::operand:_alternative \"controls:control:({})\" \"files:file:_files\"'\n",
                              join(words.controls, " "));
}

std::string fish_text(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string fish(const Words& words) {
  std::string result = "# fish completion for plimsoll\n";
  for (const Command& c : commands()) {
    const std::vector<std::string> parts = split(c.name, ' ');
    if (c.later) continue;
    const std::string condition = parts.size() == 1 ? "__fish_use_subcommand" : "__fish_seen_subcommand_from policy";
    if (parts.size() == 2 && parts[1] == "test") {
      result += "complete -c plimsoll -n __fish_use_subcommand -a policy -d 'Test and validate policies'\n";
    }
    result +=
        fmt::format("complete -c plimsoll -n '{}' -a {} -d '{}'\n", condition, parts.back(), fish_text(c.summary));
  }
  result += fmt::format("complete -c plimsoll -n '__fish_seen_subcommand_from explain' -f -a '{}'\n",
                        join(words.controls, " "));
  std::set<std::string_view> seen;
  for (const Flag& flag : flags()) {
    if (flag.later || !seen.insert(flag.name).second) continue;
    std::string line = fmt::format("complete -c plimsoll -l {}", flag.name);
    if (flag.short_name != '\0') line += fmt::format(" -s {}", flag.short_name);
    if (flag.kind != FlagKind::kSwitch) line += wants_path(flag) ? " -r" : " -x";
    const std::vector<std::string> allowed = words.of(flag);
    if (!allowed.empty()) line += fmt::format(" -a '{}'", join(allowed, " "));
    result += line + fmt::format(" -d '{}'\n", fish_text(flag.help));
  }
  return result;
}

}  // namespace

std::string completion(std::string_view shell, const std::vector<std::string>& controls) {
  const Words words = {.controls = controls};
  if (shell == "bash") return bash(words);
  if (shell == "zsh") return zsh(words);
  return fish(words);
}

}  // namespace plimsoll::cli
