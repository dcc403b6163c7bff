// The bytes of a file, owned or mapped: a plan of hundreds of megabytes is not copied to be read.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace plimsoll {

/// Immutable, cheap to move. Behind the end at least kPadding bytes may be read (their content means nothing): SIMD
/// parsers read whole registers.
class Bytes {
 public:
  static constexpr std::size_t kPadding = 64;

  Bytes() = default;
  Bytes(std::string text);  // NOLINT(google-explicit-constructor): a string is bytes
  /// `owner` keeps `view` and the padding behind it alive.
  Bytes(std::shared_ptr<const void> owner, std::string_view view) : owner_(std::move(owner)), view_(view) {}

  std::string_view view() const { return view_; }
  std::size_t size() const { return view_.size(); }

 private:
  std::shared_ptr<const void> owner_ = nullptr;
  std::string_view view_ = {};
};

}  // namespace plimsoll
