#include "plimsoll/policy/policy_test.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>

#include "mocks.h"
#include "plimsoll/policy/functions.h"
#include "plimsoll/policy/relations.h"
#include "test_outcome.h"
#include "test_targets.h"

namespace plimsoll::policy {
namespace {

using SetPtr = std::shared_ptr<const PolicySet>;

/// The inputs that the policies declare, without the checks that load() does later.
std::set<std::string, std::less<>> declared_inputs(const std::vector<SourcePtr>& sources) {
  std::set<std::string, std::less<>> names;
  for (const SourcePtr& source : sources) {
    const hcl::ParsedFile parsed = hcl::parse_file(source);
    for (const hcl::Block* block : parsed.body.blocks_of("input")) {
      if (!block->labels.empty()) names.insert(block->labels[0].text);
    }
  }
  return names;
}

Value inputs_of(const PolicySet& set) {
  Members members;
  for (const auto& file : set.files) members.insert(members.end(), file->inputs.begin(), file->inputs.end());
  return Value::object(std::move(members));
}

bool is_empty(const Mock& mock) {
  const auto empty = [](const Value& value) {
    return value.is_null() || (value.is_object() && value.members().empty());
  };
  return mock.kind == PolicyKind::kResource && empty(mock.subject.attrs) && empty(mock.subject.prior_attrs);
}

class FileRun {
 public:
  FileRun(const std::string& path, const TestFile& file, const FileSystem& files, const FunctionsForMocks& functions,
          const TestOptions& options, TestFileResult& result)
      : path_(path),
        file_(file),
        files_(files),
        functions_(functions),
        options_(options),
        result_(result),
        plain_(functions({})),
        values_(file, plain_, options.mock_steps),
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
      if (mocks_[i].is_data && problems_[i].empty()) continue;
      if (options_.selected != nullptr && !options_.selected(file_.mocks[i].address())) continue;
      result_.cases.push_back(judge(i, table));
    }
  }

