#include "plimsoll/policy/policy_test.h"

#include <algorithm>
#include <memory>

#include "expectations.h"
#include "mocks.h"
#include "plimsoll/base/text.h"
#include "plimsoll/policy/functions.h"
#include "plimsoll/policy/relations.h"

namespace plimsoll::policy {
namespace {

constexpr std::string_view kSuffix = ".policy.hcl";

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() && text.substr(text.size() - suffix.size()) == suffix;
}

// --- the policies of a test file
// ---------------------------------------------------------------------------------------

std::vector<std::string> policies_in(const std::string& directory, const FileSystem& files) {
  std::vector<std::string> paths;
  const Result<std::vector<std::string>> names = files.list(directory);
  for (const std::string& name : names.ok() ? *names : std::vector<std::string>{}) {
    if (ends_with(name, kSuffix)) paths.push_back(directory == "." ? name : join_path(directory, name));
  }
  return paths;
}

/// Where a target that does not exist may have been meant to point.
std::string target_hint(const std::string& path, const std::string& target, const FileSystem& files) {
  if (files.is_file(path + std::string(kSuffix))) return " Did you mean \"" + target + std::string(kSuffix) + "\"?";
  std::vector<std::string> names;
  for (const std::string& other : policies_in(parent_path(path), files)) names.push_back(file_name(other));
  return suggestion(file_name(path), names);
}

/// Collects the sources of targets; what is missing goes to the errors.
class Targets {
 public:
  Targets(const FileSystem& files, Diagnostics& errors) : files_(files), errors_(errors) {}

  void add(const std::string& path, const std::string& as_written, SourceRange range) {
    const std::size_t before = sources_.size();
    if (files_.is_directory(path)) {
      for (const std::string& policy : policies_in(path, files_)) read(policy);
    } else if (files_.is_file(path)) {
      return read(path);
    }
    if (sources_.size() != before) return;
    errors_.push_back(make_error("No such policy",
                                 "\"" + as_written + "\" names no policy file." + target_hint(path, as_written, files_),
                                 std::move(range)));
  }

  std::vector<SourcePtr> take() { return std::move(sources_); }

 private:
  void read(const std::string& path) {
    for (const SourcePtr& known : sources_) {
      if (known->name() == path) return;
    }
    Result<std::string> text = files_.read(path);
    if (text.ok()) {
      sources_.push_back(std::make_shared<const SourceFile>(path, std::move(text).value()));
    } else {
      errors_.insert(errors_.end(), text.errors().begin(), text.errors().end());
    }
  }

  const FileSystem& files_;
  Diagnostics& errors_;
  std::vector<SourcePtr> sources_ = {};
};

// --- one run
// -----------------------------------------------------------------------------------------------------------

class TestRun {
 public:
  TestRun(const std::string& path, const TestFile& file, const FileSystem& files, const FunctionsForMocks& functions,
          const TestOptions& options, TestFileResult& result)
      : path_(path),
        file_(file),
        files_(files),
        functions_(functions),
        options_(options),
        result_(result),
        plain_(functions({})),
        values_(file, plain_),
        mocks_(file.mocks.size()),
        problems_(file.mocks.size()),
        sets_(file.mocks.size()) {}

  void run() {
    find_targets();
    if (!result_.errors.empty()) return;
    load_policies();
    if (!result_.errors.empty()) return;
    for (std::size_t i = 0; i < mocks_.size(); ++i) mocks_[i] = values_.build(i, problems_[i]);
    const lang::FunctionTable table = functions_(mocks_);
    for (std::size_t i = 0; i < mocks_.size(); ++i) {
      if (!mocks_[i].is_data || !problems_[i].empty()) result_.cases.push_back(judge(i, table));
    }
  }

 private:
  using SetPtr = std::shared_ptr<const PolicySet>;

  void find_targets() {
    Targets targets(files_, result_.errors);
    if (file_.targets != nullptr) {
      add_written_targets(targets);
    } else if (options_.policies.empty()) {
      targets.add(parent_path(path_), parent_path(path_), {});
    } else {
      for (const std::string& path : options_.policies) targets.add(path, path, {});
    }
    sources_ = targets.take();
  }

