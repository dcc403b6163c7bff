// What a plain YAML scalar means. Source: YAML 1.1 type repository, as far as Terraform follows it.
#include <algorithm>
#include <array>
#include <limits>

#include "arithmetic.h"
#include "base64.h"
#include "type.h"
#include "yaml_value.h"

namespace plimsoll::lang {

namespace {

/// More digits of another base than anyone means.
constexpr std::size_t kMaxBaseDigits = 200;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_null(std::string_view text) {
  return is_one_of(text, {"", "~", "null", "Null", "NULL"});
}

std::optional<bool> as_bool(std::string_view text) {
  if (is_one_of(text, {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})) return true;
  if (is_one_of(text, {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"})) return false;
  return std::nullopt;
}

std::optional<Number> infinity(std::string_view text) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (is_one_of(text, {".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"})) return Number(kInfinity);
  if (is_one_of(text, {"-.inf", "-.Inf", "-.INF"})) return Number(-kInfinity);
  return std::nullopt;
}

std::optional<Number> digits_in_base(std::string_view digits, int base) {
  if (digits.empty() || digits.size() > kMaxBaseDigits) return std::nullopt;
  Number value;
  for (const char c : digits) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : 16;
    if (digit >= base) return std::nullopt;
    value = add(multiply(value, Number(std::int64_t{base})), Number(std::int64_t{digit}));
  }
  return value;
}

/// Decimal, with the spellings that JSON lacks: "+1", ".5", "1.".
std::optional<Number> decimal_number(std::string_view text) {
  std::string plain;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    if (text.front() == '-') plain = "-";
    text.remove_prefix(1);
  }
  if (text.empty() || text.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return std::nullopt;
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  std::string_view mantissa = text.substr(0, e);
  const bool has_digit = mantissa.find_first_of("0123456789") != std::string_view::npos;
  if (!has_digit) return std::nullopt;
  if (mantissa.front() == '.') plain += '0';
  plain += mantissa;
  if (mantissa.back() == '.') plain += '0';
  plain += text.substr(e);
  const std::size_t first = plain.find_first_of("0123456789");
  std::size_t zeros = 0;
  while (first + zeros + 1 < plain.size() && plain[first + zeros] == '0' && plain[first + zeros + 1] >= '0' &&
         plain[first + zeros + 1] <= '9') {
    ++zeros;
  }
  plain.erase(first, zeros);
  return Number::parse(shortest_decimal(plain));
}

std::optional<Number> as_number(std::string_view text) {
  if (text.starts_with("0x")) return digits_in_base(text.substr(2), 16);
  if (text.starts_with("0o")) return digits_in_base(text.substr(2), 8);
  if (std::optional<Number> number = infinity(text)) return number;
  return decimal_number(text);
}

// ---- timestamps ----------------------------------------------------------------------------------------------------

class Digits {
 public:
  explicit Digits(std::string_view text) : rest_(text) {}
  /// The next number of `least` to `most` digits, or -1.
  int number(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    int value = 0;
    while (count < most && count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') {
      value = value * 10 + (rest_[count++] - '0');
    }
    if (count < least) return -1;
    rest_.remove_prefix(count);
    return value;
  }
  bool skip(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

std::string two(int n) {
  return (n < 10 ? "0" : "") + std::to_string(n);
}

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

/// The zone as RFC 3339 has it, or nullopt.
std::optional<std::string> zone_of(std::string_view text) {
  if (text == "Z") return "Z";
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  Digits hours(text.substr(1, 2));
  Digits minutes(text.substr(4));
  const int hour = hours.number(2, 2);
  const int minute = minutes.number(2, 2);
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59) return std::nullopt;
  return hour == 0 && minute == 0 ? "Z" : std::string(text);
}

/// RFC 3339 without fractions of a second: a date, or a date and a time.
std::optional<std::string> as_timestamp(std::string_view text) {
  Digits digits(text);
  const int year = digits.number(4, 4);
  if (year < 0 || !digits.skip("-")) return std::nullopt;
  const int month = digits.number(1, 2);
  if (month < 1 || month > 12 || !digits.skip("-")) return std::nullopt;
  const int day = digits.number(1, 2);
  if (day < 1 || day > days_in(year, month)) return std::nullopt;
  const std::string year_text = std::to_string(year);
  const std::string date = std::string(4 - year_text.size(), '0') + year_text + "-" + two(month) + "-" + two(day) + "T";
  if (digits.rest().empty()) return date + "00:00:00Z";
  const bool zoned = !digits.rest().starts_with(' ');
  if (!digits.skip("Tt ")) return std::nullopt;
  const int hour = digits.number(1, 2);
  if (hour < 0 || hour > 23 || !digits.skip(":")) return std::nullopt;
  const int minute = digits.number(1, 2);
  if (minute < 0 || minute > 59 || !digits.skip(":")) return std::nullopt;
  const int second = digits.number(1, 2);
  if (second < 0 || second > 59) return std::nullopt;
  if (digits.skip(".") && digits.number(1, 9) < 0) return std::nullopt;
  const std::optional<std::string> zone = zoned ? zone_of(digits.rest()) : std::optional<std::string>("Z");
  if (!zone || (!zoned && !digits.rest().empty())) return std::nullopt;
  return date + two(hour) + ":" + two(minute) + ":" + two(second) + *zone;
}

}  // namespace

std::optional<Value> resolve_yaml_scalar(std::string_view text, std::string_view tag) {
  const bool any = tag.empty();
  if (tag == "str") return Value::string(std::string(text));
  if (tag == "null" || (any && is_null(text))) return Value();
  if (any || tag == "bool") {
    if (const std::optional<bool> truth = as_bool(text)) return Value::boolean(*truth);
  }
  if (any || tag == "int" || tag == "float") {
    if (std::optional<Number> number = as_number(text)) return Value::number(*std::move(number));
  }
  if (any || tag == "timestamp") {
    if (std::optional<std::string> time = as_timestamp(text)) return Value::string(*std::move(time));
  }
  const bool is_text = any || (tag == "binary" && decode_base64(text).has_value());
  return is_text ? std::optional(Value::string(std::string(text))) : std::nullopt;
}

}  // namespace plimsoll::lang
