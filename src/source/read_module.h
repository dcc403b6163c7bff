// From directories to the declarations in them.
#pragma once

#include <map>
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

using ModuleSources = std::vector<std::shared_ptr<const ModuleSource>>;
using ParsedFiles = std::map<std::string, std::shared_ptr<const File>, std::less<>>;  // by path

/// Reads the modules in `directories`, which exist: one per directory, in order. Files are parsed on several threads,
/// unless `parsed` has them.
Result<ModuleSources> read_modules(const FileSystem& files, const std::vector<std::string>& directories,
                                   const ParsedFiles& parsed, const Limits& limits, ReadCount& count);

/// Whether Terraform reads a file of that name: .tf or .tf.json, no editor's backup.
bool is_terraform_file(std::string_view name);

/// Fills the declarations of `module` from its files, override files merged. Two declarations of one thing break it.
void index_declarations(ModuleSource& module);

}  // namespace plimsoll::source
