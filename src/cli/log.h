// What --verbose adds on standard error. The only code that knows spdlog; without --verbose no logger is made.
#pragma once

#include <chrono>
#include <iosfwd>
#include <memory>
#include <string_view>

namespace plimsoll::cli {

class Log {
 public:
  /// `stream` must outlive the log.
  Log(bool verbose, std::ostream& stream);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void say(std::string_view text) const;
  /// Says `text` with the time since the last call, or since the start.
  void lap(std::string_view text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::chrono::steady_clock::time_point last_ = {};
};

}  // namespace plimsoll::cli
