#include "plimsoll/finding/finding.h"

#include <nettle/sha2.h>

#include <algorithm>
#include <charconv>
#include <tuple>

namespace plimsoll {
namespace {

// "ECS.10" -> ("ECS.", 10); ids without a number after their last dot sort behind those with one.
struct ControlKey {
  bool is_own = false;
  std::string_view family = {};
  int number = 0;
  std::string_view whole = {};
  friend auto operator<=>(const ControlKey&, const ControlKey&) = default;
};

ControlKey control_key(std::string_view id) {
  const std::size_t dot = id.rfind('.');
  ControlKey key{.is_own = true, .family = id, .whole = id};
  if (dot == std::string_view::npos) return key;
  int number = 0;
  const auto parsed = std::from_chars(id.data() + dot + 1, id.data() + id.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != id.data() + id.size()) return key;
  return {.is_own = false, .family = id.substr(0, dot), .number = number, .whole = id};
}

template <typename Enum, std::size_t N>
std::optional<Enum> parse_name(std::string_view text, const std::array<Enum, N>& all) {
  const auto found = std::ranges::find_if(all, [text](Enum e) { return name(e) == text; });
  return found != all.end() ? std::optional(*found) : std::nullopt;
}

}  // namespace

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::kCritical:
      return "critical";
    case Severity::kHigh:
      return "high";
    case Severity::kMedium:
      return "medium";
    case Severity::kLow:
      return "low";
    case Severity::kInfo:
      return "info";
  }
  return "";
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kFail:
      return "fail";
    case Verdict::kUnknown:
      return "unknown";
    case Verdict::kPass:
      return "pass";
    case Verdict::kNotApplicable:
      return "not_applicable";
  }
  return "";
}

std::string_view name(Change change) {
  switch (change) {
    case Change::kNone:
      return "";
    case Change::kIntroduced:
      return "introduced";
    case Change::kExisting:
      return "existing";
    case Change::kResolved:
      return "resolved";
  }
  return "";
}

std::string_view name(Applicability applicability) {
  switch (applicability) {
    case Applicability::kExact:
      return "exact";
    case Applicability::kReview:
      return "review";
    case Applicability::kManual:
      return "manual";
  }
  return "";
}

std::optional<Severity> parse_severity(std::string_view text) {
  return parse_name(text, kSeverities);
}

std::optional<Verdict> parse_verdict(std::string_view text) {
  return parse_name(text, std::array{Verdict::kFail, Verdict::kUnknown, Verdict::kPass, Verdict::kNotApplicable});
}

Summary summarize(const PlanReport& plan) {
  if (plan.saved_summary) return *plan.saved_summary;
  Summary summary{.pass = plan.unlisted_pass, .not_applicable = plan.unlisted_not_applicable};
  for (const Severity severity : kSeverities) summary.severity[severity] = 0;
  for (const Finding& finding : plan.findings) {
    if (finding.change == Change::kResolved) {
      ++summary.resolved;
      continue;
    }
    const bool is_open = finding.verdict == Verdict::kFail || finding.verdict == Verdict::kUnknown;
    if (is_open && finding.waiver) {
      ++summary.waived;
      continue;
    }
    switch (finding.verdict) {
      case Verdict::kFail:
        ++summary.fail;
        break;
      case Verdict::kUnknown:
        ++summary.unknown;
        break;
      case Verdict::kPass:
        ++summary.pass;
        break;
      case Verdict::kNotApplicable:
        ++summary.not_applicable;
        break;
    }
    if (is_open) ++summary.severity[finding.severity];
    if (finding.change == Change::kIntroduced) ++summary.introduced;
    if (finding.change == Change::kExisting) ++summary.existing;
  }
  return summary;
}

std::string sha256_hex(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest = {};
  sha256_digest(&context, digest.size(), digest.data());
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const std::uint8_t byte : digest) {
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 0xFU];
  }
  return hex;
}

std::string fingerprint(std::string_view control, std::string_view address, const std::optional<Subject>& subject,
                        std::size_t occurrence) {
  // Lengths before the parts keep ("a", "bc") and ("ab", "c") apart.
  std::string key;
  const auto add = [&key](std::string_view part) {
    key += std::to_string(part.size());
    key += ':';
    key += part;
  };
  add(control);
  add(address);
  if (subject) {
    add(subject->kind);
    add(subject->name);
  }
  if (occurrence != 0) add(std::to_string(occurrence));
  return sha256_hex(key);
}

bool finding_less(const Finding& a, const Finding& b) {
  if (a.severity != b.severity) return a.severity < b.severity;
  if (a.address != b.address) return a.address < b.address;
  if (a.subject != b.subject) return a.subject < b.subject;
  return control_key(a.control) < control_key(b.control);
}

bool control_less(std::string_view a, std::string_view b) {
  return control_key(a) < control_key(b);
}

}  // namespace plimsoll
