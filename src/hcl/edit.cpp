// Edits put together, and the white space around them.
#include "plimsoll/hcl/edit.h"

#include <algorithm>
#include <unordered_set>

#include "format.h"
#include "plimsoll/hcl/parser.h"

namespace plimsoll::hcl {
namespace {

void sort_by_place(std::vector<Edit>& edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.offset < b.offset; });
}

/// An error for sorted edits that cannot be applied; none is an empty list.
Diagnostics problems(std::string_view text, const std::vector<Edit>& edits) {
  std::size_t end = 0;
  for (const Edit& edit : edits) {
    if (edit.offset > text.size() || edit.length > text.size() - edit.offset) {
      return {make_error("Edit outside of the text")};
    }
    if (edit.offset < end) return {make_error("Edits overlap")};
    end = edit.offset + edit.length;
  }
  return {};
}

std::string applied(std::string_view text, const std::vector<Edit>& edits) {
  std::string out;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    out.append(text.substr(at, edit.offset - at)).append(edit.text);
    at = edit.offset + edit.length;
  }
  return out.append(text.substr(at));
}

bool uses_crlf(std::string_view text) {
  const std::size_t line_end = text.find('\n');
  return line_end != std::string_view::npos && line_end > 0 && text[line_end - 1] == '\r';
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) out += '\r';
    out += text[i];
  }
  return out;
}

/// The new text before its white space is settled, and what came from where.
struct Draft {
  struct Insertion {
    std::size_t begin = 0, end = 0;  // in the draft
    std::size_t old_end = 0;         // in the source
    bool starts_line = false;        // what follows has a new line end before it
  };
  SourcePtr source = nullptr;  // of the new text
  std::vector<Insertion> insertions = {};
  std::vector<FormatLine> lines = {};

  /// The place of an untouched byte in the old text.
  std::size_t old_place(std::size_t place) const {
    const auto after = std::upper_bound(insertions.begin(), insertions.end(), place,
                                        [](std::size_t at, const Insertion& one) { return at < one.end; });
    if (after == insertions.begin()) return place;
    return std::prev(after)->old_end + (place - std::prev(after)->end);
  }
  bool is_new(std::size_t place) const {
    return std::any_of(insertions.begin(), insertions.end(),
                       [place](const Insertion& one) { return place >= one.begin && place < one.end; });
  }
};

Draft draft_of(const SourcePtr& source, const std::vector<Edit>& edits) {
  Draft draft = {.source = std::make_shared<SourceFile>(source->name(), applied(source->text(), edits))};
  std::size_t shift_up = 0;
  std::size_t shift_down = 0;
  for (const Edit& edit : edits) {
    const std::size_t begin = edit.offset + shift_up - shift_down;
    const std::size_t old_end = edit.offset + edit.length;
    const bool splits = edit.text.ends_with('\n') && (old_end == 0 || source->text()[old_end - 1] != '\n');
    draft.insertions.push_back(
        {.begin = begin, .end = begin + edit.text.size(), .old_end = old_end, .starts_line = splits});
    shift_up += edit.text.size();
    shift_down += edit.length;
  }
  draft.lines = format_lines(draft.source);
  return draft;
}

using Cell = std::optional<Gap> FormatLine::*;
constexpr Cell kCells[] = {&FormatLine::assign, &FormatLine::comment};

std::uint32_t width(const Gap& gap) {
  return gap.range.end - gap.range.begin;
}

/// Chooses what to change in a draft: lines that edits touch get all their gaps, their neighbours only alignment.
class Settler {
 public:
  Settler(const SourcePtr& before, const Draft& draft) : draft_(draft), lines_(draft.lines) {
    for (const FormatLine& line : format_lines(before)) {
      for (const Cell cell : kCells) {
        if (line.*cell && width(*(line.*cell)) != (line.*cell)->spaces) misaligned(cell).insert(line.range.begin);
      }
      if (width(line.indent) != line.indent.spaces) bad_indents_.insert(line.range.begin);
    }
    touched_.resize(lines_.size());
    near_.resize(lines_.size());
    for (const Draft::Insertion& one : draft.insertions) mark(one);
  }

