// Changes to JSON text, which may hold ${…} of a template, in the style of what stands around them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/source.h"
#include "plimsoll/hcl/edit.h"
#include "plimsoll/value/value.h"

namespace plimsoll::fix {

/// A member of an object or, without a name, an element of an array. `range` begins at the key.
struct JsonItem {
  std::string name = {};  // as written between the quotes
  ByteRange range = {};
  ByteRange value = {};
};

/// The value alone of a range that begins with its key, as that of a block in JSON syntax does.
ByteRange json_value(std::string_view text, ByteRange range);

/// What stands between the brackets at `range`; nullopt when it is neither object nor array, or holds directives.
std::optional<std::vector<JsonItem>> json_items(std::string_view text, ByteRange range);

/// How JSON is written. Lines after the first are indented by `margin`; "" for `step` means one line. `compact`: no
/// blanks on one line.
struct JsonLayout {
  std::string margin = {};
  std::string step = {};
  bool compact = false;
};
std::string to_json(const Value& value, const JsonLayout& layout = {});

/// True when the value can stand in JSON text as it is: nothing that a template would interpret, and references only
/// where there is one (`in_template`).
bool fits_json(const Value& value, bool in_template);

/// The value at `range` becomes another one, on several lines if what it replaces or the line's beginning suggests so.
hcl::Edit replace_json(std::string_view text, ByteRange range, const Value& value);
/// After the last member. `object` holds what json_items() accepts. An object on one line of a longer text that would
/// become too long is broken into lines; `keep_line`: never.
std::optional<std::vector<hcl::Edit>> insert_members(std::string_view text, ByteRange object, const Members& members,
                                                     bool keep_line = false);
std::optional<hcl::Edit> append_json_elements(std::string_view text, ByteRange array, const Sequence& elements);
/// The items with these indices, sorted, with their commas.
std::optional<std::vector<hcl::Edit>> remove_json_items(std::string_view text, ByteRange around,
                                                        const std::vector<std::size_t>& indices);

}  // namespace plimsoll::fix
