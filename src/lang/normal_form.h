// Unicode's normal form C, which every string of Terraform's language is in. Source: Unicode Standard Annex #15.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plimsoll/value/value.h"

namespace plimsoll::lang {

/// False for text that is in normal form C at a glance, such as all of ASCII and Latin-1; true for text to look at.
bool may_need_normalising(std::string_view text);
/// `text` in normal form C; nullopt where it is already, and for text that is not UTF-8.
std::optional<std::string> normalised(std::string_view text);
/// The value with every string and key in normal form C; shares what is already.
Value normalised(Value value);

}  // namespace plimsoll::lang
