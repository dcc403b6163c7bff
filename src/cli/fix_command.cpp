// `plimsoll fix`: the repairs of a plan's findings as a diff of its source, or written into it.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <set>

#include "command.h"
#include "diff_paths.h"
#include "fix_report.h"
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

std::vector<std::string> names_of(const Repairs& repairs) {
  std::vector<std::string> names;
  for (const auto& [name, file] : repairs.files) names.push_back(name);
  return names;
}

/// For a file: the source as it is.
std::string diff_of(const Repairs& repairs, const DiffPaths& paths) {
  std::string text;
  auto shown_name = paths.names.begin();
  for (const auto& [name, file] : repairs.files) {
    text += fix::unified_diff(*shown_name++, file.source->text(), file.edits);
  }
  return text;
}

/// For standard output, which a log may keep: without the secrets that stand in the source.
std::string shown_diff_of(const Repairs& repairs, const DiffPaths& paths) {
  std::string text;
  auto shown_name = paths.names.begin();
  for (const auto& [name, file] : repairs.files) {
    const auto secrets = repairs.secrets.find(name);
    const std::vector<ByteRange> none;
    const fix::Shown shown =
        fix::withhold(file.source->text(), file.edits, secrets == repairs.secrets.end() ? none : secrets->second);
    text += fix::unified_diff(*shown_name++, shown.text, shown.edits);
  }
  return text;
}

void warn_of_withheld(const Session& session) {
  print_diagnostics(session, {make_warning("The diff withholds secrets that stand in the source",
                                           "Where it says (withheld) it cannot be applied: --write changes the files, "
                                           "--output FILE writes the diff as it is.")});
}

void tell(const Session& session, const std::string& text) {
  if (!session.arguments.has("quiet")) *session.world.err << text;
}

/// Nothing is written unless every file still is what was read.
Result<Done> write_all(const Session& session, const Repairs& repairs) {
  FileSystem& files = *session.world.files;
  std::vector<FileText> texts;
  for (const auto& [name, file] : repairs.files) {
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
    std::string real = files.canonical(name);
    if (real.empty()) real = name;
    const auto same = std::ranges::find(texts, real, &FileText::path);
    if (same == texts.end()) {
      texts.push_back({.path = std::move(real), .bytes = *std::move(text)});
    } else if (same->bytes != *text) {
      Diagnostic error = make_error("Two links lead to this file, and their repairs differ", "edit it by hand");
      error.where = name;
      return error;
    }
  }
  Result<Done> written = files.write_all(texts);
  if (!written) return written;
  for (const std::string& name : names_of(repairs)) tell(session, "wrote " + printable(name) + "\n");
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

Ending ending_of(const Session& session, const Repairs& repairs) {
  const auto left = static_cast<std::size_t>(std::ranges::count(repairs.repairs, false, &Repair::chosen));
  if (left > 0) {
    return {.code = kFindings,
            .reason = count_of(left, "finding") + (left == 1 ? " remains" : " remain") + " without repair"};
  }
  if (session.arguments.has("check") && !repairs.files.empty()) {
    return {.code = kFindings, .reason = "there are repairs to apply"};
  }
  return {};
}

/// The diff goes to a file or to standard output.
Ending print(const Session& session, const Repairs& repairs, Ending ending) {
  const DiffPaths paths = diff_paths(names_of(repairs), session.world.files->canonical("."));
  if (paths.base != ".") {
    const std::string base = printable(paths.base);
    tell(session, "The diff names files as seen from " + base + ": apply it with `git -C " + base + " apply`.\n");
  }
  const std::string whole = diff_of(repairs, paths);
  if (const std::string output = session.arguments.last("output"); !output.empty() && output != "-") {
    Result<Done> written = session.world.files->write(output, whole);
    return written ? ending : cannot(session, written.errors(), "the diff could not be written");
  }
  ending.output = shown_diff_of(repairs, paths);
  if (ending.output != whole) warn_of_withheld(session);
  return ending;
}

}  // namespace

Ending run_fix(const Session& session) {
  const std::string nothing = "nothing was repaired";
  const std::vector<std::string>& operands = session.arguments.operands;
  const bool piped = operands.empty() && !session.world.in_is_terminal;
  if (operands.size() != 1 && !piped) return cannot(session, {make_error("`fix` takes one plan")}, nothing);
  const bool writes = session.arguments.has("write");
  if (writes && session.arguments.has("check")) {
    return cannot(session, {make_error("--write and --check exclude each other")}, nothing);
  }
  const std::string file = piped ? "-" : operands.front();
  Result<Chosen> chosen = chosen_policies(session);
  if (!chosen) return cannot(session, chosen.errors(), nothing);
  Result<analysis::PlanInput> plan = read_plan(session, file);
  if (!plan) return cannot(session, plan.errors(), nothing);
  Result<Found> found = find_repairs(session, file, *plan, *chosen, request_of(session, *chosen));
  if (!found) return cannot(session, found.errors(), nothing);
  const Repairs& repairs = found->repairs;
  session.log.lap(fmt::format("found {} repairs", repairs.repairs.size()));
  print_diagnostics(session, repairs.warnings);
  tell(session, repairs_text(repairs, found->directory));
  if (writes) {
    Result<Done> written = write_all(session, repairs);
    if (!written) return cannot(session, written.errors(), nothing);
  }
  tell(session, next_steps(repairs, writes));
  Ending ending = ending_of(session, repairs);
  return writes ? ending : print(session, repairs, std::move(ending));
}

}  // namespace plimsoll::cli
