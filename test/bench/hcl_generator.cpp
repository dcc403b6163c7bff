// hcl_generator terraform|policies FOLDER COUNT: writes so many generated files into a folder that exists.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "generate_hcl.h"

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: hcl_generator terraform|policies FOLDER COUNT\n";
    return 2;
  }
  const bool is_policy = std::string(argv[1]) == "policies";
  const auto count = static_cast<std::size_t>(std::strtoul(argv[3], nullptr, 10));
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = std::string(argv[2]) + "/" + std::to_string(i) + (is_policy ? ".policy.hcl" : ".tf");
    std::ofstream out(name, std::ios::binary);
    out << (is_policy ? plimsoll::bench::policy_file(i) : plimsoll::bench::terraform_file(i));
    if (!out.flush()) {
      std::cerr << "hcl_generator: cannot write " << name << '\n';
      return 2;
    }
  }
  return 0;
}
