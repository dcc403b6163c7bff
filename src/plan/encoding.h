// From the bytes of a file to UTF-8 text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "plimsoll/base/bytes.h"
#include "plimsoll/base/result.h"

namespace plimsoll::plan {

struct Text {
  Bytes bytes = {};       // UTF-8
  std::size_t begin = 0;  // behind a byte-order mark
  bool was_utf16 = false;

  std::string_view view() const { return bytes.view().substr(begin); }
};

/// Decodes UTF-16 (with a byte-order mark, or recognised by its zero bytes) and steps over a UTF-8 byte-order mark.
/// UTF-8 itself is validated by whoever reads the text. `name` is for the error.
Result<Text> to_utf8(Bytes bytes, const std::string& name);

/// What to do when a PowerShell console has damaged the text.
extern const std::string_view kPowerShellHint;

}  // namespace plimsoll::plan
