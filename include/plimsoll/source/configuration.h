// Terraform source: the root module and every module that it calls, parsed and indexed, not evaluated.
// Source of the rules: developer.hashicorp.com/terraform/language (files, override files, JSON syntax, modules).
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/file_system.h"
#include "plimsoll/base/result.h"
#include "plimsoll/hcl/ast.h"
#include "plimsoll/plan/plan.h"

namespace plimsoll::source {

/// Source is hostile input like any other.
struct Limits {
  std::size_t max_files = 50'000;
  std::size_t max_file_bytes = std::size_t{16} << 20;
  std::size_t max_modules = 20'000;   // calls in the whole tree
  std::size_t max_module_depth = 64;  // calls inside calls
  std::size_t threads = 0;            // that parse files; 0: as many as the machine has, at most 8
};

/// One parsed file. `body` is the same for both syntaxes: what a .tf.json file says stands as HCL with the byte ranges
/// of the JSON text; nested blocks of resources are attributes there, since only a provider's schema tells them apart.
struct File {
  SourcePtr text = nullptr;
  hcl::Body body = {};
  bool is_json = false;
  bool is_override = false;
  Diagnostics problems = {};  // what keeps it from being read, as warnings
};

/// An attribute or a nested block with the file that says it: override files mix several into one declaration.
struct Argument {
  const hcl::Attribute* attribute = nullptr;
  SourcePtr file = nullptr;
};
struct NestedBlock {
  const hcl::Block* block = nullptr;
  SourcePtr file = nullptr;
};

/// A block of a module after override files were merged into it. `block` is the one that stands in an ordinary file.
struct Declaration {
  const hcl::Block* block = nullptr;
  SourcePtr file = nullptr;
  std::vector<Argument> arguments = {};
  std::vector<NestedBlock> blocks = {};

  const Argument* argument(std::string_view name) const;
  SourceRange range() const;         // of the whole block
  SourceRange header_range() const;  // from its type to the last label
};

using Declarations = std::map<std::string, Declaration, std::less<>>;

/// What the argument ignore_changes of a resource's lifecycle block names: top-level attributes, or "all". Files in
/// JSON syntax have no lifecycle here.
std::vector<std::string> ignored_changes(const Declaration& resource);

/// The declarations in one directory. Shared by every call of it.
struct ModuleSource {
  std::string directory = {};  // as it was read, relative to the current directory
  std::vector<std::shared_ptr<const File>> files = {};
  /// Names of files that were noticed and not read: *.tfvars and *.auto.tfvars, also with .json. In the root module
  /// they are what Terraform loads by itself, in its order: terraform.tfvars, terraform.tfvars.json, then the others by
  /// name.
  std::vector<std::string> variable_files = {};
  Declarations variables = {};
  std::map<std::string, Argument, std::less<>> locals = {};
  Declarations outputs = {};
  Declarations resources = {};  // "aws_x.y", "data.aws_x.y"
  Declarations calls = {};
  /// A file that cannot be read or parsed hides what it declares: nothing in this module is evaluated then.
  bool broken = false;
  Diagnostics problems = {};  // of its files and of all of them together, as warnings
};

/// A place in the tree of calls: the root, or one `module` block with what it leads to.
struct Module {
  std::vector<std::string> path = {};  // names of the calls: {"api", "task"}; empty for the root
  std::string path_module = ".";       // what path.module says: relative to the root module's directory
  const Module* parent = nullptr;
  const Declaration* call = nullptr;                     // in the parent; null for the root
  std::shared_ptr<const ModuleSource> source = nullptr;  // null when the module's files were not found
  std::string missing = {};                              // why there is no source, a phrase
  std::map<std::string, std::unique_ptr<Module>, std::less<>> children = {};
  /// Registry and git modules are copies that `terraform init` made: nothing in them is to be edited.
  bool is_local = true;
};

struct Configuration {
  std::string directory = {};  // of the root module
  std::unique_ptr<Module> root = nullptr;
  Diagnostics warnings = {};  // files that could not be read or parsed, modules that were not found

  /// The module of "module.a[0].module.b", or nullptr.
  const Module* find(std::string_view module_address) const;
};

/// Loads the configuration in `directory`. Modules are found by their local path, or through
/// `.terraform/modules/modules.json`. Errors: no such directory, no Terraform files in it, a limit. Everything else is
/// a warning, and what could not be read is unknown later.
Result<Configuration> load(const FileSystem& files, const std::string& directory, const Limits& limits = {});

/// `earlier` after the files named in `changed` have other contents; none has come or gone. Files and modules in which
/// nothing has changed are shared with it, so that trying an edit costs what the edited files cost.
Result<Configuration> reload(const Configuration& earlier, const FileSystem& files,
                             const std::set<std::string>& changed, const Limits& limits = {});

/// Whether a directory holds Terraform files at all: one listing, nothing is read.
bool has_terraform_files(const FileSystem& files, const std::string& directory);

/// Whether the plan can come from this configuration: every resource and module call of the plan's configuration
/// section must be declared, module by module as far as both are known, and the other way round in the root module.
/// False for plans without a configuration section or without anything in it.
bool matches(const plan::Plan& plan, const Configuration& configuration);

/// The address of a resource or module call that one of the two has and the other has not, where they do not match
/// because of one: "aws_x.y is in the plan and not in the source". "" where there is none.
std::string mismatch(const plan::Plan& plan, const Configuration& configuration);

/// What can be told of that from a plan that was read for some resource types only: false when it cannot match.
bool may_match(const plan::Plan& plan, const Configuration& configuration);

/// Attributes of a managed resource, and arguments of the module calls around it, for which the plan's configuration
/// section has another constant or other references than the source: the source is not the plan's there. The plan
/// shows no constants of locals and none inside of expressions with references, so that those cannot differ. Files
/// in JSON syntax and numbers are not compared.
std::vector<std::string> differences(const plan::Plan& plan, const plan::ResourceChange& change,
                                     const Configuration& configuration);

}  // namespace plimsoll::source
