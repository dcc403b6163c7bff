#include "expectations.h"

#include <algorithm>

namespace plimsoll::policy {
namespace {

struct Expectation {
  Verdict verdict = Verdict::kFail;
  std::optional<std::string> subject = std::nullopt;
  std::optional<std::string> message = std::nullopt;
  std::optional<std::string> fix = std::nullopt;
  std::optional<Severity> severity = std::nullopt;
  std::optional<std::int64_t> count = std::nullopt;  // how many results must match; else at least one
  ByteRange range = {};
};

/// Reads one attribute of an expect block as text; nullopt when it is absent, null or wrong (then reported).
std::optional<std::string> read_text(const hcl::Block& block, std::string_view name, MockValues& values,
                                     const Checker& checker, Diagnostics& problems) {
  const hcl::Attribute* attribute = block.body.attribute(name);
  if (attribute == nullptr) return std::nullopt;
  const lang::Outcome outcome = values.evaluate(*attribute->value);
  if (!outcome.ok()) {
    problems.push_back(outcome.failure().diagnostic);
    return std::nullopt;
  }
  if (outcome.value().is_string()) return outcome.value().as_string();
  if (!outcome.value().is_null()) {
    problems.push_back(make_error("String expected", "\"" + std::string(name) + "\" is a string.",
                                  checker.range(attribute->value->range)));
  }
  return std::nullopt;
}

/// Reads `count`; nullopt when it is absent or wrong (then reported).
std::optional<std::int64_t> read_count(const hcl::Block& block, MockValues& values, const Checker& checker,
                                       Diagnostics& problems) {
  const hcl::Attribute* attribute = block.body.attribute("count");
  if (attribute == nullptr) return std::nullopt;
  const lang::Outcome outcome = values.evaluate(*attribute->value);
  if (!outcome.ok()) {
    problems.push_back(outcome.failure().diagnostic);
    return std::nullopt;
  }
  const Value& value = outcome.value();
  if (value.is_number() && value.as_number().is_integer() && value.as_number().integer() >= 0) {
    return value.as_number().integer();
  }
  problems.push_back(make_error("Whole number expected", "\"count\" is how many results must match: 0 or more.",
                                checker.range(attribute->value->range)));
  return std::nullopt;
}

Expectation read_expectation(const hcl::Block& block, MockValues& values, const Checker& checker,
                             Diagnostics& problems) {
  const auto text = [&](std::string_view name) { return read_text(block, name, values, checker, problems); };
  const std::string verdict = text("verdict").value_or("fail");
  const std::optional<std::string> severity = text("severity");
  Expectation expectation = {.verdict = parse_verdict(verdict).value_or(Verdict::kFail),
                             .subject = text("subject"),
                             .message = text("message"),
                             .fix = text("fix"),
                             .severity = severity.has_value() ? parse_severity(*severity) : std::nullopt,
                             .count = read_count(block, values, checker, problems),
                             .range = block.header_range};
  if (!parse_verdict(verdict).has_value()) {
    problems.push_back(make_error("Invalid verdict",
                                  "The verdict is fail, unknown, pass or not_applicable." +
                                      suggestion(verdict, {"fail", "unknown", "pass", "not_applicable"}),
                                  checker.range(block.header_range)));
  }
  if (severity.has_value() && !expectation.severity.has_value()) {
    problems.push_back(make_error("Invalid severity", "Severity is critical, high, medium, low or info.",
                                  checker.range(block.header_range)));
  }
  return expectation;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Severity severity_of(const Judgement& judgement) {
  if (judgement.severity.has_value()) return *judgement.severity;
  const std::optional<Control>& control = judgement.policy->file->control;
  return control.has_value() ? control->severity : level_severity(judgement.level);
}

bool fix_matches(const std::optional<FixSpec>& fix, const std::string& part) {
  if (!fix.has_value()) return false;
  return contains(fix->summary, part) || std::any_of(fix->edits.begin(), fix->edits.end(), [&](const FixEdit& edit) {
           return contains(edit.path, part) || contains(edit.type, part);
         });
}

bool matches(const Expectation& expected, const Judgement& judgement) {
  if (expected.verdict != judgement.verdict) return false;
  if (expected.subject.has_value() && (!judgement.subject.has_value() || judgement.subject->name != *expected.subject))
    return false;
  if (expected.message.has_value() && !contains(judgement.message, *expected.message)) return false;
  if (expected.severity.has_value() && severity_of(judgement) != *expected.severity) return false;
  return !expected.fix.has_value() || fix_matches(judgement.fix, *expected.fix);
}

std::string describe(const Expectation& expected) {
  std::string text = std::string(name(expected.verdict));
  if (expected.subject.has_value()) text += ", subject \"" + *expected.subject + "\"";
  if (expected.message.has_value()) text += ", message with \"" + *expected.message + "\"";
  if (expected.severity.has_value()) text += ", severity " + std::string(name(*expected.severity));
  if (expected.fix.has_value()) text += ", fix with \"" + *expected.fix + "\"";
  if (expected.count.has_value()) text += ", " + std::to_string(*expected.count) + " times";
  return text;
}

bool must_be_expected(const Judgement& judgement) {
  return judgement.verdict == Verdict::kFail || judgement.verdict == Verdict::kUnknown;
}

std::string all_of(const std::vector<Judgement>& judgements) {
  std::string text;
  for (const Judgement& judgement : judgements) text += (text.empty() ? "" : "; ") + describe(judgement);
  return text.empty() ? "nothing was judged" : text;
}

}  // namespace

std::string describe(const Judgement& judgement) {
  std::string text = std::string(name(judgement.verdict));
  if (judgement.subject.has_value()) text += " " + judgement.subject->kind + " \"" + judgement.subject->name + "\"";
  if (!judgement.message.empty()) text += ": " + judgement.message;
  if (judgement.fix.has_value()) text += " (fix: " + judgement.fix->summary + ")";
  return text;
}

Diagnostics check_expectations(const MockSyntax& mock, const std::vector<Judgement>& judgements, MockValues& values,
                               const Checker& checker) {
  Diagnostics problems;
  std::vector<bool> expected(judgements.size(), false);
  for (const hcl::Block* block : mock.expects) {
    const Expectation expectation = read_expectation(*block, values, checker, problems);
    std::int64_t found = 0;
    for (std::size_t i = 0; i < judgements.size(); ++i) {
      if (!matches(expectation, judgements[i])) continue;
      expected[i] = true;
      ++found;
    }
    if (expectation.count.has_value() ? found != *expectation.count : found == 0) {
      problems.push_back(make_error(found == 0 ? "Expected result is missing" : "Unexpected number of results",
                                    "Expected " + describe(expectation) + "; the policies said: " + all_of(judgements),
                                    checker.range(expectation.range)));
    }
  }
  for (std::size_t i = 0; i < judgements.size(); ++i) {
    if (expected[i] || !must_be_expected(judgements[i])) continue;
    problems.push_back(make_error("Unexpected result", "No expect block matches: " + describe(judgements[i]),
                                  checker.range(mock.block->header_range)));
  }
  return problems;
}

}  // namespace plimsoll::policy
