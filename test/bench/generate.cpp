#include "generate.h"

#include <span>
#include <string>

#include "resource_type.h"

namespace plimsoll::bench {
namespace {

using Type = ResourceType;
using Write = std::function<void(std::string_view)>;

constexpr std::string_view kProvider = "\"provider_name\":\"registry.terraform.io/hashicorp/aws\"";

constexpr std::string_view kContainers =
    R"("[{\"cpu\":256,\"environment\":[{\"name\":\"LOG_LEVEL\",\"value\":\"info\"},{\"name\":\"PORT\",\"value\":\"8080\"},)"
    R"({\"name\":\"QUEUE_URL\",\"value\":\"https://sqs.eu-central-1.amazonaws.com/123456789012/orders-#\"}],\"essential\":true,)"
    R"(\"image\":\"123456789012.dkr.ecr.eu-central-1.amazonaws.com/service-#:1.4.2\",\"logConfiguration\":{\"logDriver\":\"awslogs\",)"
    R"(\"options\":{\"awslogs-group\":\"/ecs/service-#\",\"awslogs-region\":\"eu-central-1\",\"awslogs-stream-prefix\":\"app\"}},)"
    R"(\"memory\":512,\"mountPoints\":[{\"containerPath\":\"/tmp\",\"readOnly\":false,\"sourceVolume\":\"scratch\"}],\"name\":\"app\",)"
    R"(\"portMappings\":[{\"containerPort\":8080,\"hostPort\":8080,\"protocol\":\"tcp\"}],\"readonlyRootFilesystem\":true,)"
    R"(\"secrets\":[{\"name\":\"DB_URL\",\"valueFrom\":\"arn:aws:ssm:eu-central-1:123456789012:parameter/service-#/db\"}],)"
    R"(\"user\":\"1000:1000\"},{\"essential\":false,\"image\":\"public.ecr.aws/xray/aws-xray-daemon:3.3\",\"logConfiguration\":)"
    R"({\"logDriver\":\"awslogs\",\"options\":{\"awslogs-group\":\"/ecs/xray-#\",\"awslogs-region\":\"eu-central-1\"}},)"
    R"(\"memory\":64,\"name\":\"xray\",\"portMappings\":[{\"containerPort\":2000,\"protocol\":\"udp\"}],\"privileged\":false}]")";

const Type& type_of(Mix mix, std::size_t i) {
  if (mix == Mix::kGoverned) return governed_types()[i % governed_types().size()];
  if (mix == Mix::kRelated) return governed_types()[i % 2];
  const std::span<const Type> types = common_types();
  return i % 10 == 0 ? types[0] : types[1 + i % (types.size() - 1)];
}

/// Half of the resources stay as they are, a third is new, the rest changes in place.
enum class Fate { kCreate, kUpdate, kNoOp };
Fate fate_of(std::size_t i) {
  return i % 3 == 0 ? Fate::kCreate : i % 7 == 0 ? Fate::kUpdate : Fate::kNoOp;
}

std::string fill(std::string_view text, std::size_t i) {
  std::string out;
  for (const char c : text) {
    if (c == '#') {
      out += std::to_string(i);
    } else if (c == '~') {
      out += std::to_string(i == 0 ? 0 : i - 1);
    } else if (c == '@') {
      out += fill(kContainers, i);
    } else {
      out += c;
    }
  }
  return out;
}

std::string head(const Type& type, std::size_t i) {
  const std::string name = "r" + std::to_string(i);
  const std::string type_name(type.name);
  return "{\"address\":\"" + type_name + "." + name + "\",\"mode\":\"managed\",\"type\":\"" + type_name +
         "\",\"name\":\"" + name + "\",";
}

std::string resource_with_values(const Type& type, std::size_t i) {
  return head(type, i) + std::string(kProvider) + ",\"schema_version\":1,\"values\":" + fill(type.values, i) +
         ",\"sensitive_values\":{\"tags\":{},\"tags_all\":{}}}";
}

std::string change(const Type& type, std::size_t i) {
  const Fate fate = fate_of(i);
  const std::string values = fill(type.values, i);
  const std::string action = fate == Fate::kCreate ? "create" : fate == Fate::kUpdate ? "update" : "no-op";
  const std::string before = fate == Fate::kCreate ? "null" : values;
  const std::string unknown = fate == Fate::kCreate ? fill(type.unknown, i) : "{}";
  const std::string sensitive = fate == Fate::kCreate ? "false" : "{\"tags\":{},\"tags_all\":{}}";
  return head(type, i) + std::string(kProvider) + ",\"change\":{\"actions\":[\"" + action + "\"],\"before\":" + before +
         ",\"after\":" + values + ",\"after_unknown\":" + unknown + ",\"before_sensitive\":" + sensitive +
         ",\"after_sensitive\":{\"tags\":{},\"tags_all\":{}}}}";
}

std::string configured(const Type& type, std::size_t i) {
  return head(type, i) + "\"provider_config_key\":\"aws\",\"expressions\":" + fill(type.configuration, i) +
         ",\"schema_version\":1}";
}

template <typename Make>
void write_list(std::size_t changes, Mix mix, const Write& write, const Make& make) {
  std::string_view separator;
  for (std::size_t i = 0; i < changes; ++i) {
    const std::string text = make(type_of(mix, i), i);
    if (text.empty()) continue;
    write(separator);
    write(text);
    separator = ",";
  }
}

}  // namespace

void generate_plan(std::size_t changes, const Write& write, Mix mix) {
  write(R"({"format_version":"1.2","terraform_version":"1.11.4","variables":{"tags":{"value":{"Team":"payments"}},)");
  write(R"("vpc_id":{"value":"vpc-01"}},"planned_values":{"root_module":{"resources":[)");
  write_list(changes, mix, write, resource_with_values);
  write(R"(]}},"resource_changes":[)");
  write_list(changes, mix, write, change);
  write(
      R"(],"prior_state":{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"resources":[)");
  write_list(changes, mix, write, [](const Type& type, std::size_t i) {
    return fate_of(i) == Fate::kCreate ? std::string() : resource_with_values(type, i);
  });
  write(
      R"(]}}},"configuration":{"provider_config":{"aws":{"name":"aws","full_name":"registry.terraform.io/hashicorp/aws",)");
  write(R"("expressions":{"region":{"constant_value":"eu-central-1"}}}},"root_module":{"resources":[)");
  write_list(changes, mix, write, configured);
  write(
      R"(],"variables":{"tags":{},"vpc_id":{}}}},"timestamp":"2026-01-01T00:00:00Z","applyable":true,"complete":true,)");
  write("\"errored\":false}\n");
}

std::size_t changes_for(std::size_t bytes) {
  constexpr std::size_t kSample = 2100;  // whole cycles of types and fates
  std::size_t sample_bytes = 0;
  generate_plan(kSample, [&sample_bytes](std::string_view text) { sample_bytes += text.size(); });
  const std::size_t changes = bytes * kSample / sample_bytes;
  return changes == 0 ? 1 : changes;
}

}  // namespace plimsoll::bench
