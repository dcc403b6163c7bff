#include <algorithm>
#include <array>
#include <set>

#include "load_file.h"
#include "standard.h"

namespace plimsoll::policy {
namespace {

constexpr std::array kResourceAttributes = {AttributeRule{.name = "enforcement_level"}, AttributeRule{.name = "filter"},
                                            AttributeRule{.name = "operations"}, AttributeRule{.name = "operation"}};
constexpr std::array kOtherAttributes = {AttributeRule{.name = "enforcement_level"}, AttributeRule{.name = "filter"}};
constexpr std::array kRuleBlocks = {BlockRule{.type = "locals"}, BlockRule{.type = "enforce", .required = true}};

constexpr std::array kEnforceAttributes = {
    AttributeRule{.name = "condition", .required = true},
    AttributeRule{.name = "error_message"},
    AttributeRule{.name = "info_message"},
    AttributeRule{.name = "for_each", .extended = true},
    AttributeRule{.name = "subject", .extended = true},
    AttributeRule{.name = "path", .extended = true},
    AttributeRule{.name = "severity", .extended = true},
    AttributeRule{.name = "unknown_message", .extended = true},
};
constexpr std::array kEnforceBlocks = {BlockRule{.type = "fix", .extended = true}};
constexpr BodySchema kEnforce = {
    .what = "an enforce block", .attributes = kEnforceAttributes, .blocks = kEnforceBlocks};

constexpr std::array kFixAttributes = {AttributeRule{.name = "summary", .required = true},
                                       AttributeRule{.name = "when"}, AttributeRule{.name = "notes"},
                                       AttributeRule{.name = "applicability"}};
constexpr std::array kFixBlocks = {
    BlockRule{.type = "set", .label_count = 1, .labels = "the attribute's path"},
    BlockRule{.type = "remove", .label_count = 1, .labels = "the attribute's path"},
    BlockRule{.type = "append", .label_count = 1, .labels = "the list's path"},
    BlockRule{.type = "block", .label_count = 1, .labels = "the block's type"},
    BlockRule{.type = "resource", .label_count = 2, .labels = "its type and name"},
};
constexpr BodySchema kFix = {.what = "a fix block", .attributes = kFixAttributes, .blocks = kFixBlocks};

constexpr std::array kValueAttributes = {AttributeRule{.name = "value", .required = true}};

/// One policy block while it is read.
struct RuleLoad {
  FileLoad& load;
  const lang::FunctionTable& functions;
  Policy& policy;
  VisibleNames names = {};
  bool uses_attrs = false;
  bool uses_getresources = false;

