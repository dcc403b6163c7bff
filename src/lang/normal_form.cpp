#include "normal_form.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "composition_table.h"
#include "decomposition_table.h"
#include "graphemes.h"
#include "plimsoll/base/text.h"

namespace plimsoll::lang {

namespace {

/// The first code point that composes, decomposes or is ordered in any way not known before, and how UTF-8 begins it.
constexpr std::uint32_t kFirstMark = 0x300;
constexpr unsigned char kFirstMarkByte = 0xCC;

struct Mark {
  std::uint32_t code_point = 0;
  std::uint8_t combining_class = 0;
};

// ---- Hangul --------------------------------------------------------------------------------------------------------

constexpr std::uint32_t kSyllables = 0xAC00;
constexpr std::uint32_t kLeads = 0x1100;
constexpr std::uint32_t kVowels = 0x1161;
constexpr std::uint32_t kTrails = 0x11A7;  // one before the first: a syllable may have none
constexpr std::uint32_t kLeadCount = 19;
constexpr std::uint32_t kVowelCount = 21;
constexpr std::uint32_t kTrailCount = 28;
constexpr std::uint32_t kSyllableCount = kLeadCount * kVowelCount * kTrailCount;

bool is_syllable(std::uint32_t c) {
  return c >= kSyllables && c < kSyllables + kSyllableCount;
}

std::uint32_t composed_hangul(std::uint32_t first, std::uint32_t second) {
  if (first >= kLeads && first < kLeads + kLeadCount && second >= kVowels && second < kVowels + kVowelCount) {
    return kSyllables + ((first - kLeads) * kVowelCount + (second - kVowels)) * kTrailCount;
  }
  const bool open = is_syllable(first) && (first - kSyllables) % kTrailCount == 0;
  if (open && second > kTrails && second < kTrails + kTrailCount) return first + (second - kTrails);
  return 0;
}

// ---- tables --------------------------------------------------------------------------------------------------------

std::uint8_t combining_class(std::uint32_t c) {
  if (c < kFirstMark) return 0;
  const auto after = std::upper_bound(kCombiningClasses.begin(), kCombiningClasses.end(), c,
                                      [](std::uint32_t x, const CombiningRange& range) { return x < range.first; });
  if (after == kCombiningClasses.begin() || c > std::prev(after)->last) return 0;
  return std::prev(after)->combining_class;
}

/// What two code points compose to; 0 for nothing.
std::uint32_t composed(std::uint32_t first, std::uint32_t second) {
  if (const std::uint32_t hangul = composed_hangul(first, second); hangul != 0) return hangul;
  const auto found = std::lower_bound(
      kCompositions.begin(), kCompositions.end(), second,
      [&](const Composition& c, std::uint32_t s) { return c.first != first ? c.first < first : c.second < s; });
  const bool is_pair = found != kCompositions.end() && found->first == first && found->second == second;
  return is_pair ? found->composed : 0;
}

const Composition* composition_of(std::uint32_t c) {
  const auto found = std::lower_bound(kCompositionsByResult.begin(), kCompositionsByResult.end(), c,
                                      [](std::uint16_t i, std::uint32_t x) { return kCompositions[i].composed < x; });
  if (found == kCompositionsByResult.end() || kCompositions[*found].composed != c) return nullptr;
  return &kCompositions[*found];
}

const Decomposition* decomposition_of(std::uint32_t c) {
  const auto found = std::lower_bound(kDecompositions.begin(), kDecompositions.end(), c,
                                      [](const Decomposition& d, std::uint32_t x) { return d.composed < x; });
  return found == kDecompositions.end() || found->composed != c ? nullptr : &*found;
}

/// The code point that `c` stands for; `c` itself for nearly all.
std::uint32_t replaced(std::uint32_t c) {
  const auto after = std::upper_bound(kReplacedRuns.begin(), kReplacedRuns.end(), c,
                                      [](std::uint32_t x, const ReplacedRun& run) { return x < run.first; });
  if (after == kReplacedRuns.begin()) return c;
  const ReplacedRun& run = *std::prev(after);
  return c - run.first < run.count ? kReplacements[run.offset + (c - run.first)] : c;
}

// ---- the three steps -----------------------------------------------------------------------------------------------

/// Takes `c` apart for good. Decompositions nest two or three deep: every part is further down in the table.
void decompose(std::uint32_t c, std::vector<Mark>& out) {
  if (c >= 0xC0 && !is_syllable(c)) {
    if (const Composition* pair = composition_of(c)) {
      decompose(pair->first, out);
      return decompose(pair->second, out);
    }
    if (const Decomposition* pair = decomposition_of(c)) {
      decompose(pair->first, out);
      return decompose(pair->second, out);
    }
    if (const std::uint32_t other = replaced(c); other != c) return decompose(other, out);
  }
  out.push_back({.code_point = c, .combining_class = combining_class(c)});
}

/// Sorts every run of combining marks by class.
void order(std::vector<Mark>& marks) {
  const auto is_starter = [](const Mark& mark) { return mark.combining_class == 0; };
  for (auto begin = marks.begin(); begin != marks.end();) {
    begin = std::find_if_not(begin, marks.end(), is_starter);
    const auto end = std::find_if(begin, marks.end(), is_starter);
    std::stable_sort(begin, end, [](const Mark& a, const Mark& b) { return a.combining_class < b.combining_class; });
    begin = end;
  }
}

/// Composes every mark that nothing separates from its starter.
void compose(std::vector<Mark>& marks) {
  std::size_t kept = 0;
  std::optional<std::size_t> starter;
  int last_class = -1;  // of what was kept after the starter
  for (const Mark mark : marks) {
    const bool reaches = starter && last_class < static_cast<int>(mark.combining_class);
    const std::uint32_t whole = reaches ? composed(marks[*starter].code_point, mark.code_point) : 0;
    if (whole != 0) {
      marks[*starter].code_point = whole;
      continue;
    }
    if (mark.combining_class == 0) {
      starter = kept;
      last_class = -1;
    } else {
      last_class = mark.combining_class;
    }
    marks[kept++] = mark;
  }
  marks.resize(kept);
}

void write(std::vector<Mark>& marks, std::string& out) {
  order(marks);
  compose(marks);
  for (const Mark& mark : marks) append_utf8(out, mark.code_point);
  marks.clear();
}

/// Code points that nothing before them combines with, common enough to keep the stretches that are looked at short.
bool begins_anew(std::uint32_t c) {
  return c < kFirstMark || (c >= 0x3400 && c <= 0x9FFF) || is_syllable(c);
}

bool has_strings_to_change(const Value& value) {
  if (value.is_string()) return may_need_normalising(value.as_string());
  if (value.is_sequence()) {
    return std::any_of(value.elements().begin(), value.elements().end(), has_strings_to_change);
  }
  return value.is_object() && std::any_of(value.members().begin(), value.members().end(), [](const auto& member) {
           return may_need_normalising(member.first) || has_strings_to_change(member.second);
         });
}

Value rebuilt(const Value& value) {
  if (value.is_string()) {
    std::optional<std::string> text = normalised(std::string_view(value.as_string()));
    return text ? Value::string(*std::move(text)) : value;
  }
  if (value.is_sequence()) {
    Sequence elements;
    for (const Value& element : value.elements()) elements.push_back(normalised(element));
    return Value::sequence(value.kind(), std::move(elements));
  }
  Members members;
  for (const auto& [key, member] : value.members()) {
    members.emplace_back(normalised(std::string_view(key)).value_or(key), normalised(member));
  }
  return Value::object(std::move(members), value.kind());
}

}  // namespace

bool may_need_normalising(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= kFirstMarkByte; });
}

std::optional<std::string> normalised(std::string_view text) {
  if (!may_need_normalising(text) || !is_valid_utf8(text)) return std::nullopt;
  std::string out;
  out.reserve(text.size());
  std::vector<Mark> marks;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view part = first_code_point(text.substr(at));
    at += part.size();
    const std::uint32_t c = decode(part);
    if (begins_anew(c)) write(marks, out);
    decompose(c, marks);
  }
  write(marks, out);
  if (out == text) return std::nullopt;
  return out;
}

Value normalised(Value value) {
  if (!has_strings_to_change(value)) return value;
  return rebuilt(value).with_sensitive(value.is_sensitive()).with_origin(value.origin());
}

}  // namespace plimsoll::lang
