// Source files and what stands at a place in them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "embedded.h"
#include "plimsoll/hcl/edit.h"
#include "plimsoll/hcl/parser.h"

namespace plimsoll::fix {

struct Document {
  bool is_hcl = false;   // else JSON, or text that holds some
  bool is_json = false;  // Terraform in JSON syntax; `parsed` has its places
  hcl::ParsedFile parsed = {};
  hcl::Layout layout = {};
};

/// What a range of a document is. In JSON syntax a kText may have a block, an expression and what is around it, too.
struct Node {
  enum class Kind : std::uint8_t { kNothing, kExpression, kBlock, kText };
  Kind kind = Kind::kNothing;
  const hcl::Expression* expression = nullptr;
  const hcl::Block* block = nullptr;
  std::vector<const hcl::Expression*> around = {};  // expressions that it stands in, outermost first
  std::vector<const hcl::Block*> blocks = {};       // blocks that it stands in, outermost first
  const hcl::Attribute* attribute = nullptr;        // that it is or stands in
};

/// Parses each file once. Not thread-safe.
class Documents {
 public:
  const Document& of(const SourcePtr& file);
  /// kText for a place in text that HCL knows nothing about: a heredoc, a file that is no HCL. HCL in a string of JSON
  /// is kExpression.
  Node find(const SourceRange& place);
  /// The text in quotes that a place lies in; nullptr where it lies in none, or in a template that is not only text.
  const Embedded* embedded(const SourceRange& place);
  /// A place of kText and the text to read it in.
  SourceRange readable(const SourceRange& place);

 private:
  std::map<std::string, std::unique_ptr<const Document>, std::less<>> known_ = {};
  std::map<std::string, Embedded, std::less<>> embedded_ = {};
};

bool contains(ByteRange outer, ByteRange inner);
/// The key of an object item where it is plain text, else "".
std::string key_text(const hcl::ObjectItem& item);
/// A literal, text without interpolations, or a constructor: what can be replaced without a thought for what it is
/// computed from.
bool is_plain(const hcl::Expression& expression);

}  // namespace plimsoll::fix
