// Terraform source evaluated with what a plan knows.
//
//   Evaluator evaluator(configuration, known_from(plan), files);
//   std::optional<ResourceSource> r = evaluator.resource("module.api[\"blue\"].aws_ecs_task_definition.app");
//
// What cannot be known is unknown, leaf by leaf, with its causes. Anything not understood is unknown, never a guess.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plimsoll/base/file_system.h"
#include "plimsoll/plan/plan.h"
#include "plimsoll/source/configuration.h"
#include "plimsoll/value/value.h"

namespace plimsoll::source {

/// Instances of resources and data sources by the address of what they are instances of ("module.a[0].data.aws_x.y"):
/// key (a number, a string or null) and attributes as planned.
using KnownResources = std::map<std::string, std::vector<std::pair<Value, Value>>, std::less<>>;

/// What a plan knows, in the form that evaluation needs.
struct Known {
  /// Values of root variables, sensitive ones marked.
  std::map<std::string, Value, std::less<>> variables = {};
  /// Copies share them: a plan has many, and only its variables change while repairs are tried.
  std::shared_ptr<const KnownResources> resources = std::make_shared<const KnownResources>();
  /// Every resource is listed: one that is missing has no instances. False for plans that errored, are not complete or
  /// have deferred changes, and for everything but plans.
  bool complete = false;
  /// The plan's own time (RFC 3339), which plantimestamp() gives; "": unknown.
  std::string timestamp = {};
};

/// From a plan that was read with every type wanted, no defaults folded in, and its prior data: expressions see unset
/// computed attributes as unknown, as Terraform does.
Known known_from(const plan::Plan& plan);

/// The source of one resource instance.
struct ResourceSource {
  const Module* module = nullptr;
  const Declaration* declaration = nullptr;
  std::string module_address = {};
  /// An object: attributes as evaluated, nested blocks as lists of objects in the order of the source, dynamic blocks
  /// expanded; what is not written is absent, as are meta-arguments. Every part has an Origin: the smallest range that
  /// produced it, then the expressions that passed it on (locals, module arguments, outputs, the attribute), the
  /// nearest to the range first. The origin of an object is the object or block, for what it lacks. A value that the
  /// plan's variables hold and neither a default nor a .tfvars file explains has the header of the variable's block.
  Value body = {};
};

/// Evaluates on demand and remembers. Not thread-safe.
class Evaluator {
 public:
  /// `configuration` and `files` must outlive the evaluator.
  Evaluator(const Configuration& configuration, Known known, const FileSystem& files);
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) = delete;

  /// Nullopt when the source has no such instance or its module cannot be read.
  std::optional<ResourceSource> resource(std::string_view address);

  /// What the resource's values rest on: declarations, expressions and files that their evaluation has looked at.
  /// Source that does not touch any of them can change without changing the values; everything that the plan knows is
  /// taken as given. Empty for what resource() does not find.
  const std::vector<SourceRange>& footprint(std::string_view address);

  /// Managed resources and module calls with count or for_each, by addresses without a key of their own:
  /// "module.a[0].aws_x.y", "module.a[0].module.b". At most some thousands of module instances are looked into.
  std::vector<std::string> repeated();
  /// The keys of the instances of one of them, as addresses show them ("[0]", "[\"a\"]"); nullopt when they are not
  /// known. `footprint` is what that rests on.
  std::optional<std::vector<std::string>> instances(std::string_view address, std::vector<SourceRange>& footprint);

  /// What the JSON text of a top-level attribute decodes to, with origins inside jsonencode()'s argument, a heredoc or
  /// the file that file() and templatefile() read. Parts that depend on unknown values are unknown alone: a value
  /// interpolated into a JSON string makes that string unknown, one that stands for a JSON value makes that value
  /// unknown (of an array: everything from there on, since it may hold several elements). It is taken for granted that
  /// such an interpolated text does not break out of its quotes or add members to the object around it. Anything else
  /// that the structure depends on leaves the whole unknown. Nullopt when there is no such resource or attribute, or
  /// the text is no JSON.
  std::optional<Value> structured(std::string_view address, std::string_view attribute);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace plimsoll::source
