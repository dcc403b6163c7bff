#include "plimsoll/policy/evaluate.h"

#include "fixes.h"
#include "locals.h"
#include "messages.h"
#include "plimsoll/base/text.h"

namespace plimsoll::policy {
namespace {

/// One element of a for_each, or the whole subject.
struct Element {
  bool present = false;
  std::string text_key = {};
  Value key = {};
  Value value = {};
};

/// A condition's answer: a verdict, or nothing when it is an error (then reported).
struct Answer {
  std::optional<Verdict> verdict = std::nullopt;
  std::vector<std::string> because = {};
};

class Evaluation {
 public:
  Evaluation(const Policy& policy, const PolicySubject& subject, const lang::FunctionTable& functions, lang::Memo& memo,
             const EvaluateOptions& options)
      : policy_(policy), options_(options), each_scope_(&scope_) {
    context_ = {.source = policy.file->syntax.source,
                .scope = &scope_,
                .functions = &functions,
                .budget = &budget_,
                .memo = &memo,
                .subject = subject.id,
                .timestamp = options.timestamp,
                .prior = subject.prior};
    bind(subject);
  }
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

  Judgements run() {
    level_ = level();
    const Answer filter = answer(policy_.filter, scope_, "filter");
    if (!filter.verdict.has_value()) return std::move(out_);
    if (*filter.verdict == Verdict::kFail) {
      add({.policy = &policy_, .verdict = Verdict::kNotApplicable, .level = level_});
      if (options_.want_operands) {
        out_.judgements.back().operands = lang::explain_operands(*policy_.filter, context_);
      }
    } else if (*filter.verdict == Verdict::kUnknown) {
      add_unknown(0, filter.because);
    } else {
      for (std::size_t i = 0; i < policy_.enforces.size(); ++i) enforce(i);
      if (out_.judgements.empty() && out_.errors.empty()) {
        add({.policy = &policy_, .verdict = Verdict::kNotApplicable, .level = level_});
      }
    }
    return std::move(out_);
  }

 private:
  // --- names ---

  void bind(const PolicySubject& subject) {
    scope_.set("attrs", subject.attrs);
    if (policy_.uses.local) {
      locals_.emplace(policy_, context_, options_.shared_locals);
      scope_.set_lazy("local", [this](std::string_view name) { return locals_->get(name); });
    }
    if (policy_.uses.input) scope_.set("input", policy_.file->input_object);
    if (policy_.uses.meta) scope_.set("meta", subject.meta);
    if (policy_.uses.prior_attrs) scope_.set("prior_attrs", subject.prior_attrs);
  }

  void bind_each() {
    if (each_bound_) return;
    each_bound_ = true;
    each_scope_.set_lazy("each", [this](std::string_view name) -> std::optional<lang::Outcome> {
      if (name == "key") return lang::Outcome(element_.key);
      if (name == "value") return lang::Outcome(element_.value);
      return std::nullopt;
    });
  }

  // --- errors ---

  void fail(const lang::Failure& failure) {
    out_.malformed = out_.malformed || failure.fatal;
    out_.errors.push_back(failure.diagnostic);
  }
  void fail(std::string summary, std::string detail, ByteRange range) {
    out_.errors.push_back(make_error(std::move(summary), std::move(detail), {.file = context_.source, .bytes = range}));
  }

  // --- parts of a policy ---

  EnforcementLevel level() {
    if (policy_.fixed_level.has_value()) return *policy_.fixed_level;
    const lang::Outcome outcome = lang::evaluate(*policy_.enforcement_level, context_);
    if (!outcome.ok()) {
      fail(outcome.failure());
      return EnforcementLevel::kMandatory;
    }
    const Value& value = outcome.value();
    const std::optional<EnforcementLevel> level =
        value.is_string() ? parse_enforcement_level(value.as_string()) : std::nullopt;
    if (level.has_value()) return *level;
    fail("Invalid enforcement level",
         "The level must be known and one of \"advisory\", \"mandatory_overridable\" and \"mandatory\".",
         policy_.enforcement_level->range);
    return EnforcementLevel::kMandatory;
  }

  /// Evaluates a boolean; an absent expression is true.
  Answer answer(const hcl::Expression* expression, const lang::Scope& scope, std::string_view what) {
    if (expression == nullptr) return {.verdict = Verdict::kPass};
    context_.scope = &scope;
    const lang::Outcome outcome = lang::evaluate(*expression, context_);
    context_.scope = &scope_;
    if (!outcome.ok()) {
      fail(outcome.failure());
      return {};
    }
    if (outcome.value().is_bool()) return {.verdict = outcome.value().as_bool() ? Verdict::kPass : Verdict::kFail};
    return convert(outcome.value(), *expression, what);
  }

