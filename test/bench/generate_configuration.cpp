#include "generate_configuration.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "configuration_plan.h"

namespace plimsoll::bench {
namespace {

constexpr std::size_t kFilesPerModule = 20;
constexpr std::size_t kServicesPerDomain = 10;
constexpr std::size_t kStyles = 5;
constexpr std::array<std::string_view, 2> kTenants = {"blue", "green"};

constexpr std::string_view kRoot = R"(terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "environment" {
  type    = string
  default = "production"
}
)";

constexpr std::string_view kDomain = R"(variable "environment" {
  type = string
}

variable "tags" {
  type    = map(string)
  default = {}
}

locals {
  tenants = {
    blue  = { privileged = @BLUE@, memory = 512 }
    green = { privileged = false, memory = 1024 }
  }
}
)";

constexpr std::string_view kCall = R"(
module "@NAME@" {
  source      = "@SOURCE@"
  environment = var.environment
@MORE@}
)";

constexpr std::string_view kVariables = R"(variable "environment" {
  description = "Stage that the service runs in"
  type        = string
}

variable "privileged" {
  description = "Whether the agent may use the host's devices"
  type        = bool
  default     = false
}

variable "image_tag" {
  type    = string
  default = "1.4.2"

  validation {
    condition     = can(regex("^[0-9.]+$", var.image_tag))
    error_message = "The tag is a version."
  }
}

variable "tags" {
  type    = map(string)
  default = {}
}
)";

constexpr std::string_view kLocals = R"(locals {
  prefix = "${var.environment}-@SERVICE@"
  tags   = merge(var.tags, { Service = "@SERVICE@", Team = "payments" })
  image  = "${aws_ecr_repository.app.repository_url}:${var.image_tag}"

  log_options = {
    awslogs-group         = aws_cloudwatch_log_group.app.name
    awslogs-region        = "us-east-1"
    awslogs-stream-prefix = "app"
  }

  defaults = {
    name                   = "app"
    essential              = true
    user                   = "1000:1000"
    readonlyRootFilesystem = true
    logConfiguration       = { logDriver = "awslogs", options = local.log_options }
  }
}

resource "aws_ecr_repository" "app" {
  name = "@SERVICE@"
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/ecs/@SERVICE@"
  retention_in_days = 30
}
)";

constexpr std::string_view kTask = R"(resource "aws_ecs_task_definition" "task_@STYLE@" {
  family       = "${local.prefix}-task-@STYLE@"
  cpu          = 256
  memory       = 512
  network_mode = "awsvpc"

  container_definitions = @DEFINITIONS@

  tags = local.tags
}
)";

/// Ways to write one container; @PRIVILEGED@ is decided where it stands.
constexpr std::array<std::string_view, kStyles> kDefinitions = {
    R"(jsonencode([
    {
      name                   = "app"
      image                  = "${aws_ecr_repository.app.repository_url}:${var.image_tag}"
      essential              = true
      user                   = "1000:1000" # as the image has it
      privileged             = @PRIVILEGED@
      readonlyRootFilesystem = true
      portMappings           = [for port in [8080, 9090] : { containerPort = port, protocol = "tcp" }]
      logConfiguration       = { logDriver = "awslogs", options = local.log_options }
    },
  ]))",
    R"(jsonencode([local.container_1]))",
    R"(<<-EOT
    [
      {
        "name": "app",
        "image": "${local.image}",
        "essential": true,
        "user": "1000:1000",
        "privileged": @PRIVILEGED@,
        "readonlyRootFilesystem": true,
        "logConfiguration": {
          "logDriver": "awslogs",
          "options": { "awslogs-group": "/ecs/@SERVICE@", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "app" }
        }
      }
    ]
  EOT)",
    R"(templatefile("${path.module}/containers.json.tftpl", {
    image      = local.image
    privileged = @PRIVILEGED@
  }))",
    R"(jsonencode([merge(local.defaults, { image = local.image, privileged = var.privileged })]))"};

constexpr std::string_view kContainerLocal = R"(
locals {
  container_1 = merge(local.defaults, {
    image      = local.image
    privileged = @PRIVILEGED@
  })
}
)";

constexpr std::string_view kTemplate = R"([
  {
    "name": "app",
    "image": "${image}",
    "essential": true,
    "user": "1000:1000",
    "privileged": ${privileged},
    "readonlyRootFilesystem": true,
    "logConfiguration": {
      "logDriver": "awslogs",
      "options": { "awslogs-group": "app", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "app" }
    }
  }
]
)";

