#include "arithmetic.h"

#include <cmath>

namespace plimsoll::lang {

namespace {

bool both_integers(const Number& a, const Number& b) {
  return a.is_integer() && b.is_integer();
}

}  // namespace

Number add(const Number& a, const Number& b) {
  std::int64_t sum = 0;
  if (both_integers(a, b) && !__builtin_add_overflow(a.integer(), b.integer(), &sum)) return Number(sum);
  return Number(a.real() + b.real());
}

Number subtract(const Number& a, const Number& b) {
  std::int64_t difference = 0;
  if (both_integers(a, b) && !__builtin_sub_overflow(a.integer(), b.integer(), &difference)) return Number(difference);
  return Number(a.real() - b.real());
}

Number multiply(const Number& a, const Number& b) {
  std::int64_t product = 0;
  if (both_integers(a, b) && !__builtin_mul_overflow(a.integer(), b.integer(), &product)) return Number(product);
  return Number(a.real() * b.real());
}

std::optional<Number> divide(const Number& a, const Number& b) {
  if (both_integers(a, b) && b.integer() != 0 && b.integer() != -1 && a.integer() % b.integer() == 0) {
    return Number(a.integer() / b.integer());
  }
  const double quotient = a.real() / b.real();
  if (std::isnan(quotient)) return std::nullopt;
  return Number(quotient);
}

Number modulo(const Number& a, const Number& b) {
  if (b.real() == 0) return a;
  if (both_integers(a, b)) return b.integer() == -1 ? Number(std::int64_t{0}) : Number(a.integer() % b.integer());
  return Number(std::fmod(a.real(), b.real()));
}

Number negate(const Number& a) {
  return subtract(Number(std::int64_t{0}), a);
}

}  // namespace plimsoll::lang
