#include "json_edit.h"

#include <algorithm>

#include "plimsoll/base/text.h"
#include "plimsoll/value/json.h"
#include "written.h"

namespace plimsoll::fix {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

/// Reads JSON without deciding what it means. Offsets count in the whole text.
class Scanner {
 public:
  Scanner(std::string_view text, ByteRange range) : text_(text.substr(0, range.end)), at_(range.begin) {}

  ByteRange without_key() {
    const ByteRange all = {.begin = place(), .end = static_cast<std::uint32_t>(text_.size())};
    JsonItem item;
    if (at_ >= text_.size() || text_[at_] != '"' || !key(item)) return all;
    return {.begin = place(), .end = all.end};
  }

  std::optional<std::vector<JsonItem>> items() {
    if (at_ >= text_.size() || (text_[at_] != '{' && text_[at_] != '[')) return std::nullopt;
    const bool is_object = text_[at_] == '{';
    const char close = is_object ? '}' : ']';
    ++at_;
    std::vector<JsonItem> items;
    for (skip_blank(); at_ < text_.size() && text_[at_] != close; skip_blank()) {
      JsonItem item;
      item.range.begin = place();
      if (is_object && !key(item)) return std::nullopt;
      item.value.begin = place();
      if (!value(0)) return std::nullopt;
      item.value.end = item.range.end = place();
      items.push_back(std::move(item));
      skip_blank();
      if (at_ < text_.size() && text_[at_] == ',') ++at_;
    }
    if (at_ + 1 != text_.size()) return std::nullopt;
    return items;
  }

 private:
  std::uint32_t place() const { return static_cast<std::uint32_t>(at_); }
  bool looking_at(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  void skip_blank() {
    while (at_ < text_.size() && kBlank.find(text_[at_]) != std::string_view::npos) ++at_;
  }

  bool key(JsonItem& item) {
    const std::size_t begin = at_;
    if (text_[at_] != '"' || !string()) return false;
    item.name = text_.substr(begin + 1, at_ - begin - 2);
    skip_blank();
    if (at_ >= text_.size() || text_[at_] != ':') return false;
    ++at_;
    skip_blank();
    return at_ < text_.size();
  }

  bool string() {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (looking_at("${") && !looking_at("$${")) {
        if (!interpolation()) return false;
        --at_;
      } else if (text_[at_] == '"') {
        ++at_;
        return true;
      }
    }
    return false;
  }

  /// From "${" or "%{" to after its "}".
  bool interpolation() {
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;  // the whole of it stands in a string of JSON, which escapes its quotes
      } else if (text_[at_] == '"') {
        if (!string()) return false;
        --at_;
      } else if (text_[at_] == '{') {
        ++depth;
      } else if (text_[at_] == '}' && --depth == 0) {
        ++at_;
        return true;
      }
    }
    return false;
  }

  bool value(std::size_t depth) {
    if (depth > kMaxDepth * 4 || at_ >= text_.size() || looking_at("%{")) return false;
    if (text_[at_] == '"') return string();
    if (text_[at_] == '{' || text_[at_] == '[') return brackets(depth);
    while (at_ < text_.size() && kBlank.find(text_[at_]) == std::string_view::npos && text_[at_] != ',' &&
           text_[at_] != '}' && text_[at_] != ']') {
      if (looking_at("%{")) return false;
      if (looking_at("${")) {
        if (!interpolation()) return false;
      } else {
        ++at_;
      }
    }
    return true;
  }

  bool brackets(std::size_t depth) {
    const char close = text_[at_] == '{' ? '}' : ']';
    ++at_;
    for (skip_blank(); at_ < text_.size() && text_[at_] != close; skip_blank()) {
      if (text_[at_] == ',' || text_[at_] == ':') {
        ++at_;
      } else if (looking_at("%{")) {
        if (!interpolation()) return false;
      } else {
        const std::size_t before = at_;
        if (!value(depth + 1) || at_ == before) return false;
      }
    }
    if (at_ >= text_.size()) return false;
    ++at_;
    return true;
  }

  std::string_view text_;
  std::size_t at_;
};

/// The white space that a line begins with, when nothing else stands before `at` on it.
std::optional<std::string> margin_of(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::string_view margin = text.substr(begin, at - begin);
  if (margin.find_first_not_of(" \t") != std::string_view::npos) return std::nullopt;
  return std::string(margin);
}

/// The indentation of the line that a place is on.
std::string line_margin(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find_first_not_of(" \t", begin), text.size());
  return std::string(text.substr(begin, end - begin));
}

struct Style {
  bool one_line = true;
  std::string margin = {};
  std::string step = "  ";
  std::string colon = ": ";
  std::string comma = ", ";
  bool compact = false;
};