 private:
  // --- the policies ---

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
    const hcl::Expression& written = *file_.targets->value;
    const lang::Outcome outcome = values_.evaluate(written);
    const SourceRange range = file_.checker.range(written.range);
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
    const auto* literal = std::get_if<hcl::TupleConstructor>(&written.node);
    for (std::size_t i = 0; i < list.elements().size(); ++i) {
      const Value& target = list.elements()[i];
      const bool has_place = literal != nullptr && i < literal->elements.size();
      const SourceRange place = has_place ? file_.checker.range(literal->elements[i]->range) : range;
      if (target.is_string()) {
        targets.add(join_path(parent_path(path_), target.as_string()), target.as_string(), place);
      } else {
        result_.errors.push_back(make_error("Invalid targets", "\"targets\" holds strings.", place));
      }
    }
  }

  /// Those of the run that some policy declares: another test file may need the others.
  InputValues run_inputs() {
    if (options_.inputs.empty()) return {};
    const auto declared = declared_inputs(sources_);
    InputValues inputs;
    for (const auto& [name, value] : options_.inputs) {
      if (declared.count(name) == 0) continue;
      inputs[name] = value;
      result_.used_inputs.push_back(name);
    }
    return inputs;
  }

  /// Policies depend on inputs: mocks with their own get their own set.
  void load_policies() {
    InputValues inputs = run_inputs();
    for (auto& [name, value] : values_.read_inputs(file_.inputs, result_.errors)) inputs[name] = value;
    if (!result_.errors.empty()) return;
    const bool all_have_inputs =
        !file_.mocks.empty() && std::all_of(file_.mocks.begin(), file_.mocks.end(), [](const MockSyntax& mock) {
          return mock.inputs != nullptr || mock.kind == MockKind::kData;
        });
    if (!all_have_inputs && !load_shared(inputs)) return;
    for (std::size_t i = 0; i < file_.mocks.size(); ++i) {
      if (file_.mocks[i].inputs != nullptr) load_for_mock(i, inputs);
    }
  }

  bool load_shared(const InputValues& inputs) {
    Result<PolicySet> shared = load(sources_, plain_, {.inputs = inputs});
    if (!shared.ok()) {
      result_.errors = shared.errors();
      return false;
    }
    result_.warnings.insert(result_.warnings.end(), shared->warnings.begin(), shared->warnings.end());
    values_.set_inputs(inputs_of(*shared));
    const SetPtr set = std::make_shared<const PolicySet>(std::move(shared).value());
    list_blocks(*set);
    std::fill(sets_.begin(), sets_.end(), set);
    return true;
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
    list_blocks(*own);
    sets_[mock] = std::make_shared<const PolicySet>(std::move(own).value());
  }

  /// Every set holds the same blocks in the same order, whatever its inputs.
  void list_blocks(const PolicySet& set) {
    if (!result_.coverage.empty()) return;
    for (const auto& file : set.files) {
      for (const Policy& policy : file->policies) {
        for (std::size_t i = 0; i < policy.enforces.size(); ++i) {
          const SourceFile& source = *file->syntax.source;
          result_.coverage.push_back({.file = source.name(),
                                      .line = source.position(policy.enforces[i].range.begin).line,
                                      .policy = policy_address(policy),
                                      .index = i});
        }
      }
    }
  }

  // --- the mocks ---

  TestCase judge(std::size_t index, const lang::FunctionTable& table) {
    const Mock& mock = mocks_[index];
    const MockSyntax& syntax = file_.mocks[index];
    TestCase result = {.name = syntax.address(),
                       .line = file_.checker.source->position(syntax.block->range.begin).line,
                       .diagnostics = problems_[index]};
    if (!problems_[index].empty()) {
      result.status = TestStatus::kFail;
      result.message = "The mock cannot be evaluated.";
    } else if (mock.skip) {
      result.status = TestStatus::kSkip;
    } else if (is_empty(mock) && !syntax.is_literally_empty()) {
      result.status = mock.expect_failure ? TestStatus::kFail : TestStatus::kSkip;
      result.message = "The mock has no attributes.";
    } else if (options_.stage == EvaluationStage::kSetup && mock.kind == PolicyKind::kResource) {
      result.status = TestStatus::kSkip;
      result.message = "Resources are judged at the plan stage.";
    } else {
      decide_case(index, table, result);
    }
    return result;
  }

  /// What decided is explained for failures only: it means evaluating once more.
  void decide_case(std::size_t index, const lang::FunctionTable& table, TestCase& result) {
    const auto decide_with = [&](const JudgedMock& judged) {
      decide(file_.mocks[index], mocks_[index], judged, values_, file_.checker, result);
    };
    const JudgedMock judged = run_policies(index, table, {});
    count_verdicts(judged, result_.coverage);
    decide_with(judged);
    if (result.status != TestStatus::kFail || !judged.judged.errors.empty()) return;
    result = {.name = result.name, .line = result.line};
    decide_with(run_policies(index, table, {.want_operands = true}));
  }

  /// At setup a provider is known by its meta only.
  PolicySubject subject_at_stage(std::size_t index) const {
    PolicySubject subject = mocks_[index].subject;
    if (options_.stage == EvaluationStage::kSetup) subject.attrs = Value::unknown({file_.mocks[index].address()});
    return subject;
  }

  JudgedMock run_policies(std::size_t index, const lang::FunctionTable& table, const EvaluateOptions& options) const {
    JudgedMock all;
    lang::Memo memo;
    const PolicySubject subject = subject_at_stage(index);
    for (const auto& file : sets_[index]->files) {
      for (const Policy& policy : file->policies) {
        if (applies(policy, subject)) add(evaluate(policy, subject, table, memo, options), policy, all);
        all.type_is_known = all.type_is_known || applies_to_type(policy, subject);
        all.enforces_seen += policy.enforces.size();
      }
    }
    return all;
  }

  static bool applies_to_type(const Policy& policy, PolicySubject subject) {
    if (policy.operations.empty()) return applies(policy, subject);
    subject.operation = policy.operations.front();
    return applies(policy, subject);
  }

  static void add(Judgements one, const Policy& policy, JudgedMock& all) {
    all.applied.push_back({.policy = &policy, .first_enforce = all.enforces_seen});
    std::move(one.judgements.begin(), one.judgements.end(), std::back_inserter(all.judged.judgements));
    std::move(one.errors.begin(), one.errors.end(), std::back_inserter(all.judged.errors));
    std::move(one.warnings.begin(), one.warnings.end(), std::back_inserter(all.judged.warnings));
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
  Result<SourcePtr> source = read_source(path, files);
  if (!source.ok()) {
    result.errors = source.errors();
    return result;
  }
  const TestFile file = load_test_file(*source, functions({}));
  result.errors = file.checker.errors;
  result.warnings = file.checker.warnings;
  if (!has_errors(result.errors)) FileRun(path, file, files, functions, options, result).run();
  return result;
}

}  // namespace plimsoll::policy
