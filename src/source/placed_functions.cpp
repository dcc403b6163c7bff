#include "placed_functions.h"

#include <algorithm>

#include "origins.h"

namespace plimsoll::source {
namespace {

using lang::Function;
using lang::Invocation;
using lang::Outcome;

/// The argument that a reader would complete.
const Value* bearer(std::span<const Value> arguments) {
  const Value* last = nullptr;
  const Value* named = nullptr;
  for (const Value& argument : arguments) {
    if (!argument.is_object() || argument.origin() == nullptr) continue;
    last = &argument;
    if (!argument.get("name").is_null()) named = &argument;
  }
  return named != nullptr ? named : last;
}

Value with_places_of_arguments(const Value& merged, std::span<const Value> arguments) {
  const Value* first = bearer(arguments);
  if (first == nullptr || !merged.is_object()) return merged;
  Origin origin = *first->origin();
  for (const Value& argument : arguments) {
    if (&argument == first || !argument.is_object() || argument.origin() == nullptr) continue;
    origin.via.push_back(argument.origin()->range);
  }
  return merged.with_origin(std::make_shared<const Origin>(std::move(origin)));
}

Function placed_merge(Function function) {
  function.implementation = [inner = function.implementation](const Invocation& call) -> Outcome {
    Outcome result = inner(call);
    if (!result.ok()) return result;
    return with_places_of_arguments(result.value(), call.arguments);
  };
  return function;
}

/// What is certain about unknown text is certain about what it decodes to.
Function placed_decoder(Function function, const Texts& texts) {
  function.traits.allows_unknown = true;
  function.implementation = [inner = function.implementation, &texts](const Invocation& call) -> Outcome {
    const Value& text = call.arguments[0];
    if (text.is_unknown()) {
      if (const Value* decoded = text.decoded()) return along(*decoded, text);
      return Value::unknown(text.unknown_because());
    }
    Outcome result = inner(call);
    const Text* pieces = result.ok() && text.is_string() ? texts.find(text) : nullptr;
    if (pieces == nullptr) return result;
    const std::optional<Value> placed = decode(*pieces);
    return placed && equal(*placed, result.value()) ? Outcome(along(*placed, text)) : result;
  };
  return function;
}

}  // namespace

void add_placed_functions(lang::FunctionTable& functions, const Texts& texts) {
  if (const Function* merge = functions.find("merge")) functions.add(placed_merge(*merge));
  if (const Function* decode = functions.find("jsondecode")) functions.add(placed_decoder(*decode, texts));
}

}  // namespace plimsoll::source
