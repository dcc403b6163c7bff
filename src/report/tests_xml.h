// Untrusted text inside XML.
#pragma once

#include <string>
#include <string_view>

namespace plimsoll::report {

/// Text between tags: markup escaped; characters that XML 1.0 cannot hold become visible escapes; line ends stay.
std::string xml_text(std::string_view text);

/// Text in a double-quoted attribute, on one line.
std::string xml_attribute(std::string_view text);

}  // namespace plimsoll::report
