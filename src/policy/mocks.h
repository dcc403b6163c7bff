// Evaluating the mocks of a test file: locals, inputs and references between mocks. Internal to the policy module.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "plimsoll/policy/policy_test.h"
#include "test_file.h"

namespace plimsoll::policy {

/// Which data mocks an expression names, as {type, name}; "*" for a name that is not written out.
using DataReferences = std::set<std::pair<std::string, std::string>>;
using InputValues = std::map<std::string, Value, std::less<>>;

/// The names of a test file and what they stand for; everything is evaluated when asked for, once. Not copyable: scopes
/// point into it.
class MockValues {
 public:
  /// Both must outlive this object. `steps` bounds the work on all mocks together.
  MockValues(const TestFile& file, const lang::FunctionTable& functions, std::size_t steps);
  MockValues(const MockValues&) = delete;
  MockValues& operator=(const MockValues&) = delete;

  /// The values of an `inputs` block, which may refer to locals; mistakes go to `errors`.
  InputValues read_inputs(const hcl::Block* block, Diagnostics& errors);
  /// What `input.x` means from now on, in all expressions and in those of one mock.
  void set_inputs(Value inputs) { inputs_ = std::move(inputs); }
  void set_inputs(std::size_t mock, Value inputs) { own_inputs_[mock] = std::move(inputs); }

  lang::Outcome evaluate(const hcl::Expression& expression) { return evaluate_in(expression, &scope_); }
  /// The mock as a subject; mistakes go to `errors`.
  Mock build(std::size_t mock, Diagnostics& errors);

 private:
  using MockKey = std::tuple<MockKind, std::string_view, std::string_view>;
  struct Slot {
    bool running = false;
    std::optional<lang::Outcome> value = std::nullopt;
  };
  lang::Outcome evaluate_in(const hcl::Expression& expression, const lang::Scope* scope);
  lang::Outcome evaluate_for(const hcl::Expression& expression, std::size_t mock);
  std::optional<lang::Outcome> local(std::string_view name);
  std::optional<lang::Outcome> input(std::string_view name) const;
  std::optional<lang::Outcome> data_of_type(std::string_view type, const DataReferences& asked);
  std::optional<lang::Outcome> resource(const std::string& type, std::string_view name);
  std::optional<std::size_t> find_mock(MockKind kind, const std::string& type, std::string_view name) const;
  lang::Outcome compute(Slot& slot, const hcl::Expression& expression, std::optional<std::size_t> mock,
                        const std::string& what);
  lang::Outcome attrs_of(std::size_t mock);
  Value value_of(const hcl::Expression* expression, std::size_t mock, Diagnostics& errors);
  bool flag(std::size_t mock, std::string_view name, Diagnostics& errors);
  void read_subject(std::size_t mock, Mock& out, Diagnostics& errors);

  const TestFile& file_;
  const lang::FunctionTable& functions_;
  lang::Budget budget_ = {};
  lang::Scope scope_;
  Value inputs_ = {};
  std::map<std::size_t, Value> own_inputs_ = {};
  std::vector<Slot> locals_;
  std::vector<Slot> attrs_;
  std::map<std::string_view, std::size_t> local_index_ = {};
  std::map<MockKey, std::size_t> mock_index_ = {};
};

}  // namespace plimsoll::policy
