#pragma once

#include <string>

#include "hcl_text.h"
#include "plimsoll/value/value.h"

namespace plimsoll::fix {

constexpr std::size_t kMaxDepth = 32;

/// The text of {"__expression": text} when it can stand as one expression on one line, else nullptr.
const std::string* raw_expression(const Value& value);
/// As to_hcl(), for an element of a list: a short object stays on one line.
std::string list_entry(const Value& value, std::size_t indent);
/// Wholly known, without a sensitive part, and not nested beyond kMaxDepth.
bool can_be_written(const Value& value);
/// How nested objects are written: `name : value` with commas in place of `name = value`, and names in quotes.
struct HclStyle {
  bool colon = false;
  bool quoted = false;
};
/// As to_hcl(), in a style.
std::string to_hcl_in(HclStyle style, const Value& value);
/// The whole value on one line. Precondition: can_be_written().
std::string to_hcl_line(const Value& value, HclStyle style = {});
/// Attributes first, then nested blocks: lists of objects, as the policy's own blocks become.
void write_body(const Value& body, Lines& lines);
/// `head {`, the body, `}`.
std::string block_text(std::string head, const Value& body, std::size_t indent = 0);

}  // namespace plimsoll::fix
