// The function library: one table row per function serves evaluation, validation, did-you-mean and documentation.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plimsoll/lang/evaluate.h"

namespace plimsoll::lang {

/// What a function sees of its call.
struct Invocation {
  std::span<const Value> arguments = {};
  const Context* context = nullptr;
  const hcl::Call* call = nullptr;  // for ranges of single arguments; may be null in direct calls
  const Function* function = nullptr;
};

/// How the evaluator treats the arguments before the implementation runs.
struct Traits {
  bool allows_null = false;       // else a null argument is an error naming the parameter
  bool allows_unknown = false;    // else any (not wholly known, if deep_unknown) argument gives unknown with its causes
  bool deep_unknown = false;      // an argument that contains an unknown anywhere counts as unknown (jsonencode)
  bool allows_sensitive = false;  // else marks are taken off before and put on the result after
  bool memoise = false;           // pure, keyed by the identity of its only argument
  bool keeps_marks = false;       // as before for marks on the arguments themselves; those on parts stay on their parts
  bool unevaluated = false;       // try, can: gets no arguments and evaluates those of `call` itself
};

struct Parameter {
  std::string name = {};
  bool optional = false;
  bool variadic = false;       // last one only
  Kind kind = Kind::kUnknown;  // kString, kNumber, kBool: the argument is converted before the call
  bool allows_null = false;    // as the trait, for this parameter alone
};

struct Function {
  std::string name = {};  // with namespace: "core::length"
  std::vector<Parameter> parameters = {};
  std::string summary = {};  // one sentence for the reference page
  Traits traits = {};
  std::function<Outcome(const Invocation&)> implementation = nullptr;
  bool portable = true;      // false: runs here, not in Terraform's own policy engine
  bool policy_only = false;  // true: Terraform's own language has no such function
};

/// Name to function. Built once per run; immutable while evaluating.
class FunctionTable {
 public:
  FunctionTable() = default;
  /// A later function replaces an earlier one of the same name.
  void add(Function function);
  void add(std::vector<Function> functions);
  const Function* find(std::string_view name) const;
  std::vector<std::string> names() const;  // sorted
  const std::vector<Function>& all() const { return functions_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  std::vector<Function> functions_ = {};
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> index_ = {};
};

/// Terraform's functions under core::, plus the policy-only ones that need no plan (regex_match, semvercmp, …).
/// try, can and type conversions that need unevaluated arguments are handled by the evaluator but listed here too.
std::vector<Function> core_functions();

/// The functions of Terraform's own language for Terraform source: every name bare and under core::, without those that
/// only policies have. Not among them: those that read files (file, templatefile, fileset, …, abspath, pathexpand),
/// which need to know where. timestamp(), uuid() and bcrypt() are unknown, as during Terraform's plan;
/// plantimestamp() is `Context::timestamp`.
std::vector<Function> terraform_functions();

/// An error at one argument: "Invalid function argument". `detail` without a full stop, never with a value in it.
Outcome argument_error(const Invocation& invocation, std::size_t argument, const std::string& detail);
/// An error of the call as a whole: "Error in function call". `detail` as above.
Outcome call_error(const Invocation& invocation, const std::string& detail);

}  // namespace plimsoll::lang
