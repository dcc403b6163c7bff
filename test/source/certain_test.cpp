// What is certain of expressions of which a part is unknown: as much as holds whatever that turns out to be.
#include "support.h"

namespace plimsoll::source {
namespace {

/// As shown(), and what is certain of values that are known in part: "[1,...,2...]" begins with 1 and has a 2 further
/// on, "{a:1,b?:2,...}" has a, may have b, and may have others.
std::string certain(const Value& value) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ",") + part; };
  if (const PartialList* list = value.known_list()) {
    for (const Value& element : list->first) add(certain(element));
    add("...");
    for (const Value& element : list->further) add(certain(element));
    return "[" + text + (list->further.empty() ? "]" : ",...]");
  }
  if (const PartialObject* object = value.known_object()) {
    for (const auto& [key, member] : object->sure) add(key + ":" + certain(member));
    for (const auto& [key, member] : object->maybe) add(key + "?:" + certain(member));
    if (object->open) add("...");
    return "{" + text + "}";
  }
  if (const Value* decoded = value.decoded()) return "json " + certain(*decoded);
  if (value.is_unknown()) return "?";
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) add(certain(element));
    return "[" + text + "]";
  }
  if (!value.is_object()) return json::encode(value);
  for (const auto& [key, member] : value.members()) add(key + ":" + certain(member));
  return "{" + text + "}";
}

std::string evaluated(const std::string& expression) {
  MemoryFileSystem files;
  files.files = {{"main.tf",
                  "resource \"aws_r\" \"u\" {}\n"
                  "locals {\n u = aws_r.u.out\n list = aws_r.u.list\n o = { a = 1, b = aws_r.u.out }\n"
                  " partial = concat([1], aws_r.u.list, [2])\n open = merge(aws_r.u.map, { a = 1 })\n}\n"
                  "resource \"aws_x\" \"y\" {\n v = " +
                      expression + "\n}\n"},
                 {"t.json", "[{\"i\": \"${u}\", \"n\": ${n}}]"},
                 {"f/b.json", "{}"},
                 {"f/sub/a.json", "{}"},
                 {"f/c.txt", ""}};
  const Result<Configuration> configuration = load(files, ".");
  EXPECT_TRUE(configuration.ok());
  Evaluator evaluator(*configuration, {.complete = true}, files);
  const std::optional<ResourceSource> source = evaluator.resource("aws_x.y");
  const Value* value = source ? source->body.find("v") : nullptr;
  return value == nullptr ? "nothing" : certain(*value);
}

struct Case {
  std::string expression;
  std::string certain;
};

class Certain : public testing::TestWithParam<Case> {};

TEST_P(Certain, IsWhatHoldsInAnyCase) {
  EXPECT_EQ(evaluated(GetParam().expression), GetParam().certain) << GetParam().expression;
}

const std::vector<Case> kFailures = {
    {"{ a = 1, b = nonsense(2) }", "{a:1,b:?}"},
    {"{ a = 1, b = file(\"missing\") }", "{a:1,b:?}"},
    {"{ a = 1, b = aws_nothing.x.y }", "{a:1,b:?}"},
    {"{ a = 1, b = local.missing }", "{a:1,b:?}"},
    {"{ a = 1, b = 1 + \"x\" }", "{a:1,b:?}"},
    {"[1, regex(\"a\", \"b\"), { c = abspath(\".\"), d = path.cwd, e = 2 }]", "[1,?,{c:?,d:?,e:2}]"},
    {"try(regex(\"a\", \"b\"), 3)", "3"},
    {"try({ a = regex(\"a\", \"b\") }, 3)", "3"},
    {"can(regex(\"a\", \"b\"))", "false"},
    {"jsonencode({ a = 1, b = nonsense(2) })", "json {a:1,b:?}"},
};

const std::vector<Case> kCollections = {
    {"merge(local.u, { a = 1 })", "{a:1,...}"},
    {"merge({ a = 1 }, local.u)", "{a:?,...}"},
    {"merge({ a = 1, b = 2 }, local.u, { b = 3 })", "{a:?,b:3,...}"},
    {"merge(local.open, { b = 2 })", "{a:1,b:2,...}"},
    {"merge({ a = 1, c = 3 }, local.u == 1 ? { a = 2 } : {})", "{a:?,c:3}"},
    {"merge({ c = 3 }, local.u == 1 ? { a = 2 } : {})", "{c:3,a?:2}"},
    {"merge(local.u == 1 ? { a = 2 } : {}, { a = 4 })", "{a:4}"},
    {"local.open.a", "1"},
    {"local.open[\"a\"]", "1"},
    {"local.open.z", "?"},
    {"lookup(local.open, \"a\", 5)", "1"},
    {"lookup(local.open, \"z\", 5)", "?"},
    {"lookup({ a = 1, b = 1 }, local.u, 1)", "1"},
    {"lookup({ a = 1, b = 2 }, local.u, 1)", "?"},
    {"{ (local.u) = 1, a = 2 }", "{a:2,...}"},
    {"{ a = 2, (local.u) = 1 }", "{a:?,...}"},
    {"{ a = 1, (local.u) = 1 }", "{a:1,...}"},
    {"concat([1], local.list, [2])", "[1,...,2,...]"},
    {"concat(local.partial, [3])", "[1,...,2,3,...]"},
    {"flatten([[1], local.list, [[2]]])", "[1,...,2,...]"},
    {"local.partial[0]", "1"},
    {"local.partial[1]", "?"},
    {"length(local.partial) >= 2", "true"},
    {"length(local.partial) > 2", "?"},
    {"contains(local.partial, 2)", "true"},
    {"contains(local.partial, 3)", "?"},
    {"local.partial == []", "false"},
    {"concat(local.list, []) == []", "?"},
    {"[{ a = 1 }, { a = 1 }][local.u].a", "1"},
    {"{ x = true, y = true }[local.u]", "true"},
    {"element([1, 1], local.u)", "1"},
    {"keys(local.open)", "[...,\"a\",...]"},
    {"values(local.open)", "[...,1,...]"},
    {"reverse(local.partial)", "[...,1,2,...]"},
    {"toset(local.partial)", "[...,1,2,...]"},
    {"compact([\"a\", local.u, \"\"])", "[...,\"a\",...]"},
    {"distinct([\"a\", local.u, \"a\"])", "[...,\"a\",...]"},
    {"tolist([true, local.u])", "[?,?]"},
};

