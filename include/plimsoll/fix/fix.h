// Fixes: what a policy wants changed, written as HCL that a person can paste.
#pragma once

#include <string>

#include "plimsoll/finding/finding.h"
#include "plimsoll/policy/evaluate.h"

namespace plimsoll::fix {

/// Where a fix goes.
struct Target {
  std::string address = {};
  std::string type = {};
  std::string name = {};
  std::optional<Subject> subject = std::nullopt;
};

/// Renders a fix specification. A single edit gives bare HCL (`privileged = false`); several places are headed by
/// comments that name them. The HCL is what `terraform fmt` would print. Sensitive values never appear: an edit that
/// holds one is replaced by a placeholder and the fix becomes manual.
Fix suggest(const policy::FixSpec& spec, const Target& target);

/// A Value as an HCL expression, indented for `indent` levels, formatted as `terraform fmt` does. An object with the
/// single member "__expression" (a string) is written as that raw expression: a reference, for instance.
std::string to_hcl(const Value& value, std::size_t indent = 0);

}  // namespace plimsoll::fix
