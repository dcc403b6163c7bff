// A plan as it is, and as it would be with an edited source. Internal to the analysis module.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "functions.h"
#include "judge.h"
#include "plimsoll/fix/repair.h"
#include "repair_values.h"

namespace plimsoll::analysis {

/// Texts by path. Editions share those that they have in common.
using Texts = std::map<std::string, std::shared_ptr<const std::string>>;

/// Files with some contents replaced.
class Overlay final : public FileSystem {
 public:
  Overlay(const FileSystem& below, Texts texts) : below_(below), texts_(std::move(texts)) {}

  Result<std::string> read(const std::string& path) const override;
  Result<Done> write(const std::string& path, std::string_view bytes) override;
  Result<std::vector<std::string>> list(const std::string& directory) const override { return below_.list(directory); }
  bool is_file(const std::string& path) const override { return below_.is_file(path); }
  bool is_directory(const std::string& path) const override { return below_.is_directory(path); }
  std::string canonical(const std::string& path) const override { return below_.canonical(path); }

 private:
  const FileSystem& below_;
  Texts texts_;
};

/// A source that has been loaded and is evaluated on demand.
struct Edition {
  std::unique_ptr<Overlay> files = nullptr;
  std::unique_ptr<source::Configuration> configuration = nullptr;
  std::unique_ptr<source::Evaluator> evaluator = nullptr;
  std::size_t problems = 0;  // files that could not be read, modules that were not found

  std::optional<SourceValues> values(const std::string& address) { return source_values(*evaluator, address); }
  std::optional<SourceValues> values(const plan::ResourceChange& change) { return source_values(*evaluator, change); }
};
Result<Edition> load_edition(const FileSystem& files, const std::string& directory, source::Known known);
/// `earlier` with other texts for the files in `changed`; `texts` are those of all edited files.
Result<Edition> edited(const Edition& earlier, const FileSystem& files, source::Known known, Texts texts,
                       const std::set<std::string>& changed);

/// Something that does not hold.
struct Fault {
  std::string control = {};
  std::optional<Subject> subject = std::nullopt;
  std::string path = {};
  friend auto operator<=>(const Fault&, const Fault&) = default;
};
using Faults = std::multiset<Fault>;

/// A failing judgement with the fix that its policy states.
struct Failure {
  std::size_t change = 0;  // index in the plan
  Finding finding = {};
  std::optional<policy::FixSpec> spec = std::nullopt;
};

/// The plan with its policies. Values of changes can be set for a time, to see what the policies say then.
class World {
 public:
  World(plan::Plan plan, const SelectedPolicies& policies);

  const plan::Plan& plan() const { return plan_; }
  /// Sets what a change leads to.
  void set_after(std::size_t change, Value after) { plan_.changes[change].after = std::move(after); }

  /// Adds changes behind all others, for a time: drop() takes them away again. Returns where they stand.
  std::vector<std::size_t> add(const std::vector<plan::ResourceChange>& changes);
  void drop(std::size_t count) { plan_.changes.resize(plan_.changes.size() - count); }
  /// Attributes that policies about a resource type look at.
  std::set<std::string> asked_for(const std::string& type) const;

  /// Failing judgements with their fixes, and whatever else is open, of every change.
  std::vector<Failure> failures();
  /// The same of one change.
  std::vector<Failure> failures_of(std::size_t change);
  /// What does not hold of a change, or is unknown.
  std::map<std::size_t, Faults> faults(const std::vector<std::size_t>& changes);
  ResourceJudgement judgement_of(std::size_t change);
  /// Changes that a policy looks at.
  std::vector<std::size_t> judged() const;

 private:
  const std::vector<const ActivePolicy*>& policies_for(const std::string& type);
  ResourceJudgement judge_one(std::size_t change, const Tools& tools);
  void add_failures(std::size_t change, const Tools& tools, std::vector<Failure>& failures);

  plan::Plan plan_;
  std::vector<ActivePolicy> active_;
  std::map<std::string, std::vector<const ActivePolicy*>> by_type_ = {};
};

}  // namespace plimsoll::analysis
