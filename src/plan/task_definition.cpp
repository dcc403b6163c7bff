#include "task_definition.h"

#include <array>

#include "plimsoll/value/json.h"

namespace plimsoll::plan {
namespace {

constexpr std::string_view kType = "aws_ecs_task_definition";

struct Name {
  std::string_view api;
  std::string_view terraform;
};

/// Scalars and lists of scalars under another name.
constexpr std::array<Name, 11> kPlain = {{{"family", "family"},
                                          {"networkMode", "network_mode"},
                                          {"pidMode", "pid_mode"},
                                          {"ipcMode", "ipc_mode"},
                                          {"requiresCompatibilities", "requires_compatibilities"},
                                          {"taskRoleArn", "task_role_arn"},
                                          {"executionRoleArn", "execution_role_arn"},
                                          {"taskDefinitionArn", "arn"},
                                          {"revision", "revision"},
                                          {"enableFaultInjection", "enable_fault_injection"},
                                          {"compatibilities", ""}}};

/// Objects and lists of objects that become nested blocks.
constexpr std::array<Name, 6> kBlocks = {{{"volumes", "volume"},
                                          {"runtimePlatform", "runtime_platform"},
                                          {"placementConstraints", "placement_constraints"},
                                          {"proxyConfiguration", "proxy_configuration"},
                                          {"ephemeralStorage", "ephemeral_storage"},
                                          {"inferenceAccelerators", "inference_accelerator"}}};

/// Keys below which everything is the user's own, so that names stay as they are.
bool is_user_map(std::string_view key) {
  return key == "driverOpts" || key == "labels";
}

/// "efsVolumeConfiguration" -> "efs_volume_configuration".
std::string snake_case(std::string_view camel) {
  std::string out;
  for (const char c : camel) {
    if (c >= 'A' && c <= 'Z') {
      out += '_';
      out += static_cast<char>(c - 'A' + 'a');
    } else {
      out += c;
    }
  }
  return out;
}

/// The names of block arguments that are not just the API's in snake case.
std::string block_key(std::string_view api) {
  constexpr std::array<Name, 9> kOther = {
      {{"efsVolumeConfiguration", "efs_volume_configuration"},
       {"dockerVolumeConfiguration", "docker_volume_configuration"},
       {"fsxWindowsFileServerVolumeConfiguration", "fsx_windows_file_server_volume_configuration"},
       {"fileSystemId", "file_system_id"},
       {"configuredAtLaunch", "configure_at_launch"},
       {"sizeInGiB", "size_in_gib"},
       {"operatingSystemFamily", "operating_system_family"},
       {"cpuArchitecture", "cpu_architecture"},
       {"driverOpts", "driver_opts"}}};
  for (const Name& name : kOther) {
    if (name.api == api) return std::string(name.terraform);
  }
  return snake_case(api);
}

Value to_block_value(const Value& value);

/// One nested block: objects inside are blocks again, which Terraform keeps as lists.
Value to_block(const Value& object) {
  Members members;
  for (const auto& [key, member] : object.members()) {
    if (key == "host" && member.is_object()) {
      members.emplace_back("host_path", member.get("sourcePath"));
    } else if (is_user_map(key)) {
      members.emplace_back(block_key(key), member);
    } else {
      members.emplace_back(block_key(key), to_block_value(member));
    }
  }
  return Value::object(std::move(members));
}

Value to_block_value(const Value& value) {
  if (value.is_object()) return Value::list({to_block(value)});
  if (!value.is_sequence()) return value;
  Sequence blocks;
  for (const Value& element : value.elements()) blocks.push_back(element.is_object() ? to_block(element) : element);
  return Value::list(std::move(blocks));
}

/// Task-level cpu and memory are strings in Terraform.
Value to_text(const Value& value) {
  return value.is_number() ? Value::string(value.as_number().to_string()) : value;
}

/// [{"key": k, "value": v}] -> {k: v}.
Value to_tags(const Value& value) {
  if (!value.is_sequence()) return value;
  Members tags;
  for (const Value& tag : value.elements()) {
    const Value& key = tag.get("key");
    if (key.is_string()) tags.emplace_back(key.as_string(), tag.get("value"));
  }
  return Value::object(std::move(tags));
}

Value to_attributes(const Value& definition, const Value& tags) {
  Members members;
  for (const Name& name : kPlain) {
    if (!name.terraform.empty()) members.emplace_back(name.terraform, definition.get(name.api));
  }
  for (const Name& name : kBlocks) {
    const Value& block = definition.get(name.api);
    members.emplace_back(name.terraform, block.is_null() ? Value::list({}) : to_block_value(block));
  }
  members.emplace_back("cpu", to_text(definition.get("cpu")));
  members.emplace_back("memory", to_text(definition.get("memory")));
  members.emplace_back("container_definitions", definition.get("containerDefinitions"));
  members.emplace_back("tags", to_tags(tags));
  members.emplace_back("tags_all", to_tags(tags));
  return Value::object(std::move(members));
}

}  // namespace

Result<Plan> to_plan(Input& input, const Value& document) {
  const Value* const wrapped = document.find("taskDefinition");
  const Value& definition = wrapped == nullptr ? document : *wrapped;
  if (!definition.is_object() || definition.find("containerDefinitions") == nullptr) {
    return make_error("Not a task definition: \"containerDefinitions\" is missing",
                      "A task definition is a JSON object with a family and containerDefinitions, as `aws ecs "
                      "describe-task-definition` writes it.");
  }
  const Value& family = definition.get("family");
  ResourceChange change{.type = std::string(kType), .name = family.is_string() ? family.as_string() : "unnamed"};
  change.address = change.type + "." + change.name;
  change.actions = {.no_op = true, .words = {"no-op"}};
  change.has_before = change.has_after = true;
  if (input.type_info(kType).wanted) {
    const Value* const own_tags = definition.find("tags");
    change.after = to_attributes(definition, own_tags != nullptr ? *own_tags : document.get("tags"));
    change.before = change.after;
  }
  Plan plan{.kind = DocumentKind::kTaskDefinition};
  plan.changes.push_back(std::move(change));
  return plan;
}

}  // namespace plimsoll::plan
