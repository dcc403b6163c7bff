#include "repair_world.h"

#include <algorithm>

#include "plimsoll/base/text.h"

namespace plimsoll::analysis {

Result<std::string> Overlay::read(const std::string& path) const {
  const auto text = texts_.find(path);
  return text == texts_.end() ? below_.read(path) : Result<std::string>(*text->second);
}

Result<Done> Overlay::write(const std::string& path, std::string_view bytes) {
  texts_[path] = std::make_shared<const std::string>(bytes);
  return Done{};
}

namespace {

Edition make_edition(std::unique_ptr<Overlay> files, source::Configuration configuration, source::Known known) {
  Edition edition;
  edition.files = std::move(files);
  edition.problems = configuration.warnings.size();
  edition.configuration = std::make_unique<source::Configuration>(std::move(configuration));
  edition.evaluator = std::make_unique<source::Evaluator>(*edition.configuration, std::move(known), *edition.files);
  return edition;
}

}  // namespace

Result<Edition> load_edition(const FileSystem& files, const std::string& directory, source::Known known) {
  auto unedited = std::make_unique<Overlay>(files, Texts());
  Result<source::Configuration> loaded = source::load(*unedited, directory);
  if (!loaded) return std::move(loaded).errors();
  return make_edition(std::move(unedited), *std::move(loaded), std::move(known));
}

Result<Edition> edited(const Edition& earlier, const FileSystem& files, source::Known known, Texts texts,
                       const std::set<std::string>& changed) {
  auto overlay = std::make_unique<Overlay>(files, std::move(texts));
  Result<source::Configuration> loaded = source::reload(*earlier.configuration, *overlay, changed);
  if (!loaded) return std::move(loaded).errors();
  return make_edition(std::move(overlay), *std::move(loaded), std::move(known));
}

World::World(plan::Plan plan, const SelectedPolicies& policies)
    : plan_(std::move(plan)), active_(active_policies(policies)) {}

const std::vector<const ActivePolicy*>& World::policies_for(const std::string& type) {
  const auto [entry, added] = by_type_.try_emplace(type);
  if (!added) return entry->second;
  for (const ActivePolicy& active : active_) {
    const bool is_about_resources = active.policy->kind == policy::PolicyKind::kResource;
    if (is_about_resources && glob_match(active.policy->type, type)) entry->second.push_back(&active);
  }
  return entry->second;
}

std::set<std::string> World::asked_for(const std::string& type) const {
  std::set<std::string> names;
  for (const ActivePolicy& active : active_) {
    const policy::Policy& policy = *active.policy;
    if (policy.kind != policy::PolicyKind::kResource || !glob_match(policy.type, type)) continue;
    names.insert(policy.attribute_names.begin(), policy.attribute_names.end());
  }
  return names;
}

std::vector<std::size_t> World::add(const std::vector<plan::ResourceChange>& changes) {
  std::vector<std::size_t> indices;
  for (const plan::ResourceChange& change : changes) {
    indices.push_back(plan_.changes.size());
    plan_.changes.push_back(change);
  }
  return indices;
}

ResourceJudgement World::judgement_of(std::size_t change) {
  const lang::FunctionTable functions = function_table(plan_);
  policy::SharedLocals locals;
  return judge_one(change, {.functions = functions, .locals = locals, .timestamp = plan_.timestamp});
}

ResourceJudgement World::judge_one(std::size_t change, const Tools& tools) {
  return judge(plan_, change, policies_for(plan_.changes[change].type), tools);
}

std::vector<std::size_t> World::judged() const {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < plan_.changes.size(); ++i) {
    const plan::ResourceChange& change = plan_.changes[i];
    const bool has_policy = std::ranges::any_of(active_, [&](const ActivePolicy& active) {
      return active.policy->kind == policy::PolicyKind::kResource && glob_match(active.policy->type, change.type);
    });
    if (change.is_judged() && has_policy) indices.push_back(i);
  }
  return indices;
}

void World::add_failures(std::size_t change, const Tools& tools, std::vector<Failure>& failures) {
  const CheckOptions options = {.list_pass = false, .list_not_applicable = false};
  ResourceJudgement judgement = judge_one(change, tools);
  if (judgement.malformed) return;
  const std::vector<Judged> judged = judgement.after;
  std::vector<bool> taken(judged.size(), false);
  ChangeFindings found = findings_of(plan_.changes[change], std::move(judgement), options);
  for (Finding& finding : found.findings) {
    if (finding.verdict != Verdict::kFail) continue;
    Failure failure = {.change = change, .finding = std::move(finding)};
    for (std::size_t k = 0; k < judged.size(); ++k) {
      const policy::Judgement& one = judged[k].judgement;
      const bool is_this = !taken[k] && one.verdict == Verdict::kFail &&
                           judged[k].by->control->id == failure.finding.control &&
                           one.subject == failure.finding.subject && one.path == failure.finding.path;
      if (!is_this) continue;
      taken[k] = true;
      failure.spec = one.fix;
      break;
    }
    failures.push_back(std::move(failure));
  }
}

std::vector<Failure> World::failures() {
  const lang::FunctionTable functions = function_table(plan_);
  policy::SharedLocals locals;
  const Tools tools{.functions = functions, .locals = locals, .timestamp = plan_.timestamp};
  std::vector<Failure> failures;
  for (const std::size_t i : judged()) add_failures(i, tools, failures);
  std::ranges::stable_sort(failures, finding_less, &Failure::finding);
  return failures;
}

std::vector<Failure> World::failures_of(std::size_t change) {
  const lang::FunctionTable functions = function_table(plan_);
  policy::SharedLocals locals;
  const Tools tools{.functions = functions, .locals = locals, .timestamp = plan_.timestamp};
  std::vector<Failure> failures;
  add_failures(change, tools, failures);
  return failures;
}

std::map<std::size_t, Faults> World::faults(const std::vector<std::size_t>& changes) {
  const lang::FunctionTable functions = function_table(plan_);
  policy::SharedLocals locals;
  const Tools tools{.functions = functions, .locals = locals, .timestamp = plan_.timestamp};
  std::map<std::size_t, Faults> all;
  for (const std::size_t i : changes) {
    const ResourceJudgement judgement = judge_one(i, tools);
    Faults& faults = all[i];
    if (judgement.malformed) faults.insert({.control = "(malformed)"});
    for (const Diagnostic& error : judgement.errors) faults.insert({.control = "(error)", .path = error.summary});
    for (const Judged& judged : judgement.after) {
      const policy::Judgement& one = judged.judgement;
      if (one.verdict != Verdict::kFail && one.verdict != Verdict::kUnknown) continue;
      faults.insert({.control = judged.by->control->id, .subject = one.subject, .path = one.path});
    }
  }
  return all;
}

}  // namespace plimsoll::analysis
