#include <gmock/gmock.h>

#include "support.h"

namespace plimsoll::ecs {
namespace {

using test::parse;
using test::with_text;
using ::testing::HasSubstr;
using ::testing::Not;

/// The member at a dotted path of the first container, as debug text.
std::string first(const std::string& container, const std::string& path) {
  const lang::Outcome outcome = containers(with_text("[" + container + "]"));
  if (!outcome.ok()) return "failure: " + outcome.failure().diagnostic.detail;
  Value value = outcome.value().elements().at(0);
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t dot = std::min(path.find('.', at), path.size());
    const std::string step = path.substr(at, dot - at);
    value = value.is_sequence() ? Value(value.elements().at(std::stoul(step))) : Value(value.get(step));
    at = dot + 1;
  }
  return debug_string(value);
}

TEST(Containers, KeysComeOutCanonical) {
  struct Case {
    const char* container;
    const char* path;
    const char* expected;
  };
  const Case cases[] = {
      {R"({"name":"a"})", "name", R"("a")"},
      {R"({"name":"a"})", "privileged", "null"},
      {R"({"privileged":null})", "privileged", "null"},
      {R"({"Privileged":true})", "privileged", "true"},
      {R"({"READONLYROOTFILESYSTEM":true})", "readonlyRootFilesystem", "true"},
      {"{\"lin\xE2\x84\xAAs\":[\"x\"]}", "links.0", R"("x")"},
      {"{\"u\xC5\xBF"
       "er\":\"x\"}",
       "user", R"("x")"},
      {R"({"LogConfiguration":{"LogDriver":"awslogs","Options":{"Awslogs-Group":"g"}}})", "logConfiguration.logDriver",
       R"("awslogs")"},
      {R"({"LogConfiguration":{"Options":{"Awslogs-Group":"g"}}})", "logConfiguration.options.Awslogs-Group", R"("g")"},
      {R"({"logConfiguration":{}})", "logConfiguration.logDriver", "null"},
      {R"({"linuxParameters":{"Capabilities":{"Add":["ALL"]}}})", "linuxParameters.capabilities.add.0", R"("ALL")"},
      {R"({"linuxParameters":{"Capabilities":{"Add":["ALL"]}}})", "linuxParameters.capabilities.drop", "null"},
      {R"({"environment":[{"Name":"A","Value":"1"}]})", "environment.0.name", R"("A")"},
      {R"({"environment":[{"name":"A"}]})", "environment.0.value", "null"},
      {R"({"environment":[null,{},{"name":"A"}]})", "environment.0.name", R"("A")"},
      {R"({"entryPoint":[null,"a"]})", "entryPoint.0", R"("")"},
      {R"({"logConfiguration":{"options":{"x":null}}})", "logConfiguration.options.x", R"("")"},
      {R"({"cpu":512.0})", "name", "null"},
      {R"({"privileged":true,"privileged":false})", "privileged", "false"},
      {R"({"privileged":null,"Privileged":true})", "privileged", "(unknown)"},
      {R"({"privileged":false,"Privileged":null})", "privileged", "(unknown)"},
      {R"({"PRIVILEGED":null,"Privileged":true})", "privileged", "(unknown)"},
      {R"({"PRIVILEGED":null,"Privileged":null})", "privileged", "null"},
      {R"({"portMappings":[{"containerPort":80}]})", "portMappings.0.containerPort", "80"},
      {R"({"user":""})", "user", R"("")"},
  };
  for (const Case& c : cases) EXPECT_EQ(first(c.container, c.path), c.expected) << c.container;
}

TEST(Containers, UnknownKeysVanish) {
  const lang::Outcome outcome =
      containers(with_text(R"([{"name":"a","readonly_root_filesystem":true,"pidMode":"host"}])"));
  ASSERT_TRUE(outcome.ok());
  const Value& container = outcome.value().elements().at(0);
  EXPECT_EQ(container.find("pidMode"), nullptr);
  EXPECT_EQ(container.find("readonly_root_filesystem"), nullptr);
  EXPECT_NE(container.find("workingDirectory"), nullptr);
  EXPECT_EQ(container.members().size(), 42U);
}

TEST(Containers, MalformedOnesAreRefusedWithoutShowingValues) {
  struct Case {
    const char* text;
    const char* says;
  };
  const Case cases[] = {
      {R"([{"privileged":"true"}])", "Container 1, privileged: must be true or false, found a string."},
      {R"([{"name":"a"},{"name":"b","privileged":1}])",
       "Container 2 (\"b\"), privileged: must be true or false, found a number."},
      {R"([{"cpu":"256"}])", "cpu: must be an integer, found a string."},
      {R"([{"cpu":1.5}])", "cpu: must be an integer, found a fraction."},
      {R"([{"user":0}])", "user: must be a string, found a number."},
      {R"([{"environment":{"A":"hunter2"}}])", "environment: must be a list of objects, found an object."},
      {R"([{"environment":[{"name":"A","value":2}]}])", "environment[0].value: must be a string, found a number."},
      {R"([{"environment":["hunter2"]}])", "environment[0]: must be an object, found a string."},
      {R"([{"command":"hunter2"}])", "command: must be a list of strings, found a string."},
      {R"([{"command":[1]}])", "command[0]: must be a string, found a number."},
      {R"([{"portMappings":[{"containerPort":"80"}]}])",
       "portMappings[0].containerPort: must be an integer, found a string."},
      {R"([{"logConfiguration":{"options":{"hunter2":true}}}])",
       "logConfiguration.options: must be an object with string values"},
      {R"([{"linuxParameters":{"capabilities":{"add":"ALL"}}}])",
       "linuxParameters.capabilities.add: must be a list of strings"},
      {R"([{"privileged":true,"Privileged":false}])", "has \"privileged\" more than once, in different case"},
      {R"([{"environment":[{"name":"A","Name":"B"}]}])", "environment[0]: has \"name\" more than once"},
      {R"({"name":"a"})", "must be a JSON array of objects, found an object."},
      {R"({"containerDefinitions":[]})", "must be a JSON array of objects, found an object."},
      {R"("text")", "must be a JSON array of objects, found a string."},
      {"null", "must be a JSON array of objects, found a null."},
      {"[null]", "Container 1 must be an object, found a null."},
      {"[[]]", "Container 1 must be an object, found a list."},
      {"[] []", "not one JSON document"},
      {R"([{"name":"hunter2",}])", "not one JSON document"},
      {"   ", "not one JSON document"},
      {"REDACTED", "looks redacted"},
      {"(sensitive value)", "looks redacted"},
      {"eae35047", "looks redacted"},
      {"${jsonencode(local.hunter2)}", "looks like a Terraform expression"},
      {"module.hunter2.json_map_encoded_list", "looks like a Terraform expression"},
  };
  for (const Case& c : cases) {
    const lang::Outcome outcome = containers(with_text(c.text));
    ASSERT_FALSE(outcome.ok()) << c.text;
    EXPECT_TRUE(outcome.failure().fatal) << c.text;
    EXPECT_THAT(outcome.failure().diagnostic.detail, HasSubstr(c.says));
    EXPECT_THAT(outcome.failure().diagnostic.detail, Not(HasSubstr("hunter2")));
  }
}

TEST(Containers, DeepNestingIsRefused) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_FALSE(containers(with_text(deep)).ok());
}

