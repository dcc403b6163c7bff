#include "plimsoll/base/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

#include "plimsoll/base/text.h"

namespace plimsoll {
namespace {

Diagnostic io_error(const std::string& what, const std::string& path, int code) {
  Diagnostic error = make_error(what, std::strerror(code));
  error.where = path;
  return error;
}

// Closes a descriptor when it goes out of scope.
struct Descriptor {
  int fd = -1;
  explicit Descriptor(int f) : fd(f) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

bool has_mode(const std::string& path, mode_t kind) {
  struct stat info = {};
  return ::stat(path.c_str(), &info) == 0 && (info.st_mode & S_IFMT) == kind;
}

bool is_link(const std::string& path) {
  struct stat info = {};
  return ::lstat(path.c_str(), &info) == 0 && (info.st_mode & S_IFMT) == S_IFLNK;
}

// Where the bytes are: a rename would put a file in place of a symbolic link.
std::string behind_links(const std::string& path) {
  if (!is_link(path)) return path;
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  return real == nullptr ? path : std::string(real.get());
}

// Beside the file, so that a rename stays on one file system.
std::string staged_name(const std::string& path) {
  return path + ".tmp" + std::to_string(::getpid());
}

// Writes `target`, with the permissions of `path` if that exists. Returns errno, 0 for success.
int put(const std::string& path, const std::string& target, std::string_view bytes) {
  Descriptor file(::open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.fd < 0) return errno;
  struct stat info = {};
  const bool replaces = target != path && ::stat(path.c_str(), &info) == 0;
  if (replaces && ::fchmod(file.fd, info.st_mode & 07777U) != 0) return errno;
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  // Some file systems tell only now that there was no room.
  return ::close(std::exchange(file.fd, -1)) == 0 ? 0 : errno;
}

}  // namespace

Bytes::Bytes(std::string text) {
  text.reserve(text.size() + kPadding);
  auto owned = std::make_shared<const std::string>(std::move(text));
  view_ = *owned;
  owner_ = std::move(owned);
}

Result<Bytes> FileSystem::map(const std::string& path) const {
  Result<std::string> bytes = read(path);
  if (!bytes) return std::move(bytes).errors();
  return Bytes(*std::move(bytes));
}

Result<Bytes> RealFileSystem::map(const std::string& path) const {
  constexpr std::size_t kWorthMapping = std::size_t{1} << 20U;  // below that a copy costs less
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info = {};
  if (file.fd < 0 || ::fstat(file.fd, &info) != 0 || !S_ISREG(info.st_mode)) return FileSystem::map(path);
  const auto size = static_cast<std::size_t>(info.st_size);
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  // The rest of the last page is the padding.
  const bool has_padding = size % page != 0 && page - size % page >= Bytes::kPadding;
  if (size < kWorthMapping || !has_padding) return FileSystem::map(path);
  void* const begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.fd, 0);
  if (begin == MAP_FAILED) return FileSystem::map(path);
  const std::shared_ptr<const void> owner(begin, [size](const void* p) { ::munmap(const_cast<void*>(p), size); });
  return Bytes(owner, std::string_view(static_cast<const char*>(begin), size));
}

Result<std::string> RealFileSystem::read(const std::string& path) const {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.fd < 0) return io_error("Cannot read file", path, errno);
  struct stat info = {};
  if (::fstat(file.fd, &info) != 0) return io_error("Cannot read file", path, errno);
  if (S_ISDIR(info.st_mode)) return io_error("Cannot read file", path, EISDIR);
  std::string bytes;
  // Pipes and /dev/stdin have no size: grow. A regular file is read with one allocation of its size.
  const std::size_t expected = S_ISREG(info.st_mode) ? static_cast<std::size_t>(info.st_size) : 0;
  // One byte more than that, so that the end is seen without growing.
  bytes.reserve(expected + 1 + Bytes::kPadding);
  constexpr std::size_t kChunk = std::size_t{1} << 20U;
  for (;;) {
    const std::size_t have = bytes.size();
    if (bytes.capacity() - have <= Bytes::kPadding) bytes.reserve(2 * have + kChunk + Bytes::kPadding);
    // resize() would zero the chunk first; one chunk at a time keeps that in the cache.
    const std::size_t want = std::min(kChunk, bytes.capacity() - have - Bytes::kPadding);
    bytes.resize(have + want);
    const ssize_t got = ::read(file.fd, bytes.data() + have, want);
    if (got < 0 && errno == EINTR) {
      bytes.resize(have);
      continue;
    }
    if (got < 0) return io_error("Cannot read file", path, errno);
    bytes.resize(have + static_cast<std::size_t>(got));
    if (got == 0) return bytes;
  }
}

Result<Done> FileSystem::write_all(const std::vector<FileText>& all) {
  std::vector<FileText> old;
  for (const FileText& file : all) {
    Result<std::string> bytes = read(file.path);
    if (!bytes) return std::move(bytes).errors();
    old.push_back({.path = file.path, .bytes = *std::move(bytes)});
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    Result<Done> written = write(all[i].path, all[i].bytes);
    if (written) continue;
    for (std::size_t k = 0; k < i; ++k) static_cast<void>(write(old[k].path, old[k].bytes));
    return written;
  }
  return Done{};
}

