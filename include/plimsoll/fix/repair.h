// Repairs of Terraform source: what a fix wants changed, as edits of the files that the values come from.
//
//   Documents documents;
//   const Proposal proposal = propose(site, documents);
//   Result<FileEdits> edits = edits_of(proposal.candidates.front().operations, documents);
//
// A candidate is a guess about where to write. Whether it repairs anything is for its caller to prove.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plimsoll/hcl/edit.h"
#include "plimsoll/policy/evaluate.h"
#include "plimsoll/source/configuration.h"
#include "plimsoll/source/evaluator.h"

namespace plimsoll::fix {

/// One change of a file, still without its bytes, so that several changes of one object can be put together.
struct Operation {
  enum class Kind : std::uint8_t {
    kReplace,   // the value at `place` becomes `value`
    kInsert,    // `items` join the object or block at `place`
    kAppend,    // `elements` join the list at `place`
    kRemove,    // the item `name`, or what stands at `member`, leaves the object, list or block at `place`
    kBlock,     // a block `type` with `value` as its body joins the block at `place`
    kWrap,      // the value at `place` becomes the first argument of the function `name`, `value` the second
    kTopLevel,  // a block `type` (with its labels) with `value` as its body follows the block at `place`
  };
  Kind kind = Kind::kReplace;
  SourceRange place = {};
  Value value = {};
  Members items = {};  // in the order to write them in
  Sequence elements = {};
  std::string name = {};
  ByteRange member = {};
  std::string type = {};
  std::vector<std::string> labels = {};
};

/// One way to carry out a fix. `limit`: what it can be at best, whatever a proof says. `spec` is the fix with
/// references chosen: which log group, which data source.
struct Candidate {
  policy::FixSpec spec = {};
  std::vector<Operation> operations = {};
  Applicability limit = Applicability::kExact;
  std::vector<std::string> notes = {};
};

/// Candidates, best first. `reason` says why there are none, or what speaks against those that are left; may be empty.
struct Proposal {
  std::vector<Candidate> candidates = {};
  std::string reason = {};
};

/// Parsed files, each parsed once.
class Documents;
struct DocumentsDeleter {
  void operator()(Documents* documents) const;
};
using DocumentsPtr = std::unique_ptr<Documents, DocumentsDeleter>;
DocumentsPtr make_documents();

/// What a fix is about: the resource as its source says, every value with its origin.
struct Site {
  const policy::FixSpec* spec = nullptr;
  std::optional<Subject> subject = std::nullopt;
  const source::Configuration* configuration = nullptr;
  source::ResourceSource resource = {};
  std::optional<Value> containers = std::nullopt;  // decoded container_definitions
  std::string region = {};                         // that the resource is in; "" when nobody knows
};

/// Places in the source that lead to what the fix wants. Nothing under .terraform is ever edited.
Proposal propose(const Site& site, Documents& documents);

/// The part of a resource's values that the fix speaks of, as paths: `container_definitions["web"].privileged`.
std::vector<std::string> stated_paths(const policy::FixSpec& spec, const std::optional<Subject>& subject);

/// Whether the fix has been carried out in these values: what it sets, appends and adds is there, what it removes is
/// not.
bool is_done(const policy::FixSpec& spec, const std::optional<Subject>& subject, const Value& body,
             const std::optional<Value>& containers);

/// The lists and blocks that a fix adds to and that lack what it adds, while nothing else is in its way: a mount at the
/// same path, a variable of the same name. For a finding that went away with another's repair. Empty: nothing is
/// missing.
policy::FixSpec not_added(const policy::FixSpec& spec, const std::optional<Subject>& subject, const Value& body,
                          const std::optional<Value>& containers);

/// Edits by file, settled, sorted and without overlaps.
struct FileEdit {
  SourcePtr source = nullptr;
  std::vector<hcl::Edit> edits = {};
};
using FileEdits = std::map<std::string, FileEdit>;

/// Puts operations together: equal ones count once, those on one object become one. Errors: operations that exclude
/// each other, a place that cannot be edited.
Result<FileEdits> edits_of(const std::vector<Operation>& operations, Documents& documents);

}  // namespace plimsoll::fix
