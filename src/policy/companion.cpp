// x.control.hcl beside x.policy.hcl: what plimsoll adds to a policy that stays in the standard language.
#include <algorithm>
#include <array>
#include <charconv>

#include "load_file.h"

namespace plimsoll::policy {
namespace {

constexpr std::array kBlocks = {
    BlockRule{.type = "control", .label_count = 1, .labels = "its id", .once = true, .required = true},
    BlockRule{.type = "fix",
              .label_count = 3,
              .labels = "the policy's type and name, and the number of its enforce block, from 0"},
};
constexpr BodySchema kCompanion = {.what = "a control file", .blocks = kBlocks};

Policy* find_policy(PolicyFile& file, const hcl::Block& fix) {
  const auto found = std::find_if(file.policies.begin(), file.policies.end(), [&fix](const Policy& policy) {
    return policy.type == fix.labels[0].text && policy.name == fix.labels[1].text;
  });
  return found != file.policies.end() ? &*found : nullptr;
}

std::optional<std::size_t> parse_index(const std::string& text) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return index;
}

void load_fix(FileLoad& companion, const hcl::Block& block, const lang::FunctionTable& functions) {
  Checker& checker = companion.checker;
  PolicyFile& file = *companion.file;
  Policy* policy = find_policy(file, block);
  if (policy == nullptr) {
    std::vector<std::string> names;
    for (const Policy& other : file.policies) names.push_back(other.name);
    return checker.error("Unknown policy",
                         file.syntax.source->name() + " has no policy \"" + block.labels[0].text + "\" \"" +
                             block.labels[1].text + "\"." + suggestion(block.labels[1].text, names),
                         block.labels[1].range);
  }
  const std::optional<std::size_t> index = parse_index(block.labels[2].text);
  if (!index || *index >= policy->enforces.size()) {
    return checker.error(
        "Unknown enforce block",
        "The policy has " + std::to_string(policy->enforces.size()) + " enforce block(s); the first has the number 0.",
        block.labels[2].range);
  }
  policy->enforces[*index].fixes.push_back(load_distant_fix(companion, *policy, block, functions));
}

}  // namespace

void load_companion(FileLoad& load, const SourcePtr& source, const lang::FunctionTable& functions) {
  PolicyFile& file = *load.file;
  file.companion = hcl::parse_file(source);
  const hcl::Body& body = file.companion.body;
  FileLoad companion{.checker = {.source = source, .extended = true, .errors = file.companion.diagnostics},
                     .file = load.file};
  if (file.extended) {
    companion.checker.error("Control file beside an extended policy",
                            file.syntax.source->name() + " can hold its control and fixes itself.",
                            {.begin = 0, .end = 0});
  } else {
    check_body(companion.checker, body, {.begin = 0, .end = 0}, kCompanion);
    load_control(companion, body, functions);
    for (const hcl::Block* fix : body.blocks_of("fix")) {
      if (has_labels(*fix, 3)) load_fix(companion, *fix, functions);
    }
  }
  load.control_range = companion.control_range;
  Checker& all = load.checker;
  all.errors.insert(all.errors.end(), companion.checker.errors.begin(), companion.checker.errors.end());
  all.warnings.insert(all.warnings.end(), companion.checker.warnings.begin(), companion.checker.warnings.end());
}

}  // namespace plimsoll::policy
