#include "user.h"

namespace plimsoll::ecs {

bool is_root_user(std::string_view user) {
  std::string_view name = user.substr(0, user.find(':'));
  if (name.empty() || name == "root") return true;  // ":1000" is uid 0 too
  if (name.front() == '+' || name.front() == '-') name.remove_prefix(1);
  return !name.empty() && name.find_first_not_of('0') == std::string_view::npos;
}

}  // namespace plimsoll::ecs
