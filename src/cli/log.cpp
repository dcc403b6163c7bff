#include "log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

namespace plimsoll::cli {

struct Log::Impl {
  spdlog::logger logger;
};

Log::Log(bool verbose, std::ostream& stream) {
  if (!verbose) return;
  auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(stream, true);
  sink->set_pattern("plimsoll: %v");
  impl_ = std::make_unique<Impl>(Impl{spdlog::logger("plimsoll", std::move(sink))});
  last_ = std::chrono::steady_clock::now();
}

Log::~Log() = default;

void Log::say(std::string_view text) const {
  if (impl_ != nullptr) impl_->logger.info("{}", text);
}

void Log::lap(std::string_view text) {
  if (impl_ == nullptr) return;
  const auto now = std::chrono::steady_clock::now();
  impl_->logger.info("{} ({:.1f} ms)", text, std::chrono::duration<double, std::milli>(now - last_).count());
  last_ = now;
}

}  // namespace plimsoll::cli
