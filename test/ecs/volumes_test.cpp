#include <gmock/gmock.h>

#include "support.h"

namespace plimsoll::ecs {
namespace {

Value volumes_of(const std::string& volume, const std::string& definitions = "[]") {
  const Value attrs =
      Value::object({{"volume", test::parse(volume)}, {"container_definitions", Value::string(definitions)}});
  return test::call({}, "volumes", {attrs}).value();
}

TEST(Volumes, Kinds) {
  struct Case {
    const char* volume;
    const char* kind;
    const char* host_path;
  };
  const Case cases[] = {
      {R"({"name":"v"})", "bind", "null"},
      {R"({"name":"v","host_path":"","docker_volume_configuration":[],"efs_volume_configuration":[]})", "bind", "null"},
      {R"({"name":"v","host_path":"/etc"})", "host", "\"/etc\""},
      {R"({"name":"v","configure_at_launch":true})", "ebs", "null"},
      {R"({"name":"v","docker_volume_configuration":[{"scope":"task"}]})", "docker", "null"},
      {R"({"name":"v","docker_volume_configuration":[{"driver_opts":{"type":"none","o":"bind","device":"/"}}]})",
       "docker", "\"/\""},
      {R"({"name":"v","efs_volume_configuration":[{"file_system_id":"fs-1"}]})", "efs", "null"},
      {R"({"name":"v","fsx_windows_file_server_volume_configuration":[{"file_system_id":"fs-1"}]})", "fsx", "null"},
      {R"({"name":"v","s3files_volume_configuration":[{}]})", "s3files", "null"},
  };
  for (const Case& c : cases) {
    const Value list = volumes_of("[" + std::string(c.volume) + "]");
    ASSERT_EQ(list.elements().size(), 1U);
    EXPECT_EQ(list.elements()[0].get("kind").as_string(), c.kind) << c.volume;
    EXPECT_EQ(debug_string(list.elements()[0].get("host_path")), c.host_path) << c.volume;
    EXPECT_EQ(list.elements()[0].get("efs").is_null(), std::string(c.kind) != "efs");
  }
  EXPECT_TRUE(volumes_of("[]").elements().empty());
}

TEST(Volumes, EfsSettings) {
  const Value list = volumes_of(R"([
    {"name":"a","efs_volume_configuration":[{"file_system_id":"fs-1","transit_encryption":"","root_directory":"/","authorization_config":[]}]},
    {"name":"b","efs_volume_configuration":[{"transit_encryption":"ENABLED","authorization_config":[{"access_point_id":"","iam":"ENABLED"}]}]}])");
  const Value& a = list.elements()[0].get("efs");
  EXPECT_TRUE(a.get("transit_encryption").is_null());
  EXPECT_TRUE(a.get("iam").is_null());
  const Value& b = list.elements()[1].get("efs");
  EXPECT_EQ(b.get("transit_encryption").as_string(), "ENABLED");
  EXPECT_EQ(b.get("iam").as_string(), "ENABLED");
  EXPECT_TRUE(b.get("access_point_id").is_null());
}

TEST(Volumes, WhoMountsThem) {
  const Value list = volumes_of(
      R"([{"name":"ro"},{"name":"rw"},{"name":"idle"}])",
      R"([{"name":"a","mountPoints":[{"sourceVolume":"ro","readOnly":true},{"sourceVolume":"rw","readOnly":true}]},
                                    {"name":"b","mountPoints":[{"sourceVolume":"rw"},{"sourceVolume":"rw"}]}])");
  const auto described = [&](std::size_t i) {
    const Value& volume = list.elements().at(i);
    return debug_string(volume.get("mounted_by")) + (volume.get("read_only").as_bool() ? " read-only" : " writable");
  };
  EXPECT_EQ(described(0), R"(list["a"] read-only)");
  EXPECT_EQ(described(1), R"(list["a", "b"] writable)");
  EXPECT_EQ(described(2), R"(list[] read-only)");
}

TEST(Volumes, UnknownPartsStayUnknown) {
  const Value cause = Value::unknown({"aws_x.y"});
  const auto one = [&](Members members, Value definitions) {
    members.emplace_back("name", Value::string("v"));
    const Value attrs = Value::object({{"volume", Value::list({Value::object(std::move(members))})},
                                       {"container_definitions", std::move(definitions)}});
    return test::call({}, "volumes", {attrs}).value().elements().at(0);
  };
  EXPECT_TRUE(one({{"host_path", cause}}, Value::string("[]")).get("kind").is_unknown());
  EXPECT_TRUE(one({{"efs_volume_configuration", cause}}, Value::string("[]")).get("kind").is_unknown());
  const Value efs =
      Value::list({Value::object({{"transit_encryption", Value::string("ENABLED")}, {"file_system_id", cause}})});
  const Value decidable = one({{"efs_volume_configuration", efs}}, cause);
  EXPECT_EQ(decidable.get("kind").as_string(), "efs");
  EXPECT_EQ(decidable.get("efs").get("transit_encryption").as_string(), "ENABLED");
  EXPECT_TRUE(decidable.get("efs").get("file_system_id").is_unknown());
  EXPECT_TRUE(decidable.get("read_only").is_unknown());
  EXPECT_TRUE(decidable.get("mounted_by").is_unknown());
  EXPECT_TRUE(one({}, Value::string("nonsense")).get("read_only").is_unknown());
  EXPECT_TRUE(test::call({}, "volumes", {Value::object({{"volume", cause}})}).value().is_unknown());
}

}  // namespace
}  // namespace plimsoll::ecs
