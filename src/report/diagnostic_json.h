// A diagnostic as JSON with its exact range, for programs that go to the place.
#pragma once

#include "json_writer.h"
#include "plimsoll/base/diagnostic.h"

namespace plimsoll::report {

void write_placed_diagnostic(JsonWriter& json, const Diagnostic& diagnostic);

}  // namespace plimsoll::report
