// The ecs:: functions that policies call, one row each.
#include <array>
#include <mutex>

#include "attributes.h"
#include "environment.h"
#include "fargate.h"
#include "plimsoll/ecs/ecs.h"
#include "relations.h"
#include "user.h"
#include "volumes.h"

namespace plimsoll::ecs {

namespace {

using lang::Invocation;
using lang::Outcome;

/// Relations of both sides, built when a policy first asks for one; safe to use from several threads.
class LazyRelations {
 public:
  explicit LazyRelations(const plan::Plan& plan) : plan_(plan) {}

  const Relations& of(const Invocation& invocation) {
    const bool prior = invocation.context != nullptr && invocation.context->prior;
    Side& side = sides_[prior ? 1 : 0];
    std::call_once(side.built, [&] { side.relations = build_relations(plan_, prior); });
    return side.relations;
  }

  /// The change that is being judged, when it is of one of these types.
  std::optional<std::size_t> subject(const Invocation& invocation,
                                     std::initializer_list<std::string_view> types) const {
    if (invocation.context == nullptr || invocation.context->subject >= plan_.changes.size()) return std::nullopt;
    const std::string& type = plan_.changes[invocation.context->subject].type;
    for (const std::string_view wanted : types) {
      if (type == wanted) return invocation.context->subject;
    }
    return std::nullopt;
  }

