// Checking the names and functions that the expressions of a file use.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "blocks.h"
#include "plimsoll/lang/functions.h"

namespace plimsoll::policy {

/// What an expression at some place of a policy file may refer to.
struct VisibleNames {
  bool input = true;
  bool local = true;
  bool attrs = false;
  bool prior_attrs = false;
  bool meta = false;
  bool each = false;
  std::set<std::string> inputs = {};  // declared names
  std::set<std::string> locals = {};
};

/// Reports references to names that are not in scope, unknown functions and wrong numbers of arguments.
void check_expression(Checker& checker, const hcl::Expression& expression, const VisibleNames& visible,
                      const lang::FunctionTable& functions);

/// Reports calls of functions that do not exist, need the gate, or get too few or too many arguments.
void check_calls(Checker& checker, const hcl::Expression& expression, const lang::FunctionTable& functions);

/// Reports locals that depend on themselves, once per cycle.
void check_cycles(Checker& checker, const std::vector<const hcl::Attribute*>& locals);

}  // namespace plimsoll::policy
