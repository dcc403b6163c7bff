// The literal text of templates.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::hcl {

struct TemplatePiece;

/// Text of a heredoc or templatefile: only "$${" and "%%{" are escapes.
std::string bare_text(std::string_view text);

/// Removes the indentation that all lines of a "<<-" heredoc share, after `~` has been applied. As in HCL, a line whose
/// start was joined to the one before by `~` is not a line of its own, a line that starts with "${" has no indentation,
/// and blank lines do not count and stay.
void remove_indent(std::vector<TemplatePiece>& pieces);

}  // namespace plimsoll::hcl
