#include "plimsoll/analysis/repair.h"

#include <algorithm>

#include "plimsoll/base/text.h"
#include "plimsoll/ecs/ecs.h"
#include "plimsoll/plan/read.h"
#include "repair_proof.h"

namespace plimsoll::analysis {
namespace {

constexpr std::size_t kMostProofs = 500;

plan::ReadOptions judged_types(const SelectedPolicies& policies) {
  return {.type_info = [types = policies.set.resource_types()](std::string_view type) {
    plan::TypeInfo info = ecs::type_info(type);
    info.wanted = info.wanted ||
                  std::ranges::any_of(types, [type](const std::string& pattern) { return glob_match(pattern, type); });
    return info;
  }};
}

plan::ReadOptions everything() {
  return {.type_info = [](std::string_view) { return plan::TypeInfo{.wanted = true}; }, .data_sources = true};
}

std::vector<Edit> edits_for_people(const fix::FileEdits& files) {
  std::vector<Edit> edits;
  for (const auto& [name, file] : files) {
    for (const hcl::Edit& edit : file.edits) {
      const auto begin = static_cast<std::uint32_t>(edit.offset);
      const auto end = static_cast<std::uint32_t>(edit.offset + edit.length);
      edits.push_back({.file = name,
                       .offset = begin,
                       .length = end - begin,
                       .text = edit.text,
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
      repair.finding = std::move(failure.finding);
      const std::optional<Subject>& subject = other->finding.subject;
      repair.notes = {"Repaired together with " + other->finding.control + " of " + other->finding.address +
                      (subject ? " " + subject->kind + " \"" + subject->name + "\"." : ".")};
      return repair;
    }
    repair.reason = why_not(failure);
    if (repair.reason.empty()) attempt(failure, repair);
    repair.finding = std::move(failure.finding);
    return repair;
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

  std::string why_not(const Failure& failure) const {
    if (!failure.spec) return "The policy states no fix.";
    if (failure.spec->applicability == Applicability::kManual) return "What to write is for a person to decide.";
    if (proofs_ >= kMostProofs) return "There are too many findings for one run: run it again.";
    return prover_.why_not(failure);
  }

  void attempt(const Failure& failure, Repair& repair) {
    const fix::Proposal proposal = prover_.propose(failure);
    repair.reason = proposal.reason;
    std::optional<Proof> best;
    for (const fix::Candidate& candidate : proposal.candidates) {
      if (++proofs_ > kMostProofs) break;
      Proof proof = prover_.prove(failure, candidate);
      if (!proof.holds) {
        if (repair.reason.empty() || proof.is_conflict) repair.reason = proof.reason;
        continue;
      }
      const bool better = !best || proof.applicability < best->applicability;
      if (better) best = std::move(proof);
      if (best->applicability == Applicability::kExact) break;
    }
    if (!best) return;
    repair.applicability = std::max(best->applicability, failure.spec->applicability);
    repair.notes = best->notes;
    repair.edits = edits_for_people(best->own);
    repair.reason.clear();
    repair.chosen = repair.applicability <= request_.limit;
    if (!repair.chosen) {
      repair.reason = "It needs a look: --applicability review includes it.";
      return;
    }
    chosen_.emplace_back(result_.repairs.size(), prover_.accept(*std::move(best)));
  }

  Prover& prover_;
  const RepairRequest& request_;
  Repairs result_ = {};
  std::size_t proofs_ = 0;
  /// Index in the result, and what went away with it.
  std::vector<std::pair<std::size_t, std::set<std::pair<std::size_t, Fault>>>> chosen_ = {};
};

}  // namespace

Result<Repairs> repair(const PlanInput& input, const SelectedPolicies& policies, const FileSystem& files,
                       const RepairRequest& request) {
  Result<plan::Plan> judged = plan::read(Bytes(std::string(input.bytes.view())), input.name, judged_types(policies));
  if (!judged) return std::move(judged).errors();
  Result<plan::Plan> whole = plan::read(Bytes(std::string(input.bytes.view())), input.name, everything());
  if (!whole) return std::move(whole).errors();
  source::Known known = source::known_from(*whole);
  Result<Edition> edition = load_edition(files, request.directory, known, {});
  if (!edition) return std::move(edition).errors();
  if (!source::matches(*whole, *edition->configuration)) {
    Diagnostic error =
        make_error("This is not the source that the plan was made from",
                   "resources or modules of the plan are not declared there; --source DIR names another");
    error.where = request.directory;
    return error;
  }
  Diagnostics warnings = edition->configuration->warnings;
  World world(*std::move(judged), policies);
  Prover prover(world, *std::move(edition), std::move(known), files);
  Repairs repairs = Repairer(prover, request).run();
  repairs.warnings = std::move(warnings);
  return repairs;
}

}  // namespace plimsoll::analysis
