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

/// New resources and data sources as evaluation of the edited source needs them: what their blocks say is known, and
/// the Region where the plan tells it.
void adopt_created(source::Known& known, const std::vector<fix::Operation>& operations,
                   const source::Configuration& configuration, const plan::Plan& plan, const std::string& region);

/// The Region of a resource: its own, or its provider's where the plan shows it, else what all `aws_region` data
/// sources of the plan say, if it is one. "" when nobody knows.
std::string region_of(const plan::Plan& plan, const plan::ResourceChange& change, const source::Known& known);

/// What enabled policies say against a new resource, which stands in the world at this index: a sentence each.
std::vector<std::string> complaints_about(World& world, std::size_t created);

}  // namespace plimsoll::analysis
