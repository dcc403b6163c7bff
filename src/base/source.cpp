#include "plimsoll/base/source.h"

#include <algorithm>

namespace plimsoll {

SourceFile::SourceFile(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

std::string_view SourceFile::slice(ByteRange range) const {
  const std::size_t begin = std::min<std::size_t>(range.begin, text_.size());
  const std::size_t end = std::clamp<std::size_t>(range.end, begin, text_.size());
  return std::string_view(text_).substr(begin, end - begin);
}

LineColumn SourceFile::position(std::uint32_t offset) const {
  const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(offset, text_.size()));
  const auto next = std::ranges::upper_bound(line_starts_, end);
  const auto line = static_cast<std::uint32_t>(next - line_starts_.begin());
  const bool has_mark = line == 1 && text_.starts_with("\xEF\xBB\xBF");
  std::uint32_t column = 1;
  for (std::uint32_t at = line_starts_[line - 1] + (has_mark ? 3 : 0); at < end; ++at) {
    const auto byte = static_cast<unsigned char>(text_[at]);
    const bool is_continuation = (byte & 0xC0U) == 0x80U;
    const bool is_pair = byte >= 0xF0U;  // beyond U+FFFF
    if (!is_continuation) column += is_pair ? 2 : 1;
  }
  return {.line = line, .column = column};
}

std::string_view SourceFile::line(std::uint32_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[number - 1];
  std::size_t end = number < line_starts_.size() ? line_starts_[number] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(begin, end - begin);
}

}  // namespace plimsoll
