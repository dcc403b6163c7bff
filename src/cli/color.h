// Whether to colour, by the conventions of NO_COLOR and CLICOLOR.
#pragma once

#include <string_view>

#include "arguments.h"

namespace plimsoll::cli {

/// `mode` is auto, always or never ("" is auto); only auto looks at the environment and the terminal.
bool use_color(std::string_view mode, const Environment& environment, bool is_terminal);

}  // namespace plimsoll::cli
