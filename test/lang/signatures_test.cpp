// Holds the function table to Terraform's own list of its functions (testdata/lang/signatures.txt).
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>

#include "support.h"

namespace plimsoll::lang {
namespace {

/// How many arguments a function takes.
struct Arity {
  std::size_t least = 0;
  bool unlimited = false;
  std::size_t most = 0;
  bool operator==(const Arity&) const = default;
};

std::map<std::string, Arity> recorded_arities() {
  std::ifstream stream(std::string(PLIMSOLL_SOURCE_DIR) + "/testdata/lang/signatures.txt");
  std::map<std::string, Arity> arities;
  for (std::string line; std::getline(stream, line);) {
    const std::size_t open = line.find('(');
    if (line.starts_with('#') || open == std::string::npos) continue;
    const std::string parameters = line.substr(open + 1, line.size() - open - 2);
    std::size_t count = parameters.empty() ? 0 : 1;
    for (const char c : parameters) count += c == ',' ? 1 : 0;
    const bool unlimited = parameters.ends_with("...");
    const std::size_t named = count - (unlimited ? 1 : 0);
    arities[line.substr(0, open)] = {.least = named, .unlimited = unlimited, .most = unlimited ? 0 : named};
  }
  return arities;
}

Arity arity_of(const Function& function) {
  Arity arity;
  for (const Parameter& parameter : function.parameters) {
    arity.unlimited = arity.unlimited || parameter.variadic;
    if (!parameter.optional && !parameter.variadic) ++arity.least;
  }
  arity.most = arity.unlimited ? 0 : function.parameters.size();
  return arity;
}

/// Those that read files, which Terraform source has from elsewhere and policies do not have.
const std::set<std::string> kOfFiles = {
    "abspath", "file",     "filebase64", "filebase64sha256", "filebase64sha512", "fileexists", "filemd5",
    "fileset", "filesha1", "filesha256", "filesha512",       "templatefile",     "pathexpand"};

TEST(Signatures, AreThoseOfTerraform) {
  const std::map<std::string, Arity> recorded = recorded_arities();
  ASSERT_GE(recorded.size(), 118U);
  FunctionTable table;
  table.add(terraform_functions());
  for (const auto& [name, arity] : recorded) {
    if (kOfFiles.contains(name)) {
      EXPECT_EQ(table.find(name), nullptr) << name;
      continue;
    }
    for (const std::string& spelling : {name, "core::" + name}) {
      const Function* function = table.find(spelling);
      ASSERT_NE(function, nullptr) << spelling;
      EXPECT_EQ(arity_of(*function), arity) << spelling;
    }
  }
}

TEST(Signatures, NameNoFunctionThatTerraformDoesNotHave) {
  const std::map<std::string, Arity> recorded = recorded_arities();
  for (const Function& function : terraform_functions()) {
    const std::string& name = function.name;
    EXPECT_TRUE(recorded.contains(name.starts_with("core::") ? name.substr(6) : name)) << name;
  }
}

TEST(Signatures, OfPoliciesAreTheSame) {
  const std::map<std::string, Arity> recorded = recorded_arities();
  for (const Function& function : core_functions()) {
    const std::string name = function.name.substr(std::string("core::").size());
    if (function.policy_only) continue;
    EXPECT_TRUE(recorded.contains(name)) << name;
  }
}

}  // namespace
}  // namespace plimsoll::lang
