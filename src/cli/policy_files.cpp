#include "policy_files.h"

#include <algorithm>

#include "plimsoll/base/text.h"

namespace plimsoll::cli {
namespace {

constexpr std::size_t kMaxDepth = 32;  // a link that leads back up ends somewhere

void search(const std::string& directory, const std::vector<std::string_view>& suffixes, const FileSystem& files,
            std::size_t depth, std::vector<std::string>& found) {
  const Result<std::vector<std::string>> names = files.list(directory);
  if (!names.ok() || depth > kMaxDepth) return;
  for (const std::string& name : *names) {
    const std::string path = directory == "." ? name : join_path(directory, name);
    const bool wanted = std::any_of(suffixes.begin(), suffixes.end(),
                                    [&name](std::string_view suffix) { return name.ends_with(suffix); });
    if (wanted && files.is_file(path)) {
      found.push_back(path);
    } else if (!name.starts_with('.') && files.is_directory(path)) {
      search(path, suffixes, files, depth + 1, found);
    }
  }
}

std::string quoted_list(const std::vector<std::string_view>& suffixes) {
  std::vector<std::string> words;
  for (const std::string_view suffix : suffixes) words.push_back("\"" + std::string(suffix) + "\"");
  return join(words, " or ");
}

}  // namespace

Result<std::vector<std::string>> find_policy_files(const std::vector<std::string>& paths,
                                                   const std::vector<std::string_view>& suffixes,
                                                   const FileSystem& files) {
  std::vector<std::string> all;
  Diagnostics errors;
  for (const std::string& path : paths) {
    std::vector<std::string> found;
    if (files.is_directory(path)) {
      search(path, suffixes, files, 0, found);
      if (found.empty()) {
        errors.push_back(make_error("Nothing to read in " + printable(path),
                                    "expected files whose names end in " + quoted_list(suffixes)));
      }
    } else if (files.is_file(path)) {
      found.push_back(path);
    } else {
      errors.push_back(make_error("No such file or directory: " + printable(path)));
    }
    for (std::string& file : found) {
      if (std::find(all.begin(), all.end(), file) == all.end()) all.push_back(std::move(file));
    }
  }
  if (!errors.empty()) return errors;
  return all;
}

}  // namespace plimsoll::cli