Result<Done> RealFileSystem::write(const std::string& path, std::string_view bytes) {
  // A device or pipe (/dev/null), and what a link leads to (/dev/stdout), is written in place; a regular file is
  // replaced by rename.
  const bool in_place = is_link(path) || (!has_mode(path, S_IFREG) && ::access(path.c_str(), F_OK) == 0);
  const std::string target = in_place ? path : staged_name(path);
  if (const int code = put(path, target, bytes); code != 0) {
    if (!in_place) ::unlink(target.c_str());
    return io_error("Cannot write file", path, code);
  }
  if (!in_place && std::rename(target.c_str(), path.c_str()) != 0) {
    const int code = errno;
    ::unlink(target.c_str());
    return io_error("Cannot write file", path, code);
  }
  return Done{};
}

Result<Done> RealFileSystem::write_all(const std::vector<FileText>& all) {
  std::vector<std::string> targets;
  for (const FileText& one : all) targets.push_back(behind_links(one.path));
  const auto drop_from = [&targets](std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) ::unlink(staged_name(targets[i]).c_str());
  };
  std::vector<std::string> old;
  // Everything that is likely to fail happens before the first file is replaced.
  for (std::size_t i = 0; i < all.size(); ++i) {
    Result<std::string> bytes = read(all[i].path);
    if (!bytes) {
      drop_from(0, i);
      return std::move(bytes).errors();
    }
    old.push_back(*std::move(bytes));
    if (const int code = put(targets[i], staged_name(targets[i]), all[i].bytes); code != 0) {
      drop_from(0, i + 1);
      return io_error("Cannot write file", all[i].path, code);
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (std::rename(staged_name(targets[i]).c_str(), targets[i].c_str()) == 0) continue;
    const int code = errno;
    drop_from(i, all.size());
    for (std::size_t k = 0; k < i; ++k) static_cast<void>(write(all[k].path, old[k]));
    return io_error("Cannot write file", all[i].path, code);
  }
  return Done{};
}

Result<std::vector<std::string>> RealFileSystem::list(const std::string& directory) const {
  const std::unique_ptr<DIR, int (*)(DIR*)> open_directory(::opendir(directory.c_str()), ::closedir);
  if (!open_directory) return io_error("Cannot list directory", directory, errno);
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(open_directory.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  std::ranges::sort(names);
  return names;
}

bool RealFileSystem::is_file(const std::string& path) const {
  return has_mode(path, S_IFREG);
}
bool RealFileSystem::is_directory(const std::string& path) const {
  return has_mode(path, S_IFDIR);
}

std::string RealFileSystem::canonical(const std::string& path) const {
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  return real == nullptr ? std::string() : std::string(real.get());
}

Result<std::string> MemoryFileSystem::read(const std::string& path) const {
  reads.push_back(path);
  const auto found = files.find(path);
  if (found == files.end()) return io_error("Cannot read file", path, is_directory(path) ? EISDIR : ENOENT);
  std::string bytes;
  bytes.reserve(found->second.size() + Bytes::kPadding);
  bytes = found->second;
  return bytes;
}

Result<Done> MemoryFileSystem::write(const std::string& path, std::string_view bytes) {
  writes.push_back(path);
  files[path] = std::string(bytes);
  return Done{};
}

Result<std::vector<std::string>> MemoryFileSystem::list(const std::string& directory) const {
  if (!is_directory(directory)) return io_error("Cannot list directory", directory, ENOENT);
  const std::string prefix = directory == "." ? "" : directory + "/";
  std::set<std::string> names;
  for (const auto& [path, text] : files) {
    if (path.starts_with(prefix))
      names.insert(path.substr(prefix.size(), path.find('/', prefix.size()) - prefix.size()));
  }
  return std::vector<std::string>(names.begin(), names.end());
}

bool MemoryFileSystem::is_file(const std::string& path) const {
  return files.contains(path);
}

bool MemoryFileSystem::is_directory(const std::string& path) const {
  if (path == ".") return true;
  const auto next = files.lower_bound(path + "/");
  return next != files.end() && next->first.starts_with(path + "/");
}

std::string relative_path(const FileSystem& files, const std::string& path) {
  if (!path.starts_with('/')) return path;
  const std::string here = files.canonical(".");
  const std::string there = files.canonical(path);
  if (!here.starts_with('/') || !there.starts_with('/')) return path;
  return std::filesystem::path(there).lexically_relative(here).string();
}

std::string join_path(std::string_view directory, std::string_view path) {
  const bool absolute = path.starts_with('/') || (directory.starts_with('/') && !path.starts_with('/'));
  const std::string whole =
      path.starts_with('/') ? std::string(path) : std::string(directory) + "/" + std::string(path);
  std::vector<std::string> kept;
  for (const std::string& part : split(whole, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == ".." && !kept.empty() && kept.back() != "..") {
      kept.pop_back();
    } else if (part != ".." || !absolute) {
      kept.push_back(part);
    }
  }
  const std::string joined = join(kept, "/");
  if (absolute) return "/" + joined;
  return joined.empty() ? "." : joined;
}

std::string parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

std::string file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace plimsoll
