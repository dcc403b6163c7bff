// `plimsoll fix`: the repairs of a plan's findings as a diff of its source, or written into it.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <set>

#include "command.h"
#include "plimsoll/analysis/repair.h"
#include "plimsoll/base/text.h"
#include "plimsoll/fix/diff.h"
#include "plimsoll/source/configuration.h"

namespace plimsoll::cli {
namespace {

using analysis::Repair;
using analysis::Repairs;

/// All policies judge what a repair leads to; --control and --skip-control choose what is repaired.
struct Chosen {
  analysis::SelectedPolicies policies = {};
  std::set<std::string> controls = {};
};

Result<Chosen> chosen_policies(const Session& session) {
  Result<analysis::PolicyRequest> request = policy_request(session.arguments, session.world);
  if (!request) return std::move(request).errors();
  Result<analysis::SelectedPolicies> selected = analysis::load_policies(*request, *session.world.files);
  if (!selected) return std::move(selected).errors();
  request->only.clear();
  request->skip.clear();
  Result<analysis::SelectedPolicies> all = analysis::load_policies(*request, *session.world.files);
  if (!all) return std::move(all).errors();
  Chosen chosen = {.policies = *std::move(all)};
  for (const Control& control : selected->controls) {
    if (!control.enabled) continue;
    chosen.controls.insert(control.id);
    for (Control& known : chosen.policies.controls) known.enabled = known.enabled || known.id == control.id;
  }
  return chosen;
}

struct Found {
  std::string directory = {};
  Repairs repairs = {};
};

Result<Found> find_repairs(const Session& session, const std::string& file, const analysis::PlanInput& plan,
                           const Chosen& chosen, analysis::RepairRequest request) {
  const std::string named = session.arguments.last("source");
  const bool is_named = !named.empty();
  const std::vector<std::string> directories =
      is_named ? std::vector{named} : analysis::source_directories(*session.world.files, file);
  for (const std::string& directory : directories) {
    request.directory = directory;
    Result<Repairs> repairs = analysis::repair(plan, chosen.policies, *session.world.files, request);
    if (repairs) return Found{.directory = directory, .repairs = *std::move(repairs)};
    // Another directory may hold the source that this one does not.
    const bool is_foreign = repairs.errors().front().where == directory;
    if (is_named || !is_foreign) return std::move(repairs).errors();
  }
  return make_error("No Terraform source of this plan was found",
                    directories.empty()
                        ? "there is none in the current directory, beside the plan or above; --source DIR names it"
                        : "that in " + join(directories, ", ") + " is another's; --source DIR names it");
}

/// Relative to the current directory, where `git apply` and `patch -p1` look; where that would be absolute or lead out
/// of it, relative to the source directory.
std::string shown_name(const std::string& name, const std::string& directory) {
  const bool leads_out = name.starts_with('/') || name.starts_with("../");
  return leads_out && name.starts_with(directory + "/") ? name.substr(directory.size() + 1) : name;
}

/// For a file: the source as it is.
std::string diff_of(const Found& found) {
  std::string text;
  for (const auto& [name, file] : found.repairs.files) {
    text += fix::unified_diff(shown_name(name, found.directory), file.source->text(), file.edits);
  }
  return text;
}

/// For standard output, which a log may keep: without the secrets that stand in the source.
std::string shown_diff_of(const Found& found) {
  std::string text;
  for (const auto& [name, file] : found.repairs.files) {
    const auto secrets = found.repairs.secrets.find(name);
    const std::vector<ByteRange> none;
    const fix::Shown shown =
        fix::withhold(file.source->text(), file.edits, secrets == found.repairs.secrets.end() ? none : secrets->second);
    text += fix::unified_diff(shown_name(name, found.directory), shown.text, shown.edits);
  }
  return text;
}

void warn_of_withheld(const Session& session) {
  print_diagnostics(session, {make_warning("The diff withholds secrets that stand in the source",
                                           "Where it says (withheld) it cannot be applied: --write changes the files, "
                                           "--output FILE writes the diff as it is.")});
}

std::string line_of(const Repair& repair, const std::string& directory) {
  const Finding& finding = repair.finding;
  std::string text = fmt::format("{:<7} {} {}", name(repair.applicability), finding.control, finding.address);
  if (finding.subject) text += fmt::format(" {} \"{}\"", finding.subject->kind, finding.subject->name);
  text += ": " + (finding.fix ? finding.fix->summary : finding.message);
  std::set<std::string> places;
  for (const Edit& edit : repair.edits) {
    places.insert(fmt::format("{}:{}", shown_name(edit.file, directory), edit.start.line));
  }
  if (!places.empty()) text += " (" + join({places.begin(), places.end()}, ", ") + ")";
  text = printable(text) + "\n";
  if (!repair.reason.empty()) text += "        " + printable(repair.reason) + "\n";
  for (const std::string& note : repair.notes) text += "        " + printable(note) + "\n";
  if (repair.applicability == Applicability::kReview && finding.fix) {
    for (const std::string& note : finding.fix->notes) text += "        " + printable(note) + "\n";
  }
  return text;
}

void summarize(const Session& session, const Found& found) {
  if (session.arguments.has("quiet")) return;
  for (const Repair& repair : found.repairs.repairs) *session.world.err << line_of(repair, found.directory);
}

/// Nothing is written unless every file still is what was read.
Result<Done> write_all(const Session& session, const Found& found) {
  FileSystem& files = *session.world.files;
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& [name, file] : found.repairs.files) {
    const Result<std::string> now = files.read(name);
    if (!now) return now.errors();
    if (*now != file.source->text()) {
      Diagnostic error = make_error("The file has changed since it was read", "run the command again");
      error.where = name;
      return error;
    }
    Result<std::string> text = hcl::apply(file.source->text(), file.edits);
    if (!text) return std::move(text).errors();
    // A link stays a link.
    const std::string real = files.canonical(name);
    texts.emplace_back(real.empty() ? name : real, *std::move(text));
  }
  for (const auto& [name, text] : texts) {
    Result<Done> written = files.write(name, text);
    if (!written) return written;
  }
  if (!session.arguments.has("quiet")) {
    for (const auto& [name, file] : found.repairs.files) {
      *session.world.err << "wrote " << printable(name) << "\n";
    }
  }
  return Done{};
}

analysis::RepairRequest request_of(const Session& session, const Chosen& chosen) {
  const Arguments& arguments = session.arguments;
  const Severity lowest = parse_severity(arguments.last("severity")).value_or(Severity::kInfo);
  const bool only_introduced = !arguments.all("only").empty();
  const bool with_review = arguments.last("applicability") == "review";
  return {.limit = with_review ? Applicability::kReview : Applicability::kExact,
          .wanted = [&chosen, lowest, only_introduced](const Finding& finding) {
            return chosen.controls.contains(finding.control) && finding.severity <= lowest &&
                   (!only_introduced || finding.change == Change::kIntroduced);
          }};
}

Ending ending_of(const Repairs& repairs) {
  const auto left = static_cast<std::size_t>(std::ranges::count(repairs.repairs, false, &Repair::chosen));
  if (left == 0) return {};
  return {.code = kFindings,
          .reason = count_of(left, "finding") + (left == 1 ? " remains" : " remain") + " without repair"};
}

}  // namespace

