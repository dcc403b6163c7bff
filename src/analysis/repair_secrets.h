// Secrets that stand in the source itself. Internal to the analysis module.
#pragma once

#include "plimsoll/analysis/repair.h"
#include "repair_world.h"

namespace plimsoll::analysis {

/// Where files say what must not be shown: values of environment variables and whatever Terraform marks as sensitive,
/// of every task definition of the plan; values of variables that are declared sensitive, in defaults, .tfvars files
/// and module calls.
SecretPlaces secret_places(Edition& edition, const plan::Plan& plan);

/// Adds where the edited files repeat a text that the plan marks as sensitive, on any resource. `plan` was read with
/// every type wanted.
void add_sensitive_texts(SecretPlaces& places, const fix::FileEdits& files, const plan::Plan& plan);

}  // namespace plimsoll::analysis
