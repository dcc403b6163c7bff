// What a plan does not know must not change a verdict that does not depend on it, and never lead to a pass.
#include <gmock/gmock.h>

#include <set>

#include "plimsoll/ecs/ecs.h"
#include "plimsoll/plan/read.h"
#include "plimsoll/source/evaluator.h"
#include "source_cases.h"

namespace plimsoll::analysis {
namespace {

using ::testing::IsEmpty;

/// Verdicts whose deciding leaf is computed from what is not known.
const std::set<std::string> kUndecided = {
    "certain: ecs-dangerous-capabilities aws_ecs_task_definition.app merged",
    "conditional: ECS.4 aws_ecs_task_definition.app shell",
    "conditional: ECS.5 aws_ecs_task_definition.app web",
};

class SourceCase : public ::testing::TestWithParam<std::string> {
 protected:
  std::string directory() const { return kSourceCases + "/" + GetParam(); }
};

TEST_P(SourceCase, TwinsHaveTheSameVerdicts) {
  const Checked known = check_with_source(directory() + "/known", RealFileSystem());
  const Checked unknown = check_with_source(directory() + "/unknown", RealFileSystem());
  EXPECT_EQ(render(known.diagnostics), "");
  EXPECT_EQ(render(unknown.diagnostics), "");
  const std::map<Judged, Verdict> expected = verdicts_of(known);
  const std::map<Judged, Verdict> actual = verdicts_of(unknown);
  EXPECT_EQ(expected.size(), actual.size());
  std::size_t failing = 0;
  for (const auto& [judged, verdict] : expected) {
    const std::string name = GetParam() + ": " + text_of(judged);
    failing += verdict == Verdict::kFail ? 1 : 0;
    const auto twin = actual.find(judged);
    if (twin == actual.end()) {
      ADD_FAILURE() << name << " is missing";
      continue;
    }
    EXPECT_EQ(twin->second, kUndecided.contains(name) ? Verdict::kUnknown : verdict) << name;
  }
  EXPECT_GT(failing, 2U);
}

/// The places of scalars, and what says them.
struct Leaf {
  std::string file = {};
  ByteRange bytes = {};
  friend auto operator<=>(const Leaf& a, const Leaf& b) {
    return std::tie(a.file, a.bytes.begin, a.bytes.end) <=> std::tie(b.file, b.bytes.begin, b.bytes.end);
  }
};

void collect(const Value& value, std::set<Leaf>& leaves) {
  if (value.is_sequence()) {
    for (const Value& element : value.elements()) collect(element, leaves);
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.members()) collect(member, leaves);
  } else if (!value.is_unknown() && value.origin() != nullptr && value.origin()->range.file != nullptr) {
    leaves.insert({value.origin()->range.file->name(), value.origin()->range.bytes});
  }
}

/// Every place from which a scalar of an ECS resource comes.
std::set<Leaf> leaves_of(const std::string& directory) {
  const RealFileSystem files;
  const auto every_type = [](std::string_view) { return plan::TypeInfo{.wanted = true}; };
  const plan::Plan plan = plan::read(Bytes(files.read(directory + "/plan.json").value()), "plan.json",
                                     {.type_info = every_type, .data_sources = true})
                              .value();
  const source::Configuration configuration = source::load(files, directory).value();
  source::Evaluator evaluator(configuration, source::known_from(plan), files);
  std::set<Leaf> leaves;
  for (const plan::ResourceChange& change : plan.changes) {
    if (!ecs::is_ecs_type(change.type)) continue;
    if (const auto found = evaluator.resource(change.address)) collect(found->body, leaves);
    if (const auto found = evaluator.structured(change.address, "container_definitions")) collect(*found, leaves);
  }
  return leaves;
}

/// Whether the text around is a template and not an expression.
bool is_in_template(const std::string& file, const std::string& text, std::size_t begin) {
  if (!file.ends_with(".tf") && !file.ends_with(".tfvars")) return true;
  const std::size_t heredoc = text.rfind("<<-", begin);
  return heredoc != std::string::npos && text.find("\n  JSON\n", heredoc) > begin;
}

/// The file with a reference to something unknown in place of a literal.
std::string with_unknown(const Leaf& leaf, const std::string& text) {
  const std::string reference = "aws_ecr_repository.app.arn";
  const std::string old = text.substr(leaf.bytes.begin, leaf.bytes.end - leaf.bytes.begin);
  std::string replacement = reference;
  if (is_in_template(leaf.file, text, leaf.bytes.begin)) {
    replacement = old.starts_with('"') ? "\"${" + reference + "}\"" : "${" + reference + "}";
  }
  return text.substr(0, leaf.bytes.begin) + replacement + text.substr(leaf.bytes.end);
}

/// What an unknown leaf made better.
std::vector<std::string> improved(const std::map<Judged, Verdict>& before, const std::map<Judged, Verdict>& after) {
  std::vector<std::string> names;
  for (const auto& [judged, verdict] : before) {
    if (verdict != Verdict::kFail && verdict != Verdict::kUnknown) continue;
    const auto now = after.find(judged);
    if (now != after.end() && now->second == Verdict::kPass) names.push_back(text_of(judged));
  }
  return names;
}

TEST_P(SourceCase, NoUnknownLeafLeadsToAPass) {
  const std::string unknown = directory() + "/unknown";
  const std::map<Judged, Verdict> before = verdicts_of(check_with_source(unknown, RealFileSystem()));
  const std::set<Leaf> leaves = leaves_of(unknown);
  EXPECT_GT(leaves.size(), 2U);
  std::size_t with_effect = 0;
  for (const Leaf& leaf : leaves) {
    if (leaf.file.ends_with("/containers.json")) continue;  // no template: nothing in it can be unknown
    ChangedFiles files;
    files.texts[leaf.file] = with_unknown(leaf, RealFileSystem().read(leaf.file).value());
    const std::map<Judged, Verdict> after = verdicts_of(check_with_source(unknown, files));
    EXPECT_THAT(improved(before, after), IsEmpty()) << leaf.file << " without\n" << files.texts[leaf.file];
    with_effect += before == after ? 0 : 1;
  }
  EXPECT_GT(with_effect, 0U) << "the source is not read at all";
}

INSTANTIATE_TEST_SUITE_P(Twins, SourceCase, ::testing::ValuesIn(folders_in(kSourceCases)), [](const auto& tested) {
  std::string name = tested.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace plimsoll::analysis
