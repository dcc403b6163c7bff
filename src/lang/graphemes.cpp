#include "graphemes.h"

#include <algorithm>

#include "grapheme_table.h"

namespace plimsoll::lang {

namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;
constexpr std::uint32_t kJoiner = 0x200D;

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80U) return 1;
  if (lead >= 0xF0U && lead < 0xF8U) return 4;
  if (lead >= 0xE0U && lead < 0xF0U) return 3;
  if (lead >= 0xC2U && lead < 0xE0U) return 2;
  return 1;
}

/// Length of the code point at the beginning of `text`, 1 where the bytes are not UTF-8.
std::size_t length_at(std::string_view text) {
  const std::size_t length = sequence_length(static_cast<unsigned char>(text.front()));
  if (length > text.size()) return 1;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return 1;
  }
  return length;
}

bool continues(std::uint32_t c) {
  if (c < kContinuing.front().first) return false;
  const auto after = std::upper_bound(kContinuing.begin(), kContinuing.end(), c,
                                      [](std::uint32_t x, const CodePointRange& range) { return x < range.first; });
  return after != kContinuing.begin() && c <= std::prev(after)->last;
}

bool is_control(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF0 && c <= 0xFFFB);
}

bool is_regional_indicator(std::uint32_t c) {
  return c >= 0x1F1E6 && c <= 0x1F1FF;
}

/// Symbols that a zero-width joiner ties together; those below are not pictographs, those in gaps are unassigned.
bool is_pictograph(std::uint32_t c) {
  return c == 0xA9 || c == 0xAE || c == 0x203C || c == 0x2049 || c == 0x2122 || c == 0x2139 ||
         (c >= 0x2194 && c <= 0x21AA) || (c >= 0x231A && c <= 0x27BF) || (c >= 0x2934 && c <= 0x2935) ||
         (c >= 0x2B05 && c <= 0x2B55) || c == 0x3030 || c == 0x303D || c == 0x3297 || c == 0x3299 ||
         (c >= 0x1F000 && c <= 0x1FAFF && !is_regional_indicator(c) && !(c >= 0x1F3FB && c <= 0x1F3FF));
}

enum class Hangul : std::uint8_t { kNone, kLead, kVowel, kTrail, kLeadVowel, kLeadVowelTrail };

Hangul hangul(std::uint32_t c) {
  if ((c >= 0x1100 && c <= 0x115F) || (c >= 0xA960 && c <= 0xA97C)) return Hangul::kLead;
  if ((c >= 0x1160 && c <= 0x11A7) || (c >= 0xD7B0 && c <= 0xD7C6)) return Hangul::kVowel;
  if ((c >= 0x11A8 && c <= 0x11FF) || (c >= 0xD7CB && c <= 0xD7FB)) return Hangul::kTrail;
  if (c >= 0xAC00 && c <= 0xD7A3) return (c - 0xAC00) % 28 == 0 ? Hangul::kLeadVowel : Hangul::kLeadVowelTrail;
  return Hangul::kNone;
}

bool hangul_joins(std::uint32_t before, std::uint32_t after) {
  const Hangul a = hangul(before);
  const Hangul b = hangul(after);
  if (a == Hangul::kNone || b == Hangul::kNone) return false;
  if (a == Hangul::kLead) return b != Hangul::kTrail;
  if (a == Hangul::kLeadVowel || a == Hangul::kVowel) return b == Hangul::kVowel || b == Hangul::kTrail;
  return b == Hangul::kTrail;
}

/// What the rules need to know of the text before a possible boundary.
struct Before {
  std::uint32_t last = 0;
  bool pictograph = false;     // a pictograph, then only continuing code points
  std::size_t indicators = 0;  // regional indicators at the end
};

bool joins(const Before& before, std::uint32_t c) {
  if (before.last == '\r' && c == '\n') return true;
  if (is_control(before.last) || is_control(c)) return false;
  if (continues(c) || hangul_joins(before.last, c)) return true;
  if (before.last == kJoiner && before.pictograph && is_pictograph(c)) return true;
  return is_regional_indicator(c) && before.indicators % 2 == 1;
}

void advance(Before& before, std::uint32_t c) {
  before.pictograph = is_pictograph(c) || (before.pictograph && continues(c));
  before.indicators = is_regional_indicator(c) ? before.indicators + 1 : 0;
  before.last = c;
}

template <typename Emit>
void each_grapheme(std::string_view text, Emit emit) {
  Before before;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = length_at(text.substr(at));
    const std::uint32_t c = decode(text.substr(at, length));
    if (at > begin && !joins(before, c)) {
      emit(text.substr(begin, at - begin));
      begin = at;
      before = {};
    }
    advance(before, c);
    at += length;
  }
  if (begin < text.size()) emit(text.substr(begin));
}

bool is_white_space(std::uint32_t c) {
  return (c >= 0x9 && c <= 0xD) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace

std::vector<std::string_view> code_points(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = length_at(text.substr(at));
    parts.push_back(text.substr(at, length));
    at += length;
  }
  return parts;
}

std::string_view first_code_point(std::string_view text) {
  return text.substr(0, length_at(text));
}

std::uint32_t decode(std::string_view code_point) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(code_point[i]));
  };
  switch (code_point.size()) {
    case 1:
      return byte(0) < 0x80 ? byte(0) : kReplacement;
    case 2:
      return ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU);
    case 3:
      return ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
    case 4:
      return ((byte(0) & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
    default:
      return kReplacement;
  }
}

std::vector<std::string_view> graphemes(std::string_view text) {
  std::vector<std::string_view> clusters;
  each_grapheme(text, [&](std::string_view cluster) { clusters.push_back(cluster); });
  return clusters;
}

std::size_t count_graphemes(std::string_view text) {
  std::size_t count = 0;
  each_grapheme(text, [&](std::string_view) { ++count; });
  return count;
}

std::string_view trim_white_space(std::string_view text) {
  const std::vector<std::string_view> parts = code_points(text);
  std::size_t begin = 0;
  std::size_t end = parts.size();
  while (begin < end && is_white_space(decode(parts[begin]))) ++begin;
  while (end > begin && is_white_space(decode(parts[end - 1]))) --end;
  if (begin == end) return {};
  const char* first = parts[begin].data();
  return {first, static_cast<std::size_t>(parts[end - 1].data() + parts[end - 1].size() - first)};
}

}  // namespace plimsoll::lang
