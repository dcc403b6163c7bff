// The pipeline: bytes of plans and policies in, a Report out. Read this module first.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plimsoll/base/file_system.h"
#include "plimsoll/finding/finding.h"
#include "plimsoll/policy/policy.h"

namespace plimsoll::analysis {

/// The policies of a run: built-in ones and the user's.
struct PolicyRequest {
  bool builtin = true;
  std::vector<std::string> paths = {};  // files, or directories holding *.policy.hcl
  policy::LoadOptions inputs = {};
  std::vector<std::string> only =
      {};  // control globs; empty: all. A control off by default runs when named exactly here
  std::vector<std::string> skip = {};
};

/// Loads and selects. Errors: unreadable paths, every mistake in every policy, a glob that names no control (did you
/// mean). Controls outside the selection stay listed with `enabled` false.
struct SelectedPolicies {
  policy::PolicySet set = {};
  std::vector<Control> controls = {};
};
Result<SelectedPolicies> load_policies(const PolicyRequest& request, const FileSystem& files);

/// One plan to judge: its bytes and the name that reports show.
struct PlanInput {
  std::string name = {};
  Bytes bytes = {};
};

/// Where to look for the Terraform source of a plan that does not know everything.
struct SourceRequest {
  const FileSystem* files = nullptr;  // null: judge by the plan alone
  std::string directory = {};         // of the root module; "": the current directory or one above it, if it matches
};

struct CheckOptions {
  /// Findings that pass or do not apply are many and seldom shown: without these they are counted only.
  bool list_pass = true;
  bool list_not_applicable = true;
  std::size_t threads = 0;  // 0: as many as the machine has, at most 8, and one for small plans
  SourceRequest source = {};
};

/// A judged plan. `incomplete` holds the reason why the run must end with exit code 2 although there is a report: the
/// plan errored, or a policy ended in an error on some resource.
struct Checked {
  PlanReport report = {};
  Diagnostics diagnostics = {};
  std::string incomplete = {};
};

/// Reads and judges one plan. Errors: everything that plan::read and ecs::check_input refuse,
/// every malformed resource at once.
Result<Checked> check(PlanInput input, const SelectedPolicies& policies, const CheckOptions& options = {});

}  // namespace plimsoll::analysis
