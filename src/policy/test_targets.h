// Finding the policy files that a test file is about. Internal to the policy module.
#pragma once

#include <string>
#include <vector>

#include "plimsoll/base/file_system.h"
#include "plimsoll/policy/source.h"

namespace plimsoll::policy {

/// Collects the sources of targets, each once; what is missing goes to `errors`.
class Targets {
 public:
  Targets(const FileSystem& files, Diagnostics& errors) : files_(files), errors_(errors) {}

  /// A policy file, or a directory with at least one. `as_written` and `range` are for the message.
  void add(const std::string& path, const std::string& as_written, const SourceRange& range);
  std::vector<SourcePtr> take() { return std::move(sources_); }

 private:
  void read(const std::string& path);

  const FileSystem& files_;
  Diagnostics& errors_;
  std::vector<SourcePtr> sources_ = {};
};

}  // namespace plimsoll::policy
