// Small makers for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "plimsoll/ecs/ecs.h"
#include "plimsoll/lang/functions.h"
#include "plimsoll/value/json.h"

namespace plimsoll::ecs::test {

/// JSON as a plan holds it: arrays are lists.
inline Value parse(const std::string& text) {
  Result<Value> value = json::decode(text, {.array_kind = Kind::kList});
  EXPECT_TRUE(value.ok()) << text;
  return value.ok() ? *value : Value();
}

/// Attributes of a task definition whose container_definitions is this text.
inline Value with_text(std::string text) {
  return Value::object({{"container_definitions", Value::string(std::move(text))}});
}

/// A change of `type` named `name` that creates `after`.
inline plan::ResourceChange creation(std::string type, std::string name, Value after) {
  plan::ResourceChange change;
  change.address = type + "." + name;
  change.type = std::move(type);
  change.name = std::move(name);
  change.after = std::move(after);
  change.has_after = true;
  return change;
}

/// Calls ecs::NAME for change `subject` of the plan.
inline lang::Outcome call(const plan::Plan& plan, std::string_view name, std::vector<Value> arguments,
                          std::size_t subject = 0, bool prior = false) {
  lang::FunctionTable table;
  table.add(functions(plan));
  const lang::Function* function = table.find("ecs::" + std::string(name));
  if (function == nullptr) {
    ADD_FAILURE() << "no function " << name;
    return Value();
  }
  lang::Context context;
  context.functions = &table;
  context.subject = subject;
  context.prior = prior;
  return function->implementation({.arguments = arguments, .context = &context});
}

/// What check_input says of every change of a plan.
inline Diagnostics check_plan(const plan::Plan& plan) {
  lang::FunctionTable table;
  table.add(functions(plan));
  Diagnostics found;
  for (const plan::ResourceChange& change : plan.changes) {
    lang::Memo after, before;
    for (Diagnostic& diagnostic : check_input(change, 0, table, after, before)) found.push_back(std::move(diagnostic));
  }
  return found;
}

}  // namespace plimsoll::ecs::test
