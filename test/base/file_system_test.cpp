#include "plimsoll/base/file_system.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

namespace plimsoll {
namespace {

// A directory of its own per test, removed with what it holds.
class TemporaryDirectory {
 public:
  TemporaryDirectory() : path_(::testing::TempDir() + "plimsoll_XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr) ADD_FAILURE() << "no temporary directory";
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    const RealFileSystem files;
    if (const auto names = files.list(path_); names.ok()) {
      for (const std::string& name : *names) ::unlink((path_ + "/" + name).c_str());
    }
    ::rmdir(path_.c_str());
  }
  std::string operator/(std::string_view name) const { return path_ + "/" + std::string(name); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST(RealFileSystem, ReadsBackWhatItWrote) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  const std::string bytes = std::string("a\0b\xff", 4) + std::string(3'000'000, 'x');
  ASSERT_TRUE(files.write(directory / "f", bytes).ok());
  const Result<std::string> read = files.read(directory / "f");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, bytes);
  EXPECT_GE(read->capacity(), read->size() + Bytes::kPadding);
}

TEST(RealFileSystem, MapsFilesOfEverySize) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  // Small, and around page ends, where a mapping would leave no padding behind the text.
  constexpr std::size_t kLarge = std::size_t{2} << 20U;
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, kLarge - 1, kLarge, kLarge + 1, kLarge + 4090}) {
    std::string text(size, 'x');
    if (size > 0) text.back() = 'y';
    ASSERT_TRUE(files.write(directory / "f", text).ok());
    const Result<Bytes> mapped = files.map(directory / "f");
    ASSERT_TRUE(mapped.ok()) << size;
    EXPECT_EQ(mapped->view(), text) << size;
    const char* const end = mapped->view().data() + size;
    // Sanitizers would stop here if the padding were not ours to read.
    std::string padding(Bytes::kPadding, '\0');
    std::memcpy(padding.data(), end, Bytes::kPadding);
    EXPECT_EQ(padding.size(), Bytes::kPadding);
  }
  const Result<Bytes> missing = files.map(directory / "none");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.errors()[0].detail, "No such file or directory");
}

TEST(RealFileSystem, ReplacesWholeFilesAndLeavesNothingBeside) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  ASSERT_TRUE(files.write(directory / "f", "long content").ok());
  ASSERT_TRUE(files.write(directory / "f", "x").ok());
  EXPECT_EQ(*files.read(directory / "f"), "x");
  EXPECT_EQ(files.list(directory.path())->size(), 1U);
}

TEST(RealFileSystem, KeepsThePermissionsOfWhatItReplaces) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  for (const mode_t mode : {mode_t{0600}, mode_t{0640}, mode_t{0755}}) {
    ASSERT_TRUE(files.write(directory / "f", "x").ok());
    ASSERT_EQ(::chmod((directory / "f").c_str(), mode), 0);
    ASSERT_TRUE(files.write(directory / "f", "y").ok());
    ASSERT_TRUE(files.write_all({{.path = directory / "f", .bytes = "z"}}).ok());
    struct stat info = {};
    ASSERT_EQ(::stat((directory / "f").c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, mode);
  }
}

TEST(RealFileSystem, WritesAllFilesOrNone) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  ASSERT_TRUE(files.write(directory / "a", "old a").ok());
  ASSERT_TRUE(files.write(directory / "b", "old b").ok());
  const std::vector<FileText> texts = {{.path = directory / "a", .bytes = "new a"},
                                       {.path = directory / "b", .bytes = "new b"}};
  // What is in the way of the second file's temporary one.
  const std::string obstacle = (directory / "b") + ".tmp" + std::to_string(::getpid());
  ASSERT_EQ(::mkdir(obstacle.c_str(), 0755), 0);
  EXPECT_FALSE(files.write_all(texts).ok());
  EXPECT_EQ(*files.read(directory / "a"), "old a");
  EXPECT_EQ(*files.read(directory / "b"), "old b");
  ::rmdir(obstacle.c_str());
  EXPECT_EQ(files.list(directory.path())->size(), 2U) << "nothing is left beside them";
  EXPECT_FALSE(files.write_all({texts[0], {.path = directory / "none", .bytes = "x"}}).ok());
  EXPECT_EQ(*files.read(directory / "a"), "old a");
  ASSERT_TRUE(files.write_all(texts).ok());
  EXPECT_EQ(*files.read(directory / "a"), "new a");
  EXPECT_EQ(*files.read(directory / "b"), "new b");
  EXPECT_EQ(files.list(directory.path())->size(), 2U);
}

/// Fails at one file.
class Failing final : public FileSystem {
 public:
  MemoryFileSystem below = {};

