// Policies: the Terraform policy language and plimsoll's superset, loaded from .policy.hcl text.
// Language: docs/policy-language.md.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/result.h"
#include "plimsoll/finding/finding.h"
#include "plimsoll/hcl/parser.h"
#include "plimsoll/lang/functions.h"

namespace plimsoll::policy {

enum class PolicyKind : std::uint8_t { kResource, kProvider, kModule };
enum class Operation : std::uint8_t { kCreate, kUpdate, kDelete, kNoOp };
enum class EnforcementLevel : std::uint8_t { kAdvisory, kMandatoryOverridable, kMandatory };

std::string_view name(Operation operation);  // "create", "update", "delete", "no-op"
std::string_view name(EnforcementLevel level);
std::optional<Operation> parse_operation(std::string_view text);
/// Also "mandatory-overridable", the spelling of early releases.
std::optional<EnforcementLevel> parse_enforcement_level(std::string_view text);

/// One `fix` block of an enforce block (superset). Expressions stay unevaluated until a finding fails.
struct FixRule {
  const hcl::Expression* when = nullptr;
  const hcl::Expression* summary = nullptr;
  const hcl::Expression* notes = nullptr;
  Applicability applicability = Applicability::kReview;
  SourcePtr source = nullptr;         // its file, where that is not the policy's
  const hcl::Block* block = nullptr;  // its set, remove, append, block and resource blocks, in order
};

struct Enforce {
  const hcl::Expression* condition = nullptr;
  const hcl::Expression* error_message = nullptr;
  const hcl::Expression* info_message = nullptr;
  // superset
  const hcl::Expression* for_each = nullptr;
  const hcl::Expression* subject = nullptr;  // object {kind, name} or null
  /// The usual form `{ kind = "container", name = … }` taken apart; else the first is empty.
  std::string subject_kind = {};
  const hcl::Expression* subject_name = nullptr;
  const hcl::Expression* path = nullptr;      // string: attribute path of the finding
  const hcl::Expression* severity = nullptr;  // overrides the control's
  const hcl::Expression* unknown_message = nullptr;
  std::vector<FixRule> fixes = {};
  ByteRange range = {};
};

struct PolicyFile;

struct Policy {
  PolicyKind kind = PolicyKind::kResource;
  std::string type = {};  // first label, may hold `*`
  std::string name = {};
  const PolicyFile* file = nullptr;
  const hcl::Expression* enforcement_level = nullptr;
  const hcl::Expression* filter = nullptr;
  std::vector<Operation> operations = {};  // resolved, defaults applied
  std::vector<const hcl::Attribute*> locals = {};
  std::vector<Enforce> enforces = {};
  ByteRange header_range = {};
  /// The level, where inputs decide it; else enforcement_level is evaluated for every subject.
  std::optional<EnforcementLevel> fixed_level = std::nullopt;
  /// Which names its expressions use: what nobody asks for need not be set up.
  struct Uses {
    bool prior_attrs = false, meta = false, input = false, local = false;
  };
  Uses uses = {};
  /// What it asks for by name, of a provider or a resource: what a configuration leaves out is null.
  std::vector<std::string> attribute_names = {};
};

struct PolicyFile {
  hcl::ParsedFile syntax = {};     // owns every expression above
  hcl::ParsedFile companion = {};  // x.control.hcl beside x.policy.hcl: the rest of them
  bool extended = false;           // the gate block policy { plimsoll { … } } is present
  std::optional<Control> control = std::nullopt;
  const hcl::Expression* enabled = nullptr;                // of the control, may use inputs
  std::vector<std::pair<std::string, Value>> inputs = {};  // resolved values
  Value input_object = {};                                 // the same as one object, for scopes
  std::vector<const hcl::Attribute*> locals = {};          // file level
  std::vector<Policy> policies = {};
  /// Types that core::getresources is asked for; "*" when one is not literal.
  std::vector<std::string> related_types = {};
  std::vector<std::string> data_types = {};  // the same of core::getdatasource
};

/// The control that the policy's findings report under: its file's, else the policy's own name.
std::string_view control_id(const Policy& policy);
/// Severity of an enforcement level where no metadata says better: advisory info, overridable medium, mandatory high.
Severity level_severity(EnforcementLevel level);

struct PolicySet {
  std::vector<std::shared_ptr<const PolicyFile>> files = {};
  Diagnostics warnings = {};

  /// Controls sorted by control_less(); a file without a control block gives one per policy, named after it.
  std::vector<Control> controls() const;
  /// Resource types that a policy could apply to, patterns with `*` included, and the types that getresources() names.
  std::vector<std::string> resource_types() const;
  /// Types that getdatasource() names.
  std::vector<std::string> data_types() const;
};

/// Who supplied a value: a flag must name a declared input, a file that names others gets a warning, and an environment
/// may serve other policies as well.
enum class InputSource : std::uint8_t { kFlag, kFile, kEnvironment };

struct LoadOptions {
  /// Values for inputs by name: text from flags and environment (JSON when it parses, else a string) or values from
  /// files.
  std::map<std::string, Value, std::less<>> inputs = {};
  std::map<std::string, InputSource, std::less<>> input_sources = {};  // a name that is missing came from a flag
  /// Variables of the environment: one with exactly the name of a declared input supplies its value, where `inputs`
  /// does not and before the default.
  std::map<std::string, std::string, std::less<>> environment = {};
  bool require_inputs = true;  // false: an input without default and value is no error, for validation
};

/// A file of this suffix beside a standard policy file of the same stem holds its control and fixes, so that the policy
/// itself stays portable.
inline constexpr std::string_view kCompanionSuffix = ".control.hcl";
inline constexpr std::string_view kPolicySuffix = ".policy.hcl";

/// Parses and checks every file; companions belong to the policy file of their name among `files`. All mistakes of all
/// files come back at once, each with its range: unknown blocks and attributes, unknown functions and arity, undefined
/// locals and inputs, duplicate names, bad labels, values of inputs that do not convert, a fix or for_each without the
/// gate. Supplied inputs that no file declares: see InputSource, with did-you-mean.
Result<PolicySet> load(const std::vector<SourcePtr>& files, const lang::FunctionTable& functions,
                       const LoadOptions& options = {});

}  // namespace plimsoll::policy
