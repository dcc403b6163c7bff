// IP networks in CIDR notation, and arithmetic on their addresses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::lang {

/// An unsigned number of 128 bits; IPv4 addresses use the lowest 32.
struct Wide {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend auto operator<=>(const Wide&, const Wide&) = default;
};
Wide operator+(Wide a, Wide b);
Wide operator-(Wide a, Wide b);
Wide operator&(Wide a, Wide b);
Wide operator|(Wide a, Wide b);
/// Zero for shifts by 128 and more.
Wide shift_left(Wide value, int bits);
/// 2^bits - 1 for 0 to 128.
Wide ones(int bits);
/// Decimal digits; nullopt when they need more than 128 bits.
std::optional<Wide> parse_wide(std::string_view digits);

struct Network {
  Wide address = {};  // host bits are zero
  int prefix = 0;
  int width = 32;  // bits of an address: 32 or 128
  int host_bits() const { return width - prefix; }
};

/// "10.0.0.0/8", "fd00::/8"; host bits are cut off, leading zeros of decimal numbers say nothing. nullopt when
/// malformed.
std::optional<Network> parse_network(std::string_view text);
std::string address_text(Wide address, int width);
std::string network_text(const Network& network);

}  // namespace plimsoll::lang
