// Time of a piece of work in this process.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace plimsoll::bench {

/// The median of seven rounds after one to warm up.
template <typename Round>
double median_seconds(const Round& round) {
  std::vector<double> seconds;
  for (int i = 0; i < 8; ++i) {
    const auto start = std::chrono::steady_clock::now();
    round();
    const double taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (i > 0) seconds.push_back(taken);
  }
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

}  // namespace plimsoll::bench
