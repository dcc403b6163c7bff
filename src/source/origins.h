// Where the parts of a value come from.
#pragma once

#include "plimsoll/value/value.h"

namespace plimsoll::source {

/// The value as it leaves the expression at `place`: parts that come from elsewhere get it as the next place on their
/// way, parts of unknown origin get it as theirs.
Value passed_on(const Value& value, const SourceRange& place);

/// Every part gets that origin alone.
Value stamped(const Value& value, const SourceRange& place);

/// Parts without an origin get that of what they are in.
Value with_inherited_origins(const Value& value);

}  // namespace plimsoll::source
