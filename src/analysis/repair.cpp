#include "plimsoll/analysis/repair.h"

#include <algorithm>
#include <utility>

#include "judge.h"
#include "plimsoll/base/file_system.h"
#include "plimsoll/base/text.h"
#include "plimsoll/ecs/ecs.h"
#include "plimsoll/plan/read.h"
#include "repair_proof.h"
#include "repair_secrets.h"

namespace plimsoll::analysis {
namespace {

constexpr std::size_t kMostProofs = 500;
constexpr std::size_t kMostEvaluationsBesideCheck = 50'000;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// `true` becomes `false`, not "tru" becomes "fals": edits that begin or end inside a word take all of it.
hcl::Edit whole_words(hcl::Edit edit, std::string_view text, std::size_t from, std::size_t to) {
  while (edit.offset > from && is_word(text[edit.offset - 1])) {
    --edit.offset;
    ++edit.length;
    edit.text.insert(edit.text.begin(), text[edit.offset]);
  }
  for (std::size_t end = edit.offset + edit.length; end < to && is_word(text[end]); ++end) {
    ++edit.length;
    edit.text += text[end];
  }
  return edit;
}

std::vector<Edit> edits_for_people(const fix::FileEdits& files) {
  std::vector<Edit> edits;
  for (const auto& [name, file] : files) {
    const std::string_view text = file.source->text();
    std::size_t from = 0;
    for (std::size_t i = 0; i < file.edits.size(); ++i) {
      const std::size_t to = i + 1 < file.edits.size() ? file.edits[i + 1].offset : text.size();
      hcl::Edit edit = whole_words(file.edits[i], text, from, to);
      from = edit.offset + edit.length;
      const auto begin = static_cast<std::uint32_t>(edit.offset);
      const auto end = static_cast<std::uint32_t>(from);
      edits.push_back({.file = name,
                       .offset = begin,
                       .length = end - begin,
                       .text = std::move(edit.text),
                       .start = file.source->position(begin),
                       .end = file.source->position(end)});
    }
  }
  return edits;
}

class Repairer {
 public:
  Repairer(Prover& prover, const RepairRequest& request) : prover_(prover), request_(request) {}

  Repairs run() {
    for (Failure& failure : prover_.failures()) {
      if (request_.wanted == nullptr || request_.wanted(failure.finding)) result_.repairs.push_back(one(failure));
    }
    result_.files = prover_.files();
    return std::move(result_);
  }

 private:
  Repair one(Failure& failure) {
    Repair repair;
    if (const Repair* other = repaired_with(failure)) {
      repair = *other;
      const std::optional<Subject>& subject = other->finding.subject;
      repair.notes = {"Repaired together with " + other->finding.control + " of " + other->finding.address +
                      (subject ? " " + subject->kind + " \"" + subject->name + "\"." : ".")};
      if (failure.spec) {
        const std::vector<std::string> own = fix::stated_paths(*failure.spec, failure.finding.subject);
        repair.stated.insert(repair.stated.end(), own.begin(), own.end());
      }
      complete(failure, repair);
      repair.finding = std::move(failure.finding);
      return repair;
    }
    repair.reason = why_not(failure);
    if (repair.reason.empty()) {
      prover_.refresh(failure);
      attempt(failure, repair);
    }
    repair.finding = std::move(failure.finding);
    return repair;
  }

  /// A value that several share is repaired for all of them. What else the fix adds each of them needs for itself: a
  /// container that can no longer write to its root file system a volume at /tmp.
  void complete(Failure& failure, Repair& repair) {
    const std::optional<policy::FixSpec> rest = prover_.left_over(failure);
    if (!rest || is_spent()) return;
    const policy::FixSpec whole = std::exchange(*failure.spec, *rest);
    Repair more;
    attempt(failure, more);
    failure.spec = whole;
    if (!more.chosen) return;
    repair.applicability = std::max(repair.applicability, more.applicability);
    repair.edits.insert(repair.edits.end(), more.edits.begin(), more.edits.end());
    repair.notes.insert(repair.notes.end(), more.notes.begin(), more.notes.end());
    repair.stated.insert(repair.stated.end(), more.stated.begin(), more.stated.end());
    repair.added.insert(repair.added.end(), more.added.begin(), more.added.end());
  }

