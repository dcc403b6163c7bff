// plan_generator FILE OPTION N: writes a plan for benchmarks. --changes N or --bytes N: of services; --governed N: N
// changes of the types that published policies judge; --related N: N changes of two types that refer to each other.
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "generate.h"

namespace {

using plimsoll::bench::Mix;

std::optional<Mix> mix_of(std::string_view option) {
  if (option == "--changes" || option == "--bytes") return Mix::kServices;
  if (option == "--governed") return Mix::kGoverned;
  if (option == "--related") return Mix::kRelated;
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view option = argc == 4 ? argv[2] : "";
  const std::optional<Mix> mix = mix_of(option);
  if (!mix) {
    std::fputs("usage: plan_generator FILE (--changes N | --bytes N | --governed N | --related N)\n", stderr);
    return 2;
  }
  const std::size_t number = std::strtoull(argv[3], nullptr, 10);
  std::FILE* const file = std::fopen(argv[1], "wb");
  if (file == nullptr) {
    std::perror(argv[1]);
    return 1;
  }
  const std::size_t changes = option == "--bytes" ? plimsoll::bench::changes_for(number) : number;
  plimsoll::bench::generate_plan(
      changes, [file](std::string_view text) { std::fwrite(text.data(), 1, text.size(), file); }, *mix);
  return std::fclose(file) == 0 ? 0 : 1;
}
