#include "settings.h"

#include <algorithm>
#include <set>

#include "color.h"
#include "inputs.h"
#include "plimsoll/base/text.h"

namespace plimsoll::cli {
namespace {

constexpr std::string_view kDefaultFormat = "text";

/// "sarif=out.sarif", "json=-" and "text"; the words are already checked.
Target parse_target(std::string_view text) {
  const std::size_t equals = text.find('=');
  Target target = {.format = report::find_format(text.substr(0, equals))};
  if (equals != std::string_view::npos) target.file = text.substr(equals + 1);
  if (target.file == "-") target.file.clear();
  return target;
}

Diagnostics check_targets(const std::vector<Target>& targets) {
  Diagnostics errors;
  std::set<std::string> files;
  for (const Target& target : targets) {
    if (files.insert(target.file).second) continue;
    errors.push_back(
        make_error(target.file.empty() ? "Two reports would both go to standard output"
                                       : "Two reports would both be written to " + printable(target.file),
                   "give each format a file of its own: -f " + std::string(target.format->name) + "=FILE"));
  }
  return errors;
}

Result<std::vector<Target>> parse_targets(const Arguments& arguments) {
  std::vector<Target> targets;
  for (const FlagValue& value : arguments.all("format")) {
    targets.push_back(parse_target(value.text));
    if (value.text.ends_with('=')) return make_error(value.given_by + " " + value.text + " names no file");
  }
  if (targets.empty()) targets.push_back({.format = report::find_format(kDefaultFormat)});
  if (const std::string output = arguments.last("output"); !output.empty() && output != "-") {
    const auto open = std::find_if(targets.begin(), targets.end(), [](const Target& t) { return t.file.empty(); });
    if (open == targets.end()) {
      return make_error("--output has nothing to write", "every format already has a file of its own");
    }
    open->file = output;
  }
  Diagnostics errors = check_targets(targets);
  if (!errors.empty()) return errors;
  return targets;
}

Severity severity_or(const Arguments& arguments, std::string_view flag, Severity otherwise) {
  return parse_severity(arguments.last(flag)).value_or(otherwise);
}

}  // namespace

Result<ReportSettings> report_settings(const Arguments& arguments, const World& world) {
  Result<std::vector<Target>> targets = parse_targets(arguments);
  if (!targets) return std::move(targets).errors();

  ReportSettings settings = {.targets = *std::move(targets)};
  for (Target& target : settings.targets) {
    target.color = use_color(arguments.last("color"), world.environment, target.file.empty() && world.out_is_terminal);
  }
  report::Options& options = settings.options;
  options.width = world.terminal_width;
  options.quiet = arguments.has("quiet");
  options.verbose = arguments.has("verbose");
  options.unknown_counts = arguments.last("unknown") != "warn";
  options.only_introduced = !arguments.all("only").empty();
  options.fail_on = severity_or(arguments, "fail-on", Severity::kLow);
  for (const std::string& word : arguments.texts("include")) {
    if (const auto verdict = parse_verdict(word)) options.include.insert(*verdict);
    if (word == "waived") options.include_waived = true;
  }
  options.show_from = severity_or(arguments, "severity", Severity::kInfo);
  return settings;
}

Result<analysis::PolicyRequest> policy_request(const Arguments& arguments, const World& world) {
  Result<Inputs> inputs = read_inputs(arguments, world.environment, *world.files);
  if (!inputs) return std::move(inputs).errors();
  return analysis::PolicyRequest{.builtin = !arguments.has("no-builtin"),
                                 .paths = arguments.texts("policy"),
                                 .inputs = {.inputs = std::move(inputs->values),
                                            .input_sources = std::move(inputs->sources),
                                            .environment = {world.environment.begin(), world.environment.end()}},
                                 .only = arguments.texts("control"),
                                 .skip = arguments.texts("skip-control")};
}

}  // namespace plimsoll::cli
