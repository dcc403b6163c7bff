// The schema that Jenkins' xUnit plugin publishes is the common ground of the readers: testsuites, testsuite, testcase
// with failure, error or skipped. Times are left out: all readers take that, and reports of equal runs are equal.
#include "plimsoll/base/text.h"
#include "plimsoll/report/policy_tests.h"
#include "tests_xml.h"

namespace plimsoll::report {
namespace {

std::string numbers(const TestCounts& counts) {
  return " tests=\"" + std::to_string(counts.passed + counts.failed + counts.skipped + counts.broken_files) +
         "\" failures=\"" + std::to_string(counts.failed) + "\" errors=\"" + std::to_string(counts.broken_files) +
         "\" skipped=\"" + std::to_string(counts.skipped) + "\"";
}

std::string case_header(const std::string& name, const std::string& file, std::uint32_t line) {
  std::string text = "    <testcase name=\"" + xml_attribute(name) + "\" classname=\"" + xml_attribute(file) +
                     "\" file=\"" + xml_attribute(file) + "\"";
  if (line != 0) text += " line=\"" + std::to_string(line) + "\"";
  return text;
}

std::string failure_text(const TestCase& test) {
  std::string text;
  if (!test.expected.empty()) text += "expected: " + test.expected + "\n";
  if (!test.actual.empty()) text += "got: " + test.actual + "\n";
  return text + render(test.diagnostics);
}

std::string write_case(const TestCase& test, const std::string& file) {
  const std::string header = case_header(test.name, file, test.line);
  switch (test.status) {
    case TestStatus::kFail:
      return header + ">\n      <failure message=\"" + xml_attribute(test.message) + "\" type=\"failure\">" +
             xml_text(failure_text(test)) + "</failure>\n    </testcase>\n";
    case TestStatus::kSkip:
      return header + ">\n      <skipped" +
             (test.message.empty() ? std::string() : " message=\"" + xml_attribute(test.message) + "\"") +
             "/>\n    </testcase>\n";
    case TestStatus::kPass:
      break;
  }
  return header + "/>\n";
}

std::string write_suite(const TestFileResult& file) {
  std::string text = "  <testsuite name=\"" + xml_attribute(file.file) + "\"" + numbers(count(file)) + ">\n";
  if (has_errors(file.errors)) {
    text += case_header("(file)", file.file, 0) + ">\n      <error message=\"" +
            xml_attribute(file.errors.front().summary) + "\" type=\"error\">" + xml_text(render(file.errors)) +
            "</error>\n    </testcase>\n";
  }
  for (const TestCase& test : file.cases) text += write_case(test, file.file);
  return text + "  </testsuite>\n";
}

}  // namespace

std::string write_tests_junit(const TestRun& run, const TestOptions& /*options*/) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"plimsoll policy test\"" +
                     numbers(count(run)) + ">\n";
  for (const TestFileResult& file : run.files) text += write_suite(file);
  return text + "</testsuites>\n";
}

}  // namespace plimsoll::report
