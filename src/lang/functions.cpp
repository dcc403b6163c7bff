// Puts the families of functions together.
#include <algorithm>
#include <iterator>

#include "function_families.h"

namespace plimsoll::lang {

namespace {

/// timestamp() is the time of the apply; a policy gets the plan's.
Outcome unknown_until_apply(const Invocation& call) {
  return Value::unknown({call.function->name + "()"});
}

std::vector<Function> bare_functions() {
  std::vector<Function> all;
  for (const auto family :
       {control_functions, conversion_functions, collection_functions, sequence_functions, mapping_functions,
        set_functions,     text_functions,       case_functions,       regex_functions,    format_functions,
        number_functions,  version_functions,    time_functions,       encoding_functions, binary_functions,
        digest_functions,  network_functions,    document_functions,   template_functions, path_functions,
        run_functions}) {
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
  const std::vector<Function> replacements = leaf_by_leaf_functions();
  for (Function& function : bare_functions()) {
    if (function.policy_only) continue;
    const auto better = std::find_if(replacements.begin(), replacements.end(),
                                     [&](const Function& other) { return other.name == function.name; });
    if (better != replacements.end()) {
      function.traits = better->traits;
      function.implementation = better->implementation;
    }
    if (function.name == "timestamp") function.implementation = unknown_until_apply;
    // Policies may look for null and do not find it.
    if (function.name == "contains") function.parameters[1].allows_null = false;
    Function prefixed = function;
    prefixed.name = "core::" + function.name;
    all.push_back(std::move(function));
    all.push_back(std::move(prefixed));
  }
  return all;
}

}  // namespace plimsoll::lang
