// Strings: searching, splitting, trimming.
#include <algorithm>

#include "function_families.h"
#include "graphemes.h"

namespace plimsoll::lang {

namespace {

Outcome split(const Invocation& call) {
  const std::string& separator = text_of(call, 0);
  const std::string& text = text_of(call, 1);
  Sequence parts;
  if (separator.empty()) {  // one part per code point
    for (std::size_t i = 0; i < text.size();) {
      std::size_t end = i + 1;
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
      parts.push_back(Value::string(text.substr(i, end - i)));
      i = end;
    }
    return Value::list(std::move(parts));
  }
  std::size_t begin = 0;
  for (std::size_t found = text.find(separator); found != std::string::npos; found = text.find(separator, begin)) {
    parts.push_back(Value::string(text.substr(begin, found - begin)));
    begin = found + separator.size();
  }
  parts.push_back(Value::string(text.substr(begin)));
  return Value::list(std::move(parts));
}

Outcome join(const Invocation& call) {
  const std::string& separator = text_of(call, 0);
  if (call.arguments.size() < 2) return call_error(call, "at least one list is required");
  std::string text;
  bool first = true;
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    if (!call.arguments[i].is_sequence()) return argument_error(call, i, "list of string required");
    for (const Value& element : call.arguments[i].elements()) {
      const std::optional<Value> part = convert(element, Kind::kString);
      if (!part) return argument_error(call, i, "list of string required");
      if (part->is_null()) return argument_error(call, i, "a list element is null; cannot concatenate null values");
      if (!first) text += separator;
      first = false;
      text += part->as_string();
      if (text.size() > kMaxTextSize) return result_too_large(call);
    }
  }
  return Value::string(std::move(text));
}

Outcome trimspace(const Invocation& call) {
  return Value::string(std::string(trim_white_space(text_of(call, 0))));
}

/// The text without code points of `set` at the chosen ends.
std::string_view trim_set(std::string_view text, std::string_view set, bool at_start, bool at_end) {
  const std::vector<std::string_view> members = code_points(set);
  const auto in_set = [&](std::string_view c) { return std::find(members.begin(), members.end(), c) != members.end(); };
  const std::vector<std::string_view> parts = code_points(text);
  std::size_t begin = 0;
  std::size_t end = parts.size();
  while (at_start && begin < end && in_set(parts[begin])) ++begin;
  while (at_end && end > begin && in_set(parts[end - 1])) --end;
  if (begin == end) return {};
  const char* first = parts[begin].data();
  const char* last = parts[end - 1].data() + parts[end - 1].size();
  return {first, static_cast<std::size_t>(last - first)};
}

Outcome trim(const Invocation& call) {
  return Value::string(std::string(trim_set(text_of(call, 0), text_of(call, 1), true, true)));
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}
bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

Outcome trimprefix(const Invocation& call) {
  const std::string& text = text_of(call, 0);
  const std::string& prefix = text_of(call, 1);
  return Value::string(starts_with(text, prefix) ? text.substr(prefix.size()) : text);
}

Outcome trimsuffix(const Invocation& call) {
  const std::string& text = text_of(call, 0);
  const std::string& suffix = text_of(call, 1);
  return Value::string(ends_with(text, suffix) ? text.substr(0, text.size() - suffix.size()) : text);
}

Outcome chomp(const Invocation& call) {
  std::string text = text_of(call, 0);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return Value::string(std::move(text));
}

Outcome startswith(const Invocation& call) {
  return Value::boolean(starts_with(text_of(call, 0), text_of(call, 1)));
}
Outcome endswith(const Invocation& call) {
  return Value::boolean(ends_with(text_of(call, 0), text_of(call, 1)));
}

Outcome has_substring(const Invocation& call) {
  if (!call.arguments[0].is_string()) {
    return argument_error(call, 0, "string required; for lists there is core::contains");
  }
  return Value::boolean(text_of(call, 0).find(text_of(call, 1)) != std::string::npos);
}

Outcome substr(const Invocation& call) {
  const std::string& text = text_of(call, 0);
  const std::optional<std::int64_t> offset = whole_of(call, 1);
  const std::optional<std::int64_t> length = whole_of(call, 2);
  if (!offset) return argument_error(call, 1, "a whole number is required");
  if (!length) return argument_error(call, 2, "a whole number is required");
  const std::vector<std::string_view> parts = graphemes(text);
  const auto size = static_cast<std::int64_t>(parts.size());
  std::int64_t begin = *offset;
  if (begin < 0) {  // from the end; before the beginning means the beginning
    begin = *offset < -size ? 0 : size + *offset;
  }
  if (begin >= size || *length == 0) return Value::string("");
  const std::int64_t end = *length < 0 || *length > size - begin ? size : begin + *length;
  std::string out;
  for (std::int64_t i = begin; i < end; ++i) out += parts[static_cast<std::size_t>(i)];
  return Value::string(std::move(out));
}

Outcome strrev(const Invocation& call) {
  const std::vector<std::string_view> parts = graphemes(text_of(call, 0));
  std::string out;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) out += *part;
  return Value::string(std::move(out));
}

