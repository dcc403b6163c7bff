// Documents other than JSON: CSV and YAML.
#include <algorithm>

#include "csv.h"
#include "function_families.h"
#include "normal_form.h"
#include "yaml_value.h"

namespace plimsoll::lang {

namespace {

Outcome csvdecode(const Invocation& call) {
  Csv csv = parse_csv(text_of(call, 0), kMaxElements);
  if (csv.too_large) return result_too_large(call);
  if (!csv.error.empty()) return call_error(call, csv.error);
  if (csv.records.empty()) return call_error(call, "missing header line");
  const std::vector<std::string>& header = csv.records.front().fields;
  std::vector<std::string> sorted = header;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    return call_error(call, "duplicate column name");
  }
  Sequence rows;
  for (std::size_t i = 1; i < csv.records.size(); ++i) {
    Members members;
    for (std::size_t column = 0; column < header.size(); ++column) {
      members.emplace_back(header[column], Value::string(std::move(csv.records[i].fields[column])));
    }
    rows.push_back(Value::object(std::move(members)));
  }
  return normalised(Value::list(std::move(rows)));
}

Outcome yamldecode(const Invocation& call) {
  YamlValue decoded = decode_yaml(text_of(call, 0));
  if (decoded.too_large) return result_too_large(call);
  if (!decoded.error.empty()) return call_error(call, decoded.error);
  return normalised(std::move(decoded.value));
}

Outcome yamlencode(const Invocation& call) {
  YamlText encoded = encode_yaml(call.arguments[0]);
  if (encoded.too_large) return result_too_large(call);
  return Value::string(std::move(encoded.text));
}

}  // namespace

std::vector<Function> document_functions() {
  return {
      {.name = "csvdecode",
       .parameters = {{.name = "str", .kind = Kind::kString}},
       .summary = "The rows of CSV text as a list of objects; the first line names the attributes.",
       .implementation = csvdecode},
      {.name = "yamldecode",
       .parameters = {{.name = "src", .kind = Kind::kString}},
       .summary = "The value that one YAML document describes: objects and tuples; anchors, aliases and merge keys "
                  "work.",
       .implementation = yamldecode},
      {.name = "yamlencode",
       .parameters = {{.name = "value"}},
       .summary = "The value as block-style YAML with sorted keys; unknown when any part of it is unknown.",
       .traits = {.allows_null = true, .deep_unknown = true},
       .implementation = yamlencode},
  };
}

}  // namespace plimsoll::lang
