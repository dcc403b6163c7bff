// Terraform's functions that read files, and those that make text from values, which remember what they made it from.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "footprint.h"
#include "plimsoll/base/file_system.h"
#include "plimsoll/hcl/parser.h"
#include "plimsoll/lang/functions.h"
#include "plimsoll/source/configuration.h"
#include "text.h"

namespace plimsoll::source {

/// Files below the directories of the configuration's modules, and no others: a pull request must not make plimsoll
/// read what else lies on the machine.
class FileAccess {
 public:
  /// What is read is noted in `footprints`.
  FileAccess(const Configuration& configuration, const FileSystem& files, Footprints& footprints);

  /// The content of a file that an expression names, relative to the root module; nullptr with the reason in `refused`.
  SourcePtr read(const std::string& path, std::string& refused);
  /// Whether the file exists; nullopt where it must not be looked for.
  std::optional<bool> exists(const std::string& path) const;
  /// The files below a directory that match a pattern, as fileset() gives them; nullopt where it must not look or
  /// cannot tell.
  std::optional<std::vector<std::string>> matching(const std::string& directory, const std::string& pattern) const;
  /// The file as a template; nullptr when it is none.
  const hcl::Expression* parse(const SourcePtr& file);

 private:
  /// Where the file is, or "" when it is outside.
  std::string locate(const std::string& path) const;

  /// The file at its first use; nullptr when it cannot be had.
  SourcePtr load(const std::string& path, std::string& refused);

  const FileSystem& files_;
  Footprints& footprints_;
  std::string root_;
  std::set<std::string> directories_ = {};
  std::map<std::string, SourcePtr, std::less<>> read_ = {};
  std::map<std::string, hcl::ParsedExpression, std::less<>> templates_ = {};
};

/// All functions for Terraform source. `access` and `texts` must outlive the table.
lang::FunctionTable source_functions(FileAccess& access, Texts& texts);

/// Takes a function that is not there for one whose result is unknown.
void add_unknown_function(lang::FunctionTable& functions, const std::string& name);

}  // namespace plimsoll::source
