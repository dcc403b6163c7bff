// A policy file is hostile input: loading and judging may refuse it, never crash, hang or pass what was not seen.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "plimsoll/policy/evaluate.h"
#include "plimsoll/policy/functions.h"
#include "plimsoll/policy/policy_test.h"
#include "plimsoll/policy/relations.h"

namespace {

using plimsoll::Value;
namespace policy = plimsoll::policy;

Value attributes() {
  return Value::object({{"name", Value::string("web")},
                        {"list", Value::list({Value::string("a"), Value::unknown({"aws_y.z.id"})})},
                        {"later", Value::unknown({"aws_y.z.arn"})},
                        {"secret", Value::string("hunter2").with_sensitive()}});
}

void check(const policy::Judgement& judgement) {
  // A verdict without a policy, or a sensitive value in a text, is a bug.
  if (judgement.policy == nullptr || judgement.message.find("hunter2") != std::string::npos) std::abort();
}

void judge(const std::string& text) {
  const plimsoll::lang::FunctionTable functions = policy::functions_for_mocks({});
  const auto source = std::make_shared<const plimsoll::SourceFile>("fuzz.policy.hcl", text);
  const plimsoll::Result<policy::PolicySet> set = policy::load({source}, functions);
  if (!set.ok()) return;
  plimsoll::lang::Memo memo;
  for (const policy::Policy& rule : (*set).files[0]->policies) {
    const policy::PolicySubject subject = {.kind = rule.kind, .type = rule.type, .attrs = attributes()};
    for (const policy::Judgement& judgement : policy::evaluate(rule, subject, functions, memo).judgements)
      check(judgement);
  }
}

void run_as_test(const std::string& text) {
  plimsoll::MemoryFileSystem files;
  files.files["t.policytest.hcl"] = text;
  files.files["p.policy.hcl"] =
      "resource_policy \"*\" \"p\" {\n  enforce {\n    condition = attrs.name != null\n  }\n}\n";
  policy::run_test_file("t.policytest.hcl", files, policy::functions_for_mocks);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 16384) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  judge(text);
  run_as_test(text);
  return 0;
}
