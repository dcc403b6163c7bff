// Expressions that can be read without evaluating them.
#pragma once

#include <string>

#include "plimsoll/hcl/ast.h"

namespace plimsoll::source {

/// The text of a string literal without interpolation, else nullptr.
const std::string* literal_string(const hcl::Expression& expression);

}  // namespace plimsoll::source