Style style_of(std::string_view text, ByteRange around, const std::vector<JsonItem>& items) {
  Style style;
  const std::string outer = line_margin(text, around.begin);
  if (items.empty()) {
    style.one_line = text.substr(around.begin, around.end - around.begin).find('\n') == std::string_view::npos;
    style.margin = outer + style.step;
    return style;
  }
  const JsonItem& last = items.back();
  const std::optional<std::string> margin = margin_of(text, last.range.begin);
  style.one_line = !margin.has_value();
  style.margin = margin.value_or("");
  if (margin && margin->size() > outer.size() && margin->starts_with(outer)) style.step = margin->substr(outer.size());
  if (!last.name.empty()) {
    const std::size_t after_key = last.range.begin + last.name.size() + 2;
    const std::string between(text.substr(after_key, last.value.begin - after_key));
    if (between.find('\n') == std::string::npos) style.colon = between;
  }
  if (items.size() > 1) {
    const std::size_t end = items[items.size() - 2].range.end;
    if (text.substr(end, last.range.begin - end) == ",") style.comma = ",";
  }
  style.compact = style.colon == ":" && (style.comma == "," || items.size() == 1);
  if (style.compact) style.comma = ",";
  return style;
}

std::string json_line(const Value& value, const Style& style) {
  if (style.one_line) return to_json(value, {.compact = style.compact});
  return to_json(value, {.margin = style.margin, .step = style.step});
}

hcl::Edit insert(std::string_view text, ByteRange around, const std::vector<JsonItem>& items,
                 const std::vector<std::string>& texts, const Style& style) {
  std::string joined;
  for (const std::string& one : texts) {
    if (!joined.empty()) joined += style.one_line ? style.comma : ",\n" + style.margin;
    joined += one;
  }
  if (!items.empty()) {
    return {.offset = items.back().range.end, .text = (style.one_line ? style.comma : ",\n" + style.margin) + joined};
  }
  if (style.one_line) {
    const std::string blank = text[around.begin] == '{' ? " " : "";
    return {.offset = around.begin + 1, .length = around.end - around.begin - 2, .text = blank + joined + blank};
  }
  return {.offset = around.begin + 1,
          .length = around.end - around.begin - 2,
          .text = "\n" + style.margin + joined + "\n" + line_margin(text, around.end - 1)};
}

/// Whether the last of these items is written without blanks, or stands without one after its name.
bool is_compact(std::string_view text, ByteRange around, const std::vector<JsonItem>& items) {
  if (items.empty()) return around.begin > 1 && text.substr(around.begin - 2, 2) == "\":";
  const std::string_view last =
      text.substr(items.back().value.begin, items.back().value.end - items.back().value.begin);
  return last.starts_with("{\"") && last.find("\":\"") != std::string_view::npos;
}

/// Whether the line of an object takes in more; that of minified text always does.
bool fits_line(std::string_view text, ByteRange object, const std::vector<std::string>& texts) {
  constexpr std::size_t kLongest = 120;
  const std::size_t before = text.rfind('\n', object.begin);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find('\n', object.begin), text.size());
  const bool is_alone = text.substr(begin, object.begin - begin).find_first_not_of(" \t") == std::string_view::npos;
  if (!is_alone || object.end > end || before == std::string_view::npos) return true;
  std::size_t length = end - begin;
  for (const std::string& one : texts) length += one.size() + 2;
  return length <= kLongest;
}

/// Every member, old and new, on a line of its own.
std::optional<std::vector<hcl::Edit>> broken(std::string_view text, ByteRange object,
                                             const std::vector<JsonItem>& items, const std::vector<std::string>& texts,
                                             const Style& style) {
  std::vector<hcl::Edit> edits;
  std::size_t at = object.begin + 1;
  for (const JsonItem& item : items) {
    const std::string separator = edits.empty() ? "\n" : ",\n";
    edits.push_back({.offset = at, .length = item.range.begin - at, .text = separator + style.margin});
    at = item.range.end;
  }
  const std::string end = "\n" + line_margin(text, object.begin);
  edits.push_back({.offset = at,
                   .length = object.end - 1 - at,
                   .text = ",\n" + style.margin + join(texts, ",\n" + style.margin) + end});
  const bool plain = std::ranges::all_of(edits, [text](const hcl::Edit& edit) {
    return text.substr(edit.offset, edit.length).find_first_not_of(" \t,") == std::string_view::npos;
  });
  return plain ? std::optional(std::move(edits)) : std::nullopt;
}

}  // namespace

ByteRange json_value(std::string_view text, ByteRange range) {
  return Scanner(text, range).without_key();
}

std::optional<std::vector<JsonItem>> json_items(std::string_view text, ByteRange range) {
  return Scanner(text, range).items();
}

bool fits_json(const Value& value, bool in_template) {
  if (raw_expression(value) != nullptr) return in_template;
  if (value.is_string()) {
    return value.as_string().find("${") == std::string::npos && value.as_string().find("%{") == std::string::npos;
  }
  const auto fits = [in_template](const Value& part) { return fits_json(part, in_template); };
  if (value.is_sequence()) return std::ranges::all_of(value.elements(), fits);
  if (!value.is_object()) return true;
  return std::ranges::all_of(value.members(), [&fits](const auto& member) { return fits(member.second); });
}

