// Any text as a file, an expression and a template: every byte is in one token, errors point into the text, a text
// without errors has a tree of bounded height whose dump can be made.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "plimsoll/hcl/parser.h"
#include "plimsoll/hcl/token.h"

namespace {

using namespace plimsoll;

void check(bool holds) {
  if (!holds) std::abort();
}

void check_places(const Diagnostics& diagnostics, const SourcePtr& source) {
  for (const Diagnostic& diagnostic : diagnostics) {
    check(diagnostic.range.file == source);
    check(diagnostic.range.bytes.begin <= diagnostic.range.bytes.end);
    check(diagnostic.range.bytes.end <= source->text().size());
    check(!diagnostic.summary.empty() && !diagnostic.detail.empty());
    check(!render(diagnostic).empty());
  }
}

void check_tokens(const SourcePtr& source) {
  const hcl::LexResult lexed = hcl::lex(source);
  std::uint32_t end = 0;
  for (const hcl::Token& token : lexed.tokens) {
    check(token.range.begin == end && token.range.end >= end);
    end = token.range.end;
  }
  check(end == source->text().size() && lexed.tokens.back().kind == hcl::TokenKind::kEndOfFile);
  check_places(lexed.diagnostics, source);
}

void check_expression(const hcl::ParsedExpression& parsed, const SourcePtr& source) {
  check_places(parsed.diagnostics, source);
  check((parsed.expression == nullptr) == has_errors(parsed.diagnostics));
  if (!parsed.expression) return;
  check(parsed.expression->height <= hcl::Limits{}.max_height);
  check(!hcl::dump(*parsed.expression).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto source = std::make_shared<SourceFile>("fuzz", std::string(reinterpret_cast<const char*>(data), size));
  check_tokens(source);
  const hcl::ParsedFile file = hcl::parse_file(source);
  check_places(file.diagnostics, source);
  check(!hcl::dump(file.body).empty());
  check_expression(hcl::parse_expression(source), source);
  check_expression(hcl::parse_template(source), source);
  return 0;
}
