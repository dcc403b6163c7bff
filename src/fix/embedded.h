// Text inside of quotes: HCL or JSON text in a string of a JSON file, JSON text in a quoted string of HCL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/source.h"
#include "plimsoll/hcl/edit.h"

namespace plimsoll::fix {

/// A text of its own that lies, with escapes, in another one.
struct Embedded {
  /// What can be parsed: JSON text, or a file of HCL with one attribute that has the expression as its value.
  SourcePtr inner = nullptr;
  bool is_hcl = false;
  bool in_json = true;                      // whose escapes the quotes around it know: those of JSON or of HCL
  std::uint32_t prefix = 0;                 // bytes of `inner` that the other text does not have
  std::vector<std::uint32_t> offsets = {};  // there, of every byte after the prefix, and of the end

  /// The range in `inner`; nullopt when it does not lie there.
  std::optional<ByteRange> inward(ByteRange outer) const;
  /// An edit of `inner` as one of the text around it.
  hcl::Edit outward(const hcl::Edit& edit) const;
};

/// Decoded text, with the place of every byte and of the end in the text with the escapes.
struct Unescaped {
  std::string text = {};
  std::vector<std::uint32_t> offsets = {};
};
/// `content` begins and ends inside of the quotes. Nullopt for malformed escapes.
std::optional<Unescaped> unescaped(std::string_view text, ByteRange content, bool in_json);

/// The string of a JSON text around a range that lies inside of its quotes, without them.
std::optional<ByteRange> json_string_around(std::string_view text, ByteRange inside);

/// The expression of `${…}` around a range of a template, nullopt when there is none.
std::optional<ByteRange> interpolation_around(const std::string& text, ByteRange inside);

}  // namespace plimsoll::fix
