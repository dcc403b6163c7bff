// What a plan's configuration holds for provider and module policies. Internal to the analysis module.
#pragma once

#include <string>
#include <vector>

#include "judge.h"

namespace plimsoll::analysis {

/// The `meta` object of a resource policy.
Value resource_meta(const plan::ResourceChange& change, policy::Operation operation);

/// A provider configuration or a module call. `address` is as Terraform writes it:
/// provider["registry.terraform.io/hashicorp/aws"].west, module.api.module.db (a call, so without keys).
struct ConfiguredSubject {
  std::string address = {};
  policy::PolicySubject subject = {};
};

/// Every provider configuration and module call, in the order of the plan; nothing for kinds that no policy is about.
///
/// The arguments of a provider are known when they are constant, or when the root variable of the same name gives them
/// (`region = var.region`, also var.aws_region): the plan lists what an expression refers to, not how it is built.
/// Everything else that is written is unknown; what policies ask for and nobody wrote is null. Arguments of a module
/// are unknown. Versions are known when the constraint admits one only.
std::vector<ConfiguredSubject> configured_subjects(const plan::Plan& plan, const std::vector<ActivePolicy>& policies);

}  // namespace plimsoll::analysis
