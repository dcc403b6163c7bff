// Operations on the same place, put together.
#pragma once

#include <vector>

#include "plimsoll/fix/repair.h"

namespace plimsoll::fix {

/// Equal operations count once, those on one object or list become one. Errors: two that exclude each other.
Result<std::vector<Operation>> merged(const std::vector<Operation>& operations);

}  // namespace plimsoll::fix
