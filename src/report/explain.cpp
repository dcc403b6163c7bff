// What is known about controls, for a terminal.
#include <algorithm>

#include "layout.h"
#include "plimsoll/base/text.h"
#include "plimsoll/report/report.h"
#include "utf8.h"

namespace plimsoll::report {
namespace {

constexpr std::size_t kNarrowest = 40;

void put_field(std::string& out, std::string_view label, std::string_view text, const Options& options) {
  if (text.empty()) return;
  constexpr std::size_t kLabelWidth = 15;
  const std::size_t width = std::max(options.width, kLabelWidth + kNarrowest) - kLabelWidth;
  std::string start = paint(pad(label, kLabelWidth), Style::kDim, options.color);
  for (const std::string& line : wrap(printable(text), width)) {
    out += start + line + "\n";
    start = std::string(kLabelWidth, ' ');
  }
}

std::string state(const Control& control) {
  const std::string judged = control.enabled ? "judged" : "off: name it with --control to judge it";
  return control.deprecated ? judged + "; deprecated" : judged;
}

void put_frameworks(std::string& out, const Control& control, const Options& options) {
  std::string_view label = "Frameworks";
  for (const auto& [framework, requirements] : control.frameworks) {
    put_field(out, label, framework + ": " + join(requirements, ", "), options);
    label = "";
  }
}

// Several texts under one label, each from a line of its own.
void put_list(std::string& out, std::string_view label, const std::vector<std::string>& texts, const Options& options) {
  for (const std::string& text : texts) {
    put_field(out, label, text, options);
    label = "";
  }
}

// A description may have paragraphs, parted by empty lines or not: each line of it is wrapped on its own.
void put_description(std::string& out, const Control& control, const Options& options) {
  if (control.description.empty()) return;
  out += "\n";
  for (const std::string& paragraph : split(control.description, '\n')) {
    for (const std::string& line : wrap(printable(paragraph), std::max(options.width, kNarrowest))) out += line + "\n";
  }
}

}  // namespace

std::string explain(const Control& control, const Options& options) {
  std::string out = paint(printable(control.id), Style::kBold, options.color);
  if (!control.title.empty()) out += "  " + printable(control.title);
  out += "\n";
  put_description(out, control, options);
  out += "\n";
  put_field(out, "Severity", name(control.severity), options);
  put_field(out, "State", state(control), options);
  put_list(out, "Judges", control.resource_types, options);
  put_list(out, "Applies where", control.filters, options);
  put_list(out, "Holds when", control.conditions, options);
  put_list(out, "Repaired by", control.fixes, options);
  put_field(out, "Also known as", join(control.aliases, ", "), options);
  put_frameworks(out, control, options);
  put_field(out, "Help", control.help_uri, options);
  put_field(out, "Policy", control.policy_file, options);
  return finish_lines(out);
}

std::string controls_table(std::span<const Control> controls, const Options& options) {
  std::size_t id_width = 2;
  for (const Control& control : controls) id_width = std::max(id_width, display_width(printable(control.id)));
  const std::size_t left = id_width + 2 + 8 + 2;
  const std::size_t width = std::max(options.width, left + kNarrowest) - left;
  std::string out =
      paint(pad("ID", id_width) + "  " + pad("SEVERITY", 8) + "  TITLE", Style::kDim, options.color) + "\n";
  for (const Control& control : controls) {
    std::string title = control.title;
    if (!control.enabled) title += " (off)";
    if (control.deprecated) title += " (deprecated)";
    const std::vector<std::string> lines = wrap(printable(title), width);
    out += paint(pad(printable(control.id), id_width), Style::kBold, options.color) + "  ";
    out +=
        paint(pad(name(control.severity), 8), severity_style(control.severity), options.color) + "  " + lines[0] + "\n";
    for (std::size_t i = 1; i < lines.size(); ++i) out += std::string(left, ' ') + lines[i] + "\n";
  }
  return finish_lines(out);
}

}  // namespace plimsoll::report
