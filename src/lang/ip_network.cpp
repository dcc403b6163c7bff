#include "ip_network.h"

#include <array>
#include <charconv>
#include <vector>

#include "plimsoll/base/text.h"

namespace plimsoll::lang {

namespace {

/// A whole decimal number up to `limit`; longer digit strings than any such number needs are refused.
std::optional<std::uint32_t> small_number(std::string_view text, std::uint32_t limit) {
  std::uint32_t value = 0;
  if (text.empty() || text.size() > 9) return std::nullopt;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || value > limit) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
  const std::vector<std::string> parts = split(text, '.');
  if (parts.size() != 4) return std::nullopt;
  std::uint32_t address = 0;
  for (const std::string& part : parts) {
    const std::optional<std::uint32_t> byte = small_number(part, 255);
    if (!byte) return std::nullopt;
    address = (address << 8U) | *byte;
  }
  return address;
}

/// Groups of up to four hexadecimal digits; the last may be an IPv4 address, which counts as two.
std::optional<std::vector<std::uint32_t>> parse_groups(std::string_view text, bool last_part) {
  std::vector<std::uint32_t> groups;
  if (text.empty()) return groups;
  const std::vector<std::string> parts = split(text, ':');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string& part = parts[i];
    if (last_part && i + 1 == parts.size() && part.find('.') != std::string::npos) {
      const std::optional<std::uint32_t> v4 = parse_ipv4(part);
      if (!v4) return std::nullopt;
      groups.push_back(*v4 >> 16U);
      groups.push_back(*v4 & 0xFFFFU);
      continue;
    }
    std::uint32_t group = 0;
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), group, 16);
    if (part.empty() || part.size() > 4 || parsed.ec != std::errc() || parsed.ptr != part.data() + part.size()) {
      return std::nullopt;
    }
    groups.push_back(group);
  }
  return groups;
}

std::optional<Wide> parse_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  const bool has_gap = gap != std::string_view::npos;
  std::optional<std::vector<std::uint32_t>> front = parse_groups(has_gap ? text.substr(0, gap) : text, !has_gap);
  std::optional<std::vector<std::uint32_t>> back = parse_groups(has_gap ? text.substr(gap + 2) : "", true);
  if (!front || !back) return std::nullopt;
  const std::size_t count = front->size() + back->size();
  if (has_gap ? count > 7 : count != 8) return std::nullopt;
  front->resize(8 - back->size(), 0);
  front->insert(front->end(), back->begin(), back->end());
  Wide address;
  for (const std::uint32_t group : *front) address = shift_left(address, 16) | Wide{.low = group};
  return address;
}

std::string ipv4_text(std::uint64_t address) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    text += std::to_string((address >> static_cast<unsigned>(shift)) & 0xFFU);
    if (shift > 0) text += '.';
  }
  return text;
}

/// The longest run of zero groups, at least two long; {8, 0} when there is none.
std::pair<std::size_t, std::size_t> longest_gap(const std::array<std::uint64_t, 8>& groups) {
  std::size_t begin = 8;
  std::size_t size = 1;
  for (std::size_t i = 0; i < 8;) {
    std::size_t end = i;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - i > size) {
      begin = i;
      size = end - i;
    }
    i = end + 1;
  }
  return {begin, begin == 8 ? 0 : size};
}

std::string ipv6_text(Wide address) {
  if (address.high == 0 && address.low >> 32U == 0xFFFFU) return ipv4_text(address.low & 0xFFFFFFFFU);
  std::array<std::uint64_t, 8> groups = {};
  for (unsigned i = 0; i < 8; ++i) {
    groups[i] = ((i < 4 ? address.high : address.low) >> (48U - 16U * (i % 4))) & 0xFFFFU;
  }
  const auto [gap, gap_size] = longest_gap(groups);
  std::string text;
  for (std::size_t i = 0; i < 8;) {
    if (i == gap) {
      text += "::";
      i += gap_size;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    char buffer[8];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, groups[i], 16);
    text.append(buffer, end.ptr);
    ++i;
  }
  return text;
}

}  // namespace

Wide operator+(Wide a, Wide b) {
  const std::uint64_t low = a.low + b.low;
  return {.high = a.high + b.high + (low < a.low ? 1U : 0U), .low = low};
}
Wide operator-(Wide a, Wide b) {
  return {.high = a.high - b.high - (a.low < b.low ? 1U : 0U), .low = a.low - b.low};
}
Wide operator&(Wide a, Wide b) {
  return {.high = a.high & b.high, .low = a.low & b.low};
}
Wide operator|(Wide a, Wide b) {
  return {.high = a.high | b.high, .low = a.low | b.low};
}

Wide shift_left(Wide value, int bits) {
  if (bits <= 0) return value;
  if (bits >= 128) return {};
  const auto n = static_cast<unsigned>(bits);
  if (n >= 64) return {.high = value.low << (n - 64U), .low = 0};
  return {.high = (value.high << n) | (value.low >> (64U - n)), .low = value.low << n};
}

Wide ones(int bits) {
  return shift_left(Wide{.low = 1}, bits) - Wide{.low = 1};
}

std::optional<Wide> parse_wide(std::string_view digits) {
  Wide value;
  if (digits.empty() || digits.size() > 39) return std::nullopt;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    const Wide before = value;
    value = shift_left(value, 3) + shift_left(value, 1) + Wide{.low = static_cast<std::uint64_t>(c - '0')};
    if (before.high >= 0x1999999999999999U && value < before) return std::nullopt;
  }
  return value;
}

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view host = text.substr(0, slash);
  Network network;
  if (host.find(':') == std::string_view::npos) {
    const std::optional<std::uint32_t> address = parse_ipv4(host);
    if (!address) return std::nullopt;
    network.address.low = *address;
  } else {
    const std::optional<Wide> address = parse_ipv6(host);
    if (!address) return std::nullopt;
    network.address = *address;
    network.width = 128;
  }
  const std::optional<std::uint32_t> prefix =
      small_number(text.substr(slash + 1), static_cast<std::uint32_t>(network.width));
  if (!prefix) return std::nullopt;
  network.prefix = static_cast<int>(*prefix);
  network.address = network.address - (network.address & ones(network.host_bits()));
  return network;
}

std::string address_text(Wide address, int width) {
  return width == 32 ? ipv4_text(address.low) : ipv6_text(address);
}

std::string network_text(const Network& network) {
  return address_text(network.address, network.width) + "/" + std::to_string(network.prefix);
}

}  // namespace plimsoll::lang
