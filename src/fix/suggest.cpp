#include <algorithm>
#include <vector>

#include "hcl_text.h"
#include "plimsoll/base/text.h"
#include "plimsoll/fix/fix.h"
#include "steps.h"
#include "written.h"

namespace plimsoll::fix {

namespace {

using policy::FixEdit;

/// Where an edit is written: inside a container, where objects nest, or in a resource, where blocks do.
enum class Style { kObject, kBlock };

/// One attribute to write, or a nested object or block with more of them.
struct Node {
  Step step = {};
  const FixEdit* edit = nullptr;
  std::vector<Node> children = {};
};

void insert(std::vector<Node>& nodes, const std::vector<Step>& path, std::size_t at, const FixEdit& edit) {
  if (at + 1 == path.size()) {
    nodes.push_back({.step = path[at], .edit = &edit, .children = {}});
    return;
  }
  auto node = std::ranges::find_if(nodes, [&](const Node& n) { return n.edit == nullptr && n.step == path[at]; });
  if (node == nodes.end()) node = nodes.insert(nodes.end(), {.step = path[at], .edit = nullptr, .children = {}});
  insert(node->children, path, at + 1, edit);
}

bool is_number(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What is added to a list that may have entries already.
std::string appended(const Value& value, std::size_t indent) {
  Lines lines(indent + 1);
  lines.comment("add to the entries that are there");
  for (const Value& entry : value.is_sequence() ? value.elements() : Sequence{value}) {
    lines.raw(indentation(indent + 1) + list_entry(entry, indent + 1) + ",");
  }
  return "[\n" + lines.text() + "\n" + indentation(indent) + "]";
}

void write(const std::vector<Node>& nodes, Style style, Lines& lines);

void write_edit(const Node& node, Lines& lines) {
  const FixEdit& edit = *node.edit;
  if (!can_be_written(edit.value)) {
    lines.comment(node.step.name + " = " + (edit.value.contains_sensitive() ? "(sensitive value)" : "(not shown)"));
  } else if (edit.kind == FixEdit::Kind::kAppend) {
    lines.attribute(node.step.name, appended(edit.value, lines.indent()));
  } else {
    lines.attribute(node.step.name, to_hcl(edit.value, lines.indent()));
  }
}

/// Several blocks of one type are told apart by their name, as in `setting { name = "containerInsights" … }`.
void write_block(const Node& node, Lines& lines) {
  Lines body(lines.indent() + 1);
  if (node.step.key && !is_number(*node.step.key)) body.attribute("name", hcl_quote(*node.step.key));
  write(node.children, Style::kBlock, body);
  lines.block(node.step.name, body);
}

void write_object(const Node& node, Lines& lines) {
  const std::size_t indent = lines.indent();
  Lines body(indent + (node.step.key ? 2 : 1));
  write(node.children, Style::kObject, body);
  if (!node.step.key) {
    lines.attribute(node.step.name, "{\n" + body.text() + "\n" + indentation(indent) + "}");
    return;
  }
  Lines list(indent + 1);
  list.comment("in the entry " + (is_number(*node.step.key) ? *node.step.key : hcl_quote(*node.step.key)));
  list.raw(indentation(indent + 1) + "{\n" + body.text() + "\n" + indentation(indent + 1) + "},");
  lines.attribute(node.step.name, "[\n" + list.text() + "\n" + indentation(indent) + "]");
}

void write(const std::vector<Node>& nodes, Style style, Lines& lines) {
  for (const Node& node : nodes) {
    if (node.edit != nullptr) {
      write_edit(node, lines);
    } else if (style == Style::kBlock) {
      write_block(node, lines);
    } else {
      write_object(node, lines);
    }
  }
}

void write_whole_block(const FixEdit& edit, Lines& lines) {
  const bool resource = edit.kind == FixEdit::Kind::kResource;
  const std::string head = resource ? "resource " + hcl_quote(edit.type) + " " + hcl_quote(edit.name) : edit.type;
  if (!can_be_written(edit.body) || (!resource && !is_hcl_identifier(edit.type))) {
    lines.comment(head + " { … }: " + (edit.body.contains_sensitive() ? "(sensitive value)" : "(not shown)"));
    return;
  }
  Lines body(lines.indent() + 1);
  write_body(edit.body, body);
  lines.block(head, body);
}

/// Everything that goes to one place, in the order of the edits.
struct Place {
  std::string heading = {};
  std::vector<const FixEdit*> edits = {};
  Style style = Style::kBlock;
};

Place place_of(const FixEdit& edit, const Target& target) {
  const std::string resource = "resource " + hcl_quote(target.type) + " " + hcl_quote(target.name);
  if (edit.kind == FixEdit::Kind::kResource) return {.heading = "new resource", .edits = {}, .style = Style::kBlock};
  const bool in_element = edit.in_element && edit.kind != FixEdit::Kind::kBlock;
  if (!in_element || !target.subject) {
    return {.heading = "in " + resource, .edits = {}, .style = in_element ? Style::kObject : Style::kBlock};
  }
  const std::string subject = target.subject->kind + " " + hcl_quote(target.subject->name);
  if (target.subject->kind == "volume")
    return {.heading = subject + " in " + resource, .edits = {}, .style = Style::kBlock};
  const std::string container = target.subject->kind == "container" ? subject : "the container of " + subject;
  return {
      .heading = container + " in container_definitions of " + target.address, .edits = {}, .style = Style::kObject};
}

std::vector<Place> group(const std::vector<FixEdit>& edits, const Target& target) {
  std::vector<Place> places;
  for (const FixEdit& edit : edits) {
    Place place = place_of(edit, target);
    auto known = std::ranges::find(places, place.heading, &Place::heading);
    const bool join = known != places.end() && edit.kind != FixEdit::Kind::kResource;
    if (!join) known = places.insert(places.end(), std::move(place));
    known->edits.push_back(&edit);
  }
  return places;
}

std::string render(const Place& place) {
  Lines lines(0);
  std::vector<Node> nodes;
  const auto flush = [&] {
    write(nodes, place.style, lines);
    nodes.clear();
  };
  for (const FixEdit* edit : place.edits) {
    const bool whole = edit->kind == FixEdit::Kind::kBlock || edit->kind == FixEdit::Kind::kResource;
    const std::optional<std::vector<Step>> path = whole ? std::nullopt : parse_path(edit->path);
    if (whole) {
      flush();
      write_whole_block(*edit, lines);
    } else if (edit->kind == FixEdit::Kind::kRemove) {
      flush();
      lines.comment("remove: " + edit->path);
    } else if (!path || path->empty()) {
      flush();
      lines.comment("set: " + edit->path);
    } else {
      insert(nodes, *path, 0, *edit);
    }
  }
  flush();
  return lines.text();
}

bool is_complete(const FixEdit& edit) {
  switch (edit.kind) {
    case FixEdit::Kind::kRemove:
      return true;
    case FixEdit::Kind::kBlock:
    case FixEdit::Kind::kResource:
      return can_be_written(edit.body);
    case FixEdit::Kind::kSet:
    case FixEdit::Kind::kAppend:
      break;
  }
  const std::optional<std::vector<Step>> path = parse_path(edit.path);
  return path && !path->empty() && can_be_written(edit.value);
}

}  // namespace

Fix suggest(const policy::FixSpec& spec, const Target& target) {
  Fix fix = {.summary = spec.summary, .applicability = spec.applicability, .notes = spec.notes};
  if (!std::ranges::all_of(spec.edits, is_complete)) fix.applicability = Applicability::kManual;
  const std::vector<Place> places = group(spec.edits, target);
  for (const Place& place : places) {
    if (!fix.hcl.empty()) fix.hcl += "\n\n";
    if (places.size() > 1) fix.hcl += "# " + printable(place.heading) + "\n";
    fix.hcl += render(place);
  }
  return fix;
}

}  // namespace plimsoll::fix
