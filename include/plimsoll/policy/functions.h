// Functions of the plimsoll:: namespace that need no plan.
#pragma once

#include <vector>

#include "plimsoll/lang/functions.h"

namespace plimsoll::policy {

///   plimsoll::unknown(because...)  a value known only after apply, for mocks; the texts are the references to blame
///   plimsoll::expression(text)     in a fix: HCL to be written as it stands, such as a reference
/// load() admits them in files with the gate only.
std::vector<lang::Function> extension_functions();

}  // namespace plimsoll::policy
