// `plimsoll policy test`.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "color.h"
#include "command.h"
#include "inputs.h"
#include "plimsoll/analysis/mocks.h"
#include "plimsoll/base/text.h"
#include "plimsoll/policy/policy_test.h"
#include "plimsoll/report/policy_tests.h"
#include "policy_files.h"

namespace plimsoll::cli {
namespace {

constexpr const char* kNothing = "the tests could not be run";

// --- where the reports go ---

struct TestTarget {
  const report::TestFormat* format = nullptr;
  std::string file = {};  // "": standard output
};

Diagnostics check_targets(const std::vector<TestTarget>& targets) {
  Diagnostics errors;
  std::set<std::string> files;
  for (const TestTarget& target : targets) {
    if (files.insert(target.file).second) continue;
    errors.push_back(
        make_error(target.file.empty() ? "Two reports would both go to standard output"
                                       : "Two reports would both be written to " + printable(target.file),
                   "give each format a file of its own: -f " + std::string(target.format->name) + "=FILE"));
  }
  return errors;
}

Result<std::vector<TestTarget>> test_targets(const Arguments& arguments) {
  std::vector<TestTarget> targets;
  for (const FlagValue& value : arguments.all("format")) {
    const std::size_t equals = value.text.find('=');
    TestTarget target = {.format = report::find_test_format(std::string_view(value.text).substr(0, equals))};
    if (equals != std::string::npos) target.file = value.text.substr(equals + 1);
    if (value.text.ends_with('=')) return make_error(value.given_by + " " + value.text + " names no file");
    if (target.file == "-") target.file.clear();
    targets.push_back(std::move(target));
  }
  if (targets.empty()) targets.push_back({.format = &report::test_formats().front()});
  if (const std::string output = arguments.last("output"); !output.empty() && output != "-") {
    const auto open = std::find_if(targets.begin(), targets.end(), [](const TestTarget& t) { return t.file.empty(); });
    if (open == targets.end()) {
      return make_error("--output has nothing to write", "every format already has a file of its own");
    }
    open->file = output;
  }
  if (const std::string junit = arguments.last("junit"); !junit.empty()) {
    targets.push_back({.format = report::find_test_format("junit"), .file = junit == "-" ? "" : junit});
  }
  Diagnostics errors = check_targets(targets);
  if (!errors.empty()) return errors;
  return targets;
}

Result<std::string> write_all(const Session& session, const std::vector<TestTarget>& targets, const TestRun& run) {
  std::string output;
  for (const TestTarget& target : targets) {
    const bool to_terminal = target.file.empty() && session.world.out_is_terminal;
    const report::TestOptions options = {
        .color = use_color(session.arguments.last("color"), session.world.environment, to_terminal),
        .quiet = session.arguments.has("quiet"),
        .verbose = session.arguments.has("verbose"),
        .coverage = session.arguments.has("coverage")};
    std::string text = target.format->write(run, options);
    if (target.file.empty()) {
      output = std::move(text);
    } else if (Result<Done> written = session.world.files->write(target.file, text); !written) {
      return std::move(written).errors();
    }
  }
  return output;
}

// --- which tests run ---

using Filter = std::function<bool(const std::string& file, const std::string& mock)>;

/// /re/: RE2, anywhere. The policies' own function knows how.
Result<Filter> regex_filter(const std::string& pattern) {
  const lang::FunctionTable table = policy::functions_for_mocks({});
  const lang::Function* function = table.find("core::regex_match");
  const auto ask = [function = *function, pattern](const std::string& text) {
    const lang::Context context;
    const Value arguments[] = {Value::string(text), Value::string(pattern)};
    return function.implementation({.arguments = arguments, .context = &context, .function = &function});
  };
  if (const lang::Outcome outcome = ask(""); !outcome.ok()) {
    return make_error("--run: invalid regular expression", outcome.failure().diagnostic.detail);
  }
  return Filter([ask](const std::string& file, const std::string& mock) {
    return ask(file).value().as_bool() || ask(mock).value().as_bool();
  });
}

Result<Filter> filter_of(const std::string& pattern) {
  if (pattern.size() > 2 && pattern.front() == '/' && pattern.back() == '/') {
    return regex_filter(pattern.substr(1, pattern.size() - 2));
  }
  if (pattern.find('*') != std::string::npos) {
    return Filter([pattern](const std::string& file, const std::string& mock) {
      return glob_match(pattern, file) || glob_match(pattern, file_name(file)) || glob_match(pattern, mock);
    });
  }
  return Filter([pattern](const std::string& file, const std::string& mock) {
    return file.find(pattern) != std::string::npos || mock.find(pattern) != std::string::npos;
  });
}

Result<std::vector<Filter>> filters_of(const Arguments& arguments) {
  std::vector<Filter> filters;
  for (const std::string& pattern : arguments.texts("run")) {
    Result<Filter> filter = filter_of(pattern);
    if (!filter) return std::move(filter).errors();
    filters.push_back(*std::move(filter));
  }
  return filters;
}

bool selects(const std::vector<Filter>& filters, const std::string& file, const std::string& mock) {
  return filters.empty() ||
         std::any_of(filters.begin(), filters.end(), [&](const Filter& filter) { return filter(file, mock); });
}

// --- the run ---

struct Job {
  std::vector<std::string> files = {};
  std::vector<Filter> filters = {};
  policy::TestOptions options = {};
};

Result<Job> read_job(const Session& session) {
  const Arguments& arguments = session.arguments;
  const std::vector<std::string> paths =
      arguments.operands.empty() ? std::vector<std::string>{"."} : arguments.operands;
  Result<std::vector<std::string>> files = find_policy_files(paths, {kTestSuffix}, *session.world.files);
  if (!files) return std::move(files).errors();
  Result<std::vector<Filter>> filters = filters_of(arguments);
  if (!filters) return std::move(filters).errors();
  Result<Inputs> inputs = read_inputs(arguments, session.world.environment, *session.world.files);
  if (!inputs) return std::move(inputs).errors();
  const bool setup = arguments.last("evaluation-stage") == "setup";
  return Job{.files = *std::move(files),
             .filters = *std::move(filters),
             .options = {.policies = arguments.texts("policies"),
                         .inputs = std::move(inputs->values),
                         .stage = setup ? policy::EvaluationStage::kSetup : policy::EvaluationStage::kPlan}};
}

TestRun run_files(const Session& session, Job job) {
  TestRun run = {.tool_version = kVersion};
  for (const std::string& file : job.files) {
    if (!job.filters.empty()) {
      job.options.selected = [&job, &file](const std::string& mock) { return selects(job.filters, file, mock); };
    }
    TestFileResult result =
        policy::run_test_file(file, *session.world.files, analysis::functions_over_mocks, job.options);
    print_diagnostics(session, result.warnings);
    const bool filtered_out = !job.filters.empty() && result.cases.empty() && !has_errors(result.errors);
    if (!filtered_out) run.files.push_back(std::move(result));
  }
  return run;
}

/// A value for an input that no policy of any test declares is likely a slip.
Diagnostics unused_inputs(const std::map<std::string, Value, std::less<>>& inputs, const TestRun& run) {
  std::set<std::string> used;
  for (const TestFileResult& file : run.files) used.insert(file.used_inputs.begin(), file.used_inputs.end());
  Diagnostics warnings;
  for (const auto& [name, value] : inputs) {
    if (used.contains(name)) continue;
    warnings.push_back(make_warning("No tested policy declares an input named \"" + name + "\""));
  }
  return warnings;
}

Ending ending_of(const TestRun& run, bool filtered) {
  const TestCounts counts = count(run);
  if (counts.broken_files > 0) {
    const auto broken = std::find_if(run.files.begin(), run.files.end(),
                                     [](const TestFileResult& file) { return has_errors(file.errors); });
    return {.code = kCannot,
            .reason = fmt::format("{} could not be run: {}", count_of(counts.broken_files, "test file"),
                                  first_error(broken->errors))};
  }
  if (counts.failed > 0)
    return {.code = kFindings, .reason = fmt::format("{} failed", count_of(counts.failed, "test"))};
  if (counts.passed + counts.skipped == 0) {
    return {.code = kCannot,
            .reason = filtered && run.files.empty() ? "no test matches --run" : "there was no test to run"};
  }
  return {};
}

}  // namespace

Ending run_policy_test(const Session& session) {
  Result<std::vector<TestTarget>> targets = test_targets(session.arguments);
  if (!targets) return cannot(session, targets.errors(), kNothing);
  Result<Job> job = read_job(session);
  if (!job) return cannot(session, job.errors(), kNothing);
  const TestRun run = run_files(session, *job);
  print_diagnostics(session, unused_inputs(job->options.inputs, run));
  Result<std::string> output = write_all(session, *targets, run);
  if (!output) return cannot(session, output.errors(), "the report could not be written");
  Ending ending = ending_of(run, !job->filters.empty());
  ending.output = *std::move(output);
  return ending;
}

}  // namespace plimsoll::cli
