// Knowledge about Amazon ECS: how task definitions are written in Terraform, what launch types accept, what unset
// means. Facts: Amazon ECS Developer Guide and API reference; behaviour of the Terraform AWS provider.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/result.h"
#include "plimsoll/lang/functions.h"
#include "plimsoll/plan/plan.h"
#include "plimsoll/plan/read.h"

namespace plimsoll::ecs {

/// What plan::read needs to know of a resource type: one table row per type with optional and computed attributes.
/// Types outside the table give an empty TypeInfo (not wanted).
plan::TypeInfo type_info(std::string_view type);
/// Resource types that belong to ECS, for notes about resources that a plan does not show.
bool is_ecs_type(std::string_view type);

/// Decodes `attrs.container_definitions` (JSON text, or an array in hand-made plans) into a list of objects in the
/// order of the text. Every key of the ECS ContainerDefinition and of the objects inside it is present under its
/// canonical name, absent ones null; keys match exactly first, then without regard to case; unknown keys are dropped,
/// as the provider does. No defaults are added. Sensitive marks spread to every leaf; only a container's name stays
/// readable, if it is one that ECS accepts, because it identifies the container. Null, "" and a missing attribute are
/// unknown: nothing was seen; of text that is unknown but for its structure
/// (Value::unknown_json) the containers are known as far as that goes. Malformed text (no JSON, no array of objects, a
/// string where a boolean belongs, one key twice in different case) is a failure with `fatal` set; its message names no
/// value.
lang::Outcome containers(const Value& attrs);

/// What the provider plans for the decoded text of `container_definitions`: the containers as containers() gives them,
/// they and their environment and secrets sorted by name, for a text that is written rather than planned. Nullopt for
/// what the provider refuses; unknown where nothing is certain.
std::optional<Value> planned_containers(const Value& decoded);

/// Whether ECS knows a key of this name somewhere in a container definition, case aside.
bool is_container_key(std::string_view name);

/// What core::jsondecode made of some text: where it has the shape of container definitions, the values of environment
/// variables are marked sensitive, so that no message shows them however a policy reads the text.
Value conceal_environment(const Value& decoded);

/// Decodes the container definitions of a task definition on both sides of its change, so that malformed ones are found
/// even where no policy looks; nothing for other types. An error (after the change) or a warning (before it) names the
/// address, with a hint where the text looks redacted or like a reference. What was decoded is left in the memos, for
/// the policies that judge that side: decoding costs more than judging. `subject` is what their lang::Context will say.
Diagnostics check_input(const plan::ResourceChange& change, std::size_t subject, const lang::FunctionTable& functions,
                        lang::Memo& after, lang::Memo& before);

/// The functions of the ecs:: namespace, over the plan (for relations). The plan must outlive the table. `subject` of
/// the lang::Context is the index into plan.changes, `prior` asks for the values before the change.
///
///   containers(attrs)       list of containers, see containers()
///   volumes(attrs)          list of volume objects: name; kind (bind, host, docker, efs, fsx, s3files, ebs); host_path
///                           (a bind through Docker's local driver too); efs {file_system_id, root_directory,
///                           transit_encryption, access_point_id, iam} or null; mounted_by (container names); read_only
///                           (no mount of it is writable)
///   os_family(attrs)        "LINUX", "WINDOWS_SERVER_2022_CORE", …, null when unset
///   launch_types(attrs)     of a task definition: requires_compatibilities as a list, [] when unset; of a service or
///                           task set: what it runs on: "FARGATE", "EC2", "EXTERNAL", "MANAGED_INSTANCES" from
///                           launch_type or the capacity providers, [] when neither is set
///   setting(attrs, name)    value of a cluster setting, null when there is none
///   account_setting(name)   value of aws_ecs_account_setting_default of that name in this plan, null when none
///   tags(attrs)             effective tags without aws: keys (tags_all, else tags; aws_ecs_tag resources added)
///   task_definition(attrs)  of a service or task set: attributes of the task definition it refers to in this plan (by
///                           value or by reference; what all candidates agree on where several are possible), else
///                           unknown; null when it names none
///   exec_services(attrs)    of a task definition: addresses of services in this plan that use it with ECS Exec on
///   env_secrets(container)  of one container: list of {name, reason} of environment variables that look like
///                           credentials, ECS.8's three names excepted; never a value
///   fargate_violations(attrs)  list of what Fargate refuses, as if the task definition were meant for it: {subject
///                           (container name or null), parameter (API name), path, message, hint (what to do),
///                           hcl_path (from the container or the resource), edit ("remove", "set" or "" where a person
///                           has to choose), value (for "set")}
///   label(container, index) how messages and paths speak of a container: its name in quotes, or its index
///   root_user(user)         whether a `user` means root, as Docker and runc read it; null and "" count as root
std::vector<lang::Function> functions(const plan::Plan& plan);

}  // namespace plimsoll::ecs