  Answer convert(const Value& value, const hcl::Expression& expression, std::string_view what) {
    if (value.is_unknown()) return {.verdict = Verdict::kUnknown, .because = value.unknown_because()};
    const std::string name(what);
    if (value.is_null()) {
      fail("Null " + name, "The " + name + " must be true or false, but it is null here.", expression.range);
      return {};
    }
    const lang::Outcome converted =
        lang::to_bool(value, make_error("Invalid " + name,
                                        "The " + name + " must be true or false, but it is a " +
                                            std::string(kind_name(value.kind())) + " here.",
                                        {.file = context_.source, .bytes = expression.range}));
    if (!converted.ok()) {
      fail(converted.failure());
      return {};
    }
    return {.verdict = converted.value().as_bool() ? Verdict::kPass : Verdict::kFail};
  }

  void enforce(std::size_t index) {
    const Enforce& rule = policy_.enforces[index];
    if (rule.for_each == nullptr) {
      element_ = {};
      return judge(index, scope_);
    }
    const lang::Outcome outcome = lang::evaluate(*rule.for_each, context_);
    if (!outcome.ok()) return fail(outcome.failure());
    bind_each();
    judge_elements(index, outcome.value());
  }

  void judge_elements(std::size_t index, const Value& collection) {
    const bool sensitive = collection.is_sensitive();
    if (collection.is_sequence())
      return judge_sequence(index, collection.elements(), collection.kind() == Kind::kSet, sensitive);
    if (collection.is_object()) return judge_members(index, collection.members(), sensitive);
    if (collection.is_unknown()) {
      if (const PartialList* known = collection.known_list()) {
        Sequence elements = known->first;
        elements.insert(elements.end(), known->further.begin(), known->further.end());
        judge_sequence(index, elements, false, sensitive);
      }
      return add_unknown(index, collection.unknown_because());
    }
    fail("Invalid for_each",
         "A list, set, tuple, map or object is needed, not a " + std::string(kind_name(collection.kind())) + ".",
         policy_.enforces[index].for_each->range);
  }

  void judge_sequence(std::size_t index, const Sequence& elements, bool is_set, bool sensitive) {
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const Value& value = elements[i];
      element_ = {.present = true,
                  .text_key = std::to_string(i),
                  .key = is_set ? value : Value::number(static_cast<std::int64_t>(i)),
                  .value = sensitive ? value.with_sensitive() : value};
      if (is_set && value.is_string() && !sensitive && !value.is_sensitive()) element_.text_key = value.as_string();
      judge(index, each_scope_);
    }
  }

  /// Keys of a sensitive map are as sensitive as its values: such an element goes by its number.
  void judge_members(std::size_t index, const Members& members, bool sensitive) {
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto& [key, value] = members[i];
      element_ = {.present = true,
                  .text_key = sensitive ? std::to_string(i) : key,
                  .key = Value::string(key).with_sensitive(sensitive),
                  .value = sensitive ? value.with_sensitive() : value};
      judge(index, each_scope_);
    }
  }

  // --- one judgement ---

  void judge(std::size_t index, const lang::Scope& scope) {
    const Enforce& rule = policy_.enforces[index];
    const bool unseen = element_.present && element_.value.is_unknown();
    Answer result = unseen ? Answer{.verdict = Verdict::kUnknown, .because = element_.value.unknown_because()}
                           : answer(rule.condition, scope, "condition");
    if (!result.verdict.has_value()) return;
    Judgement judgement = {.policy = &policy_,
                           .enforce_index = index,
                           .verdict = *result.verdict,
                           .element_key = element_.text_key,
                           .level = level_,
                           .unknown_because = std::move(result.because)};
    context_.scope = &scope;
    judgement.subject = subject_of(rule);
    if (judgement.verdict != Verdict::kPass) judgement.severity = severity_of(rule);
    if (options_.want_operands && !unseen) judgement.operands = lang::explain_operands(*rule.condition, context_);
    if (options_.want_messages) add_texts(judgement, rule);
    if (options_.want_fixes && judgement.verdict == Verdict::kFail && !rule.fixes.empty()) {
      judgement.fix = evaluate_fix(rule, context_, out_);
    }
    context_.scope = &scope_;
    add(std::move(judgement));
  }

