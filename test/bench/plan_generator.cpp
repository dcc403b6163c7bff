// plan_generator FILE (--changes N | --bytes N): writes a plan for benchmarks.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "generate.h"

int main(int argc, char** argv) {
  const std::string_view option = argc == 4 ? argv[2] : "";
  if (option != "--changes" && option != "--bytes") {
    std::fputs("usage: plan_generator FILE (--changes N | --bytes N)\n", stderr);
    return 2;
  }
  const std::size_t number = std::strtoull(argv[3], nullptr, 10);
  std::FILE* const file = std::fopen(argv[1], "wb");
  if (file == nullptr) {
    std::perror(argv[1]);
    return 1;
  }
  const std::size_t changes = option == "--bytes" ? plimsoll::bench::changes_for(number) : number;
  plimsoll::bench::generate_plan(changes,
                                 [file](std::string_view text) { std::fwrite(text.data(), 1, text.size(), file); });
  return std::fclose(file) == 0 ? 0 : 1;
}
