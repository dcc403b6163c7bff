#include <algorithm>
#include <map>
#include <tuple>

#include "judge.h"
#include "plimsoll/fix/fix.h"

namespace plimsoll::analysis {
namespace {

// What identifies a judgement on both sides of a change. `ordinal` tells apart several with the same rest.
struct Key {
  std::string control = {};
  std::optional<Subject> subject = std::nullopt;
  std::string path = {};
  std::size_t ordinal = 0;
  friend auto operator<=>(const Key&, const Key&) = default;
};

Key key_of(const Judged& judged) {
  return {.control = judged.by->control->id, .subject = judged.judgement.subject, .path = judged.judgement.path};
}

// Verdict::kFail is the smallest: worst first.
bool is_worse(Verdict a, Verdict b) {
  return a < b;
}

// A policy that does not apply says so without a subject, and so may a second policy of the same control that does.
// Such entries, and passes beside a failure of the very same subject and enforce element, say nothing and go.
std::vector<Judged> merged(std::vector<Judged> all) {
  using Group = std::tuple<std::string, std::optional<Subject>, std::string>;
  const auto group_of = [](const Judged& j) {
    // A file without a control block has one finding per enforce block, as its own engine reports them.
    const bool per_enforce = !j.by->policy->file->control;
    const std::string block = per_enforce ? "#" + std::to_string(j.judgement.enforce_index) : "";
    return Group{j.by->control->id, j.judgement.subject, j.judgement.element_key + block};
  };
  std::map<Group, Verdict> worst;
  std::map<std::string, bool> is_judged;  // control -> some policy of it applied
  for (const Judged& j : all) {
    const auto [entry, added] = worst.try_emplace(group_of(j), j.judgement.verdict);
    if (!added && is_worse(j.judgement.verdict, entry->second)) entry->second = j.judgement.verdict;
    is_judged[j.by->control->id] |= j.judgement.verdict != Verdict::kNotApplicable;
  }
  std::map<Group, bool> kept;
  std::vector<Judged> out;
  for (Judged& j : all) {
    const Verdict verdict = j.judgement.verdict;
    const Group group = group_of(j);
    const bool is_noise = verdict == Verdict::kNotApplicable && !j.judgement.subject && is_judged[j.by->control->id];
    const bool is_open = verdict == Verdict::kFail || verdict == Verdict::kUnknown;
    if (is_noise || verdict != worst[group] || (!is_open && kept[group])) continue;
    kept[group] = true;
    out.push_back(std::move(j));
  }
  return out;
}

std::map<Key, const Judged*> index(const std::vector<Judged>& all) {
  std::map<Key, const Judged*> by_key;
  for (const Judged& judged : all) {
    Key key = key_of(judged);
    while (!by_key.try_emplace(key, &judged).second) ++key.ordinal;
  }
  return by_key;
}

Severity severity_of(const Judged& judged) {
  if (judged.judgement.severity) return *judged.judgement.severity;
  if (judged.by->policy->file->control) return judged.by->control->severity;
  switch (judged.judgement.level) {
    case policy::EnforcementLevel::kAdvisory:
      return Severity::kInfo;
    case policy::EnforcementLevel::kMandatoryOverridable:
      return Severity::kMedium;
    case policy::EnforcementLevel::kMandatory:
      return Severity::kHigh;
  }
  return Severity::kHigh;
}

std::string message_of(const Judged& judged) {
  const policy::Judgement& judgement = judged.judgement;
  switch (judgement.verdict) {
    case Verdict::kFail:
    case Verdict::kUnknown:
      return judgement.message;
    case Verdict::kPass:
      return judgement.info.empty() ? judged.by->control->title + "." : judgement.info;
    case Verdict::kNotApplicable:
      return "Does not apply to this resource.";
  }
  return {};
}

class Classifier {
 public:
  Classifier(const plan::ResourceChange& change, std::vector<Judged> after, std::vector<Judged> before, bool same)
      : change_(change), after_(std::move(after)), before_(std::move(before)), same_(same) {}