TEST(Containers, WhatWasNotSeenIsUnknown) {
  const auto because = [](const Value& attrs) {
    const lang::Outcome outcome = containers(attrs);
    return outcome.ok() && outcome.value().is_unknown() ? outcome.value().unknown_because()
                                                        : std::vector<std::string>{};
  };
  using ::testing::ElementsAre;
  EXPECT_THAT(because(Value::object({})), ElementsAre("container_definitions (not in the plan)"));
  EXPECT_THAT(because(Value::object({{"container_definitions", Value()}})),
              ElementsAre("container_definitions (planned as an empty value)"));
  EXPECT_THAT(because(with_text("")), ElementsAre("container_definitions (planned as an empty value)"));
  EXPECT_THAT(
      because(Value::object({{"container_definitions", Value::unknown({"aws_ecr_repository.r.repository_url"})}})),
      ElementsAre("aws_ecr_repository.r.repository_url"));
  EXPECT_THAT(because(Value::unknown({"aws_x.y"})), ElementsAre("aws_x.y"));
}

TEST(Containers, AKnownEmptyListIsKnown) {
  const lang::Outcome outcome = containers(with_text("[]"));
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome.value().kind(), Kind::kList);
  EXPECT_TRUE(outcome.value().elements().empty());
}

TEST(Containers, AnArrayIsReadLikeTheText) {
  const char* text = R"([{"name":"b","Privileged":true},{"name":"a"}])";
  const lang::Outcome from_text = containers(with_text(text));
  const lang::Outcome from_array = containers(Value::object({{"container_definitions", parse(text)}}));
  ASSERT_TRUE(from_text.ok() && from_array.ok());
  EXPECT_TRUE(equal(from_text.value(), from_array.value()));
  EXPECT_EQ(from_text.value().elements().at(0).get("name").as_string(), "b");
}

TEST(Containers, UnknownPartsOfAnArrayStayUnknown) {
  const Value definitions = Value::list({Value::object({{"name", Value::string("a")},
                                                        {"image", Value::unknown({"aws_ecr_repository.r"})},
                                                        {"privileged", Value::boolean(true)}}),
                                         Value::unknown({"local.sidecar"})});
  const lang::Outcome outcome = containers(Value::object({{"container_definitions", definitions}}));
  ASSERT_TRUE(outcome.ok());
  const Sequence& list = outcome.value().elements();
  EXPECT_TRUE(list.at(0).get("image").is_unknown());
  EXPECT_TRUE(list.at(0).get("privileged").as_bool());
  EXPECT_TRUE(list.at(1).is_unknown());
}

