// Diagnostics as values: functions return them, only the program prints them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plimsoll/base/source.h"

namespace plimsoll {

enum class DiagnosticLevel : std::uint8_t { kError, kWarning, kNote };

/// `summary` is one terse line without a full stop; `detail` says what was expected or what to do and may have several
/// sentences. `range` points into HCL or other text; where there is no text to show (a plan on one line), `where` names
/// the place: a file, a byte offset, a resource address; beside a range, `where` names what was evaluated. Neither part
/// ever holds a sensitive or an environment value.
struct Diagnostic {
  DiagnosticLevel level = DiagnosticLevel::kError;
  std::string summary = {};
  std::string detail = {};
  SourceRange range = {};
  std::string where = {};
};

using Diagnostics = std::vector<Diagnostic>;

Diagnostic make_error(std::string summary, std::string detail = {}, SourceRange range = {});
Diagnostic make_warning(std::string summary, std::string detail = {}, SourceRange range = {});
bool has_errors(const Diagnostics& diagnostics);

/// Renders like a compiler:
///
///     error: Unsupported attribute
///       --> policies/x.policy.hcl:12:19
///        |
///     12 |   condition = attrs.privilegd
///        |                     ^^^^^^^^^
///        = did you mean "privileged"?
///
/// Control characters of the shown text are escaped. Ends with a newline. `color` adds ANSI colours.
std::string render(const Diagnostic& diagnostic, bool color = false);
std::string render(const Diagnostics& diagnostics, bool color = false);

}  // namespace plimsoll
