// The project's own files, as text.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace plimsoll::house {

inline std::filesystem::path root() {
  return PLIMSOLL_SOURCE_DIR;
}

inline std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) result.push_back(line);
  return result;
}

/// Files below `folder` (relative to the root) with one of the extensions, sorted; all when there is none.
inline std::vector<std::filesystem::path> files(const std::string& folder,
                                                const std::vector<std::string>& extensions = {}) {
  std::vector<std::filesystem::path> result;
  if (!std::filesystem::exists(root() / folder)) return result;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root() / folder)) {
    const std::string extension = entry.path().extension().string();
    if (!entry.is_regular_file()) continue;
    if (extensions.empty() || std::find(extensions.begin(), extensions.end(), extension) != extensions.end()) {
      result.push_back(std::filesystem::relative(entry.path(), root()));
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

inline std::vector<std::filesystem::path> sources(const std::vector<std::string>& folders) {
  std::vector<std::filesystem::path> result;
  for (const std::string& folder : folders) {
    for (auto& file : files(folder, {".h", ".cpp"})) result.push_back(std::move(file));
  }
  return result;
}

}  // namespace plimsoll::house
