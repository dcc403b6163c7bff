// Checks a document against the JSON Schema keywords that docs/result.schema.json uses; an unknown keyword is an error,
// so that the schema cannot demand something that nobody checks.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace plimsoll::report_test {

/// Every violation as "/place: what"; empty when the document is valid.
std::vector<std::string> schema_violations(const nlohmann::json& schema, const nlohmann::json& document);

}  // namespace plimsoll::report_test
