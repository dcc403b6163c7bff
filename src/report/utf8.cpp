#include "utf8.h"

#include <algorithm>
#include <array>

#include "plimsoll/base/text.h"

namespace plimsoll::report {
namespace {

struct CodePoints {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// Blocks of Unicode's EastAsianWidth.txt that are W or F, joined where only unassigned code points lie between.
constexpr std::array kWide = {CodePoints{0x1100, 0x115F},   CodePoints{0x231A, 0x231B},   CodePoints{0x2E80, 0x303E},
                              CodePoints{0x3041, 0x33FF},   CodePoints{0x3400, 0x4DBF},   CodePoints{0x4E00, 0xA4CF},
                              CodePoints{0xA960, 0xA97F},   CodePoints{0xAC00, 0xD7A3},   CodePoints{0xF900, 0xFAFF},
                              CodePoints{0xFE30, 0xFE6F},   CodePoints{0xFF01, 0xFF60},   CodePoints{0xFFE0, 0xFFE6},
                              CodePoints{0x1F300, 0x1F64F}, CodePoints{0x1F680, 0x1F6FF}, CodePoints{0x1F900, 0x1FAFF},
                              CodePoints{0x20000, 0x3FFFD}};

// Combining marks, variation selectors and joiners: drawn on or into the character before them.
constexpr std::array kZeroWidth = {CodePoints{0x0300, 0x036F}, CodePoints{0x0483, 0x0489},  CodePoints{0x0591, 0x05BD},
                                   CodePoints{0x064B, 0x065F}, CodePoints{0x0E34, 0x0E3A},  CodePoints{0x0E47, 0x0E4E},
                                   CodePoints{0x1AB0, 0x1AFF}, CodePoints{0x1DC0, 0x1DFF},  CodePoints{0x200B, 0x200D},
                                   CodePoints{0x20D0, 0x20FF}, CodePoints{0x3099, 0x309A},  CodePoints{0xFE00, 0xFE0F},
                                   CodePoints{0xFE20, 0xFE2F}, CodePoints{0xE0000, 0xE0FFF}};

template <std::size_t N>
bool contains(const std::array<CodePoints, N>& ranges, std::uint32_t code_point) {
  return std::ranges::any_of(ranges, [=](CodePoints r) { return r.first <= code_point && code_point <= r.last; });
}

std::uint32_t decode_valid(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  if (bytes.size() == 1) return lead;
  std::uint32_t value = lead & (0x7FU >> bytes.size());
  for (const char c : bytes.substr(1)) value = (value << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  return value;
}

}  // namespace

Utf8Char first_char(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {.bytes = text.substr(0, 1), .code_point = lead, .valid = true};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const std::string_view bytes = text.substr(0, length);
  if (bytes.size() != length || !is_valid_utf8(bytes)) return {.bytes = text.substr(0, 1)};
  return {.bytes = bytes, .code_point = decode_valid(bytes), .valid = true};
}

std::string valid_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const Utf8Char next = first_char(text);
    append_utf8(out, next.code_point);
    text.remove_prefix(next.bytes.size());
  }
  return out;
}

bool is_wide(std::uint32_t code_point) {
  return code_point >= 0x1100 && contains(kWide, code_point);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    if (static_cast<unsigned char>(text[0]) < 0x80) {
      ++width;
      text.remove_prefix(1);
      continue;
    }
    const Utf8Char next = first_char(text);
    text.remove_prefix(next.bytes.size());
    if (contains(kZeroWidth, next.code_point)) continue;
    width += is_wide(next.code_point) ? 2 : 1;
  }
  return width;
}

}  // namespace plimsoll::report
