// What edits of defaults and .tfvars files make of the root module's variables. Internal to the analysis module.
#pragma once

#include "plimsoll/fix/repair.h"
#include "plimsoll/source/evaluator.h"
#include "repair_world.h"

namespace plimsoll::analysis {

/// A plan holds the values of variables; where an edit gives one another value, the plan would hold that.
void adopt_variables(source::Known& known, const source::Configuration& configuration, const fix::FileEdits& edits,
                     const Texts& texts);

}  // namespace plimsoll::analysis
