#include "configuration.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace plimsoll::plan {
namespace {

using json::Cursor;
using json::Shape;

/// `{"constant_value": …}`, `{"references": […]}` or `{}` (a call over literals); everything else is a nested block.
bool is_expression(const Value& value) {
  if (!value.is_object()) return false;
  if (value.members().empty() || value.find("constant_value") != nullptr) return true;
  return value.get("references").is_sequence();
}

ConfigExpression to_expression(const Value& value) {
  ConfigExpression expression;
  if (const Value* constant = value.find("constant_value")) {
    expression.has_constant = true;
    expression.constant = *constant;
  }
  const Value& references = value.get("references");
  if (!references.is_sequence()) return expression;
  for (const Value& reference : references.elements()) {
    if (reference.is_string()) expression.references.push_back(reference.as_string());
  }
  return expression;
}

ConfigBlock to_block(const Value& value) {
  ConfigBlock block;
  if (!value.is_object()) return block;
  for (const auto& [name, member] : value.members()) {
    if (is_expression(member)) {
      block.attributes.emplace(name, to_expression(member));
    } else if (member.is_sequence()) {
      std::vector<ConfigBlock>& blocks = block.blocks[name];
      for (const Value& element : member.elements()) blocks.push_back(to_block(element));
    } else if (member.is_object()) {
      block.blocks[name].push_back(to_block(member));
    }
  }
  return block;
}

bool read_expression(Cursor& cursor, ConfigExpression& out) {
  Value value;
  if (!read_tree(cursor, value)) return false;
  out = to_expression(value);
  return true;
}

bool read_block(Cursor& cursor, ConfigBlock& out) {
  Value value;
  if (!read_tree(cursor, value)) return false;
  out = to_block(value);
  return true;
}

/// Reads every member of an object (or null) with `read`.
template <typename Read>
bool for_each_member(Cursor& cursor, const Read& read) {
  if (cursor.shape() == Shape::kNull) return cursor.skip();
  if (!cursor.enter_object()) return false;
  std::string_view key;
  while (cursor.next_member(key)) {
    if (!read(key)) return false;
  }
  return cursor.ok();
}

bool is_repetition(std::string_view key) {
  return key == "count_expression" || key == "for_each_expression";
}

/// A member of a resource other than its names.
bool read_part(Cursor& cursor, std::string_view key, ConfigResource& resource) {
  if (key == "expressions") return read_block(cursor, resource.expressions);
  if (key == "provider_config_key") return read_text(cursor, resource.provider_config_key);
  if (!is_repetition(key)) return cursor.skip();
  resource.has_repetition = true;
  return read_expression(cursor, resource.repetition);
}

bool read_resource(Input& input, Cursor& cursor, ConfigModule& module) {
  ConfigResource resource;
  std::string mode;
  bool late = false;  // parts stood before the type, which says whether they are wanted
  Slice whole{.begin = cursor.offset()};
  const bool good = for_each_member(cursor, [&](std::string_view key) {
    if (key == "mode") return read_text(cursor, mode);
    if (key == "type") return read_text(cursor, resource.type);
    if (key == "name") return read_text(cursor, resource.name);
    if (resource.type.empty()) late = true;
    if (resource.type.empty() || !input.type_info(resource.type).wanted) return cursor.skip();
    return read_part(cursor, key, resource);
  });
  if (!good) return false;
  if (!mode.empty()) resource.mode = mode == "managed" ? Mode::kManaged : mode == "data" ? Mode::kData : Mode::kOther;
  if (!input.type_info(resource.type).wanted) return true;
  whole.end = cursor.offset();
  const auto read_again = [&](Cursor& at) {
    return for_each_member(at, [&](std::string_view key) { return read_part(at, key, resource); });
  };
  if (late && !input.read_slice(whole, read_again)) return false;
  module.resources.push_back(std::move(resource));
  return true;
}

bool read_module(Input& input, Cursor& cursor, ConfigModule& module);

bool read_call(Input& input, Cursor& cursor, ConfigCall& call) {
  return for_each_member(cursor, [&](std::string_view key) {
    if (key == "source") return read_text(cursor, call.source);
    if (key == "version_constraint") return read_text(cursor, call.version_constraint);
    if (key == "expressions") {
      ConfigBlock block;
      if (!read_block(cursor, block)) return false;
      call.expressions = std::move(block.attributes);
      return true;
    }
    if (key == "module") {
      call.module = std::make_unique<ConfigModule>();
      return read_module(input, cursor, *call.module);
    }
    if (!is_repetition(key)) return cursor.skip();
    call.has_repetition = true;
    return read_expression(cursor, call.repetition);
  });
}

bool read_variable(Cursor& cursor, ConfigVariable& variable) {
  return for_each_member(cursor, [&](std::string_view key) {
    if (key == "sensitive") return read_flag(cursor, variable.sensitive);
    if (key != "default") return cursor.skip();
    variable.has_default = true;
    return read_tree(cursor, variable.default_value);
  });
}

bool read_output(Cursor& cursor, ConfigExpression& output) {
  return for_each_member(cursor, [&](std::string_view key) {
    return key == "expression" ? read_expression(cursor, output) : cursor.skip();
  });
}

bool read_resources(Input& input, Cursor& cursor, ConfigModule& module) {
  if (cursor.shape() == Shape::kNull) return cursor.skip();
  if (!cursor.enter_array()) return false;
  while (cursor.next_element()) {
    if (!read_resource(input, cursor, module)) return false;
  }
  const auto key = [](const ConfigResource& r) { return std::tie(r.mode, r.type, r.name); };
  std::sort(module.resources.begin(), module.resources.end(),
            [key](const ConfigResource& a, const ConfigResource& b) { return key(a) < key(b); });
  return cursor.ok();
}

constexpr std::array<std::string_view, 4> kModuleKeys = {"resources", "module_calls", "variables", "outputs"};

bool read_module(Input& input, Cursor& cursor, ConfigModule& module) {
  KnownKeys keys(kModuleKeys);
  return for_each_member(cursor, [&](std::string_view key) {
    std::size_t position = 0;
    if (!keys.find(input, cursor, key, position)) return false;
    switch (position) {
      case 0:
        return read_resources(input, cursor, module);
      case 1:
        return for_each_member(
            cursor, [&](std::string_view name) { return read_call(input, cursor, module.calls[std::string(name)]); });
      case 2:
        return for_each_member(
            cursor, [&](std::string_view name) { return read_variable(cursor, module.variables[std::string(name)]); });
      case 3:
        return for_each_member(
            cursor, [&](std::string_view name) { return read_output(cursor, module.outputs[std::string(name)]); });
      default:
        return cursor.skip();
    }
  });
}

bool read_provider(Cursor& cursor, ProviderConfig& provider) {
  return for_each_member(cursor, [&](std::string_view key) {
    if (key == "name") return read_text(cursor, provider.name);
    if (key == "full_name") return read_text(cursor, provider.full_name);
    if (key == "alias") return read_text(cursor, provider.alias);
    if (key == "module_address") return read_text(cursor, provider.module_address);
    if (key == "version_constraint") return read_text(cursor, provider.version_constraint);
    return key == "expressions" ? read_block(cursor, provider.expressions) : cursor.skip();
  });
}

}  // namespace

bool read_configuration(Input& input, Cursor& cursor, Plan& plan) {
  if (cursor.shape() == Shape::kNull) return cursor.skip();
  plan.has_configuration = true;
  return for_each_member(cursor, [&](std::string_view key) {
    if (key == "root_module") return read_module(input, cursor, plan.configuration);
    if (key != "provider_config") return cursor.skip();
    return for_each_member(cursor, [&](std::string_view name) {
      ProviderConfig provider{.key = std::string(name)};
      if (!read_provider(cursor, provider)) return false;
      plan.providers.push_back(std::move(provider));
      return true;
    });
  });
}

bool read_variables(Cursor& cursor, Plan& plan) {
  return for_each_member(cursor, [&](std::string_view key) {
    const std::string name(key);
    Value& value = plan.variables[name];
    return for_each_member(
        cursor, [&](std::string_view member) { return member == "value" ? read_tree(cursor, value) : cursor.skip(); });
  });
}

}  // namespace plimsoll::plan
