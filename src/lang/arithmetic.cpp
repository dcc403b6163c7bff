#include "arithmetic.h"

#include <cmath>

#include "decimal.h"

namespace plimsoll::lang {

namespace {

bool both_integers(const Number& a, const Number& b) {
  return a.is_integer() && b.is_integer();
}

/// The whole part, as the quotient of a remainder needs it.
Decimal truncated(Decimal d) {
  if (d.exponent >= 0) return d;
  const auto places = static_cast<std::size_t>(-d.exponent);
  if (places >= d.digits.size()) return {};
  d.digits.resize(d.digits.size() - places);
  d.exponent = 0;
  return d;
}

/// `exact` over decimals where both numbers are ordinary ones, else `rough` over doubles.
template <typename Exact, typename Rough>
Number by_decimals(const Number& a, const Number& b, Exact exact, Rough rough) {
  const std::optional<Decimal> left = decimal(a);
  const std::optional<Decimal> right = left ? decimal(b) : std::nullopt;
  return right ? number(exact(*left, *right)) : Number(rough(a.real(), b.real()));
}

Decimal negated(Decimal d) {
  d.negative = !d.negative && !d.digits.empty();
  return d;
}

}  // namespace

Number add(const Number& a, const Number& b) {
  std::int64_t sum = 0;
  if (both_integers(a, b) && !__builtin_add_overflow(a.integer(), b.integer(), &sum)) return Number(sum);
  return by_decimals(
      a, b, [](const Decimal& x, const Decimal& y) { return add(x, y); }, [](double x, double y) { return x + y; });
}

Number subtract(const Number& a, const Number& b) {
  std::int64_t difference = 0;
  if (both_integers(a, b) && !__builtin_sub_overflow(a.integer(), b.integer(), &difference)) return Number(difference);
  return by_decimals(
      a, b, [](const Decimal& x, const Decimal& y) { return add(x, negated(y)); },
      [](double x, double y) { return x - y; });
}

Number multiply(const Number& a, const Number& b) {
  std::int64_t product = 0;
  if (both_integers(a, b) && !__builtin_mul_overflow(a.integer(), b.integer(), &product)) return Number(product);
  return by_decimals(
      a, b, [](const Decimal& x, const Decimal& y) { return multiply(x, y); },
      [](double x, double y) { return x * y; });
}

std::optional<Number> divide(const Number& a, const Number& b) {
  constexpr std::size_t kPlaces = 154;  // of 512-bit mantissas
  if (both_integers(a, b) && b.integer() != 0 && b.integer() != -1 && a.integer() % b.integer() == 0) {
    return Number(a.integer() / b.integer());
  }
  const double rough = a.real() / b.real();
  if (std::isnan(rough)) return std::nullopt;
  if (b.real() == 0) return Number(rough);
  return by_decimals(
      a, b, [](const Decimal& x, const Decimal& y) { return divide(x, y, kPlaces); },
      [](double x, double y) { return x / y; });
}

Number modulo(const Number& a, const Number& b) {
  if (b.real() == 0) return a;
  if (both_integers(a, b)) return b.integer() == -1 ? Number(std::int64_t{0}) : Number(a.integer() % b.integer());
  return by_decimals(
      a, b,
      [](const Decimal& x, const Decimal& y) {
        const Decimal whole = truncated(divide(x, y, 400));
        return add(x, negated(multiply(whole, y)));
      },
      [](double x, double y) { return std::fmod(x, y); });
}

Number negate(const Number& a) {
  return subtract(Number(std::int64_t{0}), a);
}

Number floor(const Number& a) {
  const std::optional<Decimal> exact = decimal(a);
  if (!exact) return Number(std::floor(a.real()));
  const Number whole = number(truncated(*exact));
  return a < whole ? subtract(whole, Number(std::int64_t{1})) : whole;
}

Number ceil(const Number& a) {
  return negate(floor(negate(a)));
}

}  // namespace plimsoll::lang
