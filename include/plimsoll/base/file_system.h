// The one seam to the world: reading, writing and listing files. MemoryFileSystem is its twin for tests.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/bytes.h"
#include "plimsoll/base/result.h"

namespace plimsoll {

/// A file and what it is to hold.
struct FileText {
  std::string path = {};
  std::string bytes = {};
};

/// Paths use '/' and are taken as given: relative ones are relative to the current directory.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  virtual Result<std::string> read(const std::string& path) const = 0;
  /// The same without a copy where the system can map the file. Whoever shortens a mapped file while it is read crashes
  /// the reader, as with any mapping: for input that is read once, right away.
  virtual Result<Bytes> map(const std::string& path) const;
  /// Replaces the file; an error leaves either the old or the new content, never a mixture. What a symbolic link leads
  /// to, devices and pipes are written in place: that promise is not for them.
  virtual Result<Done> write(const std::string& path, std::string_view bytes) = 0;
  /// Replaces files that exist, all of them or none: after an error every file holds what it held before.
  virtual Result<Done> write_all(const std::vector<FileText>& all);
  /// Names (not paths) in a directory, sorted by bytes.
  virtual Result<std::vector<std::string>> list(const std::string& directory) const = 0;
  virtual bool is_file(const std::string& path) const = 0;
  virtual bool is_directory(const std::string& path) const = 0;
  /// The path with every symbolic link followed, to see where a file really is; "" when there is none.
  virtual std::string canonical(const std::string& path) const { return path; }
};

class RealFileSystem final : public FileSystem {
 public:
  Result<std::string> read(const std::string& path) const override;
  Result<Bytes> map(const std::string& path) const override;
  Result<Done> write(const std::string& path, std::string_view bytes) override;
  Result<Done> write_all(const std::vector<FileText>& all) override;
  Result<std::vector<std::string>> list(const std::string& directory) const override;
  bool is_file(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  std::string canonical(const std::string& path) const override;
};

/// Files in a map; records which paths were read and written, so that access patterns can be tested.
class MemoryFileSystem final : public FileSystem {
 public:
  std::map<std::string, std::string> files = {};
  mutable std::vector<std::string> reads = {};
  std::vector<std::string> writes = {};

  Result<std::string> read(const std::string& path) const override;
  Result<Done> write(const std::string& path, std::string_view bytes) override;
  Result<std::vector<std::string>> list(const std::string& directory) const override;
  bool is_file(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
};

/// An absolute path as one relative to the current directory, so that no output depends on where that lies; symbolic
/// links are followed. A relative path as it is, and one that does not exist.
std::string relative_path(const FileSystem& files, const std::string& path);

/// "a/b" + "../c.hcl" -> "a/c.hcl"; an absolute second part wins. "." and ".." are resolved by text.
std::string join_path(std::string_view directory, std::string_view path);
/// "a/b.hcl" -> "a"; "b.hcl" -> ".".
std::string parent_path(std::string_view path);
/// "a/b.hcl" -> "b.hcl".
std::string file_name(std::string_view path);

}  // namespace plimsoll
