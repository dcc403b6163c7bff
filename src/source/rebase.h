// Moves the ranges of an expression: one that was parsed from a decoded string gets its places in the file.
#pragma once

#include <functional>

#include "plimsoll/hcl/ast.h"

namespace plimsoll::source {

using MoveOffset = std::function<std::uint32_t(std::uint32_t)>;

/// The same tree with every byte offset replaced by what `move` says.
hcl::ExpressionPtr rebase(hcl::ExpressionPtr expression, const MoveOffset& move);

}  // namespace plimsoll::source
