// Sensitivity and unknowns that sit somewhere inside a value.
#pragma once

#include <span>

#include "plimsoll/value/value.h"

namespace plimsoll::lang {

/// The value without any mark on it or inside it; shares everything that carries none.
Value unmarked(const Value& value);
/// The value with the mark on this node only taken off.
inline Value unmarked_node(const Value& value) {
  return value.is_sensitive() ? value.with_sensitive(false) : value;
}

/// An unknown length of which only a lower bound is certain: what length() makes of a partial list. Carried as a
/// partial list of one number, which no list of values can be mistaken for where a number is demanded.
Value at_least(std::int64_t bound, std::vector<std::string> because);
/// The lower bound of an unknown number made by at_least(), else nullptr.
const Number* lower_bound_of(const Value& value);

/// Unknown because of everything that is unknown in the given values.
Value unknown_from(std::span<const Value> values);

}  // namespace plimsoll::lang
