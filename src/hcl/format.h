// White space as `terraform fmt` wants it, line by line: edit.cpp applies it to the lines that an edit touched.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plimsoll/hcl/token.h"

namespace plimsoll::hcl {

/// White space between two tokens of a line that should be `spaces` blanks.
struct Gap {
  ByteRange range = {};
  std::uint32_t spaces = 0;
};

/// A line of tokens; a string or heredoc that spans lines of text is in one of these.
struct FormatLine {
  ByteRange range = {};  // with its line end
  bool is_blank = false;
  Gap indent = {};
  std::vector<Gap> inner = {};                // between tokens, without those that align
  std::optional<Gap> assign = std::nullopt;   // before the "=", aligned with neighbours
  std::optional<Gap> comment = std::nullopt;  // before the comment that ends the line, likewise
};

/// Every line of the text. Rules: HashiCorp's hclwrite (format.go), which `terraform fmt` uses.
std::vector<FormatLine> format_lines(const SourcePtr& source);

}  // namespace plimsoll::hcl
