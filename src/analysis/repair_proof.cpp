#include "repair_proof.h"

#include <algorithm>

#include "plimsoll/base/text.h"
#include "repair_created.h"
#include "repair_variables.h"

namespace plimsoll::analysis {
namespace {

std::string without_keys(std::string_view address) {
  std::string plain;
  bool quoted = false;
  int depth = 0;
  for (const char c : address) {
    if (c == '"' && depth > 0) quoted = !quoted;
    if (c == '[' && !quoted) ++depth;
    if (depth == 0) plain += c;
    if (c == ']' && !quoted && depth > 0) --depth;
  }
  return plain;
}

bool is_planned(const plan::ResourceChange& change) {
  return change.is_judged() && (change.actions.create || change.actions.update || change.actions.no_op);
}

bool is_stated(const std::string& path, const std::vector<std::string>& stated) {
  const std::string plain = ascii_lower(path);
  // A block that stands once may go without its name.
  const bool has_keys = plain.find('[') != std::string::npos;
  return std::ranges::any_of(stated, [&](const std::string& one) {
    const std::string prefix = ascii_lower(has_keys ? one : without_keys(one));
    return plain == prefix ||
           (plain.starts_with(prefix) && (plain[prefix.size()] == '.' || plain[prefix.size()] == '['));
  });
}

std::vector<std::string> beyond(const std::vector<std::string>& paths, const std::vector<std::string>& stated) {
  std::vector<std::string> rest;
  for (const std::string& path : paths) {
    if (!is_stated(path, stated)) rest.push_back(path);
  }
  return rest;
}

/// "a, b and 3 more".
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 3;
  const std::size_t shown = std::min(names.size(), kShown);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > shown) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

std::vector<std::string> added_by(const fix::Candidate& candidate) {
  std::vector<std::string> names;
  for (const fix::Operation& operation : candidate.operations) {
    if (operation.kind != fix::Operation::Kind::kTopLevel) continue;
    names.push_back((operation.type == "data" ? "data." : "") + join(operation.labels, "."));
  }
  return names;
}

bool changes_nothing(const fix::FileEdits& files) {
  return std::ranges::all_of(files, [](const auto& file) { return file.second.edits.empty(); });
}

}  // namespace

Fault fault_of(const Finding& finding) {
  return {.control = finding.control, .subject = finding.subject, .path = finding.path};
}

/// What a candidate changes, by resource.
struct Prover::Effects {
  std::map<std::size_t, std::vector<std::string>> changed = {};
  std::vector<std::string> appeared = {};  // instances that were not there
  bool lost = false;                       // a resource that was there is gone
};

Prover::Prover(World& world, Edition edition, source::Known known, const FileSystem& files, bool thorough)
    : world_(world),
      disk_(files),
      known_(std::move(known)),
      documents_(fix::make_documents()),
      base_(std::move(edition)),
      thorough_(thorough) {
  const std::vector<std::size_t> judged = world_.judged();
  for (const std::size_t i : judged) {
    const plan::ResourceChange& change = world_.plan().changes[i];
    const std::optional<SourceValues>& source = values(i);
    if (source) {
      const source::FoldResult folded = source::fold(change.after, source->body(), json_attributes());
      std::vector<std::string> differing = source::differences(world_.plan(), change, *base_.configuration);
      differing.insert(differing.end(), folded.disagreements.begin(), folded.disagreements.end());
      if (differing.empty()) {
        world_.set_after(i, folded.value);
      } else {
        unusable_[i] = "The source does not say what the plan says: " + differing.front() + ".";
      }
    } else {
      unusable_[i] = "The source does not show this resource.";
    }
    planned_[i] = after_[i] = world_.plan().changes[i].after;
  }
  faults_ = world_.faults(judged);
}

/// What the unedited source says.
const std::optional<SourceValues>& Prover::values(std::size_t change) {
  const auto known = values_.find(change);
  if (known != values_.end()) return known->second;
  const plan::ResourceChange& planned = world_.plan().changes[change];
  const std::optional<SourceValues>& values = values_.emplace(change, base_.values(planned)).first->second;
  reach_.set(change, base_.evaluator->footprint(planned.address), {});
  return values;
}

std::string Prover::why_not(const Failure& failure) const {
  const auto reason = unusable_.find(failure.change);
  return reason == unusable_.end() ? "" : reason->second;
}

bool Prover::is_open(const Failure& failure) const {
  const auto faults = faults_.find(failure.change);
  return faults != faults_.end() && faults->second.contains(fault_of(failure.finding));
}

void Prover::refresh(Failure& failure) {
  if (!touched_.contains(failure.change)) return;
  for (Failure& now : world_.failures_of(failure.change)) {
    if (fault_of(now.finding) != fault_of(failure.finding) || !now.spec || !failure.spec) continue;
    if (now.spec->edits.size() < failure.spec->edits.size()) failure.spec = std::move(now.spec);
    return;
  }
}

