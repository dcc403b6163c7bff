#include "fix_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "command.h"
#include "plimsoll/base/text.h"

namespace plimsoll::cli {
namespace {

using analysis::Repair;
using analysis::Repairs;

constexpr std::string_view kMargin = "        ";

std::string shown_name(const std::string& name, const std::string& directory) {
  const bool is_below = name.starts_with('/') && name.starts_with(directory + "/");
  return is_below ? name.substr(directory.size() + 1) : name;
}

/// "main.tf:8-13, 30; modules/task/main.tf:4": the lines that the edits touch.
std::string places_of(const Repair& repair, const std::string& directory) {
  std::map<std::string, std::set<std::uint32_t>> lines;
  for (const Edit& edit : repair.edits) lines[shown_name(edit.file, directory)].insert(edit.start.line);
  std::vector<std::string> files;
  for (const auto& [file, numbers] : lines) {
    std::vector<std::string> ranges;
    for (auto at = numbers.begin(); at != numbers.end();) {
      const std::uint32_t first = *at;
      std::uint32_t last = first;
      for (++at; at != numbers.end() && *at == last + 1; ++at) ++last;
      ranges.push_back(first == last ? std::to_string(first) : fmt::format("{}-{}", first, last));
    }
    files.push_back(file + ":" + join(ranges, ", "));
  }
  return join(files, "; ");
}

/// Remarks with the findings that each is about, in the order in which they come up.
class Remarks {
 public:
  void add(const Repair& repair, const std::string& text) {
    const auto [entry, added] = positions_.try_emplace(text, all_.size());
    if (added) all_.push_back({.text = text});
    std::vector<const Repair*>& about = all_[entry->second].about;
    if (about.empty() || about.back() != &repair) about.push_back(&repair);
  }

  /// What is about this finding alone.
  std::string own(const Repair& repair) const {
    std::string text;
    for (const Remark& remark : all_) {
      if (remark.about == std::vector{&repair}) text += fmt::format("{}{}\n", kMargin, printable(remark.text));
    }
    return text;
  }

  std::string shared(const Repairs& repairs) const {
    std::map<std::string, std::size_t> findings;
    for (const Repair& repair : repairs.repairs) ++findings[repair.finding.control];
    std::string text;
    for (const Remark& remark : all_) {
      if (remark.about.size() < 2) continue;
      text += fmt::format("{}\n", printable(remark.text));
      for (const std::string& line : lines_about(remark.about, findings)) {
        text += fmt::format("{}{}\n", kMargin, printable(line));
      }
    }
    return text;
  }

 private:
  struct Remark {
    std::string text = {};
    std::vector<const Repair*> about = {};
  };

  /// "ECS.5 aws_ecs_task_definition.app container "web", "side"": one line per control and resource, or one for a
  /// control of which every finding is meant.
  static std::vector<std::string> lines_about(const std::vector<const Repair*>& about,
                                              const std::map<std::string, std::size_t>& findings) {
    std::map<std::string, std::size_t> meant;
    for (const Repair* repair : about) ++meant[repair->finding.control];
    std::vector<std::string> lines;
    std::vector<std::string> heads;
    for (const Repair* repair : about) {
      const Finding& finding = repair->finding;
      const std::size_t all = findings.at(finding.control);
      const bool is_every = all > 1 && meant.at(finding.control) == all;
      std::string head = finding.control + (is_every ? ": every finding" : " " + finding.address);
      if (finding.subject && !is_every) head += " " + finding.subject->kind;
      const std::string name = finding.subject && !is_every ? "\"" + finding.subject->name + "\"" : "";
      const auto known = std::ranges::find(heads, head);
      if (known == heads.end()) {
        lines.push_back(name.empty() ? head : head + " " + name);
        heads.push_back(std::move(head));
      } else if (!name.empty()) {
        lines[static_cast<std::size_t>(known - heads.begin())] += ", " + name;
      }
    }
    return lines;
  }

  std::vector<Remark> all_ = {};
  std::map<std::string, std::size_t> positions_ = {};
};

Remarks remarks_of(const Repairs& repairs) {
  Remarks remarks;
  for (const Repair& repair : repairs.repairs) {
    if (!repair.reason.empty()) remarks.add(repair, repair.reason);
    for (const std::string& note : repair.notes) remarks.add(repair, note);
    // What is safe needs no advice; of what cannot be written it is all there is.
    const bool needs_advice = repair.applicability != Applicability::kExact && repair.finding.fix;
    if (!needs_advice) continue;
    for (const std::string& note : repair.finding.fix->notes) remarks.add(repair, note);
  }
  return remarks;
}

std::string line_of(const Repair& repair, const std::string& directory) {
  const Finding& finding = repair.finding;
  std::string text = fmt::format("{:<7} {} {}", name(repair.applicability), finding.control, finding.address);
  if (finding.subject) text += fmt::format(" {} \"{}\"", finding.subject->kind, finding.subject->name);
  text += ": " + (finding.fix ? finding.fix->summary : finding.message);
  const std::string places = places_of(repair, directory);
  if (!places.empty()) text += " (" + places + ")";
  return printable(text) + "\n";
}

}  // namespace

std::string repairs_text(const Repairs& repairs, const std::string& directory) {
  const Remarks remarks = remarks_of(repairs);
  std::string text;
  for (const Repair& repair : repairs.repairs) text += line_of(repair, directory) + remarks.own(repair);
  const std::string shared = remarks.shared(repairs);
  return shared.empty() ? text : text + "\n" + shared;
}

std::string next_steps(const Repairs& repairs, bool written) {
  std::size_t chosen = 0;
  std::size_t held_back = 0;
  for (const Repair& repair : repairs.repairs) {
    const bool can_be_had = !repair.chosen && repair.applicability == Applicability::kReview;
    chosen += repair.chosen ? 1 : 0;
    held_back += can_be_had ? 1 : 0;
  }
  std::string text = repairs.repairs.empty() ? "" : "\n";
  if (repairs.repairs.empty()) text += "There is nothing to repair: no finding that was asked for fails.\n";
  if (chosen > 0 && !written) text += count_of(chosen, "finding") + " repaired by the diff: --write applies it.\n";
  if (held_back > 0) {
    text += count_of(held_back, "repair") + (held_back == 1 ? " needs" : " need") +
            " a look afterwards: --applicability review includes " + (held_back == 1 ? "it.\n" : "them.\n");
  }
  const auto is_manual = [](const Repair& repair) { return repair.applicability == Applicability::kManual; };
  if (std::ranges::any_of(repairs.repairs, is_manual)) {
    text += "What is manual needs a person: `plimsoll check --verbose` shows what to write.\n";
  }
  return text == "\n" ? "" : text;
}

}  // namespace plimsoll::cli
