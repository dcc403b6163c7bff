// Untrusted text for the channels that have their own syntax.
#pragma once

#include <string>
#include <string_view>

namespace plimsoll::report {

/// Several lines of code for display: as printable(), except that line ends stay line ends and tabs stay tabs.
std::string printable_code(std::string_view code);

/// One line of text as Markdown that stays text, both in a table cell and inside an HTML block: every character that
/// could start markup, a mention, a reference or a link becomes a character reference. Line ends become spaces, other
/// control characters visible escapes.
std::string escape_markdown(std::string_view text);

/// `<code>` around escaped text.
std::string markdown_code(std::string_view text);

/// A fenced block; the fence is longer than any run of backticks inside. Starts and ends on its own lines. Lines are
/// finished as finish_lines() does, since no escape works inside a fence.
std::string markdown_fence(std::string_view code, std::string_view language);

/// A link target for Markdown, "" unless it is http or https; what could end the target is percent-encoded.
std::string markdown_link_target(std::string_view uri);

/// At most `limit` bytes, cut between characters, with "…" where something was cut.
std::string shorten(std::string_view text, std::size_t limit);

/// Percent-encodes what may not stand in a relative URI's path; '/' stays.
std::string uri_path(std::string_view path);

}  // namespace plimsoll::report
