#include "fargate.h"

#include <algorithm>
#include <string>
#include <vector>

#include "attributes.h"
#include "fargate_sizes.h"
#include "plimsoll/base/text.h"

namespace plimsoll::ecs {

namespace {

/// How a parameter counts as used.
enum class Used { kTrue, kNotEmpty, kPresent };

struct ContainerRule {
  std::string_view path = {};  // dotted, inside the container
  Used used = Used::kNotEmpty;
  std::string_view hint = {};
};

constexpr std::string_view kRemove = "Remove it.";

constexpr ContainerRule kContainerRules[] = {
    {"disableNetworking", Used::kTrue, kRemove},
    {"dnsSearchDomains", Used::kNotEmpty, "Remove it; a VPC's DHCP options can set search domains."},
    {"dnsServers", Used::kNotEmpty, "Remove it; a VPC's DHCP options can set DNS servers."},
    {"dockerSecurityOptions", Used::kNotEmpty, kRemove},
    {"extraHosts", Used::kNotEmpty, "Remove it; use a private hosted zone for the names."},
    {"links", Used::kNotEmpty, "Remove it; containers of one task reach each other at localhost."},
    {"privileged", Used::kTrue, kRemove},
    {"linuxParameters.devices", Used::kNotEmpty, kRemove},
    {"linuxParameters.maxSwap", Used::kPresent, kRemove},
    {"linuxParameters.sharedMemorySize", Used::kPresent, "Remove it; Fargate gives /dev/shm a fixed size."},
    {"linuxParameters.swappiness", Used::kPresent, kRemove},
    {"linuxParameters.tmpfs", Used::kNotEmpty,
     "Use a volume block with nothing but a name, and a mount point for it, instead."},
};

bool is_true(const Value& value) {
  return value.is_bool() && value.as_bool();
}

bool is_used(const Value& value, Used used) {
  if (used == Used::kTrue) return is_true(value);
  if (used == Used::kPresent) return !value.is_null();
  return value.is_sequence() && !value.elements().empty();
}

bool is_windows(const Value& family) {
  return family.is_string() && family.as_string().starts_with("WINDOWS");
}

/// The text of a value for a message, unless it is marked.
std::string shown(const Value& value) {
  if (value.is_sensitive()) return "";
  if (value.is_string()) return " \"" + value.as_string() + "\"";
  return value.is_number() ? " " + value.as_number().to_string() : "";
}

/// Collects violations and what cannot be decided.
class Findings {
 public:
  struct Where {
    Value subject = {};      // name of the container, or null
    std::string label = {};  // `Container "web"`; "The task definition"
    std::string path = {};   // in front of the parameter: `container_definitions["web"].`
    std::string block = {};  // in front of the attribute in HCL: `volume.`
  };
  /// `edit` is "remove", "set" (to `value`), or "" where a person has to choose.
  struct Remedy {
    std::string hint = {};
    std::string edit = "remove";
    Value value = {};
  };

  void add(const Where& where, std::string parameter, const std::string& attribute, std::string message,
           Remedy remedy) {
    violations_.push_back(Value::object({{"edit", Value::string(std::move(remedy.edit))},
                                         {"hcl_path", Value::string(where.block + attribute)},
                                         {"hint", Value::string(std::move(remedy.hint))},
                                         {"message", Value::string(std::move(message))},
                                         {"parameter", Value::string(std::move(parameter))},
                                         {"path", Value::string(where.path + attribute)},
                                         {"subject", where.subject},
                                         {"value", remedy.value}}));
  }

  /// True when the value is unknown; it is remembered as the reason why the list may go on.
  bool open(const Value& value) {
    if (!value.is_unknown()) return false;
    certain_ = false;
    causes_ = merge_causes(causes_, value.unknown_because());
    return true;
  }

  Value result() && {
    return certain_ ? Value::list(std::move(violations_)) : Value::partial_list(std::move(violations_), causes_);
  }

