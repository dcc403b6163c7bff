// Text that a template, a file or jsonencode() made, with the place of every byte, and what it says as JSON.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plimsoll/lang/evaluate.h"
#include "plimsoll/value/value.h"

namespace plimsoll::source {

/// A stretch of text. One of: known bytes (`text`), with their places in `file` or with one `origin` for all; or a hole
/// for a value that is unknown, or whose structure says more than its text.
struct Piece {
  std::string text = {};
  SourcePtr file = nullptr;
  std::uint32_t base = 0;                  // of the first byte, when `places` is empty
  std::vector<std::uint32_t> places = {};  // of every byte and of the end
  std::shared_ptr<const Origin> origin = nullptr;
  std::optional<Value> hole = std::nullopt;
  std::optional<Value> json = std::nullopt;  // what the hole's text decodes to
};
using Text = std::vector<Piece>;

/// The value that the text holds as JSON: unknown where holes are, with origins; nullopt when it is no JSON whatever
/// the holes turn out to be, or when that depends on them.
std::optional<Value> decode(const Text& text);

/// Offsets in `raw` of every byte of `cooked` and of its end; empty when the two do not fit. `cooked` is what HCL or
/// JSON makes of `raw`: escapes decoded (`has_escapes`), indentation and stripped white space left out.
std::vector<std::uint32_t> align(std::string_view raw, std::string_view cooked, bool has_escapes);

/// Which values are such text. A value is recognised by its identity, which it keeps on its way through locals,
/// variables and outputs.
class Texts {
 public:
  void remember(const Value& value, Text text);
  const Text* find(const Value& value) const;

  /// Gives the value of a template its text, and an unknown one its structure. To be used as lang::TemplateHook.
  Value note_template(const hcl::Template& node, ByteRange range, const lang::Context& context, Value value);

 private:
  struct Entry {
    Value value = {};  // keeps the identity alive
    Text text = {};
  };
  std::unordered_map<const void*, Entry> entries_ = {};
  std::size_t level_ = 0;  // of templates being read in pieces, one inside the other
};

}  // namespace plimsoll::source
