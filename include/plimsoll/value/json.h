// JSON text to Value, for embedded JSON (container definitions, jsondecode) and small documents.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "plimsoll/base/result.h"
#include "plimsoll/value/value.h"

namespace plimsoll::json {

struct DecodeOptions {
  Kind array_kind = Kind::kTuple;  // kList for Terraform attribute values, kTuple for jsondecode
  std::size_t max_depth = 512;
  bool reject_duplicate_keys = false;  // false: the last wins, as in Go
};

/// Decodes exactly one JSON document (RFC 8259; surrounding white space allowed). The error names the byte offset and
/// what was expected, and never quotes the text, which may be sensitive.
Result<Value> decode(std::string_view text, DecodeOptions options = {});

/// Compact JSON as Go's encoding/json writes it (Terraform's jsonencode): keys sorted, `<`, `>`, `&`, U+2028 and U+2029
/// as \u escapes. Precondition: wholly known. Sensitive parts are written: the caller marks the result.
std::string encode(const Value& value);

}  // namespace plimsoll::json
