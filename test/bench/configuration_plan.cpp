#include "configuration_plan.h"

namespace plimsoll::bench {
namespace {

void write_changes(const Module& module, const std::string& address, std::string& out) {
  const std::string prefix = address.empty() ? "" : address + ".";
  for (const Resource& resource : module.resources) {
    for (std::size_t i = 0; i < (resource.count == 0 ? 1 : resource.count); ++i) {
      const bool counted = resource.count != 0;
      const std::string index = std::to_string(i);
      out += out.empty() ? "" : ",\n";
      out += R"({"address":")" + prefix + resource.type + "." + resource.name + (counted ? "[" + index + "]\"" : "\"") +
             (address.empty() ? "" : R"(,"module_address":")" + address + "\"") + R"(,"mode":"managed","type":")" +
             resource.type + R"(","name":")" + resource.name + "\"" + (counted ? ",\"index\":" + index : "") +
             R"(,"provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,)"
             R"("after":)" +
             resource.after + R"(,"after_unknown":)" + resource.unknown +
             R"(,"before_sensitive":false,"after_sensitive":{}}})";
    }
  }
  for (const Call& call : module.calls) {
    if (call.keys.empty()) write_changes(*call.module, prefix + "module." + call.name, out);
    for (const std::string& key : call.keys) {
      write_changes(*call.module, prefix + "module." + call.name + R"([\")" + key + R"(\"])", out);
    }
  }
}

std::string configuration_of(const Module& module) {
  std::string out = R"({"resources":[)";
  for (std::size_t i = 0; i < module.resources.size(); ++i) {
    const Resource& resource = module.resources[i];
    out += (i == 0 ? "" : ",") + (R"({"address":")" + resource.type) + "." + resource.name +
           R"(","mode":"managed","type":")" + resource.type + R"(","name":")" + resource.name +
           R"(","provider_config_key":"aws","expressions":{)";
    if (!resource.references.empty()) out += R"("container_definitions":{"references":[)" + resource.references + "]}";
    out += R"(},"schema_version":0)" + std::string(resource.count == 0 ? "}" : R"(,"count_expression":{}})");
  }
  out += R"(],"module_calls":{)";
  for (std::size_t i = 0; i < module.calls.size(); ++i) {
    const Call& call = module.calls[i];
    out += (i == 0 ? "\"" : ",\"") + call.name + R"(":{"source":")" + call.source + R"(","module":)" +
           configuration_of(*call.module) + "}";
  }
  return out + "}}";
}

}  // namespace

std::string fill(std::string_view text, const Words& words) {
  std::string out(text);
  for (const auto& [name, word] : words) {
    const std::string mark = "@" + std::string(name) + "@";
    for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark, at + word.size())) {
      out.replace(at, mark.size(), word);
    }
  }
  return out;
}

Resource task_definition(const std::string& name, const std::string& family, const std::string& tags,
                         const std::string& references) {
  return {.type = "aws_ecs_task_definition",
          .name = name,
          .after = fill(R"({"cpu":"256","ephemeral_storage":[],"execution_role_arn":null,"family":"@FAMILY@",)"
                        R"("inference_accelerator":[],"ipc_mode":null,"memory":"512","network_mode":"awsvpc",)"
                        R"("pid_mode":null,"placement_constraints":[],"proxy_configuration":[],)"
                        R"("requires_compatibilities":null,"runtime_platform":[],"skip_destroy":false,"tags":@TAGS@,)"
                        R"("tags_all":@TAGS@,"task_role_arn":null,"track_latest":false,"volume":[]})",
                        {{"FAMILY", family}, {"TAGS", tags}}),
          .unknown = R"({"arn":true,"arn_without_revision":true,"container_definitions":true,)"
                     R"("enable_fault_injection":true,"id":true,"revision":true})",
          .references = references};
}

Resource repository(const std::string& name) {
  return {.type = "aws_ecr_repository",
          .name = "app",
          .after = R"({"force_delete":null,"image_tag_mutability":"MUTABLE","name":")" + name + R"(","tags":null})",
          .unknown = R"({"arn":true,"id":true,"registry_id":true,"repository_url":true,"tags_all":true})"};
}

std::string plan_of(const Module& root) {
  std::string changes;
  write_changes(root, "", changes);
  return R"({"format_version":"1.2","terraform_version":"1.11.4","variables":{"environment":{"value":"production"}},)"
         R"("planned_values":{"root_module":{}},"resource_changes":[)" +
         changes +
         R"(],"configuration":{"provider_config":{"aws":{"name":"aws","full_name":)"
         R"("registry.terraform.io/hashicorp/aws"}},"root_module":)" +
         configuration_of(root) + R"(},"timestamp":"2026-01-01T00:00:00Z","complete":true,"errored":false})" + "\n";
}

}  // namespace plimsoll::bench
