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

std::map<std::string, std::string> texts_of(const fix::FileEdits& files) {
  std::map<std::string, std::string> texts;
  for (const auto& [name, file] : files) {
    Result<std::string> text = hcl::apply(file.source->text(), file.edits);
    if (text) texts.emplace(name, *std::move(text));
  }
  return texts;
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
  bool lost = false;  // a resource that was there is gone
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
    const std::optional<SourceValues>& source = values(base_, base_values_, i);
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

const std::optional<SourceValues>& Prover::values(Edition& edition,
                                                  std::map<std::size_t, std::optional<SourceValues>>& cache,
                                                  std::size_t change) const {
  const auto known = cache.find(change);
  if (known != cache.end()) return known->second;
  return cache.emplace(change, edition.values(world_.plan().changes[change])).first->second;
}

std::string Prover::why_not(const Failure& failure) const {
  const auto reason = unusable_.find(failure.change);
  return reason == unusable_.end() ? "" : reason->second;
}

bool Prover::is_open(const Failure& failure) const {
  const auto faults = faults_.find(failure.change);
  return faults != faults_.end() && faults->second.contains(fault_of(failure.finding));
}

fix::Proposal Prover::propose(const Failure& failure) {
  const std::optional<SourceValues>& source = values(base_, base_values_, failure.change);
  return fix::propose({.spec = &*failure.spec,
                       .subject = failure.finding.subject,
                       .configuration = base_.configuration.get(),
                       .resource = source->resource,
                       .containers = source->containers},
                      *documents_);
}

/// Also where the module that holds the block is called by several names.
bool Prover::is_same_block(std::size_t a, std::size_t b) {
  const std::optional<SourceValues>& one = values(base_, base_values_, a);
  const std::optional<SourceValues>& other = values(base_, base_values_, b);
  return one && other && one->resource.declaration->block == other->resource.declaration->block;
}

/// Resources whose values an edit may change: with an edit inside a resource's own block those that the block makes,
/// wherever its module is called; else any.
std::vector<std::size_t> Prover::scope(const Failure& failure, const fix::Candidate& candidate) {
  const std::optional<SourceValues>& source = values(base_, base_values_, failure.change);
  const source::Declaration& declaration = *source->resource.declaration;
  const SourceRange block = declaration.range();
  const bool inside = std::ranges::all_of(candidate.operations, [&](const fix::Operation& operation) {
    const bool is_new = operation.kind == fix::Operation::Kind::kTopLevel;
    return is_new || (operation.place.file->name() == block.file->name() &&
                      operation.place.bytes.begin >= block.bytes.begin && operation.place.bytes.end <= block.bytes.end);
  });
  const std::vector<plan::ResourceChange>& changes = world_.plan().changes;
  const plan::ResourceChange& own = changes[failure.change];
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool is_alike = changes[i].type == own.type && changes[i].name == own.name;
    if (is_planned(changes[i]) && (!inside || is_alike)) indices.push_back(i);
  }
  return indices;
}

void Prover::compare(const Failure& failure, const fix::Candidate& candidate, Proof& proof, Effects& effects) {
  std::map<std::size_t, std::optional<SourceValues>> new_values;
  const bool is_first = current_.evaluator == nullptr;
  for (const std::size_t i : scope(failure, candidate)) {
    const std::optional<SourceValues>& base = values(base_, base_values_, i);
    const std::optional<SourceValues>& before = is_first ? base : values(current_, current_values_, i);
    const std::optional<SourceValues>& after = values(proof.edition, new_values, i);
    if (!base || !before) continue;
    if (!after) {
      effects.lost = true;
      return;
    }
    std::vector<std::string> paths = changed_paths(before->body(), after->body());
    if (paths.empty()) continue;
    effects.changed.emplace(i, std::move(paths));
    const auto planned = planned_.find(i);
    if (planned != planned_.end()) proof.after[i] = replanned(planned->second, base->body(), after->body());
  }
  const std::optional<SourceValues>& own = values(proof.edition, new_values, failure.change);
  const bool done = own && fix::is_done(candidate.spec, failure.finding.subject, own->resource.body, own->containers);
  if (!done) effects.lost = true;
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
  if (proof.faults[failure.change].count(fault) >= faults_[failure.change].count(fault)) {
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
  if (alike.empty() && others.empty()) return;
  proof.applicability = std::max(proof.applicability, Applicability::kReview);
}

/// The edits of all that has been accepted and of the candidate. Only the candidate's files change.
bool Prover::put_together(const fix::Candidate& candidate, Proof& proof) {
  std::set<std::string> touched;
  for (const fix::Operation& operation : candidate.operations) touched.insert(operation.place.file->name());
  std::vector<fix::Operation> operations;
  for (const fix::Operation& operation : proof.operations) {
    if (touched.contains(operation.place.file->name())) operations.push_back(operation);
  }
  Result<fix::FileEdits> edits = fix::edits_of(operations, *documents_);
  if (!edits) return false;
  proof.files = files_;
  for (auto& [name, file] : *edits) proof.files[name] = std::move(file);
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
  proof.operations = operations_;
  proof.operations.insert(proof.operations.end(), candidate.operations.begin(), candidate.operations.end());
  if (!put_together(candidate, proof)) {
    proof.is_conflict = true;
    proof.reason = "Another repair changes the same place: run it again after that.";
    return proof;
  }
  std::map<std::string, std::string> texts = texts_of(proof.files);
  source::Known known = known_;
  adopt_variables(known, *base_.configuration, proof.files, texts);
  Result<Edition> edition = edited(base_, disk_, std::move(known), std::move(texts));
  if (!edition || edition->problems > base_.problems) {
    proof.reason = "The edited source could not be read.";
    return proof;
  }
  proof.edition = *std::move(edition);
  Effects effects;
  compare(failure, candidate, proof, effects);
  if (effects.lost) {
    proof.reason = "No edit that was tried leads to what the fix states.";
    return proof;
  }
  judge(failure, candidate, proof, effects);
  return proof;
}

std::set<std::pair<std::size_t, Fault>> Prover::accept(Proof proof) {
  std::set<std::pair<std::size_t, Fault>> gone;
  for (auto& [change, faults] : proof.faults) {
    for (const Fault& fault : faults_[change]) {
      if (!faults.contains(fault)) gone.emplace(change, fault);
    }
    faults_[change] = std::move(faults);
  }
  for (auto& [change, after] : proof.after) {
    world_.set_after(change, after);
    after_[change] = std::move(after);
  }
  operations_ = std::move(proof.operations);
  files_ = std::move(proof.files);
  created_ = std::move(proof.created);
  current_ = std::move(proof.edition);
  current_values_.clear();
  return gone;
}

}  // namespace plimsoll::analysis