  Checker& checker() { return load.checker; }
};

void note_uses(RuleLoad& rule, const hcl::Expression& expression) {
  Policy::Uses& uses = rule.policy.uses;
  for (const lang::Reference& reference : lang::references(expression)) {
    uses.prior_attrs = uses.prior_attrs || reference.root == "prior_attrs";
    uses.meta = uses.meta || reference.root == "meta";
    uses.input = uses.input || reference.root == "input";
    uses.local = uses.local || reference.root == "local";
    rule.uses_attrs = rule.uses_attrs || reference.root == "attrs";
    const bool names_argument = rule.policy.kind != PolicyKind::kModule && reference.root == "attrs";
    if (names_argument && !reference.member.empty()) rule.policy.attribute_names.push_back(reference.member);
  }
  for (const hcl::Call* call : lang::calls(expression)) {
    rule.uses_getresources = rule.uses_getresources || call->name == "core::getresources";
  }
}

const hcl::Expression* take(RuleLoad& rule, const hcl::Attribute* attribute, bool each) {
  if (attribute == nullptr) return nullptr;
  rule.names.each = each;
  check_expression(rule.checker(), *attribute->value, rule.names, rule.functions);
  rule.names.each = false;
  note_uses(rule, *attribute->value);
  check_meta(rule.checker(), *attribute->value, rule.policy.kind);
  check_offline(rule.checker(), *attribute->value);
  if (rule.policy.kind != PolicyKind::kResource) {
    for (const hcl::Call* call : lang::calls(*attribute->value)) {
      if (call->name != "core::getresources" && call->name != "core::getdatasource") continue;
      rule.checker().error("Function not available here", call->name + " works in resource policies only.",
                           call->name_range);
    }
  }
  return attribute->value.get();
}

void load_locals(RuleLoad& rule, const hcl::Body& body) {
  Checker& checker = rule.checker();
  rule.policy.locals = collect_locals(checker, body);
  for (const hcl::Attribute* local : rule.policy.locals) {
    const std::string& name = local->name.text;
    if (!rule.names.locals.insert(name).second) {
      checker.warn("Local overrides another",
                   "\"" + name +
                       "\" is defined at the top level too; inside this policy this definition counts. Some versions "
                       "of the language refuse this.",
                   local->name.range);
    }
  }
  for (const hcl::Attribute* local : rule.policy.locals) take(rule, local, false);
  check_cycles(checker, rule.policy.locals);
}

// --- fixes
// -------------------------------------------------------------------------------------------------------------

void load_body(RuleLoad& rule, const hcl::Body& body, bool each) {
  for (const hcl::Attribute& attribute : body.attributes) take(rule, &attribute, each);
  for (const hcl::Block& block : body.blocks) load_body(rule, block.body, each);
}

void check_path_label(RuleLoad& rule, const hcl::Block& block, bool each) {
  if (block.labels.empty()) return;
  const std::string& path = block.labels[0].text;
  const bool in_element = path.rfind("each.", 0) == 0;
  if (in_element && !each) {
    rule.checker().error("Invalid path", "A path can begin at each in an enforce block with for_each only.",
                         block.labels[0].range);
  }
  if (path.empty() || path == "each" || path == "each." || path == "attrs" || path == "attrs.") {
    rule.checker().error("Invalid path", "Name an attribute, such as \"each.privileged\" or \"network_mode\".",
                         block.labels[0].range);
  }
}

void load_edit(RuleLoad& rule, const hcl::Block& block, bool each) {
  const std::string& type = block.type.text;
  if (type == "block" || type == "resource") return load_body(rule, block.body, each);
  const std::string what = "a " + type + " block";
  const BodySchema with_value = {.what = what, .attributes = kValueAttributes};
  const BodySchema without_value = {.what = what};
  check_body(rule.checker(), block.body, block.header_range, type == "remove" ? without_value : with_value);
  check_path_label(rule, block, each);
  take(rule, block.body.attribute("value"), each);
}

Applicability load_applicability(RuleLoad& rule, const hcl::Attribute* attribute) {
  if (attribute == nullptr) return Applicability::kExact;
  const std::string text = literal_string(*attribute->value).value_or("");
  for (const Applicability value : {Applicability::kExact, Applicability::kReview, Applicability::kManual}) {
    if (text == name(value)) return value;
  }
  rule.checker().error("Invalid applicability",
                       "Write \"exact\", \"review\" or \"manual\"." + suggestion(text, {"exact", "review", "manual"}),
                       attribute->value->range);
  return Applicability::kReview;
}

FixRule load_fix(RuleLoad& rule, const hcl::Block& block, bool each) {
  const hcl::Body& body = block.body;
  check_body(rule.checker(), body, block.header_range, kFix);
  for (const hcl::Block& edit : body.blocks) load_edit(rule, edit, each);
  return {.when = take(rule, body.attribute("when"), each),
          .summary = take(rule, body.attribute("summary"), each),
          .notes = take(rule, body.attribute("notes"), each),
          .applicability = load_applicability(rule, body.attribute("applicability")),
          .block = &block};
}

// --- enforce
// -----------------------------------------------------------------------------------------------------------

/// Takes `{ kind = "container", name = each.value.name }` apart, so that no object is built for every element.
void split_subject(Enforce& enforce) {
  const auto* object =
      enforce.subject != nullptr ? std::get_if<hcl::ObjectConstructor>(&enforce.subject->node) : nullptr;
  if (object == nullptr || object->items.size() != 2) return;
  std::string kind;
  const hcl::Expression* subject_name = nullptr;
  for (const hcl::ObjectItem& item : object->items) {
    const std::string key = literal_string(*item.key).value_or("");
    if (key == "kind") kind = literal_string(*item.value).value_or("");
    if (key == "name") subject_name = item.value.get();
  }
  if (kind.empty() || subject_name == nullptr) return;
  enforce.subject_kind = kind;
  enforce.subject_name = subject_name;
}

Enforce load_enforce(RuleLoad& rule, const hcl::Block& block) {
  const hcl::Body& body = block.body;
  check_body(rule.checker(), body, block.header_range, kEnforce);
  Enforce enforce;
  enforce.range = block.range;
  const bool each = rule.load.file->extended && body.attribute("for_each") != nullptr;
  enforce.for_each = take(rule, body.attribute("for_each"), false);
  enforce.condition = take(rule, body.attribute("condition"), each);
  enforce.error_message = take(rule, body.attribute("error_message"), each);
  enforce.info_message = take(rule, body.attribute("info_message"), each);
  enforce.subject = take(rule, body.attribute("subject"), each);
  split_subject(enforce);
  enforce.path = take(rule, body.attribute("path"), each);
  enforce.severity = take(rule, body.attribute("severity"), each);
  enforce.unknown_message = take(rule, body.attribute("unknown_message"), each);
  if (const std::optional<std::string> severity = enforce.severity ? literal_string(*enforce.severity) : std::nullopt;
      severity.has_value() && !parse_severity(*severity).has_value()) {
    rule.checker().error("Invalid severity",
                         "Severity is critical, high, medium, low or info." +
                             suggestion(*severity, {"critical", "high", "medium", "low", "info"}),
                         enforce.severity->range);
  }
  for (const hcl::Block* fix : body.blocks_of("fix")) enforce.fixes.push_back(load_fix(rule, *fix, each));
  return enforce;
}

// --- operations
// --------------------------------------------------------------------------------------------------------

bool has(const std::vector<Operation>& operations, Operation operation) {
  return std::find(operations.begin(), operations.end(), operation) != operations.end();
}

void add_operation(RuleLoad& rule, const hcl::Expression& expression) {
  Checker& checker = rule.checker();
  const std::optional<std::string> text = literal_string(expression);
  const std::optional<Operation> operation = text.has_value() ? parse_operation(*text) : std::nullopt;
  if (!operation.has_value()) {
    return checker.error("Invalid operation",
                         "An operation is \"create\", \"update\", \"delete\" or \"no-op\"." +
                             suggestion(text.value_or(""), {"create", "update", "delete", "no-op"}),
                         expression.range);
  }
  if (has(rule.policy.operations, *operation)) {
    return checker.warn("Duplicate operation", "\"" + *text + "\" stands in this list already.", expression.range);
  }
  rule.policy.operations.push_back(*operation);
}

/// The list as it is written; false when there is none or it is wrong.
bool read_operations(RuleLoad& rule, const hcl::Body& body) {
  Checker& checker = rule.checker();
  const std::size_t errors_before = checker.errors.size();
  if (const hcl::Attribute* old = body.attribute("operation")) {
    checker.warn("Old spelling", "\"operation\" is the spelling of early releases; write operations = [\"…\"].",
                 old->name.range);
    if (body.attribute("operations") == nullptr) {
      add_operation(rule, *old->value);
      return checker.errors.size() == errors_before;
    }
  }
  const hcl::Attribute* attribute = body.attribute("operations");
  if (attribute == nullptr) return false;
  const auto* list = std::get_if<hcl::TupleConstructor>(&attribute->value->node);
  if (list == nullptr) {
    checker.error("List expected", "\"operations\" is a list of operations: [\"create\", \"update\"].",
                  attribute->value->range);
    return false;
  }
  for (const hcl::ExpressionPtr& element : list->elements) add_operation(rule, *element);
  return checker.errors.size() == errors_before;
}

void check_prior_operations(RuleLoad& rule, bool explicit_list, ByteRange range) {
  const std::vector<Operation>& operations = rule.policy.operations;
  const bool fits = explicit_list && !operations.empty() && !has(operations, Operation::kCreate) &&
                    !has(operations, Operation::kNoOp);
  if (fits) return;
  rule.checker().error(
      "Operations do not fit prior_attrs",
      "A policy that uses prior_attrs needs operations = [\"update\"], [\"delete\"] or both: nothing else has "
      "values before the change.",
      range);
}

void check_combinations(RuleLoad& rule, ByteRange range) {
  const std::vector<Operation>& operations = rule.policy.operations;
  for (const Operation other : {Operation::kCreate, Operation::kNoOp}) {
    if (!has(operations, Operation::kDelete) || !has(operations, other)) continue;
    rule.checker().warn("Operations that newer releases refuse",
                        "\"" + std::string(name(other)) +
                            "\" together with \"delete\" is refused by newer releases of the language; "
                            "a replacement is judged as a create and a delete.",
                        range);
  }
  if (!operations.empty() && rule.uses_attrs && rule.uses_getresources && !has(operations, Operation::kNoOp) &&
      !has(operations, Operation::kDelete)) {
    rule.checker().warn(
        "Operations may leave a gap",
        "This policy relates resources, but without \"no-op\" it is not judged when only the other resource changes.",
        range);
  }
}

void load_operations(RuleLoad& rule, const hcl::Block& block) {
  const std::size_t errors_before = rule.checker().errors.size();
  const bool explicit_list = read_operations(rule, block.body);
  if (rule.checker().errors.size() != errors_before) return;
  const hcl::Attribute* attribute = block.body.attribute("operations");
  const ByteRange range = attribute != nullptr ? attribute->range : block.header_range;
  std::vector<Operation>& operations = rule.policy.operations;
  if (rule.policy.uses.prior_attrs) check_prior_operations(rule, explicit_list, range);
  check_combinations(rule, range);
  if (!explicit_list) operations = {Operation::kCreate, Operation::kUpdate, Operation::kNoOp};
  if (operations.empty()) {
    rule.checker().warn("Empty list of operations", "It means all operations; some versions of the language refuse it.",
                        range);
  }
  if (operations.empty()) operations = {Operation::kCreate, Operation::kUpdate, Operation::kDelete, Operation::kNoOp};
}

// --- enforcement level
// -------------------------------------------------------------------------------------------------

void check_level_text(Checker& checker, const hcl::Expression& expression, const std::string& text) {
  if (!parse_enforcement_level(text).has_value()) {
    return checker.error("Invalid enforcement level",
                         "The level is \"advisory\", \"mandatory_overridable\" or \"mandatory\"." +
                             suggestion(text, {"advisory", "mandatory_overridable", "mandatory"}),
                         expression.range);
  }
  if (text == "mandatory-overridable") {
    checker.warn("Old spelling",
                 "\"mandatory-overridable\" is the spelling of early releases; write \"mandatory_overridable\".",
                 expression.range);
  }
}

bool asks_inputs_only(const hcl::Expression& expression) {
  const std::vector<lang::Reference> references = lang::references(expression);
  return std::all_of(references.begin(), references.end(), [](const lang::Reference& r) { return r.root == "input"; });
}

/// Decides the level now where inputs suffice; a level that is wrong then is an error of the policy or of the input.
void load_level(RuleLoad& rule, const hcl::Attribute* attribute) {
  Checker& checker = rule.checker();
  Policy& policy = rule.policy;
  const std::size_t errors_before = checker.errors.size();
  policy.enforcement_level = attribute != nullptr ? take(rule, attribute, false) : rule.load.default_level;
  if (policy.enforcement_level == nullptr) {
    policy.fixed_level = EnforcementLevel::kMandatory;
    return;
  }
  if (attribute == nullptr)
    check_expression(checker, *policy.enforcement_level, file_names(*rule.load.file), rule.functions);
  if (!asks_inputs_only(*policy.enforcement_level)) return;
  if (checker.errors.size() != errors_before) return;
  lang::Scope scope;
  scope.set("input", rule.load.file->input_object);
  const lang::Outcome outcome = lang::evaluate(
      *policy.enforcement_level, {.source = checker.source, .scope = &scope, .functions = &rule.functions});
  if (!outcome.ok()) {
    checker.errors.push_back(outcome.failure().diagnostic);
    return;
  }
  if (!outcome.value().is_string()) return;  // null or unknown: an error when a subject is judged
  check_level_text(checker, *policy.enforcement_level, outcome.value().as_string());
  policy.fixed_level = parse_enforcement_level(outcome.value().as_string());
}

BodySchema rule_schema(PolicyKind kind) {
  if (kind == PolicyKind::kResource) {
    return {.what = "a resource policy", .attributes = kResourceAttributes, .blocks = kRuleBlocks};
  }
  return {.what = kind == PolicyKind::kProvider ? "a provider policy" : "a module policy",
          .attributes = kOtherAttributes,
          .blocks = kRuleBlocks};
}

void check_type_label(Checker& checker, const hcl::Block& block, PolicyKind kind) {
  const std::string& type = block.labels[0].text;
  const bool partial = type != "*" && type.find('*') != std::string::npos;
  if (kind == PolicyKind::kProvider && type.find('/') != std::string::npos) {
    checker.error("Invalid provider type", "Name the provider's type only: \"aws\", not \"hashicorp/aws\".",
                  block.labels[0].range);
  }
  if (kind == PolicyKind::kModule && partial) {
    checker.error("Invalid module source", "A module policy names a whole source or \"*\"; parts cannot match.",
                  block.labels[0].range);
  }
}

}  // namespace

FixRule load_distant_fix(FileLoad& load, Policy& policy, const hcl::Block& block,
                         const lang::FunctionTable& functions) {
  RuleLoad rule = {.load = load, .functions = functions, .policy = policy, .names = file_names(*load.file)};
  rule.names.attrs = true;
  rule.names.meta = true;
  rule.names.prior_attrs = policy.kind == PolicyKind::kResource;
  for (const hcl::Attribute* local : policy.locals) rule.names.locals.insert(local->name.text);
  FixRule fix = load_fix(rule, block, false);
  fix.source = load.checker.source;
  return fix;
}

void load_policy(FileLoad& load, const hcl::Block& block, PolicyKind kind, const lang::FunctionTable& functions) {
  Policy policy = {.kind = kind, .file = load.file.get(), .header_range = block.header_range};
  RuleLoad rule = {.load = load, .functions = functions, .policy = policy, .names = file_names(*load.file)};
  rule.names.attrs = true;
  rule.names.meta = true;
  rule.names.prior_attrs = kind == PolicyKind::kResource;
  if (has_labels(block, 2)) {
    policy.type = block.labels[0].text;
    policy.name = block.labels[1].text;
    check_type_label(load.checker, block, kind);
  }
  check_body(load.checker, block.body, block.header_range, rule_schema(kind));
  load_locals(rule, block.body);
  load_level(rule, block.body.attribute("enforcement_level"));
  policy.filter = take(rule, block.body.attribute("filter"), false);
  for (const hcl::Block* enforce : block.body.blocks_of("enforce"))
    policy.enforces.push_back(load_enforce(rule, *enforce));
  if (kind == PolicyKind::kResource) load_operations(rule, block);
  load.file->policies.push_back(std::move(policy));
}

}  // namespace plimsoll::policy
