#include "charsets.h"

#include <algorithm>
#include <array>

#include "graphemes.h"
#include "plimsoll/base/text.h"

namespace plimsoll::lang {

namespace {

struct Alias {
  std::string_view name = {};  // lower case
  Charset charset = Charset::kUtf8;
};

// Source: the IANA registry of character sets.
constexpr std::array<Alias, 33> kAliases = {{
    {"utf-8", Charset::kUtf8},
    {"csutf8", Charset::kUtf8},
    {"utf-16", Charset::kUtf16},
    {"csutf16", Charset::kUtf16},
    {"utf-16le", Charset::kUtf16Le},
    {"csutf16le", Charset::kUtf16Le},
    {"utf-16be", Charset::kUtf16Be},
    {"csutf16be", Charset::kUtf16Be},
    {"us-ascii", Charset::kAscii},
    {"iso-ir-6", Charset::kAscii},
    {"ansi_x3.4-1968", Charset::kAscii},
    {"ansi_x3.4-1986", Charset::kAscii},
    {"iso_646.irv:1991", Charset::kAscii},
    {"iso646-us", Charset::kAscii},
    {"us", Charset::kAscii},
    {"ibm367", Charset::kAscii},
    {"cp367", Charset::kAscii},
    {"csascii", Charset::kAscii},
    {"iso_8859-1:1987", Charset::kLatin1},
    {"iso-8859-1", Charset::kLatin1},
    {"iso_8859-1", Charset::kLatin1},
    {"iso-ir-100", Charset::kLatin1},
    {"latin1", Charset::kLatin1},
    {"l1", Charset::kLatin1},
    {"ibm819", Charset::kLatin1},
    {"cp819", Charset::kLatin1},
    {"csisolatin1", Charset::kLatin1},
    {"iso-8859-15", Charset::kLatin9},
    {"iso_8859-15", Charset::kLatin9},
    {"latin-9", Charset::kLatin9},
    {"csiso885915", Charset::kLatin9},
    {"windows-1252", Charset::kWindows1252},
    {"cswindows1252", Charset::kWindows1252},
}};

/// Families of which the registry has many more that Terraform's library implements.
constexpr std::array<std::string_view, 12> kOtherFamilies = {"iso-8859-", "iso_8859-", "windows-",  "ibm",
                                                             "koi8-",     "euc-",      "shift_jis", "gbk",
                                                             "gb",        "big5",      "macintosh", "iso-2022-"};

constexpr std::uint32_t kNone = 0xFFFD;
/// The code points of windows-1252's bytes 0x80 to 0x9F.
constexpr std::array<std::uint32_t, 32> kWindows = {0x20AC, kNone,  0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, kNone,  0x017D, kNone,
                                                    kNone,  0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, kNone,  0x017E, 0x0178};

struct Difference {
  std::uint32_t byte = 0;
  std::uint32_t code_point = 0;
};
/// Where ISO-8859-15 is not ISO-8859-1.
constexpr std::array<Difference, 8> kLatin9 = {{{0xA4, 0x20AC},
                                                {0xA6, 0x0160},
                                                {0xA8, 0x0161},
                                                {0xB4, 0x017D},
                                                {0xB8, 0x017E},
                                                {0xBC, 0x0152},
                                                {0xBD, 0x0153},
                                                {0xBE, 0x0178}}};

/// The code point of one byte in a set of at most 256 characters, or kNone.
std::uint32_t code_point_of(std::uint32_t byte, Charset charset) {
  if (charset == Charset::kAscii) return byte < 0x80 ? byte : kNone;
  if (charset == Charset::kWindows1252 && byte >= 0x80 && byte < 0xA0) return kWindows[byte - 0x80];
  if (charset == Charset::kLatin9) {
    for (const Difference& d : kLatin9) {
      if (d.byte == byte) return d.code_point;
    }
  }
  return byte;
}

std::optional<char> byte_of(std::uint32_t code_point, Charset charset) {
  if (code_point < 0x80) return static_cast<char>(code_point);
  for (std::uint32_t byte = 0x80; byte < 0x100; ++byte) {
    if (code_point_of(byte, charset) == code_point) return static_cast<char>(byte);
  }
  return std::nullopt;
}

void append_unit(std::string& out, std::uint32_t unit, bool little) {
  const char high = static_cast<char>(unit >> 8U);
  const char low = static_cast<char>(unit & 0xFFU);
  out += little ? low : high;
  out += little ? high : low;
}

std::string encode_utf16(std::string_view text, bool little, bool mark) {
  std::string out;
  if (mark) append_unit(out, 0xFEFF, little);
  for (const std::string_view part : code_points(text)) {
    const std::uint32_t c = decode(part);
    if (c < 0x10000) {
      append_unit(out, c, little);
    } else {
      append_unit(out, 0xD800 + ((c - 0x10000) >> 10U), little);
      append_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FFU), little);
    }
  }
  return out;
}

