#include "embedded.h"

#include <algorithm>
#include <charconv>

#include "documents.h"
#include "plimsoll/base/text.h"
#include "plimsoll/value/json.h"

namespace plimsoll::fix {
namespace {

/// One escape: what it stands for, and how many bytes it takes.
struct Escape {
  std::string meaning = {};
  std::size_t length = 2;
};

std::optional<std::uint32_t> hex(std::string_view digits) {
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
  const bool good = error == std::errc() && end == digits.data() + digits.size();
  return good ? std::optional(code) : std::nullopt;
}

std::optional<Escape> code_point(std::string_view raw, std::size_t digits) {
  if (raw.size() < 2 + digits) return std::nullopt;
  std::optional<std::uint32_t> code = hex(raw.substr(2, digits));
  if (!code) return std::nullopt;
  Escape escape = {.length = 2 + digits};
  const bool is_half = *code >= 0xD800 && *code < 0xDC00 && raw.substr(6, 2) == "\\u" && raw.size() >= 12;
  if (is_half) {
    const std::optional<std::uint32_t> low = hex(raw.substr(8, 4));
    if (!low || *low < 0xDC00 || *low >= 0xE000) return std::nullopt;
    code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
    escape.length = 12;
  }
  append_utf8(escape.meaning, *code);
  return escape;
}

std::optional<Escape> escape_at(std::string_view raw, bool in_json) {
  if (raw.size() < 2) return std::nullopt;
  if (raw[1] == 'u') return code_point(raw, 4);
  if (raw[1] == 'U' && !in_json) return code_point(raw, 8);
  const std::string_view letters = in_json ? "\"\\/bfnrt" : "\"\\nrt";
  const std::string_view meanings = in_json ? "\"\\/\b\f\n\r\t" : "\"\\\n\r\t";
  const std::size_t letter = letters.find(raw[1]);
  if (letter == std::string_view::npos) return std::nullopt;
  return Escape{.meaning = std::string(1, meanings[letter])};
}

/// As it stands between quotes.
std::string escaped(const std::string& text, bool in_json) {
  const std::string quoted = in_json ? json::encode(Value::string(text)) : hcl_quote(text);
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

std::optional<Unescaped> unescaped(std::string_view text, ByteRange content, bool in_json) {
  Unescaped result;
  const auto put = [&](std::string_view bytes, std::size_t at) {
    result.text += bytes;
    result.offsets.insert(result.offsets.end(), bytes.size(), static_cast<std::uint32_t>(at));
  };
  for (std::size_t at = content.begin; at < content.end;) {
    const std::string_view rest = text.substr(at, content.end - at);
    if (rest.front() == '\\') {
      const std::optional<Escape> escape = escape_at(rest, in_json);
      if (!escape) return std::nullopt;
      put(escape->meaning, at);
      at += escape->length;
      continue;
    }
    put(rest.substr(0, 1), at);
    // A template says "$${" for "${".
    const bool doubled = !in_json && (rest.starts_with("$${") || rest.starts_with("%%{"));
    at += doubled ? 2 : 1;
  }
  result.offsets.push_back(content.end);
  return result;
}

std::optional<ByteRange> json_string_around(std::string_view text, ByteRange inside) {
  for (std::size_t at = text.find('"'); at != std::string_view::npos && at < inside.begin; at = text.find('"', at)) {
    const std::size_t begin = ++at;
    while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
    if (at >= text.size()) return std::nullopt;
    if (inside.begin >= begin && inside.end <= at) {
      return ByteRange{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
    }
    ++at;
  }
  return std::nullopt;
}

std::optional<ByteRange> interpolation_around(const std::string& text, ByteRange inside) {
  const hcl::ParsedExpression parsed = hcl::parse_template(std::make_shared<const SourceFile>("", text));
  const auto* node = parsed.expression == nullptr ? nullptr : std::get_if<hcl::Template>(&parsed.expression->node);
  if (node == nullptr) return std::nullopt;
  for (const hcl::TemplatePart& part : node->parts) {
    const auto* value = std::get_if<hcl::TemplateInterpolation>(&part.node);
    if (value != nullptr && contains(value->value->range, inside)) return value->value->range;
  }
  return std::nullopt;
}

std::optional<ByteRange> Embedded::inward(ByteRange outer) const {
  const auto begin = std::ranges::lower_bound(offsets, outer.begin);
  const auto end = std::ranges::lower_bound(offsets, outer.end);
  if (begin == offsets.end() || end == offsets.end() || *begin != outer.begin || *end != outer.end) return std::nullopt;
  return ByteRange{prefix + static_cast<std::uint32_t>(begin - offsets.begin()),
                   prefix + static_cast<std::uint32_t>(end - offsets.begin())};
}

hcl::Edit Embedded::outward(const hcl::Edit& edit) const {
  const auto place = [&](std::size_t at) {
    return offsets[std::clamp<std::size_t>(at, prefix, prefix + offsets.size() - 1) - prefix];
  };
  const std::uint32_t begin = place(edit.offset);
  return {.offset = begin, .length = place(edit.offset + edit.length) - begin, .text = escaped(edit.text, in_json)};
}

}  // namespace plimsoll::fix
