#include <array>
#include <set>

#include "load_file.h"

namespace plimsoll::policy {
namespace {

constexpr std::array kInputAttributes = {
    AttributeRule{.name = "type", .required = true},
    AttributeRule{.name = "default"},
    AttributeRule{.name = "description"},
    AttributeRule{.name = "nullable"},
    AttributeRule{.name = "sensitive"},
};
constexpr BodySchema kInput = {.what = "an input block", .attributes = kInputAttributes};

/// A constant attribute's value; null when it is absent or wrong (then reported).
Value constant(Checker& checker, const hcl::Attribute* attribute) {
  if (attribute == nullptr) return {};
  if (!is_constant(*attribute->value)) {
    checker.error("Constant expected",
                  "\"" + attribute->name.text + "\" must be constant: no references and no function calls.",
                  attribute->value->range);
    return {};
  }
  const lang::FunctionTable no_functions;
  const lang::Scope no_names;
  lang::Outcome outcome =
      lang::evaluate(*attribute->value, {.source = checker.source, .scope = &no_names, .functions = &no_functions});
  if (outcome.ok()) return outcome.value();
  checker.errors.push_back(outcome.failure().diagnostic);
  return {};
}

bool constant_bool(Checker& checker, const hcl::Attribute* attribute) {
  const Value value = constant(checker, attribute);
  if (value.is_bool()) return value.as_bool();
  if (!value.is_null())
    checker.error("Boolean expected", "\"" + attribute->name.text + "\" is true or false.", attribute->value->range);
  return false;
}

/// What flags, files and the environment say about an input.
std::optional<Value> supplied_value(const std::string& name, const LoadOptions& options) {
  if (const auto supplied = options.inputs.find(name); supplied != options.inputs.end()) return supplied->second;
  const auto variable = options.environment.find(name);
  if (variable == options.environment.end()) return std::nullopt;
  return Value::string(variable->second);
}

/// The value that the input has in this run, before conversion; nullopt and a report when it needs one.
std::optional<Value> chosen_value(Checker& checker, const hcl::Block& block, const InputType& type, bool nullable,
                                  const LoadOptions& options) {
  const std::string& name = block.labels[0].text;
  if (const std::optional<Value> supplied = supplied_value(name, options)) return decode_text(*supplied, type);
  if (const hcl::Attribute* fallback = block.body.attribute("default")) return constant(checker, fallback);
  if (nullable) return Value::null();
  if (!options.require_inputs) return std::nullopt;
  checker.error(
      "Missing value for input",
      "The input \"" + name + "\" has no default and no value was given. Give one with --input " + name + "=….",
      block.header_range);
  return std::nullopt;
}

Value resolve(Checker& checker, const hcl::Block& block, const InputType& type, const LoadOptions& options) {
  const std::string& name = block.labels[0].text;
  const bool nullable = constant_bool(checker, block.body.attribute("nullable"));
  const bool sensitive = constant_bool(checker, block.body.attribute("sensitive"));
  const std::size_t errors_before = checker.errors.size();
  const std::optional<Value> chosen = chosen_value(checker, block, type, nullable, options);
  if (!chosen.has_value() || checker.errors.size() != errors_before) return {};
  const hcl::Attribute* fallback = block.body.attribute("default");
  const ByteRange range =
      fallback != nullptr && !supplied_value(name, options) ? fallback->value->range : block.header_range;
  const Result<Value> converted = convert(*chosen, type, name);
  if (!converted.ok()) {
    for (const Diagnostic& error : converted.errors()) checker.error(error.summary, error.detail, range);
    return {};
  }
  if (converted->is_null() && !nullable) {
    checker.error("Invalid value for input", name + ": null is not allowed without nullable = true.", range);
  }
  return sensitive ? converted->with_sensitive() : *converted;
}

void load_input(FileLoad& load, const hcl::Block& block, std::set<std::string>& seen, const LoadOptions& options) {
  Checker& checker = load.checker;
  check_body(checker, block.body, block.header_range, kInput);
  if (!has_labels(block, 1)) return;
  const std::string& name = block.labels[0].text;
  if (!seen.insert(name).second) {
    return checker.error("Duplicate input", "An input named \"" + name + "\" is already declared in this file.",
                         block.header_range);
  }
  const hcl::Attribute* type_attribute = block.body.attribute("type");
  const InputType type = type_attribute != nullptr ? parse_input_type(checker, *type_attribute->value) : InputType{};
  if (const hcl::Attribute* description = block.body.attribute("description")) constant(checker, description);
  load.file->inputs.emplace_back(name, resolve(checker, block, type, options));
  load.declared.push_back({.name = name, .type = type, .range = checker.range(block.header_range)});
}

constexpr std::array kControlAttributes = {
    AttributeRule{.name = "title", .required = true},
    AttributeRule{.name = "severity", .required = true},
    AttributeRule{.name = "description"},
    AttributeRule{.name = "help_uri"},
    AttributeRule{.name = "aliases"},
    AttributeRule{.name = "frameworks"},
    AttributeRule{.name = "enabled"},
    AttributeRule{.name = "deprecated"},
};
constexpr BodySchema kControl = {.what = "a control block", .attributes = kControlAttributes};

std::string constant_text(Checker& checker, const hcl::Attribute* attribute) {
  const Value value = constant(checker, attribute);
  if (value.is_string()) return value.as_string();
  if (!value.is_null())
    checker.error("String expected", "\"" + attribute->name.text + "\" is a string.", attribute->value->range);
  return "";
}

std::vector<std::string> texts(Checker& checker, const Value& list, const hcl::Attribute& attribute) {
  std::vector<std::string> result;
  bool valid = list.is_sequence();
  for (const Value& element : valid ? list.elements() : Sequence{}) {
    valid = valid && element.is_string();
    if (element.is_string()) result.push_back(element.as_string());
  }
  if (!valid && !list.is_null())
    checker.error("List of strings expected", "\"" + attribute.name.text + "\" holds strings.", attribute.value->range);
  return result;
}

Severity load_severity(Checker& checker, const hcl::Attribute* attribute) {
  const std::string text = constant_text(checker, attribute);
  if (const std::optional<Severity> severity = parse_severity(text)) return *severity;
  if (attribute != nullptr) {
    checker.error("Invalid severity",
                  "Severity is critical, high, medium, low or info." +
                      suggestion(text, {"critical", "high", "medium", "low", "info"}),
                  attribute->value->range);
  }
  return Severity::kMedium;
}

void load_frameworks(Checker& checker, const hcl::Attribute* attribute, Control& control) {
  const Value value = constant(checker, attribute);
  if (value.is_null()) return;
  if (!value.is_object())
    return checker.error("Object expected", "\"frameworks\" maps a framework to its requirements.",
                         attribute->value->range);
  for (const auto& [framework, requirements] : value.members())
    control.frameworks[framework] = texts(checker, requirements, *attribute);
}

/// `enabled` may ask inputs, nothing else.
bool load_enabled(FileLoad& load, const hcl::Attribute* attribute, const lang::FunctionTable& functions) {
  if (attribute == nullptr) return true;
  Checker& checker = load.checker;
  const std::size_t errors_before = checker.errors.size();
  VisibleNames names = file_names(*load.file);
  names.local = false;
  check_expression(checker, *attribute->value, names, functions);
  load.file->enabled = attribute->value.get();
  if (checker.errors.size() != errors_before) return true;
  lang::Scope scope;
  scope.set("input", load.file->input_object);
  const lang::Outcome outcome =
      lang::evaluate(*attribute->value, {.source = checker.source, .scope = &scope, .functions = &functions});
  if (!outcome.ok()) {
    checker.errors.push_back(outcome.failure().diagnostic);
  } else if (!outcome.value().is_bool()) {
    checker.error("Boolean expected", "\"enabled\" must be true or false.", attribute->value->range);
  } else {
    return outcome.value().as_bool();
  }
  return true;
}

}  // namespace

void load_inputs(FileLoad& load, const LoadOptions& options) {
  std::set<std::string> seen;
  for (const hcl::Block* block : load.file->syntax.body.blocks_of("input")) load_input(load, *block, seen, options);
  load.file->input_object = Value::object({load.file->inputs.begin(), load.file->inputs.end()});
}

void load_control(FileLoad& load, const hcl::Body& file_body, const lang::FunctionTable& functions) {
  const std::vector<const hcl::Block*> blocks = file_body.blocks_of("control");
  if (blocks.empty()) return;
  const hcl::Block& block = *blocks.front();
  const hcl::Body& body = block.body;
  Checker& checker = load.checker;
  check_body(checker, body, block.header_range, kControl);
  if (!has_labels(block, 1)) return;
  Control control = {.id = block.labels[0].text,
                     .title = constant_text(checker, body.attribute("title")),
                     .severity = load_severity(checker, body.attribute("severity")),
                     .description = constant_text(checker, body.attribute("description")),
                     .help_uri = constant_text(checker, body.attribute("help_uri")),
                     .enabled = load_enabled(load, body.attribute("enabled"), functions),
                     .deprecated = constant_bool(checker, body.attribute("deprecated")),
                     .policy_file = load.file->syntax.source->name()};
  if (control.id.empty()) checker.error("Empty control id", "A control needs an id.", block.header_range);
  if (const hcl::Attribute* aliases = body.attribute("aliases")) {
    control.aliases = texts(checker, constant(checker, aliases), *aliases);
  }
  load_frameworks(checker, body.attribute("frameworks"), control);
  load.control_range = checker.range(block.header_range);
  load.file->control = std::move(control);
}

}  // namespace plimsoll::policy