std::optional<std::string> decode_utf16(std::string_view bytes, bool little) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  std::string out;
  const auto unit_at = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<std::uint32_t>(little ? a | (b << 8U) : b | (a << 8U));
  };
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    std::uint32_t unit = unit_at(i);
    if (unit >= 0xD800 && unit < 0xE000) {
      const std::uint32_t low = unit < 0xDC00 && i + 4 <= bytes.size() ? unit_at(i + 2) : 0;
      if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
      unit = 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00);
      i += 2;
    }
    append_utf8(out, unit);
  }
  return out;
}

/// With a mark of the byte order, else big-endian.
std::optional<std::string> decode_marked_utf16(std::string_view bytes) {
  const bool little = bytes.starts_with("\xFF\xFE");
  const bool marked = little || bytes.starts_with("\xFE\xFF");
  return decode_utf16(marked ? bytes.substr(2) : bytes, little);
}

}  // namespace

std::optional<Charset> find_charset(std::string_view name) {
  const std::string lower = ascii_lower(name);
  const auto found = std::find_if(kAliases.begin(), kAliases.end(), [&](const Alias& a) { return a.name == lower; });
  if (lower.empty() || found == kAliases.end()) return std::nullopt;
  return found->charset;
}

bool is_other_charset(std::string_view name) {
  const std::string lower = ascii_lower(name);
  return std::any_of(kOtherFamilies.begin(), kOtherFamilies.end(),
                     [&](std::string_view family) { return lower.starts_with(family); });
}

std::optional<std::string> encode_charset(std::string_view text, Charset charset) {
  switch (charset) {
    case Charset::kUtf8:
      return std::string(text);
    case Charset::kUtf16:
    case Charset::kUtf16Le:
    case Charset::kUtf16Be:
      return encode_utf16(text, charset == Charset::kUtf16Le, charset == Charset::kUtf16);
    default:
      break;
  }
  std::string out;
  for (const std::string_view part : code_points(text)) {
    const std::optional<char> byte = byte_of(decode(part), charset);
    if (!byte) return std::nullopt;
    out += *byte;
  }
  return out;
}

std::optional<std::string> decode_charset(std::string_view bytes, Charset charset) {
  switch (charset) {
    case Charset::kUtf8:
      if (!is_valid_utf8(bytes)) return std::nullopt;
      return std::string(bytes);
    case Charset::kUtf16:
      return decode_marked_utf16(bytes);
    case Charset::kUtf16Le:
    case Charset::kUtf16Be:
      return decode_utf16(bytes, charset == Charset::kUtf16Le);
    default:
      break;
  }
  std::string out;
  for (const char c : bytes) {
    const std::uint32_t code_point = code_point_of(static_cast<unsigned char>(c), charset);
    if (code_point == kNone) return std::nullopt;
    append_utf8(out, code_point);
  }
  return out;
}

}  // namespace plimsoll::lang
