#include "module_address.h"

#include <charconv>

#include "literal.h"
#include "plimsoll/base/text.h"
#include "plimsoll/hcl/parser.h"

namespace plimsoll::source {
namespace {

/// A dotted part with what stands in its brackets.
struct Part {
  std::string name = {};
  std::string key = {};  // the text between the brackets
  bool has_key = false;
};

std::optional<std::vector<Part>> split_parts(std::string_view address) {
  std::vector<Part> parts(1);
  bool quoted = false;
  bool in_key = false;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const char c = address[i];
    if (!in_key) {
      if (c == '.') {
        parts.emplace_back();
      } else if (c == '[') {
        in_key = parts.back().has_key = true;
      } else {
        parts.back().name += c;
      }
      continue;
    }
    if (!quoted && c == ']') {
      in_key = false;
      continue;
    }
    parts.back().key += c;
    if (quoted && c == '\\' && i + 1 < address.size()) {
      parts.back().key += address[++i];
    } else if (c == '"') {
      quoted = !quoted;
    }
  }
  if (in_key) return std::nullopt;
  return parts;
}

std::optional<Value> parse_key(const Part& part) {
  if (!part.has_key) return Value::null();
  if (!part.key.starts_with('"')) {
    std::int64_t index = 0;
    const char* const end = part.key.data() + part.key.size();
    const auto [stopped, error] = std::from_chars(part.key.data(), end, index);
    if (error != std::errc() || stopped != end) return std::nullopt;
    return Value::number(index);
  }
  const auto text = std::make_shared<const SourceFile>("address", part.key);
  const hcl::ParsedExpression parsed = hcl::parse_expression(text);
  if (parsed.expression == nullptr || has_errors(parsed.diagnostics)) return std::nullopt;
  const std::string* literal = literal_string(*parsed.expression);
  if (literal == nullptr) return std::nullopt;
  return Value::string(*literal);
}

/// Takes the module steps at the front; `at` ends behind them.
std::optional<std::vector<ModuleStep>> take_steps(const std::vector<Part>& parts, std::size_t& at) {
  std::vector<ModuleStep> steps;
  for (; at + 1 < parts.size() && parts[at].name == "module"; at += 2) {
    std::optional<Value> key = parse_key(parts[at + 1]);
    if (!key) return std::nullopt;
    steps.push_back({.name = parts[at + 1].name, .key = *std::move(key)});
  }
  return steps;
}

}  // namespace

std::optional<ResourceAddress> parse_address(std::string_view address) {
  const std::optional<std::vector<Part>> parts = split_parts(address);
  if (!parts) return std::nullopt;
  std::size_t at = 0;
  std::optional<std::vector<ModuleStep>> steps = take_steps(*parts, at);
  if (!steps) return std::nullopt;
  ResourceAddress result{.modules = *std::move(steps)};
  if (at < parts->size() && (*parts)[at].name == "data") {
    result.name = "data.";
    ++at;
  }
  if (at + 2 != parts->size()) return std::nullopt;
  result.name += (*parts)[at].name + "." + (*parts)[at + 1].name;
  std::optional<Value> key = parse_key(parts->back());
  if (!key) return std::nullopt;
  result.key = *std::move(key);
  return result;
}

std::vector<ModuleStep> module_steps(std::string_view address) {
  const std::optional<std::vector<Part>> parts = split_parts(address);
  std::size_t at = 0;
  std::optional<std::vector<ModuleStep>> steps;
  if (parts) steps = take_steps(*parts, at);
  if (!steps) return {};
  return *std::move(steps);
}

std::string key_suffix(const Value& key) {
  if (key.is_number()) return "[" + key.as_number().to_string() + "]";
  if (key.is_string()) return "[" + hcl_quote(key.as_string()) + "]";
  return "";
}

}  // namespace plimsoll::source
