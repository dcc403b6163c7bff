// Arithmetic on Terraform's numbers: exact for integers and decimals of ordinary length.
#pragma once

#include <optional>

#include "plimsoll/value/value.h"

namespace plimsoll::lang {

Number add(const Number& a, const Number& b);
Number subtract(const Number& a, const Number& b);
Number multiply(const Number& a, const Number& b);
/// nullopt for 0/0 and infinity by infinity; x/0 is an infinity with the sign of x.
std::optional<Number> divide(const Number& a, const Number& b);
/// The remainder has the sign of `a`; modulo zero gives `a`, as Terraform does.
Number modulo(const Number& a, const Number& b);
Number negate(const Number& a);
/// The greatest whole number that is not above, the smallest that is not below.
Number floor(const Number& a);
Number ceil(const Number& a);

}  // namespace plimsoll::lang
