// Puts the families of functions together.
#include <algorithm>
#include <iterator>

#include "function_families.h"

namespace plimsoll::lang {

namespace {

std::vector<Function> bare_functions() {
  std::vector<Function> all;
  for (const auto family :
       {control_functions, conversion_functions, collection_functions, sequence_functions, mapping_functions,
        set_functions, text_functions, case_functions, regex_functions, format_functions, number_functions,
        version_functions, time_functions, encoding_functions}) {
    std::vector<Function> functions = family();
    std::move(functions.begin(), functions.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

std::vector<Function> core_functions() {
  std::vector<Function> all = bare_functions();
  for (Function& function : all) function.name = "core::" + function.name;
  return all;
}

std::vector<Function> terraform_functions() {
  std::vector<Function> all;
  for (Function& function : bare_functions()) {
    if (function.policy_only) continue;
    Function prefixed = function;
    prefixed.name = "core::" + function.name;
    all.push_back(std::move(function));
    all.push_back(std::move(prefixed));
  }
  return all;
}

}  // namespace plimsoll::lang
