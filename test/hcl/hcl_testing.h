// What the tests of this folder share.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "plimsoll/hcl/parser.h"

namespace plimsoll::hcl {

inline SourcePtr source_of(std::string_view text) {
  return std::make_shared<SourceFile>("test.hcl", std::string(text));
}

/// One line per diagnostic: `summary @ the text it points at`.
inline std::string briefly(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    out += diagnostic.summary;
    out += " @ ";
    out += diagnostic.range.file ? diagnostic.range.file->slice(diagnostic.range.bytes) : "?";
    out += '\n';
  }
  return out;
}

/// The dump of an expression, or its errors.
inline std::string shown_expression(std::string_view text, Limits limits = {}) {
  const ParsedExpression parsed = parse_expression(source_of(text), limits);
  return parsed.expression ? dump(*parsed.expression) : briefly(parsed.diagnostics);
}

inline std::string shown_template(std::string_view text) {
  const ParsedExpression parsed = parse_template(source_of(text));
  return parsed.expression ? dump(*parsed.expression) : briefly(parsed.diagnostics);
}

/// The dump of a body followed by its errors.
inline std::string shown_file(std::string_view text, Limits limits = {}) {
  const ParsedFile parsed = parse_file(source_of(text), limits);
  return dump(parsed.body) + (parsed.diagnostics.empty() ? "" : "\n" + briefly(parsed.diagnostics));
}

}  // namespace plimsoll::hcl
