#include "see_through.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "plimsoll/base/text.h"
#include "plimsoll/ecs/ecs.h"
#include "plimsoll/plan/read.h"
#include "plimsoll/source/evaluator.h"
#include "plimsoll/source/fold.h"

namespace plimsoll::analysis {
namespace {

constexpr std::string_view kDefinitions = "container_definitions";

bool is_unclear(const plan::ResourceChange& change) {
  return change.is_judged() && ecs::is_ecs_type(change.type) && !change.after.is_wholly_known();
}

/// What evaluation needs of a plan is more than what policies need: every type, nothing folded in, data sources.
Result<plan::Plan> read_everything(const PlanInput& input) {
  const auto every_type = [](std::string_view) { return plan::TypeInfo{.wanted = true}; };
  return plan::read(input.bytes, input.name, {.type_info = every_type, .data_sources = true});
}

void move_warnings(Diagnostics& from, Diagnostics& to) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

Diagnostic not_the_configuration(const std::string& directory) {
  Diagnostic warning = make_warning("The source is not the plan's",
                                    "The plan has other resources or module calls and is judged alone. Expected the "
                                    "directory in which terraform plan ran, unchanged since.");
  warning.where = directory;
  return warning;
}

/// Directories that may be the plan's root module: the one that was named, else those of the current directory and
/// above it that hold Terraform files.
std::vector<std::string> candidates(const SourceRequest& request) {
  if (!request.directory.empty()) return {request.directory};
  constexpr int kMostSteps = 8;
  std::vector<std::string> directories;
  std::string directory = ".";
  for (int i = 0; i < kMostSteps && request.files->is_directory(directory); ++i) {
    if (source::has_terraform_files(*request.files, directory)) directories.push_back(directory);
    directory = join_path(directory, "..");
  }
  return directories;
}

/// The first of them that is the root module of the plan.
Result<std::optional<source::Configuration>> load_matching(const std::vector<std::string>& directories,
                                                           const plan::Plan& everything, const SourceRequest& request,
                                                           Diagnostics& warnings) {
  const bool named = !request.directory.empty();
  for (const std::string& directory : directories) {
    Result<source::Configuration> loaded = source::load(*request.files, directory);
    if (!loaded && named) return std::move(loaded).errors();
    if (loaded && source::matches(everything, *loaded)) return std::optional(*std::move(loaded));
    if (named) warnings.push_back(not_the_configuration(directory));
  }
  return std::optional<source::Configuration>();
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

void fill(plan::Plan& plan, plan::ResourceChange& change, source::Evaluator& evaluator) {
  const std::optional<source::ResourceSource> found = evaluator.resource(change.address);
  if (!found) return;
  Value body = found->body;
  if (std::optional<Value> definitions = evaluator.structured(change.address, kDefinitions)) {
    Members members = body.members();
    members.emplace_back(kDefinitions, *std::move(definitions));
    body = Value::object(std::move(members)).with_origin(body.origin());
  }
  source::FoldResult folded =
      source::fold(change.after, body, {{.name = std::string(kDefinitions), .normalise = ecs::planned_containers}});
  if (!folded.disagreements.empty()) {
    plan.warnings.push_back(not_the_plans(change.address, folded.disagreements));
  } else if (is_readable(change, folded.value)) {
    change.after = std::move(folded.value);
  }
}

}  // namespace

Result<Done> see_through(plan::Plan& plan, const PlanInput& input, const SourceRequest& request) {
  if (request.files == nullptr || !plan.has_configuration) return Done{};
  if (std::ranges::none_of(plan.changes, is_unclear)) return Done{};
  const std::vector<std::string> directories = candidates(request);
  if (directories.empty()) return Done{};
  Result<plan::Plan> everything = read_everything(input);
  if (!everything) return std::move(everything).errors();
  Result<std::optional<source::Configuration>> found = load_matching(directories, *everything, request, plan.warnings);
  if (!found) return std::move(found).errors();
  if (!found->has_value()) return Done{};
  source::Configuration& configuration = **found;
  move_warnings(configuration.warnings, plan.warnings);
  source::Evaluator evaluator(configuration, source::known_from(*everything), *request.files);
  for (plan::ResourceChange& change : plan.changes) {
    if (is_unclear(change)) fill(plan, change, evaluator);
  }
  return Done{};
}

}  // namespace plimsoll::analysis
