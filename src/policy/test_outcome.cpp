#include "test_outcome.h"

#include <algorithm>
#include <map>

#include "expectations.h"

namespace plimsoll::policy {
namespace {

constexpr std::size_t kMaxShown = 8;  // judgements shown for one mock; a failing for_each may have thousands

std::string_view verb(Verdict verdict) {
  switch (verdict) {
    case Verdict::kFail:
      return " denies this mock";
    case Verdict::kUnknown:
      return " cannot decide";
    case Verdict::kPass:
      return " allows this mock";
    case Verdict::kNotApplicable:
      return " does not apply";
  }
  return "";
}

const hcl::Expression* decisive(const Judgement& judgement) {
  const Policy& policy = *judgement.policy;
  if (judgement.verdict == Verdict::kNotApplicable) {
    return policy.filter != nullptr ? policy.filter : policy.enforces.front().for_each;
  }
  return policy.enforces[judgement.enforce_index].condition;
}

std::string details(const Judgement& judgement) {
  std::string text;
  const auto add = [&text](const std::string& line) { text += (text.empty() ? "" : "\n") + line; };
  for (const lang::OperandValue& operand : judgement.operands) add(operand.name + " is " + operand.value);
  if (judgement.subject.has_value())
    add("subject: " + judgement.subject->kind + " \"" + judgement.subject->name + "\"");
  if (!judgement.message.empty()) add("message: " + judgement.message);
  if (judgement.fix.has_value()) add("fix: " + judgement.fix->summary);
  return text;
}

/// Points at the condition that decided.
Diagnostic explain(const Judgement& judgement, DiagnosticLevel level) {
  const hcl::Expression* place = decisive(judgement);
  return {.level = level,
          .summary = policy_address(*judgement.policy) + std::string(verb(judgement.verdict)),
          .detail = details(judgement),
          .range = {.file = judgement.policy->file->syntax.source,
                    .bytes = place != nullptr ? place->range : judgement.policy->header_range}};
}

void explain_all(const JudgedMock& judged, Verdict verdict, DiagnosticLevel level, TestCase& result) {
  std::size_t shown = 0;
  for (const Judgement& judgement : judged.judged.judgements) {
    if (judgement.verdict != verdict || ++shown > kMaxShown) continue;
    result.diagnostics.push_back(explain(judgement, level));
  }
  if (shown > kMaxShown) {
    result.diagnostics.push_back(
        {.level = DiagnosticLevel::kNote, .summary = std::to_string(shown - kMaxShown) + " more results of this kind"});
  }
}

const Judgement* first_denial(const JudgedMock& judged) {
  const std::vector<Judgement>& all = judged.judged.judgements;
  const auto found =
      std::find_if(all.begin(), all.end(), [](const Judgement& j) { return j.verdict == Verdict::kFail; });
  return found == all.end() ? nullptr : &*found;
}

std::string not_judged(const Mock& mock, const JudgedMock& judged) {
  if (!judged.type_is_known) return "No policy judges this mock: none is about " + mock.type + ".";
  return "No policy judges this mock: none lists the operation \"" + std::string(name(mock.subject.operation)) + "\".";
}

void missing_failure(const Mock& mock, const JudgedMock& judged, TestCase& result) {
  result.message = "Missing expected failure: no policy denies this mock.";
  result.expected = "at least one policy denies it";
  if (judged.applied.empty()) {
    result.actual = not_judged(mock, judged);
    return;
  }
  result.actual = "no policy denies it";
  explain_all(judged, Verdict::kUnknown, DiagnosticLevel::kNote, result);
  explain_all(judged, Verdict::kPass, DiagnosticLevel::kNote, result);
  explain_all(judged, Verdict::kNotApplicable, DiagnosticLevel::kNote, result);
}

void unexpected_failure(const Judgement& denial, const JudgedMock& judged, TestCase& result) {
  result.message = "Policy violation: " + describe(denial);
  result.expected = "no policy denies it";
  result.actual = policy_address(*denial.policy) + " denies it";
  explain_all(judged, Verdict::kFail, DiagnosticLevel::kError, result);
}

void take(Diagnostics& to, const Diagnostics& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

std::string policy_address(const Policy& policy) {
  const std::string_view kind = policy.kind == PolicyKind::kResource   ? "resource_policy."
                                : policy.kind == PolicyKind::kProvider ? "provider_policy."
                                                                       : "module_policy.";
  return std::string(kind) + policy.type + "." + policy.name;
}

void decide(const MockSyntax& syntax, const Mock& mock, const JudgedMock& judged, MockValues& values,
            const Checker& checker, TestCase& result) {
  take(result.diagnostics, judged.judged.errors);
  take(result.diagnostics, judged.judged.warnings);
  const Judgement* denial = first_denial(judged);
  if (!judged.judged.errors.empty()) {
    result.message = "A policy ended in an error.";
    result.expected = mock.expect_failure ? "at least one policy denies it" : "no policy denies it";
    result.actual = "an error";
  } else if (!judged.judged.warnings.empty()) {
    result.message = "A message or a fix ended in an error.";
    result.expected = "messages and fixes that can be computed";
    result.actual = "an error";
  } else if (mock.expect_failure && denial == nullptr) {
    missing_failure(mock, judged, result);
  } else if (!syntax.expects.empty()) {
    const Diagnostics problems = check_expectations(syntax, judged.judged.judgements, values, checker);
    take(result.diagnostics, problems);
    if (!problems.empty()) {
      result.message = "The policies did not say what was expected.";
      result.expected = "what the expect blocks state, and no other failing or unknown result";
      result.actual = std::to_string(problems.size()) + (problems.size() == 1 ? " difference" : " differences");
      if (judged.applied.empty()) result.actual = not_judged(mock, judged);
    }
  } else if (!mock.expect_failure && denial != nullptr) {
    unexpected_failure(*denial, judged, result);
  }
  result.status = result.message.empty() ? TestStatus::kPass : TestStatus::kFail;
  if (judged.applied.empty() && result.status == TestStatus::kPass) result.note = not_judged(mock, judged);
}

void count_verdicts(const JudgedMock& judged, std::vector<EnforceCoverage>& coverage) {
  const auto add = [](EnforceCoverage& block, Verdict verdict) {
    ++(verdict == Verdict::kPass      ? block.pass
       : verdict == Verdict::kFail    ? block.fail
       : verdict == Verdict::kUnknown ? block.unknown
                                      : block.not_applicable);
  };
  std::map<const Policy*, std::size_t> first;
  for (const JudgedMock::Applied& applied : judged.applied) first[applied.policy] = applied.first_enforce;
  for (const Judgement& judgement : judged.judged.judgements) {
    const std::size_t begin = first.at(judgement.policy);
    if (judgement.verdict != Verdict::kNotApplicable) {
      add(coverage[begin + judgement.enforce_index], judgement.verdict);
      continue;
    }
    for (std::size_t i = 0; i < judgement.policy->enforces.size(); ++i) add(coverage[begin + i], judgement.verdict);
  }
}

}  // namespace plimsoll::policy