void expect_all_leaves_marked(const Value& value, const std::string& path) {
  if (value.is_object() && !value.members().empty()) {
    for (const auto& [key, member] : value.members()) expect_all_leaves_marked(member, path + "." + key);
  } else if (value.is_sequence() && !value.elements().empty()) {
    for (const Value& element : value.elements()) expect_all_leaves_marked(element, path + "[]");
  } else {
    EXPECT_EQ(value.is_sensitive(), path != ".name") << path;
  }
}

TEST(Containers, SensitiveMarksReachEveryLeafButTheName) {
  const char* text =
      R"([{"name":"web","environment":[{"name":"PW","value":"hunter2"}],"command":[],"logConfiguration":{}}])";
  const Value attrs = Value::object({{"container_definitions", Value::string(text).with_sensitive()}});
  const lang::Outcome outcome = containers(attrs);
  ASSERT_TRUE(outcome.ok());
  expect_all_leaves_marked(outcome.value().elements().at(0), "");
  EXPECT_FALSE(outcome.value().is_sensitive());

  const Value odd =
      Value::object({{"container_definitions", Value::string(R"([{"name":"no name"}])").with_sensitive()}});
  EXPECT_TRUE(containers(odd).value().elements().at(0).get("name").is_sensitive());
}

TEST(Containers, EnvironmentValuesAreMarkedByNobodyElse) {
  const lang::Outcome outcome =
      containers(with_text(R"([{"name":"web","environment":[{"name":"A","value":"x"},{"Name":"B","Value":"y"}]}])"));
  ASSERT_TRUE(outcome.ok());
  const Value& web = outcome.value().elements().at(0);
  for (const Value& variable : web.get("environment").elements()) {
    EXPECT_TRUE(variable.get("value").is_sensitive());
    EXPECT_FALSE(variable.get("name").is_sensitive());
  }
  EXPECT_FALSE(web.get("name").is_sensitive());
}

TEST(ConcealEnvironment, MarksValuesOfWhatLooksLikeContainers) {
  const Value decoded = conceal_environment(
      parse(R"([{"name":"web","Environment":[{"name":"A","Value":"x"},{"name":"B"},7]},"text",{"value":"y"}])"));
  EXPECT_EQ(debug_string(decoded),
            R"(list[{Environment = list[{Value = (sensitive), name = "A"}, {name = "B"}, 7], name = "web"}, "text", )"
            R"({value = "y"}])");
  EXPECT_EQ(debug_string(conceal_environment(Value::string("x"))), R"("x")");
}

TEST(Containers, AMarkInsideAnArrayStaysWhereItIs) {
  const Value secret =
      Value::list({Value::object({{"name", Value::string("PW")}, {"value", Value::string("x").with_sensitive()}})});
  const Value definitions = Value::list({Value::object({{"name", Value::string("a")}, {"environment", secret}})});
  const lang::Outcome outcome = containers(Value::object({{"container_definitions", definitions}}));
  ASSERT_TRUE(outcome.ok());
  const Value& variable = outcome.value().elements().at(0).get("environment").elements().at(0);
  EXPECT_TRUE(variable.get("value").is_sensitive());
  EXPECT_FALSE(variable.get("name").is_sensitive());
  EXPECT_FALSE(outcome.value().elements().at(0).get("image").is_sensitive());
}

TEST(CheckInput, NamesTheResource) {
  plan::Plan plan;
  plan.changes.push_back(test::creation("aws_ecs_task_definition", "good", with_text("[]")));
  plan.changes.push_back(test::creation("aws_ecs_task_definition", "bad", with_text("{}")));
  plan.changes.push_back(test::creation("aws_ecs_task_definition", "old", with_text("[]")));
  plan.changes.back().before = with_text("nonsense");
  plan.changes.back().has_before = true;
  plan.changes.push_back(test::creation("aws_ecs_task_definition", "data", with_text("{}")));
  plan.changes.back().mode = plan::Mode::kData;
  plan.changes.push_back(test::creation("aws_ecs_task_definition", "gone", Value()));
  plan.changes.back().has_after = false;
  const Diagnostics found = test::check_plan(plan);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].where, "aws_ecs_task_definition.bad");
  EXPECT_EQ(found[0].level, DiagnosticLevel::kError);
  EXPECT_EQ(found[1].where, "aws_ecs_task_definition.old");
  EXPECT_EQ(found[1].level, DiagnosticLevel::kWarning);
}

}  // namespace
}  // namespace plimsoll::ecs
