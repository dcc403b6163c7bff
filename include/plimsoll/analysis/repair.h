// Repairs of the source that a plan came from, proved before they are offered.
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "plimsoll/analysis/analysis.h"
#include "plimsoll/fix/repair.h"

namespace plimsoll::analysis {

struct RepairRequest {
  std::string directory = ".";  // of the root module
  /// What may be applied: kExact, or kReview for both.
  Applicability limit = Applicability::kExact;
  /// Whether repairs build on each other, so that they can be applied together; else each is proved alone.
  bool together = true;
  /// How often resources of edited source may be evaluated. What is left then counts as too much for one run: where one
  /// block makes thousands of instances, each proof evaluates all of them.
  std::size_t most_evaluations = std::numeric_limits<std::size_t>::max();
  /// Failing findings to repair; null: all.
  std::function<bool(const Finding&)> wanted = nullptr;
};

/// What became of one failing finding. `applicability` is what was proved; kManual has no edits.
struct Repair {
  Finding finding = {};
  Applicability applicability = Applicability::kManual;
  /// Whether `Repairs::files` holds it. One that is offered and not chosen needs another run, or a wider limit.
  bool chosen = false;
  std::vector<std::string> notes = {};  // who else is affected, what to look at
  std::string reason = {};              // why there is no repair
  std::vector<Edit> edits = {};         // its own, in the text as it is now
  /// What the fix speaks of: attributes of the finding's resource, as container_definitions["web"].privileged.
  std::vector<std::string> stated = {};
  std::vector<std::string> added = {};  // new resources and data sources: "aws_cloudwatch_log_group.ecs"
};

/// Ranges of files, by name.
using SecretPlaces = std::map<std::string, std::vector<ByteRange>, std::less<>>;

struct Repairs {
  std::vector<Repair> repairs = {};  // in the order of findings
  fix::FileEdits files = {};         // the chosen ones together, by file as it was read
  SecretPlaces secrets = {};         // what the files say that no output may show
  Diagnostics warnings = {};
};

/// Finds and proves repairs. A repair is `exact` when, with the edited source in place of what is there and everything
/// that the plan knows beside it,
///   - the finding is gone and no other appears, on any resource,
///   - of the resource nothing changes but what the fix states, and of others, instances of the same block included,
///     nothing at all,
///   - no resource that the repair adds fails a policy,
///   - the fix itself claims to be exact and no condition decides about the place.
/// What changes more than that is `review`, with a note that says what. Everything else is `manual`, with the reason.
/// Errors: what check() refuses; a directory without Terraform files; a source that is not the plan's.
Result<Repairs> repair(const PlanInput& input, const SelectedPolicies& policies, const FileSystem& files,
                       const RepairRequest& request);

/// Where the root module of a plan may be when nobody says: the current directory, that of the plan's file ("-": none),
/// and those above the current one, as far as they hold Terraform files.
std::vector<std::string> source_directories(const FileSystem& files, const std::string& plan_file);

/// Puts the edits of proved repairs into the fixes of failing findings, each by itself (in large plans those that go
/// together). Does nothing where no source is the plan's.
void add_edits(PlanReport& report, const PlanInput& input, const SelectedPolicies& policies,
               const SourceRequest& source);

}  // namespace plimsoll::analysis
