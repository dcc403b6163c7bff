#include <gmock/gmock.h>

#include "../../src/ecs/fargate_sizes.h"
#include "support.h"

namespace plimsoll::ecs {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(FargateSizes, ReadsEverySpelling) {
  struct Case {
    const char* text;
    std::optional<int> cpu;
    std::optional<int> memory;
  };
  const Case cases[] = {
      {"256", 256, 256},          {"1 vCPU", 1024, {}}, {".25 vCPU", 256, {}}, {"0.5vcpu", 512, {}}, {"1GB", {}, 1024},
      {"0.5 GB", {}, 512},        {"30 gb", {}, 30720}, {"0.25", {}, {}},      {"", {}, {}},         {"abc", {}, {}},
      {"1.2.3", {}, {}},          {"-256", {}, {}},     {"vCPU", {}, {}},      {"GB", {}, {}},       {"1e3", {}, {}},
      {"99999999999999", {}, {}}, {"256.0", 256, 256},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(parse_cpu(c.text), c.cpu) << c.text;
    EXPECT_EQ(parse_memory(c.text), c.memory) << c.text;
  }
}

TEST(FargateSizes, PairsOfTheTable) {
  struct Case {
    int cpu;
    std::vector<int> good;
    std::vector<int> bad;
  };
  const Case cases[] = {
      {256, {512, 1024, 2048}, {256, 1536, 3072, 4096}},
      {512, {1024, 2048, 3072, 4096}, {512, 1536, 5120}},
      {1024, {2048, 8192}, {1024, 9216, 2049}},
      {2048, {4096, 16384}, {2048, 17408}},
      {4096, {8192, 30720}, {7168, 31744}},
      {8192, {16384, 20480, 61440}, {18432, 65536}},
      {16384, {32768, 40960, 122880}, {36864, 131072}},
      {32768, {61440, 122880, 249856}, {65536, 131072}},
      {300, {}, {512, 1024}},
  };
  for (const Case& c : cases) {
    for (const int memory : c.good) EXPECT_TRUE(is_fargate_size(c.cpu, memory)) << c.cpu << " " << memory;
    for (const int memory : c.bad) EXPECT_FALSE(is_fargate_size(c.cpu, memory)) << c.cpu << " " << memory;
  }
  EXPECT_EQ(fargate_cpu_choices(true), "1024, 2048, 4096");
  EXPECT_EQ(fargate_memory_choices(256), "512, 1024 or 2048 MiB");
  EXPECT_EQ(fargate_memory_choices(4096), "8192 to 30720 MiB in steps of 1024");
}

/// Attributes of a task definition that Fargate accepts, with `extra` members replacing those of the same name.
Value fargate_task(const std::string& containers, Members extra = {}) {
  Members members = {{"network_mode", Value::string("awsvpc")},
                     {"cpu", Value::string("256")},
                     {"memory", Value::string("512")},
                     {"requires_compatibilities", Value::list({Value::string("FARGATE")})},
                     {"container_definitions", Value::string(containers)}};
  for (auto& member : extra) members.push_back(std::move(member));
  return Value::object(std::move(members));
}

Value violations(const Value& attrs) {
  return test::call({}, "fargate_violations", {attrs}).value();
}

std::vector<std::string> paths(const Value& list) {
  const Sequence& elements = list.known_part() != nullptr ? *list.known_part() : list.elements();
  std::vector<std::string> result;
  for (const Value& violation : elements) result.push_back(violation.get("path").as_string());
  return result;
}

TEST(Fargate, AcceptsWhatFargateAccepts) {
  const char* container =
      R"([{"name":"web","image":"nginx","privileged":false,"user":"1000","readonlyRootFilesystem":true,
    "links":[],"dnsServers":[],"extraHosts":[],"disableNetworking":false,"ulimits":[{"name":"nofile","hardLimit":1,"softLimit":1}],
    "linuxParameters":{"capabilities":{"add":["SYS_PTRACE"],"drop":["ALL"]},"initProcessEnabled":true,"devices":[],"tmpfs":[]},
    "logConfiguration":{"logDriver":"awslogs"},"mountPoints":[{"sourceVolume":"tmp","containerPath":"/tmp"}]},
    {"name":"log","image":"fluent","logConfiguration":{"logDriver":"awsfirelens"},"firelensConfiguration":{"type":"fluentbit"}}])";
  const Value volume =
      test::parse(R"([{"name":"tmp","host_path":"","docker_volume_configuration":[],"efs_volume_configuration":[]}])");
  EXPECT_THAT(
      paths(violations(fargate_task(
          container, {{"volume", volume}, {"pid_mode", Value::string("task")}, {"ipc_mode", Value::string("")}}))),
      IsEmpty());
}