std::optional<policy::FixSpec> Prover::left_over(const Failure& failure) {
  if (!failure.spec || current_.evaluator == nullptr) return std::nullopt;
  const std::optional<SourceValues> now = current_.values(world_.plan().changes[failure.change]);
  if (!now) return std::nullopt;
  policy::FixSpec rest = fix::not_added(*failure.spec, failure.finding.subject, now->resource.body, now->containers);
  if (rest.edits.empty()) return std::nullopt;
  return rest;
}

std::string Prover::region(const Failure& failure) const {
  return region_of(world_.plan(), world_.plan().changes[failure.change], known_);
}

fix::Proposal Prover::propose(const Failure& failure) {
  const std::optional<SourceValues>& source = values(failure.change);
  return fix::propose({.spec = &*failure.spec,
                       .subject = failure.finding.subject,
                       .configuration = base_.configuration.get(),
                       .resource = source->resource,
                       .containers = source->containers,
                       .region = region(failure)},
                      *documents_);
}

/// Also where the module that holds the block is called by several names.
bool Prover::is_same_block(std::size_t a, std::size_t b) {
  const std::optional<SourceValues>& one = values(a);
  const std::optional<SourceValues>& other = values(b);
  return one && other && one->resource.declaration->block == other->resource.declaration->block;
}

/// Whether all that is edited lies in the block of the resource itself.
bool Prover::is_inside_block(const Failure& failure, const fix::Candidate& candidate) {
  const SourceRange block = values(failure.change)->resource.declaration->range();
  return std::ranges::all_of(candidate.operations, [&](const fix::Operation& operation) {
    const bool is_new = operation.kind == fix::Operation::Kind::kTopLevel;
    return is_new || (operation.place.file->name() == block.file->name() &&
                      operation.place.bytes.begin >= block.bytes.begin && operation.place.bytes.end <= block.bytes.end);
  });
}

/// Resources whose values an edit may change: with an edit inside a resource's own block those that the block makes,
/// wherever its module is called; else any.
std::vector<std::size_t> Prover::scope(const Failure& failure, bool inside) const {
  const std::vector<plan::ResourceChange>& changes = world_.plan().changes;
  const plan::ResourceChange& own = changes[failure.change];
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool is_alike = changes[i].type == own.type && changes[i].name == own.name;
    if (is_planned(changes[i]) && (!inside || is_alike)) indices.push_back(i);
  }
  return indices;
}

/// False when the edited source has no such resource any more.
bool Prover::evaluate(std::size_t change, Proof& proof) {
  ++evaluations_;
  const plan::ResourceChange& planned = world_.plan().changes[change];
  const std::optional<SourceValues> values = proof.edition.values(planned);
  if (!values) return false;
  proof.evaluated[change] = {.body = values->body(), .footprint = proof.edition.evaluator->footprint(planned.address)};
  return true;
}

Prover::Effects Prover::compare(const Failure& failure, const fix::Candidate& candidate, Proof& proof) {
  Effects effects;
  const bool inside = is_inside_block(failure, candidate);
  for (const std::size_t i : scope(failure, inside)) {
    const std::optional<SourceValues>& base = values(i);
    if (!base || !reach_.touches(proof.own, i)) continue;
    if (!evaluate(i, proof)) return {.lost = true};
    const auto accepted = bodies_.find(i);
    const Value before = accepted == bodies_.end() ? base->body() : accepted->second;
    const Value& after = proof.evaluated[i].body;
    std::vector<std::string> paths = changed_paths(before, after);
    if (paths.empty()) continue;
    effects.changed.emplace(i, std::move(paths));
    const auto planned = planned_.find(i);
    if (planned != planned_.end()) proof.after[i] = replanned(planned->second, base->body(), after);
  }
  const std::optional<SourceValues> own = proof.edition.values(world_.plan().changes[failure.change]);
  if (!inside) {
    if (!instances_) instances_.emplace(base_);
    proof.recount = instances_->recount(proof.own, proof.edition);
    effects.appeared = instances_->added(proof.recount);
  }
  effects.lost = !own || !fix::is_done(candidate.spec, failure.finding.subject, own->resource.body, own->containers);
  return effects;
}

