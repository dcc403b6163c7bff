// Source files and what stands at a place in them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "plimsoll/hcl/edit.h"
#include "plimsoll/hcl/parser.h"

namespace plimsoll::fix {

struct Document {
  bool is_hcl = false;  // else JSON, or text that holds some
  hcl::ParsedFile parsed = {};
  hcl::Layout layout = {};
};

/// What a range of a document is.
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
  /// kText for a place in text that HCL knows nothing about: a heredoc, a file that is no HCL.
  Node find(const SourceRange& place);

 private:
  std::map<std::string, std::unique_ptr<const Document>, std::less<>> known_ = {};
};

bool contains(ByteRange outer, ByteRange inner);
/// The key of an object item where it is plain text, else "".
std::string key_text(const hcl::ObjectItem& item);
/// A literal, text without interpolations, or a constructor: what can be replaced without a thought for what it is
/// computed from.
bool is_plain(const hcl::Expression& expression);

}  // namespace plimsoll::fix
