#include "plimsoll/cli/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <iostream>

#include "plimsoll/base/text.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX wants the program to declare it

namespace plimsoll::cli {
namespace {

/// A pipe's two ends, closed when it goes.
struct Pipe {
  int read_end = -1;
  int write_end = -1;

  Pipe() {
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
      read_end = ends[0];
      write_end = ends[1];
    }
  }
  ~Pipe() {
    close_write();
    if (read_end >= 0) ::close(read_end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_write() {
    if (write_end >= 0) ::close(write_end);
    write_end = -1;
  }
};

/// Appends what is ready; false at the end of the stream.
bool drain(int descriptor, std::string& into) {
  std::array<char, 1 << 16> buffer;
  const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
  if (got > 0) into.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && errno == EINTR);
}

void collect(Pipe& out, Pipe& err, std::string& out_text, std::string& err_text) {
  std::array<pollfd, 2> polled = {pollfd{out.read_end, POLLIN, 0}, pollfd{err.read_end, POLLIN, 0}};
  while (polled[0].fd >= 0 || polled[1].fd >= 0) {
    if (::poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) return;
    for (std::size_t i = 0; i < polled.size(); ++i) {
      if (polled[i].fd < 0 || polled[i].revents == 0) continue;
      if (!drain(polled[i].fd, i == 0 ? out_text : err_text)) polled[i].fd = -1;  // poll ignores negative ones
    }
  }
}

struct Ran {
  bool found = false;  // the program is on PATH
  int status = -1;     // exit code, -1 when it ended otherwise
  std::string out = {};
  std::string err = {};
};

Ran run_program(const std::vector<std::string>& words) {
  Pipe out;
  Pipe err;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out.write_end, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.write_end, STDERR_FILENO);
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  pid_t child = -1;
  const int spawned = ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (spawned != 0) return {.found = spawned != ENOENT, .err = std::strerror(spawned)};

  out.close_write();
  err.close_write();
  Ran result = {.found = true};
  collect(out, err, result.out, result.err);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) result.status = WEXITSTATUS(status);
  return result;
}

std::optional<Result<std::string>> show_binary_plan(const std::string& file) {
  // A leading dash would be read as a flag.
  const std::string safe = file.starts_with('-') ? "./" + file : file;
  Diagnostics errors;
  for (const char* program : {"terraform", "tofu"}) {
    Ran ran = run_program({program, "show", "-json", "-no-color", safe});
    if (!ran.found) continue;
    if (ran.status == 0) {
      ran.out.reserve(ran.out.size() + Bytes::kPadding);
      return Result<std::string>(std::move(ran.out));
    }
    Diagnostic error = make_error(std::string("`") + program + " show -json` could not read the binary plan");
    for (const std::string& line : split(ran.err, '\n')) {
      if (!line.empty()) error.detail += (error.detail.empty() ? "" : "\n") + printable(line);
    }
    error.where = file;
    errors.push_back(std::move(error));
  }
  if (errors.empty()) return std::nullopt;
  return Result<std::string>(std::move(errors));
}

std::map<std::string, std::string> environment() {
  std::map<std::string, std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos) result.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return result;
}

std::size_t terminal_width() {
  constexpr std::size_t kDefault = 100;
  constexpr std::size_t kNarrowest = 40;
  winsize size = {};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kDefault;
  return size.ws_col < kNarrowest ? kNarrowest : size.ws_col;
}

/// Only what a signal handler may call.
[[noreturn, maybe_unused]] void die(int) {
  constexpr std::string_view kText = "plimsoll: internal error: the program crashed; please report it (exit code 3)\n";
  const ssize_t ignored = ::write(STDERR_FILENO, kText.data(), kText.size());
  static_cast<void>(ignored);
  ::_exit(kInternalError);
}

}  // namespace

World process_world(FileSystem& files) {
  std::ios_base::sync_with_stdio(false);
  std::cin.tie(nullptr);
  return {.files = &files,
          .environment = environment(),
          .in = &std::cin,
          .out = &std::cout,
          .err = &std::cerr,
          .in_is_terminal = ::isatty(STDIN_FILENO) == 1,
          .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
          .err_is_terminal = ::isatty(STDERR_FILENO) == 1,
          .terminal_width = terminal_width(),
          .show_binary_plan = show_binary_plan};
}

void prepare_process() {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, which has its own exit code
#if !defined(PLIMSOLL_SANITIZED)  // sanitizers say more
  // An overflowed stack leaves no room for a handler, hence one of its own, alive as long as the process.
  static std::array<char, 1 << 16> stack;
  stack_t alternative = {};
  alternative.ss_sp = stack.data();
  alternative.ss_size = stack.size();
  ::sigaltstack(&alternative, nullptr);
  struct sigaction action = {};
  action.sa_handler = die;
  action.sa_flags = SA_ONSTACK;
  for (int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) ::sigaction(signal, &action, nullptr);
#endif
}

}  // namespace plimsoll::cli
