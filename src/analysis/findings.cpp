#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "judge.h"
#include "plimsoll/fix/fix.h"

namespace plimsoll::analysis {
namespace {

// The part of a resource that a judgement is about.
struct Part {
  std::string control = {};
  std::optional<Subject> subject = std::nullopt;
  friend auto operator<=>(const Part&, const Part&) = default;
};

// One thing that is wrong with a part, the same on both sides of a change: the path tells several apart (what Fargate
// refuses, for instance), `ordinal` those that share even that (containers of one name).
struct Fault {
  Part part = {};
  std::string path = {};
  std::size_t ordinal = 0;
  friend auto operator<=>(const Fault&, const Fault&) = default;
};

Part part_of(const Judged& judged) {
  return {.control = judged.by->control->id, .subject = judged.judgement.subject};
}

bool is_fail(const Judged& judged) {
  return judged.judgement.verdict == Verdict::kFail;
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
    for (const Judged& judged : before_) {
      if (is_fail(judged)) failed_before_.emplace(next_fault(judged, ordinals_before_), &judged);
    }
    for (const Judged& judged : after_) add_current(judged);
    for (const auto& [fault, judged] : failed_before_) {
      if (is_gone(fault)) add(*judged, Change::kResolved, Verdict::kNotApplicable, judged);
    }
    number_fingerprints();
    return std::move(findings_);
  }

 private:
  using Ordinals = std::map<std::pair<Part, std::string>, std::size_t>;

  static Fault next_fault(const Judged& judged, Ordinals& ordinals) {
    const Part part = part_of(judged);
    const std::size_t ordinal = ordinals[{part, judged.judgement.path}]++;
    return {.part = part, .path = judged.judgement.path, .ordinal = ordinal};
  }

  void add_current(const Judged& judged) {
    const Verdict verdict = judged.judgement.verdict;
    switch (verdict) {
      case Verdict::kFail: {
        const Fault fault = next_fault(judged, ordinals_after_);
        const bool failed = same_ || failed_before_.contains(fault);
        still_there_.insert(fault);
        return add(judged, failed ? Change::kExisting : Change::kIntroduced, verdict);
      }
      case Verdict::kUnknown:
        // On an unchanged resource even what is unknown was there before this plan.
        return add(judged, same_ || take_faults(judged) != nullptr ? Change::kExisting : Change::kIntroduced, verdict);
      case Verdict::kPass:
      case Verdict::kNotApplicable: {
        const Judged* resolved = same_ ? nullptr : take_faults(judged);
        return add(judged, resolved != nullptr ? Change::kResolved : Change::kNone, verdict, resolved);
      }
    }
  }

  // Accounts for what was wrong before with the part that `judged` speaks of now; returns one such failure or nullptr.
  // An unknown without subject stands for every part: a definition that is unknown as a whole has one entry.
  const Judged* take_faults(const Judged& judged) {
    const bool is_whole = judged.judgement.verdict == Verdict::kUnknown && !judged.judgement.subject;
    const Part part = part_of(judged);
    const Judged* taken = nullptr;
    for (const auto& [fault, failure] : failed_before_) {
      const bool is_meant = is_whole ? fault.part.control == part.control : fault.part == part;
      if (!is_meant || !still_there_.insert(fault).second) continue;
      taken = failure;
      // Of containers that share a name each passing one resolves one failing one; different faults go together.
      if (!is_whole && judged.judgement.subject && has_namesakes(fault)) break;
    }
    return taken;
  }

  bool has_namesakes(const Fault& fault) const { return ordinals_before_.at({fault.part, fault.path}) > 1; }

  // Failed before, and what it was about (a container, a parameter, the whole resource) is no longer there to be
  // judged.
  bool is_gone(const Fault& fault) const { return !same_ && !still_there_.contains(fault); }

  // `resolved`: the failure that this plan ends, whose words the message takes.
  void add(const Judged& judged, Change change, Verdict verdict, const Judged* resolved = nullptr) {
    const bool is_open = verdict == Verdict::kFail || verdict == Verdict::kUnknown;
    Finding finding{.control = judged.by->control->id,
                    .severity = severity_of(resolved != nullptr ? *resolved : judged),
                    .verdict = verdict,
                    .change = change,
                    .address = change_.address,
                    .subject = judged.judgement.subject,
                    .path = resolved != nullptr ? resolved->judgement.path : judged.judgement.path,
                    .message = resolved != nullptr ? "Resolved: " + resolved->judgement.message : message_of(judged)};
    if (is_open) finding.unknown_because = judged.judgement.unknown_because;
    if (verdict == Verdict::kFail && judged.judgement.fix) {
      finding.fix = fix::suggest(*judged.judgement.fix, {.address = change_.address,
                                                         .type = change_.type,
                                                         .name = change_.name,
                                                         .subject = judged.judgement.subject});
    }
    findings_.push_back(std::move(finding));
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
  std::map<Fault, const Judged*> failed_before_ = {};
  Ordinals ordinals_before_ = {};
  Ordinals ordinals_after_ = {};
  std::set<Fault> still_there_ = {};  // faults of before that an entry of after speaks of
  std::vector<Finding> findings_ = {};
};

}  // namespace

std::vector<Finding> findings_of(const plan::ResourceChange& change, ResourceJudgement judgement) {
  return Classifier(change, merged(std::move(judgement.after)), merged(std::move(judgement.before)),
                    judgement.before_is_after)
      .run();
}

}  // namespace plimsoll::analysis