  /// Changes of white space in the draft.
  std::vector<Edit> edits() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      // A bracket more or less can change how far fmt indents lines that are not touched.
      indents_.push_back(indent_of(i));
      set(lines_[i].indent, indents_.back());
      if (!touched_[i]) continue;
      for (const Gap& gap : lines_[i].inner) set(gap, gap.spaces);
    }
    for (const Cell cell : kCells) align(cell);
    sort_by_place(edits_);
    return std::move(edits_);
  }

 private:
  std::unordered_set<std::size_t>& misaligned(Cell cell) {
    return cell == &FormatLine::assign ? bad_assigns_ : bad_comments_;
  }

  /// Lines that hold part of the new text, and those around them.
  void mark(const Draft::Insertion& one) {
    const auto after = std::upper_bound(lines_.begin(), lines_.end(), one.begin,
                                        [](std::size_t at, const FormatLine& line) { return at < line.range.end; });
    const auto first = static_cast<std::size_t>(after - lines_.begin());
    std::size_t last = first;  // after the last touched one
    const std::size_t end = one.end + (one.starts_line ? 1 : 0);
    while (last < lines_.size() && lines_[last].range.begin < end) touched_[last++] = true;
    for (std::size_t i = first == 0 ? 0 : first - 1; i < std::min(last + 1, lines_.size()); ++i) near_[i] = true;
  }

  void set(const Gap& gap, std::size_t spaces) { set(gap, std::string(spaces, ' ')); }
  void set(const Gap& gap, std::string text) {
    if (draft_.source->slice(gap.range) == text) return;
    edits_.push_back({.offset = gap.range.begin, .length = width(gap), .text = std::move(text)});
  }

  /// Its first token or the line end before it is new.
  bool is_new_line(std::size_t index) const {
    const FormatLine& line = lines_[index];
    if (!touched_[index]) return false;
    return draft_.is_new(line.indent.range.end) || (line.range.begin > 0 && draft_.is_new(line.range.begin - 1));
  }

  /// What should stand before a line: for a new one in the style of the lines above, which need not be fmt's.
  std::string indent_of(std::size_t index) const {
    const Gap& gap = lines_[index].indent;
    const std::string there(draft_.source->slice(gap.range));
    const std::string canonical(gap.spaces, ' ');
    if (!is_new_line(index)) return bad_indents_.count(old_begin(index)) == 0 ? canonical : there;
    for (std::size_t i = lines_[index].is_blank ? 0 : index; i-- > 0;) {
      const FormatLine& above = lines_[i];
      if (above.is_blank || above.indent.spaces > gap.spaces) continue;
      std::string text = indents_[i];
      // The first line may begin with a byte-order mark, which only it does.
      if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
      const std::uint32_t levels = (gap.spaces - above.indent.spaces) / 2;
      for (std::uint32_t level = 0; level < levels; ++level) text += text.ends_with('\t') ? "\t" : "  ";
      return text;
    }
    return canonical;
  }

  /// Runs of lines that align and of which one was touched, or stands beside one that was.
  void align(Cell cell) {
    for (std::size_t begin = 0; begin < lines_.size();) {
      std::size_t end = begin;
      bool is_near = false;
      bool was_aligned = true;
      for (; end < lines_.size() && lines_[end].*cell; ++end) {
        is_near = is_near || near_[end];
        was_aligned = was_aligned && (is_new_line(end) || misaligned(cell).count(old_begin(end)) == 0);
      }
      for (std::size_t i = begin; is_near && i < end; ++i) {
        const Gap& gap = *(lines_[i].*cell);
        if (was_aligned) set(gap, gap.spaces);
        const bool is_tight = width(gap) == 0 || draft_.is_new(gap.range.end);
        if (!was_aligned && touched_[i] && is_tight) set(gap, 1);
      }
      begin = std::max(end, begin + 1);
    }
  }

  std::size_t old_begin(std::size_t line) const { return draft_.old_place(lines_[line].range.begin); }

  const Draft& draft_;
  const std::vector<FormatLine>& lines_;
  std::vector<bool> touched_ = {};
  std::vector<bool> near_ = {};
  // Lines of the old text, by their begin, that fmt would change.
  std::unordered_set<std::size_t> bad_indents_ = {};
  std::unordered_set<std::size_t> bad_assigns_ = {};
  std::unordered_set<std::size_t> bad_comments_ = {};
  std::vector<std::string> indents_ = {};  // of the lines so far
  std::vector<Edit> edits_ = {};
};

