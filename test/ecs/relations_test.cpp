// Which resource another one means: values, references, instances, modules.
#include <gmock/gmock.h>

#include "support.h"

namespace plimsoll::ecs {
namespace {

using test::call;
using test::creation;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Value text(const char* value) {
  return Value::string(value);
}

Value task(const char* os, Members extra = {}) {
  Members members = std::move(extra);
  members.emplace_back("runtime_platform", Value::list({Value::object({{"operating_system_family", text(os)}})}));
  return Value::object(std::move(members));
}

Value service(Value task_definition, Members extra = {}) {
  Members members = std::move(extra);
  members.emplace_back("task_definition", std::move(task_definition));
  return Value::object(std::move(members));
}

void place_in(plan::ResourceChange& change, const std::string& module, Value index = {}) {
  change.module_address = module;
  change.index = std::move(index);
}

/// The operating system of what change `subject` runs: a text, "null" or "unknown: causes".
std::string os_of(const plan::Plan& plan, std::size_t subject, bool prior = false) {
  const plan::ResourceChange& change = plan.changes.at(subject);
  const Value found = call(plan, "task_definition", {prior ? change.before : change.after}, subject, prior).value();
  if (found.is_null()) return "null";
  const Value os = call(plan, "os_family", {found}).value();
  if (!os.is_unknown()) return os.is_null() ? "unset" : os.as_string();
  std::string causes = "unknown:";
  for (const std::string& cause : os.unknown_because()) causes += " " + cause;
  return causes;
}

TEST(TaskDefinition, ByValue) {
  plan::Plan plan;
  plan.changes.push_back(
      creation("aws_ecs_task_definition", "app",
               task("LINUX", {{"family", text("app")},
                              {"revision", Value::number(4)},
                              {"arn", text("arn:aws:ecs:r:1:task-definition/app:4")},
                              {"arn_without_revision", text("arn:aws:ecs:r:1:task-definition/app")}})));
  struct Case {
    const char* name;
    const char* os;
  };
  const Case cases[] = {
      {"app", "LINUX"},
      {"app:4", "LINUX"},
      {"arn:aws:ecs:r:1:task-definition/app:4", "LINUX"},
      {"arn:aws:ecs:r:1:task-definition/app", "LINUX"},
      {"app:3", "unknown: task_definition (not in this plan)"},
      {"other", "unknown: task_definition (not in this plan)"},
      {"", "null"},
  };
  for (const Case& c : cases) {
    plan.changes.resize(1);
    plan.changes.push_back(creation("aws_ecs_service", "s", service(text(c.name))));
    EXPECT_EQ(os_of(plan, 1), c.os) << c.name;
  }
  plan.changes.push_back(creation("aws_ecs_service", "external", service(Value())));
  EXPECT_EQ(os_of(plan, 2), "null");
}

TEST(TaskDefinition, AServiceMayStayAtTheOldRevision) {
  plan::Plan plan;
  plan.changes.push_back(
      creation("aws_ecs_task_definition", "app", task("LINUX", {{"family", text("app")}, {"arn", Value::unknown()}})));
  plan.changes[0].before = task("WINDOWS_SERVER_2022_CORE",
                                {{"family", text("app")}, {"revision", Value::number(3)}, {"arn", text("arn:3")}});
  plan.changes[0].has_before = true;
  plan.changes.push_back(creation("aws_ecs_service", "pinned", service(text("app:3"))));
  plan.changes.push_back(creation("aws_ecs_service", "latest", service(text("app"))));
  plan.changes.push_back(
      creation("aws_ecs_service", "moved", service(Value::unknown({"aws_ecs_task_definition.app.arn"}))));
  plan.changes[3].before = service(text("arn:3"));
  plan.changes[3].has_before = true;
  EXPECT_EQ(os_of(plan, 1), "WINDOWS_SERVER_2022_CORE");
  EXPECT_EQ(os_of(plan, 2), "LINUX");
  EXPECT_EQ(os_of(plan, 3), "LINUX");
  EXPECT_EQ(os_of(plan, 3, true), "WINDOWS_SERVER_2022_CORE");
}

struct Instance {
  const char* module;
  Value index;
  const char* os;
};

/// Task definitions named "app" at these places and a service that refers to them.
plan::Plan plan_with(const std::vector<Instance>& instances, const char* module, Value index,
                     std::vector<std::string> references) {
  plan::Plan plan;
  for (const Instance& instance : instances) {
    plan.changes.push_back(creation("aws_ecs_task_definition", "app", task(instance.os)));
    place_in(plan.changes.back(), instance.module, instance.index);
  }
  plan.changes.push_back(creation("aws_ecs_service", "s", service(Value::unknown(std::move(references)))));
  place_in(plan.changes.back(), module, std::move(index));
  return plan;
}

TEST(TaskDefinition, ByReference) {
  const Instance linux = {"", {}, "LINUX"};
  const Instance blue = {"", text("blue"), "LINUX"};
  const Instance green = {"", text("green"), "WINDOWS_SERVER_2022_CORE"};
  const Instance first = {"", Value::number(0), "LINUX"};
  const Instance second = {"", Value::number(1), "WINDOWS_SERVER_2022_CORE"};
  const Instance module_a = {"module.a", {}, "LINUX"};
  const Instance module_b = {"module.b", {}, "WINDOWS_SERVER_2022_CORE"};
  const Instance in_x = {"module.m[\"x.y\"]", {}, "LINUX"};
  const Instance in_y = {"module.m[\"y\"]", {}, "WINDOWS_SERVER_2022_CORE"};
  struct Case {
    std::vector<Instance> instances;
    const char* module;
    Value index;
    std::vector<std::string> references;
    const char* os;
  };
  const std::string app = "aws_ecs_task_definition.app";
  const Case cases[] = {
      {{linux}, "", {}, {app + ".arn", app}, "LINUX"},
      {{linux}, "", {}, {app + ".family", app + ".revision", app}, "LINUX"},
      {{linux}, "", {}, {app + ".arn", app, "var.suffix"}, "LINUX"},
      {{linux},
       "",
       {},
       {app + ".arn", app, "local.other"},
       "unknown: aws_ecs_task_definition.app aws_ecs_task_definition.app.arn local.other"},
      {{linux},
       "",
       {},
       {app + ".arn", "data.aws_ecs_task_definition.app.arn"},
       "unknown: aws_ecs_task_definition.app.arn data.aws_ecs_task_definition.app.arn"},
      {{linux}, "", {}, {"aws_ecs_task_definition.other.arn"}, "unknown: aws_ecs_task_definition.other.arn"},
      {{linux}, "", {}, {app + ".family", app + ".revision", app, "data." + app + ".revision", "data." + app}, "LINUX"},
      {{linux}, "", {}, {"data." + app + ".revision"}, "unknown: data.aws_ecs_task_definition.app.revision"},
      {{linux}, "", {}, {"local.x"}, "unknown: local.x"},
      {{linux}, "", {}, {"not a [reference"}, "unknown: not a [reference"},
      {{blue, green}, "", {}, {app + "[\"green\"].arn", app + "[\"green\"]", app}, "WINDOWS_SERVER_2022_CORE"},
      {{blue, green}, "", {}, {app}, "unknown: aws_ecs_task_definition.app"},
      {{blue, {"", text("red"), "LINUX"}}, "", {}, {app}, "LINUX"},
      {{blue, green}, "", text("green"), {app, "each.key"}, "WINDOWS_SERVER_2022_CORE"},
      {{blue, green}, "", text("red"), {app, "each.key"}, "unknown: aws_ecs_task_definition.app each.key"},
      {{first, second}, "", Value::number(1), {app, "count.index"}, "WINDOWS_SERVER_2022_CORE"},
      {{first, second}, "", {}, {app + "[0].arn"}, "LINUX"},
      {{module_a, module_b}, "module.b", {}, {"module.b." + app + ".arn"}, "WINDOWS_SERVER_2022_CORE"},
      {{in_x, in_y}, "module.m[\"x.y\"]", {}, {"module.m." + app + ".arn"}, "LINUX"},
      {{in_x, in_y}, "", {}, {"module.m[\"y\"]." + app + ".arn"}, "WINDOWS_SERVER_2022_CORE"},
  };
  for (const Case& c : cases) {
    const plan::Plan plan = plan_with(c.instances, c.module, c.index, c.references);
    EXPECT_EQ(os_of(plan, c.instances.size()), c.os) << ::testing::PrintToString(c.references);
  }
}

TEST(TaskDefinition, ThroughAModuleOutput) {
  plan::Plan plan = plan_with({{"module.td", {}, "LINUX"}}, "", {}, {"module.td.arn", "module.td"});
  plan::ConfigCall call;
  call.module = std::make_unique<plan::ConfigModule>();
  call.module->outputs["arn"].references = {"aws_ecs_task_definition.app.arn", "aws_ecs_task_definition.app"};
  plan.configuration.calls.emplace("td", std::move(call));
  EXPECT_EQ(os_of(plan, 1), "LINUX");
  plan.configuration.calls["td"].module->outputs["arn"].references = {"var.given"};
  EXPECT_EQ(os_of(plan, 1), "unknown: module.td module.td.arn");
  // An output that leads to itself ends.
  plan.configuration.calls["td"].module->outputs["arn"].references = {"module.td.arn"};
  EXPECT_EQ(os_of(plan, 1), "unknown: module.td module.td.arn");
}

TEST(TaskDefinition, ThroughForEachOverTaskDefinitions) {
  plan::Plan plan = plan_with({{"", text("a"), "LINUX"}, {"", text("b"), "WINDOWS_SERVER_2022_CORE"}}, "", text("b"),
                              {"each.value.arn", "each.value"});
  plan::ConfigResource resource;
  resource.type = "aws_ecs_service";
  resource.name = "s";
  resource.has_repetition = true;
  resource.repetition.references = {"aws_ecs_task_definition.app"};
  plan.configuration.resources.push_back(std::move(resource));
  plan.has_configuration = true;
  EXPECT_EQ(os_of(plan, 2), "WINDOWS_SERVER_2022_CORE");
}

TEST(TaskDefinition, DeletedAndDeposedOnesDoNotCount) {
  plan::Plan plan = plan_with({{"", {}, "LINUX"}}, "", {}, {"aws_ecs_task_definition.app.arn"});
  plan.changes[0].deposed = "abcd";
  EXPECT_EQ(os_of(plan, 1), "unknown: aws_ecs_task_definition.app.arn");
  plan.changes[0].deposed = "";
  plan.changes[0].has_after = false;
  EXPECT_EQ(os_of(plan, 1), "unknown: aws_ecs_task_definition.app.arn");
}

TEST(ExecServices, NamesTheServicesThatUseIt) {
  plan::Plan plan;
  const Value on = Value::boolean(true);
  const Value reference = Value::unknown({"aws_ecs_task_definition.app.arn"});
  plan.changes.push_back(creation("aws_ecs_task_definition", "app", task("LINUX", {{"family", text("app")}})));
  plan.changes.push_back(creation("aws_ecs_service", "a", service(reference, {{"enable_execute_command", on}})));
  plan.changes.push_back(creation("aws_ecs_service", "b", service(text("app"), {{"enable_execute_command", on}})));
  plan.changes.push_back(
      creation("aws_ecs_service", "off", service(text("app"), {{"enable_execute_command", Value::boolean(false)}})));
  plan.changes.push_back(creation("aws_ecs_service", "other", service(text("x"), {{"enable_execute_command", on}})));
  const auto services = [&](std::size_t subject) {
    std::vector<std::string> addresses;
    const Value found = call(plan, "exec_services", {plan.changes[subject].after}, subject).value();
    for (const Value& address : found.elements()) {
      addresses.push_back(address.as_string());
    }
    return addresses;
  };
  EXPECT_THAT(services(0), ElementsAre("aws_ecs_service.a", "aws_ecs_service.b"));
  EXPECT_THAT(services(1), IsEmpty());
}

TEST(LaunchTypes, OfTaskDefinitionsAndServices) {
  const Value cause = Value::unknown({"aws_x.y"});
  const auto strategy = [](std::vector<Value> providers) {
    Sequence entries;
    for (Value& provider : providers) entries.push_back(Value::object({{"capacity_provider", std::move(provider)}}));
    return Value::list(std::move(entries));
  };
  plan::Plan plan;
  plan.changes.push_back(creation(
      "aws_ecs_capacity_provider", "mi",
      Value::object({{"name", text("mi")}, {"managed_instances_provider", Value::list({Value::object({})})}})));
  struct Case {
    Members attrs;
    const char* types;
  };
  const Case cases[] = {
      {{{"requires_compatibilities", Value::list({text("EC2"), text("FARGATE")})}}, R"(list["EC2", "FARGATE"])"},
      {{{"requires_compatibilities", Value()}}, "list[]"},
      {{{"container_definitions", text("[]")}}, "list[]"},
      {{{"launch_type", text("FARGATE")}}, R"(list["FARGATE"])"},
      {{{"launch_type", text("")}}, "list[]"},
      {{{"launch_type", Value()}, {"capacity_provider_strategy", strategy({text("FARGATE"), text("FARGATE_SPOT")})}},
       R"(list["FARGATE"])"},
      {{{"launch_type", Value()}, {"capacity_provider_strategy", strategy({text("my-asg"), text("mi")})}},
       R"(list["EC2", "MANAGED_INSTANCES"])"},
      {{{"launch_type", cause}, {"capacity_provider_strategy", strategy({text("FARGATE")})}}, R"(list["FARGATE"])"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(debug_string(call(plan, "launch_types", {Value::object(c.attrs)}).value()), c.types);
  }
  for (const Members& attrs : {Members{{"launch_type", cause}}, Members{{"requires_compatibilities", cause}},
                               Members{{"launch_type", Value()}, {"capacity_provider_strategy", cause}}}) {
    const Value types = call(plan, "launch_types", {Value::object(attrs)}).value();
    EXPECT_THAT(types.unknown_because(), ElementsAre("aws_x.y"));
  }
  const Value partial = call(plan, "launch_types",
                             {Value::object({{"launch_type", Value()},
                                             {"capacity_provider_strategy", strategy({cause, text("FARGATE")})}})})
                            .value();
  ASSERT_NE(partial.known_part(), nullptr);
  EXPECT_EQ(partial.known_part()->at(0).as_string(), "FARGATE");
}

TEST(Settings, OfClustersAndOfTheAccount) {
  plan::Plan plan;
  plan.changes.push_back(creation("aws_ecs_account_setting_default", "ci",
                                  Value::object({{"name", text("containerInsights")}, {"value", text("enabled")}})));
  EXPECT_EQ(call(plan, "account_setting", {text("containerInsights")}).value().as_string(), "enabled");
  EXPECT_TRUE(call(plan, "account_setting", {text("awsvpcTrunking")}).value().is_null());
  EXPECT_TRUE(call(plan, "account_setting", {text("containerInsights")}, 0, true).value().is_null());

  const auto setting = [&](const std::string& settings) {
    const Value attrs = Value::object({{"setting", test::parse(settings)}});
    return debug_string(call(plan, "setting", {attrs, text("containerInsights")}).value());
  };
  EXPECT_EQ(setting(R"([{"name":"containerInsights","value":"enhanced"}])"), R"("enhanced")");
  EXPECT_EQ(setting(R"([{"name":"x","value":"y"}])"), "null");
  EXPECT_EQ(setting(R"([{"name":"containerInsights","value":""}])"), "null");
  EXPECT_EQ(setting("null"), "null");
  const Value cause = Value::unknown({"aws_x.y"});
  const auto is_unknown = [&](Value settings) {
    return call(plan, "setting", {Value::object({{"setting", std::move(settings)}}), text("containerInsights")})
        .value()
        .is_unknown();
  };
  EXPECT_TRUE(is_unknown(cause));
  EXPECT_TRUE(is_unknown(Value::list({Value::object({{"name", cause}, {"value", text("x")}})})));
  EXPECT_TRUE(is_unknown(Value::list({Value::object({{"name", text("containerInsights")}, {"value", cause}})})));
}

TEST(Tags, AreTheEffectiveOnes) {
  const auto tags = [](const std::string& attrs) {
    return debug_string(call({}, "tags", {test::parse(attrs)}).value());
  };
  EXPECT_EQ(tags(R"({"tags":null,"tags_all":{"Owner":"x","aws:cloudformation:stack-id":"y"}})"),
            tags(R"({"tags":{"Owner":"x"}})"));
  EXPECT_EQ(tags(R"({"tags":null})"), tags(R"({"tags":{},"tags_all":null})"));
  EXPECT_EQ(tags(R"({"tags":{"a":"1"},"tags_all":{"b":"2"}})"), tags(R"({"tags":{"b":"2"}})"));
  EXPECT_TRUE(call({}, "tags", {Value::object({{"tags_all", Value::unknown({"aws_x.y"})}})}).value().is_unknown());
}

TEST(Tags, OfTagResourcesCount) {
  plan::Plan plan;
  plan.changes.push_back(creation("aws_ecs_cluster", "main", Value::object({{"tags", Value()}})));
  plan.changes.push_back(creation("aws_ecs_tag", "owner",
                                  Value::object({{"resource_arn", Value::unknown({"aws_ecs_cluster.main.arn"})},
                                                 {"key", text("Owner")},
                                                 {"value", text("x")}})));
  EXPECT_EQ(call(plan, "tags", {plan.changes[0].after}).value().get("Owner").as_string(), "x");
}

TEST(TypeInfo, KnowsWhatUnsetMeans) {
  EXPECT_THAT(type_info("aws_ecs_task_definition").unset_is_null, ::testing::Contains("network_mode"));
  EXPECT_THAT(type_info("aws_ecs_cluster").unset_blocks, ElementsAre("setting"));
  EXPECT_TRUE(type_info("aws_ecs_service").tags_follow_tags_all);
  EXPECT_FALSE(type_info("aws_ecs_tag").tags_follow_tags_all);
  EXPECT_TRUE(type_info("aws_ecs_tag").wanted);
  EXPECT_FALSE(type_info("aws_s3_bucket").wanted);
  EXPECT_TRUE(is_ecs_type("aws_ecs_service"));
  EXPECT_FALSE(is_ecs_type("aws_ecr_repository"));
}

}  // namespace
}  // namespace plimsoll::ecs
