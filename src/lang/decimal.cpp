#include "decimal.h"

#include <algorithm>
#include <cmath>

namespace plimsoll::lang {

namespace {

constexpr std::size_t kMaxDigits = 400;
/// Terraform's mantissas have 512 bits, which is about 154 decimal digits.
constexpr std::size_t kPrecision = 154;

Decimal trimmed(Decimal d) {
  const std::size_t leading = std::min(d.digits.find_first_not_of('0'), d.digits.size());
  d.digits.erase(0, leading);
  while (!d.digits.empty() && d.digits.back() == '0') {
    d.digits.pop_back();
    ++d.exponent;
  }
  if (d.digits.empty()) return {};
  return d;
}

/// At most `places` digits, half rounded up.
Decimal rounded(Decimal d, std::size_t places) {
  if (d.digits.size() <= places) return trimmed(std::move(d));
  const bool up = d.digits[places] >= '5';
  d.exponent += static_cast<int>(d.digits.size() - places);
  d.digits.resize(places);
  if (up) {
    std::size_t i = places;
    while (i > 0 && d.digits[i - 1] == '9') d.digits[--i] = '0';
    if (i > 0) {
      ++d.digits[i - 1];
    } else {
      d.digits.insert(0, 1, '1');
    }
  }
  return trimmed(std::move(d));
}

/// Digit strings of equal scale: magnitude comparison and sums.
bool less(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::string without_zeros(std::string digits) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

std::string sum(std::string a, std::string b) {
  const std::size_t size = std::max(a.size(), b.size()) + 1;
  a.insert(0, size - a.size(), '0');
  b.insert(0, size - b.size(), '0');
  int carry = 0;
  for (std::size_t i = size; i-- > 0;) {
    const int digit = (a[i] - '0') + (b[i] - '0') + carry;
    a[i] = static_cast<char>('0' + digit % 10);
    carry = digit / 10;
  }
  return without_zeros(std::move(a));
}

/// Precondition: a is not less than b.
std::string difference(std::string a, std::string b) {
  b.insert(0, a.size() - b.size(), '0');
  int borrow = 0;
  for (std::size_t i = a.size(); i-- > 0;) {
    int digit = (a[i] - '0') - (b[i] - '0') - borrow;
    borrow = digit < 0 ? 1 : 0;
    a[i] = static_cast<char>('0' + digit + 10 * borrow);
  }
  return without_zeros(std::move(a));
}

std::string scaled(const Decimal& d, int exponent) {
  return d.digits.empty() ? "" : d.digits + std::string(static_cast<std::size_t>(d.exponent - exponent), '0');
}

}  // namespace

std::optional<Decimal> decimal(const Number& number) {
  if (std::isinf(number.real())) return std::nullopt;
  std::string text = number.to_string();
  if (text.size() > kMaxDigits) return std::nullopt;
  Decimal d;
  d.negative = text.front() == '-';
  if (d.negative) text.erase(0, 1);
  const std::size_t point = text.find('.');
  if (point != std::string::npos) {
    d.exponent = -static_cast<int>(text.size() - point - 1);
    text.erase(point, 1);
  }
  d.digits = std::move(text);
  return trimmed(std::move(d));
}

Number number(const Decimal& decimal) {
  std::string text = decimal.digits.empty() ? "0" : decimal.digits;
  if (decimal.exponent >= 0) {
    text.append(decimal.digits.empty() ? 0 : static_cast<std::size_t>(decimal.exponent), '0');
  } else {
    const auto places = static_cast<std::size_t>(-decimal.exponent);
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, 1, '.');
  }
  if (decimal.negative) text.insert(0, 1, '-');
  return Number::parse(text).value_or(Number(std::int64_t{0}));
}

Decimal add(const Decimal& a, const Decimal& b) {
  if (a.digits.empty()) return b;
  if (b.digits.empty()) return a;
  const int exponent = std::min(a.exponent, b.exponent);
  const std::string left = scaled(a, exponent);
  const std::string right = scaled(b, exponent);
  Decimal result{.negative = a.negative, .exponent = exponent};
  if (a.negative == b.negative) {
    result.digits = sum(left, right);
  } else if (less(left, right)) {
    result.negative = b.negative;
    result.digits = difference(right, left);
  } else {
    result.digits = difference(left, right);
  }
  return rounded(trimmed(std::move(result)), kPrecision);
}

Decimal multiply(const Decimal& a, const Decimal& b) {
  if (a.digits.empty() || b.digits.empty()) return {};
  std::vector<int> product(a.digits.size() + b.digits.size(), 0);
  for (std::size_t i = a.digits.size(); i-- > 0;) {
    for (std::size_t k = b.digits.size(); k-- > 0;) {
      const int digit = product[i + k + 1] + (a.digits[i] - '0') * (b.digits[k] - '0');
      product[i + k + 1] = digit % 10;
      product[i + k] += digit / 10;
    }
  }
  Decimal result{.negative = a.negative != b.negative, .exponent = a.exponent + b.exponent};
  for (const int digit : product) result.digits += static_cast<char>('0' + digit);
  return rounded(trimmed(std::move(result)), kPrecision);
}

Decimal divide(const Decimal& a, const Decimal& b, std::size_t places) {
  if (a.digits.empty()) return {};
  // Long division of a's digits, followed by as many zeros as one digit more than wanted takes.
  const std::size_t steps = std::max(a.digits.size(), b.digits.size()) + places + 1;
  Decimal result{.negative = a.negative != b.negative};
  std::string remainder;
  for (std::size_t i = 0; i < steps; ++i) {
    remainder += i < a.digits.size() ? a.digits[i] : '0';
    remainder = without_zeros(std::move(remainder));
    char digit = '0';
    while (!less(remainder, b.digits)) {
      remainder = difference(std::move(remainder), b.digits);
      ++digit;
    }
    result.digits += digit;
  }
  result.exponent = a.exponent - b.exponent - static_cast<int>(steps) + static_cast<int>(a.digits.size());
  return rounded(trimmed(std::move(result)), places);
}

}  // namespace plimsoll::lang