/// Whether another instance of the block changes in the same way: in what the fix states, and no more often than it
/// loses findings of the same kind. Containers of instances may have names of their own.
bool Prover::is_repaired_too(std::size_t change, const Failure& failure, const Proof& proof,
                             const std::vector<std::string>& paths, const std::vector<std::string>& stated) {
  if (!is_same_block(change, failure.change)) return false;
  const auto count = [&](const std::map<std::size_t, Faults>& all) {
    const auto found = all.find(change);
    if (found == all.end()) return std::ptrdiff_t{0};
    return std::ranges::count(found->second, failure.finding.control, &Fault::control);
  };
  std::vector<std::string> plain;
  for (const std::string& path : stated) plain.push_back(without_keys(path));
  std::set<std::string> changed;
  for (const std::string& path : paths) {
    if (!is_stated(without_keys(path), plain)) return false;
    changed.insert(path.substr(0, path.find(']')));
  }
  return count(faults_) - count(proof.faults) >= static_cast<std::ptrdiff_t>(changed.size());
}

std::vector<std::size_t> Prover::to_judge(const Failure& failure, const Effects& effects) const {
  if (thorough_ || faults_.size() <= kFew) return world_.judged();
  std::vector<std::size_t> changes = {failure.change};
  for (const auto& [change, paths] : effects.changed) {
    if (change != failure.change && planned_.contains(change)) changes.push_back(change);
  }
  return changes;
}

bool Prover::has_new_faults() {
  const std::vector<std::size_t> judged = world_.judged();
  world_.add(created_);
  const std::map<std::size_t, Faults> all = world_.faults(judged);
  world_.drop(created_.size());
  for (const auto& [change, faults] : all) {
    for (const Fault& fault : faults) {
      if (faults.count(fault) > faults_[change].count(fault)) return true;
    }
  }
  return false;
}

/// What the policies say with the candidate's values in place, and with the resources that it adds.
void Prover::measure(const Failure& failure, const fix::Candidate& candidate, Proof& proof, const Effects& effects) {
  const std::string provider = world_.plan().changes[failure.change].provider_name;
  const std::vector<std::size_t> changes = to_judge(failure, effects);
  proof.created = created_by(proof.operations, proof.edition, world_, provider);
  for (const auto& [change, after] : proof.after) world_.set_after(change, after);
  const std::vector<std::size_t> created = world_.add(proof.created);
  proof.faults = world_.faults(changes);
  const auto own = created_by(candidate.operations, proof.edition, world_, provider);
  for (const std::size_t i : created) {
    const std::string& address = world_.plan().changes[i].address;
    if (std::ranges::find(own, address, &plan::ResourceChange::address) == own.end()) continue;
    const std::vector<std::string> complaints = complaints_about(world_, i);
    proof.complaints.insert(proof.complaints.end(), complaints.begin(), complaints.end());
  }
  world_.drop(created.size());
  for (const auto& [change, after] : proof.after) world_.set_after(change, after_[change]);
}

void Prover::judge(const Failure& failure, const fix::Candidate& candidate, Proof& proof, const Effects& effects) {
  measure(failure, candidate, proof, effects);
  const Fault fault = fault_of(failure.finding);
  const std::size_t had = faults_[failure.change].count(fault);
  if (had > 0 && proof.faults[failure.change].count(fault) >= had) {
    proof.reason = "No edit that was tried makes the finding go away.";
    return;
  }
  for (const auto& [change, faults] : proof.faults) {
    for (const Fault& now : faults) {
      if (faults_[change].count(now) >= faults.count(now)) continue;
      proof.reason = "The edit would lead to another finding: " + now.control + " of " +
                     world_.plan().changes[change].address + ".";
      return;
    }
  }
  proof.holds = true;
  proof.applicability = candidate.limit;
  proof.notes = candidate.notes;
  proof.notes.insert(proof.notes.end(), proof.complaints.begin(), proof.complaints.end());
  if (!proof.complaints.empty()) proof.applicability = std::max(proof.applicability, Applicability::kReview);
  const std::vector<std::string>& stated = proof.stated = fix::stated_paths(candidate.spec, failure.finding.subject);
  proof.added = added_by(candidate);
  std::vector<std::string> alike;
  std::vector<std::string> others;
  for (const auto& [change, paths] : effects.changed) {
    if (change == failure.change) {
      const std::vector<std::string> more = beyond(paths, stated);
      if (!more.empty()) proof.notes.push_back("It also changes " + listed(more) + " of this resource.");
      if (!more.empty()) proof.applicability = std::max(proof.applicability, Applicability::kReview);
      continue;
    }
    const bool alike_too = is_repaired_too(change, failure, proof, paths, stated);
    (alike_too ? alike : others).push_back(world_.plan().changes[change].address);
  }
  if (!alike.empty()) proof.notes.push_back("The same block makes " + listed(alike) + ": repaired too.");
  if (!others.empty()) proof.notes.push_back("It also changes " + listed(others) + ".");
  if (!effects.appeared.empty()) proof.notes.push_back("It also adds " + listed(effects.appeared) + ".");
  if (alike.empty() && others.empty() && effects.appeared.empty()) return;
  proof.applicability = std::max(proof.applicability, Applicability::kReview);
}