  std::vector<Finding> run() {
    after_by_key_ = index(after_);
    before_by_key_ = index(before_);
    for (const Judged& judged : before_) failed_before_[judged.by->control->id] |= is_fail(judged);
    for (const Judged& judged : after_) {
      unknown_as_a_whole_[judged.by->control->id] |=
          judged.judgement.verdict == Verdict::kUnknown && !judged.judgement.subject;
    }
    for (const auto& [key, judged] : after_by_key_) add(*judged, change_of(key, *judged), judged->judgement.verdict);
    for (const auto& [key, judged] : before_by_key_) {
      if (is_gone(key, *judged)) add(*judged, Change::kResolved, Verdict::kNotApplicable);
    }
    number_fingerprints();
    return std::move(findings_);
  }

 private:
  static bool is_fail(const Judged& judged) { return judged.judgement.verdict == Verdict::kFail; }

  bool failed_before(const Key& key, const Judged& judged) const {
    const auto found = before_by_key_.find(key);
    if (found != before_by_key_.end()) return is_fail(*found->second);
    // A definition that is unknown as a whole has one entry; what it stands for may have failed under several subjects.
    const auto any = failed_before_.find(key.control);
    return judged.judgement.verdict == Verdict::kUnknown && !key.subject && any != failed_before_.end() && any->second;
  }

  Change change_of(const Key& key, const Judged& judged) const {
    const bool failed = same_ ? is_fail(judged) : failed_before(key, judged);
    switch (judged.judgement.verdict) {
      case Verdict::kFail:
        return failed ? Change::kExisting : Change::kIntroduced;
      // On an unchanged resource even what is unknown was there before this plan.
      case Verdict::kUnknown:
        return failed || same_ ? Change::kExisting : Change::kIntroduced;
      case Verdict::kPass:
      case Verdict::kNotApplicable:
        return failed ? Change::kResolved : Change::kNone;
    }
    return Change::kNone;
  }

  // Failed before, and what it was about (a container, the whole resource) is no longer there to be judged.
  bool is_gone(const Key& key, const Judged& judged) const {
    if (!is_fail(judged) || after_by_key_.contains(key)) return false;
    const auto whole = unknown_as_a_whole_.find(key.control);
    return whole == unknown_as_a_whole_.end() || !whole->second;
  }

  void add(const Judged& judged, Change change, Verdict verdict) {
    const bool is_open = verdict == Verdict::kFail || verdict == Verdict::kUnknown;
    Finding finding{.control = judged.by->control->id,
                    .severity = severity_of(judged),
                    .verdict = verdict,
                    .change = change,
                    .address = change_.address,
                    .subject = judged.judgement.subject,
                    .path = judged.judgement.path,
                    .message = change == Change::kResolved ? resolved_message(judged) : message_of(judged)};
    if (is_open) finding.unknown_because = judged.judgement.unknown_because;
    if (verdict == Verdict::kFail && judged.judgement.fix) {
      finding.fix = fix::suggest(*judged.judgement.fix, {.address = change_.address,
                                                         .type = change_.type,
                                                         .name = change_.name,
                                                         .subject = judged.judgement.subject});
    }
    findings_.push_back(std::move(finding));
  }

  // What was wrong, in the words of the failure that is gone.
  std::string resolved_message(const Judged& judged) const {
    const auto before = before_by_key_.find(key_of(judged));
    const bool has_reason = before != before_by_key_.end() && !before->second->judgement.message.empty();
    return has_reason ? "Resolved: " + before->second->judgement.message : "Resolved by this plan.";
  }

  // Subjects may share a name; the first keeps the plain fingerprint.
  void number_fingerprints() {
    std::map<std::pair<std::string, std::optional<Subject>>, std::size_t> seen;
    for (Finding& finding : findings_) {
      const std::size_t occurrence = seen[{finding.control, finding.subject}]++;
      finding.fingerprint = fingerprint(finding.control, finding.address, finding.subject, occurrence);
    }
  }

  const plan::ResourceChange& change_;
  std::vector<Judged> after_;
  std::vector<Judged> before_;
  bool same_;
  std::map<Key, const Judged*> after_by_key_ = {};
  std::map<Key, const Judged*> before_by_key_ = {};
  std::map<std::string, bool> failed_before_ = {};
  std::map<std::string, bool> unknown_as_a_whole_ = {};
  std::vector<Finding> findings_ = {};
};

}  // namespace

std::vector<Finding> findings_of(const plan::ResourceChange& change, ResourceJudgement judgement) {
  return Classifier(change, merged(std::move(judgement.after)), merged(std::move(judgement.before)),
                    judgement.before_is_after)
      .run();
}

}  // namespace plimsoll::analysis
