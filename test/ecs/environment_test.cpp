// What looks like a credential and what does not. The values are made up; none has ever opened anything.
#include "../../src/ecs/environment.h"

#include <gmock/gmock.h>

#include "support.h"

namespace plimsoll::ecs {
namespace {

TEST(SecretByName, NamesThatSpeakOfCredentials) {
  for (const char* name : {"PASSWORD",
                           "DB_PASSWORD",
                           "dbPassword",
                           "db-password",
                           "PGPASSWORD",
                           "MYSQL_ROOT_PASSWORD",
                           "DB_PASS",
                           "DB_PWD",
                           "REDIS_PASSWD",
                           "KEY_PASSPHRASE",
                           "JWT_SECRET",
                           "CLIENT_SECRET",
                           "clientSecret",
                           "SECRET_KEY_BASE",
                           "DJANGO_SECRET_KEY",
                           "STRIPE_API_KEY",
                           "APIKey",
                           "DATADOG_APIKEY",
                           "ENCRYPTION_KEY",
                           "SSH_PRIVATE_KEY",
                           "STORAGE_ACCESS_KEY",
                           "GITHUB_TOKEN",
                           "authToken",
                           "TOKEN",
                           "PASSWORD_2",
                           "PASSWORD1",
                           "DB_PASSWORD_OLD",
                           "PRIVATE_KEY_B64",
                           "SERVICE_CREDENTIALS"}) {
    EXPECT_NE(secret_by_name(name, "correct horse battery"), "") << name;
  }
}

TEST(SecretByName, NamesThatDoNot) {
  for (const char* name : {"",
                           "PATH",
                           "PWD",
                           "OLDPWD",
                           "LOG_LEVEL",
                           "PASSWORD_FILE",
                           "TOKEN_PATH",
                           "DB_SECRET_ARN",
                           "SECRET_NAME",
                           "TOKEN_URL",
                           "AUTH_TOKEN_ENDPOINT",
                           "ACCESS_KEY_ID",
                           "SECRET_ID",
                           "PASSWORD_MIN_LENGTH",
                           "TOKEN_TTL",
                           "PASSWORD_POLICY",
                           "MAX_TOKENS",
                           "PUBLIC_KEY",
                           "PARTITION_KEY",
                           "CACHE_KEY",
                           "KEY",
                           "KEYBOARD",
                           "MONKEY",
                           "SECRETARY",
                           "TOKENIZER",
                           "PASS",
                           "BYPASS",
                           "COMPASS_MODE",
                           "PASSENGER_APP_ENV",
                           "SECRETS_MANAGER_REGION",
                           "USE_PASSWORD_AUTH",
                           "TOKEN_ISSUER",
                           "PASSWORD_RESET_SUBJECT"}) {
    EXPECT_EQ(secret_by_name(name, "correct horse battery"), "") << name;
  }
}

TEST(SecretByName, ValuesThatAreNoCredential) {
  for (const char* value :
       {"", "  ", "true", "False", "0", "3600", "-1", "none", "default",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:x", "arn:aws:ssm:us-east-1:123456789012:parameter/x",
        "{{resolve:secretsmanager:x}}", "${DB_PASSWORD}", "/run/secrets/db", "/app/Config/token.json",
        "prod/db/password", "https://auth.example.com/token", "ssm:/prod/db", "s3://bucket/key"}) {
    EXPECT_EQ(secret_by_name("DB_PASSWORD", value), "") << value;
  }
  for (const char* value : {"hunter2", "changeme", "Tr0ub4dor&3", "a/B3/xYz0123456789QQ", "password", "p/ss w/rd"}) {
    EXPECT_NE(secret_by_name("DB_PASSWORD", value), "") << value;
  }
}

TEST(SecretByValue, FormsOfCredentials) {
  const std::string letters = "0123456789abcdefABCDEF0123456789abcdefABCDEF";
  struct Case {
    std::string value;
    const char* says;
  };
  const Case cases[] = {
      {"AKIAIOSFODNN7EXAMPLE", "AWS access key id"},
      {"ASIAIOSFODNN7EXAMPLE", "AWS access key id"},
      {"key=AKIAIOSFODNN7EXAMPLE;", "AWS access key id"},
      {"-----BEGIN RSA PRIVATE "
       "KEY-----\nMIIE",
       "private key"},
      {"eyJ" + letters + ".eyJ" + letters + "." + letters, "JSON Web Token"},
      {"postgres://app:s3cret@db:5432/app", "URL with a password"},
      {"amqps://u:p%40ss@mq.example.com/%2f?x=1", "URL with a password"},
      {"redis://:s3cret@cache:6379", "URL with a password"},
      {"Server=db;User Id=app;Password=s3cret;", "connection string"},
      {"DefaultEndpointsProtocol=https;AccountKey=" + letters, "connection string"},
      {"ghp"
       "_" +
           letters,
       "GitHub"},
      {"xoxb"
       "-0123456789-abc",
       "Slack"},
      {"sk_live"
       "_" +
           letters,
       "Stripe"},
      {"glpat"
       "-" +
           letters,
       "GitLab"},
  };
  for (const Case& c : cases) EXPECT_THAT(secret_by_value(c.value), ::testing::HasSubstr(c.says)) << c.says;
}

TEST(SecretByValue, OrdinaryValues) {
  for (const char* value : {"",
                            "AKIA",
                            "AKIAshort",
                            "XAKIAIOSFODNN7EXAMPLE",
                            "AKIAIOSFODNN7EXAMPLES",
                            "https://example.com/a@b:c",
                            "http://user@host/",
                            "postgres://app:${DB_PASSWORD}@db/app",
                            "postgres://app:<password>@db/app",
                            "postgres://db:5432/app",
                            "jdbc:mysql://db:3306/app",
                            "eyJhbGciOiJIUzI1NiJ9",
                            "ghp_",
                            "a;b;c",
                            "Server=db;Password=;",
                            "Server=db;Password=${PW};",
                            "git@github.com:org/repo.git",
                            "-----BEGIN PUBLIC KEY-----",
                            "nginx:1.27",
                            "mailto:me@example.com",
                            "us-east-1"}) {
    EXPECT_EQ(secret_by_value(value), "") << value;
  }
}

Value secrets_of(const Value& environment) {
  return env_secrets(Value::object({{"environment", environment}}));
}

TEST(EnvSecrets, GivesNamesAndReasonsAndNeverValues) {
  const Value found = secrets_of(test::parse(R"([
    {"name":"AWS_ACCESS_KEY_ID","value":"AKIAIOSFODNN7EXAMPLE"},
    {"name":"DATABASE_URL","value":"postgres://app:hunter2@db/app"},
    {"name":"DB_PASSWORD","value":"hunter2"},
    {"name":"EMPTY_PASSWORD"},
    {"name":"LOG_LEVEL","value":"debug"}])"));
  ASSERT_EQ(found.kind(), Kind::kList);
  ASSERT_EQ(found.elements().size(), 2U);
  EXPECT_EQ(found.elements()[0].get("name").as_string(), "DATABASE_URL");
  EXPECT_EQ(found.elements()[1].get("name").as_string(), "DB_PASSWORD");
  EXPECT_EQ(found.elements()[1].get("reason").as_string(), "its name says password");
  EXPECT_THAT(debug_string(found), ::testing::Not(::testing::HasSubstr("hunter2")));
}

TEST(EnvSecrets, UnknownValuesKeepTheListOpen) {
  const Value unknown = Value::object({{"name", Value::string("X")}, {"value", Value::unknown({"aws_x.y.id"})}});
  const Value known = test::parse(R"({"name":"DB_PASSWORD","value":"hunter2"})");
  const Value found = secrets_of(Value::list({unknown, known}));
  EXPECT_TRUE(found.is_unknown());
  ASSERT_NE(found.known_part(), nullptr);
  EXPECT_EQ(found.known_part()->size(), 1U);
  EXPECT_THAT(found.unknown_because(), ::testing::ElementsAre("aws_x.y.id"));
  EXPECT_TRUE(secrets_of(Value()).elements().empty());
}

TEST(EnvSecrets, UnknownNamesKeepTheListOpen) {
  const auto entry = [](const std::string& value) {
    return Value::object({{"name", Value::unknown({"aws_x.y.name"})}, {"value", Value::string(value)}});
  };
  const auto secrets = [](const Value& of) { return env_secrets(Value::object({{"environment", Value::list({of})}})); };
  EXPECT_EQ(secrets(entry("s3cr3t-or-not")).unknown_because(), std::vector<std::string>{"aws_x.y.name"});
  EXPECT_TRUE(secrets(entry("")).elements().empty()) << "no name makes a credential of it";
  EXPECT_EQ(secrets(entry("AKIAIOSFODNN7EXAMPLE")).elements().size(), 1U) << "whatever its name";
}

TEST(EnvSecrets, OfSensitiveDefinitionsOnlyTellingNamesAreShown) {
  const auto marked = [](const char* name, const char* value) {
    return Value::object(
        {{"name", Value::string(name).with_sensitive()}, {"value", Value::string(value).with_sensitive()}});
  };
  const Value found =
      secrets_of(Value::list({marked("DB_PASSWORD", "hunter2"), marked("hunter2", "postgres://a:hunter2@db/")}));
  ASSERT_EQ(found.elements().size(), 2U);
  EXPECT_FALSE(found.elements()[0].get("name").is_sensitive());
  EXPECT_TRUE(found.elements()[1].get("name").is_sensitive());
}

}  // namespace
}  // namespace plimsoll::ecs
