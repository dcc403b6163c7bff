#include "inputs.h"

#include <string_view>

#include "constants.h"
#include "plimsoll/base/text.h"
#include "plimsoll/value/json.h"

namespace plimsoll::cli {
namespace {

constexpr std::string_view kVariablePrefix = "TFPOLICY_INPUT_";

using policy::InputSource;

void supply(Inputs& inputs, const std::string& name, Value value, InputSource source) {
  inputs.values.insert_or_assign(name, std::move(value));
  inputs.sources.insert_or_assign(name, source);
}

void append(Diagnostics& to, const Diagnostics& from) {
  to.insert(to.end(), from.begin(), from.end());
}

Diagnostics add_json_file(const std::string& path, std::string_view text, Inputs& inputs) {
  Result<Value> document = json::decode(text, {.array_kind = Kind::kTuple, .reject_duplicate_keys = true});
  Diagnostics errors;
  if (!document) {
    errors = document.errors();
    for (Diagnostic& error : errors) {
      if (error.where.empty()) error.where = path;
    }
    return errors;
  }
  if (!document->is_object()) return {make_error("Input file " + path + " holds no JSON object")};
  for (const auto& [name, value] : document->members()) supply(inputs, name, value, InputSource::kFile);
  return {};
}

Diagnostics add_hcl_file(const std::string& path, std::string text, Inputs& inputs) {
  const auto source = std::make_shared<const SourceFile>(path, std::move(text));
  const hcl::ParsedFile parsed = hcl::parse_file(source);
  Diagnostics errors = parsed.diagnostics;
  if (has_errors(errors)) return errors;
  for (const hcl::Block& block : parsed.body.blocks) {
    errors.push_back(make_error("An input file holds NAME = VALUE lines only", "", {source, block.header_range}));
  }
  for (const hcl::Attribute& attribute : parsed.body.attributes) {
    lang::Outcome value = evaluate_constant(*attribute.value, source);
    if (value.ok()) {
      supply(inputs, attribute.name.text, value.value(), InputSource::kFile);
    } else {
      errors.push_back(value.failure().diagnostic);
    }
  }
  return errors;
}

Diagnostics add_file(const std::string& path, const FileSystem& files, Inputs& inputs) {
  Result<std::string> text = files.read(path);
  if (!text) return text.errors();
  const std::size_t start = text->find_first_not_of(" \t\r\n");
  const bool is_json = start != std::string::npos && (*text)[start] == '{';
  return is_json ? add_json_file(path, *text, inputs) : add_hcl_file(path, *std::move(text), inputs);
}

}  // namespace

Result<Inputs> read_inputs(const Arguments& arguments, const Environment& environment, const FileSystem& files) {
  Inputs inputs;
  Diagnostics errors;
  for (const auto& [name, value] : arguments.config_inputs) supply(inputs, name, value, InputSource::kFile);
  for (const FlagValue& file : arguments.all("input-file")) append(errors, add_file(file.text, files, inputs));
  for (const auto& [name, value] : environment) {
    if (name.starts_with(kVariablePrefix)) {
      supply(inputs, name.substr(kVariablePrefix.size()), Value::string(value), InputSource::kEnvironment);
    }
  }
  for (const FlagValue& given : arguments.all("input")) {
    const std::size_t equals = given.text.find('=');
    if (equals == std::string::npos || equals == 0) {
      errors.push_back(make_error(given.given_by + " needs NAME=VALUE"));
      continue;
    }
    supply(inputs, given.text.substr(0, equals), Value::string(given.text.substr(equals + 1)), InputSource::kFlag);
  }
  if (!errors.empty()) return errors;
  return inputs;
}

}  // namespace plimsoll::cli
