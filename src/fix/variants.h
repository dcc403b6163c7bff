// Ways to write what a fix wants: which log group to write to, which data source to ask, in which module.
#pragma once

#include <string>
#include <vector>

#include "plimsoll/fix/repair.h"

namespace plimsoll::fix {

/// A fix with its references chosen. `home` is the module that they are right in, and whose files get what is new.
struct Variant {
  policy::FixSpec spec = {};
  const source::Module* home = nullptr;
  std::vector<std::string> notes = {};
};

/// Best first: in the module of the resource, then in its callers, none of them a copy that `terraform init` made; what
/// is there before what would be new; references before texts, which can stand where nothing can be referred to.
std::vector<Variant> variants_of(const Site& site);

/// Whether a value refers to something, at any depth.
bool has_reference(const Value& value);

}  // namespace plimsoll::fix
