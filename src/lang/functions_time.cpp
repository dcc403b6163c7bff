// Times as RFC 3339 texts. Nothing here reads a clock.
#include <array>
#include <cmath>

#include "function_families.h"

namespace plimsoll::lang {

namespace {

/// A moment with its offset from UTC. `seconds` count from 1970 in UTC.
struct Moment {
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
  std::int64_t offset_minutes = 0;
  bool is_utc = false;  // written as Z
};

struct Calendar {
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
};

/// Days from 1970-01-01 in the proleptic Gregorian calendar, by eras of 400 years that begin in March.
std::int64_t days_from(const Calendar& date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

Calendar date_of(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  Calendar date;
  date.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  date.month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

int days_in_month(std::int64_t year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month) - 1];
}

/// Reads fixed-width numbers and separators; once something does not fit, `ok` stays false.
struct Fields {
  std::string_view text = {};
  bool ok = true;

  int number(std::size_t width) {
    if (!ok || text.size() < width) return fail();
    int value = 0;
    for (const char c : text.substr(0, width)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    text.remove_prefix(width);
    return value;
  }
  void expect(char c) {
    if (!ok || text.empty() || text.front() != c) {
      ok = false;
      return;
    }
    text.remove_prefix(1);
  }
  int fail() {
    ok = false;
    return 0;
  }
};

std::int64_t read_fraction(Fields& fields) {
  if (fields.text.empty() || fields.text.front() != '.') return 0;
  fields.text.remove_prefix(1);
  std::int64_t nanoseconds = 0;
  std::int64_t unit = 100'000'000;
  bool any = false;
  while (!fields.text.empty() && fields.text.front() >= '0' && fields.text.front() <= '9') {
    nanoseconds += (fields.text.front() - '0') * unit;
    unit /= 10;
    any = true;
    fields.text.remove_prefix(1);
  }
  fields.ok = fields.ok && any;
  return nanoseconds;
}

void read_offset(Fields& fields, Moment& moment) {
  const char sign = fields.text.empty() ? '\0' : fields.text.front();
  if (sign == 'Z') {
    moment.is_utc = true;
    fields.text.remove_prefix(1);
    return;
  }
  fields.expect(sign == '-' ? '-' : '+');
  const int hours = fields.number(2);
  fields.expect(':');
  const int minutes = fields.number(2);
  fields.ok = fields.ok && hours < 24 && minutes < 60;
  moment.offset_minutes = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
}

std::optional<Moment> parse_moment(std::string_view text) {
  Fields fields{.text = text};
  Moment moment;
  Calendar date;
  date.year = fields.number(4);
  fields.expect('-');
  date.month = fields.number(2);
  fields.expect('-');
  date.day = fields.number(2);
  fields.expect('T');
  const int hour = fields.number(2);
  fields.expect(':');
  const int minute = fields.number(2);
  fields.expect(':');
  const int second = fields.number(2);
  if (!fields.ok || date.month < 1 || date.month > 12 || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  if (date.day < 1 || date.day > days_in_month(date.year, date.month)) return std::nullopt;
  moment.nanoseconds = read_fraction(fields);
  read_offset(fields, moment);
  if (!fields.ok || !fields.text.empty()) return std::nullopt;
  moment.seconds = days_from(date) * 86400 + hour * 3600 + minute * 60 + second - moment.offset_minutes * 60;
  return moment;
}

std::string two_digits(std::int64_t n) {
  return (n < 10 ? "0" : "") + std::to_string(n);
}

std::string offset_text(const Moment& moment, bool colon) {
  const std::int64_t minutes = std::abs(moment.offset_minutes);
  return (moment.offset_minutes < 0 ? "-" : "+") + two_digits(minutes / 60) + (colon ? ":" : "") +
         two_digits(minutes % 60);
}

/// A moment's parts on the clock of its own offset.
struct Clock {
  Calendar date = {};
  std::int64_t days = 0;
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  std::int64_t second = 0;
};

Clock clock_of(const Moment& moment) {
  const std::int64_t local = moment.seconds + moment.offset_minutes * 60;
  const std::int64_t days = (local >= 0 ? local : local - 86399) / 86400;
  const std::int64_t rest = local - days * 86400;
  return {.date = date_of(days), .days = days, .hour = rest / 3600, .minute = rest / 60 % 60, .second = rest % 60};
}

std::string rfc3339(const Moment& moment) {
  const Clock clock = clock_of(moment);
  std::string year = std::to_string(clock.date.year);
  year.insert(0, year.size() < 4 ? 4 - year.size() : 0, '0');
  return year + "-" + two_digits(clock.date.month) + "-" + two_digits(clock.date.day) + "T" + two_digits(clock.hour) +
         ":" + two_digits(clock.minute) + ":" + two_digits(clock.second) +
         (moment.is_utc ? "Z" : offset_text(moment, true));
}

/// Nanoseconds of a Go duration such as "-1h30m", "1.5s"; nullopt when it is none or does not fit.
std::optional<std::int64_t> parse_duration(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (text == "0") return 0;
  if (text.empty()) return std::nullopt;
  constexpr std::array<std::pair<std::string_view, double>, 8> kUnits = {{{"ns", 1},
                                                                          {"us", 1e3},
                                                                          {"\u00b5s", 1e3},
                                                                          {"\u03bcs", 1e3},
                                                                          {"ms", 1e6},
                                                                          {"s", 1e9},
                                                                          {"m", 60e9},
                                                                          {"h", 3600e9}}};
  long double total = 0;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    std::string amount(text.substr(0, digits));
    if (amount.empty() || amount == "." || amount.size() > 30) return std::nullopt;
    if (amount.front() == '.') amount.insert(0, 1, '0');
    if (amount.back() == '.') amount += '0';
    const std::optional<Number> number = Number::parse(amount);
    text.remove_prefix(digits);
    const std::size_t letters = std::min(text.find_first_of("0123456789."), text.size());
    const std::string_view unit = text.substr(0, letters);
    text.remove_prefix(letters);
    double factor = 0;
    for (const auto& [name, value] : kUnits) factor = name == unit ? value : factor;
    if (!number || factor == 0) return std::nullopt;
    total += static_cast<long double>(number->real()) * static_cast<long double>(factor);
  }
  if (total > 9.2e18L) return std::nullopt;
  return (negative ? -1 : 1) * static_cast<std::int64_t>(std::llround(total));
}

constexpr const char* kNotATime = "not a valid RFC 3339 timestamp";

Outcome timeadd(const Invocation& call) {
  std::optional<Moment> moment = parse_moment(text_of(call, 0));
  if (!moment) return call_error(call, kNotATime);
  const std::optional<std::int64_t> duration = parse_duration(text_of(call, 1));
  if (!duration) return call_error(call, "not a valid duration such as \"24h\" or \"-1h30m\"");
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t fraction = moment->nanoseconds + *duration % kSecond;
  moment->seconds += *duration / kSecond + (fraction >= kSecond ? 1 : fraction < 0 ? -1 : 0);
  return Value::string(rfc3339(*moment));
}

Outcome timecmp(const Invocation& call) {
  const std::optional<Moment> a = parse_moment(text_of(call, 0));
  if (!a) return argument_error(call, 0, kNotATime);
  const std::optional<Moment> b = parse_moment(text_of(call, 1));
  if (!b) return argument_error(call, 1, kNotATime);
  const auto left = std::pair(a->seconds, a->nanoseconds);
  const auto right = std::pair(b->seconds, b->nanoseconds);
  return Value::number(left < right ? -1 : right < left ? 1 : 0);
}

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};

/// The text for one run of the same letter; nullopt for a run that means nothing.
std::optional<std::string> format_run(std::string_view run, const Moment& moment, const Clock& clock) {
  const std::string_view month = kMonths[static_cast<std::size_t>(clock.date.month) - 1];
  const std::string_view day = kDays[static_cast<std::size_t>(((clock.days + 4) % 7 + 7) % 7)];
  const std::int64_t half = clock.hour % 12 == 0 ? 12 : clock.hour % 12;
  if (run == "YYYY") return rfc3339(moment).substr(0, 4);
  if (run == "YY") return two_digits(clock.date.year % 100);
  if (run == "MMMM") return std::string(month);
  if (run == "MMM") return std::string(month.substr(0, 3));
  if (run == "MM") return two_digits(clock.date.month);
  if (run == "M") return std::to_string(clock.date.month);
  if (run == "DD") return two_digits(clock.date.day);
  if (run == "D") return std::to_string(clock.date.day);
  if (run == "EEEE") return std::string(day);
  if (run == "EEE") return std::string(day.substr(0, 3));
  if (run == "hh") return two_digits(clock.hour);
  if (run == "h") return std::to_string(clock.hour);
  if (run == "HH") return two_digits(half);
  if (run == "H") return std::to_string(half);
  if (run == "AA") return clock.hour < 12 ? "AM" : "PM";
  if (run == "aa") return clock.hour < 12 ? "am" : "pm";
  if (run == "mm") return two_digits(clock.minute);
  if (run == "m") return std::to_string(clock.minute);
  if (run == "ss") return two_digits(clock.second);
  if (run == "s") return std::to_string(clock.second);
  const bool utc = moment.offset_minutes == 0;
  if (run == "ZZZZZ") return offset_text(moment, true);
  if (run == "ZZZZ") return offset_text(moment, false);
  if (run == "ZZZ") return utc ? "UTC" : offset_text(moment, false);
  if (run == "Z") return utc ? "Z" : offset_text(moment, true);
  return std::nullopt;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Text between single quotes, two quotes inside it for one; nullopt when the end is missing.
std::optional<std::string> quoted_part(std::string_view format, std::size_t& at) {
  std::string text;
  for (++at; at < format.size(); ++at) {
    if (format[at] != '\'') {
      text += format[at];
    } else if (at + 1 < format.size() && format[at + 1] == '\'') {
      text += format[at++];
    } else {
      ++at;
      return text;
    }
  }
  return std::nullopt;
}

Outcome formatdate(const Invocation& call) {
  const std::string& format = text_of(call, 0);
  const std::optional<Moment> moment = parse_moment(text_of(call, 1));
  if (!moment) return argument_error(call, 1, kNotATime);
  const Clock clock = clock_of(*moment);
  std::string out;
  for (std::size_t at = 0; at < format.size();) {
    std::optional<std::string> part = std::string(1, format[at]);
    if (format.compare(at, 2, "''") == 0) {
      at += 2;  // two quotes stand for one
    } else if (format[at] == '\'') {
      part = quoted_part(format, at);
      if (!part) return argument_error(call, 0, "unterminated literal '");
    } else if (is_letter(format[at])) {
      const std::size_t end = std::min(format.find_first_not_of(format[at], at), format.size());
      part = format_run(std::string_view(format).substr(at, end - at), *moment, clock);
      if (!part) return argument_error(call, 0, "invalid date format verb at offset " + std::to_string(at));
      at = end;
    } else {
      ++at;
    }
    out += *part;
  }
  return Value::string(std::move(out));
}

}  // namespace

std::vector<Function> time_functions() {
  const auto on_texts = [](std::string name, std::string a, std::string b, std::string summary,
                           Outcome (*implementation)(const Invocation&)) {
    return Function{
        .name = std::move(name),
        .parameters = {{.name = std::move(a), .kind = Kind::kString}, {.name = std::move(b), .kind = Kind::kString}},
        .summary = std::move(summary),
        .implementation = implementation};
  };
  return {
      on_texts("timeadd", "timestamp", "duration", "An RFC 3339 timestamp moved by a duration such as \"-1h30m\".",
               timeadd),
      on_texts("timecmp", "timestamp_a", "timestamp_b", "-1, 0 or 1: the order of two RFC 3339 timestamps.", timecmp),
      on_texts("formatdate", "format", "time",
               "An RFC 3339 timestamp in another format: YYYY MM DD hh mm ss, MMM, EEE, AA, ZZZZ and others; text "
               "between single quotes stays.",
               formatdate),
  };
}

}  // namespace plimsoll::lang
