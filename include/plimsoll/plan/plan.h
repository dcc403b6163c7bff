// A Terraform or OpenTofu plan, a state or an ECS task definition as one plain structure.
// Source of the format: developer.hashicorp.com/terraform/internals/json-format.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/diagnostic.h"
#include "plimsoll/value/value.h"

namespace plimsoll::plan {

enum class DocumentKind : std::uint8_t { kPlan, kState, kTaskDefinition };

/// What an action list contains; decided by membership, since later versions may add words and combinations.
struct Actions {
  bool create = false, read = false, update = false, remove = false, no_op = false, forget = false;
  std::vector<std::string> words = {};    // as written
  std::vector<std::string> unknown = {};  // words that this version does not know
  bool is_replace() const { return create && (remove || forget); }
};

enum class Mode : std::uint8_t { kManaged, kData, kOther };

struct ResourceChange {
  std::string address = {};         // verbatim, the opaque name of the instance
  std::string module_address = {};  // "" in the root module
  Mode mode = Mode::kManaged;
  std::string type = {};
  std::string name = {};
  Value index = {};  // number (count), string (for_each) or null
  std::string provider_name = {};
  std::string deposed = {};  // key of a deposed object, else ""
  std::string previous_address = {};
  Actions actions = {};
  std::string action_reason = {};
  bool importing = false;
  /// Each a list of names and indices, such as ["container_definitions"].
  Value replace_paths = {};
  /// Attributes with unknown leaves (naming the references that cause them) and sensitive marks folded in. Null when
  /// the object does not exist on that side, or when the type was not asked for. Lists are kList, objects kObject.
  Value before = {};
  Value after = {};
  bool has_before = false;
  bool has_after = false;

  /// The rule that survives every version: managed, not deposed, exists after the change.
  bool is_judged() const { return mode == Mode::kManaged && deposed.empty() && has_after; }
};

/// One expression of the configuration section: a constant, references, or neither (a call over literals).
struct ConfigExpression {
  bool has_constant = false;
  Value constant = {};
  std::vector<std::string> references = {};  // as Terraform widens them: "aws_x.y.arn", "aws_x.y"
};

/// Expressions of a block: attributes, and nested blocks in order (dynamic ones are invisible).
struct ConfigBlock {
  std::map<std::string, ConfigExpression, std::less<>> attributes = {};
  std::map<std::string, std::vector<ConfigBlock>, std::less<>> blocks = {};
};

struct ConfigResource {
  Mode mode = Mode::kManaged;
  std::string type = {};
  std::string name = {};
  std::string provider_config_key = {};
  ConfigBlock expressions = {};
  ConfigExpression repetition = {};  // count or for_each
  bool has_repetition = false;
};

struct ConfigModule;
struct ConfigCall {
  std::string source = {};
  std::string version_constraint = {};
  std::map<std::string, ConfigExpression, std::less<>> expressions = {};  // arguments
  ConfigExpression repetition = {};
  bool has_repetition = false;
  std::unique_ptr<ConfigModule> module = nullptr;
};
struct ConfigVariable {
  bool has_default = false;
  Value default_value = {};
  bool sensitive = false;
};
struct ConfigModule {
  std::vector<ConfigResource> resources = {};  // sorted by mode, type and name
  std::map<std::string, ConfigCall, std::less<>> calls = {};
  std::map<std::string, ConfigVariable, std::less<>> variables = {};
  std::map<std::string, ConfigExpression, std::less<>> outputs = {};

  const ConfigResource* find(Mode mode, std::string_view type, std::string_view name) const;
};

struct ProviderConfig {
  std::string key = {};  // "aws", "module.a:aws.west"; opaque
  std::string name = {};
  std::string full_name = {};
  std::string alias = {};
  std::string module_address = {};  // of the module that configures it, without keys; "" for the root
  std::string version_constraint = {};
  ConfigBlock expressions = {};
};

struct Plan {
  DocumentKind kind = DocumentKind::kPlan;
  std::string format_version = {};
  std::string terraform_version = {};
  std::string timestamp = {};
  bool errored = false;
  bool complete = true;
  bool has_configuration = false;
  std::vector<ResourceChange> changes = {};  // every change; values only for wanted types
  /// Data sources of wanted types that were read while planning, when they were asked for.
  std::vector<ResourceChange> data_sources = {};
  std::vector<std::string> deferred_addresses = {};  // in no other list
  std::vector<std::string> unseen_addresses = {};  // configured resources of wanted types without any change, when the
                                                   // plan is errored, incomplete or has deferred changes
  std::map<std::string, Value, std::less<>> variables = {};  // root variables; sensitive ones marked
  std::vector<ProviderConfig> providers = {};
  ConfigModule configuration = {};
  Diagnostics warnings = {};

  /// Configuration of the module that a change lives in ("module.a[0].module.b" -> calls "a" then "b"), or nullptr.
  const ConfigModule* module_of(std::string_view module_address) const;
  const ConfigResource* config_of(const ResourceChange& change) const;
};

/// "aws_x" of "module.a[0].aws_x.y"; "" for a data source and what is no resource.
std::string_view managed_type(std::string_view address);

}  // namespace plimsoll::plan