  void add_written_targets(Targets& targets) {
    const lang::Outcome outcome = values_.evaluate(*file_.targets->value);
    const SourceRange range = file_.checker.range(file_.targets->value->range);
    if (!outcome.ok()) {
      result_.errors.push_back(outcome.failure().diagnostic);
      return;
    }
    const Value& list = outcome.value();
    if (!list.is_sequence() || list.elements().empty()) {
      result_.errors.push_back(
          make_error("Invalid targets", "\"targets\" is a list of policy files or directories.", range));
      return;
    }
    for (const Value& target : list.elements()) {
      if (target.is_string()) {
        targets.add(join_path(parent_path(path_), target.as_string()), target.as_string(), range);
      } else {
        result_.errors.push_back(make_error("Invalid targets", "\"targets\" holds strings.", range));
      }
    }
  }

  /// Policies depend on inputs: mocks with their own get their own set.
  void load_policies() {
    InputValues inputs = options_.inputs;
    for (auto& [name, value] : values_.read_inputs(file_.inputs, result_.errors)) inputs[name] = value;
    if (!result_.errors.empty()) return;
    const bool all_have_inputs =
        !file_.mocks.empty() && std::all_of(file_.mocks.begin(), file_.mocks.end(), [](const MockSyntax& mock) {
          return mock.inputs != nullptr || mock.kind == MockKind::kData;
        });
    if (!all_have_inputs) {
      Result<PolicySet> shared = load(sources_, plain_, {.inputs = inputs});
      if (!shared.ok()) {
        result_.errors = shared.errors();
        return;
      }
      result_.warnings.insert(result_.warnings.end(), shared->warnings.begin(), shared->warnings.end());
      values_.set_inputs(inputs_of(*shared));
      const SetPtr set = std::make_shared<const PolicySet>(std::move(shared).value());
      std::fill(sets_.begin(), sets_.end(), set);
    }
    for (std::size_t i = 0; i < file_.mocks.size(); ++i) {
      if (file_.mocks[i].inputs != nullptr) load_for_mock(i, inputs);
    }
  }

  void load_for_mock(std::size_t mock, InputValues inputs) {
    for (auto& [name, value] : values_.read_inputs(file_.mocks[mock].inputs, problems_[mock])) inputs[name] = value;
    Result<PolicySet> own = load(sources_, plain_, {.inputs = std::move(inputs)});
    if (!own.ok()) {
      problems_[mock].insert(problems_[mock].end(), own.errors().begin(), own.errors().end());
      sets_[mock] = nullptr;
      return;
    }
    values_.set_inputs(mock, inputs_of(*own));
    sets_[mock] = std::make_shared<const PolicySet>(std::move(own).value());
  }

  static Value inputs_of(const PolicySet& set) {
    Members members;
    for (const auto& file : set.files) members.insert(members.end(), file->inputs.begin(), file->inputs.end());
    return Value::object(std::move(members));
  }

  TestCase judge(std::size_t index, const lang::FunctionTable& table) {
    const Mock& mock = mocks_[index];
    TestCase result = {.name = file_.mocks[index].address(), .diagnostics = problems_[index]};
    if (!problems_[index].empty()) {
      result.status = TestStatus::kFail;
      result.message = "The mock cannot be evaluated.";
    } else if (mock.skip) {
      result.status = TestStatus::kSkip;
    } else if (is_empty(mock) && !file_.mocks[index].is_literally_empty()) {
      result.status = mock.expect_failure ? TestStatus::kFail : TestStatus::kSkip;
      result.message = "The mock has no attributes.";
    } else {
      decide(index, run_policies(index, table), result);
    }
    return result;
  }

  static bool is_empty(const Mock& mock) {
    const auto empty = [](const Value& value) {
      return value.is_null() || (value.is_object() && value.members().empty());
    };
    return mock.kind == PolicyKind::kResource && empty(mock.subject.attrs) && empty(mock.subject.prior_attrs);
  }

