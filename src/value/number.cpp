#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "plimsoll/value/value.h"

namespace plimsoll {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// JSON's number grammar, which HCL's (no sign) is part of: -?digits(.digits)?([eE][+-]?digits)?
bool is_number(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > begin;
  };
  if (at < text.size() && text[at] == '-') ++at;
  if (!digits()) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digits()) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!digits()) return false;
  }
  return at == text.size();
}

// The number without exponent and without zeros that say nothing: "1.50" -> "1.5", "1e20" -> "100000000000000000000".
// An exponent that would fill pages stays as it is written.
std::string plain_decimal(std::string_view text) {
  constexpr int kLongestShift = 5000;
  const bool negative = text.starts_with('-');
  std::string_view mantissa = text.substr(negative ? 1 : 0);
  int exponent = 0;
  if (const std::size_t e = mantissa.find_first_of("eE"); e != std::string_view::npos) {
    std::string_view digits = mantissa.substr(e + 1);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    if (parsed.ec != std::errc() || std::abs(exponent) > kLongestShift) return std::string(text);
    mantissa = mantissa.substr(0, e);
  }
  const std::size_t dot = std::min(mantissa.find('.'), mantissa.size());
  std::string digits(mantissa.substr(0, dot));
  if (dot < mantissa.size()) digits += mantissa.substr(dot + 1);
  // `point` digits stand before the decimal point once zeros make room for it.
  const int point = static_cast<int>(dot) + exponent;
  if (point <= 0) digits.insert(0, static_cast<std::size_t>(1 - point), '0');
  const auto whole = static_cast<std::size_t>(std::max(point, 1));
  if (digits.size() < whole) digits.append(whole - digits.size(), '0');
  std::string integer = digits.substr(0, whole);
  std::string fraction = digits.substr(whole);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  integer.erase(0, std::min(integer.find_first_not_of('0'), integer.size() - 1));
  return (negative ? "-" : "") + integer + (fraction.empty() ? "" : "." + fraction);
}

// The order of two decimals as plain_decimal() writes them, without exponent: exact where doubles are not.
int compare_decimals(std::string_view a, std::string_view b) {
  const bool negative = a.starts_with('-');
  if (negative != b.starts_with('-')) return negative ? -1 : 1;
  const std::string_view left = a.substr(negative ? 1 : 0);
  const std::string_view right = b.substr(negative ? 1 : 0);
  const std::size_t left_whole = std::min(left.find('.'), left.size());
  const std::size_t right_whole = std::min(right.find('.'), right.size());
  int order = left_whole < right_whole ? -1 : left_whole > right_whole ? 1 : left.compare(right);
  return negative ? -order : order;
}

// Numbers whose doubles are the same, by their texts: 0 also where one has none, or is beyond being written out.
int compare_texts(const std::shared_ptr<const std::string>& a, const std::shared_ptr<const std::string>& b) {
  if (!a || !b || *a == *b) return 0;
  const std::string left = plain_decimal(*a);
  const std::string right = plain_decimal(*b);
  const bool written_out = (left + right).find_first_of("eE") == std::string::npos;
  return written_out ? compare_decimals(left, right) : 0;
}

// Largest magnitude below which a double that is integral converts to int64 without loss or overflow.
constexpr double kExactLimit = 9.2e18;

}  // namespace

Number::Number(double real) : real_(real) {
  exact_ = std::abs(real) < kExactLimit && std::trunc(real) == real;
  integer_ = exact_ ? static_cast<std::int64_t>(real) : 0;
}

std::optional<Number> Number::parse(std::string_view text) {
  if (!is_number(text)) return std::nullopt;
  std::int64_t integer = 0;
  const auto whole = std::from_chars(text.data(), text.data() + text.size(), integer);
  if (whole.ec == std::errc() && whole.ptr == text.data() + text.size()) return Number(integer);
  double real = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), real);
  if (parsed.ec == std::errc::result_out_of_range) {
    real = std::strtod(std::string(text).c_str(), nullptr);  // gives the infinity or zero of the right sign
  }
  Number number(real);
  // "1.0" and "1e3" are plain integers; everything a double cannot hold exactly keeps its text.
  if (!number.exact_) number.text_ = std::make_shared<const std::string>(text);
  return number;
}

std::string Number::to_string() const {
  if (exact_) return std::to_string(integer_);
  if (text_) return plain_decimal(*text_);
  if (std::isinf(real_)) return real_ < 0 ? "-Inf" : "+Inf";
  // The shortest digits that read back as the same double, written without exponent; zeros fill the rest.
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, real_, std::chars_format::scientific);
  return plain_decimal({buffer, end.ptr});
}

bool operator==(const Number& a, const Number& b) {
  if (a.exact_ && b.exact_) return a.integer_ == b.integer_;
  if (a.exact_ != b.exact_) return false;
  return a.real_ == b.real_ && compare_texts(a.text_, b.text_) == 0;
}

bool operator<(const Number& a, const Number& b) {
  if (a.exact_ && b.exact_) return a.integer_ < b.integer_;
  if (a.real_ == b.real_ && !a.exact_ && !b.exact_) return compare_texts(a.text_, b.text_) < 0;
  return a.real_ < b.real_;
}

}  // namespace plimsoll
