#include "reference.h"

#include <algorithm>
#include <iterator>

#include "plimsoll/value/json.h"

namespace plimsoll::ecs {

namespace {

/// End of the index that begins behind `[`, or npos: the `]` that no quotes enclose.
std::size_t end_of_index(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (text[i] == ']' && !quoted) {
      return i;
    }
  }
  return std::string_view::npos;
}

/// The value of `0` or `"blue"`. HCL escapes `${` in a key by doubling the dollar sign; JSON knows every other escape.
std::optional<Value> parse_key(std::string_view text) {
  std::string json;
  for (std::size_t i = 0; i < text.size(); ++i) {
    json += text[i];
    const bool doubled = (text[i] == '$' || text[i] == '%') && text.substr(i + 1, 2) == std::string{text[i], '{'};
    if (doubled) ++i;
  }
  Result<Value> key = json::decode(json);
  if (!key.ok() || (!key->is_string() && !key->is_number())) return std::nullopt;
  return *std::move(key);
}

}  // namespace

std::optional<std::vector<Segment>> parse_segments(std::string_view text) {
  std::vector<Segment> segments;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(".["), text.size());
    if (end == 0) return std::nullopt;
    segments.push_back({.name = std::string(text.substr(0, end)), .key = {}});
    text.remove_prefix(end);
    while (text.starts_with('[')) {
      text.remove_prefix(1);
      const std::size_t close = end_of_index(text);
      if (close == std::string_view::npos) return std::nullopt;
      std::optional<Value> key = parse_key(text.substr(0, close));
      if (!key) return std::nullopt;
      segments.back().key = *std::move(key);
      text.remove_prefix(close + 1);
    }
    if (text.empty()) break;
    if (!text.starts_with('.')) return std::nullopt;
    text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
  }
  return segments;
}

std::optional<Reference> parse_reference(std::string_view text) {
  std::optional<std::vector<Segment>> segments = parse_segments(text);
  if (!segments) return std::nullopt;
  Reference reference;
  auto at = segments->begin();
  while (at != segments->end() && at->name == "module" && std::next(at) != segments->end()) {
    reference.modules.push_back(*std::next(at));
    std::advance(at, 2);
  }
  reference.rest.assign(at, segments->end());
  return reference;
}

}  // namespace plimsoll::ecs
