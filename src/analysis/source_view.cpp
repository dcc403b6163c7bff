#include "source_view.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "judge.h"
#include "plimsoll/analysis/repair.h"
#include "plimsoll/base/text.h"
#include "plimsoll/ecs/ecs.h"
#include "plimsoll/plan/read.h"
#include "plimsoll/source/fold.h"

namespace plimsoll::analysis {
namespace {

bool is_unclear(const plan::ResourceChange& change) {
  return change.is_judged() && ecs::is_ecs_type(change.type) && !change.after.is_wholly_known();
}

void move_warnings(Diagnostics& from, Diagnostics& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

Diagnostic not_the_configuration(const std::string& directory, const std::string& mismatch) {
  const std::string why = mismatch.empty() ? "The plan has other resources or module calls" : mismatch;
  Diagnostic warning = make_warning("The source is not the plan's",
                                    why +
                                        ": the plan is judged alone. Expected the directory in which terraform plan "
                                        "ran, unchanged since.");
  warning.where = directory;
  return warning;
}

Diagnostic not_the_plans(const std::string& address, const std::vector<std::string>& paths) {
  Diagnostic warning = make_warning("The source is not the plan's",
                                    "They differ at " + join(paths, ", ") +
                                        ". This resource is judged by the plan alone: plan again, or use the source "
                                        "that the plan was made from.");
  warning.where = address;
  return warning;
}

/// Definitions that ECS would refuse are no better than unknown ones.
bool is_readable(const plan::ResourceChange& change, const Value& folded) {
  return change.type != "aws_ecs_task_definition" || ecs::containers(folded).ok();
}

bool is_placed(const Finding& finding) {
  const bool is_open = finding.verdict == Verdict::kFail || finding.verdict == Verdict::kUnknown;
  return is_open && finding.change != Change::kResolved;
}

}  // namespace

std::vector<std::string> source_directories(const FileSystem& files, const std::string& plan_file) {
  constexpr int kLevels = 7;
  std::vector<std::string> all = {"."};
  if (plan_file != "-" && parent_path(plan_file) != ".") all.push_back(parent_path(plan_file));
  std::string above = "..";
  for (int level = 0; level < kLevels && files.is_directory(above); ++level, above += "/..") all.push_back(above);
  std::erase_if(all, [&files](const std::string& directory) { return !source::has_terraform_files(files, directory); });
  return all;
}

Result<bool> SourceView::open(plan::Plan& plan) {
  if (opened_) return *opened_;
  opened_ = false;
  if (request_.files == nullptr || !plan.has_configuration) return false;
  const bool named = !request_.directory.empty();
  for (const std::string& directory :
       named ? std::vector{request_.directory} : source_directories(*request_.files, input_.name)) {
    Result<bool> is_it = try_directory(directory, plan);
    if (!is_it) return is_it;
    if (!*is_it) continue;
    opened_ = true;
    return true;
  }
  return false;
}

/// The first directory that is the root module of the plan counts.
Result<bool> SourceView::try_directory(const std::string& directory, plan::Plan& plan) {
  const bool named = !request_.directory.empty();
  Result<source::Configuration> loaded = source::load(*request_.files, directory);
  if (!loaded && named) return std::move(loaded).errors();
  // Terraform would not have planned with what cannot be read: that comes first.
  if (named && loaded->root->source != nullptr && loaded->root->source->broken) {
    move_warnings(loaded->warnings, plan.warnings);
    return false;
  }
  // The plan is read once more, in full, only where that can lead to something: it may be large.
  if (loaded && source::may_match(plan, *loaded)) {
    Result<plan::Plan> everything = plan::read(input_.bytes, input_.name, evaluated_types());
    if (!everything) return std::move(everything).errors();
    if (source::matches(*everything, *loaded)) {
      configuration_ = std::make_unique<source::Configuration>(*std::move(loaded));
      move_warnings(configuration_->warnings, plan.warnings);
      evaluator_.emplace(*configuration_, source::known_from(*everything), *request_.files);
      documents_ = fix::make_documents();
      return true;
    }
  }
  if (!named) return false;
  Result<plan::Plan> everything = plan::read(input_.bytes, input_.name, evaluated_types());
  if (!everything) return std::move(everything).errors();
  plan.warnings.push_back(not_the_configuration(directory, source::mismatch(*everything, *loaded)));
  return false;
}

const SourceView::Resource* SourceView::resource(plan::Plan& plan, const plan::ResourceChange& change) {
  auto known = resources_.find(change.address);
  if (known == resources_.end()) known = resources_.emplace(change.address, compare(plan, change)).first;
  return known->second ? &*known->second : nullptr;
}

std::optional<SourceView::Resource> SourceView::compare(plan::Plan& plan, const plan::ResourceChange& change) {
  std::optional<SourceValues> values = source_values(*evaluator_, change);
  if (!values) return std::nullopt;
  source::FoldResult folded = source::fold(change.after, values->body(), json_attributes());
  std::vector<std::string> differing = source::differences(plan, change, *configuration_);
  for (const std::string& path : folded.disagreements) {
    if (std::ranges::find(differing, path) == differing.end()) differing.push_back(path);
  }
  if (!differing.empty()) {
    plan.warnings.push_back(not_the_plans(change.address, differing));
    return std::nullopt;
  }
  return Resource{.values = *std::move(values), .folded = std::move(folded.value)};
}

Result<Done> SourceView::see_through(plan::Plan& plan) {
  if (std::ranges::none_of(plan.changes, is_unclear)) return Done{};
  Result<bool> opened = open(plan);
  if (!opened) return std::move(opened).errors();
  if (!*opened) return Done{};
  for (plan::ResourceChange& change : plan.changes) {
    if (!is_unclear(change)) continue;
    const Resource* seen = resource(plan, change);
    if (seen != nullptr && is_readable(change, seen->folded)) change.after = seen->folded;
  }
  return Done{};
}

bool SourceView::lacks_source(const plan::Plan& plan) const {
  const bool wanted = request_.files != nullptr && request_.directory.empty() && plan.has_configuration;
  return wanted && !opened_.value_or(false) && std::ranges::any_of(plan.changes, is_unclear);
}

Result<Done> SourceView::locate(plan::Plan& plan, std::vector<Finding>& findings) {
  if (std::ranges::none_of(findings, is_placed)) return Done{};
  Result<bool> opened = open(plan);
  if (!opened) return std::move(opened).errors();
  if (!*opened) return Done{};
  std::unordered_map<std::string_view, const plan::ResourceChange*> changes;
  for (const plan::ResourceChange& change : plan.changes) {
    if (change.is_judged()) changes.emplace(change.address, &change);
  }
  for (Finding& finding : findings) {
    const auto change = is_placed(finding) ? changes.find(finding.address) : changes.end();
    if (change != changes.end()) place(plan, *change->second, finding);
  }
  return Done{};
}

void SourceView::place(plan::Plan& plan, const plan::ResourceChange& change, Finding& finding) {
  const Resource* seen = resource(plan, change);
  if (seen == nullptr) return;
  std::optional<fix::Located> located = fix::locate(seen->values.resource, seen->values.containers, finding.subject,
                                                    finding.path, *documents_, ecs::is_container_key);
  if (!located) return;
  finding.location = std::move(located->location);
  finding.related = std::move(located->related);
  if (located->slip.empty()) return;
  const std::string wanted = finding.path.substr(finding.path.rfind('.') + 1);
  finding.message +=
      " The provider drops the key \"" + printable(located->slip) + "\": did you mean \"" + wanted + "\"?";
}

}  // namespace plimsoll::analysis