  /// The chosen repair that has made this finding go away.
  const Repair* repaired_with(const Failure& failure) const {
    if (prover_.is_open(failure)) return nullptr;
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      if (chosen_[i].second.contains({failure.change, fault_of(failure.finding)})) {
        return &result_.repairs[chosen_[i].first];
      }
    }
    return nullptr;
  }

  bool is_spent() const { return proofs_ >= kMostProofs || prover_.evaluations() >= request_.most_evaluations; }

  std::string why_not(const Failure& failure) const {
    if (!failure.spec) return "The policy states no fix.";
    if (failure.spec->applicability == Applicability::kManual) return "What to write is for a person to decide.";
    if (is_spent()) return "There are too many findings for one run: run it again.";
    return prover_.why_not(failure);
  }

  void attempt(const Failure& failure, Repair& repair) {
    const fix::Proposal proposal = prover_.propose(failure);
    repair.reason = proposal.reason;
    std::optional<Proof> best;
    const fix::Candidate* best_candidate = nullptr;
    for (const fix::Candidate& candidate : proposal.candidates) {
      if (!best && tried_before(failure, candidate, repair)) return;
      if (++proofs_ > kMostProofs) break;
      Proof proof = prover_.prove(failure, candidate);
      if (!proof.holds) {
        if (repair.reason.empty() || proof.is_conflict) repair.reason = proof.reason;
        continue;
      }
      const bool better = !best || proof.applicability < best->applicability;
      if (better) {
        best = std::move(proof);
        best_candidate = &candidate;
      }
      // What the fix itself says is the best that it can be.
      if (best->applicability <= failure.spec->applicability) break;
    }
    if (!best) return;
    repair.applicability = std::max(best->applicability, failure.spec->applicability);
    repair.notes = best->notes;
    repair.edits = edits_for_people(best->own);
    repair.stated = best->stated;
    repair.added = best->added;
    repair.reason.clear();
    repair.chosen = repair.applicability <= request_.limit;
    const std::size_t index = result_.repairs.size();
    if (!repair.chosen) {
      offered_.emplace(prover_.written_by(*best_candidate), Offer{.repair = index, .gone = prover_.gone_with(*best)});
    } else if (request_.together) {
      chosen_.emplace_back(index, prover_.accept(*std::move(best)));
    }
  }

  /// Takes over what was proved for another finding that the same edit makes go away: of thousands of instances of one
  /// block the first is proved. False when there is none.
  bool tried_before(const Failure& failure, const fix::Candidate& candidate, Repair& repair) {
    if (offered_.empty()) return false;
    const auto offer = offered_.find(prover_.written_by(candidate));
    if (offer == offered_.end() || !offer->second.gone.contains({failure.change, fault_of(failure.finding)}))
      return false;
    repair = result_.repairs[offer->second.repair];
    repair.notes = {"The same edit as for " + repair.finding.control + " of " + repair.finding.address + "."};
    return true;
  }

