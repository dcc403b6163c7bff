#include <algorithm>

#include "hcl_text.h"
#include "plimsoll/base/text.h"
#include "plimsoll/fix/fix.h"
#include "written.h"

namespace plimsoll::fix {

namespace {

constexpr std::size_t kMaxColumns = 100;  // of a list or object on one line

bool is_leaf(const Value& value) {
  const bool empty =
      (value.is_sequence() && value.elements().empty()) || (value.is_object() && value.members().empty());
  return empty || raw_expression(value) != nullptr || (!value.is_sequence() && !value.is_object());
}

std::string key_text(const std::string& key) {
  return is_hcl_identifier(key) ? key : hcl_quote(key);
}

std::string item(const std::string& key, const std::string& value, HclStyle style) {
  return (style.quoted ? hcl_quote(key) : key_text(key)) + (style.colon ? " : " : " = ") + value;
}

std::string leaf(const Value& value) {
  // Never shown, whatever asked for it.
  if (value.is_sensitive()) return "\"(sensitive value)\"";
  if (const std::string* expression = raw_expression(value)) return *expression;
  switch (value.kind()) {
    case Kind::kBool:
      return value.as_bool() ? "true" : "false";
    case Kind::kNumber:
      return value.as_number().to_string();
    case Kind::kString:
      return hcl_quote(value.as_string());
    case Kind::kUnknown:
      return "\"(known after apply)\"";
    case Kind::kList:
    case Kind::kTuple:
    case Kind::kSet:
      return "[]";
    case Kind::kMap:
    case Kind::kObject:
      return "{}";
    case Kind::kNull:
      break;
  }
  return "null";
}

/// A list or object of leaves on one line, or "" when it is none or too long.
std::string one_line(const Value& value) {
  if (is_leaf(value)) return leaf(value);
  std::vector<std::string> parts;
  if (value.is_sequence()) {
    if (!std::ranges::all_of(value.elements(), is_leaf)) return "";
    for (const Value& element : value.elements()) parts.push_back(leaf(element));
  } else {
    if (!std::ranges::all_of(value.members(), [](const auto& member) { return is_leaf(member.second); })) return "";
    for (const auto& [key, member] : value.members()) parts.push_back(key_text(key) + " = " + leaf(member));
  }
  const std::string inner = join(parts, ", ");
  const std::string text = value.is_sequence() ? "[" + inner + "]" : "{ " + inner + " }";
  return text.size() > kMaxColumns ? "" : text;
}

std::string render(const Value& value, std::size_t indent, std::size_t depth);

std::string render_entry(const Value& value, std::size_t indent, std::size_t depth) {
  const std::string line = value.is_sensitive() ? leaf(value) : one_line(value);
  return line.empty() ? render(value, indent, depth) : line;
}

std::string render_list(const Value& list, std::size_t indent, std::size_t depth) {
  std::string text = "[\n";
  for (const Value& element : list.elements()) {
    text += indentation(indent + 1) + render_entry(element, indent + 1, depth + 1) + ",\n";
  }
  return text + indentation(indent) + "]";
}

std::string render_object(const Value& object, std::size_t indent, std::size_t depth) {
  Lines lines(indent + 1);
  for (const auto& [key, member] : object.members()) {
    lines.attribute(key_text(key), render(member, indent + 1, depth + 1));
  }
  return "{\n" + lines.text() + "\n" + indentation(indent) + "}";
}

std::string render(const Value& value, std::size_t indent, std::size_t depth) {
  if (value.is_sensitive() || is_leaf(value)) return leaf(value);
  if (depth >= kMaxDepth) return "\"(nested too deeply)\"";
  if (value.is_object()) return render_object(value, indent, depth);
  const std::string line = one_line(value);
  const bool of_objects = std::ranges::any_of(value.elements(), [](const Value& v) { return v.is_object(); });
  return line.empty() || of_objects ? render_list(value, indent, depth) : line;
}

bool can_be_written_at(const Value& value, std::size_t depth) {
  if (value.is_sensitive() || value.is_unknown() || depth > kMaxDepth) return false;
  if (value.is_sequence()) {
    return std::ranges::all_of(value.elements(), [depth](const Value& v) { return can_be_written_at(v, depth + 1); });
  }
  if (!value.is_object()) return true;
  return std::ranges::all_of(value.members(),
                             [depth](const auto& member) { return can_be_written_at(member.second, depth + 1); });
}

}  // namespace

const std::string* raw_expression(const Value& value) {
  if (!value.is_object() || value.members().size() != 1) return nullptr;
  const auto& [key, expression] = value.members().front();
  if (key != "__expression" || !expression.is_string() || expression.is_sensitive()) return nullptr;
  const std::string& text = expression.as_string();
  // One line only: what follows must stay what it is.
  const bool plain = std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  return plain && !text.empty() && text.find('#') == std::string::npos && text.find("//") == std::string::npos &&
                 text.find("/*") == std::string::npos
             ? &text
             : nullptr;
}

std::string list_entry(const Value& value, std::size_t indent) {
  return render_entry(value, indent, 0);
}

bool can_be_written(const Value& value) {
  return can_be_written_at(value, 0);
}

std::string to_hcl(const Value& value, std::size_t indent) {
  return render(value, indent, 0);
}

void write_body(const Value& body, Lines& lines) {
  const auto is_block = [](const Value& value) {
    return value.kind() == Kind::kList && !value.elements().empty() &&
           std::ranges::all_of(value.elements(), [](const Value& v) { return v.is_object(); });
  };
  if (!body.is_object()) return;
  for (const auto& [key, value] : body.members()) {
    if (!is_block(value) && is_hcl_identifier(key)) lines.attribute(key, to_hcl(value, lines.indent()));
  }
  for (const auto& [key, value] : body.members()) {
    if (!is_block(value) || !is_hcl_identifier(key)) continue;
    for (const Value& element : value.elements()) {
      if (!lines.empty()) lines.raw("");
      Lines nested(lines.indent() + 1);
      write_body(element, nested);
      lines.block(key, nested);
    }
  }
}

std::string block_text(std::string head, const Value& body, std::size_t indent) {
  Lines lines(indent);
  Lines inner(indent + 1);
  write_body(body, inner);
  lines.block(std::move(head), inner);
  return lines.text();
}

std::string to_hcl_line(const Value& value, HclStyle style) {
  if (value.is_sensitive() || is_leaf(value)) return leaf(value);
  std::vector<std::string> parts;
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) parts.push_back(to_hcl_line(element, style));
    return "[" + join(parts, ", ") + "]";
  }
  for (const auto& [key, member] : value.members()) parts.push_back(item(key, to_hcl_line(member, style), style));
  return "{ " + join(parts, ", ") + " }";
}

std::string to_hcl_in(HclStyle style, const Value& value) {
  if (!style.colon) return to_hcl(value);
  const bool of_leaves = value.is_sequence() && std::ranges::all_of(value.elements(), is_leaf);
  if (value.is_sensitive() || is_leaf(value) || of_leaves) return to_hcl_line(value, style);
  std::vector<std::string> lines;
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) lines.push_back(to_hcl_line(element, style));
    return "[\n" + join(lines, ",\n") + "\n]";
  }
  for (const auto& [key, member] : value.members()) lines.push_back(item(key, to_hcl_in(style, member), style));
  return "{\n" + join(lines, ",\n") + "\n}";
}

}  // namespace plimsoll::fix
