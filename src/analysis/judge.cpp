#include "judge.h"

#include <algorithm>
#include <iterator>

#include "plimsoll/base/text.h"
#include "plimsoll/ecs/ecs.h"
#include "subjects.h"

namespace plimsoll::analysis {
namespace {

using policy::Operation;

// A deleted object as policies see it: every attribute null.
Value null_filled(const Value& object) {
  if (!object.is_object()) return Value::null();
  Members members;
  for (const auto& [key, value] : object.members()) members.emplace_back(key, Value::null());
  return Value::object(std::move(members));
}

// The text of container definitions holds the values of environment variables: a message that repeats all of it shows
// them.
void conceal_definitions(std::string& message, const Value& attrs) {
  const Value& text = attrs.get("container_definitions");
  if (!text.is_string() || text.as_string().empty()) return;
  const std::size_t at = message.find(text.as_string());
  if (at != std::string::npos) message.replace(at, text.as_string().size(), "(sensitive value)");
}

Operation operation_of(const plan::ResourceChange& change) {
  if (change.actions.create) return Operation::kCreate;  // a replace too: its other half is a delete
  return change.actions.no_op ? Operation::kNoOp : Operation::kUpdate;
}

struct Pass {
  std::vector<Judged> judged = {};
  Diagnostics errors = {};
  Diagnostics warnings = {};
  bool malformed = false;
};

void move_diagnostics(Diagnostics& from, Diagnostics& to, const std::string& address) {
  for (Diagnostic& diagnostic : from) {
    if (diagnostic.where.empty()) diagnostic.where = address;
    to.push_back(std::move(diagnostic));
  }
}

Pass run_policies(const std::vector<const ActivePolicy*>& policies, const policy::PolicySubject& subject,
                  const std::string& address, const Tools& tools, lang::Memo& memo,
                  policy::EvaluateOptions options = {}) {
  Pass pass;
  options.shared_locals = &tools.locals;
  options.timestamp = &tools.timestamp;
  for (const ActivePolicy* active : policies) {
    if (!policy::applies(*active->policy, subject)) continue;
    policy::Judgements judged = policy::evaluate(*active->policy, subject, tools.functions, memo, options);
    for (policy::Judgement& judgement : judged.judgements) {
      conceal_definitions(judgement.message, subject.attrs);
      conceal_definitions(judgement.info, subject.attrs);
      pass.judged.push_back({.by = active, .judgement = std::move(judgement)});
    }
    move_diagnostics(judged.errors, pass.errors, address);
    move_diagnostics(judged.warnings, pass.warnings, address);
    pass.malformed = pass.malformed || judged.malformed;
  }
  return pass;
}

class Judge {
 public:
  Judge(const plan::Plan& plan, std::size_t index, const std::vector<const ActivePolicy*>& policies, const Tools& tools)
      : change_(plan.changes[index]), index_(index), policies_(policies), tools_(tools) {}

  ResourceJudgement run() {
    check_input();
    if (result_.malformed) return std::move(result_);
    if (change_.is_judged()) judge_after();
    if (is_removed()) report(run(deletion(), memo_before_));
    result_.before_is_after = change_.actions.no_op && !change_.actions.create;
    const bool existed = change_.mode == plan::Mode::kManaged && change_.deposed.empty() && change_.has_before;
    if (existed && !result_.before_is_after && !change_.before.is_null()) judge_before();
    return std::move(result_);
  }

 private:
  // Input that cannot be read ends the judging of this change, and in the end the run.
  void check_input() {
    for (Diagnostic& diagnostic : ecs::check_input(change_, index_, tools_.functions, memo_after_, memo_before_)) {
      const bool is_error = diagnostic.level == DiagnosticLevel::kError;
      result_.malformed = result_.malformed || is_error;
      (is_error ? result_.errors : result_.warnings).push_back(std::move(diagnostic));
    }
  }

  bool is_removed() const {
    return change_.mode == plan::Mode::kManaged && change_.deposed.empty() && change_.actions.remove &&
           change_.has_before;
  }