 private:
  struct Side {
    std::once_flag built = {};
    Relations relations = {};
  };
  const plan::Plan& plan_;
  std::array<Side, 2> sides_ = {};
};

using SharedRelations = std::shared_ptr<LazyRelations>;

/// Containers of `attrs`, taken from and put into the memo of the evaluator: decoding them twice costs more than all
/// else here.
Outcome shared_containers(const Invocation& invocation, const Value& attrs) {
  const lang::Context* context = invocation.context;
  if (context == nullptr || context->memo == nullptr || context->functions == nullptr || attrs.identity() == nullptr) {
    return containers(attrs);
  }
  const lang::Function* function = context->functions->find("ecs::containers");
  for (const lang::Memo::Entry& entry : context->memo->entries) {
    if (entry.function == function && entry.argument.identity() == attrs.identity()) return entry.result;
  }
  Outcome result = containers(attrs);
  context->memo->entries.push_back({.function = function, .argument = attrs, .result = result});
  return result;
}

/// Traits of functions that take a resource's attributes: marks inside them are looked after here.
constexpr lang::Traits kAttributes = {.allows_sensitive = true};
constexpr lang::Traits kMemoised = {.allows_sensitive = true, .memoise = true};

using Implementation = std::function<Outcome(const Invocation&)>;

lang::Function row(std::string name, std::vector<std::string> parameters, lang::Traits traits, std::string summary,
                   Implementation implementation) {
  lang::Function function = {.name = "ecs::" + std::move(name),
                             .summary = std::move(summary),
                             .traits = traits,
                             .implementation = std::move(implementation),
                             .portable = false};
  for (std::string& parameter : parameters) function.parameters.push_back({.name = std::move(parameter)});
  return function;
}

std::vector<lang::Function> container_functions() {
  return {
      row("containers", {"attrs"}, kMemoised,
          "The containers of a task definition: a list of objects in which every key of the ECS API is present under "
          "its "
          "canonical name, null when it is not set.",
          [](const Invocation& call) { return containers(call.arguments[0]); }),
      row("volumes", {"attrs"}, kMemoised,
          "The volumes of a task definition: a list of objects with name, kind (bind, host, docker, efs, fsx, s3files, "
          "ebs), host_path, efs, read_only and mounted_by.",
          [](const Invocation& call) -> Outcome {
            const Value& volume = call.arguments[0].get("volume");
            const bool any = volume.is_sequence() && !volume.elements().empty();
            return volumes(call.arguments[0], any ? shared_containers(call, call.arguments[0]) : Outcome(Value()));
          }),
      row("env_secrets", {"container"}, kAttributes,
          "The environment variables of one container that look like credentials: a list of objects with name and "
          "reason, "
          "never a value.",
          [](const Invocation& call) -> Outcome { return env_secrets(call.arguments[0]); }),
      row("fargate_violations", {"attrs"}, kMemoised,
          "What Fargate refuses of a task definition, whether or not it is meant for Fargate: a list of objects with "
          "subject (name of the container or null), parameter, path, message, hint, hcl_path, edit and value.",
          [](const Invocation& call) -> Outcome {
            return fargate_violations(call.arguments[0], shared_containers(call, call.arguments[0]));
          }),
      row("label", {"container", "index"}, {.allows_unknown = true, .allows_sensitive = true},
          "How messages and paths speak of a container: its name in quotes, or its index where it has none or none "
          "yet.",
          [](const Invocation& call) -> Outcome {
            const Value& container = call.arguments[0];
            const Value& name = container.get("name");
            const bool sensitive = container.is_sensitive() || name.is_sensitive();
            if (name.is_string()) return Value::string("\"" + name.as_string() + "\"").with_sensitive(sensitive);
            const Value& index = call.arguments[1];
            if (index.is_unknown()) return index;
            if (!index.is_number()) return lang::argument_error(call, 1, "a number is required");
            return Value::string(index.as_number().to_string());
          }),
      row("root_user", {"user"}, {.allows_null = true},
          "Whether the user of a container means root, as Docker and runc read it; null and \"\" count as root.",
          [](const Invocation& call) -> Outcome {
            const Value& user = call.arguments[0];
            if (user.is_null()) return Value::boolean(true);
            if (!user.is_string()) return lang::argument_error(call, 0, "a string is required");
            return Value::boolean(is_root_user(user.as_string()));
          }),
  };
}

std::vector<lang::Function> attribute_functions(const SharedRelations& relations) {
  return {
      row("os_family", {"attrs"}, {.allows_null = true, .allows_sensitive = true, .memoise = true},
          "The operating system family of a task definition, such as \"LINUX\" or \"WINDOWS_SERVER_2022_CORE\"; null "
          "when it "
          "is not set.",
          [](const Invocation& call) -> Outcome { return os_family(call.arguments[0]); }),
      row("launch_types", {"attrs"}, kAttributes,
          "What a task definition is compatible with, or what a service or task set runs on by its launch type or "
          "capacity "
          "providers: a list such as [\"FARGATE\"], empty when nothing is said.",
          [relations](const Invocation& call) -> Outcome {
            return launch_types(relations->of(call), call.arguments[0]);
          }),
      row("setting", {"attrs", "name"}, kAttributes,
          "The value of a cluster's setting of this name, null when there is none.",
          [](const Invocation& call) -> Outcome {
            if (!call.arguments[1].is_string()) return lang::argument_error(call, 1, "a string is required");
            return setting(call.arguments[0], call.arguments[1].as_string());
          }),
      row("account_setting", {"name"}, kAttributes,
          "The value of the aws_ecs_account_setting_default of this name in the plan, null when there is none.",
          [relations](const Invocation& call) -> Outcome {
            if (!call.arguments[0].is_string()) return lang::argument_error(call, 0, "a string is required");
            return account_setting(relations->of(call), call.arguments[0].as_string());
          }),
      row("tags", {"attrs"}, kAttributes,
          "The tags that a resource will carry, default_tags of the provider and aws_ecs_tag resources included, "
          "without "
          "those that AWS sets itself (aws:…).",
          [relations](const Invocation& call) -> Outcome {
            const Value tags = effective_tags(call.arguments[0]);
            const auto subject =
                relations->subject(call, {"aws_ecs_service", "aws_ecs_cluster", "aws_ecs_task_definition",
                                          "aws_ecs_task_set", "aws_ecs_capacity_provider"});
            return subject ? with_extra_tags(relations->of(call), *subject, tags) : tags;
          }),
  };
}

std::vector<lang::Function> relation_functions(const SharedRelations& relations) {
  return {
      row("task_definition", {"attrs"}, kAttributes,
          "The attributes of the task definition that a service or task set refers to in the plan; unknown when that "
          "cannot "
          "be told, null when it names none.",
          [relations](const Invocation& call) -> Outcome {
            const auto subject = relations->subject(call, {"aws_ecs_service", "aws_ecs_task_set"});
            return task_definition(relations->of(call), call.arguments[0], subject);
          }),
      row("exec_services", {"attrs"}, kAttributes,
          "The addresses of services in the plan that run a task definition with ECS Exec enabled.",
          [relations](const Invocation& call) -> Outcome {
            Sequence addresses;
            const auto subject = relations->subject(call, {"aws_ecs_task_definition"});
            if (!subject) return Value::list({});
            const Relations& known = relations->of(call);
            const auto services = known.exec_services.find(*subject);
            if (services == known.exec_services.end()) return Value::list({});
            for (const std::string& address : services->second) addresses.push_back(Value::string(address));
            return Value::list(std::move(addresses));
          }),
  };
}

}  // namespace

std::vector<lang::Function> functions(const plan::Plan& plan) {
  const auto relations = std::make_shared<LazyRelations>(plan);
  std::vector<lang::Function> all = container_functions();
  for (lang::Function& function : attribute_functions(relations)) all.push_back(std::move(function));
  for (lang::Function& function : relation_functions(relations)) all.push_back(std::move(function));
  return all;
}

}  // namespace plimsoll::ecs