/// What stands beside task definitions.
constexpr std::string_view kOther = R"(# Queue @NUMBER@ and who may use it.
locals {
  queue_@NUMBER@ = "@SERVICE@-@NUMBER@"
  ports_@NUMBER@ = [for rule in [{ port = 443, open = true }, { port = 80, open = false }] : rule.port if rule.open]
}

resource "aws_sqs_queue" "queue_@NUMBER@" {
  name                       = local.queue_@NUMBER@
  visibility_timeout_seconds = 30
  sqs_managed_sse_enabled    = true
}

resource "aws_iam_role" "worker_@NUMBER@" {
  name = "@SERVICE@-worker-@NUMBER@"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

output "queue_@NUMBER@" {
  description = "URL of queue @NUMBER@"
  value       = aws_sqs_queue.queue_@NUMBER@.url
}
)";

void add_other(Module& module, std::size_t number, const std::string& directory, Tree& tree) {
  const std::string text = std::to_string(number);
  tree[directory + "other_" + text + ".tf"] = fill(kOther, {{"NUMBER", text}, {"SERVICE", module.service}});
  module.resources.push_back({.type = "aws_sqs_queue",
                              .name = "queue_" + text,
                              .after = R"({"name":")" + module.service + "-" + text +
                                       R"(","sqs_managed_sse_enabled":true,"visibility_timeout_seconds":30})",
                              .unknown = R"({"arn":true,"id":true,"url":true})"});
  module.resources.push_back({.type = "aws_iam_role",
                              .name = "worker_" + text,
                              .after = R"({"name":")" + module.service + "-worker-" + text +
                                       R"(","assume_role_policy":"{\"Version\":\"2012-10-17\"}"})",
                              .unknown = R"({"arn":true,"id":true,"unique_id":true})"});
}

void add_service(Module& module, std::size_t number, const std::string& directory, Tree& tree) {
  const Words words = {{"SERVICE", module.service}};
  tree[directory + "variables.tf"] = kVariables;
  tree[directory + "locals.tf"] = fill(kLocals, words);
  tree[directory + "containers.json.tftpl"] = kTemplate;
  module.resources.push_back(repository(module.service));
  module.resources.push_back({.type = "aws_cloudwatch_log_group",
                              .name = "app",
                              .after = R"({"name":"/ecs/)" + module.service + R"(","retention_in_days":30})",
                              .unknown = R"({"arn":true,"id":true})"});
  const std::string tags = R"({"Service":")" + module.service + R"(","Team":"payments"})";
  for (std::size_t style = 0; style < kStyles; ++style) {
    const std::string name = std::to_string(style);
    const bool privileged = number % 3 == 0 && number / 3 % kStyles == style;
    std::string text = fill(kTask, {{"DEFINITIONS", std::string(kDefinitions[style])}});
    if (style == 1) text += kContainerLocal;
    tree[directory + "task_" + name + ".tf"] =
        fill(text, {{"STYLE", name}, {"PRIVILEGED", privileged ? "true" : "false"}, {"SERVICE", module.service}});
    const std::string references =
        style == 0   ? R"("aws_ecr_repository.app.repository_url","aws_ecr_repository.app","var.image_tag",)"
                       R"("local.log_options")"
        : style == 1 ? R"("local.container_1")"
        : style == 2 ? R"("local.image")"
        : style == 3 ? R"("path.module","local.image")"
                     : R"("local.defaults","local.image","var.privileged")";
    module.resources.push_back(
        task_definition("task_" + name, "production-" + module.service + "-task-" + name, tags, references));
  }
  for (std::size_t i = 0; i + kStyles + 2 < kFilesPerModule; ++i) add_other(module, i, directory, tree);
}

/// Whether the service's fifth way to write a container, which asks its caller, is the privileged one.
bool caller_decides(std::size_t number) {
  return number % 3 == 0 && number / 3 % kStyles == kStyles - 1;
}

std::string call_text(const Call& call, const std::string& more) {
  return fill(kCall, {{"NAME", call.name}, {"SOURCE", call.source}, {"MORE", more}});
}

}  // namespace

