#include "plimsoll/analysis/mocks.h"

#include <memory>

#include "functions.h"

namespace plimsoll::analysis {
namespace {

plan::Actions actions_of(policy::Operation operation) {
  plan::Actions actions;
  actions.create = operation == policy::Operation::kCreate;
  actions.update = operation == policy::Operation::kUpdate;
  actions.remove = operation == policy::Operation::kDelete;
  actions.no_op = operation == policy::Operation::kNoOp;
  actions.words = {std::string(policy::name(operation))};
  return actions;
}

// One change per mock at the same index, because functions find the judged resource by that index.
plan::Plan plan_of(const std::vector<policy::Mock>& mocks) {
  plan::Plan plan;
  for (const policy::Mock& mock : mocks) {
    const policy::PolicySubject& subject = mock.subject;
    const bool is_resource = mock.kind == policy::PolicyKind::kResource;
    const plan::Mode mode = mock.is_data ? plan::Mode::kData : plan::Mode::kManaged;
    plan.changes.push_back({.address = mock.type + "." + mock.name,
                            .mode = is_resource ? mode : plan::Mode::kOther,
                            .type = mock.type,
                            .name = mock.name,
                            .actions = actions_of(subject.operation),
                            .before = subject.prior_attrs,
                            .after = subject.attrs,
                            .has_before = !subject.prior_attrs.is_null(),
                            .has_after = subject.operation != policy::Operation::kDelete});
  }
  return plan;
}

}  // namespace

lang::FunctionTable functions_over_mocks(const std::vector<policy::Mock>& mocks) {
  const auto plan = std::make_shared<const plan::Plan>(plan_of(mocks));
  const lang::FunctionTable over_plan = function_table(*plan);
  lang::FunctionTable table;
  for (lang::Function function : over_plan.all()) {
    // The implementation refers to the plan, so each keeps it alive.
    function.implementation = [plan, inner = std::move(function.implementation)](const lang::Invocation& call) {
      return inner(call);
    };
    table.add(std::move(function));
  }
  table.add(policy::functions_for_mocks(mocks).all());  // relations also see the data sources among the mocks
  return table;
}

}  // namespace plimsoll::analysis