  void add_texts(Judgement& judgement, const Enforce& rule) {
    if (judgement.verdict != Verdict::kUnknown) judgement.info = evaluate_text(rule.info_message, context_, out_);
    if (judgement.verdict == Verdict::kPass) return;
    judgement.path = evaluate_text(rule.path, context_, out_);
    const bool failed = judgement.verdict == Verdict::kFail;
    judgement.message = evaluate_text(failed ? rule.error_message : rule.unknown_message, context_, out_);
    if (judgement.message.empty()) {
      judgement.message =
          failed ? "Violates the policy \"" + policy_.name + "\"." : unknown_text(judgement.unknown_because);
    }
  }

  static std::string unknown_text(const std::vector<std::string>& because) {
    if (because.empty()) return "Cannot be decided before apply.";
    return one_line("Cannot be decided before apply: depends on " + join(because, ", ") + ".");
  }

  std::optional<Subject> subject_of(const Enforce& rule) {
    if (rule.subject == nullptr) return std::nullopt;
    if (!rule.subject_kind.empty()) return named(rule.subject_kind, lang::evaluate(*rule.subject_name, context_));
    const lang::Outcome outcome = lang::evaluate(*rule.subject, context_);
    if (!outcome.ok()) {
      fail(outcome.failure());
      return std::nullopt;
    }
    const Value& value = outcome.value();
    if (value.is_null() || value.is_unknown()) return std::nullopt;
    const Value& kind = value.get("kind");
    if (!kind.is_string() || value.is_sensitive() || kind.is_sensitive()) {
      fail("Invalid subject", "The subject is an object with the strings kind and name, or null.", rule.subject->range);
      return std::nullopt;
    }
    return named(kind.as_string(), value.get("name"));
  }

  /// What has no name that may be shown goes by its key in the for_each.
  std::optional<Subject> named(const std::string& kind, const lang::Outcome& name) {
    if (!name.ok() && name.failure().fatal) fail(name.failure());
    const bool usable = name.ok() && !name.value().is_sensitive() && !element_.value.is_sensitive();
    if (usable && name.value().is_string() && !name.value().as_string().empty()) {
      return Subject{.kind = kind, .name = one_line(name.value().as_string())};
    }
    if (usable && name.value().is_number()) return Subject{.kind = kind, .name = name.value().as_number().to_string()};
    if (!element_.present) return std::nullopt;
    return Subject{.kind = kind, .name = element_.text_key};
  }

  /// Null and unknown leave the control's severity.
  std::optional<Severity> severity_of(const Enforce& rule) {
    if (rule.severity == nullptr) return std::nullopt;
    const lang::Outcome outcome = lang::evaluate(*rule.severity, context_);
    constexpr const char* kConsequence = "The control's severity is used instead.";
    if (!outcome.ok()) {
      warn(out_, outcome.failure(), kConsequence);
      return std::nullopt;
    }
    const Value& value = outcome.value();
    if (value.is_null() || value.is_unknown()) return std::nullopt;
    const std::optional<Severity> severity = value.is_string() ? parse_severity(value.as_string()) : std::nullopt;
    if (!severity.has_value()) {
      warn(out_,
           {.diagnostic = make_error("Invalid severity", "Severity is critical, high, medium, low or info.",
                                     {.file = context_.source, .bytes = rule.severity->range})},
           kConsequence);
    }
    return severity;
  }

  void add_unknown(std::size_t index, const std::vector<std::string>& because) {
    Judgement judgement = {.policy = &policy_,
                           .enforce_index = index,
                           .verdict = Verdict::kUnknown,
                           .level = level_,
                           .unknown_because = because};
    if (options_.want_messages) judgement.message = unknown_text(because);
    add(std::move(judgement));
  }

  void add(Judgement judgement) { out_.judgements.push_back(std::move(judgement)); }

  const Policy& policy_;
  const EvaluateOptions& options_;
  lang::Budget budget_ = {};
  lang::Scope scope_;
  lang::Scope each_scope_;
  lang::Context context_ = {};
  std::optional<LocalValues> locals_ = std::nullopt;
  Element element_ = {};
  bool each_bound_ = false;
  EnforcementLevel level_ = EnforcementLevel::kMandatory;
  Judgements out_ = {};
};

}  // namespace

Judgements evaluate(const Policy& policy, const PolicySubject& subject, const lang::FunctionTable& functions,
                    lang::Memo& memo, const EvaluateOptions& options) {
  return Evaluation(policy, subject, functions, memo, options).run();
}

}  // namespace plimsoll::policy
