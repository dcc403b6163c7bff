// Checking the shape of HCL bodies: which attributes and blocks may stand where. Used for policies and their tests.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "plimsoll/base/diagnostic.h"
#include "plimsoll/hcl/ast.h"

namespace plimsoll::policy {

struct AttributeRule {
  std::string_view name = {};
  bool required = false;
  bool extended = false;  // plimsoll's superset: needs the gate
};

struct BlockRule {
  std::string_view type = {};
  std::size_t label_count = 0;
  std::string_view labels = {};  // what the labels mean, for the message
  bool once = false;
  bool required = false;
  bool extended = false;
};

struct BodySchema {
  std::string_view what = {};  // "an enforce block"
  std::span<const AttributeRule> attributes = {};
  std::span<const BlockRule> blocks = {};
};

/// Collects what is wrong with one file.
struct Checker {
  SourcePtr source = nullptr;
  bool extended = false;
  Diagnostics errors = {};
  Diagnostics warnings = {};

  SourceRange range(ByteRange bytes) const { return {.file = source, .bytes = bytes}; }
  void error(std::string summary, std::string detail, ByteRange bytes);
  void warn(std::string summary, std::string detail, ByteRange bytes);
  /// What files in circulation get wrong without harm: a warning there, an error in plimsoll's own extended files.
  void doubtful(std::string summary, std::string detail, ByteRange bytes);
};

/// Reports unknown and missing attributes and blocks, blocks that may stand once only, and wrong labels. Words that a
/// future Terraform release may claim and words that need the gate get their own message.
void check_body(Checker& checker, const hcl::Body& body, ByteRange header, const BodySchema& schema);

/// True for a block with as many labels as its rule wants.
bool has_labels(const hcl::Block& block, std::size_t count);

/// Words that proposals for the standard language use; plimsoll never gives them a meaning.
bool is_reserved_word(std::string_view word);

/// The text of a quoted string without interpolation.
std::optional<std::string> literal_string(const hcl::Expression& expression);

/// True when the expression refers to nothing and calls nothing.
bool is_constant(const hcl::Expression& expression);

/// " Did you mean "x"?" or "".
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace plimsoll::policy
