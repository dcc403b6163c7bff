// Laying out text in a terminal's columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/finding/finding.h"

namespace plimsoll::report {

enum class Style : std::uint8_t { kPlain, kBold, kDim, kRed, kBoldRed, kYellow, kCyan, kGreen };

Style severity_style(Severity severity);

/// The text between ANSI codes; unchanged without colour, or when it is empty.
std::string paint(std::string_view text, Style style, bool color);

/// Fills with spaces up to `width` columns.
std::string pad(std::string_view text, std::size_t width);

/// Breaks at spaces, and between wide characters, which Chinese and Japanese put without spaces. A longer word stays
/// whole, so that an address can be copied. Never empty.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Makes lines that a CI agent would obey harmless: `::error …` at the start of a line, `##[…` and `##vso[…` anywhere
/// (GitHub Actions, Azure Pipelines). Also drops spaces at line ends.
std::string finish_lines(std::string_view text);

}  // namespace plimsoll::report
