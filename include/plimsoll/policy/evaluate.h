// Judging one subject by one policy.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "plimsoll/lang/explain.h"
#include "plimsoll/policy/policy.h"

namespace plimsoll::policy {

/// What a policy judges. For a resource: `attrs` after the change, `prior_attrs` before it (null where there is none),
/// `meta` an object as documented (type, provider_type, operation, module_path, …).
struct PolicySubject {
  PolicyKind kind = PolicyKind::kResource;
  std::string type = {};
  Operation operation = Operation::kCreate;
  Value attrs = {};
  Value prior_attrs = {};
  Value meta = {};
  std::size_t id = 0;  // handed to functions as lang::Context::subject
  bool prior = false;  // the values before the change are being judged
};

/// One edit that a fix asks for; the fix module turns it into HCL. `path` is relative to the container or resource.
struct FixEdit {
  enum class Kind : std::uint8_t { kSet, kRemove, kAppend, kBlock, kResource };
  Kind kind = Kind::kSet;
  bool in_element = false;  // path begins at `each` (the container), else at the resource
  std::string path = {};    // "privileged", "logConfiguration", "" for kBlock and kResource
  Value value = {};         // kSet, kAppend
  std::string type = {};    // kBlock, kResource
  std::string name = {};    // kResource
  Value body = {};          // kBlock, kResource: object; nested blocks are lists of objects
};

struct FixSpec {
  std::string summary = {};
  Applicability applicability = Applicability::kReview;
  std::vector<std::string> notes = {};
  std::vector<FixEdit> edits = {};
};

/// The result of one enforce block for one subject, or for one element of its for_each.
struct Judgement {
  const Policy* policy = nullptr;
  std::size_t enforce_index = 0;
  Verdict verdict = Verdict::kPass;
  std::optional<Severity> severity = std::nullopt;  // set by the enforce block
  std::optional<Subject> subject = std::nullopt;
  std::string element_key = {};  // index or key in for_each, "" without
  std::string path = {};
  std::string message = {};  // for fail and unknown
  std::string info = {};
  EnforcementLevel level = EnforcementLevel::kMandatory;
  std::vector<std::string> unknown_because = {};
  std::optional<FixSpec> fix = std::nullopt;
  std::vector<lang::OperandValue> operands = {};  // what decided the condition or the filter, with want_operands
};

struct Judgements {
  std::vector<Judgement> judgements = {};
  /// Errors of this policy on this subject (result ERROR). Fatal input errors are among them, marked by `malformed`.
  Diagnostics errors = {};
  bool malformed = false;
  Diagnostics warnings = {};
};

/// Values of file-level locals of standard files: no subject shows in them, so that each is computed once for all
/// subjects that are judged with one function table. Thread-safe.
class SharedLocals {
 public:
  std::optional<lang::Outcome> find(const hcl::Attribute* local) const;
  void store(const hcl::Attribute* local, const lang::Outcome& value);

 private:
  mutable std::mutex mutex_;
  std::unordered_map<const hcl::Attribute*, lang::Outcome> values_ = {};
};

struct EvaluateOptions {
  bool want_fixes = true;                  // evaluate fix blocks of failures
  bool want_messages = true;               // false: verdicts and subjects only (for values before the change)
  SharedLocals* shared_locals = nullptr;   // null: file-level locals are computed for every subject
  bool want_operands = false;              // explain what decided; evaluates parts of the conditions anew
  const std::string* timestamp = nullptr;  // the plan's own time, as lang::Context::timestamp
};

/// True when kind, label and operations match.
bool applies(const Policy& policy, const PolicySubject& subject);

/// Evaluates filter, locals and every enforce block; order: enforce blocks, then elements. A filter that is false gives
/// one not_applicable judgement without subject, and so does a policy whose for_each collections are all empty; an
/// unknown filter or collection gives one unknown judgement without subject. An error in condition or filter goes to
/// `errors`. `memo` and `functions` are shared by all policies on this subject. Thread-safe for different memos.
Judgements evaluate(const Policy& policy, const PolicySubject& subject, const lang::FunctionTable& functions,
                    lang::Memo& memo, const EvaluateOptions& options = {});

}  // namespace plimsoll::policy
