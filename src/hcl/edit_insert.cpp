// New attributes, items, elements and blocks.
#include <algorithm>

#include "edit_places.h"
#include "plimsoll/base/text.h"

namespace plimsoll::hcl {
namespace {

bool has_line_break(std::string_view text) {
  return text.find('\n') != std::string_view::npos;
}

bool any_has_line_break(const std::vector<std::string>& texts) {
  return std::any_of(texts.begin(), texts.end(), has_line_break);
}

std::string lines_of(const std::vector<std::string>& texts) {
  return join(texts, "\n") + "\n";
}

/// Members of a pair of brackets that are separated by commas, or in objects by line ends.
struct Series {
  ByteRange range = {};  // with the brackets
  std::vector<ByteRange> members = {};
  bool needs_commas = false;  // a tuple
};

/// Between brackets that hold nothing.
std::vector<Edit> fill(const Layout& layout, const Series& series, const std::vector<std::string>& texts) {
  const std::uint32_t begin = series.range.begin + 1;
  const std::uint32_t close = series.range.end - 1;
  const std::string separator = series.needs_commas ? ",\n" : "\n";
  if (starts_line(layout, close)) {
    return {insertion(line_begin_of(layout, close), join(texts, separator) + "\n")};
  }
  if (any_has_line_break(texts) && !series.needs_commas) return {replacement(begin, close, "\n" + lines_of(texts))};
  const std::string blank = series.needs_commas ? "" : " ";
  return {replacement(begin, close, blank + join(texts, ", ") + blank)};
}

/// After the last member.
std::vector<Edit> extend(const Layout& layout, const Series& series, const std::vector<std::string>& texts) {
  if (series.members.empty()) return fill(layout, series, texts);
  const ByteRange last = series.members.back();
  const Tail tail = tail_of(layout, last.end);
  if (!tail.ends_line && tail.comma) return {insertion(tail.comma->end, " " + join(texts, ", ") + ",")};
  if (!tail.ends_line) return {insertion(last.end, ", " + join(texts, ", "))};
  if (tail.comma) return {insertion(tail.end, join(texts, ",\n") + ",\n")};
  const bool has_commas =
      series.needs_commas || std::any_of(series.members.begin(), series.members.end() - 1,
                                         [&](ByteRange one) { return tail_of(layout, one.end).comma.has_value(); });
  if (!has_commas) return {insertion(tail.end, lines_of(texts))};
  if (!ends_with_heredoc(layout, last)) {
    return {insertion(last.end, ","), insertion(tail.end, join(texts, ",\n") + "\n")};
  }
  // Nothing may follow the end of a heredoc on its line.
  return {insertion(tail.end, (series.needs_commas ? ", " : "") + join(texts, ",\n") + "\n")};
}

std::string name_text(const std::string& name, bool quoted) {
  return quoted || !is_hcl_identifier(name) ? hcl_quote(name) : name;
}

/// How an object writes its items, by the last one.
struct ItemStyle {
  bool quoted = false;
  bool colon = false;
};

ItemStyle style_of(const Layout& layout, const Expression& object) {
  const std::vector<ObjectItem>& items = std::get<ObjectConstructor>(object.node).items;
  if (items.empty()) return {};
  const ObjectItem& last = items.back();
  const std::string_view between = layout.source->slice({.begin = last.key->range.end, .end = last.value->range.begin});
  return {.quoted = layout.source->slice(last.key->range).starts_with('"'),
          .colon = between.find(':') != std::string_view::npos};
}

Series series_of(const Expression& object) {
  Series series = {.range = object.range};
  for (const ObjectItem& item : std::get<ObjectConstructor>(object.node).items) {
    series.members.push_back({.begin = item.key->range.begin, .end = item.value->range.end});
  }
  return series;
}

std::vector<std::string> item_texts(const std::vector<NewItem>& items, ItemStyle style) {
  std::vector<std::string> texts;
  for (const NewItem& item : items) {
    texts.push_back(name_text(item.name, style.quoted) + (style.colon ? " : " : " = ") + item.value);
  }
  return texts;
}

std::vector<std::string> attribute_lines(const std::vector<NewItem>& items) {
  std::vector<std::string> lines;
  for (const NewItem& item : items) lines.push_back(item.name + " = " + item.value);
  return lines;
}

/// The first line of something, or of the comments that stand directly above it.
std::uint32_t begin_with_comments(const Layout& layout, std::uint32_t at) {
  std::uint32_t begin = line_begin_of(layout, at);
  while (begin > 0) {
    const std::uint32_t above = line_begin_of(layout, begin - 1);
    const std::string_view line = layout.source->slice({.begin = above, .end = begin});
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos || (line[first] != '#' && line.substr(first, 2) != "//")) break;
    begin = above;
  }
  return begin;
}

bool is_file(const Layout& layout, const Body& body) {
  return !layout.source->slice(body.range).starts_with('{');
}

/// Where the last attribute or block of a body ends; its beginning when it has none.
std::uint32_t last_end(const Body& body) {
  std::uint32_t end = 0;
  if (!body.attributes.empty()) end = body.attributes.back().range.end;
  if (!body.blocks.empty()) end = std::max(end, body.blocks.back().range.end);
  return end;
}

/// Whether a body's end, from its last attribute or block on, leaves a blank line before the closing brace.
bool is_blank(std::string_view end) {
  const std::size_t last = end.rfind('\n');
  const std::size_t before =
      last == std::string_view::npos || last == 0 ? std::string_view::npos : end.rfind('\n', last - 1);
  return before != std::string_view::npos &&
         end.substr(before, last - before).find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Full lines at the end of a body; `separated` by a blank line from what is there.
std::vector<Edit> at_end(const Layout& layout, const Body& body, const std::string& lines, bool separated) {
  if (is_file(layout, body)) {
    const std::string_view text = layout.source->text();
    const std::string line_end = text.empty() || text.ends_with('\n') ? "" : "\n";
    return {insertion(text.size(), line_end + (separated && !text.empty() ? "\n" : "") + lines)};
  }
  const std::uint32_t close = body.range.end - 1;
  const std::uint32_t end = last_end(body);
  if (starts_line(layout, close)) {
    const std::uint32_t at = line_begin_of(layout, close);
    const bool is_apart = end == 0 || is_blank(layout.source->slice({.begin = end, .end = at}));
    return {insertion(at, (separated && !is_apart ? "\n" : "") + lines)};
  }
  const std::string gap = separated && end != 0 ? "\n" : "";
  // One line: what is there gets a line of its own.
  const std::uint32_t first = body.attributes.empty() ? close : body.attributes.front().range.begin;
  std::vector<Edit> edits = {replacement(body.range.begin + 1, first, "\n")};
  if (first == close) {
    edits[0].text += lines;
  } else {
    edits.push_back(replacement(end, close, "\n" + gap + lines));
  }
  return edits;
}

}  // namespace

Layout layout_of(const SourcePtr& source) {
  return {.source = source, .tokens = lex(source).tokens};
}

Edit replace(const Expression& value, std::string text) {
  return replacement(value.range.begin, value.range.end, std::move(text));
}

std::vector<Edit> insert_attributes(const Layout& layout, const Body& body, const std::vector<NewItem>& items) {
  const std::string lines = lines_of(attribute_lines(items));
  const Attribute* last = nullptr;
  for (const Attribute& one : body.attributes) {
    if (body.blocks.empty() || one.range.begin < body.blocks.front().range.begin) last = &one;
  }
  if (last == nullptr && !body.blocks.empty()) {
    return {insertion(begin_with_comments(layout, body.blocks.front().range.begin), lines + "\n")};
  }
  if (last == nullptr) return at_end(layout, body, lines, false);
  const Tail tail = tail_of(layout, last->range.end);
  if (!tail.ends_line || tail.end == layout.source->text().size()) return at_end(layout, body, lines, false);
  return {insertion(tail.end, lines)};
}

std::vector<Edit> insert_items(const Layout& layout, const Expression& object, const std::vector<NewItem>& items) {
  return extend(layout, series_of(object), item_texts(items, style_of(layout, object)));
}

std::vector<Edit> break_and_insert_items(const Layout& layout, const Expression& object,
                                         const std::vector<NewItem>& items) {
  const Series series = series_of(object);
  if (series.members.empty()) return {};
  const ItemStyle style = style_of(layout, object);
  const std::string separator = style.colon ? ",\n" : "\n";
  std::vector<Edit> edits;
  std::uint32_t at = series.range.begin + 1;
  for (const ByteRange& member : series.members) {
    edits.push_back(replacement(at, member.begin, edits.empty() ? "\n" : separator));
    at = member.end;
  }
  const std::string texts = join(item_texts(items, style), separator);
  edits.push_back(replacement(at, series.range.end - 1, separator + texts + "\n"));
  const bool is_plain = std::all_of(edits.begin(), edits.end(), [&](const Edit& edit) {
    const auto begin = static_cast<std::uint32_t>(edit.offset);
    const auto end = static_cast<std::uint32_t>(edit.offset + edit.length);
    return layout.source->slice({.begin = begin, .end = end}).find_first_not_of(" \t,") == std::string_view::npos;
  });
  return is_plain ? edits : std::vector<Edit>();
}

std::vector<Edit> append_elements(const Layout& layout, const Expression& tuple,
                                  const std::vector<std::string>& values) {
  Series series = {.range = tuple.range, .needs_commas = true};
  for (const ExpressionPtr& element : std::get<TupleConstructor>(tuple.node).elements) {
    series.members.push_back(element->range);
  }
  return extend(layout, series, values);
}

std::vector<Edit> insert_block(const Layout& layout, const Body& body, std::string_view type, std::string_view text) {
  const std::string lines = std::string(text) + (text.ends_with('\n') ? "" : "\n");
  const std::vector<const Block*> same = body.blocks_of(type);
  if (same.empty()) return at_end(layout, body, lines, true);
  const Block& last = *same.back();
  const Tail tail = tail_of(layout, last.range.end);
  if (!tail.ends_line || tail.end == layout.source->text().size()) return at_end(layout, body, lines, true);
  const bool dense = same.size() > 1 &&
                     tail_of(layout, same[same.size() - 2]->range.end).end == line_begin_of(layout, last.range.begin);
  return {insertion(tail.end, (dense ? "" : "\n") + lines)};
}

}  // namespace plimsoll::hcl