Tree nested_configuration(std::size_t files) {
  const std::size_t modules = files / kFilesPerModule;
  const std::size_t domains = (modules - 1 + kServicesPerDomain) / (kServicesPerDomain + 1);
  const std::size_t services = modules - 1 - domains;
  Tree tree;
  Module root{.service = "root"};
  std::vector<Module> domain(domains);
  std::vector<Module> service(services);
  std::string calls(kRoot);
  for (std::size_t d = 0; d < domains; ++d) {
    const std::string name = "domain_" + std::to_string(d);
    const std::string directory = "modules/" + name + "/";
    domain[d].service = name;
    std::string text;
    bool blue = false;
    for (std::size_t s = d * kServicesPerDomain; s < services && s < (d + 1) * kServicesPerDomain; ++s) {
      const std::string number = std::to_string(s);
      service[s].service = "service-" + number;
      add_service(service[s], s, "modules/service_" + number + "/", tree);
      Call call{.name = "service_" + number, .source = "../service_" + number, .module = &service[s]};
      std::string more = "  privileged  = " + std::string(caller_decides(s) ? "true" : "false") + "\n";
      if (s % 4 == 0) {
        call.keys.assign(kTenants.begin(), kTenants.end());
        more = "  for_each    = local.tenants\n  privileged  = each.value.privileged\n";
        blue = blue || caller_decides(s);
      }
      text += call_text(call, more);
      domain[d].calls.push_back(std::move(call));
    }
    tree[directory + "main.tf"] = fill(kDomain, {{"BLUE", blue ? "true" : "false"}});
    tree[directory + "services.tf"] = text;
    for (std::size_t i = 0; i + 2 < kFilesPerModule; ++i) add_other(domain[d], i, directory, tree);
    root.calls.push_back({.name = name, .source = "./modules/" + name, .module = &domain[d]});
    calls += call_text(root.calls.back(), "");
  }
  tree["main.tf"] = calls;
  for (std::size_t i = 0; i + 1 < kFilesPerModule; ++i) add_other(root, i, "", tree);
  tree["plan.json"] = plan_of(root);
  return tree;
}

namespace {

constexpr std::string_view kRepeated = R"(resource "aws_ecs_task_definition" "task" {
@COUNT@  family       = "@FAMILY@"
  cpu          = 256
  memory       = 512
  network_mode = "awsvpc"

  container_definitions = jsonencode([
    {
      name                   = "app"
      image                  = "${@IMAGE@}:1.4.2"
      essential              = true
      user                   = "1000:1000"
      privileged             = @PRIVILEGED@
      readonlyRootFilesystem = true
      logConfiguration = {
        logDriver = "awslogs"
        options   = { awslogs-group = "app", awslogs-region = "us-east-1", awslogs-stream-prefix = "app" }
      }
    },
  ])

  tags = { Team = "payments" }
}
)";

constexpr std::string_view kRepository = R"(
resource "aws_ecr_repository" "app" {
  name = "app"
}
)";

constexpr std::string_view kInputs = R"(variable "image" {
  type = string
}

variable "privileged" {
  type = bool
}
)";

constexpr const char* kTags = R"({"Team":"payments"})";

}  // namespace

Tree repeated_module(std::size_t instances) {
  Module task{.service = "task"};
  task.resources.push_back(task_definition("task", "app", kTags, R"("var.image","var.privileged")"));
  Module root{.service = "root", .resources = {repository("app")}};
  root.calls.push_back({.name = "task", .source = "./modules/task", .module = &task});
  std::string services = "locals {\n  services = {\n";
  for (std::size_t i = 0; i < instances; ++i) {
    const std::string key = "s" + std::to_string(i);
    root.calls.front().keys.push_back(key);
    services += "    " + key + " = { privileged = " + (i % 50 == 0 ? "true" : "false") + " }\n";
  }
  Tree tree;
  tree["services.tf"] = services + "  }\n}\n";
  tree["main.tf"] = std::string(kRoot) + std::string(kRepository) + R"(
module "task" {
  source     = "./modules/task"
  for_each   = local.services
  image      = aws_ecr_repository.app.repository_url
  privileged = each.value.privileged
}
)";
  tree["modules/task/variables.tf"] = kInputs;
  tree["modules/task/main.tf"] =
      fill(kRepeated, {{"COUNT", ""}, {"FAMILY", "app"}, {"IMAGE", "var.image"}, {"PRIVILEGED", "var.privileged"}});
  tree["plan.json"] = plan_of(root);
  return tree;
}

Tree repeated_resource(std::size_t instances) {
  Module root{.service = "root", .resources = {repository("app")}};
  root.resources.push_back(
      task_definition("task", "app", kTags, R"("aws_ecr_repository.app.repository_url","aws_ecr_repository.app")"));
  root.resources.back().count = instances;
  Tree tree;
  tree["main.tf"] = std::string(kRoot) + std::string(kRepository) + "\n" +
                    fill(kRepeated, {{"COUNT", "  count = " + std::to_string(instances) + "\n\n"},
                                     {"FAMILY", "app"},
                                     {"IMAGE", "aws_ecr_repository.app.repository_url"},
                                     {"PRIVILEGED", "true"}});
  tree["plan.json"] = plan_of(root);
  return tree;
}

}  // namespace plimsoll::bench
