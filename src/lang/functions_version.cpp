// Versions as Semantic Versioning 2.0 orders them, and constraints as Terraform writes them.
#include <algorithm>
#include <array>

#include "function_families.h"
#include "plimsoll/base/text.h"

namespace plimsoll::lang {

namespace {

struct Version {
  std::vector<std::uint64_t> segments = {};  // as many as were written, at least one
  std::string prerelease = {};

  std::uint64_t segment(std::size_t i) const { return i < segments.size() ? segments[i] : 0; }
};

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_label(std::string_view text) {  // dot-separated parts of letters, digits and hyphens
  if (text.empty()) return false;
  for (const std::string& part : split(text, '.')) {
    if (part.empty()) return false;
    for (const char c : part) {
      const bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
      if (!good) return false;
    }
  }
  return true;
}

std::optional<Version> parse_version(std::string_view text) {
  if (!text.empty() && text.front() == 'v') text.remove_prefix(1);
  if (const std::size_t plus = text.find('+'); plus != std::string_view::npos) {
    if (!is_label(text.substr(plus + 1))) return std::nullopt;
    text = text.substr(0, plus);
  }
  Version version;
  if (const std::size_t dash = text.find('-'); dash != std::string_view::npos) {
    version.prerelease = std::string(text.substr(dash + 1));
    if (!is_label(version.prerelease)) return std::nullopt;
    text = text.substr(0, dash);
  }
  for (const std::string& part : split(text, '.')) {
    if (!is_digits(part) || part.size() > 18) return std::nullopt;
    version.segments.push_back(std::stoull(part));
  }
  if (version.segments.empty() || version.segments.size() > 8) return std::nullopt;
  return version;
}

int order(std::uint64_t a, std::uint64_t b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

int sign(int n) {
  return n < 0 ? -1 : n > 0 ? 1 : 0;
}

int compare_labels(const std::string& a, const std::string& b) {
  if (a == b) return 0;
  if (a.empty() || b.empty()) return a.empty() ? 1 : -1;  // a release comes after its pre-releases
  const std::vector<std::string> left = split(a, '.');
  const std::vector<std::string> right = split(b, '.');
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    const bool left_number = is_digits(left[i]);
    const bool right_number = is_digits(right[i]);
    if (left_number != right_number) return left_number ? -1 : 1;
    int difference = sign(left[i].compare(right[i]));
    if (left_number && left[i].size() != right[i].size()) difference = order(left[i].size(), right[i].size());
    if (difference != 0) return difference;
  }
  return order(left.size(), right.size());
}

int compare_versions(const Version& a, const Version& b) {
  for (std::size_t i = 0; i < std::max(a.segments.size(), b.segments.size()); ++i) {
    if (const int difference = order(a.segment(i), b.segment(i)); difference != 0) return difference;
  }
  return compare_labels(a.prerelease, b.prerelease);
}

struct Constraint {
  std::string op = {};
  Version version = {};
};

std::optional<Constraint> parse_constraint(std::string_view text) {
  constexpr std::array<std::string_view, 7> kOperators = {"!=", ">=", "<=", "~>", "=", ">", "<"};
  text = std::string_view(text).substr(std::min(text.find_first_not_of(' '), text.size()));
  Constraint constraint{.op = "="};
  for (const std::string_view op : kOperators) {
    if (text.substr(0, op.size()) != op) continue;
    constraint.op = std::string(op);
    text.remove_prefix(op.size());
    break;
  }
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::optional<Version> version = parse_version(text);
  if (!version) return std::nullopt;
  constraint.version = *std::move(version);
  return constraint;
}

/// `~> 1.2.3`: at least that, with all but the last written segment the same. `~> 1` allows every later version.
bool pessimistic(const Version& version, const Version& bound) {
  if (compare_versions(version, bound) < 0) return false;
  for (std::size_t i = 0; i + 1 < bound.segments.size(); ++i) {
    if (version.segment(i) != bound.segment(i)) return false;
  }
  return true;
}

bool satisfies(const Version& version, const Constraint& constraint) {
  const int difference = compare_versions(version, constraint.version);
  if (constraint.op == "=") return difference == 0;
  if (constraint.op == "!=") return difference != 0;
  // A pre-release is only in a range whose bound is a pre-release of the same version.
  if (!version.prerelease.empty()) {
    Version release = version;
    Version bound = constraint.version;
    if (bound.prerelease.empty()) return false;
    release.prerelease.clear();
    bound.prerelease.clear();
    if (compare_versions(release, bound) != 0) return false;
  }
  if (constraint.op == ">") return difference > 0;
  if (constraint.op == ">=") return difference >= 0;
  if (constraint.op == "<") return difference < 0;
  if (constraint.op == "<=") return difference <= 0;
  return pessimistic(version, constraint.version);
}

Outcome semverconstraint(const Invocation& call) {
  const std::optional<Version> version = parse_version(text_of(call, 0));
  if (!version) return argument_error(call, 0, "malformed version");
  bool all = true;
  for (const std::string& part : split(text_of(call, 1), ',')) {
    const std::optional<Constraint> constraint = parse_constraint(part);
    if (!constraint) return argument_error(call, 1, "malformed version constraint");
    all = all && satisfies(*version, *constraint);
  }
  return Value::boolean(all);
}

Outcome semvercmp(const Invocation& call) {
  const std::optional<Version> a = parse_version(text_of(call, 0));
  if (!a) return argument_error(call, 0, "malformed version");
  const std::optional<Version> b = parse_version(text_of(call, 1));
  if (!b) return argument_error(call, 1, "malformed version");
  return Value::number(compare_versions(*a, *b));
}

}  // namespace

std::vector<Function> version_functions() {
  return {
      {.name = "semverconstraint",
       .parameters = {{.name = "version", .kind = Kind::kString}, {.name = "constraint", .kind = Kind::kString}},
       .summary = "Whether a version satisfies a constraint such as \">= 1.2, < 2.0\" or \"~> 1.4\".",
       .implementation = semverconstraint,
       .policy_only = true},
      {.name = "semvercmp",
       .parameters = {{.name = "a", .kind = Kind::kString}, {.name = "b", .kind = Kind::kString}},
       .summary = "-1, 0 or 1: the order of two versions.",
       .implementation = semvercmp,
       .policy_only = true},
  };
}

}  // namespace plimsoll::lang
