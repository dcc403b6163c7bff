// Shared by the tests of the policy module.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plimsoll/policy/evaluate.h"
#include "plimsoll/policy/functions.h"
#include "plimsoll/policy/relations.h"
#include "plimsoll/value/json.h"

namespace plimsoll::policy::testing {

inline SourcePtr source(std::string text, std::string name = "test.policy.hcl") {
  return std::make_shared<const SourceFile>(std::move(name), std::move(text));
}

/// core::, plimsoll:: and relations; `resources` answers core::getresources for every type.
inline lang::FunctionTable functions(std::vector<Value> resources = {}) {
  lang::FunctionTable table;
  table.add(lang::core_functions());
  table.add(extension_functions());
  table.add(relation_functions([resources](std::string_view) { return resources; }));
  return table;
}

/// A value as plan JSON writes it: lists and objects.
inline Value from_json(std::string_view text) {
  Result<Value> value = json::decode(text, {.array_kind = Kind::kList});
  if (!value.ok()) ADD_FAILURE() << render(value.errors()) << text;
  return value.ok() ? *value : Value::null();
}

inline Value object(Members members) {
  return Value::object(std::move(members));
}

/// Loads one file that must be right.
inline PolicySet load_text(const std::string& text, const LoadOptions& options = {}) {
  Result<PolicySet> set = load({source(text)}, functions(), options);
  if (!set.ok()) ADD_FAILURE() << render(set.errors());
  return set.ok() ? *set : PolicySet{};
}

/// The errors of one file that must be wrong.
inline Diagnostics load_errors(const std::string& text, const LoadOptions& options = {}) {
  Result<PolicySet> set = load({source(text)}, functions(), options);
  return set.ok() ? Diagnostics{} : set.errors();
}

inline const std::string kGate = "policy {\n  plimsoll { language = 1 }\n}\n";

/// A resource policy for `aws_x` around `body`.
inline std::string rule(const std::string& body) {
  return "resource_policy \"aws_x\" \"rule\" {\n" + body + "\n}\n";
}

inline PolicySubject subject(Value attrs) {
  return {.type = "aws_x", .attrs = std::move(attrs), .meta = object({{"operation", Value::string("create")}})};
}

/// Loads `text` and judges `attrs` by its first policy.
inline Judgements judge(const PolicySet& set, const PolicySubject& subject, const EvaluateOptions& options = {},
                        const std::vector<Value>& resources = {}) {
  if (set.files.empty() || set.files[0]->policies.empty()) return {};
  lang::Memo memo;
  return evaluate(set.files[0]->policies[0], subject, functions(resources), memo, options);
}

inline std::vector<Verdict> verdicts(const Judgements& judged) {
  std::vector<Verdict> result;
  for (const Judgement& judgement : judged.judgements) result.push_back(judgement.verdict);
  return result;
}

inline std::string all_text(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) text += diagnostic.summary + ": " + diagnostic.detail + "\n";
  return text;
}

}  // namespace plimsoll::policy::testing
