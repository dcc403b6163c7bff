// Policies are hostile input too: whatever an expression asks for, it ends soon, with an error that says why or with a
// result of bearable size.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "support.h"

namespace plimsoll::lang {
namespace {

using testing::HasSubstr;

/// Far above what any of these takes without optimisation, far below what they took without limits.
constexpr auto kSoon = std::chrono::seconds(10);

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

/// Nine levels of lists that each repeat the level before nine times.
std::string yaml_of_aliases() {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level <= 9; ++level) {
    const std::string before = "*a" + std::to_string(level - 1);
    text += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [" + before + repeated(", " + before, 8) +
            "]\n";
  }
  return text;
}

std::string yaml_of_merges() {
  std::string text = "a0: &a0 {k: 1, l: 2}\n";
  for (int level = 1; level <= 40; ++level) {
    const std::string before = "*a" + std::to_string(level - 1);
    text += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " {k: [" + before + ", " + before + "]}\n";
  }
  return text;
}

/// An RSA key in DER whose numbers have 3,000 bytes each.
std::string huge_key() {
  const auto with_length = [](char tag, const std::string& content) {
    const std::size_t size = content.size();
    return std::string{tag, '\x82'} + static_cast<char>(size >> 8U) + static_cast<char>(size & 0xFFU) + content;
  };
  std::string numbers = std::string("\x02\x01\x00", 3);
  for (int i = 0; i < 8; ++i) numbers += with_length('\x02', std::string(3000, 'A'));
  return with_length('\x30', numbers);
}

Value numbers(std::int64_t count) {
  Sequence elements;
  for (std::int64_t i = 0; i < count; ++i) elements.push_back(Value::number(i));
  return Value::list(std::move(elements));
}

Value texts(std::int64_t count) {
  Sequence elements;
  for (std::int64_t i = 0; i < count; ++i) elements.push_back(Value::string("k" + std::to_string(i)));
  return Value::list(std::move(elements));
}

class Limits : public testing::Test {
 protected:
  void SetUp() override {
    scope.set("megabyte", Value::string(std::string(1U << 20U, 'a')));
    scope.set("lines", Value::string(std::string(1U << 20U, '\n')));
    scope.set("commas", Value::string(std::string(5U << 20U, ',')));
    scope.set("brackets", Value::string(std::string(1U << 20U, '[')));
    scope.set("braces", Value::string(repeated("{\"a\":", 200'000)));
    scope.set("dashes", Value::string(repeated("- ", 20'000)));
    scope.set("marks", Value::string("e" + repeated("\xCC\x81\xCC\xA3", 200'000)));
    scope.set("yaml_of_aliases", Value::string(yaml_of_aliases()));
    scope.set("yaml_of_merges", Value::string(yaml_of_merges()));
    scope.set("huge_key", Value::string(huge_key()));
    scope.set("numbers", numbers(20'000));
    scope.set("texts", texts(20'000));
    scope.set("bits", Value::list(Sequence(20'000, Value::number(20))));
  }

  /// The error, or "" for a value.
  std::string error_of(const std::string& text) {
    const auto begin = std::chrono::steady_clock::now();
    const Outcome outcome = run(text, functions, &scope);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, kSoon) << text;
    if (outcome.ok()) return "";
    return outcome.failure().diagnostic.summary + ": " + outcome.failure().diagnostic.detail;
  }

  FunctionTable functions = policy_functions();
  Scope scope;
};

TEST_F(Limits, EndWithAnErrorThatSaysWhy) {
  struct Case {
    const char* expression;
    const char* error;
  };
  const std::vector<Case> cases = {
      {R"(format("%99999999d", 1))", "Value too large"},
      {R"(format("%.99999999f", 1))", "Value too large"},
      {R"(format("%99999999999999999999s", "a"))", "Value too large"},
      {R"(formatlist("%9999s", texts))", "Value too large"},
      {"csvdecode(commas)", "Value too large"},
      {"yamldecode(yaml_of_aliases)", "Value too large"},
      {"yamldecode(yaml_of_merges)", "Value too large"},
      {"yamldecode(brackets)", "yamldecode"},
      {"yamldecode(dashes)", "yamldecode"},
      {"yamldecode(braces)", "yamldecode"},
      {"jsondecode(brackets)", "jsondecode"},
      {"jsondecode(braces)", "jsondecode"},
      {R"(rsadecrypt("QUFB", "-----BEGIN RSA PRIVATE KEY-----\n${base64encode(huge_key)}\n-----END RSA PRIVATE KEY-----\n"))",
       "private key"},
      {"setproduct(texts, texts)", "Value too large"},
      {"setproduct(texts, texts, texts, texts, texts, texts, texts, texts)", "Value too large"},
      {"range(1000000000)", "1024"},
      {"range(0, 1, 1e-300)", "1024"},
      {R"(join("", [for n in numbers : megabyte]))", "Value too large"},
      {R"("%{ for n in numbers }${megabyte}%{ endfor }")", "Value too large"},
      {R"(replace(megabyte, "a", megabyte))", "Value too large"},
      {R"(replace(megabyte, "/a/", megabyte))", "Value too large"},
      {R"(replace(megabyte, "", megabyte))", "Value too large"},
      {"indent(1000, lines)", "Value too large"},
      {R"(cidrsubnets("10.0.0.0/16", [for b in bits : 10]...))", "not enough remaining address space"},
      {R"(regex("((a{1000}){1000}){1000}", "a"))", "regular expression"},
      {R"(try(replace(megabyte, "a", megabyte), "hidden"))", "Value too large"},
      {R"(templatestring(local.template, { name = megabyte, xs = [for n in numbers : megabyte] }))", "Value too large"},
  };
  for (const Case& c : cases) {
    const std::string error = error_of(c.expression);
    EXPECT_NE(error, "") << c.expression;
    EXPECT_THAT(error, HasSubstr(c.error)) << c.expression;
  }
}

TEST_F(Limits, LeaveWorkThatIsBearable) {
  for (const char* expression : {
           R"(regexall("(a*)*b", megabyte))",
           R"(regex("^(a|aa)*$", megabyte))",
           "length(regexall(\"a\", megabyte))",
           "base64encode(marks) != strrev(marks)",
           "title(upper(megabyte))",
           "distinct(concat(texts, texts))",
           "setsubtract(setunion(texts, toset(texts)), texts)",
           "setintersection(texts, texts)",
           "matchkeys(texts, texts, texts)",
           "merge(zipmap(texts, numbers), zipmap(texts, numbers))",
           "transpose({ a = texts, b = texts })",
           "sort(reverse(texts))",
           "flatten([for t in texts : [t, [t]]])",
           "chunklist(numbers, 1)",
           "index(texts, \"k19999\") + sum(numbers)",
           R"(cidrsubnets("10.0.0.0/8", bits...))",
           "jsonencode(jsondecode(jsonencode(zipmap(texts, numbers))))",
           "yamldecode(yamlencode(zipmap(texts, numbers)))",
           "compact(split(\"k\", join(\"\", texts)))",
           "parseint(substr(megabyte, 0, 1000), 36)",
           "pow(10, 300) * pow(10, 300) * 1e300 / 3",
           "floor(1e300 + 0.5) % 7",
       }) {
    EXPECT_EQ(error_of(expression), "") << expression;
  }
}

}  // namespace
}  // namespace plimsoll::lang
