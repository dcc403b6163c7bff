// Knowledge about Amazon ECS: how task definitions are written in Terraform, what launch types accept, what unset
// means. Facts: Amazon ECS Developer Guide and API reference; behaviour of the Terraform AWS provider.
#pragma once

#include <memory>
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

/// Decodes `attrs.container_definitions` (JSON text, or an array in hand-made plans) into a list of objects. Every key
/// of the ECS ContainerDefinition is present under its canonical name, absent ones null; keys match exactly first, then
/// without regard to case; unknown keys are dropped, as the provider does. No defaults are added. Sensitive marks
/// spread to every leaf. Null, "" and a missing attribute are unknown: nothing was seen. Malformed text (no JSON, no
/// array of objects, a string where a boolean belongs, clashing duplicates) is a failure with `fatal` set; its message
/// names no value. Each object also has `__index` removed: identity is the name; containers keep the order of the text.
lang::Outcome containers(const Value& attrs);

/// Checks every task definition of a plan once, so that malformed container definitions are found even where no policy
/// looks. Errors name the resource address; a hint is added where the text looks redacted or like a reference.
Diagnostics check_input(const plan::Plan& plan);

/// The functions of the ecs:: namespace, over the plan (for relations). The plan must outlive the table. `subject` of
/// the lang::Context is the index into plan.changes.
///
///   ecs::containers(attrs)      list of containers, see containers()
///   ecs::volumes(attrs)         list of volume objects: name, kind (bind, host, docker, efs, fsx, s3files, ebs),
///   host_path,
///                               efs {file_system_id, transit_encryption, access_point_id, iam}, read_only (true when
///                               every mount of it is), mounted_by (container names)
///   ecs::os_family(attrs)       "LINUX", "WINDOWS_SERVER_2022_CORE", …, null when unset
///   ecs::launch_types(attrs)    of a task definition: requires_compatibilities as a list, [] when unset; of a service:
///                               what it runs on: "FARGATE", "EC2", "EXTERNAL" from launch_type or the capacity
///                               providers
///   ecs::setting(attrs, name)   value of a cluster setting, null when there is none
///   ecs::account_setting(name)  value of aws_ecs_account_setting_default of that name in this plan, null when none
///   ecs::tags(attrs)            effective tags without aws: keys (tags_all, else tags, with provider default_tags)
///   ecs::task_definition(attrs) of a service or task set: attributes of the task definition it refers to in this plan
///                               (by value or by reference), else unknown; null when it names none
///   ecs::exec_services(attrs)   of a task definition: addresses of services in this plan that use it with ECS Exec on
///   ecs::env_secrets(container) of one container: list of {name, reason} of environment variables that look like
///                               credentials; never a value
///   ecs::fargate_violations(attrs)  list of {subject (container name or null), parameter, path, message, hcl_path}
///                               of what Fargate refuses
///   ecs::root_user(user)        whether a `user` means root, as Docker and runc read it
std::vector<lang::Function> functions(const plan::Plan& plan);

}  // namespace plimsoll::ecs
