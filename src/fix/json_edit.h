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

/// A value as JSON. Lines after the first are indented by `margin`; "" for `step` means one line.
std::string to_json(const Value& value, const std::string& margin = {}, const std::string& step = {});

/// True when the value can stand in JSON text as it is: nothing that a template would interpret, and references only
/// where there is one (`in_template`).
bool fits_json(const Value& value, bool in_template);

/// After the last member. `object` holds what json_items() accepts.
std::optional<hcl::Edit> insert_members(std::string_view text, ByteRange object, const Members& members);
std::optional<hcl::Edit> append_json_elements(std::string_view text, ByteRange array, const Sequence& elements);
/// The items with these indices, sorted, with their commas.
std::optional<std::vector<hcl::Edit>> remove_json_items(std::string_view text, ByteRange around,
                                                        const std::vector<std::size_t>& indices);

}  // namespace plimsoll::fix
