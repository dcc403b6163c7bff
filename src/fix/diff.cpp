#include "plimsoll/fix/diff.h"

#include <algorithm>

#include "line_changes.h"

namespace plimsoll::fix {

namespace {

constexpr std::size_t kContext = 3;
constexpr std::string_view kWithheld = "(withheld)";

// Lines with their line ends; the last one may lack it.
Lines split_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

std::size_t count_lines(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

// The lines that edits touch, those of one hunk taken together. Known from the edits themselves: a comparison of the
// whole texts could pair lines up that are far apart.
std::vector<Replaced> touched_lines(std::string_view text, const std::vector<hcl::Edit>& edits, const Lines& before,
                                    const Lines& after) {
  std::vector<Replaced> all;
  std::ptrdiff_t shift = 0;  // lines added so far
  std::size_t line = 0, at = 0;
  for (const hcl::Edit& edit : edits) {
    line += count_lines(text.substr(at, edit.offset - at));
    at = edit.offset;
    const std::string_view removed = text.substr(edit.offset, edit.length);
    const std::size_t end = std::min(before.size(), line + count_lines(removed) + 1);
    // What follows the last line is not told apart from a change of that line.
    const bool joins =
        !all.empty() && (line <= all.back().old_end + 2 * kContext || all.back().old_end == before.size());
    if (!joins) {
      all.push_back(
          {.old_begin = line, .new_begin = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(line) + shift)});
    }
    shift += static_cast<std::ptrdiff_t>(count_lines(edit.text)) - static_cast<std::ptrdiff_t>(count_lines(removed));
    all.back().old_end = end;
    all.back().new_end =
        end == before.size() ? after.size() : static_cast<std::size_t>(static_cast<std::ptrdiff_t>(end) + shift);
  }
  return all;
}

void put(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

// "12,3"; an empty range names the line before it.
std::string range(std::size_t begin, std::size_t end) {
  const std::size_t count = end - begin;
  const std::string first = std::to_string(count == 0 ? begin : begin + 1);
  return count == 1 ? first : first + "," + std::to_string(count);
}

std::string hunk(const std::vector<Replaced>& changes, const Lines& before, const Lines& after) {
  const std::size_t lead = std::min(kContext, changes.front().old_begin);
  const std::size_t tail = std::min(kContext, before.size() - changes.back().old_end);
  std::string out = "@@ -" + range(changes.front().old_begin - lead, changes.back().old_end + tail) + " +" +
                    range(changes.front().new_begin - lead, changes.back().new_end + tail) + " @@\n";
  std::size_t at = changes.front().old_begin - lead;
  for (const Replaced& change : changes) {
    for (; at < change.old_begin; ++at) put(out, ' ', before[at]);
    for (; at < change.old_end; ++at) put(out, '-', before[at]);
    for (std::size_t i = change.new_begin; i < change.new_end; ++i) put(out, '+', after[i]);
  }
  for (const std::size_t end = at + tail; at < end; ++at) put(out, ' ', before[at]);
  return out;
}

/// What an edit writes anew of a secret, which stood elsewhere. Short ones may be part of any word.
std::string without(std::string written, std::string_view text, const std::vector<hcl::Edit>& masks) {
  constexpr std::size_t kLong = 6;
  for (const hcl::Edit& mask : masks) {
    const std::string_view secret = text.substr(mask.offset, mask.length);
    if (!secret.starts_with('"') && secret.size() < kLong) continue;
    for (std::size_t at = written.find(secret); at != std::string::npos; at = written.find(secret, at)) {
      written.replace(at, secret.size(), kWithheld);
      at += kWithheld.size();
    }
  }
  return written;
}

}  // namespace

std::string unified_diff(std::string_view name, std::string_view text, const std::vector<hcl::Edit>& edits) {
  Result<std::string> applied = hcl::apply(text, edits);
  if (!applied) return "";
  const std::string result = *std::move(applied);
  const Lines before = split_lines(text);
  const Lines after = split_lines(result);
  std::vector<std::vector<Replaced>> hunks;
  for (const Replaced& change : changed_lines(before, after, touched_lines(text, edits, before, after))) {
    const bool joins = !hunks.empty() && change.old_begin - hunks.back().back().old_end <= 2 * kContext;
    if (!joins) hunks.emplace_back();
    hunks.back().push_back(change);
  }
  if (hunks.empty()) return "";
  std::string out = "--- a/" + std::string(name) + "\n+++ b/" + std::string(name) + "\n";
  for (const std::vector<Replaced>& changes : hunks) out += hunk(changes, before, after);
  return out;
}

Shown withhold(std::string_view text, const std::vector<hcl::Edit>& edits, std::vector<ByteRange> secrets) {
  std::ranges::sort(secrets, {}, &ByteRange::begin);
  std::vector<hcl::Edit> masks;
  for (const ByteRange& secret : secrets) {
    hcl::Edit* last = masks.empty() ? nullptr : &masks.back();
    if (last != nullptr && secret.begin < last->offset + last->length) {
      last->length = std::max<std::size_t>(last->length, secret.end - last->offset);
    } else if (secret.begin < secret.end && secret.end <= text.size()) {
      masks.push_back({.offset = secret.begin, .length = secret.end - secret.begin});
    }
  }
  for (hcl::Edit& mask : masks) {
    // As many lines as before, so that hunks name the lines of the file.
    mask.text = std::string(kWithheld) + std::string(count_lines(text.substr(mask.offset, mask.length)), '\n');
  }
  // Where a byte of the text stands afterwards; one inside of a secret at the end of its mask, or the beginning.
  const auto moved = [&masks](std::size_t offset, bool is_end) {
    std::size_t result = offset;
    for (const hcl::Edit& mask : masks) {
      if (offset <= mask.offset) break;
      const std::size_t inside = std::min(offset - mask.offset, mask.length);
      const bool keeps = inside == mask.length || is_end;
      result = result - inside + (keeps ? mask.text.size() : 0);
    }
    return result;
  };
  Shown shown = {.text = hcl::apply(text, masks).value()};
  for (const hcl::Edit& edit : edits) {
    const std::size_t begin = moved(edit.offset, false);
    shown.edits.push_back({.offset = begin,
                           .length = moved(edit.offset + edit.length, edit.length > 0) - begin,
                           .text = without(edit.text, text, masks)});
  }
  return shown;
}

}  // namespace plimsoll::fix
