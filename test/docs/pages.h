// The generated pages of docs/.
#pragma once

#include <string>
#include <vector>

namespace plimsoll::docs {

struct Page {
  std::string file = {};  // "cli.md"
  std::string text = {};
};
std::vector<Page> pages();

/// The text with every terminal session in it run anew: in a block that begins with ```console, the output under each
/// line "$ plimsoll ..." is replaced by what the program says today, in the current directory.
std::string with_sessions(const std::string& text);

/// The same for the section "Tutorial" of a page, in a folder of its own that exists in memory only: a block whose
/// first line is "# NAME.hcl" writes that file, commands may write more, and plan.json is one of the corpus.
std::string with_tutorial(const std::string& text);

}  // namespace plimsoll::docs
