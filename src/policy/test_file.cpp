#include "test_file.h"

#include <array>
#include <set>

#include "load_file.h"
#include "names.h"
#include "plimsoll/policy/policy_test.h"

namespace plimsoll::policy {
namespace {

constexpr std::array kFileBlocks = {
    BlockRule{.type = "policytest", .once = true},
    BlockRule{.type = "inputs", .once = true},
    BlockRule{.type = "locals"},
    BlockRule{.type = "resource", .label_count = 2, .labels = "the resource type and a name"},
    BlockRule{.type = "provider", .label_count = 2, .labels = "the provider type and a name"},
    BlockRule{.type = "module", .label_count = 2, .labels = "the module source and a name"},
    BlockRule{.type = "data", .label_count = 2, .labels = "the data source's type and a name"},
};
constexpr BodySchema kFile = {.what = "a test file", .blocks = kFileBlocks};

constexpr std::array kPolicyTestAttributes = {AttributeRule{.name = "targets"}};
constexpr std::array kPolicyTestBlocks = {BlockRule{.type = "plugins", .once = true},
                                          BlockRule{.type = "terraform_config", .once = true},
                                          BlockRule{.type = "plimsoll", .once = true}};
constexpr BodySchema kPolicyTest = {
    .what = "the policytest block", .attributes = kPolicyTestAttributes, .blocks = kPolicyTestBlocks};

constexpr std::array kResourceAttributes = {
    AttributeRule{.name = "attrs"}, AttributeRule{.name = "prior_attrs"},    AttributeRule{.name = "meta"},
    AttributeRule{.name = "skip"},  AttributeRule{.name = "expect_failure"}, AttributeRule{.name = "operation"}};
constexpr std::array kOtherAttributes = {AttributeRule{.name = "attrs"}, AttributeRule{.name = "meta"},
                                         AttributeRule{.name = "expect_failure"}};
constexpr std::array kDataAttributes = {AttributeRule{.name = "attrs", .required = true}};
constexpr std::array kMockBlocks = {BlockRule{.type = "inputs", .once = true},
                                    BlockRule{.type = "expect", .extended = true}};

constexpr std::array kExpectAttributes = {AttributeRule{.name = "subject"}, AttributeRule{.name = "verdict"},
                                          AttributeRule{.name = "message"}, AttributeRule{.name = "severity"},
                                          AttributeRule{.name = "fix"},     AttributeRule{.name = "count"}};
constexpr BodySchema kExpect = {.what = "an expect block", .attributes = kExpectAttributes};

struct KindName {
  std::string_view name;
  MockKind kind;
};
constexpr std::array<KindName, 4> kKinds = {{{"resource", MockKind::kResource},
                                             {"provider", MockKind::kProvider},
                                             {"module", MockKind::kModule},
                                             {"data", MockKind::kData}}};

BodySchema schema_of(MockKind kind) {
  switch (kind) {
    case MockKind::kResource:
      return {.what = "a resource mock", .attributes = kResourceAttributes, .blocks = kMockBlocks};
    case MockKind::kData:
      return {.what = "a data mock", .attributes = kDataAttributes};
    case MockKind::kProvider:
      return {.what = "a provider mock", .attributes = kOtherAttributes, .blocks = kMockBlocks};
    case MockKind::kModule:
      break;
  }
  return {.what = "a module mock", .attributes = kOtherAttributes, .blocks = kMockBlocks};
}

bool is_empty_object(const hcl::Expression* expression) {
  const auto* object = expression != nullptr ? std::get_if<hcl::ObjectConstructor>(&expression->node) : nullptr;
  return object != nullptr && object->items.empty();
}

void check_resource_mock(Checker& checker, const MockSyntax& mock) {
  const hcl::Expression* attrs = mock.attribute("attrs");
  const hcl::Expression* prior = mock.attribute("prior_attrs");
  if (attrs == nullptr && prior == nullptr) {
    checker.error("Empty mock", "A resource mock needs attrs or prior_attrs.", mock.block->header_range);
  } else if (mock.is_literally_empty()) {
    checker.doubtful(
        "Empty mock",
        "Releases from 0.3 on refuse a mock without attributes; a deletion is prior_attrs = { id = null }.",
        mock.block->header_range);
  }
  if (mock.attribute("skip") != nullptr && mock.attribute("expect_failure") != nullptr) {
    checker.warn("skip and expect_failure", "A mock that is skipped is not judged, so expect_failure has no effect.",
                 mock.block->header_range);
  }
  if (mock.attribute("operation") != nullptr) {
    checker.warn("Old spelling", "\"operation\" is the spelling of early releases; write meta = { operation = \"…\" }.",
                 mock.block->header_range);
  }
}

void load_mock(TestFile& file, const hcl::Block& block, MockKind kind) {
  Checker& checker = file.checker;
  check_body(checker, block.body, block.header_range, schema_of(kind));
  if (!has_labels(block, 2)) return;
  MockSyntax mock = {.kind = kind, .type = block.labels[0].text, .name = block.labels[1].text, .block = &block};
  const std::vector<const hcl::Block*> inputs = block.body.blocks_of("inputs");
  if (!inputs.empty()) mock.inputs = inputs.front();
  mock.expects = block.body.blocks_of("expect");
  for (const hcl::Block* expect : mock.expects) check_body(checker, expect->body, expect->header_range, kExpect);
  if (kind == MockKind::kResource) check_resource_mock(checker, mock);
  file.mocks.push_back(std::move(mock));
}

void load_mocks(TestFile& file) {
  std::set<std::string> seen;
  for (const hcl::Block& block : file.syntax.body.blocks) {
    for (const KindName& entry : kKinds) {
      if (block.type.text != entry.name) continue;
      if (file.mocks.size() == kMaxMocks) {
        return file.checker.error("Too many mocks", "A test file has at most " + std::to_string(kMaxMocks) + " mocks.",
                                  block.header_range);
      }
      load_mock(file, block, entry.kind);
      if (has_labels(block, 2) && !seen.insert(file.mocks.back().address()).second) {
        file.checker.doubtful("Duplicate mock", "There is a mock " + file.mocks.back().address() + " already.",
                              block.header_range);
      }
    }
  }
}

void check_functions(Checker& checker, const hcl::Body& body, const lang::FunctionTable& functions) {
  for (const hcl::Attribute& attribute : body.attributes) check_calls(checker, *attribute.value, functions);
  for (const hcl::Block& block : body.blocks) {
    if (block.type.text != "plugins" && block.type.text != "terraform_config")
      check_functions(checker, block.body, functions);
  }
}

}  // namespace

const hcl::Expression* MockSyntax::attribute(std::string_view attribute_name) const {
  const hcl::Attribute* found = block->body.attribute(attribute_name);
  return found != nullptr ? found->value.get() : nullptr;
}

std::string MockSyntax::address() const {
  return std::string(kKinds[static_cast<std::size_t>(kind)].name) + "." + type + "." + name;
}

bool MockSyntax::is_literally_empty() const {
  const hcl::Expression* attrs = attribute("attrs");
  const hcl::Expression* prior = attribute("prior_attrs");
  return (attrs == nullptr || is_empty_object(attrs)) && (prior == nullptr || is_empty_object(prior));
}

TestFile load_test_file(const SourcePtr& source, const lang::FunctionTable& functions) {
  TestFile file;
  file.syntax = hcl::parse_file(source);
  const hcl::Body& body = file.syntax.body;
  const std::vector<const hcl::Block*> settings = body.blocks_of("policytest");
  const bool gate = !settings.empty() && !settings.front()->body.blocks_of("plimsoll").empty();
  file.checker = {.source = source, .extended = gate, .errors = file.syntax.diagnostics};
  check_body(file.checker, body, {.begin = 0, .end = 0}, kFile);
  for (const hcl::Block* block : settings) {
    check_body(file.checker, block->body, block->header_range, kPolicyTest);
    for (const hcl::Block* inner : block->body.blocks_of("plimsoll")) check_gate(file.checker, *inner);
  }
  if (!settings.empty()) file.targets = settings.front()->body.attribute("targets");
  const std::vector<const hcl::Block*> inputs = body.blocks_of("inputs");
  if (!inputs.empty()) file.inputs = inputs.front();
  file.locals = collect_locals(file.checker, body);
  check_cycles(file.checker, file.locals);
  load_mocks(file);
  check_functions(file.checker, body, functions);
  return file;
}

}  // namespace plimsoll::policy
