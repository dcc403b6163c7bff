// Secrets that stand in the source itself. Internal to the analysis module.
#pragma once

#include "plimsoll/analysis/repair.h"
#include "repair_world.h"

namespace plimsoll::analysis {

/// Where files say what must not be shown, as far as evaluation leads there: values of environment variables and
/// whatever the plan or the source marks as sensitive, of every resource of the plan; values of variables and outputs
/// that are declared sensitive, in defaults and module calls. `plan` was read with every type wanted.
SecretPlaces secret_places(Edition& edition, const plan::Plan& plan);

/// Adds what the text of the edited files gives away: repetitions of a text that the plan marks as sensitive, values of
/// sensitive variables in .tfvars and .tfvars.json files, and what looks like an environment variable.
void add_texts(SecretPlaces& places, const fix::FileEdits& files, const plan::Plan& plan,
               const source::Configuration& configuration);

}  // namespace plimsoll::analysis
