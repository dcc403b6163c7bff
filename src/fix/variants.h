// A fix with its references chosen: which log group, which data source. And where they are valid.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "documents.h"
#include "plimsoll/fix/repair.h"

namespace plimsoll::fix {

/// A module whose files can be edited, and the block that new resources follow.
struct Home {
  const source::Module* module = nullptr;
  SourceRange neighbour = {};
};

/// The module of the resource, or the nearest caller that is no copy.
Home home_of(const Site& site);
/// The module whose file holds a place; nullopt when no module of the configuration does.
std::optional<Home> home_of(const Site& site, const SourceRange& place, Documents& documents);
/// Whether the place lies in a file of the module.
bool is_in(const Home& home, const SourceRange& place);

struct Variants {
  /// Best first: what containers beside this one refer to, resources that the module has, new ones.
  std::vector<policy::FixSpec> referring = {};
  /// With values in place of references, for text that cannot hold any.
  std::vector<policy::FixSpec> constant = {};
  std::string reason = {};  // why there are none
};
Variants variants_of(const Site& site, const Home& home);

/// Whether a part of the value is a reference.
bool contains_expression(const Value& value);

}  // namespace plimsoll::fix
