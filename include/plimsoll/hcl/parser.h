// Text to syntax tree.
#pragma once

#include "plimsoll/base/result.h"
#include "plimsoll/hcl/ast.h"

namespace plimsoll::hcl {

struct Limits {
  std::size_t max_depth = 200;       // nesting of expressions, templates and blocks
  std::uint32_t max_height = 1'000;  // of an expression tree: in a flat chain a && b && … every operator is a level
};

/// A parsed file. With errors, `body` holds what could be read between them: several mistakes show at once.
struct ParsedFile {
  SourcePtr source = nullptr;
  Body body = {};
  Diagnostics diagnostics = {};
};
ParsedFile parse_file(const SourcePtr& source, Limits limits = {});

struct ParsedExpression {
  SourcePtr source = nullptr;
  ExpressionPtr expression = nullptr;  // null with errors
  Diagnostics diagnostics = {};
};
/// The whole text is one expression; newlines count as white space. Unlike in a file, a heredoc may end it.
ParsedExpression parse_expression(const SourcePtr& source, Limits limits = {});
/// The whole text is a template, as templatefile() reads it.
ParsedExpression parse_template(const SourcePtr& source, Limits limits = {});

/// One-line structural dump for tests: `(. (var "attrs") "name")`.
std::string dump(const Expression& expression);
std::string dump(const Body& body);

}  // namespace plimsoll::hcl
