// The shape of a .policytest.hcl file. Internal to the policy module.
#pragma once

#include <string>
#include <vector>

#include "blocks.h"
#include "plimsoll/hcl/parser.h"
#include "plimsoll/lang/functions.h"

namespace plimsoll::policy {

enum class MockKind : std::uint8_t { kResource, kProvider, kModule, kData };

/// One mock as it is written.
struct MockSyntax {
  MockKind kind = MockKind::kResource;
  std::string type = {};
  std::string name = {};
  const hcl::Block* block = nullptr;
  const hcl::Block* inputs = nullptr;
  std::vector<const hcl::Block*> expects = {};

  const hcl::Expression* attribute(std::string_view name) const;
  std::string address() const;  // resource.TYPE.NAME
  /// Written as `attrs = {}`, as files for early releases do.
  bool is_literally_empty() const;
};

struct TestFile {
  hcl::ParsedFile syntax = {};
  Checker checker = {};
  const hcl::Attribute* targets = nullptr;
  const hcl::Block* inputs = nullptr;
  std::vector<const hcl::Attribute*> locals = {};
  std::vector<MockSyntax> mocks = {};
};

/// Parses and checks; mistakes are in `checker`.
TestFile load_test_file(const SourcePtr& source, const lang::FunctionTable& functions);

}  // namespace plimsoll::policy
