// What goes, with its line, comma and comments.
#include "edit_places.h"

namespace plimsoll::hcl {
namespace {

std::vector<Edit> remove_statement(const Layout& layout, ByteRange range, bool owns_comments) {
  const Tail tail = tail_of(layout, range.end);
  if (starts_line(layout, range.begin) && tail.ends_line) {
    const ByteRange lines = whole_lines(layout, range, tail, owns_comments);
    return {replacement(lines.begin, lines.end, "")};
  }
  return {replacement(range.begin, range.end, "")};
}

/// One of several members between brackets.
std::vector<Edit> remove_member(const Layout& layout, ByteRange brackets, const std::vector<ByteRange>& members,
                                std::size_t index) {
  const ByteRange one = members[index];
  const bool is_last = index + 1 == members.size();
  const Tail tail = tail_of(layout, one.end);
  if (starts_line(layout, one.begin) && tail.ends_line) {
    const ByteRange lines = whole_lines(layout, one, tail, false);
    std::vector<Edit> edits = {replacement(lines.begin, lines.end, "")};
    if (is_last && index > 0 && !tail.comma) {
      const std::optional<ByteRange> comma = tail_of(layout, members[index - 1].end).comma;
      if (comma && comma->end <= lines.begin) edits.insert(edits.begin(), replacement(comma->begin, comma->end, ""));
    }
    return edits;
  }
  if (!is_last) return {replacement(one.begin, members[index + 1].begin, "")};
  if (index > 0) return {replacement(members[index - 1].end, one.end, "")};
  return {replacement(brackets.begin + 1, brackets.end - 1, "")};
}

}  // namespace

std::vector<Edit> remove(const Layout& layout, const Attribute& attribute) {
  return remove_statement(layout, attribute.range, false);
}

std::vector<Edit> remove(const Layout& layout, const Block& block) {
  return remove_statement(layout, block.range, true);
}

std::vector<Edit> remove_item(const Layout& layout, const Expression& object, std::size_t index) {
  std::vector<ByteRange> members;
  for (const ObjectItem& item : std::get<ObjectConstructor>(object.node).items) {
    members.push_back({.begin = item.key->range.begin, .end = item.value->range.end});
  }
  return remove_member(layout, object.range, members, index);
}

std::vector<Edit> remove_element(const Layout& layout, const Expression& tuple, std::size_t index) {
  std::vector<ByteRange> members;
  for (const ExpressionPtr& element : std::get<TupleConstructor>(tuple.node).elements) {
    members.push_back(element->range);
  }
  return remove_member(layout, tuple.range, members, index);
}

}  // namespace plimsoll::hcl