  Prover& prover_;
  const RepairRequest& request_;
  Repairs result_ = {};
  std::size_t proofs_ = 0;
  /// A repair that was not chosen, and what would go away with it; by what it writes.
  struct Offer {
    std::size_t repair = 0;
    std::set<std::pair<std::size_t, Fault>> gone = {};
  };
  std::map<std::string, Offer> offered_ = {};
  /// Index in the result, and what went away with it.
  std::vector<std::pair<std::size_t, std::set<std::pair<std::size_t, Fault>>>> chosen_ = {};
};

struct Attempt {
  Repairs repairs = {};
  bool has_new_faults = false;
};

Result<Attempt> attempt_all(const PlanInput& input, const SelectedPolicies& policies, const FileSystem& files,
                            const RepairRequest& request, bool thorough) {
  Result<plan::Plan> judged = plan::read(input.bytes, input.name, judged_types(policies));
  if (!judged) return std::move(judged).errors();
  if (!judged->has_configuration) {
    return make_error("This input does not say which source it comes from",
                      "`fix` needs a plan as `terraform show -json PLAN` prints it, with its configuration: a state, a "
                      "task definition and a plan cut down to its changes have none");
  }
  Result<plan::Plan> whole = plan::read(input.bytes, input.name, evaluated_types());
  if (!whole) return std::move(whole).errors();
  source::Known known = source::known_from(*whole);
  Result<Edition> edition = load_edition(files, request.directory, known);
  if (!edition) return std::move(edition).errors();
  if (!source::matches(*whole, *edition->configuration)) {
    Diagnostic error =
        make_error("This is not the source that the plan was made from",
                   "resources or modules of the plan are not declared there; --source DIR names another");
    error.where = request.directory;
    return error;
  }
  Diagnostics warnings = edition->configuration->warnings;
  SecretPlaces secrets = secret_places(*edition, *whole);
  const source::Configuration& configuration = *edition->configuration;  // moves along with the edition
  World world(*std::move(judged), policies);
  Prover prover(world, *std::move(edition), std::move(known), files, thorough);
  Attempt attempt = {.repairs = Repairer(prover, request).run()};
  attempt.repairs.warnings = std::move(warnings);
  attempt.repairs.secrets = std::move(secrets);
  add_texts(attempt.repairs.secrets, attempt.repairs.files, *whole, configuration);
  attempt.has_new_faults = !thorough && prover.has_new_faults();
  return attempt;
}

}  // namespace

Result<Repairs> repair(const PlanInput& input, const SelectedPolicies& policies, const FileSystem& files,
                       const RepairRequest& request) {
  Result<Attempt> attempt = attempt_all(input, policies, files, request, false);
  if (attempt && attempt->has_new_faults) attempt = attempt_all(input, policies, files, request, true);
  if (!attempt) return std::move(attempt).errors();
  return std::move(attempt->repairs);
}

void add_edits(PlanReport& report, const PlanInput& input, const SelectedPolicies& policies,
               const SourceRequest& source) {
  const bool wanted = std::ranges::any_of(report.findings, [](const Finding& finding) {
    return finding.verdict == Verdict::kFail && finding.location && finding.fix &&
           finding.fix->applicability != Applicability::kManual;
  });
  if (source.files == nullptr || !wanted) return;
  const std::vector<std::string> directories =
      source.directory.empty() ? source_directories(*source.files, input.name) : std::vector{source.directory};
  // In large plans a proof alone does not judge what it has not changed; all of them together do.
  const bool is_large = report.resources_judged > Prover::kFew;
  RepairRequest request = {
      .limit = Applicability::kReview, .together = is_large, .most_evaluations = kMostEvaluationsBesideCheck};
  for (const std::string& directory : directories) {
    request.directory = directory;
    const Result<Repairs> repairs = repair(input, policies, *source.files, request);
    if (!repairs) continue;
    std::map<std::string_view, const Repair*> by_fingerprint;
    for (const Repair& one : repairs->repairs) by_fingerprint.emplace(one.finding.fingerprint, &one);
    for (Finding& finding : report.findings) {
      const auto found = by_fingerprint.find(finding.fingerprint);
      if (!finding.fix || finding.verdict != Verdict::kFail || found == by_fingerprint.end()) continue;
      const Repair& one = *found->second;
      if (one.edits.empty()) continue;
      finding.fix->edits = one.edits;
      finding.fix->applicability = one.applicability;
      finding.fix->notes.insert(finding.fix->notes.end(), one.notes.begin(), one.notes.end());
    }
    return;
  }
}

}  // namespace plimsoll::analysis