TEST(Fargate, RefusesContainerParameters) {
  struct Case {
    const char* container;
    const char* parameter;
    const char* attribute;
  };
  const Case cases[] = {
      {R"("disableNetworking":true)", "disableNetworking", "disableNetworking"},
      {R"("dnsSearchDomains":["x"])", "dnsSearchDomains", "dnsSearchDomains"},
      {R"("dnsServers":["x"])", "dnsServers", "dnsServers"},
      {R"("dockerSecurityOptions":["no-new-privileges"])", "dockerSecurityOptions", "dockerSecurityOptions"},
      {R"("extraHosts":[{"hostname":"a","ipAddress":"1.1.1.1"}])", "extraHosts", "extraHosts"},
      {R"("links":["x"])", "links", "links"},
      {R"("privileged":true)", "privileged", "privileged"},
      {R"("resourceRequirements":[{"type":"GPU","value":"1"}])", "gpu", "resourceRequirements"},
      {R"("linuxParameters":{"devices":[{"hostPath":"/dev/x"}]})", "devices", "linuxParameters.devices"},
      {R"("linuxParameters":{"tmpfs":[{"containerPath":"/t","size":1}]})", "tmpfs", "linuxParameters.tmpfs"},
      {R"("linuxParameters":{"sharedMemorySize":64})", "sharedMemorySize", "linuxParameters.sharedMemorySize"},
      {R"("linuxParameters":{"maxSwap":0})", "maxSwap", "linuxParameters.maxSwap"},
      {R"("linuxParameters":{"swappiness":60})", "swappiness", "linuxParameters.swappiness"},
      {R"("linuxParameters":{"capabilities":{"add":["NET_ADMIN"]}})", "capabilities",
       "linuxParameters.capabilities.add"},
      {R"("logConfiguration":{"logDriver":"syslog"})", "logDriver", "logConfiguration.logDriver"},
  };
  for (const Case& c : cases) {
    const Value list = violations(fargate_task("[{\"name\":\"web\"," + std::string(c.container) + "}]"));
    ASSERT_EQ(list.elements().size(), 1U) << c.container;
    const Value& violation = list.elements()[0];
    EXPECT_EQ(violation.get("subject").as_string(), "web");
    EXPECT_EQ(violation.get("parameter").as_string(), c.parameter);
    EXPECT_EQ(violation.get("hcl_path").as_string(), c.attribute);
    EXPECT_EQ(violation.get("path").as_string(), "container_definitions[\"web\"]." + std::string(c.attribute));
    EXPECT_THAT(violation.get("message").as_string(), HasSubstr("Container \"web\""));
    EXPECT_NE(violation.get("hint").as_string(), "");
  }
}

TEST(Fargate, OneCapabilityMayStay) {
  const Value list = violations(
      fargate_task(R"([{"name":"a","linuxParameters":{"capabilities":{"add":["SYS_ADMIN","SYS_PTRACE"]}}}])"));
  ASSERT_EQ(list.elements().size(), 1U);
  EXPECT_EQ(list.elements()[0].get("edit").as_string(), "set");
  EXPECT_EQ(debug_string(list.elements()[0].get("value")), R"(list["SYS_PTRACE"])");
}

