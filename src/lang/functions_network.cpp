// IP networks: cidrhost, cidrnetmask, cidrsubnet, cidrsubnets.
#include <limits>

#include "function_families.h"
#include "ip_network.h"

namespace plimsoll::lang {

namespace {

constexpr const char* kInvalidNetwork = "invalid CIDR expression";
constexpr const char* kNotInt = "value must be a whole number, between -9223372036854775808 and 9223372036854775807";

/// A whole number of any size: its sign and magnitude.
struct Whole {
  bool negative = false;
  bool too_large = false;  // beyond 128 bits
  Wide magnitude = {};
};

std::optional<Whole> whole_number(const Number& number) {
  std::string text = number.to_string();
  Whole whole;
  whole.negative = text.starts_with('-');
  if (whole.negative) text.erase(0, 1);
  if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const std::optional<Wide> magnitude = parse_wide(text);
  whole.too_large = !magnitude.has_value();
  whole.magnitude = magnitude.value_or(Wide{});
  return whole;
}

Outcome cidrhost(const Invocation& call) {
  const std::optional<Network> network = parse_network(text_of(call, 0));
  const std::optional<Whole> number = whole_number(call.arguments[1].as_number());
  if (!number) return call_error(call, "value must be a whole number");
  if (!network) return call_error(call, kInvalidNetwork);
  const Wide last = ones(network->host_bits());
  // Negative numbers count from the end: -1 is the last address.
  const bool counts_back = number->negative && number->magnitude != Wide{};
  const Wide distance = counts_back ? number->magnitude - Wide{.low = 1} : number->magnitude;
  if (number->too_large || distance > last) {
    return call_error(call,
                      "prefix of " + std::to_string(network->prefix) + " does not accommodate a host of this number");
  }
  return Value::string(address_text(network->address | (counts_back ? last - distance : distance), network->width));
}

Outcome cidrnetmask(const Invocation& call) {
  const std::optional<Network> network = parse_network(text_of(call, 0));
  if (!network) return call_error(call, kInvalidNetwork);
  if (network->width != 32) return call_error(call, "IPv6 addresses cannot have a netmask");
  return Value::string(address_text(ones(32) - ones(network->host_bits()), 32));
}

Outcome cidrsubnet(const Invocation& call) {
  const std::optional<std::int64_t> bits = whole_of(call, 1);
  if (!bits) return call_error(call, kNotInt);
  const std::optional<Whole> number = whole_number(call.arguments[2].as_number());
  if (!number) return call_error(call, "value must be a whole number");
  std::optional<Network> network = parse_network(text_of(call, 0));
  if (!network) return call_error(call, kInvalidNetwork);
  const std::string extension = std::to_string(*bits);
  if (*bits < 0) return call_error(call, "a prefix cannot be extended by " + extension);
  if (*bits > network->host_bits()) {
    return call_error(
        call, "insufficient address space to extend prefix of " + std::to_string(network->prefix) + " by " + extension);
  }
  const auto added = static_cast<int>(*bits);
  const bool negative = number->negative && number->magnitude != Wide{};
  if (number->too_large || negative || number->magnitude > ones(added)) {
    return call_error(call, "prefix extension of " + extension + " does not accommodate a subnet of this number");
  }
  network->prefix += added;
  network->address = network->address | shift_left(number->magnitude, network->host_bits());
  return Value::string(network_text(*network));
}

/// Why a prefix cannot be extended by so many bits; "" when it can.
std::string extension_error(const Network& network, std::int64_t bits) {
  if (bits < 1) return "must extend prefix by at least one bit";
  if (bits > 32) return "may not extend prefix by more than 32 bits";
  if (bits <= network.host_bits()) return "";
  return "would extend prefix to " + std::to_string(network.prefix + bits) + " bits, which is too long for an " +
         (network.width == 32 ? "IPv4" : "IPv6") + " address";
}

Outcome cidrsubnets(const Invocation& call) {
  const std::optional<Network> network = parse_network(text_of(call, 0));
  if (!network) return argument_error(call, 0, kInvalidNetwork);
  Sequence subnets;
  Wide used;  // addresses taken so far, from the start of the network
  const Wide last = ones(network->host_bits());
  // Terraform looks at the subnet before the first one, and finds no room behind the end of all addresses.
  bool full = network->address == Wide{};
  std::string previous = "the end of all addresses";
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    const std::optional<std::int64_t> bits = whole_of(call, i);
    if (!bits) return argument_error(call, i, kNotInt);
    if (std::string error = extension_error(*network, *bits); !error.empty()) return argument_error(call, i, error);
    Network subnet = *network;
    subnet.prefix += static_cast<int>(*bits);
    const Wide size_less_one = ones(subnet.host_bits());
    // Up to the next multiple of the subnet's size.
    const Wide rest = used & size_less_one;
    const Wide begin = rest == Wide{} ? used : used + (size_less_one - rest) + Wide{.low = 1};
    full = full || begin > last || begin < used;
    if (full) {
      return argument_error(call, i,
                            "not enough remaining address space for a subnet with a prefix of " +
                                std::to_string(subnet.prefix) + " bits after " + previous);
    }
    subnet.address = network->address | begin;
    previous = network_text(subnet);
    subnets.push_back(Value::string(previous));
    full = begin + size_less_one == last;
    used = begin + size_less_one + Wide{.low = 1};
  }
  return Value::list(std::move(subnets));
}

}  // namespace

std::vector<Function> network_functions() {
  return {
      {.name = "cidrhost",
       .parameters = {{.name = "prefix", .kind = Kind::kString}, {.name = "hostnum", .kind = Kind::kNumber}},
       .summary = "The address of a number in an IPv4 or IPv6 network; negative numbers count from its end.",
       .implementation = cidrhost,
       .portable = false},
      {.name = "cidrnetmask",
       .parameters = {{.name = "prefix", .kind = Kind::kString}},
       .summary = "The mask of an IPv4 network: \"255.240.0.0\" of \"172.16.0.0/12\".",
       .implementation = cidrnetmask,
       .portable = false},
      {.name = "cidrsubnet",
       .parameters = {{.name = "prefix", .kind = Kind::kString},
                      {.name = "newbits", .kind = Kind::kNumber},
                      {.name = "netnum", .kind = Kind::kNumber}},
       .summary = "The subnet of a number in a network whose prefix is extended by so many bits.",
       .implementation = cidrsubnet,
       .portable = false},
      {.name = "cidrsubnets",
       .parameters = {{.name = "prefix", .kind = Kind::kString},
                      {.name = "newbits", .variadic = true, .kind = Kind::kNumber}},
       .summary = "Consecutive subnets of a network, each with its number of additional bits.",
       .implementation = cidrsubnets,
       .portable = false},
  };
}

}  // namespace plimsoll::lang
