// Doubts about expressions and policies that are correct in form. Internal to the policy module.
#pragma once

#include <memory>

#include "load_file.h"
#include "test_file.h"

namespace plimsoll::policy {

/// Every expression of a body: patterns that RE2 refuses, calls that fail whatever the values are, contains on text,
/// accesses that only the newest engines guard.
void lint_expressions(Checker& checker, const hcl::Body& body, const lang::FunctionTable& functions);

/// Policies of a file without errors: conditions and filters that are the same for every resource, or always fail.
void lint_policies(Checker& checker, const PolicyFile& file, const lang::FunctionTable& functions);

/// References of a test file to locals and mocks that do not exist.
void lint_references(TestFile& file);

/// Everything that Terraform's own engine does not know, as warnings.
void list_extensions(Checker& checker, const hcl::Body& body, const lang::FunctionTable& functions);

/// What a value would be if nothing but constants were known.
class AbstractValues {
 public:
  /// Functions that depend on more than their arguments give unknown.
  explicit AbstractValues(const lang::FunctionTable& functions);

  /// Evaluates with every name unknown except locals, which are evaluated likewise. `owner` may be null.
  lang::Outcome evaluate(const hcl::Expression& expression, const SourcePtr& source, const PolicyFile* file = nullptr,
                         const Policy* owner = nullptr);
  bool exhausted() const { return budget_.steps == 0; }

 private:
  struct Locals;
  std::shared_ptr<Locals> locals_ = nullptr;  // of the file and policy that were asked about last
  lang::FunctionTable functions_ = {};
  lang::Budget budget_ = {.steps = 200'000, .max_depth = 256};
};

}  // namespace plimsoll::policy