TEST(Fargate, RefusesTaskParameters) {
  struct Case {
    Members extra;
    const char* path;
  };
  const auto text = [](const char* name, const char* value) { return Members{{name, Value::string(value)}}; };
  const Case cases[] = {
      {text("network_mode", "host"), "network_mode"},
      {text("network_mode", "bridge"), "network_mode"},
      {{{"network_mode", Value()}}, "network_mode"},
      {text("pid_mode", "host"), "pid_mode"},
      {text("ipc_mode", "task"), "ipc_mode"},
      {{{"placement_constraints", test::parse(R"([{"type":"memberOf"}])")}}, "placement_constraints"},
      {text("cpu", ""), "cpu"},
      {{{"memory", Value()}}, "memory"},
      {text("cpu", "300"), "cpu"},
      {text("memory", "4096"), "memory"},
      {text("memory", "lots"), "memory"},
      {{{"volume", test::parse(R"([{"name":"d","host_path":"/x"}])")}}, "volume[\"d\"].host_path"},
      {{{"volume", test::parse(R"([{"name":"d","docker_volume_configuration":[{"scope":"task"}]}])")}},
       "volume[\"d\"].docker_volume_configuration"},
  };
  for (const Case& c : cases) {
    const Value list = violations(fargate_task("[]", c.extra));
    EXPECT_THAT(paths(list), UnorderedElementsAre(c.path));
    EXPECT_TRUE(list.elements()[0].get("subject").is_null());
  }
}

TEST(Fargate, WindowsHasItsOwnRules) {
  const auto os = [](const char* family) {
    return std::pair<std::string, Value>(
        "runtime_platform", Value::list({Value::object({{"operating_system_family", Value::string(family)}})}));
  };
  const char* ulimits = R"([{"name":"a","ulimits":[{"name":"nofile","hardLimit":1,"softLimit":1}]}])";
  const std::pair<std::string, Value> memory = {"memory", Value::string("2 GB")};
  const std::pair<std::string, Value> cpu = {"cpu", Value::string("1 vCPU")};
  EXPECT_THAT(paths(violations(fargate_task(ulimits, {os("WINDOWS_SERVER_2022_CORE"), cpu, memory}))),
              UnorderedElementsAre("container_definitions[\"a\"].ulimits"));
  EXPECT_THAT(paths(violations(fargate_task("[]", {os("WINDOWS_SERVER_2022_CORE")}))), UnorderedElementsAre("cpu"));
  EXPECT_THAT(paths(violations(fargate_task(
                  "[]", {os("WINDOWS_SERVER_2022_CORE"), cpu, memory, {"pid_mode", Value::string("task")}}))),
              UnorderedElementsAre("pid_mode"));
  EXPECT_THAT(paths(violations(fargate_task(ulimits, {os("LINUX")}))), IsEmpty());
}

TEST(Fargate, WhatIsUnknownKeepsTheListOpen) {
  const auto unknown = [](const char* name) {
    return Members{{name, Value::unknown({"aws_x.y." + std::string(name)})}};
  };
  for (const char* name : {"network_mode", "pid_mode", "ipc_mode", "cpu", "memory", "volume", "container_definitions",
                           "placement_constraints"}) {
    const Value list = violations(fargate_task("[]", unknown(name)));
    EXPECT_TRUE(list.is_unknown()) << name;
    EXPECT_THAT(list.unknown_because(), ::testing::ElementsAre("aws_x.y." + std::string(name)));
  }
  EXPECT_TRUE(violations(fargate_task("[]", {{"cpu", Value::string("${cpu}")}})).is_unknown());
  Members both = unknown("container_definitions");
  both.emplace_back("ipc_mode", Value::string("host"));
  const Value list = violations(fargate_task("[]", both));
  EXPECT_TRUE(list.is_unknown());
  EXPECT_THAT(paths(list), UnorderedElementsAre("ipc_mode"));
  // 0.25 vCPU is right on Linux and wrong on Windows.
  EXPECT_TRUE(violations(fargate_task("[]", unknown("runtime_platform"))).is_unknown());
}

TEST(Fargate, SensitiveValuesStayOutOfMessages) {
  const Value list = violations(fargate_task("[]", {{"network_mode", Value::string("hunter2").with_sensitive()},
                                                    {"cpu", Value::string("hunter2").with_sensitive()}}));
  EXPECT_THAT(debug_string(list), ::testing::Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace plimsoll::ecs