 private:
  Sequence violations_ = {};
  std::vector<std::string> causes_ = {};
  bool certain_ = true;
};

std::string last_step(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return std::string(dot == std::string_view::npos ? path : path.substr(dot + 1));
}

/// The value at a dotted path; the first null or unknown on the way ends it.
Value at(const Value& value, std::string_view path) {
  Value result = value;
  for (const std::string& step : split(path, '.')) {
    if (!result.is_object()) return result;
    result = Value(result.get(step));
  }
  return result;
}

void check_capabilities(const Value& container, const Findings::Where& where, Findings& findings) {
  const Value add = at(container, "linuxParameters.capabilities.add");
  if (findings.open(add) || !add.is_sequence()) return;
  Sequence kept;
  std::vector<std::string> refused;
  for (const Value& name : add.elements()) {
    if (findings.open(name) || !name.is_string()) continue;
    if (name.as_string() == "SYS_PTRACE") {
      kept.push_back(name);
    } else {
      refused.push_back(name.is_sensitive() ? "a capability" : name.as_string());
    }
  }
  if (refused.empty()) return;
  const bool none_left = kept.empty();
  findings.add(where, "capabilities", "linuxParameters.capabilities.add",
               where.label + " adds " + join(refused, ", ") + "; Fargate lets a container add SYS_PTRACE only.",
               {.hint = none_left ? "Remove it." : "Leave SYS_PTRACE only.",
                .edit = none_left ? "remove" : "set",
                .value = none_left ? Value::null() : Value::list(std::move(kept))});
}

void check_log_driver(const Value& container, const Findings::Where& where, Findings& findings) {
  const Value driver = at(container, "logConfiguration.logDriver");
  if (findings.open(driver) || is_unset(driver) || !driver.is_string()) return;
  const std::string& name = driver.as_string();
  if (name == "awslogs" || name == "splunk" || name == "awsfirelens") return;
  findings.add(where, "logDriver", "logConfiguration.logDriver",
               where.label + " uses the log driver" + shown(driver) + ", which Fargate does not support.",
               {.hint = "Use awslogs, splunk or awsfirelens.", .edit = "", .value = {}});
}

void check_gpu(const Value& container, const Findings::Where& where, Findings& findings) {
  const Value& requirements = container.get("resourceRequirements");
  if (findings.open(requirements) || !requirements.is_sequence()) return;
  for (const Value& requirement : requirements.elements()) {
    const Value& type = requirement.get("type");
    if (findings.open(type) || !type.is_string() || type.as_string() != "GPU") continue;
    findings.add(where, "gpu", "resourceRequirements", where.label + " asks for a GPU, which Fargate does not offer.",
                 {.hint = "Remove it, or run the task on EC2.", .edit = "", .value = {}});
    return;
  }
}

void check_ulimits(const Value& container, const Value& os, const Findings::Where& where, Findings& findings) {
  const Value& ulimits = container.get("ulimits");
  if (findings.open(ulimits) || !is_used(ulimits, Used::kNotEmpty) || findings.open(os) || !is_windows(os)) return;
  findings.add(where, "ulimits", "ulimits", where.label + " sets ulimits, which Fargate does not support on Windows.",
               {.hint = std::string(kRemove), .edit = "remove", .value = {}});
}

void check_container(const Value& container, std::size_t index, const Value& os, Findings& findings) {
  if (findings.open(container)) return;
  const Value& name = container.get("name");
  const bool named = name.is_string() && !name.is_sensitive();
  const std::string key = named ? hcl_quote(name.as_string()) : std::to_string(index);
  const Findings::Where where = {
      .subject = name,
      .label = "Container " + (named ? "\"" + name.as_string() + "\"" : std::to_string(index + 1)),
      .path = "container_definitions[" + key + "].",
  };
  for (const ContainerRule& rule : kContainerRules) {
    const Value value = at(container, rule.path);
    if (findings.open(value) || !is_used(value, rule.used)) continue;
    findings.add(where, last_step(rule.path), std::string(rule.path),
                 where.label + " sets " + std::string(rule.path) + ", which Fargate does not support.",
                 {.hint = std::string(rule.hint), .edit = "remove", .value = {}});
  }
  check_capabilities(container, where, findings);
  check_log_driver(container, where, findings);
  check_gpu(container, where, findings);
  check_ulimits(container, os, where, findings);
}

void check_modes(const Value& attrs, const Value& os, Findings& findings) {
  const Value& network = attrs.get("network_mode");
  if (!findings.open(network) && !(network.is_string() && network.as_string() == "awsvpc")) {
    findings.add({}, "networkMode", "network_mode",
                 is_unset(network)
                     ? "The task definition does not set network_mode; Fargate needs awsvpc."
                     : "The task definition uses network_mode" + shown(network) + "; Fargate needs awsvpc.",
                 {.hint = "Set it to \"awsvpc\".", .edit = "set", .value = Value::string("awsvpc")});
  }
  const Value& pid = attrs.get("pid_mode");
  if (!findings.open(pid) && !is_unset(pid) && pid.is_string()) {
    const bool task = pid.as_string() == "task";
    if (!task || (!findings.open(os) && is_windows(os))) {
      findings.add({}, "pidMode", "pid_mode",
                   "The task definition uses pid_mode" + shown(pid) + ", which Fargate does not support" +
                       (task ? " on Windows." : "."),
                   {.hint = task ? "Remove it." : "Remove it, or use \"task\".", .edit = "remove", .value = {}});
    }
  }
  const Value& ipc = attrs.get("ipc_mode");
  if (!findings.open(ipc) && !is_unset(ipc)) {
    findings.add({}, "ipcMode", "ipc_mode", "The task definition sets ipc_mode, which Fargate does not support.",
                 {.hint = std::string(kRemove), .edit = "remove", .value = {}});
  }
  const Value& placement = attrs.get("placement_constraints");
  if (!findings.open(placement) && is_used(placement, Used::kNotEmpty)) {
    findings.add({}, "placementConstraints", "placement_constraints",
                 "The task definition has placement_constraints, which Fargate does not support.",
                 {.hint = std::string(kRemove), .edit = "remove", .value = {}});
  }
}

/// The size, or nullopt after reporting that there is none; unknown ones are remembered.
std::optional<int> check_amount(const Value& value, std::string_view name,
                                std::optional<int> (*parse)(std::string_view), Findings& findings) {
  if (findings.open(value)) return std::nullopt;
  const std::string parameter(name);
  if (is_unset(value)) {
    findings.add({}, parameter, parameter, "The task definition does not set " + parameter + "; Fargate needs it.",
                 {.hint = "Set cpu and memory of the task to one of Fargate's sizes.", .edit = "", .value = {}});
    return std::nullopt;
  }
  const std::string text = value.is_string()   ? value.as_string()
                           : value.is_number() ? value.as_number().to_string()
                                               : "";
  // A template that nobody filled in says nothing yet.
  if (text.find_first_of("${<") != std::string::npos) {
    findings.open(Value::unknown({parameter + " (a placeholder)"}));
    return std::nullopt;
  }
  const std::optional<int> amount = parse(text);
  if (!amount) {
    findings.add({}, parameter, parameter, "The task definition's " + parameter + shown(value) + " is no size.",
                 {.hint = "Set cpu and memory of the task to one of Fargate's sizes.", .edit = "", .value = {}});
  }
  return amount;
}

void check_size(const Value& attrs, const Value& os, Findings& findings) {
  const std::optional<int> cpu = check_amount(attrs.get("cpu"), "cpu", parse_cpu, findings);
  const std::optional<int> memory = check_amount(attrs.get("memory"), "memory", parse_memory, findings);
  if (!cpu) return;
  const bool only_off_windows = is_fargate_cpu(*cpu, false) && !is_fargate_cpu(*cpu, true);
  if (only_off_windows && findings.open(os)) return;
  const bool windows = is_windows(os);
  if (!is_fargate_cpu(*cpu, windows)) {
    findings.add({}, "cpu", "cpu",
                 "The task definition's cpu" + shown(attrs.get("cpu")) + " is no size that Fargate offers" +
                     (windows ? " for Windows." : "."),
                 {.hint = "Fargate offers " + fargate_cpu_choices(windows) + " CPU units.", .edit = "", .value = {}});
  } else if (memory && !is_fargate_size(*cpu, *memory)) {
    findings.add(
        {}, "memory", "memory",
        "Fargate does not offer memory" + shown(attrs.get("memory")) + " with cpu" + shown(attrs.get("cpu")) + ".",
        {.hint = "With " + std::to_string(*cpu) + " CPU units Fargate offers " + fargate_memory_choices(*cpu) +
                 " of memory.",
         .edit = "",
         .value = {}});
  }
}

void check_volume(const Value& volume, Findings& findings) {
  if (findings.open(volume) || !volume.is_object()) return;
  const Value& name = volume.get("name");
  const bool named = name.is_string() && !name.is_sensitive();
  const std::string label = named ? "Volume \"" + name.as_string() + "\"" : "A volume";
  const auto add = [&](const std::string& attribute, const char* parameter, const std::string& hint) {
    Findings::Where where = {
        .label = label, .path = named ? "volume[" + hcl_quote(name.as_string()) + "]." : "volume.", .block = "volume."};
    findings.add(where, parameter, attribute, label + " has " + attribute + ", which Fargate does not support.",
                 {.hint = hint, .edit = "remove", .value = {}});
  };
  const Value& docker = volume.get("docker_volume_configuration");
  if (!findings.open(docker) && is_used(docker, Used::kNotEmpty)) {
    add("docker_volume_configuration", "dockerVolumeConfiguration",
        "Remove the block: a volume with nothing but a name is an empty directory of the task.");
  }
  const Value& host_path = volume.get("host_path");
  if (!findings.open(host_path) && !is_unset(host_path)) {
    add("host_path", "sourcePath", "Remove it: the volume becomes an empty directory of the task.");
  }
}

}  // namespace

Value fargate_violations(const Value& attrs, const lang::Outcome& containers) {
  if (attrs.is_unknown()) return attrs;
  Findings findings;
  const Value os = os_family(attrs);
  check_modes(attrs, os, findings);
  check_size(attrs, os, findings);
  const Value& volumes = attrs.get("volume");
  findings.open(volumes);
  for (const Value& volume : sure_elements(volumes)) check_volume(volume, findings);
  const Value list = containers.ok() ? containers.value() : Value::unknown({"container_definitions (malformed)"});
  findings.open(list);
  const Sequence known_containers = sure_elements(list);
  for (std::size_t i = 0; i < known_containers.size(); ++i) check_container(known_containers[i], i, os, findings);
  return std::move(findings).result();
}

}  // namespace plimsoll::ecs