Ending run_fix(const Session& session) {
  const std::string nothing = "nothing was repaired";
  const std::vector<std::string>& operands = session.arguments.operands;
  const bool piped = operands.empty() && !session.world.in_is_terminal;
  if (operands.size() != 1 && !piped) return cannot(session, {make_error("`fix` takes one plan")}, nothing);
  const std::string file = piped ? "-" : operands.front();
  Result<Chosen> chosen = chosen_policies(session);
  if (!chosen) return cannot(session, chosen.errors(), nothing);
  Result<analysis::PlanInput> plan = read_plan(session, file);
  if (!plan) return cannot(session, plan.errors(), nothing);
  Result<Found> found = find_repairs(session, file, *plan, *chosen, request_of(session, *chosen));
  if (!found) return cannot(session, found.errors(), nothing);
  session.log.lap(fmt::format("found {} repairs", found->repairs.repairs.size()));
  print_diagnostics(session, found->repairs.warnings);
  summarize(session, *found);

  Ending ending = ending_of(found->repairs);
  if (session.arguments.has("write")) {
    Result<Done> written = write_all(session, *found);
    if (!written) return cannot(session, written.errors(), nothing);
    return ending;
  }
  if (const std::string output = session.arguments.last("output"); !output.empty() && output != "-") {
    Result<Done> written = session.world.files->write(output, diff_of(*found));
    if (!written) return cannot(session, written.errors(), "the diff could not be written");
    return ending;
  }
  ending.output = shown_diff_of(*found);
  if (ending.output != diff_of(*found)) warn_of_withheld(session);
  return ending;
}

}  // namespace plimsoll::cli
