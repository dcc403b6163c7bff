// Writes the generated pages of the project whose root is named, and the terminal sessions of its README and of the
// tutorial anew.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "pages.h"

namespace {

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: plimsoll_docs FOLDER\n", stderr);
    return 2;
  }
  try {
    std::filesystem::current_path(argv[1]);
    for (const plimsoll::docs::Page& page : plimsoll::docs::pages()) write("docs/" + page.file, page.text);
    write("docs/policy-language.md", plimsoll::docs::with_tutorial(read("docs/policy-language.md")));
    write("README.md", plimsoll::docs::with_sessions(read("README.md")));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
