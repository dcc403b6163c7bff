#include "hcl_text.h"

#include <algorithm>

#include "plimsoll/base/text.h"

namespace plimsoll::fix {

namespace {

/// Columns that a key takes: code points, as far as anybody can tell.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool takes_one_line(std::string_view text) {
  return text.find('\n') == std::string_view::npos;
}

}  // namespace

std::string indentation(std::size_t level) {
  return std::string(2 * level, ' ');
}

void Lines::attribute(std::string key, std::string text) {
  items_.push_back({.key = std::move(key), .text = std::move(text)});
}

void Lines::comment(std::string_view text) {
  raw(indentation(indent_) + "# " + printable(text));
}

void Lines::raw(std::string text) {
  items_.push_back({.key = "", .text = std::move(text)});
}

void Lines::block(std::string head, const Lines& body) {
  const std::string margin = indentation(indent_);
  std::string text = margin + std::move(head) + " {";
  text += body.empty() ? "}" : "\n" + body.text() + "\n" + margin + "}";
  raw(std::move(text));
}

std::string Lines::text() const {
  std::string out;
  for (std::size_t begin = 0; begin < items_.size();) {
    // A run of attributes of one line each, or a single item of any other kind.
    std::size_t end = begin;
    std::size_t widest = 0;
    while (end < items_.size() && !items_[end].key.empty() && takes_one_line(items_[end].text)) {
      widest = std::max(widest, width(items_[end].key));
      ++end;
    }
    end = std::max(end, begin + 1);
    for (; begin < end; ++begin) {
      const Item& item = items_[begin];
      if (!out.empty()) out += '\n';
      if (item.key.empty()) {
        out += item.text;
      } else {
        const std::size_t padding = widest > width(item.key) ? widest - width(item.key) : 0;
        out += indentation(indent_) + item.key + std::string(padding, ' ') + " = " + item.text;
      }
    }
  }
  return out;
}

}  // namespace plimsoll::fix
