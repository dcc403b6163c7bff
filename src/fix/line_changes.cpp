#include "line_changes.h"

#include <algorithm>

namespace plimsoll::fix {
namespace {

constexpr std::ptrdiff_t kMostChanges = 1000;  // lines taken away and added; the trace grows with their square

/// The greedy search for the shortest way from the beginning of both regions to their ends, a diagonal being the number
/// of lines taken away minus that of lines added.
class Search {
 public:
  Search(const Lines& before, const Lines& after, const Replaced& region)
      : before_(before),
        after_(after),
        region_(region),
        old_size_(static_cast<std::ptrdiff_t>(region.old_end - region.old_begin)),
        new_size_(static_cast<std::ptrdiff_t>(region.new_end - region.new_begin)) {}

  std::vector<Replaced> run() {
    for (std::ptrdiff_t changes = 0; changes <= kMostChanges; ++changes) {
      if (reaches_the_end(changes)) return way_back();
    }
    return {region_};
  }

 private:
  /// The furthest old line on each diagonal -d, -d + 2, …, d that d changes lead to.
  using Furthest = std::vector<std::ptrdiff_t>;

  static std::ptrdiff_t& on(Furthest& furthest, std::ptrdiff_t changes, std::ptrdiff_t diagonal) {
    return furthest[static_cast<std::size_t>((diagonal + changes) / 2)];
  }

  bool is_same(std::ptrdiff_t x, std::ptrdiff_t y) const {
    return before_[region_.old_begin + static_cast<std::size_t>(x)] ==
           after_[region_.new_begin + static_cast<std::size_t>(y)];
  }

  /// Whether the last change before `diagonal` adds a line; else it takes one away.
  bool is_addition(std::ptrdiff_t changes, std::ptrdiff_t diagonal) {
    Furthest& last = trace_[static_cast<std::size_t>(changes - 1)];
    if (diagonal == -changes) return true;
    if (diagonal == changes) return false;
    return on(last, changes - 1, diagonal - 1) < on(last, changes - 1, diagonal + 1);
  }

  std::ptrdiff_t start(std::ptrdiff_t changes, std::ptrdiff_t diagonal) {
    if (changes == 0) return 0;
    Furthest& last = trace_[static_cast<std::size_t>(changes - 1)];
    return is_addition(changes, diagonal) ? on(last, changes - 1, diagonal + 1)
                                          : on(last, changes - 1, diagonal - 1) + 1;
  }

  bool reaches_the_end(std::ptrdiff_t changes) {
    trace_.emplace_back(static_cast<std::size_t>(changes) + 1);
    for (std::ptrdiff_t diagonal = -changes; diagonal <= changes; diagonal += 2) {
      std::ptrdiff_t x = start(changes, diagonal);
      while (x < old_size_ && x - diagonal < new_size_ && is_same(x, x - diagonal)) ++x;
      on(trace_.back(), changes, diagonal) = x;
      if (x >= old_size_ && x - diagonal >= new_size_) return true;
    }
    return false;
  }

  std::vector<Replaced> way_back() {
    std::vector<Replaced> all;
    std::ptrdiff_t diagonal = old_size_ - new_size_;
    for (auto changes = static_cast<std::ptrdiff_t>(trace_.size()) - 1; changes > 0; --changes) {
      const bool adds = is_addition(changes, diagonal);
      const std::ptrdiff_t x = start(changes, diagonal);
      note(x, x - diagonal, adds, all);
      diagonal += adds ? 1 : -1;
    }
    std::ranges::reverse(all);
    return all;
  }

  /// One line, taken away or added, that ends at old line `x` and new line `y`; the later ones are known.
  void note(std::ptrdiff_t x, std::ptrdiff_t y, bool adds, std::vector<Replaced>& all) const {
    Replaced one = {.old_begin = region_.old_begin + static_cast<std::size_t>(adds ? x : x - 1),
                    .old_end = region_.old_begin + static_cast<std::size_t>(x),
                    .new_begin = region_.new_begin + static_cast<std::size_t>(adds ? y - 1 : y),
                    .new_end = region_.new_begin + static_cast<std::size_t>(y)};
    const bool joins = !all.empty() && all.back().old_begin == one.old_end && all.back().new_begin == one.new_end;
    if (joins) {
      all.back().old_begin = one.old_begin;
      all.back().new_begin = one.new_begin;
    } else {
      all.push_back(one);
    }
  }

