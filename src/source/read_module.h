// From directories to the declarations in them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/source/configuration.h"

namespace plimsoll::source {

/// Files parsed so far, against the limit on all of them.
struct ReadCount {
  std::size_t files = 0;
};

struct ReadModules {
  std::vector<std::shared_ptr<const ModuleSource>> modules = {};  // one per directory, in order
  Diagnostics warnings = {};
};

/// Reads the modules in `directories`, which exist; files are parsed on several threads.
Result<ReadModules> read_modules(const FileSystem& files, const std::vector<std::string>& directories,
                                 const Limits& limits, ReadCount& count);

/// Whether Terraform reads a file of that name: .tf or .tf.json, no editor's backup.
bool is_terraform_file(std::string_view name);

/// Fills the declarations of `module` from its files, override files merged. Two declarations of one thing break it.
void index_declarations(ModuleSource& module, Diagnostics& warnings);

}  // namespace plimsoll::source
