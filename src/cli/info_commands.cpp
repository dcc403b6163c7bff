// Commands that need no plan: explain, controls, convert, completion, help.
#include <algorithm>

#include "color.h"
#include "command.h"
#include "plimsoll/base/text.h"

namespace plimsoll::cli {
namespace {

Result<analysis::SelectedPolicies> load(const Session& session) {
  Result<analysis::PolicyRequest> request = policy_request(session.arguments, session.world);
  if (!request) return std::move(request).errors();
  return analysis::load_policies(*request, *session.world.files);
}

report::Options plain_options(const Session& session) {
  report::Options options;
  options.color = use_color(session.arguments.last("color"), session.world.environment, session.world.out_is_terminal);
  options.width = session.world.terminal_width;
  options.verbose = session.arguments.has("verbose");
  return options;
}

const Control* find_control(const std::vector<Control>& controls, const std::string& wanted) {
  const std::string lower = ascii_lower(wanted);
  for (const Control& control : controls) {
    if (ascii_lower(control.id) == lower) return &control;
  }
  for (const Control& control : controls) {
    for (const std::string& alias : control.aliases) {
      if (ascii_lower(alias) == lower) return &control;
    }
  }
  return nullptr;
}

std::vector<std::string> ids(const std::vector<Control>& controls) {
  std::vector<std::string> result;
  for (const Control& control : controls) result.push_back(control.id);
  return result;
}

}  // namespace

Ending run_explain(const Session& session) {
  const std::string nothing = "nothing was explained";
  if (session.arguments.operands.empty()) {
    return cannot(session, {make_error("explain needs a control, such as ECS.4", "`plimsoll controls` lists them")},
                  nothing);
  }
  Result<analysis::SelectedPolicies> policies = load(session);
  if (!policies) return cannot(session, policies.errors(), nothing);
  Ending ending;
  Diagnostics errors;
  for (const std::string& wanted : session.arguments.operands) {
    if (const Control* control = find_control(policies->controls, wanted)) {
      if (!ending.output.empty()) ending.output += '\n';
      ending.output += report::explain(*control, plain_options(session));
    } else {
      errors.push_back(
          make_error("Unknown control \"" + printable(wanted) + "\"", suggest(wanted, ids(policies->controls))));
    }
  }
  return errors.empty() ? ending : cannot(session, errors, nothing);
}

Ending run_controls(const Session& session) {
  const std::string nothing = "nothing was listed";
  if (!session.arguments.operands.empty()) {
    return cannot(session, {make_error("controls takes no operand", "--control GLOB selects")}, nothing);
  }
  Result<analysis::SelectedPolicies> policies = load(session);
  if (!policies) return cannot(session, policies.errors(), nothing);
  print_diagnostics(session, policies->set.warnings);
  const bool json = session.arguments.last("format") == "json";
  return {.output = json ? report::controls_json(policies->controls)
                         : report::controls_table(policies->controls, plain_options(session))};
}

Ending run_convert(const Session& session) {
  const std::string nothing = "nothing was converted";
  if (session.arguments.operands.size() != 1) {
    return cannot(session, {make_error("convert needs one JSON result", "`plimsoll check -f json` writes it")},
                  nothing);
  }
  Result<ReportSettings> settings = report_settings(session.arguments, session.world);
  if (!settings) return cannot(session, settings.errors(), nothing);
  const std::string& file = session.arguments.operands.front();
  Result<Bytes> text = read_input(session.world, file);
  if (!text) return cannot(session, text.errors(), nothing);
  Result<Report> result = report::read_json(text->view(), file == "-" ? kStandardInput : file);
  if (!result) return cannot(session, result.errors(), nothing);
  Result<std::string> output = write_reports(*settings, *result, *session.world.files);
  if (!output) return cannot(session, output.errors(), "the report could not be written");
  return {.output = *std::move(output)};
}

Ending run_completion(const Session& session) {
  const std::vector<std::string> shells = {"bash", "zsh", "fish"};
  const std::vector<std::string>& operands = session.arguments.operands;
  if (operands.size() != 1 || std::find(shells.begin(), shells.end(), operands.front()) == shells.end()) {
    const std::string word = operands.empty() ? "" : operands.front();
    return cannot(session, {make_error("completion needs the name of a shell", suggest(word, shells))},
                  "no script was printed");
  }
  Result<analysis::SelectedPolicies> policies = analysis::load_policies({}, *session.world.files);
  if (!policies) return cannot(session, policies.errors(), "no script was printed");
  return {.output = completion(operands.front(), ids(policies->controls))};
}

Ending run_help(const Session& session) {
  const std::vector<std::string>& operands = session.arguments.operands;
  if (operands.empty()) return {.output = program_help()};
  const std::string wanted = join(operands, " ");
  if (const Command* found = find_command(wanted)) return {.output = command_help(*found)};
  std::vector<std::string> names;
  std::string family;  // `help policy`: all commands that begin so
  for (const Command& c : commands()) {
    names.emplace_back(c.name);
    if (c.name.starts_with(wanted + " ")) family += (family.empty() ? "" : "\n") + command_help(c);
  }
  if (!family.empty()) return {.output = family};
  return cannot(session, {make_error("Unknown command \"" + printable(wanted) + "\"", suggest(wanted, names))},
                "no help was printed");
}

}  // namespace plimsoll::cli
