// Functions that make text of texts, and know of the result what they know of the parts: JSON is often put together so.
#pragma once

#include "plimsoll/lang/functions.h"
#include "text.h"

namespace plimsoll::source {

/// Puts join(), format(), replace(), trimspace() and chomp() in place of those in the table. `texts` must outlive it.
void add_text_functions(lang::FunctionTable& functions, Texts& texts);

}  // namespace plimsoll::source
