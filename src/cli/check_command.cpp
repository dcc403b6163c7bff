// `plimsoll check`: read, judge, render everything, and only then write anything.
#include <fmt/format.h>

#include <algorithm>

#include "command.h"
#include "plimsoll/analysis/repair.h"
#include "plimsoll/plan/read.h"

namespace plimsoll::cli {
namespace {

/// What was counted towards the exit code.
struct Tally {
  std::size_t fail = 0;
  std::size_t unknown = 0;
  std::size_t hidden = 0;  // of these, below --severity
};

Tally tally(const Report& report, const report::Options& options) {
  Tally result;
  for (const PlanReport& plan : report.plans) {
    for (const Finding& finding : plan.findings) {
      if (!report::counts(finding, options)) continue;
      ++(finding.verdict == Verdict::kUnknown ? result.unknown : result.fail);
      if (finding.severity > options.show_from) ++result.hidden;
    }
  }
  return result;
}

Result<std::vector<std::string>> plan_files(const Session& session) {
  std::vector<std::string> files = session.arguments.operands;
  if (files.empty()) {
    if (session.world.in_is_terminal) {
      return make_error("No plan given",
                        "`terraform show -json tfplan > plan.json`, then `plimsoll plan.json`; or pipe the JSON in");
    }
    files = {"-"};
  }
  if (std::count(files.begin(), files.end(), "-") > 1) return make_error("Standard input can be read only once");
  return files;
}

/// A binary plan holds no JSON: terraform or tofu turns it into some.
Result<std::string> to_json(const Session& session, const std::string& file) {
  const char* const by_hand = "`terraform show -json tfplan > plan.json` turns it into JSON";
  if (file == "-") {
    return make_error("Standard input is a binary plan", std::string("it can be read from a file only; ") + by_hand);
  }
  std::optional<Result<std::string>> shown;
  if (session.world.show_binary_plan != nullptr) shown = session.world.show_binary_plan(file);
  if (!shown) {
    Diagnostic error = make_error("This is a binary plan, and neither terraform nor tofu is on PATH", by_hand);
    error.where = file;
    return error;
  }
  return *std::move(shown);
}

}  // namespace

Result<analysis::PlanInput> read_plan(const Session& session, const std::string& file) {
  Result<Bytes> bytes = read_input(session.world, file);
  if (!bytes) return std::move(bytes).errors();
  if (plan::is_binary_plan(bytes->view())) {
    Result<std::string> json = to_json(session, file);
    if (!json) return std::move(json).errors();
    bytes = Bytes(*std::move(json));
  }
  const std::string name = file == "-" ? kStandardInput : file;
  session.log.lap(fmt::format("read {}: {} bytes", name, bytes->size()));
  return analysis::PlanInput{.name = name, .bytes = *std::move(bytes)};
}

namespace {

/// By itself the source is looked for where the command runs.
analysis::SourceRequest source_request(const Session& session) {
  if (session.arguments.has("no-source")) return {};
  return {.files = session.world.files, .directory = session.arguments.last("source")};
}

struct Everything {
  Report report = {};
  std::vector<std::string> incomplete = {};
  Diagnostics errors = {};
};

/// Edits cost a proof each: only for formats that hold them.
bool holds_edits(const ReportSettings& settings) {
  return std::any_of(settings.targets.begin(), settings.targets.end(), [](const Target& target) {
    return target.format->name == "json" || target.format->name == "sarif";
  });
}

Everything check_all(const Session& session, const std::vector<std::string>& files,
                     const analysis::SelectedPolicies& policies, const ReportSettings& settings) {
  const report::Options& shown = settings.options;
  const analysis::CheckOptions options = {.list_pass = shown.include.contains(Verdict::kPass),
                                          .list_not_applicable = shown.include.contains(Verdict::kNotApplicable),
                                          .source = source_request(session)};
  Everything result = {.report = {.tool_version = kVersion, .controls = policies.controls}};
  for (const std::string& file : files) {
    Result<analysis::PlanInput> input = read_plan(session, file);
    if (!input) {
      result.errors.insert(result.errors.end(), input.errors().begin(), input.errors().end());
      continue;
    }
    Result<analysis::Checked> checked = analysis::check(*input, policies, options);
    if (!checked) {
      result.errors.insert(result.errors.end(), checked.errors().begin(), checked.errors().end());
      continue;
    }
    session.log.lap(fmt::format("judged {} resources of {}", checked->report.resources_judged, checked->report.path));
    if (holds_edits(settings)) {
      analysis::add_edits(checked->report, *input, policies, options.source);
      session.log.lap("looked for repairs");
    }
    if (!checked->incomplete.empty()) result.incomplete.push_back(checked->incomplete);
    Diagnostics& all = result.report.diagnostics;
    all.insert(all.end(), checked->diagnostics.begin(), checked->diagnostics.end());
    result.report.plans.push_back(std::move(checked->report));
  }
  return result;
}

std::string findings_reason(const Tally& counted, const report::Options& options) {
  std::string reason;
  if (counted.fail > 0) reason += fmt::format("{} failing", counted.fail);
  if (counted.unknown > 0) reason += fmt::format("{}{} unknown", reason.empty() ? "" : ", ", counted.unknown);
  reason += fmt::format(" at or above {}", name(options.fail_on));
  if (options.only_introduced) reason += ", introduced by this plan";
  if (counted.hidden > 0) reason += fmt::format(" ({} of them hidden by --severity)", counted.hidden);
  return reason;
}

Ending ending_of(const Session& session, const Tally& counted, const ReportSettings& settings,
                 const std::vector<std::string>& incomplete) {
  if (!incomplete.empty()) {
    std::string reason = incomplete.front();
    if (incomplete.size() > 1) reason += fmt::format(" (and {} more)", incomplete.size() - 1);
    return {.code = kCannot, .reason = std::move(reason)};
  }
  if (counted.fail + counted.unknown == 0 || session.arguments.has("exit-zero")) return {};
  return {.code = kFindings, .reason = findings_reason(counted, settings.options)};
}

}  // namespace

Ending run_check(const Session& session) {
  const std::string nothing = "nothing was checked";
  Result<ReportSettings> settings = report_settings(session.arguments, session.world);
  if (!settings) return cannot(session, settings.errors(), nothing);
  Result<std::vector<std::string>> files = plan_files(session);
  if (!files) return cannot(session, files.errors(), nothing);
  Result<analysis::PolicyRequest> request = policy_request(session.arguments, session.world);
  if (!request) return cannot(session, request.errors(), nothing);
  Result<analysis::SelectedPolicies> policies = analysis::load_policies(*request, *session.world.files);
  if (!policies) return cannot(session, policies.errors(), nothing);
  session.log.lap(fmt::format("loaded {} policy files", policies->set.files.size()));

  Everything all = check_all(session, *files, *policies, *settings);
  if (!all.errors.empty()) return cannot(session, all.errors, "no report was written");
  const Diagnostics& warnings = policies->set.warnings;
  all.report.diagnostics.insert(all.report.diagnostics.begin(), warnings.begin(), warnings.end());
  print_diagnostics(session, all.report.diagnostics);

  const Tally counted = tally(all.report, settings->options);
  Result<std::string> output = write_reports(*settings, all.report, *session.world.files);
  if (!output) return cannot(session, output.errors(), "the report could not be written");
  session.log.lap("wrote the report");
  Ending ending = ending_of(session, counted, *settings, all.incomplete);
  ending.output = *std::move(output);
  return ending;
}

}  // namespace plimsoll::cli