  const Lines& before_;
  const Lines& after_;
  Replaced region_;
  std::ptrdiff_t old_size_;
  std::ptrdiff_t new_size_;
  std::vector<Furthest> trace_ = {};
};

std::size_t indent(std::string_view line) {
  const std::size_t text = line.find_first_not_of(" \t\r\n");
  return text == std::string_view::npos ? 0 : text;
}

bool is_pure(const Replaced& change) {
  return (change.old_begin == change.old_end) != (change.new_begin == change.new_end);
}

void move(Replaced& change, std::ptrdiff_t lines) {
  for (std::size_t* at : {&change.old_begin, &change.old_end, &change.new_begin, &change.new_end}) {
    *at = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(*at) + lines);
  }
}

/// Lines that were only added or only taken away, where they stand among all lines of their side.
struct Pure {
  const Lines& lines;
  std::size_t begin = 0;
  std::size_t end = 0;

  Pure(const Replaced& change, const Lines& before, const Lines& after)
      : lines(change.old_begin == change.old_end ? after : before),
        begin(change.old_begin == change.old_end ? change.new_begin : change.old_begin),
        end(change.old_begin == change.old_end ? change.new_end : change.old_end) {}

  /// How far they can go up or down, looking the same, `most` lines at most.
  std::size_t room_above(std::size_t most) const {
    std::size_t room = 0;
    while (room < most && lines[begin - room - 1] == lines[end - room - 1]) ++room;
    return room;
  }
  std::size_t room_below(std::size_t most) const {
    std::size_t room = 0;
    while (room < most && lines[begin + room] == lines[end + room]) ++room;
    return room;
  }
};

Replaced together(const Replaced& a, const Replaced& b) {
  return {.old_begin = a.old_begin, .old_end = b.old_end, .new_begin = a.new_begin, .new_end = b.new_end};
}

/// Two changes become one where lines that were only added, or only taken away, can go to where the other one is.
std::vector<Replaced> joined(const std::vector<Replaced>& changes, const Lines& before, const Lines& after) {
  std::vector<Replaced> all;
  for (Replaced change : changes) {
    while (!all.empty()) {
      const std::size_t gap = change.old_begin - all.back().old_end;
      if (is_pure(change) && Pure(change, before, after).room_above(gap) == gap) {
        move(change, -static_cast<std::ptrdiff_t>(gap));
      } else if (is_pure(all.back()) && Pure(all.back(), before, after).room_below(gap) == gap) {
        move(all.back(), static_cast<std::ptrdiff_t>(gap));
      } else {
        break;
      }
      change = together(all.back(), change);
      all.pop_back();
    }
    all.push_back(change);
  }
  return all;
}

/// Moves such lines to the best of the places where they could stand. At least one line stays between changes.
void settle(Replaced& change, const Lines& before, const Lines& after, std::size_t above, std::size_t below) {
  const Pure pure(change, before, after);
  const std::size_t first = pure.begin - pure.room_above(above);
  const std::size_t last = pure.begin + pure.room_below(below);
  std::size_t best = first;
  for (std::size_t begin = first; begin <= last; ++begin) {
    if (indent(pure.lines[begin]) <= indent(pure.lines[best])) best = begin;
  }
  move(change, static_cast<std::ptrdiff_t>(best) - static_cast<std::ptrdiff_t>(pure.begin));
}

}  // namespace

std::vector<Replaced> changed_lines(const Lines& before, const Lines& after, const std::vector<Replaced>& regions) {
  std::vector<Replaced> found;
  for (const Replaced& region : regions) {
    const std::vector<Replaced> inside = Search(before, after, region).run();
    found.insert(found.end(), inside.begin(), inside.end());
  }
  std::vector<Replaced> all = joined(found, before, after);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!is_pure(all[i])) continue;
    const std::size_t above = i == 0 ? all[i].old_begin : all[i].old_begin - all[i - 1].old_end - 1;
    const std::size_t below =
        i + 1 == all.size() ? before.size() - all[i].old_end : all[i + 1].old_begin - all[i].old_end - 1;
    settle(all[i], before, after, above, below);
  }
  return all;
}

}  // namespace plimsoll::fix
