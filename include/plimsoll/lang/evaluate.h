// Evaluating HCL expressions with Terraform's semantics for null, unknown and sensitive values.
//
//   Scope scope;                                   // names an expression may use
//   scope.set("attrs", attrs);
//   Outcome o = evaluate(*expression, {.source = source, .scope = &scope, .functions = &functions});
//   if (!o.ok()) report(o.failure());
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "plimsoll/base/diagnostic.h"
#include "plimsoll/hcl/ast.h"
#include "plimsoll/value/value.h"

namespace plimsoll::lang {

/// Why an expression has no value. `fatal`: malformed input or an exhausted budget, which try() and can() must not
/// swallow. `exhausted`: a limit was reached, so that nothing else should be tried.
struct Failure {
  Diagnostic diagnostic = {};
  bool fatal = false;
  bool exhausted = false;
};

/// A value or a failure; failures are shared so that passing them up is cheap.
class [[nodiscard]] Outcome {
 public:
  Outcome(Value value) : state_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Outcome(Failure failure)                            // NOLINT(google-explicit-constructor)
      : state_(std::make_shared<const Failure>(std::move(failure))) {}

  bool ok() const { return state_.index() == 0; }
  const Value& value() const { return std::get<0>(state_); }
  Value take() && { return std::get<0>(std::move(state_)); }
  const Failure& failure() const { return *std::get<1>(state_); }

 private:
  std::variant<Value, std::shared_ptr<const Failure>> state_;
};

/// Members that are computed when asked for: locals, the resources of a test file. Returns nullopt for an unknown name.
using LazyMembers = std::function<std::optional<Outcome>(std::string_view name)>;

/// Names visible to an expression. A scope may have a parent, which it does not own and which must outlive it. Few
/// names per scope: look-up is linear.
class Scope {
 public:
  explicit Scope(const Scope* parent = nullptr) : parent_(parent) {}
  void set(std::string name, Value value);
  /// `name.member` asks `members`; `name` alone is an error. `names` lists the members for did-you-mean.
  void set_lazy(std::string name, LazyMembers members, std::vector<std::string> names = {});

  struct Binding {
    std::string name = {};
    Value value = {};
    LazyMembers members = nullptr;
    std::vector<std::string> member_names = {};
  };
  /// Innermost binding, or nullptr.
  const Binding* find(std::string_view name) const;
  std::vector<std::string> names() const;

 private:
  const Scope* parent_ = nullptr;
  std::vector<Binding> bindings_ = {};
};

class FunctionTable;
struct Function;

/// Limits of one evaluation; policies are hostile input too. Shared by everything that one subject's evaluation runs.
struct Budget {
  std::size_t steps = 50'000'000;  // expression nodes evaluated
  std::size_t max_depth = 512;     // nesting of evaluation, lazy members included
  std::size_t depth = 0;
};

/// Results of pure functions over shared arguments, such as ecs::containers(attrs), which every container policy calls.
/// Key: function and identity of the first argument. Not thread-safe: one per thread and subject.
struct Memo {
  struct Entry {
    const Function* function = nullptr;
    Value argument = {};  // keeps the identity alive
    std::size_t subject = 0;
    bool prior = false;
    Outcome result = Value::null();
  };
  std::vector<Entry> entries = {};
};

struct Context;
/// Sees every template but a lone interpolation, with its value, and may put another in its place that says the same
/// and carries more: where the text comes from, or what is certain about one that is unknown.
using TemplateHook = std::function<Value(const hcl::Template&, ByteRange, const Context&, Value)>;
/// Sees what an element, an object item, an argument or a loop takes from elsewhere, with the range of the expression
/// that names it, and gives it back with that place noted.
using PassHook = std::function<Value(const Value&, const SourceRange&)>;

struct Context {
  SourcePtr source = nullptr;  // file of the expression, for diagnostics
  const Scope* scope = nullptr;
  const FunctionTable* functions = nullptr;
  Budget* budget = nullptr;  // null: unlimited
  Memo* memo = nullptr;      // null: no memoising
  /// Opaque to this module: which subject is being judged, for functions that need more than its values (ecs joins).
  std::size_t subject = 0;
  /// The plan's own time (RFC 3339) for timestamp() and plantimestamp(); null or "": they are unknown.
  const std::string* timestamp = nullptr;
  bool prior = false;           // true while the values before the change are judged
  bool record_origins = false;  // put the range of the producing expression on every value
  const TemplateHook* on_template = nullptr;
  /// For Terraform source that Terraform has planned. A part that fails was not understood, since Terraform did: it is
  /// unknown, and what is around it is not. Of what depends on unknown values as much is known as will hold after
  /// apply, which is more than Terraform says in its plan.
  bool leaf_by_leaf = false;
  const PassHook* on_pass = nullptr;     // needs record_origins
  const Value* splat_element = nullptr;  // used by the evaluator itself
  /// Under try() and can(): both operands of && and || must succeed, as in HCL up to 2.23, so that what old policies
  /// got there stays the same. Set by the evaluator itself.
  bool strict_logic = false;
  /// Under try() and can() a failure is an answer. Set by the evaluator itself.
  bool failures_count = false;
  /// Under try() and can() nobody reads why something failed, so that no text is composed. Set by the evaluator itself.
  bool quiet = false;
};

/// Evaluates one expression. Errors carry the smallest range that explains them, with did-you-mean where a name is
/// wrong, and never show a sensitive value.
Outcome evaluate(const hcl::Expression& expression, const Context& context);

/// Converts as Terraform does for a bool: "true"/"false" strings convert; null and unknown come back as they are.
Outcome to_bool(const Value& value, const Diagnostic& on_error);
/// Text of a value inside a message: unknown parts "(known after apply)", sensitive ones "(sensitive value)".
/// Evaluates a template like evaluate(), but never yields an unknown or marked string.
Outcome evaluate_message(const hcl::Expression& expression, const Context& context);

/// Free names of an expression: every root variable with the first attribute after it ("local.x" gives {"local","x"}),
/// in source order; for-variables excluded. For load-time checks and dependency order.
struct Reference {
  std::string root = {};
  std::string member = {};  // "" when the root is used alone or indexed
  ByteRange range = {};
};
std::vector<Reference> references(const hcl::Expression& expression);
/// Every call in an expression.
std::vector<const hcl::Call*> calls(const hcl::Expression& expression);

}  // namespace plimsoll::lang
