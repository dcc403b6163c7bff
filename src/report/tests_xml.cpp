#include "tests_xml.h"

#include "escape.h"
#include "plimsoll/base/text.h"

namespace plimsoll::report {
namespace {

/// U+FFFE and U+FFFF are no XML characters; printable() leaves them.
bool is_noncharacter(std::string_view text, std::size_t at) {
  return text.substr(at, 3) == "\xEF\xBF\xBE" || text.substr(at, 3) == "\xEF\xBF\xBF";
}

std::string escape_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (is_noncharacter(text, i)) {
          out += "\xEF\xBF\xBD";
          i += 2;
        } else {
          out += text[i];
        }
    }
  }
  return out;
}

}  // namespace

std::string xml_text(std::string_view text) {
  return escape_markup(printable_code(text));
}

std::string xml_attribute(std::string_view text) {
  return escape_markup(printable(text));
}

}  // namespace plimsoll::report
