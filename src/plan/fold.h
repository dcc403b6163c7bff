// Terraform keeps values, "known after apply" and "sensitive" in three parallel trees; here they become one.
#pragma once

#include "plimsoll/value/value.h"

namespace plimsoll::plan {

/// `value` with unknown leaves where `unknown` says true: the first true on a path decides. A missing key, false or any
/// other type means known. Absent and null parents of unknown leaves are created.
Value fold_unknown(const Value& value, const Value& unknown);

/// `value` with sensitive marks where `sensitive` says true, and on everything inside of what it marks. Marks on what
/// does not exist are ignored.
Value mark_sensitive(const Value& value, const Value& sensitive);

}  // namespace plimsoll::plan
