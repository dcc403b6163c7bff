// JSON with the place of every node: the JSON syntax of Terraform files, and JSON inside templates, of which parts may
// be unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/source.h"

namespace plimsoll::source {

enum class JsonKind : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject, kHole };

struct JsonMember;

/// `range` counts bytes of the text that was parsed; strings have their quotes in it.
struct JsonNode {
  JsonKind kind = JsonKind::kNull;
  ByteRange range = {};
  bool boolean = false;
  std::string text = {};  // a number as written, a string decoded (without its holes)
  /// Of a string: offset in the text of every decoded byte and of its end; empty when they are one after the other.
  std::vector<std::uint32_t> offsets = {};
  /// Holes: a kHole has its one; a string that contains some has them all and no certain text.
  std::vector<std::size_t> holes = {};
  std::vector<JsonNode> elements;
  std::vector<JsonMember> members;  // in the order of the text, duplicates kept
};
struct JsonMember {
  JsonNode key = {};
  JsonNode value = {};
};

struct JsonError {
  std::uint32_t offset = 0;
  std::string expected = {};
};

struct JsonResult {
  std::optional<JsonNode> root = std::nullopt;
  JsonError error = {};
};

/// A byte that no valid UTF-8 contains stands for a hole: the first one for hole 0, the next for 1, and so on.
inline constexpr char kHoleByte = static_cast<char>(0xFF);

/// One JSON document (RFC 8259) with white space around it. `holes`: whether kHoleByte may stand for a value or inside
/// a string. A byte-order mark is an error, as it is for Go.
JsonResult parse_json(std::string_view text, bool holes = false);

}  // namespace plimsoll::source