  Judgements run_policies(std::size_t index, const lang::FunctionTable& table) const {
    Judgements all;
    lang::Memo memo;
    for (const auto& file : sets_[index]->files) {
      for (const Policy& policy : file->policies) {
        if (!applies(policy, mocks_[index].subject)) continue;
        Judgements one = evaluate(policy, mocks_[index].subject, table, memo);
        std::move(one.judgements.begin(), one.judgements.end(), std::back_inserter(all.judgements));
        std::move(one.errors.begin(), one.errors.end(), std::back_inserter(all.errors));
        std::move(one.warnings.begin(), one.warnings.end(), std::back_inserter(all.warnings));
      }
    }
    return all;
  }

  void decide(std::size_t index, const Judgements& judged, TestCase& result) {
    const MockSyntax& syntax = file_.mocks[index];
    result.diagnostics.insert(result.diagnostics.end(), judged.errors.begin(), judged.errors.end());
    result.diagnostics.insert(result.diagnostics.end(), judged.warnings.begin(), judged.warnings.end());
    const auto denies = [](const Judgement& judgement) { return judgement.verdict == Verdict::kFail; };
    const auto denied = std::find_if(judged.judgements.begin(), judged.judgements.end(), denies);
    if (!judged.errors.empty()) {
      result.message = "A policy ended in an error.";
    } else if (!judged.warnings.empty()) {
      result.message = "A message or a fix ended in an error.";
    } else if (mocks_[index].expect_failure && denied == judged.judgements.end()) {
      result.message = "Missing expected failure: no policy denies this mock.";
    } else if (!syntax.expects.empty()) {
      const Diagnostics problems = check_expectations(syntax, judged.judgements, values_, file_.checker);
      result.diagnostics.insert(result.diagnostics.end(), problems.begin(), problems.end());
      if (!problems.empty()) result.message = "The policies did not say what was expected.";
    } else if (!mocks_[index].expect_failure && denied != judged.judgements.end()) {
      result.message = "Policy violation: " + describe(*denied);
    }
    result.status = result.message.empty() ? TestStatus::kPass : TestStatus::kFail;
  }

  const std::string& path_;
  const TestFile& file_;
  const FileSystem& files_;
  const FunctionsForMocks& functions_;
  const TestOptions& options_;
  TestFileResult& result_;
  lang::FunctionTable plain_;
  MockValues values_;
  std::vector<SourcePtr> sources_ = {};
  std::vector<Mock> mocks_;
  std::vector<Diagnostics> problems_;
  std::vector<SetPtr> sets_;
};

std::vector<Value> attributes_of(const std::vector<Mock>& mocks, std::string_view type, bool data) {
  std::vector<Value> found;
  for (const Mock& mock : mocks) {
    const bool exists = mock.kind == PolicyKind::kResource && mock.subject.operation != Operation::kDelete;
    if (mock.is_data == data && exists && mock.type == type) found.push_back(mock.subject.attrs);
  }
  return found;
}

}  // namespace

lang::FunctionTable functions_for_mocks(const std::vector<Mock>& mocks) {
  const auto kept = std::make_shared<const std::vector<Mock>>(mocks);
  lang::FunctionTable table;
  table.add(lang::core_functions());
  table.add(extension_functions());
  table.add(relation_functions([kept](std::string_view type) { return attributes_of(*kept, type, false); },
                               [kept](std::string_view type) { return attributes_of(*kept, type, true); }));
  return table;
}

TestFileResult run_test_file(const std::string& path, const FileSystem& files, const FunctionsForMocks& functions,
                             const TestOptions& options) {
  TestFileResult result = {.file = path};
  Result<std::string> text = files.read(path);
  if (!text.ok()) {
    result.errors = text.errors();
    return result;
  }
  const auto source = std::make_shared<const SourceFile>(path, std::move(text).value());
  const TestFile file = load_test_file(source, functions({}));
  result.errors = file.checker.errors;
  result.warnings = file.checker.warnings;
  if (!has_errors(result.errors)) TestRun(path, file, files, functions, options, result).run();
  return result;
}

}  // namespace plimsoll::policy
