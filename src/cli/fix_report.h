// What `plimsoll fix` tells about the repairs it found.
#pragma once

#include <string>

#include "plimsoll/analysis/repair.h"

namespace plimsoll::cli {

/// One line per finding with its files and lines, what belongs to that finding alone below it, then what belongs to
/// several: each text once, with the findings that it is about. `directory` is the source's, left out of absolute
/// paths.
std::string repairs_text(const analysis::Repairs& repairs, const std::string& directory);

/// What to do next, a line or two; "" when nothing is left to do. `written`: the repairs are in the source already.
std::string next_steps(const analysis::Repairs& repairs, bool written);

}  // namespace plimsoll::cli
