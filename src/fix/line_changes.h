// Which lines differ between two texts.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace plimsoll::fix {

using Lines = std::vector<std::string_view>;

/// Lines [old_begin, old_end) of the text become lines [new_begin, new_end) of the other one.
struct Replaced {
  std::size_t old_begin = 0, old_end = 0;
  std::size_t new_begin = 0, new_end = 0;
};

/// As few lines as possible inside of each region, in order, by Myers' algorithm (An O(ND) difference algorithm and its
/// variations, 1986); a region in which more than a thousand lines differ is given as it is. Regions are in order, and
/// all lines outside of them are the same. Lines that were only added or only taken away could stand in several places
/// where they repeat what is around them: the one is chosen that begins with the least indentation, of several the
/// last.
std::vector<Replaced> changed_lines(const Lines& before, const Lines& after, const std::vector<Replaced>& regions);

}  // namespace plimsoll::fix
