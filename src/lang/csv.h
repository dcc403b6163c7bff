// CSV as RFC 4180 and Go's encoding/csv have it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::lang {

struct CsvRecord {
  std::size_t line = 1;  // where it begins
  std::vector<std::string> fields = {};
};

struct Csv {
  std::vector<CsvRecord> records = {};
  std::string error = {};  // "" or why the text is no CSV; never quotes it
  bool too_large = false;  // more than `max_fields` fields
};

/// Empty lines are skipped; every record must have as many fields as the first.
Csv parse_csv(std::string_view text, std::size_t max_fields);

}  // namespace plimsoll::lang
