// Visiting the parts of an expression. Internal to the policy module.
#pragma once

#include <functional>

#include "plimsoll/hcl/ast.h"

namespace plimsoll::policy {

/// Calls `visit` for every direct part of `expression`, in source order. `optional_part`: an error in it need not be an
/// error of the whole (a side of a conditional or of && and ||, an argument of try or can).
using PartVisitor = std::function<void(const hcl::Expression& part, bool optional_part)>;
void visit_parts(const hcl::Expression& expression, const PartVisitor& visit);

}  // namespace plimsoll::policy
