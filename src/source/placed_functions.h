// Functions whose results say where their parts come from.
#pragma once

#include "plimsoll/lang/functions.h"
#include "text.h"

namespace plimsoll::source {

/// Puts versions that keep places in the place of merge() and jsondecode(). `texts` must outlive the table.
///
/// What merge() makes is an object that no source shows: as its place counts that of the argument to complete when
/// something is missing, the last one that has a `name`, since that one is written for this container (or volume, or
/// secret) alone, else the last one, which wins. The other arguments follow as places on the way.
void add_placed_functions(lang::FunctionTable& functions, const Texts& texts);

}  // namespace plimsoll::source
