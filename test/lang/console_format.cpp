#include "console_format.h"

#include <algorithm>
#include <string_view>

#include "plimsoll/base/text.h"
#include "plimsoll/lang/functions.h"
#include "plimsoll/value/json.h"

namespace plimsoll::lang {
namespace {

std::string without_spaces(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n' || c == '\r'; }),
             text.end());
  return text;
}

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

/// What type() says.
std::string type_of(const Value& value) {
  FunctionTable table;
  table.add(core_functions());
  const Outcome type = table.find("core::type")->implementation({.arguments = {&value, 1}});
  return without_spaces(type.value().as_string());
}

/// A value as the console prints it, on one line.
std::string shown(const Value& value) {
  if (value.is_unknown()) return "(known after apply)";
  if (value.is_sensitive()) return "(sensitive value)";
  std::string text;
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) text += shown(element) + ", ";
    text = text.empty() ? "[]" : "[ " + text + "]";
    const std::string kind(value.kind() == Kind::kTuple ? "" : kind_name(value.kind()));
    return kind.empty() ? text : "to" + kind + "(" + text + ")";
  }
  if (value.is_object()) {
    for (const auto& [key, member] : value.members()) text += hcl_quote(key) + " = " + shown(member) + " ";
    text = text.empty() ? "{}" : "{ " + text + "}";
    return value.kind() == Kind::kMap ? "tomap(" + text + ")" : text;
  }
  return value.is_string() ? hcl_quote(value.as_string()) : json::encode(value);
}

/// A type without the comma behind the last part.
std::string without_commas(std::string type) {
  for (std::size_t at = type.find(",)"); at != std::string::npos; at = type.find(",)")) type.erase(at, 1);
  return type;
}

/// Two types, where "dynamic" in ours stands for any type.
bool type_fits(std::string_view ours, std::string_view expected) {
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < ours.size() && b < expected.size()) {
    if (ours.substr(a).starts_with("dynamic")) {
      a += std::string_view("dynamic").size();
      int depth = 0;
      for (; b < expected.size(); ++b) {
        const char c = expected[b];
        if (depth == 0 && (c == ',' || c == ')')) break;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      continue;
    }
    if (ours[a++] != expected[b++]) return false;
  }
  return a == ours.size() && b == expected.size();
}

/// An error without what stands behind the function or the parameter that it blames.
std::string essence(const std::string& error) {
  const std::size_t detail = error.find(": ");
  if (detail == std::string::npos) return error;
  for (const std::string_view end : {" failed: ", " parameter: "}) {
    const std::size_t found = error.find(end, detail);
    if (found != std::string::npos) return error.substr(0, found);
  }
  return error.substr(0, detail);
}

/// JSON has no infinity.
bool is_json(const Value& value) {
  if (value.is_number()) return !value.as_number().to_string().ends_with("Inf");
  if (value.is_sequence()) return std::all_of(value.elements().begin(), value.elements().end(), is_json);
  return !value.is_object() || std::all_of(value.members().begin(), value.members().end(),
                                           [](const auto& member) { return is_json(member.second); });
}

}  // namespace

std::string in_console_format(const Outcome& outcome) {
  if (!outcome.ok()) {
    const Diagnostic& why = outcome.failure().diagnostic;
    return "! " + folded(why.summary + ": " + why.detail);
  }
  const Value& value = outcome.value();
  if (!value.is_wholly_known() || !is_json(value)) return "? " + shown(value);
  const std::string sign = value.is_sensitive() ? "* " : value.contains_sensitive() ? "+ " : "= ";
  return sign + type_of(value) + " " + json::encode(value);
}

bool agrees(const std::string& ours, const std::string& expected) {
  if (ours == expected) return true;
  if (ours.empty() || expected.empty() || ours[0] != expected[0]) return false;
  if (ours[0] == '?') return expected == "? unknown";
  if (ours[0] == '!') {
    const bool summary_only = expected.find(": ") == std::string::npos;
    return summary_only ? ours.starts_with(expected + ": ") : essence(ours) == essence(expected);
  }
  const auto type_end = [](const std::string& text) { return text.find(' ', 2); };
  const std::size_t a = type_end(ours);
  const std::size_t b = type_end(expected);
  if (a == std::string::npos || b == std::string::npos || ours.substr(a) != expected.substr(b)) return false;
  return type_fits(without_commas(ours.substr(2, a - 2)), without_commas(expected.substr(2, b - 2)));
}

}  // namespace plimsoll::lang
