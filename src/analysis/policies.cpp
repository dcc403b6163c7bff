#include <algorithm>

#include "functions.h"
#include "plimsoll/analysis/analysis.h"
#include "plimsoll/analysis/builtin.h"
#include "plimsoll/base/text.h"

namespace plimsoll::analysis {
namespace {

using policy::kPolicySuffix;

Diagnostic request_error(std::string summary, std::string detail, std::string where = {}) {
  Diagnostic error = make_error(std::move(summary), std::move(detail));
  error.where = std::move(where);
  return error;
}

// Paths of the policy files that `path` names: itself, or what a directory holds (its sub-directories too).
Result<std::vector<std::string>> policy_paths(const std::string& path, const FileSystem& files, int depth = 0) {
  constexpr int kMaxDepth = 32;
  if (!files.is_directory(path)) return std::vector<std::string>{path};
  if (depth > kMaxDepth) return request_error("Policy directories are nested too deeply", {}, path);
  Result<std::vector<std::string>> names = files.list(path);
  if (!names) return std::move(names).errors();
  std::vector<std::string> found;
  for (const std::string& name : *names) {
    const std::string child = join_path(path, name);
    const bool is_directory = files.is_directory(child) && !name.starts_with('.');
    if (!is_directory && !name.ends_with(kPolicySuffix)) continue;
    Result<std::vector<std::string>> inner = policy_paths(child, files, depth + 1);
    if (!inner) return inner;
    found.insert(found.end(), inner->begin(), inner->end());
  }
  if (found.empty() && depth == 0) {
    return request_error("No policy found", "expected files whose names end in \"" + std::string(kPolicySuffix) + "\"",
                         path);
  }
  return found;
}

// A policy file, and x.control.hcl where it stands beside x.policy.hcl.
std::vector<std::string> with_companion(const std::string& path, const FileSystem& files) {
  std::vector<std::string> parts = {path};
  if (!path.ends_with(kPolicySuffix)) return parts;
  std::string companion = path.substr(0, path.size() - kPolicySuffix.size()) + std::string(policy::kCompanionSuffix);
  if (files.is_file(companion)) parts.push_back(std::move(companion));
  return parts;
}

Result<std::vector<SourcePtr>> read_sources(const PolicyRequest& request, const FileSystem& files) {
  std::vector<SourcePtr> sources;
  if (request.builtin) {
    for (const EmbeddedFile& file : builtin_policy_files()) {
      sources.push_back(std::make_shared<const SourceFile>(std::string(file.name), std::string(file.text)));
    }
  }
  for (const std::string& path : request.paths) {
    Result<std::vector<std::string>> paths = policy_paths(path, files);
    if (!paths) return std::move(paths).errors();
    for (const std::string& file : *paths) {
      for (const std::string& part : with_companion(file, files)) {
        Result<std::string> text = files.read(part);
        if (!text) return std::move(text).errors();
        sources.push_back(std::make_shared<const SourceFile>(part, *std::move(text)));
      }
    }
  }
  return sources;
}

// A selector names a control by glob, without regard to case, or by the id that another scanner gives it.
bool selects(std::string_view selector, const Control& control) {
  const std::string wanted = ascii_lower(selector);
  const auto is_wanted = [&wanted](std::string_view id) { return glob_match(wanted, ascii_lower(id)); };
  return is_wanted(control.id) || std::ranges::any_of(control.aliases, [&wanted](const std::string& alias) {
           return ascii_lower(alias) == wanted;
         });
}

Diagnostics unmatched_selectors(const std::vector<std::string>& selectors, const std::vector<Control>& controls) {
  Diagnostics errors;
  for (const std::string& selector : selectors) {
    const auto matches = [&selector](const Control& control) { return selects(selector, control); };
    if (std::ranges::any_of(controls, matches)) continue;
    std::vector<std::string> ids;
    for (const Control& control : controls) ids.push_back(control.id);
    const std::string nearest = did_you_mean(selector, ids);
    errors.push_back(request_error("Unknown control \"" + selector + "\"", nearest.empty()
                                                                               ? "`plimsoll controls` lists them"
                                                                               : "did you mean \"" + nearest + "\"?"));
  }
  return errors;
}

void select(Control& control, const PolicyRequest& request) {
  const auto chosen = [&control](const std::string& selector) { return selects(selector, control); };
  const auto named = [&control](const std::string& selector) {
    return selector.find('*') == std::string::npos && selects(selector, control);
  };
  const bool is_chosen = request.only.empty() || std::ranges::any_of(request.only, chosen);
  const bool is_on = control.enabled || std::ranges::any_of(request.only, named);
  control.enabled = is_chosen && is_on && std::ranges::none_of(request.skip, chosen);
}

}  // namespace

Result<SelectedPolicies> load_policies(const PolicyRequest& request, const FileSystem& files) {
  Result<std::vector<SourcePtr>> sources = read_sources(request, files);
  if (!sources) return std::move(sources).errors();
  const plan::Plan no_plan;
  const lang::FunctionTable functions = function_table(no_plan);
  Result<policy::PolicySet> set = policy::load(*sources, functions, request.inputs);
  if (!set) return std::move(set).errors();
  SelectedPolicies selected{.set = *std::move(set)};
  selected.controls = selected.set.controls();
  Diagnostics errors = unmatched_selectors(request.only, selected.controls);
  for (Diagnostic& error : unmatched_selectors(request.skip, selected.controls)) errors.push_back(std::move(error));
  if (!errors.empty()) return errors;
  for (Control& control : selected.controls) select(control, request);
  return selected;
}

}  // namespace plimsoll::analysis
