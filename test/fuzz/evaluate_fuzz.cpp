// Any text as an expression: evaluating ends within its budget, gives the same twice, and never shows what is marked.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "plimsoll/hcl/parser.h"
#include "plimsoll/lang/evaluate.h"
#include "plimsoll/lang/functions.h"

namespace {

using namespace plimsoll;

constexpr const char* kSecret = "hunter2-hunter2";

void check(bool holds) {
  if (!holds) std::abort();
}

bool shows_secret(const std::string& text) {
  return text.find(kSecret) != std::string::npos;
}

Value attributes() {
  return Value::object({{"name", Value::string("web")},
                        {"count", Value::number(3)},
                        {"id", Value::unknown({"aws_x.y.id"})},
                        {"list", Value::list({Value::string("a"), Value::unknown({"aws_x.y.list"})})},
                        {"partial", Value::partial_list({Value::string("a")}, {"aws_x.y"})},
                        {"secret", Value::string(kSecret).with_sensitive()},
                        {"nothing", Value()}});
}

lang::Outcome evaluate_once(const hcl::ParsedExpression& parsed, const lang::FunctionTable& functions, bool message) {
  lang::Scope scope;
  scope.set("attrs", attributes());
  lang::Budget budget{.steps = 20'000, .max_depth = 128};
  const lang::Context context{
      .source = parsed.source, .scope = &scope, .functions = &functions, .budget = &budget, .record_origins = true};
  return message ? lang::evaluate_message(*parsed.expression, context) : lang::evaluate(*parsed.expression, context);
}

/// What may be shown: the expression's own text may hold the secret's characters, then nothing can be said.
void check_outcome(const lang::Outcome& outcome, bool may_show) {
  if (may_show) return;
  if (!outcome.ok()) {
    check(!shows_secret(outcome.failure().diagnostic.summary));
    check(!shows_secret(outcome.failure().diagnostic.detail));
    return;
  }
  check(!shows_secret(debug_string(outcome.value())));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const lang::FunctionTable kFunctions = [] {
    lang::FunctionTable table;
    table.add(lang::core_functions());
    return table;
  }();
  const std::string text(reinterpret_cast<const char*>(data), size);
  const hcl::ParsedExpression parsed = hcl::parse_expression(std::make_shared<const SourceFile>("fuzz.hcl", text));
  if (parsed.expression == nullptr || has_errors(parsed.diagnostics)) return 0;
  // nonsensitive() takes marks off on purpose, and a text function may put a secret together from its letters.
  const bool may_show = text.find("nonsensitive") != std::string::npos || shows_secret(text);
  const lang::Outcome first = evaluate_once(parsed, kFunctions, false);
  const lang::Outcome second = evaluate_once(parsed, kFunctions, false);
  check(first.ok() == second.ok());
  if (first.ok()) check(debug_string(first.value()) == debug_string(second.value()));
  check_outcome(first, may_show);
  const lang::Outcome message = evaluate_once(parsed, kFunctions, true);
  check_outcome(message, may_show);
  if (message.ok()) {
    check(message.value().is_string() || message.value().is_null());
    check(!message.value().is_sensitive());
  }
  check(lang::calls(*parsed.expression).size() <= size);
  check(lang::references(*parsed.expression).size() <= size);
  return 0;
}
