#include "color.h"

namespace plimsoll::cli {
namespace {

std::string_view variable(const Environment& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

// no-color.org and bixense.com/clicolors: NO_COLOR beats CLICOLOR_FORCE, which beats CLICOLOR.
bool use_color(std::string_view mode, const Environment& environment, bool is_terminal) {
  if (mode == "always") return true;
  if (mode == "never") return false;
  if (!variable(environment, "NO_COLOR").empty()) return false;
  const std::string_view force = variable(environment, "CLICOLOR_FORCE");
  if (!force.empty() && force != "0") return true;
  if (variable(environment, "CLICOLOR") == "0") return false;
  return is_terminal && variable(environment, "TERM") != "dumb";
}

}  // namespace plimsoll::cli
