#include "blocks.h"

#include <algorithm>
#include <array>
#include <map>

#include "plimsoll/base/text.h"
#include "plimsoll/lang/evaluate.h"

namespace plimsoll::policy {
namespace {

constexpr std::array<std::string_view, 8> kReservedWords = {"connected", "relationship", "relates_to",  "connection",
                                                            "match",     "where",        "cardinality", "self"};
constexpr std::string_view kGateHint =
    "It belongs to plimsoll's extension of the language. Add plimsoll { language = 1 } to the policy block "
    "of this file to use it; Terraform's own engine refuses such files.";

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

template <typename Rules>
const typename Rules::value_type* find_rule(const Rules& rules, std::string_view name) {
  for (const auto& rule : rules) {
    if constexpr (requires { rule.type; }) {
      if (rule.type == name) return &rule;
    } else {
      if (rule.name == name) return &rule;
    }
  }
  return nullptr;
}

void reserved_error(Checker& checker, const hcl::Name& name) {
  checker.error("Reserved name", quoted(name.text) + " is reserved for a future Terraform policy language.",
                name.range);
}

std::vector<std::string> attribute_names(const Checker& checker, const BodySchema& schema) {
  std::vector<std::string> names;
  for (const AttributeRule& rule : schema.attributes) {
    if (checker.extended || !rule.extended) names.emplace_back(rule.name);
  }
  return names;
}

std::vector<std::string> block_types(const Checker& checker, const BodySchema& schema) {
  std::vector<std::string> names;
  for (const BlockRule& rule : schema.blocks) {
    if (checker.extended || !rule.extended) names.emplace_back(rule.type);
  }
  return names;
}

void check_attribute(Checker& checker, const hcl::Attribute& attribute, const BodySchema& schema) {
  const std::string& name = attribute.name.text;
  if (const AttributeRule* rule = find_rule(schema.attributes, name)) {
    if (rule->extended && !checker.extended) {
      checker.error("Unsupported argument",
                    quoted(name) + " is not part of the standard policy language. " + std::string(kGateHint),
                    attribute.name.range);
    }
    return;
  }
  if (is_reserved_word(name)) return reserved_error(checker, attribute.name);
  std::string detail = "An argument named " + quoted(name) + " is not expected in " + std::string(schema.what) + ".";
  if (find_rule(schema.blocks, name) != nullptr) {
    detail += " Write it as a block: " + name + " { … }.";
  } else {
    detail += suggestion(name, attribute_names(checker, schema));
  }
  checker.error("Unsupported argument", detail, attribute.name.range);
}

void check_labels(Checker& checker, const hcl::Block& block, const BlockRule& rule) {
  if (has_labels(block, rule.label_count)) return;
  const std::string wanted = rule.label_count == 0   ? "takes no labels"
                             : rule.label_count == 1 ? "needs exactly one label: " + std::string(rule.labels)
                                                     : "needs exactly two labels: " + std::string(rule.labels);
  checker.error(
      "Wrong number of labels",
      "A " + block.type.text + " block " + wanted + "; this one has " + std::to_string(block.labels.size()) + ".",
      block.header_range);
}

void check_block(Checker& checker, const hcl::Block& block, const BodySchema& schema) {
  const std::string& type = block.type.text;
  const BlockRule* rule = find_rule(schema.blocks, type);
  if (rule == nullptr) {
    if (is_reserved_word(type) || type == "each") return reserved_error(checker, block.type);
    std::string detail = "Blocks of type " + quoted(type) + " are not expected in " + std::string(schema.what) + ".";
    if (find_rule(schema.attributes, type) != nullptr) {
      detail += " Write it as an attribute: " + type + " = ….";
    } else {
      detail += suggestion(type, block_types(checker, schema));
    }
    return checker.error("Unsupported block type", detail, block.type.range);
  }
  if (rule->extended && !checker.extended) {
    return checker.error(
        "Unsupported block type",
        "Blocks of type " + quoted(type) + " are not part of the standard policy language. " + std::string(kGateHint),
        block.type.range);
  }
  check_labels(checker, block, *rule);
}

void check_counts(Checker& checker, const hcl::Body& body, ByteRange header, const BodySchema& schema) {
  for (const AttributeRule& rule : schema.attributes) {
    if (rule.required && body.attribute(rule.name) == nullptr) {
      checker.error("Missing required argument",
                    "The argument " + quoted(rule.name) + " is required in " + std::string(schema.what) + ".", header);
    }
  }
  for (const BlockRule& rule : schema.blocks) {
    const std::vector<const hcl::Block*> found = body.blocks_of(rule.type);
    if (rule.required && found.empty()) {
      checker.error("Missing block",
                    "At least one " + quoted(rule.type) + " block is required in " + std::string(schema.what) + ".",
                    header);
    }
    for (std::size_t i = 1; rule.once && i < found.size(); ++i) {
      checker.error("Duplicate block",
                    "At most one " + quoted(rule.type) + " block may stand in " + std::string(schema.what) + ".",
                    found[i]->header_range);
    }
  }
}

}  // namespace

void Checker::error(std::string summary, std::string detail, ByteRange bytes) {
  errors.push_back(make_error(std::move(summary), std::move(detail), range(bytes)));
}

void Checker::warn(std::string summary, std::string detail, ByteRange bytes) {
  warnings.push_back(make_warning(std::move(summary), std::move(detail), range(bytes)));
}

void Checker::doubtful(std::string summary, std::string detail, ByteRange bytes) {
  if (extended) {
    error(std::move(summary), std::move(detail), bytes);
  } else {
    warn(std::move(summary), std::move(detail), bytes);
  }
}

void check_body(Checker& checker, const hcl::Body& body, ByteRange header, const BodySchema& schema) {
  for (const hcl::Attribute& attribute : body.attributes) check_attribute(checker, attribute, schema);
  for (const hcl::Block& block : body.blocks) check_block(checker, block, schema);
  check_counts(checker, body, header, schema);
}

bool has_labels(const hcl::Block& block, std::size_t count) {
  return block.labels.size() == count;
}

bool is_reserved_word(std::string_view word) {
  return std::find(kReservedWords.begin(), kReservedWords.end(), word) != kReservedWords.end();
}

std::optional<std::string> literal_string(const hcl::Expression& expression) {
  const auto* text = std::get_if<hcl::Template>(&expression.node);
  if (text == nullptr) return std::nullopt;
  std::string result;
  for (const hcl::TemplatePart& part : text->parts) {
    const auto* literal = std::get_if<hcl::TemplateText>(&part.node);
    if (literal == nullptr) return std::nullopt;
    result += literal->text;
  }
  return result;
}

bool is_constant(const hcl::Expression& expression) {
  return lang::references(expression).empty() && lang::calls(expression).empty();
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kMaxCandidates = 2000;  // a hostile file has thousands of names and as many slips
  if (candidates.size() > kMaxCandidates) return "";
  const std::string near = did_you_mean(word, candidates);
  return near.empty() ? "" : " Did you mean " + quoted(near) + "?";
}

}  // namespace plimsoll::policy
