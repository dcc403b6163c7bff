// Which outputs of which module calls an expression uses: evaluating all of them would find cycles that are none.
#pragma once

#include <map>
#include <set>
#include <string>

#include "plimsoll/hcl/ast.h"

namespace plimsoll::source {

struct ModuleUse {
  bool all = false;  // the module as a whole, or in a way that does not show which outputs
  std::set<std::string> outputs = {};
};
using ModuleUses = std::map<std::string, ModuleUse, std::less<>>;

/// Keyed by the name of the call.
ModuleUses module_uses(const hcl::Expression& expression);

}  // namespace plimsoll::source