std::string to_json(const Value& value, const JsonLayout& layout) {
  if (const std::string* expression = raw_expression(value)) return "\"${" + *expression + "}\"";
  const bool is_list = value.is_sequence() && !value.elements().empty();
  const bool is_object = value.is_object() && !value.members().empty();
  if (!is_list && !is_object) return json::encode(value);
  std::vector<std::string> parts;
  // A list of scalars stays on one line, as people write them.
  const bool flat = layout.step.empty() || (is_list && std::ranges::none_of(value.elements(), [](const Value& element) {
                                              return element.is_object() || element.is_sequence();
                                            }));
  JsonLayout inner = {.compact = layout.compact};
  if (!flat) inner = {.margin = layout.margin + layout.step, .step = layout.step};
  const std::string colon = layout.compact ? ":" : ": ";
  if (is_list) {
    for (const Value& element : value.elements()) parts.push_back(to_json(element, inner));
  } else {
    for (const auto& [key, member] : value.members()) {
      parts.push_back(json::encode(Value::string(key)) + colon + to_json(member, inner));
    }
  }
  const std::string open = is_list ? "[" : "{";
  const std::string close = is_list ? "]" : "}";
  if (!flat) return open + "\n" + inner.margin + join(parts, ",\n" + inner.margin) + "\n" + layout.margin + close;
  const std::string blank = is_list || layout.compact ? "" : " ";
  return open + blank + join(parts, layout.compact ? "," : ", ") + blank + close;
}

hcl::Edit replace_json(std::string_view text, ByteRange range, const Value& value) {
  const std::string_view old = text.substr(range.begin, range.end - range.begin);
  JsonLayout layout = {.margin = line_margin(text, range.begin), .step = "  "};
  if (layout.margin.starts_with('\t')) layout.step = "\t";
  const std::size_t line = text.rfind('\n', range.begin);
  const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  // A line of its own begins with the key.
  const std::string_view before = text.substr(begin, range.begin - begin);
  const bool own_line = line != std::string_view::npos && std::ranges::count(before, '"') == 2 &&
                        before.find_first_of("{[,") == std::string_view::npos;
  if (old.find('\n') == std::string_view::npos && !own_line) layout = {};
  return {.offset = range.begin, .length = range.end - range.begin, .text = to_json(value, layout)};
}

std::optional<std::vector<hcl::Edit>> insert_members(std::string_view text, ByteRange object, const Members& members,
                                                     bool keep_line) {
  const std::optional<std::vector<JsonItem>> items = json_items(text, object);
  if (!items || text[object.begin] != '{') return std::nullopt;
  Style style = style_of(text, object, *items);
  const auto texts = [&] {
    std::vector<std::string> all;
    for (const auto& [name, value] : members) {
      all.push_back(json::encode(Value::string(name)) + style.colon + json_line(value, style));
    }
    return all;
  };
  const bool breaks = style.one_line && !keep_line && !items->empty() && !fits_line(text, object, texts());
  if (!breaks) return std::vector{insert(text, object, *items, texts(), style)};
  const std::string margin = line_margin(text, object.begin);
  style.step = margin.starts_with('\t') ? "\t" : "  ";
  style.margin = margin + style.step;
  style.one_line = false;
  if (style.compact) style.colon = ": ";
  return broken(text, object, *items, texts(), style);
}

std::optional<hcl::Edit> append_json_elements(std::string_view text, ByteRange array, const Sequence& elements) {
  const std::optional<std::vector<JsonItem>> items = json_items(text, array);
  if (!items || text[array.begin] != '[') return std::nullopt;
  Style style = style_of(text, array, *items);
  const bool one_line_each = !items->empty() && std::ranges::none_of(*items, [text](const JsonItem& item) {
    return text.substr(item.range.begin, item.range.end - item.range.begin).find('\n') != std::string_view::npos;
  });
  style.compact = style.compact || is_compact(text, array, *items);
  std::vector<std::string> texts;
  for (const Value& element : elements) {
    texts.push_back(one_line_each ? to_json(element, {.compact = style.compact}) : json_line(element, style));
  }
  return insert(text, array, *items, texts, style);
}

std::optional<std::vector<hcl::Edit>> remove_json_items(std::string_view text, ByteRange around,
                                                        const std::vector<std::size_t>& indices) {
  const std::optional<std::vector<JsonItem>> items = json_items(text, around);
  if (!items || indices.empty() || indices.back() >= items->size()) return std::nullopt;
  std::vector<hcl::Edit> edits;
  for (std::size_t i = 0; i < indices.size();) {
    std::size_t end = i + 1;
    while (end < indices.size() && indices[end] == indices[end - 1] + 1) ++end;
    const std::size_t first = indices[i];
    const std::size_t last = indices[end - 1];
    std::size_t from = (*items)[first].range.begin;
    std::size_t to = (*items)[last].range.end;
    if (last + 1 < items->size()) {
      to = (*items)[last + 1].range.begin;
    } else if (first > 0) {
      from = (*items)[first - 1].range.end;
    } else {
      from = around.begin + 1;
      to = around.end - 1;
    }
    edits.push_back({.offset = from, .length = to - from});
    i = end;
  }
  return edits;
}

}  // namespace plimsoll::fix
