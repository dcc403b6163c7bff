#include "load_file.h"

#include <algorithm>
#include <array>
#include <set>

#include "standard.h"

namespace plimsoll::policy {
namespace {

constexpr std::array kFileBlocks = {
    BlockRule{.type = "policy", .once = true},
    BlockRule{.type = "input", .label_count = 1, .labels = "its name"},
    BlockRule{.type = "locals"},
    BlockRule{.type = "resource_policy", .label_count = 2, .labels = "the resource type and the policy's name"},
    BlockRule{.type = "provider_policy", .label_count = 2, .labels = "the provider type and the policy's name"},
    BlockRule{.type = "module_policy", .label_count = 2, .labels = "the module source and the policy's name"},
    BlockRule{.type = "control", .label_count = 1, .labels = "its id", .once = true, .extended = true},
};
constexpr BodySchema kFile = {.what = "a policy file", .blocks = kFileBlocks};

constexpr std::array kPolicyAttributes = {AttributeRule{.name = "enforcement_level"}};
constexpr std::array kPolicyBlocks = {
    BlockRule{.type = "required_providers", .once = true},
    BlockRule{.type = "plugins", .once = true},
    BlockRule{.type = "terraform_config", .once = true},
    BlockRule{.type = "plimsoll", .once = true},
};
constexpr BodySchema kPolicy = {.what = "the policy block", .attributes = kPolicyAttributes, .blocks = kPolicyBlocks};

constexpr std::array kGateAttributes = {AttributeRule{.name = "language", .required = true}};
constexpr BodySchema kGate = {.what = "the plimsoll block", .attributes = kGateAttributes};

void load_policy_block(FileLoad& load, const hcl::Block& block) {
  Checker& checker = load.checker;
  check_body(checker, block.body, block.header_range, kPolicy);
  for (const hcl::Block* gate : block.body.blocks_of("plimsoll")) check_gate(checker, *gate);
  for (const hcl::Block* providers : block.body.blocks_of("required_providers")) check_providers(checker, *providers);
  if (const hcl::Attribute* level = block.body.attribute("enforcement_level")) {
    checker.warn(
        "Unusual enforcement_level",
        "An enforcement level for the whole file is not part of the documented language; it serves as the default "
        "of the policies in this file.",
        level->range);
    load.default_level = level->value.get();
  }
}

bool has_gate(const hcl::Body& body) {
  for (const hcl::Block* block : body.blocks_of("policy")) {
    if (!block->body.blocks_of("plimsoll").empty()) return true;
  }
  return false;
}

/// Types that `function` is asked for; "*" when one is not literal.
void collect_types(const hcl::Body& body, std::string_view function, std::set<std::string>& types) {
  for (const hcl::Attribute& attribute : body.attributes) {
    for (const hcl::Call* call : lang::calls(*attribute.value)) {
      if (call->name != function || call->arguments.empty()) continue;
      types.insert(literal_string(*call->arguments[0]).value_or("*"));
    }
  }
  for (const hcl::Block& block : body.blocks) collect_types(block.body, function, types);
}

void load_policies(FileLoad& load, const lang::FunctionTable& functions) {
  std::set<std::string> seen;
  for (const hcl::Block& block : load.file->syntax.body.blocks) {
    const std::string& type = block.type.text;
    if (type != "resource_policy" && type != "provider_policy" && type != "module_policy") continue;
    if (has_labels(block, 2) && !seen.insert(type + "\n" + block.labels[0].text + "\n" + block.labels[1].text).second) {
      load.checker.error("Duplicate policy",
                         "A " + type + " with the labels \"" + block.labels[0].text + "\" \"" + block.labels[1].text +
                             "\" exists already in this file.",
                         block.header_range);
    }
    const PolicyKind kind = type == "resource_policy"   ? PolicyKind::kResource
                            : type == "provider_policy" ? PolicyKind::kProvider
                                                        : PolicyKind::kModule;
    load_policy(load, block, kind, functions);
  }
}

}  // namespace

void check_gate(Checker& checker, const hcl::Block& gate) {
  check_body(checker, gate.body, gate.header_range, kGate);
  const hcl::Attribute* language = gate.body.attribute("language");
  if (language == nullptr) return;
  const auto* literal = std::get_if<hcl::Literal>(&language->value->node);
  if (literal == nullptr || literal->kind != hcl::LiteralKind::kNumber || literal->number != "1") {
    checker.error("Unsupported language version", "This plimsoll knows language = 1 only.", language->value->range);
  }
}

std::vector<const hcl::Attribute*> collect_locals(Checker& checker, const hcl::Body& body) {
  const BodySchema schema = {.what = "a locals block"};
  std::vector<const hcl::Attribute*> locals;
  std::set<std::string_view> seen;
  for (const hcl::Block* block : body.blocks_of("locals")) {
    for (const hcl::Block& inner : block->body.blocks) {
      checker.error("Unsupported block type", "Blocks are not expected in " + std::string(schema.what) + ".",
                    inner.type.range);
    }
    for (const hcl::Attribute& attribute : block->body.attributes) {
      if (seen.insert(attribute.name.text).second) {
        locals.push_back(&attribute);
      } else {
        checker.error("Duplicate local",
                      "The local expression \"" + attribute.name.text + "\" is already defined in this scope.",
                      attribute.name.range);
      }
    }
  }
  return locals;
}

VisibleNames file_names(const PolicyFile& file) {
  VisibleNames names;
  for (const auto& [name, value] : file.inputs) names.inputs.insert(name);
  for (const hcl::Attribute* local : file.locals) names.locals.insert(local->name.text);
  return names;
}

FileLoad load_file(const SourcePtr& source, const lang::FunctionTable& functions, const LoadOptions& options) {
  FileLoad load;
  load.file = std::make_shared<PolicyFile>();
  PolicyFile& file = *load.file;
  file.syntax = hcl::parse_file(source);
  file.extended = has_gate(file.syntax.body);
  load.checker = {.source = source, .extended = file.extended, .errors = file.syntax.diagnostics};
  const hcl::Body& body = file.syntax.body;

  check_body(load.checker, body, {.begin = 0, .end = 0}, kFile);
  for (const hcl::Block* block : body.blocks_of("policy")) load_policy_block(load, *block);
  load_inputs(load, options);
  file.locals = collect_locals(load.checker, body);
  check_cycles(load.checker, file.locals);
  const VisibleNames names = file_names(file);
  for (const hcl::Attribute* local : file.locals) check_expression(load.checker, *local->value, names, functions);
  load_control(load, body, functions);
  load_policies(load, functions);

  std::set<std::string> related;
  collect_types(body, "core::getresources", related);
  file.related_types.assign(related.begin(), related.end());
  std::set<std::string> data;
  collect_types(body, "core::getdatasource", data);
  file.data_types.assign(data.begin(), data.end());
  return load;
}

}  // namespace plimsoll::policy
