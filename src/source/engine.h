// Evaluation of module instances: variables, locals, outputs and resources, each once and only when asked for.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "file_functions.h"
#include "footprint.h"
#include "module_address.h"
#include "module_uses.h"
#include "plimsoll/source/evaluator.h"
#include "text.h"
#include "type_constraint.h"

namespace plimsoll::source {

/// A value that has been evaluated.
struct Evaluated {
  Value value = {};
  Footprint footprint = nullptr;
};

/// One instance of a module: the root, or a call with its count index or for_each key.
struct Instance {
  const Module* module = nullptr;
  Instance* parent = nullptr;
  Value key = {};
  Value each_value = {};     // of the call's for_each
  std::string address = {};  // "module.a[0]", "" for the root
  lang::Scope scope = lang::Scope();
  std::map<std::string, Evaluated, std::less<>> values = {};  // "var.x", "local.x", "output.x", "repetition.x"
  std::map<std::string, std::unique_ptr<Instance>, std::less<>> children = {};  // "a[0]"

  /// False when nothing in the module can be told.
  bool readable() const { return module->source != nullptr && !module->source->broken; }
};

class Engine {
 public:
  Engine(const Configuration& configuration, Known known, const FileSystem& files);

  /// The instance at the end of the steps, nullptr when the source has none.
  Instance* find(const std::vector<ModuleStep>& steps);

  /// The body of a resource instance; nullopt when the source has no such instance.
  std::optional<ResourceSource> resource(const ResourceAddress& address);
  /// The same, and `seen` is what it rests on.
  std::optional<ResourceSource> resource(const ResourceAddress& address, std::vector<SourceRange>& seen);
  /// What has count or for_each, and the keys of its instances: see Evaluator.
  std::vector<std::string> repeated();
  std::optional<std::vector<Value>> instances(std::string_view address, std::vector<SourceRange>& seen);
  const Texts& texts() const { return texts_; }
  /// Starts the account of steps anew: every question has its own.
  void renew_budget() { budget_ = {}; }

 private:
  struct Place {
    const hcl::Expression& expression;
    const SourcePtr& file;
  };

  // engine.cpp
  void open_scope(Instance& instance);
  void add_resource_scopes(Instance& instance);
  Instance* child(Instance& parent, const std::string& name, const Value& key);
  Value evaluate(const Place& place, const lang::Scope& scope);
  lang::Context context_for(const SourcePtr& file, const lang::Scope& scope);
  void know_functions(const hcl::Expression& expression);
  template <typename Compute>
  Value once(Instance& instance, std::string name, const Compute& compute);

  // engine_values.cpp
  std::optional<lang::Outcome> variable(Instance& instance, std::string_view name);
  std::optional<lang::Outcome> local(Instance& instance, std::string_view name);
  std::optional<lang::Outcome> module_value(Instance& instance, std::string_view name);
  std::optional<lang::Outcome> data(Instance& instance, std::string_view type);
  Value input(Instance& instance, const std::string& name, const Declaration& declaration);
  Value root_input(Instance& root, const std::string& name, const Declaration& declaration);
  std::optional<Value> default_of(Instance& instance, const Declaration& declaration);
  std::optional<Value> assigned(Instance& root, const std::string& name, const Declaration& declaration);
  Value converted(Value value, const Declaration& declaration, const SourceRange& place);
  Value output(Instance& instance, std::string_view name);
  Value outputs(Instance& instance, const ModuleUse& use);
  Value known_resource(const Instance& instance, std::string_view name);

  // engine_repetition.cpp
  /// The instances of a repeated call or resource: keys with the values that for_each gives them. Unknown: nullopt,
  /// with the causes.
  struct Repetition {
    enum class Kind : std::uint8_t { kNone, kCount, kForEach } kind = Kind::kNone;
    bool known = true;
    std::int64_t count = 0;
    Value each = {};  // known: a map or object of what each.value is
    std::vector<std::string> because = {};
  };
  Repetition repetition(Instance& instance, const std::string& name, const Declaration& declaration);
  static std::optional<std::vector<Value>> keys(const Repetition& repetition);
  void collect_repeated(Instance& instance, std::size_t& left, std::vector<std::string>& addresses);
  /// What each.value is for a key, null for count; nullopt when there is no such instance.
  static std::optional<Value> instance_value(const Repetition& repetition, const Value& key);
  static void bind_key(lang::Scope& scope, const Value& key, const Value& each_value);

  // engine_body.cpp
  friend class BodyEvaluator;

  const Configuration& configuration_;
  Known known_;
  const FileSystem& files_;
  Texts texts_ = {};
  Footprints footprints_ = {};
  FileAccess access_;
  lang::FunctionTable functions_;
  lang::TemplateHook hook_ = nullptr;
  lang::PassHook pass_ = nullptr;
  lang::Budget budget_ = {};
  std::set<const hcl::Expression*> functions_known_ = {};
  std::set<std::pair<const Instance*, std::string>> running_ = {};
  std::vector<const ModuleUses*> uses_ = {};
  std::map<const Declaration*, std::optional<Constraint>> constraints_ = {};
  std::vector<std::shared_ptr<const File>> variable_files_ = {};
  bool variable_files_read_ = false;
  std::unique_ptr<Instance> root_ = nullptr;
};

}  // namespace plimsoll::source
