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

}  // namespace plimsoll::docs
