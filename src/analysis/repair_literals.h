// Literals in the text of a source file, found by its tokens: also in parts that nothing evaluates, in JSON and in text
// inside of heredocs. Internal to the analysis module.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "plimsoll/base/source.h"

namespace plimsoll::analysis {

/// Values of environment variables as far as their form gives them away: what stands in an object or list called
/// `environment` or the like, maps with NAMES_IN_CAPITALS in what is called after an environment, and the value beside
/// `name = "IN_CAPITALS"`. Names are not among them.
std::vector<ByteRange> environment_literals(const SourcePtr& file);

/// Literals in the values of these names at the top of a .tfvars or .tfvars.json file.
std::vector<ByteRange> literals_of(const SourcePtr& file, const std::set<std::string>& names);

/// Literals inside of a range: text in quotes as a whole, numbers, true and false; no keys of objects and no indices.
std::vector<ByteRange> literals_in(const SourcePtr& file, ByteRange range);

}  // namespace plimsoll::analysis
