// One policy file: syntax tree to PolicyFile. Internal to the policy module.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "blocks.h"
#include "input_type.h"
#include "names.h"
#include "plimsoll/policy/policy.h"

namespace plimsoll::policy {

/// An input as its file declares it, kept for checks across files.
struct DeclaredInput {
  std::string name = {};
  InputType type = {};
  SourceRange range = {};
};

/// A file while it is read. `file` is filled step by step; what is wrong goes to `checker`.
struct FileLoad {
  Checker checker = {};
  std::shared_ptr<PolicyFile> file = nullptr;
  std::vector<DeclaredInput> declared = {};
  SourceRange control_range = {};
  const hcl::Expression* default_level = nullptr;  // enforcement_level of the policy block, seen in one old release
};

FileLoad load_file(const SourcePtr& source, const lang::FunctionTable& functions, const LoadOptions& options);

/// Files with everything that is wrong with them and between them.
struct LoadedFiles {
  std::vector<FileLoad> files = {};  // what is wrong with one, in the order of its places
  Diagnostics errors = {};           // between files
  Diagnostics warnings = {};
};
LoadedFiles load_files(const std::vector<SourcePtr>& sources, const lang::FunctionTable& functions,
                       const LoadOptions& options);

/// Reads the `input` blocks: types, defaults and supplied values.
void load_inputs(FileLoad& load, const LoadOptions& options);

/// Reads the `control` block of a body.
void load_control(FileLoad& load, const hcl::Body& body, const lang::FunctionTable& functions);

/// Reads x.control.hcl, which holds the control and the fixes of the standard file in `load`.
void load_companion(FileLoad& load, const SourcePtr& source, const lang::FunctionTable& functions);

/// Reads a fix block that stands outside of its policy. `load` has the checker of the block's file.
FixRule load_distant_fix(FileLoad& load, Policy& policy, const hcl::Block& block, const lang::FunctionTable& functions);

/// Reads a resource_policy, provider_policy or module_policy block.
void load_policy(FileLoad& load, const hcl::Block& block, PolicyKind kind, const lang::FunctionTable& functions);

/// Checks a `plimsoll` block, which admits the superset.
void check_gate(Checker& checker, const hcl::Block& gate);

/// Attributes of all `locals` blocks of a body; a name twice is reported.
std::vector<const hcl::Attribute*> collect_locals(Checker& checker, const hcl::Body& body);

/// Names that are declared in a file; the rest of VisibleNames depends on the place.
VisibleNames file_names(const PolicyFile& file);

}  // namespace plimsoll::policy
