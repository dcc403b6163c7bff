#pragma once

#include <string>

#include "plimsoll/value/value.h"

namespace plimsoll::fix {

constexpr std::size_t kMaxDepth = 32;

/// The text of {"__expression": text} when it can stand as one expression on one line, else nullptr.
const std::string* raw_expression(const Value& value);
/// As to_hcl(), for an element of a list: a short object stays on one line.
std::string list_entry(const Value& value, std::size_t indent);
/// Wholly known, without a sensitive part, and not nested beyond kMaxDepth.
bool can_be_written(const Value& value);

}  // namespace plimsoll::fix
