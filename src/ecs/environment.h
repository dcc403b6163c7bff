// Environment variables that look like credentials.
#pragma once

#include <string>
#include <string_view>

#include "plimsoll/value/value.h"

namespace plimsoll::ecs {

/// Why a variable looks like a credential by its name and a value that is no reference, or "" when it does not.
std::string secret_by_name(std::string_view name, std::string_view value);
/// Why a value looks like a credential by itself, or "".
std::string secret_by_value(std::string_view value);

/// See ecs::env_secrets in ecs.h.
Value env_secrets(const Value& container);

}  // namespace plimsoll::ecs