  void judge_after() {
    const Operation operation = operation_of(change_);
    // An update sees both sides; a create, also that of a replace, has no prior values.
    const bool sees_prior = operation != Operation::kCreate;
    report(run({.type = change_.type,
                .operation = operation,
                .attrs = change_.after,
                .prior_attrs = sees_prior ? change_.before : Value::null(),
                .meta = resource_meta(change_, operation),
                .id = index_},
               memo_after_));
  }

  policy::PolicySubject deletion() const {
    return {.type = change_.type,
            .operation = Operation::kDelete,
            .attrs = null_filled(change_.before),
            .prior_attrs = change_.before,
            .meta = resource_meta(change_, Operation::kDelete),
            .id = index_};
  }

  // What the same policies would have said before the change. Errors there say nothing about this plan.
  void judge_before() {
    const policy::PolicySubject subject = {.type = change_.type,
                                           .operation = Operation::kNoOp,
                                           .attrs = change_.before,
                                           .prior_attrs = Value::null(),
                                           .meta = resource_meta(change_, Operation::kNoOp),
                                           .id = index_,
                                           .prior = true};
    result_.before = run(subject, memo_before_, {.want_fixes = false}).judged;
  }

  Pass run(const policy::PolicySubject& subject, lang::Memo& memo, const policy::EvaluateOptions& options = {}) const {
    return run_policies(policies_, subject, change_.address, tools_, memo, options);
  }

  void report(Pass pass) {
    std::ranges::move(pass.judged, std::back_inserter(result_.after));
    std::ranges::move(pass.errors, std::back_inserter(result_.errors));
    std::ranges::move(pass.warnings, std::back_inserter(result_.warnings));
    result_.malformed = result_.malformed || pass.malformed;
  }

  const plan::ResourceChange& change_;
  std::size_t index_;
  const std::vector<const ActivePolicy*>& policies_;
  const Tools& tools_;
  lang::Memo memo_after_ = {};
  lang::Memo memo_before_ = {};
  ResourceJudgement result_ = {};
};

}  // namespace

plan::ReadOptions judged_types(const SelectedPolicies& policies) {
  const std::vector<std::string> data_types = policies.set.data_types();
  std::vector<std::string> types = policies.set.resource_types();
  types.insert(types.end(), data_types.begin(), data_types.end());
  return {.type_info =
              [types](std::string_view type) {
                plan::TypeInfo info = ecs::type_info(type);
                info.wanted = info.wanted || std::ranges::any_of(types, [type](const std::string& pattern) {
                                return glob_match(pattern, type);
                              });
                return info;
              },
          .data_sources = !data_types.empty()};
}

plan::ReadOptions evaluated_types() {
  return {.type_info = [](std::string_view) { return plan::TypeInfo{.wanted = true}; }, .data_sources = true};
}

std::vector<ActivePolicy> active_policies(const SelectedPolicies& policies) {
  std::vector<ActivePolicy> active;
  for (const auto& file : policies.set.files) {
    for (const policy::Policy& rule : file->policies) {
      const std::string& id = file->control ? file->control->id : rule.name;
      const auto control = std::ranges::find(policies.controls, id, &Control::id);
      const bool runs = control != policies.controls.end() && control->enabled;
      if (runs) active.push_back({.policy = &rule, .control = &*control});
    }
  }
  return active;
}

ResourceJudgement judge(const plan::Plan& plan, std::size_t index, const std::vector<const ActivePolicy*>& policies,
                        const Tools& tools) {
  return Judge(plan, index, policies, tools).run();
}

ResourceJudgement judge_configured(const policy::PolicySubject& subject, const std::string& address,
                                   const std::vector<const ActivePolicy*>& policies, const Tools& tools) {
  lang::Memo memo;
  Pass pass = run_policies(policies, subject, address, tools, memo);
  return {.after = std::move(pass.judged), .errors = std::move(pass.errors), .warnings = std::move(pass.warnings)};
}

}  // namespace plimsoll::analysis