/// The candidate's files with all that has been accepted in them, and the source that they make with the others. False
/// when that cannot be.
bool Prover::put_together(const fix::Candidate& candidate, Proof& proof) {
  std::set<std::string> touched;
  for (const fix::Operation& operation : candidate.operations) touched.insert(operation.place.file->name());
  proof.operations = operations_;
  proof.operations.insert(proof.operations.end(), candidate.operations.begin(), candidate.operations.end());
  std::vector<fix::Operation> operations;
  for (const fix::Operation& operation : proof.operations) {
    if (touched.contains(operation.place.file->name())) operations.push_back(operation);
  }
  Result<fix::FileEdits> edits = fix::edits_of(operations, *documents_);
  if (!edits) return false;
  proof.files = *std::move(edits);
  proof.texts = texts_;
  for (const auto& [name, file] : proof.files) {
    Result<std::string> text = hcl::apply(file.source->text(), file.edits);
    if (!text) return false;
    proof.texts[name] = std::make_shared<const std::string>(*std::move(text));
  }
  return true;
}

/// The source with them. False when it cannot be read.
bool Prover::load(const Failure& failure, Proof& proof) const {
  source::Known known = known_;
  adopt_variables(known, *base_.configuration, proof.files, proof.texts);
  proof.variables = known.variables;
  adopt_created(known, proof.operations, *base_.configuration, world_.plan(), region(failure));
  std::set<std::string> changed;
  for (const auto& [name, file] : proof.files) changed.insert(name);
  const Edition& before = current_.evaluator == nullptr ? base_ : current_;
  Result<Edition> edition = edited(before, disk_, std::move(known), proof.texts, changed);
  if (!edition || edition->problems > base_.problems) return false;
  proof.edition = *std::move(edition);
  return true;
}

Proof Prover::prove(const Failure& failure, const fix::Candidate& candidate) {
  Proof proof;
  Result<fix::FileEdits> own = fix::edits_of(candidate.operations, *documents_);
  if (!own || changes_nothing(*own)) {
    proof.reason = own ? "The source says it already." : "The place that decides it cannot be edited.";
    return proof;
  }
  proof.own = *std::move(own);
  if (!put_together(candidate, proof)) {
    proof.is_conflict = true;
    proof.reason = "Another repair changes the same place: run it again after that.";
    return proof;
  }
  if (!load(failure, proof)) {
    proof.reason = "The edited source could not be read.";
    return proof;
  }
  const Effects effects = compare(failure, candidate, proof);
  if (effects.lost) {
    proof.reason = "No edit that was tried leads to what the fix states.";
    return proof;
  }
  judge(failure, candidate, proof, effects);
  return proof;
}

std::string Prover::written_by(const fix::Candidate& candidate) {
  const Result<fix::FileEdits> own = fix::edits_of(candidate.operations, *documents_);
  if (!own) return "";
  std::string text;
  for (const auto& [name, file] : *own) {
    for (const hcl::Edit& edit : file.edits) {
      text += name + ":" + std::to_string(edit.offset) + "+" + std::to_string(edit.length) + "=" + edit.text + "\n";
    }
  }
  return text;
}

std::set<std::pair<std::size_t, Fault>> Prover::gone_with(const Proof& proof) const {
  std::set<std::pair<std::size_t, Fault>> gone;
  for (const auto& [change, faults] : proof.faults) {
    const auto before = faults_.find(change);
    if (before == faults_.end()) continue;
    for (const Fault& fault : before->second) {
      if (!faults.contains(fault)) gone.emplace(change, fault);
    }
  }
  return gone;
}

std::set<std::pair<std::size_t, Fault>> Prover::accept(Proof proof) {
  std::set<std::pair<std::size_t, Fault>> gone = gone_with(proof);
  for (auto& [change, faults] : proof.faults) faults_[change] = std::move(faults);
  for (auto& [change, after] : proof.after) {
    touched_.insert(change);
    world_.set_after(change, after);
    after_[change] = std::move(after);
  }
  operations_ = std::move(proof.operations);
  created_ = std::move(proof.created);
  for (auto& [name, file] : proof.files) files_[name] = std::move(file);
  texts_ = std::move(proof.texts);
  known_.variables = std::move(proof.variables);
  current_ = std::move(proof.edition);
  if (instances_) instances_->accept(proof.recount, files_);
  for (auto& [change, evaluation] : proof.evaluated) {
    reach_.set(change, evaluation.footprint, files_);
    bodies_[change] = std::move(evaluation.body);
  }
  return gone;
}

}  // namespace plimsoll::analysis
