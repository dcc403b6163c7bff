#include "plimsoll/policy/functions.h"

namespace plimsoll::policy {
namespace {

lang::Outcome unknown(const lang::Invocation& call) {
  std::vector<std::string> because;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    if (!call.arguments[i].is_string()) return lang::argument_error(call, i, "the reference to blame is a string");
    because.push_back(call.arguments[i].as_string());
  }
  return Value::unknown(std::move(because));
}

lang::Outcome expression(const lang::Invocation& call) {
  if (!call.arguments[0].is_string()) return lang::argument_error(call, 0, "HCL text is a string");
  return Value::object({{"__expression", call.arguments[0]}});
}

}  // namespace

std::vector<lang::Function> extension_functions() {
  return {{.name = "plimsoll::unknown",
           .parameters = {{.name = "because", .variadic = true}},
           .summary = "A value that is known only after apply, for mocks; the arguments are the references to blame.",
           .implementation = unknown,
           .portable = false},
          {.name = "plimsoll::expression",
           .parameters = {{.name = "text"}},
           .summary = "In a fix: HCL that is written as it stands, such as a reference to a resource.",
           .implementation = expression,
           .portable = false}};
}

}  // namespace plimsoll::policy
