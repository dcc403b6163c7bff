// format() and formatlist(): Go's verbs as Terraform has them.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "arithmetic.h"
#include "function_families.h"
#include "graphemes.h"
#include "normal_form.h"
#include "plimsoll/value/json.h"

namespace plimsoll::lang {

namespace {

/// One verb with its flags: `%[2]-8.3f`.
struct Verb {
  std::size_t offset = 0;
  bool plus = false;
  bool minus = false;
  bool sharp = false;
  bool space = false;
  bool zero = false;
  std::optional<std::size_t> width = std::nullopt;
  std::optional<std::size_t> precision = std::nullopt;
  std::size_t argument = 0;  // from 0
  char letter = 'v';
};

/// A text, or why there is none. Messages name offsets only: the format itself may be sensitive.
struct Formatted {
  bool too_large = false;
  std::string text = {};
  std::string error = {};
  std::size_t used = 0;  // number of arguments that verbs asked for
};

class Reader {
 public:
  explicit Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}
  bool done() const { return at_ >= text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  /// A number; one beyond the limits stays just beyond them however many digits follow.
  std::optional<std::size_t> number() {
    std::size_t value = 0;
    const std::size_t begin = at_;
    while (!done() && peek() >= '0' && peek() <= '9') {
      if (value <= kMaxFormatWidth) value = value * 10 + static_cast<std::size_t>(peek() - '0');
      ++at_;
    }
    if (at_ == begin) return std::nullopt;
    return value;
  }
  std::size_t at() const { return at_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

/// Reads what follows a '%'; nullopt when it is no verb.
std::optional<Verb> read_verb(Reader& reader, std::size_t next_argument) {
  Verb verb{.offset = reader.at() - 1, .argument = next_argument};
  for (bool more = true; more;) {
    more = true;
    if (reader.take('+')) {
      verb.plus = true;
    } else if (reader.take('-')) {
      verb.minus = true;
    } else if (reader.take('#')) {
      verb.sharp = true;
    } else if (reader.take(' ')) {
      verb.space = true;
    } else if (reader.take('0')) {
      verb.zero = true;
    } else {
      more = false;
    }
  }
  verb.width = reader.number();
  if (reader.take('.')) verb.precision = reader.number().value_or(0);
  if (reader.take('[')) {
    const std::optional<std::size_t> number = reader.number();
    if (!number || *number == 0 || !reader.take(']')) return std::nullopt;
    verb.argument = *number - 1;
  }
  const char letter = reader.peek();
  if (!((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'))) return std::nullopt;
  verb.letter = letter;
  reader.take(letter);
  return verb;
}

std::string padded(std::string text, const Verb& verb, bool numeric) {
  const std::size_t length = count_graphemes(text);
  if (!verb.width || length >= *verb.width) return text;
  const std::size_t missing = *verb.width - length;
  if (verb.minus) return text.append(missing, ' ');
  if (!verb.zero) return std::string(missing, ' ') + text;
  const bool has_sign = numeric && !text.empty() && (text[0] == '-' || text[0] == '+' || text[0] == ' ');
  return text.insert(has_sign ? 1 : 0, missing, '0');
}

std::string with_sign(std::string digits, const Verb& verb) {
  if (!digits.empty() && digits[0] == '-') return digits;
  if (verb.plus) return "+" + digits;
  return verb.space ? " " + digits : digits;
}

/// Go's %g: the shortest digits that read back the same, with an exponent below -4 and from 6 digits before the point.
std::string shortest(double n) {
  if (std::isinf(n)) return n < 0 ? "-Inf" : "+Inf";
  if (n == 0) return "0";
  const int exponent = static_cast<int>(std::floor(std::log10(std::fabs(n))));
  char buffer[400];
  const bool scientific = exponent < -4 || exponent >= 6;
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, n,
                                 scientific ? std::chars_format::scientific : std::chars_format::fixed);
  return {buffer, end.ptr};
}

std::string upper_case(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return text;
}

std::string format_real(double n, const Verb& verb) {
  const int precision = static_cast<int>(std::min<std::size_t>(verb.precision.value_or(6), 300));
  switch (verb.letter) {
    case 'f':
      return fmt::format("{:.{}f}", n, precision);
    case 'e':
      return fmt::format("{:.{}e}", n, precision);
    case 'E':
      return upper_case(fmt::format("{:.{}e}", n, precision));
    default: {
      std::string text = verb.precision ? fmt::format("{:.{}g}", n, precision) : shortest(n);
      return verb.letter == 'G' ? upper_case(std::move(text)) : text;
    }
  }
}

/// An integer in base 2, 8, 10 or 16; nullopt when it is none, or too large for another base than 10.
std::optional<std::string> format_integer(const Number& n, const Verb& verb) {
  if (!n.is_integer()) {
    std::string text = n.to_string();
    if (verb.letter != 'd' || text.find_first_not_of("-0123456789") != std::string::npos) return std::nullopt;
    return text;
  }
  switch (verb.letter) {
    case 'b':
      return verb.sharp ? fmt::format("{:#b}", n.integer()) : fmt::format("{:b}", n.integer());
    case 'o':
      return verb.sharp ? fmt::format("{:#o}", n.integer()) : fmt::format("{:o}", n.integer());
    case 'x':
      return verb.sharp ? fmt::format("{:#x}", n.integer()) : fmt::format("{:x}", n.integer());
    case 'X':
      return verb.sharp ? fmt::format("{:#X}", n.integer()) : fmt::format("{:X}", n.integer());
    default:
      return std::to_string(n.integer());
  }
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
      case '\\':
        out += {'\\', c};
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          out += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

std::string first_graphemes(const std::string& text, std::size_t count) {
  std::string out;
  for (const std::string_view part : graphemes(text)) {
    if (count-- == 0) break;
    out += part;
  }
  return out;
}

Formatted format_text(const Value& value, const Verb& verb) {
  const std::optional<Value> text = convert(value, Kind::kString);
  if (!text) return {.error = "string required"};
  std::string shown = verb.precision ? first_graphemes(text->as_string(), *verb.precision) : text->as_string();
  if (verb.letter == 'q') shown = quoted(shown);
  return {.text = padded(std::move(shown), verb, false)};
}

Formatted format_number(const Value& value, const Verb& verb) {
  std::string why;
  const std::optional<Value> number = convert(value, Kind::kNumber, &why);
  if (!number) return {.error = why};
  const bool real = std::string_view("eEfgG").find(verb.letter) != std::string_view::npos;
  if (real) return {.text = padded(with_sign(format_real(number->as_number().real(), verb), verb), verb, true)};
  const std::optional<std::string> digits = format_integer(number->as_number(), verb);
  if (!digits) return {.error = "an integer is required"};
  return {.text = padded(with_sign(*digits, verb), verb, true)};
}

Formatted format_any(const Value& value, Verb verb) {
  if (!verb.sharp && value.is_string()) {
    verb.letter = 's';
    return format_text(value, verb);
  }
  if (!verb.sharp && value.is_number()) {
    verb.letter = 'g';
    return format_number(value, verb);
  }
  return {.text = padded(json::encode(value), verb, false)};
}

Formatted format_verb(const Value& value, const Verb& verb) {
  if (verb.letter == 'v') return format_any(value, verb);
  if (std::string_view("tbdoxXeEfgGsq").find(verb.letter) == std::string_view::npos) {
    return {.error = "there is no such verb"};
  }
  if (value.is_null()) return {.error = "a null value cannot be formatted"};
  if (verb.letter == 's' || verb.letter == 'q') return format_text(value, verb);
  if (verb.letter != 't') return format_number(value, verb);
  std::string why;
  const std::optional<Value> boolean = convert(value, Kind::kBool, &why);
  if (!boolean) return {.error = why};
  return {.text = padded(boolean->as_bool() ? "true" : "false", verb, false)};
}

Formatted format_all(std::string_view format, std::span<const Value> arguments) {
  Formatted result;
  std::size_t next = 0;
  for (std::size_t at = 0; at < format.size();) {
    const std::size_t percent = std::min(format.find('%', at), format.size());
    result.text += format.substr(at, percent - at);
    at = percent + 1;
    if (percent == format.size()) break;
    if (at < format.size() && format[at] == '%') {
      result.text += '%';
      ++at;
      continue;
    }
    const std::string where = " at offset " + std::to_string(percent);
    Reader reader(format, at);
    const std::optional<Verb> verb = read_verb(reader, next);
    if (!verb) return {.error = "invalid format string" + where};
    if (verb->width.value_or(0) > kMaxFormatWidth || verb->precision.value_or(0) > kMaxFormatWidth) {
      return {.too_large = true};
    }
    at = reader.at();
    next = verb->argument + 1;
    result.used = std::max(result.used, next);
    if (verb->argument >= arguments.size()) {
      return {.error = "not enough arguments for the verb" + where + ": need index " + std::to_string(next) +
                       " but have " + std::to_string(arguments.size()) + " total"};
    }
    Formatted part = format_verb(arguments[verb->argument], *verb);
    if (!part.error.empty()) return {.error = "unsupported value for the verb" + where + ": " + part.error};
    result.text += part.text;
    if (result.text.size() > kMaxTextSize) return {.too_large = true};
  }
  return result;
}

std::optional<std::string> too_many(const Formatted& result, std::size_t given) {
  if (result.used >= given) return std::nullopt;
  if (result.used == 0) return "too many arguments; no verbs in format string";
  return "too many arguments; only " + std::to_string(result.used) + " used by format string";
}

Outcome format(const Invocation& call) {
  const std::span<const Value> arguments = call.arguments.subspan(1);
  Formatted result = format_all(text_of(call, 0), arguments);
  if (result.too_large) return result_too_large(call);
  if (!result.error.empty()) return call_error(call, result.error);
  if (const auto problem = too_many(result, arguments.size())) return argument_error(call, 1, *problem);
  return Value::string(std::move(result.text));
}

/// How many texts formatlist() makes: the length that all its lists share, 1 without lists; nullopt if they differ.
std::optional<std::size_t> iterations(std::span<const Value> arguments) {
  std::optional<std::size_t> count;
  for (const Value& value : arguments) {
    if (!value.is_sequence()) continue;
    if (count && *count != value.elements().size()) return std::nullopt;
    count = value.elements().size();
  }
  return count ? count : std::optional<std::size_t>(1);
}

Outcome formatlist(const Invocation& call) {
  const std::span<const Value> arguments = call.arguments.subspan(1);
  const std::optional<std::size_t> count = iterations(arguments);
  if (!count) return argument_error(call, 1, "the lists have different lengths");
  Sequence texts;
  std::size_t size = 0;
  for (std::size_t i = 0; i < *count; ++i) {
    Sequence row;
    for (const Value& value : arguments) row.push_back(value.is_sequence() ? value.elements()[i] : value);
    if (std::any_of(row.begin(), row.end(), [](const Value& value) { return !value.is_wholly_known(); })) {
      texts.push_back(unknown_from(row));
      continue;
    }
    Formatted result = format_all(text_of(call, 0), row);
    if (result.too_large) return result_too_large(call);
    if (!result.error.empty()) {
      return call_error(call, "error on format iteration " + std::to_string(i) + ": " + result.error);
    }
    if (const auto problem = too_many(result, row.size())) {
      return call_error(call, "error on format iteration " + std::to_string(i) + ": " + *problem);
    }
    size += result.text.size();
    if (size > kMaxTextSize) return result_too_large(call);
    texts.push_back(normalised(Value::string(std::move(result.text))));
  }
  return Value::list(std::move(texts));
}

}  // namespace

std::vector<Function> format_functions() {
  const std::vector<Parameter> parameters = {{.name = "format", .kind = Kind::kString},
                                             {.name = "args", .variadic = true, .allows_null = true}};
  return {
      {.name = "format",
       .parameters = parameters,
       .summary = "A text by a format with verbs as in Go: %s %d %v %#v %q %t %b %o %x %f %e %g %%, with flags, width, "
                  "precision and [n].",
       .traits = {.deep_unknown = true},
       .implementation = format},
      {.name = "formatlist",
       .parameters = parameters,
       .summary = "A list of texts by a format: one for every position of the lists among the arguments.",
       .implementation = formatlist},
  };
}

}  // namespace plimsoll::lang
