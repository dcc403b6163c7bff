// Functions whose result belongs to a run of Terraform: times, random values, values that a plan does not hold.
#include "function_families.h"

namespace plimsoll::lang {

namespace {

/// The plan's own time.
Outcome plan_time(const Invocation& call) {
  const std::string* timestamp = call.context == nullptr ? nullptr : call.context->timestamp;
  if (timestamp == nullptr || timestamp->empty()) return Value::unknown({call.function->name + "()"});
  return Value::string(*timestamp);
}

Outcome until_apply(const Invocation& call) {
  return Value::unknown({call.function->name + "()"});
}

Outcome bcrypt(const Invocation& call) {
  if (call.arguments.size() > 2) return call_error(call, "bcrypt() takes no more than two arguments");
  return until_apply(call);
}

}  // namespace

std::vector<Function> run_functions() {
  return {
      {.name = "timestamp",
       .summary = "The plan's own time in policies, so that the same plan gets the same answer; in Terraform source "
                  "unknown until apply.",
       .implementation = plan_time},
      {.name = "plantimestamp",
       .summary = "The plan's own time; unknown when the plan does not say.",
       .implementation = plan_time,
       .portable = false},
      {.name = "uuid", .summary = "Unknown until apply.", .implementation = until_apply, .portable = false},
      {.name = "bcrypt",
       .parameters = {{.name = "str", .kind = Kind::kString},
                      {.name = "cost", .variadic = true, .kind = Kind::kNumber}},
       .summary = "Unknown until apply, since the salt is random.",
       .implementation = bcrypt,
       .portable = false},
      {.name = "ephemeralasnull",
       .parameters = {{.name = "value"}},
       .summary = "The value itself: a plan holds no ephemeral values.",
       .traits = {.allows_null = true, .allows_unknown = true, .keeps_marks = true},
       .implementation = [](const Invocation& call) -> Outcome { return call.arguments[0]; },
       .portable = false},
  };
}

}  // namespace plimsoll::lang
