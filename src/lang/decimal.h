// Decimal numbers of any ordinary length, for arithmetic that 64-bit integers and doubles would round.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plimsoll/value/value.h"

namespace plimsoll::lang {

/// value = digits × 10^exponent; `digits` without leading zeros, "" for zero.
struct Decimal {
  bool negative = false;
  std::string digits = {};
  int exponent = 0;
};

/// nullopt for infinities and for numbers that are too long to be worth exactness.
std::optional<Decimal> decimal(const Number& number);
Number number(const Decimal& decimal);

Decimal add(const Decimal& a, const Decimal& b);
Decimal multiply(const Decimal& a, const Decimal& b);
/// The quotient rounded to `places` significant digits. Precondition: b is not zero.
Decimal divide(const Decimal& a, const Decimal& b, std::size_t places);

}  // namespace plimsoll::lang