  Result<std::string> read(const std::string& path) const override { return below.read(path); }
  Result<Done> write(const std::string& path, std::string_view bytes) override {
    if (path == "b") return make_error("disk full");
    return below.write(path, bytes);
  }
  Result<std::vector<std::string>> list(const std::string& path) const override { return below.list(path); }
  bool is_file(const std::string& path) const override { return below.is_file(path); }
  bool is_directory(const std::string& path) const override { return below.is_directory(path); }
};

TEST(FileSystem, PutsBackWhatItWroteBeforeAnError) {
  Failing files;
  files.below.files = {{"a", "old a"}, {"b", "old b"}};
  EXPECT_FALSE(files.write_all({{.path = "a", .bytes = "new a"}, {.path = "b", .bytes = "new b"}}).ok());
  EXPECT_EQ(files.below.files.at("a"), "old a");
  EXPECT_EQ(files.below.files.at("b"), "old b");
}

TEST(RealFileSystem, WritesWhatALinkLeadsTo) {
  const TemporaryDirectory directory;
  RealFileSystem files;
  ASSERT_TRUE(files.write(directory / "f", "old").ok());
  ASSERT_EQ(::symlink("f", (directory / "link").c_str()), 0);
  ASSERT_TRUE(files.write(directory / "link", "new").ok());
  EXPECT_EQ(*files.read(directory / "f"), "new");
  ASSERT_TRUE(files.write_all({{.path = directory / "link", .bytes = "newer"}}).ok());
  EXPECT_EQ(*files.read(directory / "f"), "newer");
  struct stat info = {};
  ASSERT_EQ(::lstat((directory / "link").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & S_IFMT, static_cast<unsigned>(S_IFLNK));
}

TEST(RealFileSystem, WritesDevicesInPlace) {
  RealFileSystem files;
  EXPECT_TRUE(files.write("/dev/null", "x").ok());
  struct stat info = {};
  ASSERT_EQ(::stat("/dev/null", &info), 0);
  EXPECT_TRUE(S_ISCHR(info.st_mode)) << "still a device";
}

TEST(RealFileSystem, SaysWhyAFileCannotBeRead) {
  const TemporaryDirectory directory;
  const RealFileSystem files;
  const auto missing = files.read(directory / "none");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.errors()[0].detail, "No such file or directory");
  EXPECT_EQ(missing.errors()[0].where, directory / "none");
  const auto folder = files.read(directory.path());
  ASSERT_FALSE(folder.ok());
  EXPECT_EQ(folder.errors()[0].detail, "Is a directory");
}

TEST(MemoryFileSystem, BehavesLikeFoldersAndRecordsAccess) {
  MemoryFileSystem files;
  files.files = {{"a/x.hcl", "1"}, {"a/b/y.hcl", "2"}, {"z", "3"}};
  EXPECT_TRUE(files.is_directory("a"));
  EXPECT_FALSE(files.is_directory("z"));
  EXPECT_EQ(*files.list("a"), (std::vector<std::string>{"b", "x.hcl"}));
  EXPECT_EQ(*files.list("."), (std::vector<std::string>{"a", "z"}));
  EXPECT_EQ(*files.read("a/x.hcl"), "1");
  EXPECT_FALSE(files.read("a/none").ok());
  EXPECT_EQ(files.reads, (std::vector<std::string>{"a/x.hcl", "a/none"}));
}

TEST(Paths, AreRelativeToTheCurrentDirectory) {
  const RealFileSystem files;
  const std::string here = files.canonical(".");
  const std::string above = files.canonical("..");
  EXPECT_EQ(relative_path(files, here), ".");
  EXPECT_EQ(relative_path(files, above), "..");
  EXPECT_EQ(relative_path(files, "a/../b"), "a/../b");
  EXPECT_EQ(relative_path(files, "/no/such/directory"), "/no/such/directory");
}

TEST(Paths, JoinByText) {
  EXPECT_EQ(join_path("a/b", "../c.hcl"), "a/c.hcl");
  EXPECT_EQ(join_path("a", "../../c"), "../c");
  EXPECT_EQ(join_path(".", "x"), "x");
  EXPECT_EQ(join_path("a", "."), "a");
  EXPECT_EQ(join_path("a/..", "."), ".");
  EXPECT_EQ(join_path("/a", "b"), "/a/b");
  EXPECT_EQ(join_path("a", "/b"), "/b");
  EXPECT_EQ(parent_path("a/b.hcl"), "a");
  EXPECT_EQ(parent_path("b.hcl"), ".");
  EXPECT_EQ(file_name("a/b.hcl"), "b.hcl");
}

}  // namespace
}  // namespace plimsoll
