#include "pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>

#include "analysis/functions.h"
#include "plimsoll/analysis/analysis.h"
#include "plimsoll/base/text.h"
#include "plimsoll/cli/cli.h"
#include "plimsoll/cli/flags.h"

namespace plimsoll::docs {
namespace {

std::string cell(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '|') result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

std::string remarks(const Control& control) {
  std::vector<std::string> words;
  if (!control.enabled) words.emplace_back("off by default");
  if (control.deprecated) words.emplace_back("deprecated");
  return join(words, ", ");
}

/// The anchor that GitHub and GitLab give a heading.
std::string anchor(std::string_view id) {
  std::string result;
  for (char c : ascii_lower(id)) {
    if (c != '.') result += c;
  }
  return result;
}

std::string details(const Control& control) {
  std::string text = fmt::format("\n## {}\n\n{}\n\n", control.id, control.title);
  if (!control.description.empty()) text += control.description + "\n\n";
  text += fmt::format("- Severity: {}\n", name(control.severity));
  if (const std::string remark = remarks(control); !remark.empty()) text += fmt::format("- State: {}\n", remark);
  if (!control.aliases.empty()) text += fmt::format("- Elsewhere: {}\n", join(control.aliases, ", "));
  for (const auto& [framework, requirements] : control.frameworks) {
    text += fmt::format("- {}: {}\n", framework, join(requirements, ", "));
  }
  if (!control.help_uri.empty()) text += fmt::format("- More: <{}>\n", control.help_uri);
  text += fmt::format("- Policy: [`{0}`](../policies/{0})\n", control.policy_file);
  return text;
}

std::string controls_page() {
  const MemoryFileSystem no_files;
  Result<analysis::SelectedPolicies> policies = analysis::load_policies({}, no_files);
  if (!policies) throw std::runtime_error(render(policies.errors()));
  std::string text =
      "# Controls\n\nWritten by `./dev docs` from the files in `policies/`. `plimsoll explain CONTROL` says the same "
      "in a\n"
      "terminal.\n\n| control | severity | title | |\n| --- | --- | --- | --- |\n";
  for (const Control& control : policies->controls) {
    text += fmt::format("| [{}](#{}) | {} | {} | {} |\n", control.id, anchor(control.id), name(control.severity),
                        cell(control.title), remarks(control));
  }
  for (const Control& control : policies->controls) text += details(control);
  return text;
}

std::string signature(const lang::Function& function) {
  std::string text = function.name + "(";
  bool first = true;
  for (const lang::Parameter& parameter : function.parameters) {
    if (!first) text += ", ";
    first = false;
    text += parameter.name;
    if (parameter.optional) text += "?";
    if (parameter.variadic) text += "...";
  }
  return text + ")";
}

std::string functions_page() {
  const plan::Plan no_plan;
  const lang::FunctionTable table = analysis::function_table(no_plan);
  std::map<std::string, std::vector<const lang::Function*>> by_namespace;
  for (const lang::Function& function : table.all()) {
    if (function.name.starts_with("plugin::")) continue;  // a second name of a function that stands here
    const std::size_t colons = function.name.find("::");
    by_namespace[colons == std::string::npos ? "" : function.name.substr(0, colons + 2)].push_back(&function);
  }
  std::string text =
      "# Functions\n\nWritten by `./dev docs` from the table of functions. `?` marks a parameter that may be left out, "
      "`...` "
      "one that\nmay be repeated. Those that Terraform's own policy engine does not have are marked \"plimsoll "
      "only\".\n";
  for (auto& [prefix, functions] : by_namespace) {
    std::ranges::sort(functions, {}, [](const lang::Function* f) { return f->name; });
    text += fmt::format("\n## {}\n\n| function | |\n| --- | --- |\n", prefix.empty() ? "Without a namespace" : prefix);
    for (const lang::Function* function : functions) {
      text += fmt::format("| `{}` | {}{} |\n", signature(*function), cell(function->summary),
                          function->portable ? "" : " plimsoll only.");
    }
  }
  return text;
}

std::string run_session(const std::string& command) {
  std::vector<std::string> words = split(command, ' ');
  words.erase(words.begin());  // the program's name
  RealFileSystem files;
  std::istringstream in;
  std::ostringstream out;
  cli::World world = {.files = &files, .in = &in, .out = &out, .err = &out, .in_is_terminal = true};
  cli::run(words, world);
  return out.str();
}

}  // namespace

std::string with_sessions(const std::string& text) {
  constexpr std::string_view kBlock = "```console";
  constexpr std::string_view kPrompt = "$ ";
  std::string result;
  bool in_block = false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const bool is_fence = line.starts_with("```");
    const bool is_prompt = in_block && line.starts_with(kPrompt);
    if (in_block && !is_fence && !is_prompt) continue;  // output of before
    if (is_fence) in_block = line == kBlock;
    result += line + "\n";
    if (is_prompt) result += run_session(line.substr(kPrompt.size()));
  }
  return result;
}

std::vector<Page> pages() {
  return {{.file = "cli.md", .text = cli::cli_reference()},
          {.file = "controls.md", .text = controls_page()},
          {.file = "functions.md", .text = functions_page()}};
}

}  // namespace plimsoll::docs
