// Where the parts of a value come from.
#pragma once

#include "plimsoll/value/value.h"

namespace plimsoll::source {

bool is_within(const SourceRange& inner, const SourceRange& outer);

/// The value as it leaves the expression at `place`: parts that come from elsewhere get it as the next place on their
/// way, parts of unknown origin get it as theirs.
Value passed_on(const Value& value, const SourceRange& place);

/// What a text holds: its parts get the way that the text as a whole has gone, after their own.
Value along(const Value& value, const Value& text);

/// Every part gets that origin alone.
Value stamped(const Value& value, const SourceRange& place);

/// Parts without an origin get that of what they are in.
Value with_inherited_origins(const Value& value);

}  // namespace plimsoll::source
