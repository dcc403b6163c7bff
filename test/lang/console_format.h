// Outcomes in the notation of testdata/lang (see record_console.py).
#pragma once

#include <string>

#include "plimsoll/lang/evaluate.h"

namespace plimsoll::lang {

/// "= TYPE JSON", "* …", "+ …", "? SHOWN" or "! SUMMARY: DETAIL".
std::string in_console_format(const Outcome& outcome);

/// Whether our answer says what the expected one says. Values do not carry types of their own, so a type of ours that
/// has "dynamic" for a null, an unknown value or an empty collection's elements fits any type there. Of an error the
/// summary must be the same, and the function and the parameter that it blames; our words differ where Terraform's
/// quote values. An expected "? unknown" accepts anything that is not wholly known.
bool agrees(const std::string& ours, const std::string& expected);

}  // namespace plimsoll::lang
