// measure ROUNDS COMMAND...: runs each command (a shell line) ROUNDS times, interleaved, and prints a line per command:
// median wall time in seconds, largest peak memory in bytes, exit code of the last run. Output of the commands is
// dropped.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

struct Series {
  std::vector<double> seconds = {};
  long peak_kilobytes = 0;
  int exit_code = 0;
};

/// Splits at blanks: the commands of the benchmarks have no arguments with blanks inside.
std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < command.size();) {
    const std::size_t end = std::min(command.find(' ', begin), command.size());
    if (end > begin) words.push_back(command.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

void run(const std::vector<std::string>& words, Series& series) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = vfork();
  if (child == 0) {
    const int null = open("/dev/null", O_WRONLY);
    dup2(null, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  series.seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  series.peak_kilobytes = std::max(series.peak_kilobytes, usage.ru_maxrss);
  series.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const int rounds = std::max(1, std::atoi(argv[1]));
  std::vector<std::vector<std::string>> commands;
  for (int i = 2; i < argc; ++i) commands.push_back(words_of(argv[i]));
  std::vector<Series> series(commands.size());
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < commands.size(); ++i) run(commands[i], series[i]);
  }
  for (Series& one : series) {
    std::sort(one.seconds.begin(), one.seconds.end());
    std::printf("%.6f %ld %d\n", one.seconds[one.seconds.size() / 2], one.peak_kilobytes * 1024, one.exit_code);
  }
  return 0;
}
