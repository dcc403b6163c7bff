#include "plimsoll/policy/validate.h"

#include <algorithm>
#include <map>
#include <set>

#include "lint.h"

namespace plimsoll::policy {
namespace {

constexpr std::string_view kTestSuffix = ".policytest.hcl";

void sort_by_place(Diagnostics& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.range.bytes.begin < b.range.bytes.begin; });
}

void take(Diagnostics& to, Diagnostics from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

Diagnostics collect(Checker checker) {
  Diagnostics all = std::move(checker.errors);
  take(all, std::move(checker.warnings));
  sort_by_place(all);
  return all;
}

Diagnostics validate_policy(FileLoad& load, const lang::FunctionTable& functions, const ValidateOptions& options) {
  Checker& checker = load.checker;
  if (options.portable) list_extensions(checker, load.file->syntax.body, functions);
  if (has_errors(load.file->syntax.diagnostics)) return collect(std::move(checker));
  const bool correct = checker.errors.empty();
  lint_expressions(checker, load.file->syntax.body, functions);
  if (correct) lint_policies(checker, *load.file, functions);
  return collect(std::move(checker));
}

Diagnostics validate_test(const SourcePtr& source, const lang::FunctionTable& functions,
                          const ValidateOptions& options) {
  TestFile file = load_test_file(source, functions);
  if (options.portable) list_extensions(file.checker, file.syntax.body, functions);
  if (has_errors(file.syntax.diagnostics)) return collect(std::move(file.checker));
  lint_references(file);
  lint_expressions(file.checker, file.syntax.body, functions);
  return collect(std::move(file.checker));
}

}  // namespace

Diagnostics validate(const std::vector<SourcePtr>& sources, const lang::FunctionTable& functions,
                     const ValidateOptions& options) {
  std::vector<SourcePtr> policies;
  for (const SourcePtr& source : sources) {
    if (!source->name().ends_with(kTestSuffix)) policies.push_back(source);
  }
  LoadedFiles loaded = load_files(policies, functions, {.require_inputs = false});
  Diagnostics all;
  std::size_t next = 0;
  for (const SourcePtr& source : sources) {
    if (source->name().ends_with(kCompanionSuffix)) continue;
    take(all, source->name().ends_with(kTestSuffix) ? validate_test(source, functions, options)
                                                    : validate_policy(loaded.files[next++], functions, options));
  }
  take(all, std::move(loaded.errors));
  take(all, std::move(loaded.warnings));
  return all;
}

void lint_references(TestFile& file) {
  std::set<std::string> locals;
  for (const hcl::Attribute* local : file.locals) locals.insert(local->name.text);
  std::map<std::string, std::set<std::string>> mocks;
  for (const MockSyntax& mock : file.mocks) {
    if (mock.kind == MockKind::kResource) mocks[mock.type].insert(mock.name);
  }
  const auto check = [&](const lang::Reference& reference) {
    if (reference.root == "input" || reference.root == "data" || reference.member.empty()) return;
    const bool is_local = reference.root == "local";
    const auto type = mocks.find(reference.root);
    if (!is_local && type == mocks.end()) {
      return file.checker.error("Undefined Reference",
                                "There is no mock of the type \"" + reference.root + "\" in this file.",
                                reference.range);
    }
    const std::set<std::string>& names = is_local ? locals : type->second;
    if (names.count(reference.member) != 0) return;
    file.checker.error("Undefined Reference",
                       "There is no " + (is_local ? std::string("local value") : "mock of " + reference.root) +
                           " named \"" + reference.member + "\"." +
                           suggestion(reference.member, {names.begin(), names.end()}),
                       reference.range);
  };
  const auto visit = [&](const hcl::Body& body, const auto& self) -> void {
    for (const hcl::Attribute& attribute : body.attributes) {
      for (const lang::Reference& reference : lang::references(*attribute.value)) check(reference);
    }
    for (const hcl::Block& block : body.blocks) {
      if (block.type.text != "plugins" && block.type.text != "terraform_config") self(block.body, self);
    }
  };
  visit(file.syntax.body, visit);
}

}  // namespace plimsoll::policy
