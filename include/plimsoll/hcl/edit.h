// Changes to HCL source that touch nothing but what must change: comments, order and style stay, and where the source
// is as `terraform fmt` writes it, the result is too.
//
// Two steps. The functions that take a Layout say what to change, each by itself; settle() puts the changes of one file
// together, indents what is new and aligns the lines around it:
//
//   const Layout layout = layout_of(source);
//   std::vector<Edit> edits = insert_items(layout, container, {{"privileged", "false"}});
//   Result<std::vector<Edit>> settled = settle(source, edits);
//   Result<std::string> text = apply(source->text(), *settled);
//
// Texts of values and blocks are HCL with any indentation.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/result.h"
#include "plimsoll/hcl/ast.h"
#include "plimsoll/hcl/token.h"

namespace plimsoll::hcl {

/// Replace `length` bytes at `offset` by `text`.
struct Edit {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string text = {};
  friend bool operator==(const Edit&, const Edit&) = default;
};

/// The text with the edits made, in any order; insertions at one place keep theirs. Errors: edits that overlap or lie
/// outside of the text.
Result<std::string> apply(std::string_view text, std::vector<Edit> edits);

/// The edits that lead to the settled text, sorted and without overlaps: `edits` themselves, white space in the lines
/// they touch as `terraform fmt` wants it (in the indentation of the lines around them), and neighbours aligned with
/// them, if they were aligned before. Errors: as apply(), and when the source parses but the result would not.
Result<std::vector<Edit>> settle(const SourcePtr& source, const std::vector<Edit>& edits);

/// The white space of `terraform fmt` for the whole of a text that parses. What fmt rewrites beyond white space (labels
/// without quotes, "${x}" alone, old type names) stays.
std::string format(const SourcePtr& source);

/// What the functions below look things up in.
struct Layout {
  SourcePtr source = nullptr;
  std::vector<Token> tokens = {};
};
Layout layout_of(const SourcePtr& source);

/// A new attribute or object item. `name` is plain text: it is quoted where the object's style or HCL demands it.
struct NewItem {
  std::string name = {};
  std::string value = {};  // HCL
};

/// The value, whatever it is, becomes `text`.
Edit replace(const Expression& value, std::string text);

/// After the last attribute, or before the first block. A one-line body is broken into lines. `body` is one of the
/// layout's source: that of a block, or the whole file's.
std::vector<Edit> insert_attributes(const Layout& layout, const Body& body, const std::vector<NewItem>& items);

/// After the last item, in its style: "=" or ":", quoted names, commas, on one line when the object is.
std::vector<Edit> insert_items(const Layout& layout, const Expression& object, const std::vector<NewItem>& items);

/// The same for an object on one line that would become too long: every item, old and new, gets a line of its own.
/// Nothing where the object has no items or more than white space and commas between them. The edits take the place of
/// that white space, so that they go with edits of values, not with those that remove items.
std::vector<Edit> break_and_insert_items(const Layout& layout, const Expression& object,
                                         const std::vector<NewItem>& items);

/// After the last element, on one line when the tuple is.
std::vector<Edit> append_elements(const Layout& layout, const Expression& tuple,
                                  const std::vector<std::string>& values);

/// A block, given whole, after the last block of its type, else at the end of the body.
std::vector<Edit> insert_block(const Layout& layout, const Body& body, std::string_view type, std::string_view text);

/// With its line, the comment at its end and, where it stands alone between blank lines, the comment above it.
std::vector<Edit> remove(const Layout& layout, const Attribute& attribute);
std::vector<Edit> remove(const Layout& layout, const Block& block);

/// The item or element with this index, with its comma and its line.
std::vector<Edit> remove_item(const Layout& layout, const Expression& object, std::size_t index);
std::vector<Edit> remove_element(const Layout& layout, const Expression& tuple, std::size_t index);

}  // namespace plimsoll::hcl
