// Resources that a repair adds, as the next plan would show them. Internal to the analysis module.
#pragma once

#include <string>
#include <vector>

#include "plimsoll/fix/repair.h"
#include "repair_world.h"

namespace plimsoll::analysis {

/// One change per instance of every resource block that the operations add: in each instance of its module that the
/// plan has. Values are those of the edited source; what policies ask for and the block leaves out is null, as in a
/// plan, but unknown where only AWS can tell it. `like`: a change of the plan whose provider they have.
std::vector<plan::ResourceChange> created_by(const std::vector<fix::Operation>& operations, Edition& edited,
                                             const World& world, const std::string& provider);

/// What enabled policies say against a new resource, which stands in the world at this index: a sentence each.
std::vector<std::string> complaints_about(World& world, std::size_t created);

}  // namespace plimsoll::analysis