const std::vector<Case> kConditions = {
    {"local.u == 1 ? true : true", "true"},
    {"local.u == 1 ? true : false", "?"},
    {"local.u == 1 ? { a = 1, b = 2 } : { a = 1, b = 3 }", "{a:1,b:?}"},
    {"local.u == 1 ? [1, 2] : [1, 3]", "[1,?]"},
    {"local.u == 1 ? [1] : [1, 2]", "[1,...]"},
    {"local.u == 1 ? null : 1", "?"},
    {"local.u == 1 ? jsonencode([{ a = 1, b = 2 }]) : jsonencode([{ a = 1, b = 3 }])", "json [{a:1,b:?}]"},
    {"{ a = 1, b = local.u == 1 ? regex(\"a\", \"b\") : 2 }", "{a:1,b:?}"},
    {"local.u && false", "false"},
    {"try(local.o.a, 2)", "1"},
    {"try(local.o, {})", "{a:1,b:?}"},
    {"try(jsondecode(jsonencode(local.o)), { a = 1, b = 2 })", "{a:1,b:?}"},
    {"try(local.u.x, 2)", "?"},
    {"can(local.o)", "true"},
    {"can(local.u.x)", "?"},
    {"coalesce(null, local.o)", "{a:1,b:?}"},
};

const std::vector<Case> kLoops = {
    {"[for x in [1, 2, 3] : x if x != local.u]", "[...]"},
    {"[for x in [1, 2, 3] : x if x == 1 || x == local.u]", "[1,...]"},
    {"[for x in [1, 2, 3] : x if x != 2 || x == local.u]", "[1,...,3,...]"},
    {"[for x in local.partial : x * 10]", "[10,...,20,...]"},
    {"[for i, x in local.partial : i]", "[0,...,?,...]"},
    {"{ for x in [\"a\", \"b\"] : x => 1 if x == \"a\" || x == local.u }", "{a:1,b?:1}"},
    {"{ for k in [\"a\", local.u] : k => 1 }", "{a:1,...}"},
    {"{ for k, v in local.open : k => v + 1 }", "{a:2,...}"},
    {"{ for x in local.partial : x => x... }", "{1:[...,1,...],2:[...,2,...],...}"},
    {"[for c in [{ n = 1, i = local.u }] : merge(c, { p = true })]", "[{i:?,n:1,p:true}]"},
    {"local.partial[*]", "[1,...,2,...]"},
    {"[for k, v in local.o : v]", "[1,?]"},
};

const std::vector<Case> kFiles = {
    {"fileset(\".\", \"f/*.json\")", "[\"f/b.json\"]"},
    {"fileset(\"${path.module}/f\", \"**/*.json\")", "[\"b.json\",\"sub/a.json\"]"},
    {"fileset(\"f\", \"**\")", "[\"b.json\",\"c.txt\",\"sub/a.json\"]"},
    {"fileset(\"f\", \"{b,c}.{json,txt}\")", "[\"b.json\",\"c.txt\"]"},
    {"fileset(\"f\", \"?.[!t]*\")", "[\"b.json\"]"},
    {"fileset(\"f\", \"[a-b].json\")", "[\"b.json\"]"},
    {"fileset(\"f\", \"sub\")", "[]"},
    {"fileset(\"f\", \"../*\")", "?"},
    {"fileset(\"..\", \"*\")", "?"},
    {"fileset(\"/etc\", \"*\")", "?"},
    {"[for f in fileset(\"f\", \"*.json\") : file(\"f/${f}\")]", "[\"{}\"]"},
    {"pathexpand(\"a/b\")", "\"a/b\""},
    {"pathexpand(\"~/b\")", "?"},
    {"templatefile(\"t.json\", { u = local.u, n = 3 })", "json [{i:?,n:3}]"},
    {"templatefile(\"t.json\", merge(local.open, { n = 3 }))", "json [{i:?,n:3}]"},
};

INSTANTIATE_TEST_SUITE_P(Files, Certain, testing::ValuesIn(kFiles));
INSTANTIATE_TEST_SUITE_P(Failures, Certain, testing::ValuesIn(kFailures));
INSTANTIATE_TEST_SUITE_P(Collections, Certain, testing::ValuesIn(kCollections));
INSTANTIATE_TEST_SUITE_P(Conditions, Certain, testing::ValuesIn(kConditions));
INSTANTIATE_TEST_SUITE_P(Loops, Certain, testing::ValuesIn(kLoops));

}  // namespace
}  // namespace plimsoll::source
