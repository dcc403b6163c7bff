// Writes the generated pages into the folder that is named.
#include <cstdio>
#include <exception>
#include <fstream>

#include "pages.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: plimsoll_docs FOLDER\n", stderr);
    return 2;
  }
  try {
    for (const plimsoll::docs::Page& page : plimsoll::docs::pages()) {
      std::ofstream out(std::string(argv[1]) + "/" + page.file, std::ios::binary);
      out << page.text;
      if (!out.flush()) throw std::runtime_error("cannot write " + page.file);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
