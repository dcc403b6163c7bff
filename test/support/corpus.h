// Plans with known verdicts for tests: testdata/corpus, made for this project.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

namespace plimsoll::test {

inline std::string source_dir() {
  return PLIMSOLL_SOURCE_DIR;
}
inline std::string corpus_dir() {
  return source_dir() + "/testdata/corpus";
}

/// The bytes of a file below the source directory or at an absolute path; "" when there is none.
inline std::string read_file(const std::string& path) {
  std::ifstream in(path.starts_with('/') ? path : source_dir() + "/" + path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

}  // namespace plimsoll::test
