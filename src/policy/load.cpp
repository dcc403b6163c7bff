#include <algorithm>
#include <map>

#include "load_file.h"

namespace plimsoll::policy {
namespace {

void check_supplied_inputs(const std::map<std::string, const DeclaredInput*>& declared, const LoadOptions& options,
                           Diagnostics& errors, Diagnostics& warnings) {
  std::vector<std::string> names;
  for (const auto& [name, input] : declared) names.push_back(name);
  for (const auto& [name, value] : options.inputs) {
    if (declared.find(name) != declared.end()) continue;
    const auto source = options.input_sources.find(name);
    const InputSource from = source != options.input_sources.end() ? source->second : InputSource::kFlag;
    if (from == InputSource::kEnvironment) continue;
    const std::string detail = "No policy declares an input named \"" + name + "\"." + suggestion(name, names);
    if (from == InputSource::kFlag) errors.push_back(make_error("Unknown input", detail));
    if (from == InputSource::kFile) warnings.push_back(make_warning("Unknown input in an input file", detail));
  }
}

/// Scope of an input is its file; a value that is supplied goes to every file that declares the name.
void warn_about_types(const DeclaredInput& first, const DeclaredInput& second, Diagnostics& warnings) {
  if (describe(first.type) == describe(second.type)) return;
  warnings.push_back(make_warning("Input declared with different types",
                                  "The input \"" + second.name + "\" is " + describe(second.type) + " here and " +
                                      describe(first.type) + " in " + first.range.file->name() +
                                      "; a value that is given goes to both.",
                                  second.range));
}

void check_controls(const std::vector<FileLoad>& loads, Diagnostics& errors) {
  std::map<std::string_view, const FileLoad*> seen;
  for (const FileLoad& load : loads) {
    if (!load.file->control.has_value()) continue;
    const auto [entry, added] = seen.emplace(load.file->control->id, &load);
    if (added) continue;
    errors.push_back(make_error("Duplicate control",
                                "The control \"" + load.file->control->id + "\" is defined in " +
                                    entry->second->control_range.file->name() + " already.",
                                load.control_range));
  }
}

/// "p/x" of "p/x.policy.hcl" and "p/x.control.hcl".
std::string stem(const std::string& name, std::string_view suffix) {
  return name.substr(0, name.size() - suffix.size());
}

/// Reads policy files, each with the companion beside it.
std::vector<FileLoad> load_all(const std::vector<SourcePtr>& files, const lang::FunctionTable& functions,
                               const LoadOptions& options, Diagnostics& errors) {
  std::map<std::string, SourcePtr> companions;
  for (const SourcePtr& source : files) {
    if (source->name().ends_with(kCompanionSuffix)) companions[stem(source->name(), kCompanionSuffix)] = source;
  }
  std::vector<FileLoad> loads;
  for (const SourcePtr& source : files) {
    if (source->name().ends_with(kCompanionSuffix)) continue;
    loads.push_back(load_file(source, functions, options));
    if (!source->name().ends_with(kPolicySuffix)) continue;
    const auto companion = companions.find(stem(source->name(), kPolicySuffix));
    if (companion == companions.end()) continue;
    load_companion(loads.back(), companion->second, functions);
    companions.erase(companion);
  }
  for (const auto& [name, source] : companions) {
    errors.push_back(make_error("Control without a policy", "There is no " + name + std::string(kPolicySuffix) + ".",
                                {.file = source, .bytes = {.begin = 0, .end = 0}}));
  }
  return loads;
}

bool by_place(const Diagnostic& a, const Diagnostic& b) {
  return a.range.bytes.begin < b.range.bytes.begin;
}

}  // namespace

LoadedFiles load_files(const std::vector<SourcePtr>& sources, const lang::FunctionTable& functions,
                       const LoadOptions& options) {
  LoadedFiles all;
  all.files = load_all(sources, functions, options, all.errors);
  std::map<std::string, const DeclaredInput*> declared;
  for (FileLoad& load : all.files) {
    for (const DeclaredInput& input : load.declared) {
      const auto [entry, added] = declared.emplace(input.name, &input);
      if (!added) warn_about_types(*entry->second, input, all.warnings);
    }
    std::stable_sort(load.checker.errors.begin(), load.checker.errors.end(), by_place);
    std::stable_sort(load.checker.warnings.begin(), load.checker.warnings.end(), by_place);
  }
  check_controls(all.files, all.errors);
  check_supplied_inputs(declared, options, all.errors, all.warnings);
  return all;
}

Result<PolicySet> load(const std::vector<SourcePtr>& files, const lang::FunctionTable& functions,
                       const LoadOptions& options) {
  LoadedFiles loaded = load_files(files, functions, options);
  PolicySet set;
  Diagnostics errors;
  for (FileLoad& load : loaded.files) {
    errors.insert(errors.end(), load.checker.errors.begin(), load.checker.errors.end());
    set.warnings.insert(set.warnings.end(), load.checker.warnings.begin(), load.checker.warnings.end());
    set.files.push_back(load.file);
  }
  errors.insert(errors.end(), loaded.errors.begin(), loaded.errors.end());
  set.warnings.insert(set.warnings.end(), loaded.warnings.begin(), loaded.warnings.end());
  if (!errors.empty()) return errors;
  return set;
}

}  // namespace plimsoll::policy
