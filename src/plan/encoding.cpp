#include "encoding.h"

#include <cstdint>

#include "plimsoll/base/text.h"
#include "plimsoll/value/json_cursor.h"

namespace plimsoll::plan {

const std::string_view kPowerShellHint =
    "The file is UTF-16, as PowerShell 5.1 writes it with \">\", and its console may have damaged the text: write it "
    "with `cmd /c \"terraform show -json FILE > plan.json\"` or PowerShell 7, or set [Console]::OutputEncoding to "
    "UTF-8 before.";

namespace {

enum class Encoding : std::uint8_t { kUtf8, kUtf16Little, kUtf16Big };

Encoding detect(std::string_view bytes, std::size_t& mark) {
  using namespace std::string_view_literals;
  mark = 0;
  if (bytes.starts_with("\xEF\xBB\xBF")) mark = 3;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) mark = 2;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("{\0"sv)) return Encoding::kUtf16Little;
  if (bytes.starts_with("\xFE\xFF") || bytes.starts_with("\0{"sv)) return Encoding::kUtf16Big;
  return Encoding::kUtf8;
}

bool is_high(std::uint32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low(std::uint32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

/// Offset of the first byte that is no UTF-16, or the size of `bytes`.
std::size_t decode_utf16(std::string_view bytes, std::size_t begin, bool little, std::string& out) {
  const auto unit = [bytes, little](std::size_t i) -> std::uint32_t {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return little ? static_cast<std::uint32_t>(first | (second << 8))
                  : static_cast<std::uint32_t>((first << 8) | second);
  };
  std::size_t i = begin;
  for (; i + 1 < bytes.size(); i += 2) {
    std::uint32_t code = unit(i);
    if (is_high(code) && i + 3 < bytes.size() && is_low(unit(i + 2))) {
      code = 0x10000 + ((code - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (is_high(code) || is_low(code)) {
      return i;
    }
    append_utf8(out, code);
  }
  return i;
}

}  // namespace

Result<Text> to_utf8(Bytes bytes, const std::string& name) {
  static_assert(json::kCursorPadding <= Bytes::kPadding);
  std::size_t mark = 0;
  const Encoding encoding = detect(bytes.view(), mark);
  if (encoding == Encoding::kUtf8) return Text{.bytes = std::move(bytes), .begin = mark};
  std::string text;
  text.reserve(bytes.size() / 2 + bytes.size() / 8 + Bytes::kPadding);
  const std::size_t end = decode_utf16(bytes.view(), mark, encoding == Encoding::kUtf16Little, text);
  if (end == bytes.size()) return Text{.bytes = std::move(text), .was_utf16 = true};
  Diagnostic error = make_error("Invalid UTF-16", std::string(kPowerShellHint));
  error.where = printable(name) + ": byte " + std::to_string(end);
  return error;
}

}  // namespace plimsoll::plan
