// Secrets that stand in the source itself. Internal to the analysis module.
#pragma once

#include "plimsoll/analysis/repair.h"
#include "repair_world.h"

namespace plimsoll::analysis {

/// Where files say what must not be shown: values of environment variables, and whatever Terraform marks as sensitive,
/// of every task definition of the plan.
SecretPlaces secret_places(Edition& edition, const plan::Plan& plan);

}  // namespace plimsoll::analysis
