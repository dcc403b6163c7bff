// Reading the second half of a large plan while the first is still being passed over.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <future>
#include <string_view>
#include <thread>

#include "document.h"

namespace plimsoll::plan {

/// Terraform writes planned_values, resource_changes, prior_state and configuration in this order, each a good part of
/// a large plan. While the first thread passes over planned_values, a second guesses that `,"resource_changes":` is a
/// member of the outermost object and reads from there; the first thread then does the same from `,"prior_state":`,
/// where the second stops. A guess counts only when a thread that reads on from a certain place arrives at exactly this
/// place between two members; else what was read ahead is dropped. Small texts are left alone.
class ReadAhead {
 public:
  explicit ReadAhead(const Input& input);
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ~ReadAhead();

  /// `offset` is what comes next in the outermost object. True when the rest was read from there without an error and
  /// is now part of `document`. After false the rest is still to be read: errors are found and placed by whoever does.
  bool take(std::size_t offset, Document& document);

 private:
  void run();
  bool read_from(std::size_t begin, Document& document, const std::function<bool(std::size_t)>& stop) const;

  const ReadOptions& options_;
  std::string_view text_;
  std::promise<std::size_t> found_ = {};                       // offset of the comma before the key, or npos
  std::shared_future<std::size_t> begin_;                      // the same, for the first thread
  std::atomic<std::size_t> stop_at_ = std::string_view::npos;  // where the first thread has begun
  Document rest_ = {};
  bool good_ = false;
  bool stopped_ = false;  // at stop_at_, not at the end
  std::thread thread_ = {};
};

}  // namespace plimsoll::plan
