// Upper and lower case, by Unicode's simple mappings as Go has them.
#include <algorithm>

#include "case_table.h"
#include "function_families.h"
#include "graphemes.h"
#include "plimsoll/base/text.h"

namespace plimsoll::lang {

namespace {

template <std::size_t size>
std::uint32_t mapped(std::uint32_t c, const std::array<CaseRange, size>& table) {
  const auto after = std::upper_bound(table.begin(), table.end(), c,
                                      [](std::uint32_t x, const CaseRange& range) { return x < range.first; });
  if (after == table.begin()) return c;
  const CaseRange& range = *std::prev(after);
  if (c > range.last || (c - range.first) % range.step != 0) return c;
  return static_cast<std::uint32_t>(static_cast<std::int64_t>(c) + range.delta);
}

std::uint32_t upper(std::uint32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  return mapped(c, kToUpper);
}

std::uint32_t lower(std::uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return mapped(c, kToLower);
}

template <typename Map>
Value map_text(std::string_view text, Map map) {
  std::string out;
  for (const std::string_view part : code_points(text)) append_utf8(out, map(decode(part)));
  return Value::string(std::move(out));
}

/// A letter after anything but a letter, digit or underscore begins a word, as in Go.
Value title(std::string_view text) {
  bool in_word = false;
  return map_text(text, [&](std::uint32_t c) {
    const bool is_letter = upper(c) != c || lower(c) != c || c >= 0x80;
    const bool continues = is_letter || (c >= '0' && c <= '9') || c == '_';
    const std::uint32_t result = in_word ? c : upper(c);
    in_word = continues;
    return result;
  });
}

}  // namespace

std::vector<Function> case_functions() {
  const auto on_text = [](std::string name, std::string summary, Value (*map)(std::string_view)) {
    return Function{.name = std::move(name),
                    .parameters = {{.name = "str", .kind = Kind::kString}},
                    .summary = std::move(summary),
                    .implementation = [map](const Invocation& call) -> Outcome { return map(text_of(call, 0)); }};
  };
  return {
      on_text("upper", "The string in capital letters.", [](std::string_view text) { return map_text(text, upper); }),
      on_text("lower", "The string in small letters.", [](std::string_view text) { return map_text(text, lower); }),
      on_text("title", "The string with a capital letter at the beginning of every word.", title),
  };
}

}  // namespace plimsoll::lang
