// Function calls: look-up, arity, and what null, unknown and marked arguments mean to a function.
#include <algorithm>

#include "internal.h"
#include "marks.h"
#include "normal_form.h"
#include "plimsoll/base/text.h"
#include "size_limits.h"
#include "type.h"

namespace plimsoll::lang {

namespace {

Outcome unknown_function(const hcl::Call& call, const Context& context) {
  std::string detail = "There is no function named \"" + call.name + "\".";
  if (context.functions != nullptr) {
    const std::string near = context.functions->find("core::" + call.name) != nullptr
                                 ? "core::" + call.name
                                 : did_you_mean(call.name, context.functions->names());
    if (!near.empty()) detail += " Did you mean \"" + near + "\"?";
  }
  return fail(context, call.name_range, "Call to unknown function", std::move(detail));
}

/// The arguments of a call; `failure` when one has no value, `unknown` when the expanded one is unknown.
struct Arguments {
  Sequence values = {};
  std::optional<Outcome> failure = std::nullopt;
  std::optional<Value> unknown = std::nullopt;
  bool sensitive = false;
};

void expand_last(const hcl::Call& call, Arguments& arguments, const Context& context) {
  const Value last = arguments.values.back();
  arguments.values.pop_back();
  arguments.sensitive = last.is_sensitive();
  if (last.is_unknown()) {
    arguments.unknown = Value::unknown(last.unknown_because());
    return;
  }
  if (!last.is_sequence()) {
    arguments.failure = fail(context, call.arguments.back()->range, "Invalid expanding argument value",
                             last.is_null() ? "The expanding argument (indicated by ...) must not be null."
                                            : "The expanding argument (indicated by ...) must be of a tuple, list, or "
                                              "set type.");
    return;
  }
  arguments.values.insert(arguments.values.end(), last.elements().begin(), last.elements().end());
}

Arguments evaluate_arguments(const hcl::Call& call, const Context& context) {
  Arguments arguments;
  arguments.values.reserve(call.arguments.size());
  for (const hcl::ExpressionPtr& argument : call.arguments) {
    Outcome value = evaluate_node(*argument, context);
    if (!value.ok()) {
      arguments.failure = std::move(value);
      return arguments;
    }
    arguments.values.push_back(passed_on(std::move(value).take(), argument->range, context));
  }
  if (call.expands_last && !arguments.values.empty()) expand_last(call, arguments, context);
  return arguments;
}

const Parameter* parameter_of(const Function& function, std::size_t argument) {
  if (argument < function.parameters.size()) return &function.parameters[argument];
  return function.parameters.empty() ? nullptr : &function.parameters.back();
}

bool counts_as_unknown(const Value& value, const Traits& traits) {
  return value.is_unknown() || (traits.deep_unknown && !value.is_wholly_known());
}

/// Marks that are taken off the argument for the call and put on its result.
bool is_marked(const Value& value, const Traits& traits) {
  if (traits.allows_sensitive) return false;
  return value.is_sensitive() || (!traits.keeps_marks && value.contains_sensitive());
}

bool needs_conversion(const Value& value, const Parameter& parameter) {
  return parameter.kind != Kind::kUnknown && value.kind() != parameter.kind && !value.is_null() && !value.is_unknown();
}

Memo::Entry* remembered(const Function& function, std::span<const Value> arguments, const Context& context) {
  for (Memo::Entry& entry : context.memo->entries) {
    if (entry.function == &function && entry.argument.identity() == arguments[0].identity() &&
        entry.subject == context.subject && entry.prior == context.prior) {
      return &entry;
    }
  }
  return nullptr;
}

bool is_memoisable(const Function& function, std::span<const Value> arguments, const Context& context) {
  return function.traits.memoise && context.memo != nullptr && arguments.size() == 1 &&
         arguments[0].identity() != nullptr;
}

/// What fails names the place of its call, so that it is no answer to the next one. Past the limit the search would
/// cost more than it saves.
bool is_worth_remembering(const Outcome& result, const Context& context) {
  constexpr std::size_t kMaxEntries = 128;
  if (context.memo->entries.size() >= kMaxEntries) return false;
  return result.ok() || result.failure().diagnostic.range.file != context.source;
}

/// The implementation's result for arguments that it accepts as they are.
Outcome run(const Function& function, std::span<const Value> arguments, const hcl::Call& call, const Context& context) {
  const Invocation invocation{.arguments = arguments, .context = &context, .call = &call, .function = &function};
  if (!is_memoisable(function, arguments, context)) return function.implementation(invocation);
  const bool sensitive = arguments[0].is_sensitive();
  if (const Memo::Entry* entry = remembered(function, arguments, context);
      entry != nullptr && entry->argument.is_sensitive() == sensitive) {
    return entry->result;
  }
  Outcome result = function.implementation(invocation);
  if (!is_worth_remembering(result, context)) return result;
  context.memo->entries.push_back({.function = &function,
                                   .argument = arguments[0],
                                   .subject = context.subject,
                                   .prior = context.prior,
                                   .result = result});
  return result;
}

}  // namespace

std::optional<Outcome> arity_failure(const Function& function, std::size_t count, const hcl::Call& call,
                                     const Context& context) {
  const std::vector<Parameter>& parameters = function.parameters;
  const auto needed = static_cast<std::size_t>(std::count_if(
      parameters.begin(), parameters.end(), [](const Parameter& p) { return !p.optional && !p.variadic; }));
  const bool variadic = !parameters.empty() && parameters.back().variadic;
  const std::string quoted = "Function \"" + function.name + "\" expects ";
  if (count < needed) {
    const bool at_least = variadic || needed < parameters.size();
    return fail(context, call.name_range, "Not enough function arguments",
                quoted + (at_least ? "at least " : "") + std::to_string(needed) + " argument(s). Missing value for \"" +
                    parameters[count].name + "\".");
  }
  if (!variadic && count > parameters.size()) {
    return fail(context, call.name_range, "Too many function arguments",
                quoted + "only " + std::to_string(parameters.size()) + " argument(s).");
  }
  return std::nullopt;
}

Outcome too_large(SourceRange range) {
  return Failure{make_error("Value too large", "The expression builds a value beyond the limits of one evaluation.",
                            std::move(range)),
                 true, true};
}

Outcome call_function(const Function& function, std::span<const Value> arguments, const hcl::Call& call,
                      const Context& context) {
  if (std::optional<Outcome> failure = arity_failure(function, arguments.size(), call, context)) {
    return *std::move(failure);
  }
  const Traits& traits = function.traits;
  Sequence prepared;  // the arguments, once one of them cannot be passed as it is
  bool unknown = false;
  bool sensitive = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Value& argument = arguments[i];
    const Parameter* parameter = parameter_of(function, i);
    const Invocation so_far{.arguments = arguments, .context = &context, .call = &call, .function = &function};
    if (argument.is_null() && !traits.allows_null && !(parameter != nullptr && parameter->allows_null)) {
      return argument_error(so_far, i, "argument must not be null");
    }
    unknown = unknown || (!traits.allows_unknown && counts_as_unknown(argument, traits));
    const bool marked = is_marked(argument, traits);
    const bool converts = parameter != nullptr && needs_conversion(argument, *parameter);
    sensitive = sensitive || marked;
    if (!marked && !converts) continue;
    if (prepared.empty()) prepared.assign(arguments.begin(), arguments.end());
    if (marked) prepared[i] = traits.keeps_marks ? unmarked_node(argument) : unmarked(argument);
    if (!converts) continue;
    std::string why;
    std::optional<Value> converted = convert(prepared[i], parameter->kind, &why);
    if (!converted) return argument_error(so_far, i, why);
    prepared[i] = *std::move(converted);
  }
  if (unknown) return marked_if(unknown_from(arguments), sensitive);
  Outcome result = run(function, prepared.empty() ? arguments : std::span<const Value>(prepared), call, context);
  if (!result.ok()) return result;
  if (result.value().is_string()) result = normalised(std::move(result).take());
  return sensitive ? Outcome(std::move(result).take().with_sensitive()) : result;
}

