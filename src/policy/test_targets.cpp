#include "test_targets.h"

#include <algorithm>
#include <memory>

#include "blocks.h"

namespace plimsoll::policy {
namespace {

constexpr std::string_view kSuffix = ".policy.hcl";

std::vector<std::string> policies_in(const std::string& directory, const FileSystem& files) {
  std::vector<std::string> paths;
  const Result<std::vector<std::string>> names = files.list(directory);
  for (const std::string& name : names.ok() ? *names : std::vector<std::string>{}) {
    if (name.ends_with(kSuffix)) paths.push_back(directory == "." ? name : join_path(directory, name));
  }
  return paths;
}

/// Where a target that does not exist may have been meant to point.
std::string target_hint(const std::string& path, const std::string& target, const FileSystem& files) {
  if (files.is_file(path + std::string(kSuffix))) return " Did you mean \"" + target + std::string(kSuffix) + "\"?";
  if (files.is_directory(path))
    return " The directory holds no file whose name ends in \"" + std::string(kSuffix) + "\".";
  std::vector<std::string> names;
  for (const std::string& other : policies_in(parent_path(path), files)) names.push_back(file_name(other));
  return suggestion(file_name(path), names);
}

}  // namespace

Result<SourcePtr> read_source(const std::string& path, const FileSystem& files) {
  Result<std::string> text = files.read(path);
  if (!text.ok()) return std::move(text).errors();
  if (text->size() > kMaxPolicyFileBytes) {
    Diagnostic error = make_error(
        "File too large", "a policy or test file has at most " + std::to_string(kMaxPolicyFileBytes >> 20U) + " MiB");
    error.where = path;
    return error;
  }
  return SourcePtr(std::make_shared<const SourceFile>(path, std::move(text).value()));
}

void Targets::add(const std::string& path, const std::string& as_written, const SourceRange& range) {
  if (files_.is_file(path)) return read(path);
  const std::vector<std::string> found =
      files_.is_directory(path) ? policies_in(path, files_) : std::vector<std::string>{};
  for (const std::string& policy : found) read(policy);
  if (!found.empty()) return;
  errors_.push_back(make_error(
      "No such policy", "\"" + as_written + "\" names no policy file." + target_hint(path, as_written, files_), range));
}

void Targets::read(const std::string& path) {
  const auto is_known = [&path](const SourcePtr& known) { return known->name() == path; };
  if (std::any_of(sources_.begin(), sources_.end(), is_known)) return;
  Result<SourcePtr> source = read_source(path, files_);
  if (source.ok()) {
    sources_.push_back(*std::move(source));
  } else {
    errors_.insert(errors_.end(), source.errors().begin(), source.errors().end());
  }
}

}  // namespace plimsoll::policy
