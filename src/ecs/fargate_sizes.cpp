#include "fargate_sizes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "plimsoll/base/text.h"

namespace plimsoll::ecs {

namespace {

/// Memory in MiB: from `min` to `max` in steps, or one of `exact`.
struct Size {
  int cpu = 0;
  bool windows = false;
  int min = 0;
  int max = 0;
  int step = 0;
  std::array<int, 3> exact = {};
};

constexpr Size kSizes[] = {
    {.cpu = 256, .exact = {512, 1024, 2048}},
    {.cpu = 512, .min = 1024, .max = 4096, .step = 1024},
    {.cpu = 1024, .windows = true, .min = 2048, .max = 8192, .step = 1024},
    {.cpu = 2048, .windows = true, .min = 4096, .max = 16384, .step = 1024},
    {.cpu = 4096, .windows = true, .min = 8192, .max = 30720, .step = 1024},
    {.cpu = 8192, .min = 16384, .max = 61440, .step = 4096},
    {.cpu = 16384, .min = 32768, .max = 122880, .step = 8192},
    {.cpu = 32768, .exact = {61440, 122880, 249856}},
};

const Size* size_of(int cpu) {
  const auto size = std::ranges::find(kSizes, cpu, &Size::cpu);
  return size == std::end(kSizes) ? nullptr : size;
}

/// A decimal number before an optional unit. With the unit it counts 1024 times.
std::optional<int> parse_amount(std::string_view text, std::string_view unit) {
  std::string lower = ascii_lower(text);
  std::erase(lower, ' ');
  const bool has_unit = lower.ends_with(unit);
  if (has_unit) lower.resize(lower.size() - unit.size());
  double amount = 0;
  double scale = 0;  // of the next decimal place; 0 before the point
  bool digits = false;
  for (const char c : lower) {
    if (c == '.' && scale == 0) {
      scale = 0.1;
    } else if (c >= '0' && c <= '9') {
      digits = true;
      amount = scale == 0 ? amount * 10 + (c - '0') : amount + (c - '0') * scale;
      if (scale != 0) scale /= 10;
    } else {
      return std::nullopt;
    }
  }
  if (has_unit) amount *= 1024;
  const double rounded = std::round(amount);
  // Six places are more than any size has; what is no whole number then is none.
  if (!digits || rounded > 1e8 || std::abs(amount - rounded) > 1e-6) return std::nullopt;
  return static_cast<int>(rounded);
}

}  // namespace

std::optional<int> parse_cpu(std::string_view text) {
  return parse_amount(text, "vcpu");
}

std::optional<int> parse_memory(std::string_view text) {
  return parse_amount(text, "gb");
}

bool is_fargate_cpu(int cpu, bool windows) {
  const Size* size = size_of(cpu);
  return size != nullptr && (size->windows || !windows);
}

bool is_fargate_size(int cpu, int memory) {
  const Size* size = size_of(cpu);
  if (size == nullptr) return false;
  if (size->step == 0) return std::ranges::find(size->exact, memory) != size->exact.end();
  return memory >= size->min && memory <= size->max && (memory - size->min) % size->step == 0;
}

std::string fargate_memory_choices(int cpu) {
  const Size* size = size_of(cpu);
  if (size == nullptr) return "";
  if (size->step == 0) {
    return std::to_string(size->exact[0]) + ", " + std::to_string(size->exact[1]) + " or " +
           std::to_string(size->exact[2]) + " MiB";
  }
  return std::to_string(size->min) + " to " + std::to_string(size->max) + " MiB in steps of " +
         std::to_string(size->step);
}

std::string fargate_cpu_choices(bool windows) {
  std::vector<std::string> choices;
  for (const Size& size : kSizes) {
    if (size.windows || !windows) choices.push_back(std::to_string(size.cpu));
  }
  return join(choices, ", ");
}

}  // namespace plimsoll::ecs
