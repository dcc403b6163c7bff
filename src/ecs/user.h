#pragma once

#include <string_view>

namespace plimsoll::ecs {

/// Whether Docker and runc run a container with this `user` as root. "" counts: it asks for nobody else.
bool is_root_user(std::string_view user);

}  // namespace plimsoll::ecs
