// Any bytes as JSON: skipping, reading and both in small windows must agree on what is a document.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "plimsoll/value/json.h"
#include "plimsoll/value/json_cursor.h"

namespace {

using plimsoll::json::Cursor;

bool skips(const std::string& text, std::size_t window) {
  Cursor cursor(text, {.max_depth = 64, .window = window});
  return cursor.skip() && cursor.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text;
  text.reserve(size + plimsoll::json::kCursorPadding);
  text.assign(reinterpret_cast<const char*>(data), size);
  const bool good = skips(text, std::size_t{1} << 16);
  if (skips(text, 7) != good || skips(text, 64) != good) std::abort();
  const auto value = plimsoll::json::decode(text, {.max_depth = 64});
  if (value.ok() != good) std::abort();
  // What was decoded can be encoded, and that is stable; only numbers beyond every double have no decimal form.
  const std::string once = value ? plimsoll::json::encode(*value) : "";
  if (value && once.find("Inf") == std::string::npos) {
    const auto again = plimsoll::json::decode(once, {.max_depth = 64});
    if (!again || plimsoll::json::encode(*again) != once) std::abort();
  }
  return 0;
}
