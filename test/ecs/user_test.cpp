#include "../../src/ecs/user.h"

#include "support.h"

namespace plimsoll::ecs {
namespace {

TEST(RootUser, AsDockerAndRuncReadIt) {
  for (const char* user :
       {"", "root", "0", "00", "+0", "-0", "root:root", "root:abcd", "0:0", "0:1000", ":1000", ":", "+0:x"}) {
    EXPECT_TRUE(is_root_user(user)) << user;
  }
  for (const char* user : {"1000", "10", "1000:0", "1000:root", "app:root", "app", "rootless", "ROOT", " root", "root ",
                           "0x0", "1000:1000", "testuser:0", "00a", "+", "-", "+1"}) {
    EXPECT_FALSE(is_root_user(user)) << user;
  }
}

TEST(RootUser, AsAFunction) {
  const plan::Plan plan;
  EXPECT_TRUE(test::call(plan, "root_user", {Value()}).value().as_bool());
  EXPECT_TRUE(test::call(plan, "root_user", {Value::string("")}).value().as_bool());
  EXPECT_FALSE(test::call(plan, "root_user", {Value::string("1000")}).value().as_bool());
  EXPECT_FALSE(test::call(plan, "root_user", {Value::number(0)}).ok());
}

TEST(Label, IsTheNameInQuotesOrTheIndex) {
  const auto label = [](const Value& name, bool sensitive = false) {
    const Value container = Value::object({{"name", name}}).with_sensitive(sensitive);
    return test::call({}, "label", {container, Value::number(2)}).value();
  };
  EXPECT_EQ(label(Value::string("web")).as_string(), "\"web\"");
  EXPECT_EQ(label(Value::null()).as_string(), "2");
  EXPECT_EQ(label(Value::unknown({"var.x"})).as_string(), "2");
  EXPECT_EQ(test::call({}, "label", {Value::unknown({"var.x"}), Value::number(2)}).value().as_string(), "2");
  EXPECT_FALSE(label(Value::string("web")).is_sensitive());
  EXPECT_TRUE(label(Value::string("web").with_sensitive()).is_sensitive());
  EXPECT_TRUE(label(Value::string("web"), true).is_sensitive());
}

}  // namespace
}  // namespace plimsoll::ecs
