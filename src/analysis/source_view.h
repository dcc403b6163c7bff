// The Terraform source of a plan, looked for when something is asked of it: what the plan does not know, and where
// findings are decided.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plimsoll/analysis/analysis.h"
#include "plimsoll/fix/locate.h"
#include "plimsoll/plan/plan.h"
#include "plimsoll/source/evaluator.h"
#include "repair_values.h"

namespace plimsoll::analysis {

/// Reads nothing before it must. Not thread-safe.
class SourceView {
 public:
  /// `request.files` must outlive the view.
  SourceView(PlanInput input, const SourceRequest& request) : input_(std::move(input)), request_(request) {}

  /// Fills the unknown values of ECS resources in `plan` where source and plan agree. Errors: a directory that was
  /// named and is no configuration. Warnings go to `plan`.
  Result<Done> see_through(plan::Plan& plan);

  /// Whether values of ECS resources are unknown, and no source was found that could say more of them.
  bool lacks_source(const plan::Plan& plan) const;

  /// Gives failing and undecided findings their places. Errors and warnings as above.
  Result<Done> locate(plan::Plan& plan, std::vector<Finding>& findings);

 private:
  struct Resource {
    SourceValues values = {};
    Value folded = {};  // the plan's values with what the source adds
  };

  /// False when there is no source, or none that is the plan's.
  Result<bool> open(plan::Plan& plan);
  Result<bool> try_directory(const std::string& directory, plan::Plan& plan);
  /// Nullptr where there is no source, or plan and source do not agree.
  const Resource* resource(plan::Plan& plan, const plan::ResourceChange& change);
  std::optional<Resource> compare(plan::Plan& plan, const plan::ResourceChange& change);
  void place(plan::Plan& plan, const plan::ResourceChange& change, Finding& finding);

  PlanInput input_;
  SourceRequest request_;
  std::optional<bool> opened_ = std::nullopt;
  std::unique_ptr<source::Configuration> configuration_ = nullptr;
  std::optional<source::Evaluator> evaluator_ = std::nullopt;
  fix::DocumentsPtr documents_ = nullptr;
  std::map<std::string, std::optional<Resource>, std::less<>> resources_ = {};
};

}  // namespace plimsoll::analysis