std::size_t line_begin(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const std::size_t found = text.find('\n', at);
  return found == std::string_view::npos ? text.size() : found + 1;
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// One edit from `before` to `after`, without what both begin and end with; none when they are equal.
void add_difference(std::vector<Edit>& out, std::size_t offset, std::string_view before, std::string_view after) {
  if (before == after) return;
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < most && before[head] == after[head]) ++head;
  while (head > 0 && ((head < before.size() && is_continuation(before[head])) ||
                      (head < after.size() && is_continuation(after[head])))) {
    --head;
  }
  std::size_t tail = 0;
  while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  while (tail > 0 && is_continuation(before[before.size() - tail])) --tail;
  out.push_back({.offset = offset + head,
                 .length = before.size() - head - tail,
                 .text = std::string(after.substr(head, after.size() - head - tail))});
}

/// The edits from the old text to the settled one. Settling changes no line ends, so that lines outside of the given
/// edits pair up one by one.
class Comparison {
 public:
  Comparison(std::string_view before, std::string_view draft, std::string_view after)
      : before_(before), draft_(draft), after_(after) {}

  std::vector<Edit> run(const std::vector<Edit>& edits) {
    for (std::size_t i = 0; i < edits.size();) {
      const std::size_t begin = line_begin(before_, edits[i].offset);
      std::size_t end = line_end(before_, edits[i].offset + edits[i].length);
      std::size_t grown = 0;
      std::size_t shrunk = 0;
      for (; i < edits.size() && (edits[i].offset < end || end == before_.size()); ++i) {
        end = std::max(end, line_end(before_, edits[i].offset + edits[i].length));
        grown += edits[i].text.size();
        shrunk += edits[i].length;
      }
      pair_lines(begin);
      changed(end, end - begin + grown - shrunk);
    }
    pair_lines(before_.size());
    return std::move(out_);
  }

 private:
  void pair_lines(std::size_t end) {
    while (at_ < end) {
      const std::size_t next = line_end(before_, at_);
      const std::size_t next_after = line_end(after_, at_after_);
      add_difference(out_, at_, before_.substr(at_, next - at_), after_.substr(at_after_, next_after - at_after_));
      at_draft_ += next - at_;
      at_ = next;
      at_after_ = next_after;
    }
  }

  void changed(std::size_t end, std::size_t draft_size) {
    const std::string_view region = draft_.substr(at_draft_, draft_size);
    std::size_t end_after = at_after_;
    for (auto lines = std::count(region.begin(), region.end(), '\n'); lines > 0; --lines) {
      end_after = line_end(after_, end_after);
    }
    if (end == before_.size()) end_after = after_.size();
    add_difference(out_, at_, before_.substr(at_, end - at_), after_.substr(at_after_, end_after - at_after_));
    at_draft_ += draft_size;
    at_ = end;
    at_after_ = end_after;
  }

  std::string_view before_, draft_, after_;
  std::size_t at_ = 0, at_draft_ = 0, at_after_ = 0;
  std::vector<Edit> out_ = {};
};

}  // namespace

Result<std::string> apply(std::string_view text, std::vector<Edit> edits) {
  sort_by_place(edits);
  Diagnostics found = problems(text, edits);
  if (!found.empty()) return found;
  return applied(text, edits);
}

Result<std::vector<Edit>> settle(const SourcePtr& source, const std::vector<Edit>& edits) {
  std::vector<Edit> sorted = edits;
  sort_by_place(sorted);
  if (uses_crlf(source->text())) {
    for (Edit& edit : sorted) edit.text = with_crlf(edit.text);
  }
  Diagnostics found = problems(source->text(), sorted);
  if (!found.empty()) return found;
  const Draft draft = draft_of(source, sorted);
  const std::string settled = applied(draft.source->text(), Settler(source, draft).edits());
  const auto after = std::make_shared<SourceFile>(source->name(), settled);
  const ParsedFile parsed = parse_file(after);
  if (has_errors(parsed.diagnostics) && !has_errors(parse_file(source).diagnostics)) return parsed.diagnostics;
  return Comparison(source->text(), draft.source->text(), settled).run(sorted);
}

}  // namespace plimsoll::hcl
