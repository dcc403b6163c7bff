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

std::string run_session(const std::string& command, FileSystem& files) {
  std::vector<std::string> words = split(command, ' ');
  words.erase(words.begin());  // the program's name
  std::istringstream in;
  std::ostringstream out;
  cli::World world = {.files = &files, .in = &in, .out = &out, .err = &out, .in_is_terminal = true};
  cli::run(words, world);
  return out.str();
}

/// Calls `run` for every prompt and `block` for the content of every other block; the output of before is left out.
template <typename Run, typename Block>
std::string rewrite(const std::string& text, Run run, Block block) {
  constexpr std::string_view kPrompt = "$ ";
  std::string result;
  std::string content;
  bool in_console = false;
  bool in_other = false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const bool is_fence = line.starts_with("```");
    const bool is_prompt = in_console && line.starts_with(kPrompt);
    if (in_console && !is_fence && !is_prompt) continue;
    if (is_fence) {
      const bool opens = !in_console && !in_other;
      if (in_other) block(content);
      in_console = opens && line == "```console";
      in_other = opens && !in_console;
      content.clear();
    } else if (in_other) {
      content += line + "\n";
    }
    result += line + "\n";
    if (is_prompt) result += run(line.substr(kPrompt.size()));
  }
  return result;
}

}  // namespace

std::string with_sessions(const std::string& text) {
  RealFileSystem files;
  return rewrite(
      text, [&files](const std::string& command) { return run_session(command, files); }, [](const std::string&) {});
}

std::string with_tutorial(const std::string& text) {
  constexpr std::string_view kHeading = "\n## Tutorial\n";
  const std::size_t at = text.find(kHeading);
  if (at == std::string::npos) throw std::runtime_error("the page has no section called Tutorial");
  MemoryFileSystem files;
  const Result<std::string> plan = RealFileSystem().read("testdata/corpus/controls/source-article-ecs5/plan.json");
  if (!plan) throw std::runtime_error(render(plan.errors()));
  files.files["plan.json"] = *plan;
  const auto write_file = [&files](const std::string& content) {
    const std::size_t end = content.find('\n');
    const std::string first = content.substr(0, end);
    if (first.starts_with("# ") && first.ends_with(".hcl")) files.files[first.substr(2)] = content.substr(end + 1);
  };
  return text.substr(0, at) +
         rewrite(
             text.substr(at), [&files](const std::string& command) { return run_session(command, files); }, write_file);
}

std::vector<Page> pages() {
  return {{.file = "cli.md", .text = cli::cli_reference()},
          {.file = "controls.md", .text = controls_page()},
          {.file = "functions.md", .text = functions_page()}};
}

}  // namespace plimsoll::docs
