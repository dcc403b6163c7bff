// Candidates put to the test: the edited source is evaluated and judged. Internal to the analysis module.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plimsoll/analysis/repair.h"
#include "repair_instances.h"
#include "repair_reach.h"
#include "repair_world.h"

namespace plimsoll::analysis {

Fault fault_of(const Finding& finding);

/// What a source says about a resource, and where it says that.
struct Evaluation {
  Value body = {};
  std::vector<SourceRange> footprint = {};
};

/// A candidate that was tried on top of what has been accepted.
struct Proof {
  bool holds = false;
  bool is_conflict = false;  // it works alone, not with what has been accepted
  std::string reason = {};   // why it does not hold
  Applicability applicability = Applicability::kManual;
  std::vector<std::string> notes = {};
  std::vector<std::string> stated = {};  // paths that the fix speaks of
  std::vector<std::string> added = {};   // new resources
  fix::FileEdits own = {};               // of the candidate alone
  // What accepting it takes.
  std::vector<fix::Operation> operations = {};
  fix::FileEdits files = {};  // that the candidate touches, with what has been accepted in them
  Texts texts = {};           // of all edited files
  std::map<std::string, Value, std::less<>> variables = {};
  Edition edition = {};
  std::map<std::size_t, Evaluation> evaluated = {};  // anew, whether it has changed or not
  std::map<std::size_t, Value> after = {};
  std::map<std::size_t, Faults> faults = {};       // of what was judged again
  std::vector<plan::ResourceChange> created = {};  // by all operations
  std::vector<std::string> complaints = {};        // about what the candidate creates
  Instances::Recount recount = {};
};

class Prover {
 public:
  /// With more resources than these a proof judges only those that it changes: has_new_faults() tells about the others.
  static constexpr std::size_t kFew = 50;

  /// Values that the plan does not know are filled in from the source where both agree. `thorough`: every proof judges
  /// all resources, also those that nothing has changed of.
  Prover(World& world, Edition edition, source::Known known, const FileSystem& files, bool thorough);

  std::vector<Failure> failures() { return world_.failures(); }
  /// Why the source says nothing about this resource; "" when it does.
  std::string why_not(const Failure& failure) const;
  bool is_open(const Failure& failure) const;

  /// What a policy wants can be less, now that other repairs have been accepted: another container's volume serves
  /// both.
  void refresh(Failure& failure);
  /// What the fix of a finding that is gone would have added and is not there; nullopt without.
  std::optional<policy::FixSpec> left_over(const Failure& failure);

  fix::Proposal propose(const Failure& failure);
  Proof prove(const Failure& failure, const fix::Candidate& candidate);
  /// What a candidate writes, to compare candidates by; "" when it cannot be written.
  std::string written_by(const fix::Candidate& candidate);
  /// What the proof's edits make go away.
  std::set<std::pair<std::size_t, Fault>> gone_with(const Proof& proof) const;
  /// From now on the proof's edits are part of the source. Returns what they made go away.
  std::set<std::pair<std::size_t, Fault>> accept(Proof proof);

  const fix::FileEdits& files() const { return files_; }
  /// How often a resource of edited source was evaluated.
  std::size_t evaluations() const { return evaluations_; }

  /// Whether a policy finds fault with a resource that it had nothing against, now that all is accepted. Possible only
  /// where a policy looks from one resource at another.
  bool has_new_faults();

 private:
  struct Effects;

  std::string region(const Failure& failure) const;
  const std::optional<SourceValues>& values(std::size_t change);
  bool is_inside_block(const Failure& failure, const fix::Candidate& candidate);
  std::vector<std::size_t> scope(const Failure& failure, bool inside) const;
  bool put_together(const fix::Candidate& candidate, Proof& proof);
  bool load(const Failure& failure, Proof& proof) const;
  bool evaluate(std::size_t change, Proof& proof);
  Effects compare(const Failure& failure, const fix::Candidate& candidate, Proof& proof);
  std::vector<std::size_t> to_judge(const Failure& failure, const Effects& effects) const;
  void measure(const Failure& failure, const fix::Candidate& candidate, Proof& proof, const Effects& effects);
  void judge(const Failure& failure, const fix::Candidate& candidate, Proof& proof, const Effects& effects);
  bool is_same_block(std::size_t a, std::size_t b);
  bool is_repaired_too(std::size_t change, const Failure& failure, const Proof& proof,
                       const std::vector<std::string>& paths, const std::vector<std::string>& stated);

  World& world_;
  const FileSystem& disk_;
  source::Known known_;  // variables with what has been accepted
  fix::DocumentsPtr documents_;
  Edition base_;
  Edition current_ = {};  // with what has been accepted; empty while nothing has been
  std::map<std::size_t, std::optional<SourceValues>> values_ = {};  // of the base
  std::map<std::size_t, Value> bodies_ = {};                        // with what has been accepted, where that reaches
  Reach reach_ = {};
  std::map<std::size_t, std::string> unusable_ = {};
  std::map<std::size_t, Value> planned_ = {};  // folded, without any edit
  std::map<std::size_t, Value> after_ = {};    // with what has been accepted
  std::map<std::size_t, Faults> faults_ = {};
  std::set<std::size_t> touched_ = {};  // changes whose values accepted repairs have changed
  std::vector<fix::Operation> operations_ = {};
  fix::FileEdits files_ = {};
  std::vector<plan::ResourceChange> created_ = {};
  Texts texts_ = {};
  std::optional<Instances> instances_ = std::nullopt;  // once it is needed
  bool thorough_ = false;
  std::size_t evaluations_ = 0;
};

}  // namespace plimsoll::analysis