Outcome evaluate_call(const hcl::Call& call, ByteRange range, const Context& context) {
  const Function* function = context.functions == nullptr ? nullptr : context.functions->find(call.name);
  if (function == nullptr) return unknown_function(call, context);
  if (function->traits.unevaluated) {
    return function->implementation({.context = &context, .call = &call, .function = function});
  }
  Arguments arguments = evaluate_arguments(call, context);
  if (arguments.failure) return *std::move(arguments.failure);
  if (arguments.unknown) return marked_if(*std::move(arguments.unknown), arguments.sensitive);
  Outcome result = call_function(*function, arguments.values, call, context);
  if (!result.ok() || (!context.record_origins && !arguments.sensitive)) return result;
  return produced_if_new(marked_if(std::move(result).take(), arguments.sensitive), range, context);
}

Outcome argument_error(const Invocation& invocation, std::size_t argument, const std::string& detail) {
  SourceRange range;
  std::string name;
  if (invocation.function != nullptr) {
    if (const Parameter* parameter = parameter_of(*invocation.function, argument)) name = parameter->name;
  }
  if (invocation.context != nullptr && invocation.call != nullptr) {
    const std::vector<hcl::ExpressionPtr>& expressions = invocation.call->arguments;
    const bool plain =
        argument < expressions.size() && !(invocation.call->expands_last && argument + 1 >= expressions.size());
    range = range_in(*invocation.context, plain ? expressions[argument]->range : invocation.call->name_range);
  }
  std::string text = name.empty() ? "Invalid argument: " : "Invalid value for \"" + name + "\" parameter: ";
  return Failure{make_error("Invalid function argument", text + detail + ".", std::move(range))};
}

Outcome call_error(const Invocation& invocation, const std::string& detail) {
  const std::string name = invocation.function != nullptr ? invocation.function->name
                           : invocation.call != nullptr   ? invocation.call->name
                                                          : std::string();
  SourceRange range;
  if (invocation.context != nullptr && invocation.call != nullptr) {
    range = range_in(*invocation.context, invocation.call->name_range);
  }
  return Failure{
      make_error("Error in function call", "Call to function \"" + name + "\" failed: " + detail + ".", range)};
}

void FunctionTable::add(Function function) {
  const auto [place, inserted] = index_.try_emplace(function.name, functions_.size());
  if (inserted) {
    functions_.push_back(std::move(function));
  } else {
    functions_[place->second] = std::move(function);
  }
}

void FunctionTable::add(std::vector<Function> functions) {
  for (Function& function : functions) add(std::move(function));
}

const Function* FunctionTable::find(std::string_view name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? nullptr : &functions_[found->second];
}

std::vector<std::string> FunctionTable::names() const {
  std::vector<std::string> names;
  names.reserve(functions_.size());
  for (const Function& function : functions_) names.push_back(function.name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace plimsoll::lang
