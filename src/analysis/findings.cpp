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

bool is_open(Verdict verdict) {
  return verdict == Verdict::kFail || verdict == Verdict::kUnknown;
}

// Whether two judgements of one control speak of the very same thing. A file without a control block has one finding
// per enforce block, as its own engine reports them.
int compare(const Judged& a, const Judged& b) {
  const policy::Judgement& x = a.judgement;
  const policy::Judgement& y = b.judgement;
  if (x.subject != y.subject) return x.subject < y.subject ? -1 : 1;
  if (const int key = x.element_key.compare(y.element_key); key != 0) return key;
  const bool per_enforce = !a.by->policy->file->control;
  if (!per_enforce || x.enforce_index == y.enforce_index) return 0;
  return x.enforce_index < y.enforce_index ? -1 : 1;
}

// Marks which judgements [begin, end), all of one control, say something. Those of a policy that does not apply say
// nothing when another policy of the control does, nor does a pass beside a failure of the very same thing.
void keep_worst(const std::vector<Judged>& all, std::size_t begin, std::size_t end, std::vector<bool>& kept) {
  const auto verdict = [&all](std::size_t i) { return all[i].judgement.verdict; };
  bool applies = false;
  for (std::size_t i = begin; i < end; ++i) applies = applies || verdict(i) != Verdict::kNotApplicable;
  std::vector<std::size_t> order;
  for (std::size_t i = begin; i < end; ++i) {
    const bool is_noise = applies && verdict(i) == Verdict::kNotApplicable && !all[i].judgement.subject;
    if (!is_noise) order.push_back(i);
  }
  // Worst first within each group; the order of the policy breaks ties.
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    const int same = compare(all[a], all[b]);
    return same != 0 ? same < 0 : verdict(a) < verdict(b);
  });
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool is_first = i == 0 || compare(all[order[i - 1]], all[order[i]]) != 0;
    const bool is_as_bad = !is_first && kept[order[i - 1]] && verdict(order[i]) == verdict(order[i - 1]);
    kept[order[i]] = is_first || (is_as_bad && is_open(verdict(order[i])));
  }
}

// The judgements that become findings. Policies of one file stand together, so each control is one run.
std::vector<Judged> merged(std::vector<Judged> all) {
  std::vector<bool> kept(all.size(), false);
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin + 1;
    while (end < all.size() && all[end].by->control == all[begin].by->control) ++end;
    keep_worst(all, begin, end, kept);
    begin = end;
  }
  std::size_t to = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!kept[i]) continue;
    if (to != i) all[to] = std::move(all[i]);
    ++to;
  }
  all.resize(to);
  return all;
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
      return judged.by->control->title + ".";
    case Verdict::kNotApplicable:
      return "Does not apply to this resource.";
  }
  return {};
}

class Classifier {
 public:
  Classifier(const plan::ResourceChange& change, std::vector<Judged> after, std::vector<Judged> before, bool same,
             const CheckOptions& options)
      : change_(change), after_(std::move(after)), before_(std::move(before)), same_(same), options_(options) {}

  ChangeFindings run() {
    for (const Judged& judged : before_) {
      if (is_fail(judged)) failed_before_.emplace(next_fault(judged, ordinals_before_), &judged);
    }
    for (const Judged& judged : after_) add_current(judged);
    for (const auto& [fault, judged] : failed_before_) {
      if (is_gone(fault)) add(*judged, Change::kResolved, Verdict::kNotApplicable, judged);
    }
    number_fingerprints();
    return std::move(result_);
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
    if (change == Change::kNone && verdict == Verdict::kPass && !options_.list_pass) {
      ++result_.unlisted_pass;
      return;
    }
    if (change == Change::kNone && verdict == Verdict::kNotApplicable && !options_.list_not_applicable) {
      ++result_.unlisted_not_applicable;
      return;
    }
    Finding finding{.control = judged.by->control->id,
                    .severity = severity_of(resolved != nullptr ? *resolved : judged),
                    .verdict = verdict,
                    .change = change,
                    .address = change_.address,
                    .subject = judged.judgement.subject,
                    .path = resolved != nullptr ? resolved->judgement.path : judged.judgement.path,
                    .message = resolved != nullptr ? "Resolved: " + resolved->judgement.message : message_of(judged),
                    .info = judged.judgement.info};
    if (is_open(verdict)) finding.unknown_because = judged.judgement.unknown_because;
    if (verdict == Verdict::kFail && judged.judgement.fix) {
      finding.fix = fix::suggest(*judged.judgement.fix, {.address = change_.address,
                                                         .type = change_.type,
                                                         .name = change_.name,
                                                         .subject = judged.judgement.subject});
    }
    result_.findings.push_back(std::move(finding));
  }

  // Subjects may share a name; the first keeps the plain fingerprint.
  void number_fingerprints() {
    std::map<std::pair<std::string_view, const std::optional<Subject>&>, std::size_t> seen;
    for (Finding& finding : result_.findings) {
      const std::size_t occurrence = seen[{finding.control, finding.subject}]++;
      finding.fingerprint = fingerprint(finding.control, finding.address, finding.subject, occurrence);
    }
  }

  const plan::ResourceChange& change_;
  std::vector<Judged> after_;
  std::vector<Judged> before_;
  bool same_;
  const CheckOptions& options_;
  std::map<Fault, const Judged*> failed_before_ = {};
  Ordinals ordinals_before_ = {};
  Ordinals ordinals_after_ = {};
  std::set<Fault> still_there_ = {};  // faults of before that an entry of after speaks of
  ChangeFindings result_ = {};
};

}  // namespace

ChangeFindings findings_of(const plan::ResourceChange& change, ResourceJudgement judgement,
                           const CheckOptions& options) {
  return Classifier(change, merged(std::move(judgement.after)), merged(std::move(judgement.before)),
                    judgement.before_is_after, options)
      .run();
}

}  // namespace plimsoll::analysis