Outcome indent(const Invocation& call) {
  const std::optional<std::int64_t> spaces = whole_of(call, 0);
  if (!spaces || *spaces < 0 || *spaces > 10000) return argument_error(call, 0, "a small whole number is required");
  std::string out;
  for (const char c : text_of(call, 1)) {
    out += c;
    if (c == '\n') out.append(static_cast<std::size_t>(*spaces), ' ');
    if (out.size() > kMaxTextSize) return result_too_large(call);
  }
  return Value::string(std::move(out));
}

Function on_text(std::string name, std::vector<std::string> parameters, std::string summary,
                 std::function<Outcome(const Invocation&)> implementation, bool portable = true) {
  Function function{.name = std::move(name),
                    .summary = std::move(summary),
                    .implementation = std::move(implementation),
                    .portable = portable};
  for (std::string& parameter : parameters) {
    function.parameters.push_back({.name = std::move(parameter), .kind = Kind::kString});
  }
  return function;
}

}  // namespace

std::vector<Function> text_functions() {
  return {
      on_text("split", {"separator", "str"}, "The parts of a string between the separators.", split),
      {.name = "join",
       .parameters = {{.name = "separator", .kind = Kind::kString}, {.name = "lists", .variadic = true}},
       .summary = "The strings of all lists with a separator between them.",
       .traits = {.deep_unknown = true},
       .implementation = join},
      on_text("trimspace", {"str"}, "The string without white space at both ends.", trimspace),
      on_text("trim", {"str", "cutset"}, "The string without any of the characters at both ends.", trim),
      on_text("trimprefix", {"str", "prefix"}, "The string without the prefix, if it has it.", trimprefix),
      on_text("trimsuffix", {"str", "suffix"}, "The string without the suffix, if it has it.", trimsuffix),
      on_text("chomp", {"str"}, "The string without line ends at its end.", chomp),
      on_text("startswith", {"str", "prefix"}, "Whether the string begins with the prefix.", startswith),
      on_text("endswith", {"str", "suffix"}, "Whether the string ends with the suffix.", endswith),
      {.name = "contains_substring",
       .parameters = {{.name = "str"}, {.name = "substr", .kind = Kind::kString}},
       .summary = "Whether the string holds the other string.",
       .implementation = has_substring,
       .policy_only = true},
      on_text("strcontains", {"str", "substr"}, "Whether the string holds the other string.", has_substring, false),
      {.name = "substr",
       .parameters = {{.name = "str", .kind = Kind::kString},
                      {.name = "offset", .kind = Kind::kNumber},
                      {.name = "length", .kind = Kind::kNumber}},
       .summary =
           "A part of a string, in characters (grapheme clusters); a negative offset counts from the end, length "
           "-1 means the rest.",
       .implementation = substr},
      on_text("strrev", {"str"}, "The characters (grapheme clusters) of a string, last first.", strrev),
      {.name = "indent",
       .parameters = {{.name = "spaces", .kind = Kind::kNumber}, {.name = "str", .kind = Kind::kString}},
       .summary = "The string with spaces before every line but the first.",
       .implementation = indent},
  };
}

}  // namespace plimsoll::lang
